import { v7 as newId } from 'uuid';
import type { Actor } from '../access/actor.js';
import type { Entered } from '../command.js';
import type { Transaction } from '../database/open-database.js';
import { rowsSql, type EntryParts, type Found } from '../entry-statement.js';
import { Prisma, type Commitment } from '../generated/prisma/client.js';
import { CommitmentStatus } from '../generated/prisma/enums.js';
import { dateColumns } from '../period.js';
import type { CommitmentPromise } from './commitment.js';

/** Where commitments were made, and who enters them. */
interface Entry {
  readonly madeIn: { readonly engagementId: string } | { readonly meetingId: string };
  readonly actor: Actor;
  readonly entered: Entered;
}

/**
 * A promise as the commitment that it becomes, of the acting member of staff where nobody else is named as owner. Where no department is
 * named, the owner's is found when it is entered.
 */
export function newCommitment(promise: CommitmentPromise, { madeIn, actor, entered }: Entry): Commitment {
  const { direction, text, due, stakeholderId, ownerId, ownerDepartmentId, sourceId } = promise;
  const now = new Date();
  return {
    id: newId(),
    direction,
    text,
    stakeholderId: stakeholderId.toLowerCase(),
    ownerId: ownerId?.toLowerCase() ?? actor.id,
    ownerDepartmentId: ownerDepartmentId?.toLowerCase() ?? null,
    engagementId: null,
    meetingId: null,
    ...madeIn,
    dueDate: null,
    duePrecision: null,
    ...dateColumns('due', due),
    status: CommitmentStatus.OPEN,
    closedOn: null,
    closingNote: null,
    answeredInId: null,
    createdAt: now,
    updatedAt: now,
    version: 1,
    ...entered,
    // A promise may come from another source than the rest of the input.
    sourceId: sourceId?.toLowerCase() ?? entered.sourceId,
  };
}

/** What enters commitments: each with the record of which `holder`, in a row `given` of theirs, is the id. */
export function commitmentParts(commitments: readonly Commitment[], holder: Prisma.Sql): Partial<EntryParts> {
  if (commitments.length === 0) return {};
  const owners = commitments.filter(({ ownerDepartmentId }) => ownerDepartmentId === null).map(({ ownerId }) => ownerId);
  return {
    writes: [
      Prisma.sql`"commitments" AS (
        INSERT INTO "Commitment" (${columns}, "ownerDepartmentId")
        SELECT ${columns}, coalesce("ownerDepartmentId", (SELECT "departmentId" FROM "Actor" WHERE "Actor"."id" = given."ownerId"))
        FROM json_populate_recordset(NULL::"Commitment", ${rowsSql(commitments)}) AS given
        WHERE ${holder} IN (SELECT "id" FROM "entering"))`,
    ],
    found:
      owners.length === 0
        ? []
        : [
            Prisma.sql`
              SELECT 'department of ' || "id" AS "key", coalesce(to_json("departmentId")::text, 'null') AS "value"
              FROM "Actor" WHERE "id" = ANY (${[...new Set(owners)]}::uuid[])`,
          ],
  };
}

/** A commitment as it is entered: with the department of its owner, where none was named. */
export function commitmentAsEntered(commitment: Commitment, found: Found): Commitment {
  return { ...commitment, ownerDepartmentId: commitment.ownerDepartmentId ?? found(`department of ${commitment.ownerId}`) };
}

const columns = Prisma.sql`"id", "direction", "text", "stakeholderId", "ownerId", "engagementId", "meetingId", "dueDate", "duePrecision",
  "status", "closedOn", "closingNote", "answeredInId", "createdAt", "updatedAt", "version", "enteredById", "enteredForId", "sourceId"`;

/** The department of each actor, by the actor's id. */
export async function departmentsOf(db: Transaction, actorIds: readonly string[]): Promise<Map<string, string | null>> {
  const actors = await db.actor.findMany({ where: { id: { in: [...actorIds] } }, select: { id: true, departmentId: true } });
  return new Map(actors.map(({ id, departmentId }) => [id, departmentId]));
}
