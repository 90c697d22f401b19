import { z } from 'zod';
import { InvalidInput } from '../errors.js';
import { Prisma } from '../generated/prisma/client.js';
import { groupBy } from '../group-by.js';
import type { ReadDatabase } from './open-database.js';

/** The types that a list can be ordered by, as PostgreSQL names them. */
type KeyType = 'text' | 'uuid' | 'date' | 'timestamptz' | 'int';

/**
 * A list that can grow: which rows, and in which order. Every column of the order is never null, and the last is unique, so that a
 * position in the list is a value that stays valid while rows come and go.
 *
 * @typeParam Row - what a row is; only a type.
 */
export interface KeysetList<Row> {
  /** What to select; `t.*` as a rule. */
  readonly select: Prisma.Sql;
  /** The same, each column once, where `select` has some twice for the sake of the driver. */
  readonly columns?: Prisma.Sql;
  /** Tables and joins. */
  readonly from: Prisma.Sql;
  /** Visibility and filters. */
  readonly where: Prisma.Sql;
  /**
   * For a list of a table `t` that looks for something: what all that is found fulfils, and an index can tell. Read only where what is
   * looked for is not found often enough on the way.
   */
  readonly lookUp?: Prisma.Sql | undefined;
  /** For a list below another: the column that holds the parent's id. */
  readonly parent?: Prisma.Sql;
  readonly order: readonly {
    readonly column: Prisma.Sql;
    readonly type: KeyType;
  }[];
  readonly descending: boolean;
  /** Where it is known without reading them: a query whose `total` is how many rows there are, below whatever parent. */
  readonly total?: Prisma.Sql | undefined;
  /** Whether no index has its order, so that every row is read for a page: where the total is asked for, too, they are counted with it. */
  readonly isReadWhole?: boolean;
  readonly row?: Row;
}

