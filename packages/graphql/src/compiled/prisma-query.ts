import { Prisma } from '@pcrm/core';
import { NotCompiled } from './rules.js';

/** What fields ask a relation with, as far as it has an equal in SQL here. */
export interface PrismaQuery {
  readonly where?: unknown;
  readonly orderBy?: unknown;
}

// Columns by which relations are filtered and ordered. Those that are compared are dates.
const columns: Readonly<Record<string, Prisma.Sql>> = {
  id: Prisma.sql`t."id"`,
  kind: Prisma.sql`t."kind"`,
  basis: Prisma.sql`t."basis"`,
  position: Prisma.sql`t."position"`,
};
const dates: Readonly<Record<string, Prisma.Sql>> = {
  fromDate: Prisma.sql`t."fromDate"`,
  untilDate: Prisma.sql`t."untilDate"`,
  assessedOn: Prisma.sql`t."assessedOn"`,
};

const operators: Readonly<Record<string, Prisma.Sql>> = {
  lt: Prisma.sql`<`,
  lte: Prisma.sql`<=`,
  gt: Prisma.sql`>`,
  gte: Prisma.sql`>=`,
};

/** The condition of a relation's `where` on the row `t`. @throws NotCompiled for what is not known here. */
export function whereSql({ where = {} }: PrismaQuery): Prisma.Sql {
  return conditionOf(where);
}

function conditionOf(where: unknown): Prisma.Sql {
  if (typeof where !== 'object' || where === null) throw new NotCompiled('A filter is an object.');
  if (Array.isArray(where)) return allOf(where.map(conditionOf));
  return allOf(
    Object.entries(where).map(([key, value]) => (key in connectives ? connectives[key]?.(value) : comparison(key, value)) as Prisma.Sql),
  );
}

const connectives: Readonly<Record<string, (parts: unknown) => Prisma.Sql>> = {
  AND: conditionOf,
  OR: (parts) => Prisma.sql`(${Prisma.join((parts as unknown[]).map(conditionOf), ' OR ')})`,
};

function allOf(conditions: readonly Prisma.Sql[]): Prisma.Sql {
  return conditions.length === 0 ? Prisma.sql`TRUE` : Prisma.sql`(${Prisma.join([...conditions], ' AND ')})`;
}

function comparison(name: string, value: unknown): Prisma.Sql {
  const column = dates[name];
  if (column === undefined) throw new NotCompiled(`Nothing is filtered by ${name} here.`);
  if (value === null) return Prisma.sql`${column} IS NULL`;
  return allOf(
    Object.entries(value as object).map(([word, day]: [string, unknown]) => {
      const operator = operators[word];
      if (operator === undefined || !(day instanceof Date)) throw new NotCompiled(`Nothing is compared by ${word} here.`);
      return Prisma.sql`${column} ${operator} ${day.toISOString().slice(0, 10)}::date`;
    }),
  );
}

/** The order of a relation's `orderBy`. @throws NotCompiled for what is not known here, and where there is none. */
export function orderSql({ orderBy }: PrismaQuery): Prisma.Sql {
  const orders = (Array.isArray(orderBy) ? orderBy : [orderBy ?? {}]).flatMap((order: object) => Object.entries(order));
  if (orders.length === 0) throw new NotCompiled('The rows have no order.');
  return Prisma.join(orders.map(([name, order]: [string, unknown]) => orderBySql(name, order)));
}

interface Order {
  readonly sort: unknown;
  readonly nulls?: unknown;
}

function orderBySql(name: string, order: unknown): Prisma.Sql {
  const column = columns[name] ?? dates[name];
  if (column === undefined) throw new NotCompiled(`Nothing is ordered by ${name} here.`);
  const { sort, nulls }: Order = typeof order === 'object' && order !== null ? (order as Order) : { sort: order };
  const direction = sort === 'desc' ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  return nulls === 'first' ? Prisma.sql`${column} ${direction} NULLS FIRST` : Prisma.sql`${column} ${direction}`;
}
