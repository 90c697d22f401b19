import type { z } from 'zod';
import { requireScope } from '../access/actor.js';
import type { Context } from '../context.js';
import { Prisma, type PolicyTaskOrigin, type PolicyTaskStatus } from '../generated/prisma/client.js';
import { parseInput } from '../input.js';
import { asOfDay } from '../period.js';
import { lastStepOf, statusAsOf } from './policy-task-queries.js';
import {
  balancesOf,
  policyTaskMovesInput,
  policyTaskTableInput,
  type PolicyTaskAxis,
  type PolicyTaskBalance,
  type PolicyTaskFlow,
  type PortfolioFilter,
} from './portfolio.js';

/** What a row or column of a table is about. What is not one of its axes is null, and so is what its tasks do not have. */
export interface PolicyTaskHeading {
  readonly divisionId: string | null;
  readonly origin: PolicyTaskOrigin | null;
  readonly status: PolicyTaskStatus | null;
  readonly leadDepartmentId: string | null;
  readonly startYear: number | null;
}

/** The portfolio as a table whose rows and columns add up. Every task of it is counted once. */
export interface PolicyTaskTable {
  readonly asOf: Date;
  readonly knownAt: Date | null;
  /** Divisions in the order of the committee, the others in theirs; what tasks do not have comes last. */
  readonly columns: readonly (PolicyTaskHeading & { readonly total: number })[];
  readonly rows: readonly (PolicyTaskHeading & {
    readonly total: number;
    /** In the order of the columns. */
    readonly cells: readonly number[];
  })[];
  readonly total: number;
}

interface Axis {
  readonly heading: keyof PolicyTaskHeading;
  readonly column: Prisma.Sql;
  readonly order: Prisma.Sql;
}

const axes: Readonly<Record<PolicyTaskAxis, Axis>> = {
  DIVISION: {
    heading: 'divisionId',
    column: Prisma.sql`t."divisionId"`,
    order: Prisma.sql`CASE WHEN grouping(t."divisionId") = 0 THEN min(d."bodyId"::text || to_char(d."position", '00000')) END`,
  },
  ORIGIN: { heading: 'origin', column: Prisma.sql`t."origin"`, order: Prisma.sql`t."origin"` },
  STATUS: { heading: 'status', column: Prisma.sql`s."status"`, order: Prisma.sql`s."status"` },
  LEAD_DEPARTMENT: {
    heading: 'leadDepartmentId',
    column: Prisma.sql`t."leadDepartmentId"`,
    order: Prisma.sql`CASE WHEN grouping(t."leadDepartmentId") = 0 THEN min(lead."name") END`,
  },
  START_YEAR: { heading: 'startYear', column: Prisma.sql`t."startYear"`, order: Prisma.sql`t."startYear"` },
};

/**
 * The portfolio as a table, as of a day (today in Korea, when it is left out): rows by columns, each of one or two axes, with totals. It is
 * counted from the status history in one statement. With `knownAt`, by the steps that had been entered by then. The division, origin and
 * lead department of a task are those that it has now.
 */
export async function policyTaskTable(context: Context, input: z.input<typeof policyTaskTableInput>): Promise<PolicyTaskTable> {
  requireScope(context.actor, 'policy-tasks:read');
  const { rows, columns, asOf: given, knownAt, statuses, ...filter } = parseInput(policyTaskTableInput, input);
  const asOf = asOfDay(context.now, given);
  const [rowAxes, columnAxes] = [rows.map((axis) => axes[axis]), columns.map((axis) => axes[axis])];
  const all = [...rowAxes, ...columnAxes];
  const list = (some: readonly Axis[]) => Prisma.join(some.map(({ column }) => column));
  const [firstRow, firstColumn] = [rowAxes[0] as Axis, columnAxes[0] as Axis];
  const counts = await context.db.$queryRaw<CountRow[]>`
    SELECT ${Prisma.join(all.map(({ column, heading }) => Prisma.sql`${column} AS ${names[heading]}`))}, count(*)::int AS "count",
      grouping(${firstRow.column}) = 0 AS "$inRow", grouping(${firstColumn.column}) = 0 AS "$inColumn"
    FROM "PolicyTask" t ${statusAsOf(asOf, knownAt)}
    LEFT JOIN "Division" d ON d."id" = t."divisionId" LEFT JOIN "Department" lead ON lead."id" = t."leadDepartmentId"
    WHERE ${conditionsOf(filter)} AND ${statuses ? Prisma.sql`s."status" = ANY(${statuses}::"PolicyTaskStatus"[])` : Prisma.sql`TRUE`}
    GROUP BY GROUPING SETS ((${list(all)}), (${list(rowAxes)}), (${list(columnAxes)}), ())
    ORDER BY ${Prisma.join(all.map(({ order, column }) => Prisma.sql`${order} NULLS LAST, ${column}`))}`;
  return { asOf, knownAt: knownAt ?? null, ...arrange(counts, rowAxes, columnAxes) };
}

