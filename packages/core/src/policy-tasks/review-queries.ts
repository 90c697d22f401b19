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

/** The reviews of a round by task, in the order of the tasks' origin and number. @throws NotFound when there is no such round. */
export async function reviewsOfRound(context: Context, input: z.input<typeof ofRoundInput>): Promise<TaskReview[]> {
  const { id } = await requireRound(context, input);
  const reviews = await context.db.$queryRaw<Review[]>`
    WITH RECURSIVE entry AS (
      SELECT v.*, 1 AS place FROM "Review" v WHERE v."roundId" = ${id}::uuid AND v."correctsId" IS NULL
      UNION ALL
      SELECT v.*, entry.place + 1 FROM entry JOIN "Review" v ON v."correctsId" = entry."id"
    )
    SELECT v.* FROM entry JOIN "Review" v ON v."id" = entry."id" JOIN "PolicyTask" t ON t."id" = v."policyTaskId"
    ORDER BY t."origin"::text, t."number", entry.place`;
  const byTask = groupBy(reviews, ({ policyTaskId }) => policyTaskId);
  return [...byTask].flatMap(([policyTaskId, entries]) => {
    const current = entries.at(-1);
    return current === undefined ? [] : [{ policyTaskId, current, entries }];
  });
}

/**
 * Who has not reported: tasks of the round's division (or body) that were MAINTAINED on the last day of its period and have no review in
 * the round. Where each stands is as of that day. @throws NotFound when there is no such round.
 */
export async function notReported(context: Context, input: z.input<typeof ofRoundInput>): Promise<PolicyTaskAsOf[]> {
  const round = await requireRound(context, input);
  const ofRound =
    round.divisionId === null ? Prisma.sql`t."bodyId" = ${round.bodyId}::uuid` : Prisma.sql`t."divisionId" = ${round.divisionId}::uuid`;
  return context.db.$queryRaw<PolicyTaskAsOf[]>`
    SELECT ${taskColumns} FROM "PolicyTask" t ${statusAsOf(lastDayOf(round))}
    WHERE ${ofRound} AND s."status" = 'MAINTAINED'
      AND NOT EXISTS (SELECT FROM "Review" v WHERE v."roundId" = ${round.id}::uuid AND v."policyTaskId" = t."id")
    ORDER BY t."origin"::text, t."number"`;
}

async function requireRound(context: Context, input: z.input<typeof ofRoundInput>): Promise<ReviewRound> {
  requireScope(context.actor, 'policy-tasks:read');
  const { roundId } = parseInput(ofRoundInput, input);
  const round = await context.db.reviewRound.findUnique({ where: { id: roundId } });
  if (round === null) throw new NotFound('ReviewRound', roundId);
  return round;
}
