import { beforeAll, describe, expect, test } from 'vitest';
import { onServer, useTestPcrm } from '../testing.js';
import { addCommittee, addTask } from './testing.js';

const t = useTestPcrm();
let bodyId: string;
let divisionId: string;
let otherDivisionId: string;
let year = 2012;

beforeAll(async () => {
  const committee = await addCommittee(t, ['행정·재정', '문화·교육']);
  bodyId = committee.bodyId;
  [divisionId, otherDivisionId] = committee.divisionIds as [string, string];
});

/** Each test has rounds of a year of its own. */
function openRound(part = 1) {
  year += 1;
  return t.staff.openReviewRound({ bodyId, kind: 'HALF_YEARLY_DIVISION', divisionId, year, part });
}

const findings = { progress: 40, grade: 'ON_TRACK' } as const;

describe('a review round', () => {
  test('is opened once for a period of a division', async () => {
    const round = await openRound();
    expect(round).toMatchObject({ bodyId, divisionId, closedAt: null, version: 1 });
    const again = { bodyId, kind: 'HALF_YEARLY_DIVISION', year: round.year, part: 1 } as const;
    await expect(t.staff.openReviewRound({ ...again, divisionId })).rejects.toMatchObject({ rule: 'ReviewRound_once_a_period' });
    await t.staff.openReviewRound({ ...again, divisionId: otherDivisionId });
    const stranger = await addCommittee(t, ['도시계획·환경']);
    await expect(t.staff.openReviewRound({ ...again, divisionId: stranger.divisionIds[0]! })).rejects.toMatchObject({
      problems: [{ path: ['divisionId'], code: 'division_of_body' }],
    });
    const { rows } = await t.viewer.listReviewRounds({ filter: { bodyId, year: round.year } });
    expect(new Set(rows.map(({ row }) => row.divisionId))).toEqual(new Set([divisionId, otherDivisionId]));
  });

  test('takes one review of each task of its division, and of no other', async () => {
    const round = await openRound();
    const task = await addTask(t, { bodyId, divisionId });
    const foreign = await addTask(t, { bodyId, divisionId: otherDivisionId });
    const review = await t.staff.recordReview({ roundId: round.id, policyTaskId: task.id, ...findings, remarks: '순조로움' });
    expect(review).toMatchObject({ progress: 40, grade: 'ON_TRACK', remarks: '순조로움', correctsId: null });
    const again = t.staff.recordReview({ roundId: round.id, policyTaskId: task.id, ...findings });
    await expect(again).rejects.toMatchObject({ code: 'CONFLICT', rule: 'Review_once_a_round' });
    const wrong = t.staff.recordReview({ roundId: round.id, policyTaskId: foreign.id, ...findings });
    await expect(wrong).rejects.toMatchObject({ problems: [{ path: ['policyTaskId'], code: 'task_of_round' }] });
  });

  test('that is open is revised, and one that is closed is corrected beside the original', async () => {
    const round = await openRound();
    const task = await addTask(t, { bodyId, divisionId });
    const { id } = await t.staff.recordReview({ roundId: round.id, policyTaskId: task.id, ...findings });
    const revised = await t.staff.reviseReview({ id, version: 1, progress: 50, remarks: '정정' });
    expect(revised).toMatchObject({ progress: 50, grade: 'ON_TRACK', version: 2 });
    await expect(t.staff.reviseReview({ id, version: 1, progress: 60 })).rejects.toMatchObject({ code: 'STALE_VERSION' });
    await expect(t.staff.correctReview({ reviewId: id, ...findings })).rejects.toMatchObject({ rule: 'round_is_open' });

    await t.manager.closeReviewRound({ id: round.id, version: 1 });
    await expect(t.staff.reviseReview({ id, version: 2, progress: 60 })).rejects.toMatchObject({ rule: 'closed_round_is_kept' });
    const late = await addTask(t, { bodyId, divisionId });
    const refused = t.staff.recordReview({ roundId: round.id, policyTaskId: late.id, ...findings });
    await expect(refused).rejects.toMatchObject({ rule: 'closed_round_is_kept' });

    const correction = await t.staff.correctReview({ reviewId: id, progress: 30, grade: 'DELAYED', evidence: '현장확인' });
    await expect(t.staff.correctReview({ reviewId: id, ...findings })).rejects.toMatchObject({ rule: 'Review_correctsId_key' });
    const last = await t.staff.correctReview({ reviewId: correction.id, progress: 35, grade: 'DELAYED' });
    const reviews = await t.viewer.reviewsOfRound({ roundId: round.id });
    expect(reviews).toHaveLength(1);
    expect(reviews[0]?.current.id).toBe(last.id);
    expect(reviews[0]?.entries.map(({ progress }) => progress)).toEqual([50, 30, 35]);
  });

  test('is closed once, by a manager', async () => {
    const { id } = await openRound();
    await expect(t.staff.closeReviewRound({ id, version: 1 })).rejects.toMatchObject({ code: 'FORBIDDEN', scope: 'reviews:close' });
    const closed = await t.manager.closeReviewRound({ id, version: 1 });
    expect(closed).toMatchObject({ closedAt: t.pcrm.now(), version: 2 });
    await expect(t.manager.closeReviewRound({ id, version: 2 })).rejects.toMatchObject({ rule: 'round_closed_already' });
  });

  test.runIf(onServer)('a review that comes while the round is closed is in before, or is refused (at once only on a server)', async () => {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const round = await openRound();
      const tasks = await Promise.all(Array.from({ length: 4 }, () => addTask(t, { bodyId, divisionId })));
      const [closing, ...recorded] = await Promise.allSettled([
        t.manager.closeReviewRound({ id: round.id, version: 1 }),
        ...tasks.map(({ id }) => t.staff.recordReview({ roundId: round.id, policyTaskId: id, ...findings })),
      ]);
      expect(closing?.status).toBe('fulfilled');
      const accepted = recorded.filter(({ status }) => status === 'fulfilled').length;
      const refused = recorded.filter((result) => result.status === 'rejected').map(({ reason }) => (reason as { rule: string }).rule);
      expect(new Set(refused).size === 0 || refused.every((rule) => rule === 'closed_round_is_kept')).toBe(true);
      expect(await t.pcrm.db.review.count({ where: { roundId: round.id } })).toBe(accepted);
    }
  });

  test.runIf(onServer)('a review waits for a round that is being closed, and is refused (two connections only on a server)', async () => {
    const round = await openRound();
    const task = await addTask(t, { bodyId, divisionId });
    const review = { roundId: round.id, policyTaskId: task.id, ...findings, enteredById: t.actors.staff.id };
    let inserted: Promise<unknown> | undefined;
    await t.database.client.$transaction(async (db) => {
      await db.reviewRound.update({ where: { id: round.id }, data: { closedAt: new Date() } });
      inserted = t.database.client.review.create({ data: review }).catch((error: unknown) => error);
      await new Promise((resolve) => setTimeout(resolve, 200));
    });
    expect(String(await inserted)).toContain('closed_round_is_kept');
    expect(await t.pcrm.db.review.count({ where: { roundId: round.id } })).toBe(0);
  });
});

