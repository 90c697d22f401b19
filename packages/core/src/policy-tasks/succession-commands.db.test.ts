import { describe, expect, test } from 'vitest';
import { onServer, useTestPcrm } from '../testing.js';
import { addTask } from './testing.js';

const t = useTestPcrm();
const unknownId = '01930000-0000-7000-8000-000000000000';

/** Adds so many tasks and returns their ids, in the order of their numbers. */
async function addTasks(count: number): Promise<string[]> {
  const ids = [];
  for (let index = 0; index < count; index += 1) ids.push((await addTask(t)).id);
  return ids;
}

function replace(policyTaskId: string, successorId: string, { version = 1, on = '2012-06' } = {}) {
  return t.staff.replacePolicyTask({ policyTaskId, successorId, version, on, reason: '대체' });
}

async function endsOf(id: string, asOf?: string): Promise<string[]> {
  return (await t.viewer.currentSuccessors({ id, asOf })).map((task) => task.id);
}

describe('a task that is taken over', () => {
  test('is superseded by the one that replaces it, in one step', async () => {
    const [a, b] = (await addTasks(2)) as [string, string];
    const replaced = await replace(a, b);
    expect(replaced.version).toBe(2);
    expect(replaced.statusChanges.at(-1)).toMatchObject({
      sequence: 2,
      status: 'SUPERSEDED',
      changedPrecision: 'MONTH',
      successions: [{ predecessorId: a, successorId: b, kind: 'REPLACED' }],
    });
    expect(await t.pcrm.db.auditRecord.count({ where: { subjectId: a, command: 'replacePolicyTask' } })).toBe(1);
  });

  test('merges with others into one, all or none', async () => {
    const [a, b, c] = (await addTasks(3)) as [string, string, string];
    const merge = (versionOfB: number) =>
      t.staff.mergePolicyTasks({
        predecessors: [
          { id: a, version: 1 },
          { id: b, version: versionOfB },
        ],
        successorId: c,
        on: '2012-06',
        reason: '통합',
      });
    await expect(merge(9)).rejects.toMatchObject({ code: 'STALE_VERSION', id: b });
    expect(await t.viewer.findPolicyTask(a)).toMatchObject({ version: 1 });
    const after = await merge(1);
    expect(after).toMatchObject({ id: c, version: 1 });
    expect(after.merged.map(({ id, version }) => [id, version])).toEqual([a, b].toSorted().map((id) => [id, 2]));
    expect([await endsOf(a), await endsOf(b)]).toEqual([[c], [c]]);
    const audit = await t.pcrm.db.auditRecord.findMany({ where: { command: 'mergePolicyTasks', subjectId: c } });
    expect(audit).toMatchObject([
      { before: { merged: [{ version: 1 }, { version: 1 }] }, after: { merged: [{ version: 2 }, { version: 2 }] } },
    ]);
  });

  test('splits into several', async () => {
    const [a, b, c] = (await addTasks(3)) as [string, string, string];
    await t.staff.splitPolicyTask({ policyTaskId: a, version: 1, successorIds: [b, c], on: '2012-06', reason: '분리' });
    expect(await endsOf(a)).toEqual([b, c]);
  });

  test('with an unknown successor may be given one later', async () => {
    const [a, b] = (await addTasks(2)) as [string, string];
    const step = { policyTaskId: a, version: 1, on: '2012-06', reason: '대체·통합' };
    await t.staff.changePolicyTaskStatus({ ...step, status: 'SUPERSEDED', successorUnknown: true });
    expect(await t.viewer.currentSuccessors({ id: a })).toMatchObject([{ id: a, status: 'SUPERSEDED', successorUnknown: true }]);
    await replace(a, b, { version: 2, on: '2013' });
    expect(await endsOf(a, '2013-01-01')).toEqual([b]);
    expect(await endsOf(a, '2012-12-31')).toEqual([a]);
    // Today is 2012-12-12.
    expect(await endsOf(a)).toEqual([a]);
  });

  test('is reopened when the successor was a mistake, and then taken over by another', async () => {
    const [a, wrong, right] = (await addTasks(3)) as [string, string, string];
    await replace(a, wrong);
    const reopen = { policyTaskId: a, status: 'UNDER_REVIEW', on: '2012-06', reason: '잘못된 대체 정정' } as const;
    await t.staff.changePolicyTaskStatus({ ...reopen, version: 2 });
    expect(await endsOf(a)).toEqual([a]);
    await replace(a, right, { version: 3 });
    expect(await endsOf(a)).toEqual([right]);
    const { edges } = await t.viewer.lineage({ id: a });
    expect(edges.map(({ successorId, holds }) => [successorId, holds])).toEqual([
      [wrong, false],
      [right, true],
    ]);
  });

  test('is not taken over twice, nor by itself, by nothing, or by a task that begins later', async () => {
    const [a, b, c] = (await addTasks(3)) as [string, string, string];
    const later = await addTask(t, { on: '2012-07' });
    await expect(replace(a, a)).rejects.toMatchObject({ problems: [{ path: ['successorId'], code: 'own_successor' }] });
    await expect(replace(a, unknownId)).rejects.toMatchObject({ code: 'NOT_FOUND', id: unknownId });
    await expect(replace(unknownId, a)).rejects.toMatchObject({ code: 'NOT_FOUND', id: unknownId });
    await expect(replace(a, later.id)).rejects.toMatchObject({ code: 'CONFLICT', rule: 'successor_is_there' });
    await replace(a, b);
    await expect(replace(a, c, { version: 2 })).rejects.toMatchObject({ code: 'CONFLICT', rule: 'status_transition' });
    expect(await endsOf(a)).toEqual([b]);
  });
});