/** Which part of a list: the first so many after a cursor, or the last so many before one. */
export interface PageRequest {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** A part of a list. */
export interface Page<Row> {
  readonly rows: readonly { readonly row: Row; readonly cursor: string }[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** How many rows a page has when nothing is said, and at most. */
export const DEFAULT_PAGE_SIZE = 20;
export const MAX_PAGE_SIZE = 100;

/** A page of a list, in one statement. @throws InvalidInput for a size out of range or a cursor that is not of this list. */
export async function loadPage<Row>(db: ReadDatabase, list: KeysetList<Row>, request: PageRequest): Promise<Page<Row>> {
  const page = readRequest(list, request);
  const rows = await db.$queryRaw<RawRow[]>`${pageQuery(list, page)}`;
  return toPage(rows, page);
}

/** The same page of the list below each parent, in one statement, with the limit applied for each parent. */
export async function loadPages<Row>(
  db: ReadDatabase,
  list: KeysetList<Row>,
  request: PageRequest & { readonly parentIds: readonly string[] },
): Promise<Page<Row>[]> {
  const page = readRequest(list, request);
  const rows = await db.$queryRaw<RawRow[]>`
    SELECT parent.id AS "$parent", child.*
    FROM unnest(${request.parentIds}::uuid[]) WITH ORDINALITY AS parent (id, position)
    CROSS JOIN LATERAL (${pageQuery(list, page)}) AS child
    ORDER BY parent.position, ${orderOf(
      list.order.map((_, index) => keyName(index)),
      page.descending,
    )}`;
  const byParent = groupBy(rows, (row) => row['$parent']);
  return request.parentIds.map((id) => toPage(byParent.get(id) ?? [], page));
}

/** The row with this id, where the list has it. For lists whose rows are a record `t`. */
export async function loadRow<Row>(db: ReadDatabase, list: KeysetList<Row>, id: string): Promise<Row | undefined> {
  const [row] = await db.$queryRaw<Row[]>`SELECT ${list.select} FROM ${list.from} WHERE ${list.where} AND t."id" = ${id}::uuid`;
  return row;
}

/** How many rows a list has. Asked for only where a caller wants the number. */
export async function countRows(db: ReadDatabase, list: KeysetList<unknown>): Promise<number> {
  const total = list.total ?? Prisma.sql`SELECT count(*)::int AS total FROM ${list.from} WHERE ${whereToCount(list)}`;
  const [row] = await db.$queryRaw<{ total: number }[]>`${total}`;
  return row?.total ?? 0;
}

function whereToCount({ where, lookUp = Prisma.sql`TRUE` }: KeysetList<unknown>): Prisma.Sql {
  return Prisma.sql`(${where}) AND ${lookUp}`;
}

/** How many rows the list below each parent has, in one statement. */
export async function countRowsOfEach(db: ReadDatabase, list: KeysetList<unknown>, parentIds: readonly string[]): Promise<number[]> {
  const parent = parentOf(list);
  const rows = await db.$queryRaw<{ id: string; total: number }[]>`
    SELECT ${parent} AS id, count(*)::int AS total FROM ${list.from}
    WHERE ${list.where} AND ${parent} = ANY(${parentIds}::uuid[]) GROUP BY 1`;
  const totals = new Map(rows.map(({ id, total }) => [id, total]));
  return parentIds.map((id) => totals.get(id) ?? 0);
}

/** A page of a list, for a statement that makes an answer of it. */
export interface PageSql {
  /**
   * The rows, as `loadPage` reads them: with the columns of the list, and in "$cursor" what {@link cursorOf} makes the row's cursor of.
   * Where the page is read backward, the last comes first. There may be more than `size`, which tells that the list goes on.
   */
  readonly rows: Prisma.Sql;
  /** How many rows the list has in all: an expression. */
  readonly total: Prisma.Sql;
  /** Whether each of the rows tells it as well, in "$total"; there are none where it is 0. */
  readonly isCounted: boolean;
  readonly size: number;
  readonly backward: boolean;
  /** Whether it begins, or read backward ends, at a cursor. */
  readonly startsAtCursor: boolean;
}

/**
 * The same page as {@link loadPage} reads, or {@link loadPages} below the parent whose id is given. What depends on the size alone is
 * written with one of a few limits: one that is bound keeps PostgreSQL from planning the statement once for all.
 *
 * @throws InvalidInput for a size out of range or a cursor that is not of this list.
 */
export function pageSql(list: KeysetList<unknown>, request: PageRequest, parentId: Prisma.Sql = Prisma.sql`NULL`): PageSql {
  const page = readRequest(list, request);
  const keys = list.order.map(({ column, type }) => keyJson(column, type));
  const isCounted = list.isReadWhole === true && list.parent === undefined && page.start === undefined;
  const columns = Prisma.sql`${list.columns ?? list.select}, concat('[', ${Prisma.join(keys, `, ',', `)}, ']') AS "$cursor"${isCounted ? withTotal : Prisma.empty}`;
  const counted = Prisma.sql`SELECT count(*) FROM ${list.from} WHERE ${whereToCount(list)}`;
  const total = list.parent === undefined ? (list.total ?? counted) : Prisma.sql`${counted} AND ${list.parent} = ${parentId}`;
  return {
    rows: pageFrom(list, page, { columns, parentId, limit: limitOf(page.size + 1) }),
    total: Prisma.sql`(${total})`,
    isCounted,
    size: page.size,
    backward: page.backward,
    startsAtCursor: page.start !== undefined,
  };
}

const withTotal = Prisma.sql`, count(*) OVER () AS "$total"`;

const limits: readonly (readonly [number, Prisma.Sql])[] = [
  [2, Prisma.sql`LIMIT 2`],
  [6, Prisma.sql`LIMIT 6`],
  [11, Prisma.sql`LIMIT 11`],
  [21, Prisma.sql`LIMIT 21`],
  [51, Prisma.sql`LIMIT 51`],
];

function limitOf(rows: number): Prisma.Sql {
  return limits.find(([most]) => rows <= most)?.[1] ?? Prisma.sql`LIMIT 101`;
}

// As JSON.stringify writes what the driver reads.
function keyJson(column: Prisma.Sql, type: KeyType): Prisma.Sql {
  switch (type) {
    case 'text':
      return Prisma.sql`to_json(${column})`;
    case 'uuid':
      return Prisma.sql`'"', ${column}, '"'`;
    case 'date':
      return Prisma.sql`'"', to_char(${column}, 'YYYY-MM-DD'), 'T00:00:00.000Z"'`;
    case 'timestamptz':
      return Prisma.sql`'"', to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS'), 'Z"'`;
    case 'int':
      return column;
  }
}

type RawRow = Record<string, unknown>;
type KeyValue = string | number;

interface ReadPage {
  readonly size: number;
  readonly backward: boolean;
  readonly descending: boolean;
  readonly start: readonly KeyValue[] | undefined;
  readonly keys: number;
}

function readRequest(list: KeysetList<unknown>, { first, after, last, before }: PageRequest): ReadPage {
  if (first != null && last != null) {
    throw InvalidInput.at(['last'], 'first_and_last', 'Ask for the first rows or for the last rows, not for both.');
  }
  if ((before != null && first != null) || (after != null && last != null)) {
    throw InvalidInput.at([before != null ? 'before' : 'after'], 'wrong_direction', 'Use `after` with `first`, and `before` with `last`.');
  }
  const backward = last != null || before != null;
  const size = first ?? last ?? DEFAULT_PAGE_SIZE;
  if (!Number.isInteger(size) || size < 1 || size > MAX_PAGE_SIZE) {
    throw InvalidInput.at([backward ? 'last' : 'first'], 'page_size', `A page has 1 to ${MAX_PAGE_SIZE} rows.`);
  }
  const cursor = backward ? before : after;
  const start = cursor == null ? undefined : readCursor(list, cursor, backward ? 'before' : 'after');
  return {
    size,
    backward,
    descending: list.descending !== backward,
    start,
    keys: list.order.length,
  };
}

// One row more than asked tells whether the list goes on.
function pageQuery(list: KeysetList<unknown>, page: ReadPage): Prisma.Sql {
  const keys = list.order.map(({ column }, index) => Prisma.sql`${column} AS ${keyName(index)}`);
  const columns = Prisma.sql`${list.select}, ${Prisma.join(keys)}`;
  return pageFrom(list, page, { columns, parentId: Prisma.sql`parent.id`, limit: Prisma.sql`LIMIT ${page.size + 1}` });
}

interface PageColumns {
  readonly columns: Prisma.Sql;
  /** The id of the parent, for a list below another. */
  readonly parentId: Prisma.Sql;
  readonly limit: Prisma.Sql;
}

// What is looked for is in every tenth row or in none, which PostgreSQL cannot tell beforehand: this many rows are looked through first.
const ON_THE_WAY = Prisma.sql`LIMIT 2000`;

function pageFrom(list: KeysetList<unknown>, page: ReadPage, { columns, parentId, limit }: PageColumns): Prisma.Sql {
  const keys = list.order.map(({ column }) => column);
  const order = orderOf(keys, page.descending);
  const where = Prisma.sql`(${list.where})`;
  const within = [Prisma.sql`TRUE`];
  if (list.parent) within.push(Prisma.sql`${list.parent} = ${parentId}`);
  if (page.start) {
    const values = list.order.map(({ type }, index) => castTo(type, page.start?.[index] ?? ''));
    const operator = page.descending ? Prisma.sql`<` : Prisma.sql`>`;
    within.push(Prisma.sql`(${Prisma.join(keys)}) ${operator} (${Prisma.join(values)})`);
  }
  const rowsWith = (...conditions: readonly Prisma.Sql[]) =>
    Prisma.sql`SELECT ${columns} FROM ${list.from} WHERE ${Prisma.join([...within, ...conditions], ' AND ')} ORDER BY ${order} ${limit}`;
  if (list.lookUp === undefined) return rowsWith(where);
  const isEnough = Prisma.sql`(SELECT count(*) FROM "near") > ${page.size}`;
  // One half of the union has rows, the other none: they keep their order.
  return Prisma.sql`WITH "near" AS MATERIALIZED (
      SELECT ${columns} FROM (SELECT t.* FROM ${list.from} WHERE ${Prisma.join(within, ' AND ')} ORDER BY ${order} ${ON_THE_WAY}) AS t
      WHERE ${where} ORDER BY ${order} ${limit}
    )
    SELECT * FROM "near" WHERE ${isEnough} UNION ALL (${rowsWith(where, list.lookUp, Prisma.sql`NOT ${isEnough}`)})`;
}

function orderOf(columns: readonly Prisma.Sql[], descending: boolean): Prisma.Sql {
  return Prisma.join(columns.map((column) => (descending ? Prisma.sql`${column} DESC` : Prisma.sql`${column} ASC`)));
}

function toPage<Row>(raw: readonly RawRow[], { size, backward, start, keys }: ReadPage): Page<Row> {
  const more = raw.length > size;
  const rows = raw.slice(0, size).map((row) => ({
    row: withoutKeys(row, keys) as Row,
    cursor: writeCursor(row, keys),
  }));
  if (backward) rows.reverse();
  return {
    rows,
    hasNextPage: backward ? start !== undefined : more,
    hasPreviousPage: backward ? more : start !== undefined,
  };
}

const keyNames = [Prisma.sql`"$0"`, Prisma.sql`"$1"`, Prisma.sql`"$2"`];

function keyName(index: number): Prisma.Sql {
  const name = keyNames[index];
  if (name === undefined) throw new Error('A list is ordered by at most three columns.');
  return name;
}

function withoutKeys(row: RawRow, keys: number): RawRow {
  const copy = { ...row };
  delete copy['$parent'];
  for (let index = 0; index < keys; index += 1) delete copy[`$${index}`];
  return copy;
}

function writeCursor(row: RawRow, keys: number): string {
  return cursorOf(JSON.stringify(Array.from({ length: keys }, (_, index) => row[`$${index}`])));
}

/** The cursor of a row, of the values that it is ordered by as JSON. */
export function cursorOf(keys: string): string {
  return Buffer.from(keys).toString('base64url');
}

// What PostgreSQL cannot read as a value never came from a page: NUL, half of a surrogate pair, the year 0.
const keyPatterns: Record<KeyType, z.ZodType<KeyValue>> = {
  text: z.string().refine((text) => text.isWellFormed() && !text.includes('\0')),
  uuid: z.uuid(),
  date: z.iso.datetime().refine((text) => !text.startsWith('0000')),
  timestamptz: z.iso.datetime().refine((text) => !text.startsWith('0000')),
  int: z.int32(),
};

function readCursor(list: KeysetList<unknown>, cursor: string, argument: string): readonly KeyValue[] {
  const [first, ...rest] = list.order.map(({ type }) => keyPatterns[type]);
  try {
    return z.tuple([first as z.ZodType<KeyValue>, ...rest]).parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw invalidCursor(argument);
  }
}

/** What is said of a cursor that no page of the list gave. */
export function invalidCursor(argument: string): InvalidInput {
  return InvalidInput.at([argument], 'invalid_cursor', 'Use a cursor that an earlier page of the same list gave.');
}

function castTo(type: KeyType, value: KeyValue): Prisma.Sql {
  switch (type) {
    case 'text':
      return Prisma.sql`${value}::text`;
    case 'uuid':
      return Prisma.sql`${value}::uuid`;
    case 'date':
      return Prisma.sql`${String(value).slice(0, 10)}::date`;
    case 'timestamptz':
      return Prisma.sql`${value}::timestamptz`;
    case 'int':
      return Prisma.sql`${value}::int`;
  }
}

function parentOf(list: KeysetList<unknown>): Prisma.Sql {
  if (list.parent === undefined) throw new Error('This list is not below another.');
  return list.parent;
}

/** Every row of a list that is answered in pages, each as large as it may be. */
export async function everyRow<Row>(list: (page: PageRequest) => Promise<Page<Row>>): Promise<Row[]> {
  const rows: Row[] = [];
  let after: string | undefined;
  for (;;) {
    const page = await list({ first: MAX_PAGE_SIZE, after });
    rows.push(...page.rows.map(({ row }) => row));
    after = page.rows.at(-1)?.cursor;
    if (!page.hasNextPage) return rows;
  }
}
