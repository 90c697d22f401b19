import { beforeAll, describe, expect, test } from 'vitest';
import { useTestPcrm } from '../testing.js';
import { countRowsOfEach, loadPages } from '../database/keyset.js';
import type { PolicyTaskFilter, PolicyTaskTotal } from './policy-task-queries.js';
import { policyTasksOfDivision, statusChangesOfPolicyTask } from './policy-task-queries.js';
import { addCommittee, addTask } from './testing.js';

const t = useTestPcrm();

// The mid-term check of 2012: what is loaded here is 57 = 4 + 6 + 17 + 12 + 18, 24 and 7 without a division, and 59 = 9 + 4 + 8 + 35 + 3.
const maintained = [4, 6, 17, 12, 18];
const proposed = [9, 4, 8, 35, 3];
let bodyId: string;
let divisionIds: string[];

beforeAll(async () => {
  ({ bodyId, divisionIds } = await addCommittee(t, ['행정·재정', '지역경제·일자리', '복지·여성·보건의료', '도시계획·환경', '문화·교육']));
  let number = 0;
  for (const [index, divisionId] of divisionIds.entries()) {
    for (let count = 0; count < maintained[index]!; count += 1) await addTask(t, { number: (number += 1), bodyId, divisionId });
  }
  for (let count = 0; count < 31; count += 1) {
    const { id: policyTaskId } = await addTask(t, { number: (number += 1), bodyId });
    const step = { policyTaskId, version: 1, on: '2012-06-30', reason: '중간점검' };
    await (count < 24
      ? t.staff.changePolicyTaskStatus({ ...step, status: 'CLOSED' })
      : t.staff.changePolicyTaskStatus({ ...step, status: 'SUPERSEDED', successorUnknown: true }));
  }
  number = 0;
  for (const [index, divisionId] of divisionIds.entries()) {
    for (let count = 0; count < proposed[index]!; count += 1) {
      number += 1;
      await addTask(t, { number, origin: 'NEW', status: number <= 37 ? 'MAINTAINED' : 'PROPOSED', on: '2012-07', bodyId, divisionId });
    }
  }
}, 120_000);

function sum(totals: readonly PolicyTaskTotal[], holds: (total: PolicyTaskTotal) => boolean): number {
  return totals.filter(holds).reduce((total, { count }) => total + count, 0);
}

describe('the portfolio', () => {
  test('the 88 agreed tasks are 57 maintained, 24 closed and 7 superseded; 37 of the 59 new ones are pursued', async () => {
    const totals = await t.viewer.policyTaskTotals({ asOf: '2012-12-31', bodyId });
    const agreed = (status: string) => sum(totals, (total) => total.origin === 'AGREED' && total.status === status);
    expect([agreed('MAINTAINED'), agreed('CLOSED'), agreed('SUPERSEDED')]).toEqual([57, 24, 7]);
    expect(sum(totals, ({ origin }) => origin === 'AGREED')).toBe(88);
    expect(sum(totals, ({ origin }) => origin === 'NEW')).toBe(59);
    expect(sum(totals, ({ origin, status }) => origin === 'NEW' && status === 'MAINTAINED')).toBe(37);
    expect(totals.filter(({ divisionId }) => divisionId === null)).toEqual([
      { origin: 'AGREED', status: 'CLOSED', divisionId: null, count: 24 },
      { origin: 'AGREED', status: 'SUPERSEDED', divisionId: null, count: 7 },
    ]);
  });

  test('the table by division has the rows of the plan', async () => {
    const totals = await t.viewer.policyTaskTotals({ asOf: '2012-12-31', bodyId });
    const row = (holds: (total: PolicyTaskTotal) => boolean) =>
      divisionIds.map((id) => sum(totals, (total) => total.divisionId === id && holds(total)));
    expect(row(() => true)).toEqual([13, 10, 25, 47, 21]);
    expect(row(({ origin }) => origin === 'AGREED')).toEqual([4, 6, 17, 12, 18]);
    expect(row(({ origin }) => origin === 'NEW')).toEqual([9, 4, 8, 35, 3]);
    expect(sum(totals, ({ divisionId }) => divisionId !== null)).toBe(116);
  });

  test('is counted from the history, as of any day, in one statement', async () => {
    expect(await t.viewer.policyTaskTotals({ asOf: '2010-12-31', bodyId })).toEqual([]);
    const before = await t.viewer.policyTaskTotals({ asOf: '2012-06-29', bodyId });
    expect([sum(before, () => true), sum(before, ({ status }) => status === 'MAINTAINED')]).toEqual([88, 88]);
    let statements = 0;
    t.database.client.$on('query' as never, () => (statements += 1));
    await t.viewer.policyTaskTotals({ asOf: '2012-12-31' });
    expect(statements).toBe(1);
  });
});

