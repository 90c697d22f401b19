import type { Actor } from '../access/actor.js';
import type { Entered } from '../command.js';
import type { Transaction } from '../database/open-database.js';
import type { Commitment } from '../generated/prisma/client.js';
import { dateColumns } from '../period.js';
import type { CommitmentPromise } from './commitment.js';

/** Where commitments were made, and who enters them. */
interface Entry {
  readonly madeIn: { readonly engagementId: string } | { readonly meetingId: string };
  readonly actor: Actor;
  readonly entered: Entered;
}

/** Enters promises whose references are known and whose owners are named or the actor: in two statements, however many. */
export async function enterCommitments(
  db: Transaction,
  promises: readonly CommitmentPromise[],
  { madeIn, actor, entered }: Entry,
): Promise<Commitment[]> {
  if (promises.length === 0) return [];
  const departments = await departmentsOf(
    db,
    promises.map(({ ownerId }) => ownerId ?? actor.id),
  );
  return db.commitment.createManyAndReturn({
    data: promises.map(({ due, ownerId: namedOwner, ownerDepartmentId, sourceId, ...columns }) => {
      const ownerId = namedOwner?.toLowerCase() ?? actor.id;
      return {
        ...columns,
        ...dateColumns('due', due),
        ownerId,
        ownerDepartmentId: ownerDepartmentId ?? departments.get(ownerId) ?? null,
        ...madeIn,
        ...entered,
        // A promise may come from another source than the rest of the input.
        sourceId: sourceId ?? entered.sourceId,
      };
    }),
  });
}

/** The department of each actor, by the actor's id. */
export async function departmentsOf(db: Transaction, actorIds: readonly string[]): Promise<Map<string, string | null>> {
  const actors = await db.actor.findMany({ where: { id: { in: [...actorIds] } }, select: { id: true, departmentId: true } });
  return new Map(actors.map(({ id, departmentId }) => [id, departmentId]));
}
