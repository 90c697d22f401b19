import { defineCommand } from '../command.js';
import type { Transaction } from '../database/open-database.js';
import { Conflict, InvalidInput, NotFound, StaleVersion } from '../errors.js';
import type { Review, ReviewRound } from '../generated/prisma/client.js';
import * as rules from './review.js';

/** Opens the round of a quarter for a body's plenary, or of a half-year for one of its divisions. */
export const openReviewRound = defineCommand({
  name: 'openReviewRound',
  scope: 'policy-tasks:write',
  schema: rules.openReviewRoundInput,
  perform: async ({ db, data, entered }) => {
    const { bodyId, divisionId } = data;
    const body = await db.body.findUnique({ where: { id: bodyId }, include: { divisions: true } });
    if (body === null) throw new NotFound('Body', bodyId);
    if (divisionId != null && !body.divisions.some(({ id }) => id === divisionId)) {
      throw InvalidInput.at(['divisionId'], 'division_of_body', 'This is not a division of the body. Choose one of its divisions.');
    }
    const after = await db.reviewRound.create({ data: { ...data, ...entered } });
    return { type: 'ReviewRound', before: null, after };
  },
});

/** Closes a round: from now on its reviews are not rewritten, and corrections are new entries. */
export const closeReviewRound = defineCommand({
  name: 'closeReviewRound',
  scope: 'reviews:close',
  schema: rules.closeReviewRoundInput,
  perform: async ({ db, data: { id, version }, now }) => {
    const before = await db.reviewRound.findUnique({ where: { id } });
    if (before === null) throw new NotFound('ReviewRound', id);
    if (before.version !== version) throw new StaleVersion('ReviewRound', id, version);
    if (before.closedAt !== null) throw new Conflict('round_closed_already', 'The review round is closed already. Nothing is left to do.');
    const after = await db.reviewRound.update({ where: { id, version }, data: { closedAt: now, version: { increment: 1 } } });
    return { type: 'ReviewRound', before, after };
  },
});

/** Records what an open round found of a policy task of its division, or of its body. Once for each task. */
export const recordReview = defineCommand({
  name: 'recordReview',
  scope: 'policy-tasks:write',
  schema: rules.recordReviewInput,
  perform: async ({ db, data, entered }) => {
    const round = await db.reviewRound.findUnique({ where: { id: data.roundId } });
    if (round === null) throw new NotFound('ReviewRound', data.roundId);
    await requireTaskOfRound(db, data.policyTaskId, round);
    refuseClosed(round);
    const after = await db.review.create({ data: { ...data, ...entered } });
    return { type: 'Review', before: null, after };
  },
});

/** Changes the fields of a review that are given, as long as its round is open; null clears one. */
export const reviseReview = defineCommand({
  name: 'reviseReview',
  scope: 'policy-tasks:write',
  schema: rules.reviseReviewInput,
  perform: async ({ db, data: { id, version, ...columns } }) => {
    const { round, correctedBy: _none, ...before } = await requireReview(db, id);
    if (before.version !== version) throw new StaleVersion('Review', id, version);
    refuseClosed(round);
    const after = await db.review.update({ where: { id, version }, data: { ...columns, version: { increment: 1 } } });
    return { type: 'Review', before, after };
  },
});

/** Corrects a review of a closed round by a new entry beside it. A review is corrected once; what follows corrects the correction. */
export const correctReview = defineCommand({
  name: 'correctReview',
  scope: 'policy-tasks:write',
  schema: rules.correctReviewInput,
  perform: async ({ db, data: { reviewId, ...columns }, entered }) => {
    const { round, correctedBy, ...before } = await requireReview(db, reviewId);
    if (round.closedAt === null) {
      throw new Conflict('round_is_open', 'The review round is still open. Revise the review instead.');
    }
    if (correctedBy !== null) {
      throw new Conflict('Review_correctsId_key', `The review was corrected already. Correct the correction ${correctedBy.id} instead.`);
    }
    const { roundId, policyTaskId } = before;
    const after: Review = await db.review.create({ data: { roundId, policyTaskId, correctsId: reviewId, ...columns, ...entered } });
    return { type: 'Review', before, after };
  },
});

async function requireReview(db: Transaction, id: string) {
  const review = await db.review.findUnique({ where: { id }, include: { round: true, correctedBy: true } });
  if (review === null) throw new NotFound('Review', id);
  return review;
}

async function requireTaskOfRound(db: Transaction, policyTaskId: string, { bodyId, divisionId }: ReviewRound): Promise<void> {
  const task = await db.policyTask.findUnique({ where: { id: policyTaskId } });
  if (task === null) throw new NotFound('PolicyTask', policyTaskId);
  if (divisionId === null ? task.bodyId !== bodyId : task.divisionId !== divisionId) {
    throw InvalidInput.at(
      ['policyTaskId'],
      'task_of_round',
      'The task belongs to another body or division than the round. Choose another round.',
    );
  }
}

function refuseClosed({ closedAt }: ReviewRound): void {
  if (closedAt === null) return;
  throw new Conflict('closed_round_is_kept', 'The review round is closed and is not rewritten. Enter a correction of the review instead.');
}