describe('the list of policy tasks', () => {
  test('is ordered by number within its origin, filters by status as of the day, and pages', async () => {
    const filter: PolicyTaskFilter = { origin: 'AGREED', statuses: ['CLOSED', 'SUPERSEDED'], bodyId, asOf: '2012-12-31' };
    const first = await t.viewer.listPolicyTasks({ filter, first: 20 });
    const second = await t.viewer.listPolicyTasks({ filter, first: 20, after: first.rows.at(-1)!.cursor });
    const rows = [...first.rows, ...second.rows].map(({ row }) => row);
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 31 }, (_, index) => 58 + index));
    expect([first.hasNextPage, second.hasNextPage]).toEqual([true, false]);
    expect(rows[0]).toMatchObject({
      status: 'CLOSED',
      statusDate: new Date('2012-06-30'),
      statusPrecision: 'DAY',
      successorUnknown: false,
      version: 2,
    });
    expect(rows.at(-1)).toMatchObject({ status: 'SUPERSEDED', successorUnknown: true });
    const none = await t.viewer.listPolicyTasks({ filter: { ...filter, asOf: '2012-06-29' } });
    expect(none.rows).toEqual([]);
  });

  test('leaves out tasks that do not exist yet on the day', async () => {
    const filter = { origin: 'NEW', bodyId } as const;
    expect((await t.viewer.listPolicyTasks({ filter: { ...filter, asOf: '2012-06-30' } })).rows).toEqual([]);
    expect((await t.viewer.listPolicyTasks({ filter: { ...filter, asOf: '2012-07-01' }, first: 100 })).rows).toHaveLength(59);
  });

  test('of two steps on one day, the later in sequence counts', async () => {
    const { id } = await addTask(t, { on: '2012-05-01' });
    const step = { policyTaskId: id, on: '2012-05-01', reason: '점검' };
    await t.staff.changePolicyTaskStatus({ ...step, version: 1, status: 'UNDER_REVIEW' });
    await t.staff.changePolicyTaskStatus({ ...step, version: 2, status: 'CLOSED' });
    expect(await t.viewer.statusesAsOf({ ids: [id], asOf: '2012-05-01' })).toMatchObject([{ status: 'CLOSED', sequence: 3 }]);
  });

  test('below each division and each task is one statement', async () => {
    const asker = { actor: t.actors.viewer, now: t.pcrm.now };
    const list = policyTasksOfDivision(asker, { origin: 'AGREED', asOf: '2012-12-31' });
    expect(await countRowsOfEach(t.pcrm.db, list, divisionIds)).toEqual([4, 6, 17, 12, 18]);
    const pages = await loadPages(t.pcrm.db, list, { first: 2, parentIds: divisionIds });
    expect(pages.map(({ rows }) => rows.map(({ row }) => row.number))).toEqual([
      [1, 2],
      [5, 6],
      [11, 12],
      [28, 29],
      [40, 41],
    ]);
    const { rows } = await t.viewer.listPolicyTasks({ filter: { statuses: ['CLOSED'], bodyId }, first: 1 });
    const [history] = await loadPages(t.pcrm.db, statusChangesOfPolicyTask(asker.actor), { parentIds: [rows[0]!.row.id] });
    expect(history!.rows.map(({ row }) => row.status)).toEqual(['CLOSED', 'MAINTAINED']);
  });

  test('answers the statuses of many tasks in the order asked', async () => {
    const [a, b] = [await addTask(t, { on: '2012-01' }), await addTask(t, { on: '2012-03', status: 'PROPOSED' })];
    const statuses = async (asOf?: string) =>
      (await t.viewer.statusesAsOf({ ids: [b.id, a.id, b.id], asOf })).map((step) => step?.status ?? null);
    expect(await statuses()).toEqual(['PROPOSED', 'MAINTAINED', 'PROPOSED']);
    expect(await statuses('2012-02-01')).toEqual([null, 'MAINTAINED', null]);
  });

  test('needs the permission and a filter that makes sense', async () => {
    const service = t.pcrm.as({ ...t.actors.viewer, kind: 'SERVICE', role: null, scopes: ['stakeholders:read'] });
    await expect(service.policyTaskTotals({ asOf: '2012-12-31' })).rejects.toMatchObject({ code: 'FORBIDDEN', scope: 'policy-tasks:read' });
    expect(() => service.listPolicyTasks()).toThrow('policy-tasks:read');
    expect(() => t.viewer.listPolicyTasks({ filter: { asOf: '2012-02-30', statuses: [] } })).toThrow('statuses: ');
  });
});
