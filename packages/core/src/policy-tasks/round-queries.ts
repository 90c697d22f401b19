import { z } from 'zod';
import { requireScope } from '../access/actor.js';
import type { Context } from '../context.js';
import { daySql } from '../database/period-sql.js';
import { Prisma, type Review, type ReviewGrade, type ReviewRoundKind, type Stakeholder } from '../generated/prisma/client.js';
import { groupBy } from '../group-by.js';
import { parseInput } from '../input.js';
import { asOfDay, asOfInput } from '../period.js';
import { statusAsOf } from './policy-task-queries.js';
import { nameOrderSql } from '../personal-data/personal-data.js';

/** Where a round stands that is due by rule. */
export type DueRoundState = 'CLOSED' | 'OPEN' | 'LATE' | 'MISSING' | 'NOT_YET';

/** A round that is due by rule: each quarter for the plenary, each half-year for each division. */
export interface DueReviewRound {
  readonly kind: ReviewRoundKind;
  readonly divisionId: string | null;
  readonly part: number;
  /** The last day of its period. */
  readonly lastDay: Date;
  /** LATE: open although its period is over. MISSING: not opened although it is over. */
  readonly state: DueRoundState;
  readonly roundId: string | null;
  /** Tasks that were maintained on the last day of the period, or on the day asked about as long as it is not over. */
  readonly expected: number;
  /** How many of them have a review in the round. */
  readonly reported: number;
}

const roundsDueInput = z.object({ bodyId: z.uuid(), year: z.int().min(1900).max(2999), ...asOfInput });

/**
 * The calendar of review rounds of a committee in a year: four of the plenary and two of each division, which of them were opened, closed
 * or are missing as of a day (today in Korea, when it is left out), and how many tasks were reported. In one statement.
 */
export async function reviewRoundsDue(context: Context, input: z.input<typeof roundsDueInput>): Promise<DueReviewRound[]> {
  requireScope(context.actor, 'policy-tasks:read');
  const { bodyId, year, asOf: given } = parseInput(roundsDueInput, input);
  const day = daySql(asOfDay(context.now, given));
  return context.db.$queryRaw<DueReviewRound[]>`
    WITH due AS (
      SELECT 'QUARTERLY_PLENARY'::"ReviewRoundKind" AS kind, NULL::uuid AS "divisionId", 0 AS position, part, 3 AS months
      FROM generate_series(1, 4) AS part
      UNION ALL
      SELECT 'HALF_YEARLY_DIVISION', d."id", d."position", part, 6 FROM "Division" d, generate_series(1, 2) AS part WHERE d."bodyId" = ${bodyId}::uuid
    ), dated AS (
      SELECT due.*, (make_date(${year}, 1, 1) + make_interval(months => part * months))::date - 1 AS "lastDay" FROM due
    )
    SELECT x.kind, x."divisionId", x.part, x."lastDay", r."id" AS "roundId", tasks.expected, tasks.reported,
      CASE WHEN (r."closedAt" AT TIME ZONE 'Asia/Seoul')::date <= ${day} THEN 'CLOSED'
        WHEN x."lastDay" >= ${day} THEN CASE WHEN r."id" IS NULL THEN 'NOT_YET' ELSE 'OPEN' END
        WHEN r."id" IS NULL THEN 'MISSING' ELSE 'LATE' END AS state
    FROM dated x
    LEFT JOIN "ReviewRound" r ON r."bodyId" = ${bodyId}::uuid AND r."kind" = x.kind AND r."year" = ${year} AND r."part" = x.part
      AND r."divisionId" IS NOT DISTINCT FROM x."divisionId"
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS expected,
        count(*) FILTER (WHERE EXISTS (SELECT FROM "Review" v WHERE v."roundId" = r."id" AND v."policyTaskId" = t."id"))::int AS reported
      FROM "PolicyTask" t ${statusAsOf(Prisma.sql`least(x."lastDay", ${day})`)}
      WHERE s."status" = 'MAINTAINED'
        AND CASE WHEN x."divisionId" IS NULL THEN t."bodyId" = ${bodyId}::uuid ELSE t."divisionId" = x."divisionId" END
    ) AS tasks
    ORDER BY x."lastDay", x.kind, x.position`;
}

