import { z } from 'zod';
import { requireScope, type Actor } from '../access/actor.js';
import { visibleEngagementsSql } from '../access/engagement-visibility.js';
import type { Context } from '../context.js';
import { loadPage, type KeysetList, type Page, type PageRequest } from '../database/keyset.js';
import { daySql } from '../database/period-sql.js';
import { Prisma, type StakeholderCategory } from '../generated/prisma/client.js';
import { parseInput } from '../input.js';
import { asOfDay, asOfInput, calendarDate } from '../period.js';
import { presentSql } from '../stakeholders/present-stakeholder.js';
import { visibleCommitmentsSql } from './commitment-visibility.js';

/** What became of promises that one side made, as of a day. */
export interface PromiseCounts {
  readonly made: number;
  /** Neither kept nor broken nor withdrawn on the day. */
  readonly open: number;
  /** Of the open ones, those of which all that is known of the due date has passed. */
  readonly overdue: number;
  /** Done before all that is known of the due date had passed, or without a due date. */
  readonly keptOnTime: number;
  readonly keptLate: number;
  readonly broken: number;
  readonly withdrawn: number;
  /** Shares of those that were kept or broken; together they are 1. Null when there are none. */
  readonly keptRate: number | null;
  readonly lateRate: number | null;
  readonly brokenRate: number | null;
  /** Of those that were kept or broken, how many of which an engagement that the actor may read told the stakeholder, by the day. */
  readonly told: number;
  /** The share of them. Null when none was kept or broken. */
  readonly toldRate: number | null;
  /** Days from the making to the closing of those that were kept or broken: half of them took as long, or less. */
  readonly medianDaysToClose: number | null;
}

/** Promises both ways. */
export interface BothWays {
  readonly ours: PromiseCounts;
  readonly theirs: PromiseCounts;
}

/** The promise book as of a day. */
export interface PromiseBook extends BothWays {
  readonly asOf: Date;
}

/** What the lines of a promise book may be about. */
export const promiseBookDimensions = ['STAKEHOLDER', 'CATEGORY', 'DEPARTMENT', 'OWNER', 'MONTH', 'QUARTER'] as const;
export type PromiseBookDimension = (typeof promiseBookDimensions)[number];

/** The promises of one stakeholder, category, department, owner, month or quarter; the others are null. */
export interface PromiseBookLine extends BothWays {
  readonly stakeholderId: string | null;
  readonly category: StakeholderCategory | null;
  readonly departmentId: string | null;
  readonly ownerId: string | null;
  /** A month or a quarter of making: "2012-10", "2012-Q4". */
  readonly period: string | null;
}

/** Which promises a book counts. Everything that is given must hold. */
export const promiseBookFilter = z.object({
  ...asOfInput,
  /** Made on that day or later. */
  madeFrom: calendarDate().nullish(),
  /** Made before that day. */
  madeBefore: calendarDate().nullish(),
  stakeholderId: z.uuid().nullish(),
  ownerId: z.uuid().nullish(),
  ownerDepartmentId: z.uuid().nullish(),
});
export type PromiseBookFilter = z.input<typeof promiseBookFilter>;
type Filter = z.output<typeof promiseBookFilter>;
type Asker = Pick<Context, 'actor' | 'now'>;

/**
 * The promises that the actor may see, both ways, as they stood on a day (today in Korea, when it is left out): what was made by then and
 * had not been closed by then is open. A promise is made on the day of its engagement or meeting, however late it was entered. The due date
 * is the one that it has now.
 */
export async function promiseBook(context: Context, filter: PromiseBookFilter = {}): Promise<PromiseBook> {
  const { given, asOf } = readFilter(context, filter);
  const [row] = await context.db.$queryRaw<[BothWays]>`
    WITH ${promises(context.actor, given, asOf)}, counted AS (${counted(Prisma.sql`TRUE`)})
    SELECT ${bothWays} FROM counted c`;
  return { asOf, ...row };
}

const booksInput = z.object({ stakeholderIds: z.array(z.uuid().toLowerCase()), ...asOfInput });

/** The promise book of each of the stakeholders, in the order asked, in one statement. */
export async function promiseBookOfEach(context: Context, input: z.input<typeof booksInput>): Promise<PromiseBook[]> {
  requireScope(context.actor, 'commitments:read');
  const { stakeholderIds, asOf: day } = parseInput(booksInput, input);
  const asOf = asOfDay(context.now, day);
  const rows = await context.db.$queryRaw<(BothWays & { readonly id: string })[]>`
    WITH ${promises(context.actor, { stakeholderIds }, asOf)},
      counted AS (${counted(Prisma.sql`p."stakeholderId"`)})
    SELECT given.id, ${bothWays} FROM unnest(${stakeholderIds}::uuid[]) AS given (id) LEFT JOIN counted c ON c.key = given.id GROUP BY given.id`;
  const bookOf = new Map(rows.map(({ id, ours, theirs }) => [id, { asOf, ours, theirs }]));
  return stakeholderIds.map((id) => bookOf.get(id) as PromiseBook);
}

