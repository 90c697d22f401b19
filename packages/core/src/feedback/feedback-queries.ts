import { z } from 'zod';
import { requireScope, type Actor } from '../access/actor.js';
import { visibleEngagementsSql } from '../access/engagement-visibility.js';
import { yearsWithoutHolidays } from '../calendar/holiday-queries.js';
import type { Context } from '../context.js';
import { loadPage, type KeysetList, type Page, type PageRequest } from '../database/keyset.js';
import { daySql } from '../database/period-sql.js';
import { Prisma, type Engagement, type EngagementChannel, type Feedback } from '../generated/prisma/client.js';
import { groupBy } from '../group-by.js';
import { parseInput } from '../input.js';
import { asOfDay, asOfInput, calendarDate } from '../period.js';
import { dayOf, firstAnswer, visibleFeedback } from './feedback-visibility.js';

// Two weeks without a holiday: the office's own measure unless another is asked for.
const WITHIN = 10;

const timeInput = {
  ...asOfInput,
  /** How many working days an answer may take. */
  withinWorkingDays: z.int().min(1).max(250).nullish(),
};

/** Which opinions are counted. Everything that is given must hold. */
const feedbackRateInput = z.object({
  ...timeInput,
  /** Heard on that day or later. */
  from: calendarDate(),
  /** Heard before that day. */
  until: calendarDate(),
});
export type FeedbackRateQuery = z.input<typeof feedbackRateInput>;

/** What became of opinions that were heard. */
export interface FeedbackCounts {
  readonly heard: number;
  /** Answered within the working days that an answer may take. */
  readonly answeredInTime: number;
  readonly answeredLate: number;
  /** Not answered, and still in time. */
  readonly waiting: number;
  /** Not answered, and the time is over. */
  readonly overdue: number;
  /** The share answered in time, of those that were answered or whose time is over; null when there are none. */
  readonly rate: number | null;
  /** Working days until the first answer: half of the answered ones took as long, or less. */
  readonly medianWorkingDays: number | null;
}

/** The same by channel and by department that heard them, those with most first, and by month. */
export interface FeedbackRate extends FeedbackCounts {
  readonly asOf: Date;
  readonly withinWorkingDays: number;
  readonly byChannel: readonly (FeedbackCounts & { readonly channel: EngagementChannel })[];
  readonly byDepartment: readonly (FeedbackCounts & { readonly departmentId: string | null })[];
  readonly byMonth: readonly (FeedbackCounts & { readonly month: string })[];
  /** Years in it of which no holiday is known yet: their working days are counted too high. */
  readonly yearsWithoutHolidays: readonly number[];
}

type RateRow = FeedbackCounts & {
  readonly channel: EngagementChannel | null;
  readonly departmentId: string | null;
  readonly month: string | null;
} & {
  readonly level: number;
};

/**
 * The share of opinions that were answered within so many working days (10 unless another number is given), as it stood on a day (today in
 * Korea, when it is left out). An opinion is an engagement that the stakeholder began, and that the actor may read; its answer is the first
 * engagement that was recorded as such, and that the actor may read.
 */
export async function feedbackRate(context: Context, input: FeedbackRateQuery): Promise<FeedbackRate> {
  requireScope(context.actor, 'engagements:read');
  const { from, until, asOf: given, withinWorkingDays } = parseInput(feedbackRateInput, input);
  const asOf = asOfDay(context.now, given);
  const within = withinWorkingDays ?? WITHIN;
  const rows = await context.db.$queryRaw<RateRow[]>`
    WITH opinion AS (${opinions(context.actor, asOf)} AND ${dayOf(Prisma.sql`o`)} >= ${daySql(from)} AND ${dayOf(Prisma.sql`o`)} < ${daySql(until)})
    SELECT *, "answeredInTime"::float8 / nullif("heard" - "waiting", 0) AS "rate" FROM (
      SELECT grouping(channel, "enteredForId", month) AS level, channel, "enteredForId" AS "departmentId", month, count(*)::int AS "heard",
        count(*) FILTER (WHERE answered AND days <= ${within})::int AS "answeredInTime",
        count(*) FILTER (WHERE answered AND days > ${within})::int AS "answeredLate",
        count(*) FILTER (WHERE NOT answered AND days <= ${within})::int AS "waiting",
        count(*) FILTER (WHERE NOT answered AND days > ${within})::int AS "overdue",
        percentile_cont(0.5) WITHIN GROUP (ORDER BY days) FILTER (WHERE answered) AS "medianWorkingDays"
      FROM opinion GROUP BY GROUPING SETS ((), (channel), ("enteredForId"), (month))
    ) AS counted ORDER BY level, month, "heard" DESC, channel::text, "departmentId"`;
  // A bit of `level` is set where the rows are not grouped by that column.
  const at = (level: number) => rows.filter((row) => row.level === level).map(({ level: _level, ...row }) => row);
  const [total] = at(0b111);
  const { channel: _channel, departmentId: _department, month: _month, ...counts } = total as Omit<RateRow, 'level'>;
  return {
    ...counts,
    asOf,
    withinWorkingDays: within,
    byChannel: at(0b011).map(({ departmentId: _none, month: _neither, channel, ...line }) => ({
      ...line,
      channel: channel as EngagementChannel,
    })),
    byDepartment: at(0b101).map(({ channel: _none, month: _neither, ...line }) => line),
    byMonth: at(0b110).map(({ channel: _none, departmentId: _neither, month, ...line }) => ({ ...line, month: month ?? '' })),
    yearsWithoutHolidays: await yearsWithoutHolidays(context.db, from, asOf),
  };
}