const ofRoundsInput = z.object({ roundIds: z.array(z.uuid().toLowerCase()) });

/** The working members of the division of each round on the last day of its period, who review; none for the plenary. In one statement. */
export async function reviewersOfEachRound({ db, actor }: Context, input: z.input<typeof ofRoundsInput>): Promise<Stakeholder[][]> {
  requireScope(actor, 'memberships:read');
  requireScope(actor, 'stakeholders:read');
  const { roundIds } = parseInput(ofRoundsInput, input);
  const rows = await db.$queryRaw<(Stakeholder & { readonly $round: string; readonly $order: string })[]>`
    SELECT DISTINCT r."id" AS "$round", member.*, member."categories"::text[] AS "categories", ${nameOrderSql(actor, Prisma.sql`member`)} AS "$order"
    FROM "ReviewRound" r
    CROSS JOIN LATERAL (SELECT (make_date(r."year", 1, 1) + make_interval(months => r."part" * 6))::date - 1 AS day) AS last
    JOIN "Membership" m ON m."divisionId" = r."divisionId" AND (m."fromDate" IS NULL OR m."fromDate" <= last.day)
      AND (m."untilDate" IS NULL OR m."untilDate" > last.day)
    JOIN "Stakeholder" member ON member."id" = m."memberId"
    WHERE r."id" = ANY(${roundIds}::uuid[])
    ORDER BY "$order", member."id"`;
  const byRound = groupBy(rows, ({ $round }) => $round);
  return roundIds.map((id) => (byRound.get(id) ?? []).map(({ $round: _round, $order: _order, ...member }) => member));
}

/** What one round found of a task, and how that changed since the round before it. */
export interface TaskProgress extends Review {
  /** Points of progress since the task's review in the round before of the same kind; null for the first. */
  readonly change: number | null;
}

const progressInput = z.object({ policyTaskIds: z.array(z.uuid().toLowerCase()) });

/** The progress of each of the tasks over the rounds, earliest first: the reviews that count, in one statement. */
export async function progressOfEach({ db, actor }: Context, input: z.input<typeof progressInput>): Promise<TaskProgress[][]> {
  requireScope(actor, 'policy-tasks:read');
  const { policyTaskIds } = parseInput(progressInput, input);
  const rows = await db.$queryRaw<TaskProgress[]>`
    SELECT v.*, (v."progress" - lag(v."progress") OVER (PARTITION BY v."policyTaskId", r."kind" ORDER BY r."year", r."part", r."id"))::int AS change
    FROM (${currentReviews}) v JOIN "ReviewRound" r ON r."id" = v."roundId"
    WHERE v."policyTaskId" = ANY(${policyTaskIds}::uuid[])
    ORDER BY r."year", r."part"::float8 / CASE r."kind" WHEN 'QUARTERLY_PLENARY' THEN 4 ELSE 2 END, r."kind", r."id"`;
  const byTask = groupBy(rows, ({ policyTaskId }) => policyTaskId);
  return policyTaskIds.map((id) => byTask.get(id) ?? []);
}

/** What a round found of the tasks of a division, or of all. */
export interface RoundFindings {
  readonly reviewed: number;
  readonly grades: readonly { readonly grade: ReviewGrade; readonly count: number }[];
  /** In percent. */
  readonly averageProgress: number;
  /** Tasks that the round before of the same kind and division reviewed too. */
  readonly compared: number;
  /** Points of progress since then, on average over those; null where there are none. */
  readonly averageChange: number | null;
  /** How many of them have a better grade than then, and how many a worse one. */
  readonly improved: number;
  readonly worsened: number;
}

/** The report of a round. */
export interface ReviewRoundReport {
  /** The round before of the same kind and division. */
  readonly previousRoundId: string | null;
  /** Null when nothing was reviewed. */
  readonly findings: RoundFindings | null;
  readonly byDivision: readonly (RoundFindings & { readonly divisionId: string | null })[];
  /** The reviews of tasks that are DELAYED or STALLED, those with least progress first. */
  readonly delayed: readonly Review[];
}

type ReportRow = RoundFindings & { readonly roundId: string; readonly divisionId: string | null; readonly $all: boolean };