/**
 * The lines of the promise book as a list to page through: months and quarters in their order, the others with the most overdue first. A
 * stakeholder of several categories is counted in each of them; no category, or no department, has a line of its own.
 */
export function promiseBookLines(asker: Asker, by: PromiseBookDimension, filter: PromiseBookFilter = {}): KeysetList<PromiseBookLine> {
  const { given, asOf } = readFilter(asker, filter);
  const { key, join, column } = dimensions[by];
  const inTime = by === 'MONTH' || by === 'QUARTER';
  const text = { column: Prisma.sql`t."key"`, type: 'text' } as const;
  return {
    select: Prisma.sql`t."ours", t."theirs", ${columnsOf(column)}`,
    from: Prisma.sql`(WITH ${promises(asker.actor, given, asOf)}, counted AS (${counted(key, join)})
      SELECT coalesce(c.key::text, '') AS key, ${bothWays}, sum(c.overdue)::int AS overdue, sum(c.made)::int AS made
      FROM counted c GROUP BY c.key) t`,
    where: Prisma.sql`TRUE`,
    order: inTime ? [text] : [{ column: Prisma.sql`t."overdue"`, type: 'int' }, { column: Prisma.sql`t."made"`, type: 'int' }, text],
    descending: !inTime,
  };
}

/** A page of the lines of the promise book. */
export async function listPromiseBookLines(
  context: Context,
  { by, filter, ...page }: PageRequest & { readonly by: PromiseBookDimension; readonly filter?: PromiseBookFilter },
): Promise<Page<PromiseBookLine>> {
  return loadPage(context.db, promiseBookLines(context, by, filter), page);
}

interface Dimension {
  readonly key: Prisma.Sql;
  readonly join?: Prisma.Sql;
  readonly column: 'stakeholderId' | 'category' | 'departmentId' | 'ownerId' | 'period';
}

const dimensions: Readonly<Record<PromiseBookDimension, Dimension>> = {
  STAKEHOLDER: { key: Prisma.sql`p."stakeholderId"`, column: 'stakeholderId' },
  CATEGORY: {
    key: Prisma.sql`held.category`,
    join: Prisma.sql`JOIN "Stakeholder" s ON s."id" = p."stakeholderId" LEFT JOIN LATERAL unnest(s."categories") AS held (category) ON TRUE`,
    column: 'category',
  },
  DEPARTMENT: { key: Prisma.sql`p."ownerDepartmentId"`, column: 'departmentId' },
  OWNER: { key: Prisma.sql`p."ownerId"`, column: 'ownerId' },
  MONTH: { key: Prisma.sql`to_char(p.made, 'YYYY-MM')`, column: 'period' },
  QUARTER: { key: Prisma.sql`to_char(p.made, 'YYYY-"Q"Q')`, column: 'period' },
};

const lineColumns: Readonly<Record<Dimension['column'], { readonly filled: Prisma.Sql; readonly empty: Prisma.Sql }>> = {
  stakeholderId: { filled: Prisma.sql`t."key"::uuid AS "stakeholderId"`, empty: Prisma.sql`NULL AS "stakeholderId"` },
  category: { filled: Prisma.sql`nullif(t."key", '') AS "category"`, empty: Prisma.sql`NULL AS "category"` },
  departmentId: { filled: Prisma.sql`nullif(t."key", '')::uuid AS "departmentId"`, empty: Prisma.sql`NULL AS "departmentId"` },
  ownerId: { filled: Prisma.sql`t."key"::uuid AS "ownerId"`, empty: Prisma.sql`NULL AS "ownerId"` },
  period: { filled: Prisma.sql`t."key" AS "period"`, empty: Prisma.sql`NULL AS "period"` },
};

function columnsOf(column: Dimension['column']): Prisma.Sql {
  const names = ['stakeholderId', 'category', 'departmentId', 'ownerId', 'period'] as const;
  return Prisma.join(names.map((name) => (name === column ? lineColumns[name].filled : lineColumns[name].empty)));
}

function readFilter({ actor, now }: Asker, filter: PromiseBookFilter) {
  requireScope(actor, 'commitments:read');
  const given = parseInput(promiseBookFilter, filter);
  return { given, asOf: asOfDay(now, given.asOf) };
}