describe('who has not reported', () => {
  test('are the tasks of the division that were maintained on the last day of the period', async () => {
    const committee = await addCommittee(t, ['지역경제·일자리', '도시계획·환경']);
    const place = { bodyId: committee.bodyId, divisionId: committee.divisionIds[0]! };
    const reported = await addTask(t, place);
    const silent = await addTask(t, place);
    const closedInTime = await addTask(t, place);
    const closedLater = await addTask(t, place);
    const begunLater = await addTask(t, { ...place, on: '2012-07-01' });
    const elsewhere = await addTask(t, { ...place, divisionId: committee.divisionIds[1]! });
    const close = { version: 1, status: 'CLOSED', reason: '완료' } as const;
    await t.staff.changePolicyTaskStatus({ ...close, policyTaskId: closedInTime.id, on: '2012-06-30' });
    await t.staff.changePolicyTaskStatus({ ...close, policyTaskId: closedLater.id, on: '2012-07-01' });
    const half = await t.staff.openReviewRound({ ...place, kind: 'HALF_YEARLY_DIVISION', year: 2012, part: 1 });
    await t.staff.recordReview({ roundId: half.id, policyTaskId: reported.id, ...findings });
    const missing = await t.viewer.notReported({ roundId: half.id });
    expect(missing.map(({ id, status }) => [id, status])).toEqual([
      [silent.id, 'MAINTAINED'],
      [closedLater.id, 'MAINTAINED'],
    ]);
    const quarter = await t.staff.openReviewRound({ bodyId: place.bodyId, kind: 'QUARTERLY_PLENARY', year: 2012, part: 3 });
    const ofBody = await t.viewer.notReported({ roundId: quarter.id });
    expect(ofBody.map(({ id }) => id)).toEqual([reported.id, silent.id, begunLater.id, elsewhere.id]);
    const unknown = t.viewer.notReported({ roundId: place.bodyId });
    await expect(unknown).rejects.toMatchObject({ code: 'NOT_FOUND', entity: 'ReviewRound' });
  });
});

describe('the database itself', () => {
  test('keeps a closed round: no review is added, changed, moved out or deleted, and it is not opened again', async () => {
    const round = await openRound();
    const open = await openRound();
    const task = await addTask(t, { bodyId, divisionId });
    const review = { roundId: round.id, policyTaskId: task.id, ...findings, enteredById: t.actors.staff.id };
    const { id } = await t.database.client.review.create({ data: review });
    await t.manager.closeReviewRound({ id: round.id, version: 1 });
    const late = await addTask(t, { bodyId, divisionId });
    const db = t.database.client;
    await expect(db.review.create({ data: { ...review, policyTaskId: late.id } })).rejects.toThrow('closed_round_is_kept');
    await expect(db.review.update({ where: { id }, data: { progress: 1 } })).rejects.toThrow('closed_round_is_kept');
    await expect(db.review.update({ where: { id }, data: { roundId: open.id } })).rejects.toThrow('closed_round_is_kept');
    await expect(db.review.delete({ where: { id } })).rejects.toThrow('closed_round_is_kept');
    await expect(db.reviewRound.update({ where: { id: round.id }, data: { closedAt: null } })).rejects.toThrow('closed_round_is_kept');
    await expect(db.review.create({ data: { ...review, policyTaskId: late.id, correctsId: id } })).rejects.toThrow(
      'correction_of_same_review',
    );
    await db.review.create({ data: { ...review, correctsId: id } });
  });

  test('refuses a division of another body and a part that the year does not have', async () => {
    const stranger = await addCommittee(t, ['복지·여성·보건의료']);
    const round = { bodyId, kind: 'HALF_YEARLY_DIVISION', year: 2000, part: 1, enteredById: t.actors.staff.id } as const;
    const create = (data: object) => t.database.client.reviewRound.create({ data: { ...round, ...data } });
    await expect(create({ divisionId: stranger.divisionIds[0]! })).rejects.toThrow('division_of_body');
    await expect(create({ divisionId, part: 3 })).rejects.toThrow('ReviewRound_part_of_kind');
    await expect(create({})).rejects.toThrow('ReviewRound_division_of_kind');
  });
});
