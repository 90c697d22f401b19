import { z } from 'zod';
import { requireScope, type Actor } from '../access/actor.js';
import type { Context } from '../context.js';
import { loadPage, type KeysetList, type Page, type PageRequest } from '../database/keyset.js';
import { NotFound } from '../errors.js';
import { Prisma, type Review, type ReviewRound } from '../generated/prisma/client.js';
import { ReviewRoundKind } from '../generated/prisma/enums.js';
import { groupBy } from '../group-by.js';
import { parseInput } from '../input.js';
import { statusAsOf, taskColumns, type PolicyTaskAsOf } from './policy-task-queries.js';
import { lastDayOf } from './review.js';

/** Which review rounds a list has. Everything that is given must hold. */
export const reviewRoundFilter = z.object({
  bodyId: z.uuid().nullish(),
  divisionId: z.uuid().nullish(),
  kind: z.enum(ReviewRoundKind).nullish(),
  year: z.int().nullish(),
});
export type ReviewRoundFilter = z.input<typeof reviewRoundFilter>;

/** Review rounds as a list to page through, latest period first. */
export function reviewRoundList(actor: Actor, filter: ReviewRoundFilter = {}): KeysetList<ReviewRound> {
  requireScope(actor, 'policy-tasks:read');
  const { bodyId, divisionId, kind, year } = parseInput(reviewRoundFilter, filter);
  const conditions = [Prisma.sql`TRUE`];
  if (bodyId) conditions.push(Prisma.sql`r."bodyId" = ${bodyId}::uuid`);
  if (divisionId) conditions.push(Prisma.sql`r."divisionId" = ${divisionId}::uuid`);
  if (kind) conditions.push(Prisma.sql`r."kind" = ${kind}::"ReviewRoundKind"`);
  if (year != null) conditions.push(Prisma.sql`r."year" = ${year}`);
  return {
    select: Prisma.sql`r.*`,
    from: Prisma.sql`"ReviewRound" r`,
    where: Prisma.join(conditions, ' AND '),
    order: [
      { column: Prisma.sql`r."year"::int`, type: 'int' },
      { column: Prisma.sql`r."part"::int`, type: 'int' },
      { column: Prisma.sql`r."id"`, type: 'uuid' },
    ],
    descending: true,
  };
}

/** The same list below each body. */
export function reviewRoundsOfBody(actor: Actor, filter: ReviewRoundFilter = {}): KeysetList<ReviewRound> {
  return { ...reviewRoundList(actor, filter), parent: Prisma.sql`r."bodyId"` };
}

/** The reviews below each policy task, corrections among them, newest first. */
export function reviewsOfPolicyTask(actor: Actor): KeysetList<Review> {
  requireScope(actor, 'policy-tasks:read');
  return {
    select: Prisma.sql`v.*`,
    from: Prisma.sql`"Review" v`,
    where: Prisma.sql`TRUE`,
    parent: Prisma.sql`v."policyTaskId"`,
    order: [
      { column: Prisma.sql`v."createdAt"`, type: 'timestamptz' },
      { column: Prisma.sql`v."id"`, type: 'uuid' },
    ],
    descending: true,
  };
}

/** A page of review rounds, latest period first. */
export function listReviewRounds(
  context: Context,
  { filter, ...page }: PageRequest & { readonly filter?: ReviewRoundFilter } = {},
): Promise<Page<ReviewRound>> {
  return loadPage(context.db, reviewRoundList(context.actor, filter), page);
}

/** What a round found of one policy task. */
export interface TaskReview {
  readonly policyTaskId: string;
  /** The review that counts: the latest correction, or the original where there is none. */
  readonly current: Review;
  /** Every entry as it was recorded, the original first. */
  readonly entries: readonly Review[];
}

const ofRoundInput = z.object({ roundId: z.uuid() });
const ofRoundsInput = z.object({ roundIds: z.array(z.uuid().toLowerCase()) });