/** The promises that were made by the day, as they stood then, as the table `promise` of a WITH. */
function promises(actor: Actor, filter: Filter & { readonly stakeholderIds?: readonly string[] }, asOf: Date): Prisma.Sql {
  const day = daySql(asOf);
  const conditions = [visibleCommitmentsSql(actor)];
  if (filter.stakeholderIds) conditions.push(Prisma.sql`t."stakeholderId" = ANY(${filter.stakeholderIds}::uuid[])`);
  if (filter.stakeholderId) conditions.push(Prisma.sql`t."stakeholderId" = ${presentSql(filter.stakeholderId)}`);
  if (filter.ownerId) conditions.push(Prisma.sql`t."ownerId" = ${filter.ownerId}::uuid`);
  if (filter.ownerDepartmentId) conditions.push(Prisma.sql`t."ownerDepartmentId" = ${filter.ownerDepartmentId}::uuid`);
  const madeOn = [Prisma.sql`made.day <= ${day}`];
  if (filter.madeFrom) madeOn.push(Prisma.sql`made.day >= ${daySql(filter.madeFrom)}`);
  if (filter.madeBefore) madeOn.push(Prisma.sql`made.day < ${daySql(filter.madeBefore)}`);
  const answer = Prisma.sql`answer`;
  return Prisma.sql`promise AS (
    SELECT t."direction", t."stakeholderId", t."ownerId", t."ownerDepartmentId", made.day AS made,
      CASE WHEN t."closedOn" <= ${day} THEN t."status" ELSE 'OPEN' END AS status, t."closedOn" - made.day AS days,
      upper(partial_days(t."dueDate", t."duePrecision")) <= ${day} AS overdue,
      coalesce(t."closedOn" >= upper(partial_days(t."dueDate", t."duePrecision")), FALSE) AS late,
      coalesce((SELECT (answer."occurredAt" AT TIME ZONE 'Asia/Seoul')::date <= ${day} AND ${visibleEngagementsSql(actor, answer)}
        FROM "Engagement" answer WHERE answer."id" = t."answeredInId"), FALSE) AS told
    FROM "Commitment" t
    LEFT JOIN "Engagement" e ON e."id" = t."engagementId"
    LEFT JOIN "Meeting" m ON m."id" = t."meetingId"
    CROSS JOIN LATERAL (SELECT coalesce((e."occurredAt" AT TIME ZONE 'Asia/Seoul')::date, m."heldDate", m."plannedDate",
      (t."createdAt" AT TIME ZONE 'Asia/Seoul')::date) AS day) AS made
    WHERE ${Prisma.join([...conditions, ...madeOn], ' AND ')}
  )`;
}

/** What became of the promises of one key in one direction, as a row of counts and the same as JSON. */
function counted(key: Prisma.Sql, join = Prisma.empty): Prisma.Sql {
  return Prisma.sql`SELECT n.key, n.direction, n.overdue, n.made, jsonb_build_object(
      'made', n.made, 'open', n.open, 'overdue', n.overdue, 'keptOnTime', n.on_time, 'keptLate', n.late, 'broken', n.broken,
      'withdrawn', n.withdrawn, 'told', n.told, 'medianDaysToClose', n.median,
      'keptRate', n.on_time / n.ended, 'lateRate', n.late / n.ended, 'brokenRate', n.broken / n.ended, 'toldRate', n.told / n.ended
    ) AS counts
    FROM (
      SELECT ${key} AS key, p.direction, count(*)::int AS made,
        count(*) FILTER (WHERE p.status = 'OPEN')::int AS open,
        count(*) FILTER (WHERE p.status = 'OPEN' AND p.overdue)::int AS overdue,
        count(*) FILTER (WHERE p.status = 'DONE' AND NOT p.late)::int AS on_time,
        count(*) FILTER (WHERE p.status = 'DONE' AND p.late)::int AS late,
        count(*) FILTER (WHERE p.status = 'BROKEN')::int AS broken,
        count(*) FILTER (WHERE p.status = 'WITHDRAWN')::int AS withdrawn,
        nullif(count(*) FILTER (WHERE p.status IN ('DONE', 'BROKEN')), 0)::float8 AS ended,
        count(*) FILTER (WHERE p.status IN ('DONE', 'BROKEN') AND p.told)::int AS told,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY p.days) FILTER (WHERE p.status IN ('DONE', 'BROKEN')) AS median
      FROM promise p ${join}
      GROUP BY 1, 2
    ) n`;
}

const none = JSON.stringify({
  made: 0,
  open: 0,
  overdue: 0,
  keptOnTime: 0,
  keptLate: 0,
  broken: 0,
  withdrawn: 0,
  told: 0,
  medianDaysToClose: null,
  keptRate: null,
  lateRate: null,
  brokenRate: null,
  toldRate: null,
} satisfies PromiseCounts);

/** Ours and theirs, of rows `c` that are grouped by key. */
const bothWays = Prisma.sql`
  coalesce(jsonb_agg(c.counts) FILTER (WHERE c.direction = 'OURS') -> 0, ${none}::jsonb) AS ours,
  coalesce(jsonb_agg(c.counts) FILTER (WHERE c.direction = 'THEIRS') -> 0, ${none}::jsonb) AS theirs`;