/**
 * The report of each of the rounds, in the order asked: grades and average progress, in all and by division of the tasks, what is delayed,
 * and what changed since the round before. Of corrected reviews, the correction counts. In three statements.
 */
export async function reviewRoundReportOfEach({ db, actor }: Context, input: z.input<typeof ofRoundsInput>): Promise<ReviewRoundReport[]> {
  requireScope(actor, 'policy-tasks:read');
  const { roundIds } = parseInput(ofRoundsInput, input);
  const rounds = await db.$queryRaw<{ id: string; previousId: string | null }[]>`
    SELECT r."id", (SELECT p."id" FROM "ReviewRound" p
      WHERE p."bodyId" = r."bodyId" AND p."kind" = r."kind" AND p."divisionId" IS NOT DISTINCT FROM r."divisionId"
        AND (p."year", p."part") < (r."year", r."part")
      ORDER BY p."year" DESC, p."part" DESC LIMIT 1) AS "previousId"
    FROM "ReviewRound" r WHERE r."id" = ANY(${roundIds}::uuid[])`;
  const pairs = { ids: rounds.map(({ id }) => id), previous: rounds.map(({ previousId }) => previousId) };
  const rows = await db.$queryRaw<ReportRow[]>`
    WITH pair AS (SELECT * FROM unnest(${pairs.ids}::uuid[], ${pairs.previous}::uuid[]) AS pair (id, "previousId")),
      current AS (${currentReviews} AND v."roundId" IN (SELECT id FROM pair UNION ALL SELECT "previousId" FROM pair))
    SELECT pair.id AS "roundId", t."divisionId", grouping(t."divisionId") = 1 AS "$all", count(*)::int AS reviewed,
      ${gradeCounts} AS grades, avg(v."progress")::float8 AS "averageProgress", count(b."id")::int AS compared,
      avg(v."progress" - b."progress")::float8 AS "averageChange",
      count(*) FILTER (WHERE v."grade" < b."grade")::int AS improved, count(*) FILTER (WHERE v."grade" > b."grade")::int AS worsened
    FROM pair JOIN current v ON v."roundId" = pair.id JOIN "PolicyTask" t ON t."id" = v."policyTaskId"
    LEFT JOIN current b ON b."roundId" = pair."previousId" AND b."policyTaskId" = v."policyTaskId"
    LEFT JOIN "Division" d ON d."id" = t."divisionId"
    GROUP BY GROUPING SETS ((pair.id), (pair.id, t."divisionId", d."position"))
    ORDER BY d."position" NULLS LAST, t."divisionId"`;
  const delayed = await db.$queryRaw<Review[]>`
    SELECT v.* FROM (${currentReviews}) v WHERE v."roundId" = ANY(${roundIds}::uuid[]) AND v."grade" IN ('DELAYED', 'STALLED')
    ORDER BY v."progress", v."id"`;
  const byRound = groupBy(rows, ({ roundId }) => roundId);
  const delayedIn = groupBy(delayed, ({ roundId }) => roundId);
  const previousOf = new Map(rounds.map(({ id, previousId }) => [id, previousId]));
  return roundIds.map((id) => {
    const ofRound = byRound.get(id) ?? [];
    return {
      previousRoundId: previousOf.get(id) ?? null,
      findings: ofRound.find(({ $all }) => $all) ?? null,
      byDivision: ofRound.filter(({ $all }) => !$all),
      delayed: delayedIn.get(id) ?? [],
    };
  });
}

/** The reviews `v` that count: those that no other corrects. */
const currentReviews = Prisma.sql`SELECT v.* FROM "Review" v WHERE NOT EXISTS (SELECT FROM "Review" c WHERE c."correctsId" = v."id")`;

const gradeCounts = Prisma.sql`(jsonb_build_array(
  jsonb_build_object('grade', 'EXCELLENT', 'count', count(*) FILTER (WHERE v."grade" = 'EXCELLENT')),
  jsonb_build_object('grade', 'ON_TRACK', 'count', count(*) FILTER (WHERE v."grade" = 'ON_TRACK')),
  jsonb_build_object('grade', 'DELAYED', 'count', count(*) FILTER (WHERE v."grade" = 'DELAYED')),
  jsonb_build_object('grade', 'STALLED', 'count', count(*) FILTER (WHERE v."grade" = 'STALLED'))))`;