describe('lineage', () => {
  test('follows chains to their ends, as of any day', async () => {
    const [a, b, c, d, e] = (await addTasks(5)) as [string, string, string, string, string];
    await replace(a, b, { on: '2012-03-01' });
    await t.staff.splitPolicyTask({ policyTaskId: b, version: 1, successorIds: [c, d], on: '2012-06-01', reason: '분리' });
    await t.staff.mergePolicyTasks({ predecessors: [{ id: d, version: 1 }], successorId: e, on: '2012-09-01', reason: '통합' });
    await t.staff.changePolicyTaskStatus({ policyTaskId: e, version: 1, status: 'CLOSED', on: '2012-10-01', reason: '완료' });
    expect(await endsOf(a, '2010-12-31')).toEqual([]);
    expect(await endsOf(a, '2012-02-29')).toEqual([a]);
    expect(await endsOf(a, '2012-03-01')).toEqual([b]);
    expect(await endsOf(a, '2012-08-31')).toEqual([c, d]);
    expect(await endsOf(a)).toEqual([c, e]);
    expect(await t.viewer.currentSuccessors({ id: e })).toMatchObject([{ id: e, status: 'CLOSED', statusDate: new Date('2012-10-01') }]);

    const graph = await t.viewer.lineage({ id: c });
    expect(graph.nodes.map(({ id, status }) => [id, status])).toEqual([
      [a, 'SUPERSEDED'],
      [b, 'SUPERSEDED'],
      [c, 'MAINTAINED'],
      [d, 'SUPERSEDED'],
      [e, 'CLOSED'],
    ]);
    expect(new Set(graph.edges.map(({ predecessorId, successorId, kind }) => [predecessorId, successorId, kind]))).toEqual(
      new Set([
        [a, b, 'REPLACED'],
        [b, c, 'SPLIT'],
        [b, d, 'SPLIT'],
        [d, e, 'MERGED'],
      ]),
    );
    expect(graph.edges.find(({ predecessorId }) => predecessorId === a)).toMatchObject({
      onDate: new Date('2012-03-01'),
      onPrecision: 'DAY',
      reason: '대체',
      holds: true,
    });
  });

  test('of many tasks at once keeps their order, and a task that is not there has none', async () => {
    const [a, b, c] = (await addTasks(3)) as [string, string, string];
    await replace(a, b);
    const all = await t.viewer.currentSuccessorsOfEach({ ids: [c, unknownId, a, b, a] });
    expect(all.map((ends) => ends.map(({ id }) => id))).toEqual([[c], [], [b], [b], [b]]);
    expect(await t.viewer.lineage({ id: unknownId })).toEqual({ nodes: [], edges: [] });
  });

  test('never runs in a circle, directly or through others', async () => {
    const [a, b, c] = (await addTasks(3)) as [string, string, string];
    await replace(a, b);
    await replace(b, c);
    await expect(replace(c, a)).rejects.toMatchObject({ code: 'CONFLICT', rule: 'lineage_without_circle' });
    await expect(replace(c, b)).rejects.toMatchObject({ code: 'CONFLICT', rule: 'lineage_without_circle' });
    expect(await t.viewer.findPolicyTask(c)).toMatchObject({ version: 1 });
  });

  test.runIf(onServer)('of the two halves of a circle written at once, one is refused (at once only on a server)', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [a, b] = (await addTasks(2)) as [string, string];
      const results = await Promise.allSettled([replace(a, b), replace(b, a)]);
      const refused = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason as { rule: string });
      expect(refused).toMatchObject([{ rule: 'lineage_without_circle' }]);
      expect(await t.pcrm.db.policyTaskSuccession.count({ where: { predecessorId: { in: [a, b] } } })).toBe(1);
    }
  });

  test.runIf(onServer)(
    'merges of the same tasks in opposite order at once do not block each other (at once only on a server)',
    async () => {
      const [a, b, c, d] = (await addTasks(4)) as [string, string, string, string];
      const merge = (ids: string[], successorId: string) =>
        t.staff.mergePolicyTasks({ predecessors: ids.map((id) => ({ id, version: 1 })), successorId, on: '2012-06', reason: '통합' });
      const results = await Promise.allSettled([merge([a, b], c), merge([b, a], d)]);
      const refused = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason as { code: string });
      expect(refused).toMatchObject([{ code: 'STALE_VERSION' }]);
    },
  );
});

describe('the database itself', () => {
  test('refuses a succession that comes with no superseding step, closes a circle, or is rewritten', async () => {
    const [a, b] = (await addTasks(2)) as [string, string];
    const enteredById = t.actors.staff.id;
    const succession = { predecessorId: a, sequence: 1, successorId: b, kind: 'REPLACED', enteredById } as const;
    await expect(t.database.client.policyTaskSuccession.create({ data: succession })).rejects.toThrow('succession_of_superseded');
    await replace(a, b);
    const back = t.database.client.$transaction(async (db) => {
      const step = { policyTaskId: b, sequence: 2, status: 'SUPERSEDED', reason: '대체', enteredById } as const;
      await db.policyTaskStatusChange.create({ data: { ...step, changedDate: new Date('2012-07-01'), changedPrecision: 'DAY' } });
      await db.policyTaskSuccession.create({ data: { ...succession, predecessorId: b, sequence: 2, successorId: a } });
    });
    await expect(back).rejects.toThrow('lineage_without_circle');
    await expect(t.database.client.policyTaskSuccession.deleteMany({ where: { predecessorId: a } })).rejects.toThrow('written_once');
  });
});
