import type { ReadDatabase } from './database/open-database.js';
import type { Problem } from './errors.js';
import { Prisma } from './generated/prisma/client.js';
import { groupBy } from './group-by.js';

/** What records may refer to: where it is found by its `id`. `Staff` are actors who are members of staff, disabled ones too. */
const records = {
  Body: Prisma.sql`"Body"`,
  BudgetLine: Prisma.sql`"BudgetLine"`,
  Department: Prisma.sql`"Department"`,
  Meeting: Prisma.sql`"Meeting"`,
  Organization: Prisma.sql`(SELECT "id" FROM "Stakeholder" WHERE "kind" = 'ORGANIZATION')`,
  Person: Prisma.sql`(SELECT "id" FROM "Stakeholder" WHERE "kind" = 'PERSON')`,
  PolicyTask: Prisma.sql`"PolicyTask"`,
  Proposal: Prisma.sql`"Proposal"`,
  Programme: Prisma.sql`"Programme"`,
  Source: Prisma.sql`"Source"`,
  Staff: Prisma.sql`(SELECT "id" FROM "Actor" WHERE "kind" = 'STAFF')`,
  Stakeholder: Prisma.sql`"Stakeholder"`,
} satisfies Record<string, Prisma.Sql>;

/** The words for what an input may refer to. */
export const referenceWords = {
  Body: 'body',
  BudgetLine: 'line of a budget',
  Department: 'department',
  Meeting: 'meeting',
  PolicyTask: 'policy task',
  Proposal: 'proposal',
  Programme: 'programme',
  Source: 'source',
  Staff: 'member of staff',
  Stakeholder: 'stakeholder',
} as const satisfies Partial<Record<keyof typeof records, string>>;

/** An id that an input names, and where; none where it is left out. */
export interface Reference {
  readonly to: keyof typeof referenceWords;
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
  return named.filter(({ to, id }) => missing.has(`${to} ${id}`)).map(({ to, path }) => unknownId(path, referenceWords[to]));
}

/** What a record that is to be entered refers to. */
export interface HeldReferences {
  readonly holderId: string;
  readonly references: readonly { readonly to: keyof typeof records; readonly id: string | null | undefined }[];
}

/** In a statement: the records that would refer to what does not exist, as queries of their "id"; one for each kind of what is named. */
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
function isUnknownSql(to: keyof typeof records): Prisma.Sql {
  return Prisma.sql`(SELECT record."id" FROM ${records[to]} AS record WHERE record."id" = given."id") IS NULL`;
}

/** The problem of an id that names nothing, or nothing that the actor may see. */
export function unknownId(path: Problem['path'], word: string): Problem {
  return { path, code: 'unknown_id', message: `There is no ${word} with this id, or you may not see it. Check the id.` };
}
