import type { z } from 'zod';
import { requireScope, type Actor } from '../access/actor.js';
import { visibleEngagementsSql } from '../access/engagement-visibility.js';
import type { Context } from '../context.js';
import { startOfDaySql } from '../database/period-sql.js';
import { Prisma } from '../generated/prisma/client.js';
import { TallyApart, TallyPeriod, type EngagementChannel, type StakeholderCategory } from '../generated/prisma/enums.js';
import { parseInput } from '../input.js';
import { talliedCellsSql } from '../tallies/tallied-cells.js';
import { wholePeriods, type Days } from '../tallies/whole-periods.js';
import { engagementInsightInput } from './insight.js';
import { withheldCells } from './withheld.js';

/** How much contact there was in a period, in one cell of the table. */
export interface EngagementCell {
  /** The first day of the period, in Korea. */
  readonly start: Date;
  /** Null when not asked apart, and for stakeholders without one. */
  readonly category: StakeholderCategory | null;
  /** Null when not asked apart. */
  readonly channel: EngagementChannel | null;
  /** For which department it was entered. Null when not asked apart, and for none. */
  readonly departmentId: string | null;
  /** How many engagements; null where suppressed. */
  readonly engagements: number | null;
  /** How many persons took part, each counted once; null where suppressed. */
  readonly persons: number | null;
  /** How many organizations took part, each counted once; null where suppressed. */
  readonly organizations: number | null;
  /** Whether the figures are withheld: they are of fewer than five natural persons, or with the total of a line they would tell such figures. */
  readonly suppressed: boolean;
}

/** What tells the cells of a table apart. They are ordered by it, too. */
export const insightDimensions = ['start', 'category', 'channel', 'departmentId'] as const satisfies readonly (keyof EngagementCell)[];

/**
 * Engagements that the actor may read, by Korean day, week, month, quarter or year, apart by category, channel and department as asked.
 * An engagement with stakeholders of two categories counts once in each. A period without any has no row. Figures of fewer than five
 * natural persons are withheld, and those from which they could be computed: see {@link withheldCells}.
 *
 * Whole months, quarters and years, together or apart by category or by channel, are told by the tallies in milliseconds. Everything else
 * is counted from the engagements themselves.
 *
 * @throws InvalidInput when the period is out of order or has more than 400 units.
 */
export async function engagementInsight({ db, actor }: Context, input: z.input<typeof engagementInsightInput>): Promise<EngagementCell[]> {
  const rows = await db.$queryRaw<CountedCell[]>`${insightSql(actor, input)}`;
  const withheld = withheldCells(
    rows,
    insightDimensions.map((dimension) => (cell) => cell[dimension]),
  );
  return rows.map((row) => {
    const suppressed = withheld.has(row);
    return { ...row, ...(suppressed ? { engagements: null, persons: null, organizations: null } : {}), suppressed };
  });
}

/** A cell before any is withheld. */
export interface CountedCell extends Omit<EngagementCell, 'suppressed'> {
  readonly engagements: number;
  readonly persons: number;
  readonly organizations: number;
}

/**
 * The cells of the answer in their order, as a query of {@link CountedCell}: none of them is withheld yet.
 *
 * @throws as {@link engagementInsight} does.
 */
export function insightSql(actor: Actor, input: z.input<typeof engagementInsightInput>): Prisma.Sql {
  for (const scope of ['engagements:read', 'stakeholders:read'] as const) requireScope(actor, scope);
  return Prisma.sql`${cellsSql(actor, parseInput(engagementInsightInput, input))} ORDER BY 1, 2, 3, 4`;
}

type InsightQuestion = z.output<typeof engagementInsightInput>;

/** The cells of a question: those of whole periods from the tallies, where these tell them, and the others counted. */
export function cellsSql(actor: Actor, question: InsightQuestion): Prisma.Sql {
  const apart = talliedApart(question);
  const period = Object.values(TallyPeriod).find((each) => each === question.by);
  if (apart === undefined || period === undefined) return countedCellsSql(actor, question, question);
  const { whole, rest } = wholePeriods(question, period);
  const tallied = whole && talliedCellsSql(actor, { ...whole, period, apart });
  if (tallied === undefined) return countedCellsSql(actor, question, question);
  const valueOf = (of: TallyApart) => (apart === of ? Prisma.sql`nullif("value", '')` : Prisma.sql`NULL`);
  return Prisma.join(
    [
      Prisma.sql`SELECT "start", ${valueOf('CATEGORY')}::"StakeholderCategory" AS "category", ${valueOf('CHANNEL')}::"EngagementChannel" AS "channel",
        NULL::uuid AS "departmentId", "engagements", "persons", "organizations" FROM (${tallied}) tallied`,
      ...rest.map((days) => countedCellsSql(actor, question, days)),
    ],
    ' UNION ALL ',
  );
}

// By what the tallies would have to tell the cells apart; undefined where they do not.
function talliedApart({ apart }: InsightQuestion): TallyApart | undefined {
  const dimensions = [...new Set(apart)];
  if (dimensions.length === 0) return TallyApart.ALL;
  return dimensions.length === 1 ? Object.values(TallyApart).find((each) => each === dimensions[0]) : undefined;
}

/** The cells of a part of the time that is asked about, counted from the engagements themselves. */
export function countedCellsSql(actor: Actor, { by, apart }: InsightQuestion, { from, until }: Days): Prisma.Sql {
  const category = apart?.includes('CATEGORY') ? Prisma.sql`category` : Prisma.sql`NULL::"StakeholderCategory"`;
  const channel = apart?.includes('CHANNEL') ? Prisma.sql`t."channel"` : Prisma.sql`NULL::"EngagementChannel"`;
  const department = apart?.includes('DEPARTMENT') ? Prisma.sql`t."enteredForId"` : Prisma.sql`NULL::uuid`;
  const categories = apart?.includes('CATEGORY') ? Prisma.sql`LEFT JOIN LATERAL unnest(s."categories") AS category ON TRUE` : Prisma.empty;
  return Prisma.sql`
    SELECT date_trunc(${by.toLowerCase()}, t."occurredAt" AT TIME ZONE 'Asia/Seoul')::date AS "start",
      ${category} AS "category", ${channel} AS "channel", ${department} AS "departmentId",
      count(DISTINCT t."id")::int AS "engagements",
      (count(DISTINCT s."id") FILTER (WHERE s."kind" = 'PERSON'))::int AS "persons",
      (count(DISTINCT s."id") FILTER (WHERE s."kind" = 'ORGANIZATION'))::int AS "organizations"
    FROM "Engagement" t
    JOIN "EngagementStakeholder" p ON p."engagementId" = t."id"
    JOIN "Stakeholder" s ON s."id" = p."stakeholderId"
    ${categories}
    WHERE t."occurredAt" >= ${startOfDaySql(from)} AND t."occurredAt" < ${startOfDaySql(until)} AND ${visibleEngagementsSql(actor)}
    GROUP BY 1, 2, 3, 4`;
}
