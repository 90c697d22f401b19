import type { ReadDatabase } from './database/open-database.js';
import type { Problem } from './errors.js';
import { Prisma } from './generated/prisma/client.js';
import { groupBy } from './group-by.js';

interface Kind {
  /** In a message. */
  readonly word: string;
  /** Where they are found by their `id`. */
  readonly records: Prisma.Sql;
}

/** What an input may refer to. `Staff` are actors who are members of staff, disabled ones too. */
const kinds = {
  Body: { word: 'body', records: Prisma.sql`"Body"` },
  BudgetLine: { word: 'line of a budget', records: Prisma.sql`"BudgetLine"` },
  Department: { word: 'department', records: Prisma.sql`"Department"` },
  Meeting: { word: 'meeting', records: Prisma.sql`"Meeting"` },
  Organization: { word: 'organization', records: Prisma.sql`(SELECT "id" FROM "Stakeholder" WHERE "kind" = 'ORGANIZATION')` },
  Person: { word: 'person', records: Prisma.sql`(SELECT "id" FROM "Stakeholder" WHERE "kind" = 'PERSON')` },
  PolicyTask: { word: 'policy task', records: Prisma.sql`"PolicyTask"` },
  Proposal: { word: 'proposal', records: Prisma.sql`"Proposal"` },
  Programme: { word: 'programme', records: Prisma.sql`"Programme"` },
  Source: { word: 'source', records: Prisma.sql`"Source"` },
  Staff: { word: 'member of staff', records: Prisma.sql`(SELECT "id" FROM "Actor" WHERE "kind" = 'STAFF')` },
  Stakeholder: { word: 'stakeholder', records: Prisma.sql`"Stakeholder"` },
} satisfies Record<string, Kind>;

/** The words for them. */
export const referenceWords: readonly string[] = Object.values(kinds).map(({ word }) => word);

/** An id that an input names, and where; none where it is left out. */
export interface Reference {
  readonly to: keyof typeof kinds;
  readonly id: string | null | undefined;
  readonly path: Problem['path'];
}

/** A problem for every reference to what does not exist, in the order given; in one statement. */
export async function unknownReferences(db: Pick<ReadDatabase, '$queryRaw'>, references: readonly Reference[]): Promise<Problem[]> {
  const named = references.flatMap(({ to, id, path }) => (id == null ? [] : [{ to, id: id.toLowerCase(), path }]));
  if (named.length === 0) return [];
  const queries = [...groupBy(named, ({ to }) => to)].map(
    ([to, group]) => Prisma.sql`
      SELECT ${to} AS "to", given."id" FROM unnest(${group.map(({ id }) => id)}::uuid[]) AS given("id") WHERE ${isUnknownSql(to)}`,
  );
  const unknown = await db.$queryRaw<{ to: string; id: string }[]>(Prisma.join(queries, ' UNION ALL '));
  const missing = new Set(unknown.map(({ to, id }) => `${to} ${id}`));
  return named.filter(({ to, id }) => missing.has(`${to} ${id}`)).map(({ to, path }) => unknownId(path, kinds[to].word));
}

/** What an input that is to become a record names. */
export interface HeldReferences {
  /** The id of the record to be. */
  readonly holderId: string;
  readonly references: readonly Reference[];
}

/** In a statement: the records to be that would refer to what does not exist, as queries of their "id"; one for each kind that is named. */
export function holdersOfUnknownSql(held: readonly HeldReferences[]): Prisma.Sql[] {
  const named = held.flatMap(({ holderId, references }) =>
    references.flatMap(({ to, id }) => (id == null ? [] : [{ holderId, to, id: id.toLowerCase() }])),
  );
  return [...groupBy(named, ({ to }) => to)].map(
    ([to, group]) => Prisma.sql`
      SELECT given."holderId" AS "id"
      FROM unnest(${group.map(({ holderId }) => holderId)}::uuid[], ${group.map(({ id }) => id)}::uuid[]) AS given("holderId", "id")
      WHERE ${isUnknownSql(to)}`,
  );
}

// A query of its own for each id, so that each is looked up in the index, whatever the planner believes of the size of the table.
function isUnknownSql(to: keyof typeof kinds): Prisma.Sql {
  return Prisma.sql`(SELECT record."id" FROM ${kinds[to].records} AS record WHERE record."id" = given."id") IS NULL`;
}

/** The problem of an id that names nothing, or nothing that the actor may see. */
export function unknownId(path: Problem['path'], word: string): Problem {
  return { path, code: 'unknown_id', message: `There is no ${word} with this id, or you may not see it. Check the id.` };
}