const unansweredFilter = z.object({
  ...asOfInput,
  /** Only those that have waited for more than so many working days. */
  waitingLongerThan: z.int().min(0).max(2_500).nullish(),
  /** The department that heard it. */
  departmentId: z.uuid().nullish(),
});
export type UnansweredFilter = z.input<typeof unansweredFilter>;

/** An opinion that was not answered, and how many working days it has waited. */
export type UnansweredOpinion = Engagement & { readonly workingDays: number };

/** Opinions to which no answer went back that the actor may read, as of a day (today in Korea, when it is left out), oldest first. */
export function unansweredOpinions(asker: Pick<Context, 'actor' | 'now'>, filter: UnansweredFilter = {}): KeysetList<UnansweredOpinion> {
  requireScope(asker.actor, 'engagements:read');
  const { asOf: given, waitingLongerThan, departmentId } = parseInput(unansweredFilter, filter);
  const conditions = [Prisma.sql`NOT t.answered`];
  if (waitingLongerThan != null) conditions.push(Prisma.sql`t.days > ${waitingLongerThan}`);
  if (departmentId) conditions.push(Prisma.sql`t."enteredForId" = ${departmentId}::uuid`);
  return {
    select: Prisma.sql`e.*, t.days AS "workingDays"`,
    from: Prisma.sql`(${opinions(asker.actor, asOfDay(asker.now, given))}) t JOIN "Engagement" e ON e."id" = t."id"`,
    where: Prisma.join(conditions, ' AND '),
    order: [
      { column: Prisma.sql`e."occurredAt"`, type: 'timestamptz' },
      { column: Prisma.sql`e."id"`, type: 'uuid' },
    ],
    descending: false,
  };
}

/** A page of the opinions that were not answered, oldest first. */
export async function listUnansweredOpinions(
  context: Context,
  { filter, ...page }: PageRequest & { readonly filter?: UnansweredFilter } = {},
): Promise<Page<UnansweredOpinion>> {
  return loadPage(context.db, unansweredOpinions(context, filter), page);
}

/** What went back for each of the opinions, first answer first, in one statement: as far as the actor may read opinion and answer. */
export async function answersOfOpinions({ db, actor }: Context, engagementIds: readonly string[]): Promise<Feedback[][]> {
  requireScope(actor, 'engagements:read');
  const where = { opinionId: { in: [...engagementIds] }, AND: visibleFeedback(actor) };
  const feedback = await db.feedback.findMany({ where, orderBy: [{ answer: { occurredAt: 'asc' } }, { id: 'asc' }] });
  const byOpinion = groupBy(feedback, ({ opinionId }) => opinionId);
  return engagementIds.map((id) => byOpinion.get(id) ?? []);
}

/** What each of the engagements answered, earliest opinion first, in one statement: as far as the actor may read opinion and answer. */
export async function opinionsAnsweredBy({ db, actor }: Context, engagementIds: readonly string[]): Promise<Feedback[][]> {
  requireScope(actor, 'engagements:read');
  const where = { answerId: { in: [...engagementIds] }, AND: visibleFeedback(actor) };
  const feedback = await db.feedback.findMany({ where, orderBy: [{ opinion: { occurredAt: 'asc' } }, { id: 'asc' }] });
  const byAnswer = groupBy(feedback, ({ answerId }) => answerId);
  return engagementIds.map((id) => byAnswer.get(id) ?? []);
}

/** The opinions heard by the day, whether they were answered by then, and after how many working days, or how many they have waited. */
function opinions(actor: Actor, asOf: Date): Prisma.Sql {
  const o = Prisma.sql`o`;
  const day = daySql(asOf);
  return Prisma.sql`SELECT o."id", o."channel", o."enteredForId", to_char(${dayOf(o)}, 'YYYY-MM') AS month, first.day IS NOT NULL AS answered,
      working_days_between(${dayOf(o)}, coalesce(first.day, ${day})) AS days
    FROM "Engagement" o ${firstAnswer(actor, day)}
    WHERE o."direction" = 'INBOUND' AND ${dayOf(o)} <= ${day} AND ${visibleEngagementsSql(actor, o)}`;
}