type CountRow = Partial<PolicyTaskHeading> & { readonly count: number; readonly $inRow: boolean; readonly $inColumn: boolean };

const names: Readonly<Record<keyof PolicyTaskHeading, Prisma.Sql>> = {
  divisionId: Prisma.sql`"divisionId"`,
  origin: Prisma.sql`"origin"`,
  status: Prisma.sql`"status"`,
  leadDepartmentId: Prisma.sql`"leadDepartmentId"`,
  startYear: Prisma.sql`"startYear"`,
};

function arrange(counts: readonly CountRow[], rowAxes: readonly Axis[], columnAxes: readonly Axis[]) {
  const keyOf = (row: CountRow, some: readonly Axis[]) => JSON.stringify(some.map(({ heading }) => row[heading]));
  const cells = new Map(
    counts.filter((row) => row.$inRow && row.$inColumn).map((row) => [keyOf(row, rowAxes) + keyOf(row, columnAxes), row.count]),
  );
  const columns = counts.filter((row) => row.$inColumn && !row.$inRow);
  const rows = counts.filter((row) => row.$inRow && !row.$inColumn);
  return {
    columns: columns.map((column) => ({ ...headingOf(column, columnAxes), total: column.count })),
    rows: rows.map((row) => ({
      ...headingOf(row, rowAxes),
      total: row.count,
      cells: columns.map((column) => cells.get(keyOf(row, rowAxes) + keyOf(column, columnAxes)) ?? 0),
    })),
    total: counts.find((row) => !row.$inRow && !row.$inColumn)?.count ?? 0,
  };
}

function headingOf(row: CountRow, some: readonly Axis[]): PolicyTaskHeading {
  const none: PolicyTaskHeading = { divisionId: null, origin: null, status: null, leadDepartmentId: null, startYear: null };
  return { ...none, ...Object.fromEntries(some.map(({ heading }) => [heading, row[heading] ?? null])) };
}

/** How the portfolio moved between two days. */
export interface PolicyTaskMoves {
  readonly from: Date;
  readonly until: Date;
  /** From status to status, those that stayed where they were among them. */
  readonly flows: readonly PolicyTaskFlow[];
  /** For each status, in their order. */
  readonly balances: readonly PolicyTaskBalance[];
}

/**
 * How the portfolio moved from the end of one day to the end of another: from which status to which, how many tasks, and which. A task that
 * went there and back has stayed. In one statement, from the status history.
 */
export async function policyTaskMoves(context: Context, input: z.input<typeof policyTaskMovesInput>): Promise<PolicyTaskMoves> {
  requireScope(context.actor, 'policy-tasks:read');
  const { from, until, knownAt, ...filter } = parseInput(policyTaskMovesInput, input);
  const flows = await context.db.$queryRaw<PolicyTaskFlow[]>`
    SELECT opening."status" AS "from", s."status" AS "to", count(*)::int AS "count",
      array_agg(t."id"::text ORDER BY t."origin"::text, t."number") AS "policyTaskIds"
    FROM "PolicyTask" t ${statusAsOf(until, knownAt)}
    LEFT JOIN LATERAL (${lastStepOf(Prisma.sql`t."id"`, from, knownAt)}) AS opening ON TRUE
    WHERE ${conditionsOf(filter)}
    GROUP BY 1, 2 ORDER BY 1 NULLS LAST, 2`;
  return { from, until, flows, balances: balancesOf(flows) };
}

function conditionsOf({ bodyId, divisionId, leadDepartmentId, origins }: Omit<PortfolioFilter, 'knownAt'>): Prisma.Sql {
  const conditions = [Prisma.sql`TRUE`];
  if (bodyId) conditions.push(Prisma.sql`t."bodyId" = ${bodyId}::uuid`);
  if (divisionId) conditions.push(Prisma.sql`t."divisionId" = ${divisionId}::uuid`);
  if (leadDepartmentId) conditions.push(Prisma.sql`t."leadDepartmentId" = ${leadDepartmentId}::uuid`);
  if (origins) conditions.push(Prisma.sql`t."origin" = ANY(${origins}::"PolicyTaskOrigin"[])`);
  return Prisma.join(conditions, ' AND ');
}