/** The reviews of a round by task, in the order of the tasks' origin and number. @throws NotFound when there is no such round. */
export async function reviewsOfRound(context: Context, input: z.input<typeof ofRoundInput>): Promise<TaskReview[]> {
  const { id } = await requireRound(context, input);
  const [reviews = []] = await reviewsOfEachRound(context, { roundIds: [id] });
  return reviews;
}

/** The same for each of the rounds, in the order asked, in one statement; none for a round that there is not. */
export async function reviewsOfEachRound({ db, actor }: Context, input: z.input<typeof ofRoundsInput>): Promise<TaskReview[][]> {
  requireScope(actor, 'policy-tasks:read');
  const { roundIds } = parseInput(ofRoundsInput, input);
  const reviews = await db.$queryRaw<Review[]>`
    WITH RECURSIVE entry AS (
      SELECT v.*, 1 AS place FROM "Review" v WHERE v."roundId" = ANY(${roundIds}::uuid[]) AND v."correctsId" IS NULL
      UNION ALL
      SELECT v.*, entry.place + 1 FROM entry JOIN "Review" v ON v."correctsId" = entry."id"
    )
    SELECT v.* FROM entry JOIN "Review" v ON v."id" = entry."id" JOIN "PolicyTask" t ON t."id" = v."policyTaskId"
    ORDER BY t."origin"::text, t."number", entry.place`;
  const byRound = groupBy(reviews, ({ roundId }) => roundId);
  return roundIds.map((id) => {
    const byTask = groupBy(byRound.get(id) ?? [], ({ policyTaskId }) => policyTaskId);
    return [...byTask].flatMap(([policyTaskId, entries]) => {
      const current = entries.at(-1);
      return current === undefined ? [] : [{ policyTaskId, current, entries }];
    });
  });
}

/**
 * Who has not reported: tasks of the round's division (or body) that were MAINTAINED on the last day of its period and have no review in
 * the round. Where each stands is as of that day. @throws NotFound when there is no such round.
 */
export async function notReported(context: Context, input: z.input<typeof ofRoundInput>): Promise<PolicyTaskAsOf[]> {
  const { id } = await requireRound(context, input);
  const [tasks = []] = await notReportedOfEach(context, { roundIds: [id] });
  return tasks;
}

/** The same for each of the rounds, in the order asked, in one statement beside that of the rounds. */
export async function notReportedOfEach({ db, actor }: Context, input: z.input<typeof ofRoundsInput>): Promise<PolicyTaskAsOf[][]> {
  requireScope(actor, 'policy-tasks:read');
  const { roundIds } = parseInput(ofRoundsInput, input);
  const rounds = await db.reviewRound.findMany({ where: { id: { in: roundIds } } });
  const ids = rounds.map(({ id }) => id);
  const lastDays = rounds.map((round) => lastDayOf(round).toISOString().slice(0, 10));
  const rows = await db.$queryRaw<(PolicyTaskAsOf & { $round?: string })[]>`
    SELECT r."id" AS "$round", ${taskColumns}
    FROM unnest(${ids}::uuid[], ${lastDays}::date[]) AS given (id, "lastDay") JOIN "ReviewRound" r ON r."id" = given.id
    JOIN "PolicyTask" t ON CASE WHEN r."divisionId" IS NULL THEN t."bodyId" = r."bodyId" ELSE t."divisionId" = r."divisionId" END
    ${statusAsOf(Prisma.sql`given."lastDay"`)}
    WHERE s."status" = 'MAINTAINED'
      AND NOT EXISTS (SELECT FROM "Review" v WHERE v."roundId" = r."id" AND v."policyTaskId" = t."id")
    ORDER BY t."origin"::text, t."number"`;
  const byRound = groupBy(rows, ({ $round }) => $round);
  return roundIds.map((id) => (byRound.get(id) ?? []).map(({ $round: _round, ...task }) => task));
}

async function requireRound(context: Context, input: z.input<typeof ofRoundInput>): Promise<ReviewRound> {
  requireScope(context.actor, 'policy-tasks:read');
  const { roundId } = parseInput(ofRoundInput, input);
  const round = await context.db.reviewRound.findUnique({ where: { id: roundId } });
  if (round === null) throw new NotFound('ReviewRound', roundId);
  return round;
}
