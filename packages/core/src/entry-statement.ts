import { randomUUID } from 'node:crypto';
import { concurrentChange } from './database/database-error.js';
import type { Transaction } from './database/open-database.js';
import { Prisma } from './generated/prisma/client.js';

/** The pieces of a statement that enters records: all of a record with what belongs to it, or nothing. */
export interface EntryParts {
  /** Queries of the "id" of each record that cannot be entered, since it would name what is not there. */
  readonly refused: readonly Prisma.Sql[];
  /** Named queries that write what belongs to the records in "entering", which has their "id". */
  readonly writes: readonly Prisma.Sql[];
  /** Queries of what only the database knows of them, as "key" and "value", a text that is JSON. */
  readonly found: readonly Prisma.Sql[];
}

/** The value under a key of `found`: null where it is SQL's. */
export type Found = (key: string) => string | null;

/** What is entered by one statement, and what each record is then. */
export interface EntryStatement<Result> {
  /** The records in which nothing is wrong, as far as that can be told without the database. */
  readonly ids: readonly string[];
  readonly parts: EntryParts;
  readonly resultOf: (id: string, found: Found) => Result;
}

/** Pieces as one. */
export function joinedParts(parts: readonly Partial<EntryParts>[]): EntryParts {
  return {
    refused: parts.flatMap(({ refused = [] }) => refused),
    writes: parts.flatMap(({ writes = [] }) => writes),
    found: parts.flatMap(({ found = [] }) => found),
  };
}

/** Rows as JSON, in whose records a statement finds columns by their names: `json_populate_recordset(NULL::"Topic", ${rowsSql(rows)})`. */
export function rowsSql(rows: readonly object[]): Prisma.Sql {
  return Prisma.sql`${JSON.stringify(rows)}::json`;
}

/**
 * The named queries of a statement: which records are entered, what is written with them, and what is found. `condition` holds of those in
 * `asked` that may be entered.
 */
export function entryQueries(ids: readonly string[], parts: EntryParts, condition?: Prisma.Sql): Prisma.Sql[] {
  const conditions = [
    ...parts.refused.map((refused) => Prisma.sql`asked."id" NOT IN (${refused})`),
    ...(condition === undefined ? [] : [condition]),
    Prisma.sql`TRUE`,
  ];
  return [
    Prisma.sql`"entering" AS MATERIALIZED (
      SELECT asked."id" FROM unnest(${[...ids]}::uuid[]) AS asked("id") WHERE ${Prisma.join(conditions, ' AND ')})`,
    ...parts.writes,
    ...(parts.found.length === 0 ? [] : [Prisma.sql`"found" AS (${Prisma.join([...parts.found], ' UNION ALL ')})`]),
  ];
}

/** In a statement: all that was found, as the text of a JSON object. */
export function allFoundSql({ found }: EntryParts): Prisma.Sql {
  return found.length === 0 ? Prisma.sql`NULL` : Prisma.sql`(SELECT json_object_agg("key", "value")::text FROM "found")`;
}

/** Reads it. */
export function foundIn(text: string | null): Found {
  const values = new Map(Object.entries(JSON.parse(text ?? '{}') as Record<string, string>));
  return (key) => {
    const value = values.get(key);
    if (value === undefined) throw new Error(`The statement found nothing under ${key}.`);
    return JSON.parse(value) as string | null;
  };
}

/**
 * Enters a record within a transaction, together with what else is written there. Where it would name what is not there nothing is written,
 * and `refuse` throws what is wrong.
 */
export async function enterWithin<Result>(
  db: Transaction,
  { ids, parts, resultOf }: EntryStatement<Result>,
  refuse?: () => Promise<void>,
): Promise<Result> {
  const rows = await db.$queryRaw<{ id: string; found: string | null }[]>`
    WITH ${Prisma.join(entryQueries(ids, parts))} SELECT "id", ${allFoundSql(parts)} AS "found" FROM "entering"`;
  const [entered] = rows;
  if (entered !== undefined) return resultOf(entered.id, foundIn(entered.found));
  await refuse?.();
  throw concurrentChange();
}

/** A text that is JSON, with gaps where something stands that is only found by the statement that writes it. */
export interface Gapped {
  /** What stands before each gap, and after the last. */
  readonly texts: readonly string[];
  /** What the gaps are filled with. */
  readonly keys: readonly string[];
}

/** What is written of a record before it is known what is found: `write` makes texts of the record, with a gap for each value. */
export function writtenWithGaps<Name extends string>(
  write: (found: Found) => Readonly<Record<Name, string>>,
): Readonly<Record<Name, Gapped>> {
  // Nobody can have written it: it is of this call alone.
  const mark = randomUUID();
  const texts = Object.entries<string>(write((key) => `${mark}${key}`));
  return Object.fromEntries(texts.map(([name, text]) => [name, gapped(text, mark)])) as Record<Name, Gapped>;
}

function gapped(text: string, mark: string): Gapped {
  const [first = '', ...rest] = text.split(`"${mark}`);
  const ends = rest.map((piece) => piece.indexOf('"'));
  return {
    texts: [first, ...rest.map((piece, index) => piece.slice((ends[index] as number) + 1))],
    keys: rest.map((piece, index) => piece.slice(0, ends[index])),
  };
}

/** In a statement: the text with its gaps filled. Where something is missing it is no JSON, so that writing it as JSON fails. */
export function filledSql({ found }: EntryParts, { texts, keys }: { readonly texts: Prisma.Sql; readonly keys: Prisma.Sql }): Prisma.Sql {
  if (found.length === 0) return Prisma.sql`${texts}[1]`;
  return Prisma.sql`(
    SELECT string_agg(gap."text" || coalesce("found"."value", ''), '' ORDER BY gap."place")
    FROM unnest(${texts}, ${keys}) WITH ORDINALITY AS gap("text", "key", "place") LEFT JOIN "found" ON "found"."key" = gap."key")`;
}
