import { describe, expect, test } from 'vitest';
import { useTestPcrm } from '../testing.js';
import { addCommittee, addTask } from './testing.js';

const t = useTestPcrm();
const unknownId = '01930000-0000-7000-8000-000000000000';

describe('adding a policy task', () => {
  test('keeps its first step and writes one audit record', async () => {
    const task = await t.staff.addPolicyTask({
      number: 1,
      title: ' 도시농업 활성화 ',
      origin: 'AGREED',
      audience: '시민',
      startYear: 2011,
      status: 'PROPOSED',
      on: '2010-12',
      reason: '합의',
    });
    expect(task).toMatchObject({
      number: 1,
      title: '도시농업 활성화',
      titleIsPlaceholder: false,
      version: 1,
      enteredForId: t.departmentId,
    });
    expect(task.statusChanges).toMatchObject([
      { sequence: 1, status: 'PROPOSED', changedDate: new Date('2010-12-01'), changedPrecision: 'MONTH', reason: '합의', successions: [] },
    ]);
    const audit = await t.pcrm.db.auditRecord.findMany({ where: { subjectId: task.id } });
    expect(audit).toMatchObject([{ command: 'addPolicyTask', before: null, after: { statusChanges: [{ status: 'PROPOSED' }] } }]);
  });

  test('refuses a number that its origin has already, and takes it for another origin', async () => {
    await addTask(t, { number: 7, origin: 'AGREED' });
    await expect(addTask(t, { number: 7, origin: 'AGREED' })).rejects.toMatchObject({
      code: 'CONFLICT',
      rule: 'PolicyTask_origin_number_key',
      message: 'There is already a task with this number in this origin. Revise that one, or choose another number.',
    });
    expect(await addTask(t, { number: 7, origin: 'NEW' })).toMatchObject({ number: 7 });
  });

  test('refuses bodies, divisions and departments that are not there, or do not belong together', async () => {
    const { bodyId } = await addCommittee(t, []);
    const { divisionIds } = await addCommittee(t, ['문화·교육']);
    const refusedAt = (field: string, code: string) => ({ code: 'INVALID_INPUT', problems: [{ path: [field], code }] });
    await expect(addTask(t, { bodyId: unknownId })).rejects.toMatchObject(refusedAt('bodyId', 'unknown_id'));
    await expect(addTask(t, { bodyId, divisionId: unknownId })).rejects.toMatchObject(refusedAt('divisionId', 'unknown_id'));
    await expect(addTask(t, { bodyId, divisionId: divisionIds[0]! })).rejects.toMatchObject(refusedAt('divisionId', 'division_of_body'));
    await expect(addTask(t, { divisionId: divisionIds[0]! })).rejects.toMatchObject(refusedAt('divisionId', 'division_of_body'));
  });

  test('refuses SUPERSEDED as the first status, and viewers', async () => {
    const input = { number: 900, title: '과제', origin: 'NEW', on: '2012', reason: '점검' } as const;
    // @ts-expect-error -- the type refuses it too
    const refused = t.staff.addPolicyTask({ ...input, status: 'SUPERSEDED' });
    await expect(refused).rejects.toMatchObject({ code: 'INVALID_INPUT', problems: [{ path: ['status'] }] });
    await expect(t.viewer.addPolicyTask({ ...input, status: 'PROPOSED' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('revising a policy task', () => {
  test('a title that is given is no placeholder any more', async () => {
    const { id } = await addTask(t);
    const revised = await t.staff.revisePolicyTask({ id, version: 1, title: '소래포구 정비', startYear: 2012 });
    expect(revised).toMatchObject({ title: '소래포구 정비', titleIsPlaceholder: false, startYear: 2012, version: 2 });
    expect(await t.staff.revisePolicyTask({ id, version: 2, audience: '청년' })).toMatchObject({ titleIsPlaceholder: false, version: 3 });
  });

  test('refuses a stale version and a division of another body', async () => {
    const { bodyId, divisionIds } = await addCommittee(t, ['행정·재정']);
    const other = await addCommittee(t, []);
    const { id } = await addTask(t, { bodyId, divisionId: divisionIds[0]! });
    await t.staff.revisePolicyTask({ id, version: 1, audience: '서구' });
    await expect(t.staff.revisePolicyTask({ id, version: 1, audience: '동구' })).rejects.toMatchObject({ code: 'STALE_VERSION' });
    await expect(t.staff.revisePolicyTask({ id, version: 2, bodyId: other.bodyId })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      problems: [{ path: ['divisionId'], code: 'division_of_body' }],
    });
    expect(await t.staff.findPolicyTask(id)).toMatchObject({ audience: '서구', bodyId, version: 2 });
    await expect(t.staff.revisePolicyTask({ id: unknownId, version: 1 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('a step in the status history', () => {
  test('is added to it, never in place of another, and counts up the version', async () => {
    const { id } = await addTask(t, { on: '2011' });
    await t.staff.changePolicyTaskStatus({ policyTaskId: id, version: 1, status: 'CLOSED', on: '2012-06-30', reason: '완료' });
    const reopened = await t.staff.changePolicyTaskStatus({
      policyTaskId: id,
      version: 2,
      status: 'UNDER_REVIEW',
      on: '2012-06-30',
      reason: '민원에 따른 재검토',
    });
    expect(reopened.version).toBe(3);
    expect(reopened.statusChanges.map(({ sequence, status, reason }) => [sequence, status, reason])).toEqual([
      [1, 'MAINTAINED', '중간점검'],
      [2, 'CLOSED', '완료'],
      [3, 'UNDER_REVIEW', '민원에 따른 재검토'],
    ]);
    const audit = await t.pcrm.db.auditRecord.findMany({ where: { subjectId: id, command: 'changePolicyTaskStatus' } });
    expect(audit).toHaveLength(2);
  });

  test('is not dated before the last one', async () => {
    const { id } = await addTask(t, { on: '2012-06-15' });
    const step = { policyTaskId: id, version: 1, status: 'CLOSED', reason: '완료' } as const;
    for (const on of ['2012-06-14', '2012-06', '2012']) {
      await expect(t.staff.changePolicyTaskStatus({ ...step, on })).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        problems: [{ path: ['on'], code: 'before_last_change', message: expect.stringContaining('2012-06-15') as string }],
      });
    }
    expect(await t.staff.findPolicyTask(id)).toMatchObject({ version: 1 });
  });

  test('follows the rule of transitions', async () => {
    const { id } = await addTask(t, { status: 'REJECTED' });
    const step = { policyTaskId: id, version: 1, on: '2012', reason: '재검토' };
    const refused = t.staff.changePolicyTaskStatus({ ...step, status: 'MAINTAINED' });
    await expect(refused).rejects.toMatchObject({ code: 'CONFLICT', rule: 'status_transition' });
    await t.staff.changePolicyTaskStatus({ ...step, status: 'UNDER_REVIEW' });
  });

  test('of ten at once on one version, one is taken and nine are stale', async () => {
    const { id } = await addTask(t);
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) =>
        t.staff.changePolicyTaskStatus({ policyTaskId: id, version: 1, status: 'CLOSED', on: '2012', reason: `완료 ${index}` }),
      ),
    );
    const refused = results.filter((result) => result.status === 'rejected').map(({ reason }) => (reason as { code: string }).code);
    expect(refused).toEqual(Array.from({ length: 9 }, () => 'STALE_VERSION'));
    expect(await t.pcrm.db.policyTaskStatusChange.count({ where: { policyTaskId: id } })).toBe(2);
  });

  test('names a review of the same task, or none', async () => {
    const { bodyId } = await addCommittee(t, []);
    const [task, other] = [await addTask(t, { bodyId }), await addTask(t, { bodyId })];
    const round = await t.staff.openReviewRound({ bodyId, kind: 'QUARTERLY_PLENARY', year: 2012, part: 1 });
    const review = await t.staff.recordReview({ roundId: round.id, policyTaskId: task.id, progress: 100, grade: 'EXCELLENT' });
    const step = { version: 1, status: 'CLOSED', on: '2012', reason: '완료', reviewId: review.id } as const;
    await expect(t.staff.changePolicyTaskStatus({ ...step, policyTaskId: other.id })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      problems: [{ path: ['reviewId'], code: 'review_of_same_task' }],
    });
    const { statusChanges } = await t.staff.changePolicyTaskStatus({ ...step, policyTaskId: task.id });
    expect(statusChanges.at(-1)).toMatchObject({ status: 'CLOSED', reviewId: review.id });
  });
});

describe('the database itself', () => {
  test('rewrites no history', async () => {
    const { id } = await addTask(t);
    const where = { policyTaskId: id };
    await expect(t.database.client.policyTaskStatusChange.updateMany({ where, data: { reason: '고침' } })).rejects.toThrow('written_once');
    await expect(t.database.client.policyTaskStatusChange.deleteMany({ where })).rejects.toThrow('written_once');
  });

  test('refuses a step that is out of order, leaves a gap, or names a review of another task', async () => {
    const { bodyId } = await addCommittee(t, []);
    const { id } = await addTask(t, { on: '2012-06', bodyId });
    const other = await addTask(t, { bodyId });
    const round = await t.staff.openReviewRound({ bodyId, kind: 'QUARTERLY_PLENARY', year: 2012, part: 1 });
    const review = await t.staff.recordReview({ roundId: round.id, policyTaskId: other.id, progress: 10, grade: 'DELAYED' });
    const step = {
      policyTaskId: id,
      sequence: 2,
      status: 'CLOSED',
      changedDate: new Date('2012-07-01'),
      changedPrecision: 'DAY',
      reason: '완료',
      enteredById: t.actors.staff.id,
    } as const;
    const insert = (changed: Partial<Record<keyof typeof step | 'reviewId', unknown>>) =>
      t.database.client.policyTaskStatusChange.create({ data: { ...step, ...changed } as typeof step });
    await expect(insert({ changedDate: new Date('2012-05-31') })).rejects.toThrow('status_history_in_order');
    await expect(insert({ sequence: 3 })).rejects.toThrow('status_history_in_order');
    await expect(insert({ reviewId: review.id })).rejects.toThrow('review_of_same_task');
    await expect(insert({ status: 'SUPERSEDED' })).rejects.toThrow('superseded_names_successor');
    await insert({});
  });

  test('refuses a division of another body', async () => {
    const { bodyId } = await addCommittee(t, []);
    const { divisionIds } = await addCommittee(t, ['복지·여성·보건의료']);
    const data = {
      number: 901,
      title: '과제',
      origin: 'NEW',
      bodyId,
      divisionId: divisionIds[0]!,
      enteredById: t.actors.staff.id,
    } as const;
    await expect(t.database.client.policyTask.create({ data })).rejects.toThrow('division_of_body');
  });
});
