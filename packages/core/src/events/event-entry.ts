import type { Actor } from '../access/actor.js';
import type { Transaction } from '../database/open-database.js';
import { Prisma } from '../generated/prisma/client.js';

/** That something was done to a record. */
export interface Happening {
  /** In the past tense, such as `engagementLogged`. */
  readonly name: string;
  /** The kind of record, such as `Engagement`. */
  readonly type: string;
  readonly id: string;
}

/** Who did it, and when. */
interface Doing {
  readonly actor: Actor;
  readonly at: Date;
}

/**
 * Writes events in the transaction of what they tell. As its last writes: whoever changes the same record afterwards has waited for it,
 * so that the events of one record are numbered in the order in which they happened.
 */
export async function enterEvents(db: Transaction, happenings: readonly Happening[], { actor, at }: Doing): Promise<void> {
  const by = { actorId: actor.id, departmentId: actor.departmentId, at };
  await db.outboxEvent.createMany({
    data: happenings.map(({ name, type, id }) => ({ name, subjectType: type, subjectId: id, ...by })),
  });
}

/**
 * The same as a named query of a statement, in this order: of what happened with each record that is entered. Nobody can change a record
 * that is not there yet, so that its first event has the lowest number.
 */
export function eventsSql(happenings: readonly (Happening & { readonly entryId: string })[], { actor, at }: Doing): Prisma.Sql {
  const rows = happenings.map((happening, place) => ({ ...happening, place }));
  return Prisma.sql`"events" AS (
    INSERT INTO "OutboxEvent" ("name", "subjectType", "subjectId", "actorId", "departmentId", "at")
    SELECT given."name", given."type", given."id", ${actor.id}::uuid, ${actor.departmentId}::uuid, ${at.toISOString()}::timestamptz
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS given("entryId" uuid, "place" int, "name" text, "type" text, "id" uuid)
    JOIN "entering" ON "entering"."id" = given."entryId" ORDER BY given."place")`;
}
