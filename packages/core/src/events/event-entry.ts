import type { Actor } from '../access/actor.js';
import type { Transaction } from '../database/open-database.js';

/** That something was done to a record. */
export interface Happening {
  /** In the past tense, such as `engagementLogged`. */
  readonly name: string;
  /** The kind of record, such as `Engagement`. */
  readonly type: string;
  readonly id: string;
}

/**
 * Writes events in the transaction of what they tell. As its last writes: whoever changes the same record afterwards has waited for it,
 * so that the events of one record are numbered in the order in which they happened.
 */
export async function enterEvents(
  db: Transaction,
  happenings: readonly Happening[],
  { actor, at }: { readonly actor: Actor; readonly at: Date },
): Promise<void> {
  const by = { actorId: actor.id, departmentId: actor.departmentId, at };
  await db.outboxEvent.createMany({
    data: happenings.map(({ name, type, id }) => ({ name, subjectType: type, subjectId: id, ...by })),
  });
}
