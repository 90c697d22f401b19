import { fc, test as property } from '@fast-check/vitest';
import { beforeAll, describe, expect, test } from 'vitest';
import { PolicyTaskStatus } from '../generated/prisma/enums.js';
import { onServer, useTestPcrm } from '../testing.js';
import { addCommittee, addTask } from './testing.js';

const t = useTestPcrm();

describe('the table of the plan', () => {
  const agreed = [1, 2, 3];
  const proposed = [2, 1, 0];
  let bodyId: string;
  let divisionIds: string[];

  beforeAll(async () => {
    ({ bodyId, divisionIds } = await addCommittee(t, ['행정·재정', '지역경제·일자리', '문화·교육']));
    for (const [index, divisionId] of divisionIds.entries()) {
      for (let count = 0; count < agreed[index]!; count += 1) await addTask(t, { bodyId, divisionId });
      for (let count = 0; count < proposed[index]!; count += 1) {
        await addTask(t, { origin: 'NEW', status: count === 0 ? 'MAINTAINED' : 'PROPOSED', on: '2012-07', bodyId, divisionId });
      }
    }
    const closed = await addTask(t, { bodyId });
    await t.staff.changePolicyTaskStatus({ policyTaskId: closed.id, version: 1, status: 'CLOSED', on: '2012-06-30', reason: '완료' });
  });

  test('has rows and columns that add up, in the order of the committee, with what has no division last', async () => {
    const table = await t.viewer.policyTaskTable({ rows: ['ORIGIN'], columns: ['DIVISION'], bodyId, asOf: '2012-12-31' });
    expect(table.columns.map(({ divisionId, total }) => [divisionId, total])).toEqual([
      [divisionIds[0], 3],
      [divisionIds[1], 3],
      [divisionIds[2], 3],
      [null, 1],
    ]);
    expect(table.rows.map(({ origin, cells, total }) => [origin, cells, total])).toEqual([
      ['AGREED', [1, 2, 3, 1], 7],
      ['NEW', [2, 1, 0, 0], 3],
    ]);
    expect(table.total).toBe(10);
  });

  test('has one or two axes each way, and a filter', async () => {
    const table = await t.viewer.policyTaskTable({
      rows: ['DIVISION'],
      columns: ['ORIGIN', 'STATUS'],
      statuses: ['MAINTAINED', 'PROPOSED'],
      bodyId,
      asOf: '2012-12-31',
    });
    expect(table.columns.map(({ origin, status, total }) => [origin, status, total])).toEqual([
      ['AGREED', 'MAINTAINED', 6],
      ['NEW', 'PROPOSED', 1],
      ['NEW', 'MAINTAINED', 2],
    ]);
    expect(table.rows.map(({ cells, total }) => [cells, total])).toEqual([
      [[1, 1, 1], 3],
      [[2, 0, 1], 3],
      [[3, 0, 0], 3],
    ]);
    const agreedOnly = await t.viewer.policyTaskTable({
      rows: ['STATUS'],
      columns: ['START_YEAR', 'LEAD_DEPARTMENT'],
      origins: ['AGREED'],
      bodyId,
    });
    expect(agreedOnly.rows.map(({ status, cells }) => [status, cells])).toEqual([
      ['MAINTAINED', [6]],
      ['CLOSED', [1]],
    ]);
    const one = await t.viewer.policyTaskTable({ rows: ['STATUS'], columns: ['ORIGIN'], divisionId: divisionIds[0]!, asOf: '2012-06-30' });
    expect([one.total, one.rows.length, one.columns.length]).toEqual([1, 1, 1]);
    const none = await t.viewer.policyTaskTable({ rows: ['STATUS'], columns: ['ORIGIN'], bodyId, asOf: '2010-12-31' });
    expect([none.total, none.rows, none.columns]).toEqual([0, [], []]);
  });

  test('moves from one day to another', async () => {
    const { flows, balances } = await t.viewer.policyTaskMoves({ from: '2012-06-29', until: '2012-12-31', bodyId });
    expect(flows.map(({ from, to, count, policyTaskIds }) => [from, to, count, policyTaskIds.length])).toEqual([
      ['MAINTAINED', 'MAINTAINED', 6, 6],
      ['MAINTAINED', 'CLOSED', 1, 1],
      [null, 'PROPOSED', 1, 1],
      [null, 'MAINTAINED', 2, 2],
    ]);
    expect(balances.filter(({ opening, closing }) => opening + closing > 0)).toEqual([
      { status: 'PROPOSED', opening: 0, inflow: 1, outflow: 0, closing: 1 },
      { status: 'MAINTAINED', opening: 7, inflow: 2, outflow: 1, closing: 8 },
      { status: 'CLOSED', opening: 0, inflow: 1, outflow: 0, closing: 1 },
    ]);
  });

  test('needs the permission', async () => {
    const service = t.pcrm.as({ ...t.actors.viewer, kind: 'SERVICE', role: null, scopes: ['stakeholders:read'] });
    const code = { code: 'FORBIDDEN', scope: 'policy-tasks:read' };
    await expect(service.policyTaskTable({ rows: ['STATUS'], columns: ['ORIGIN'] })).rejects.toMatchObject(code);
    await expect(service.policyTaskMoves({ from: '2012-01-01', until: '2012-12-31' })).rejects.toMatchObject(code);
    await expect(service.policyTaskLineageGraph()).rejects.toMatchObject(code);
  });
});

describe('over random histories', () => {
  const day = (offset: number) => new Date(Date.UTC(2011, 0, 1 + offset));
  const iso = (offset: number) => day(offset).toISOString().slice(0, 10);
  const step = fc.record({ status: fc.constantFrom(...Object.values(PolicyTaskStatus)), after: fc.nat(120) });
  const task = fc.record({ begins: fc.nat(300), division: fc.constantFrom(0, 1, null), steps: fc.array(step, { maxLength: 5 }) });
  type History = readonly { readonly status: PolicyTaskStatus; readonly on: number }[];
  let number = 0;

  const historyOf = ({ begins, steps }: { begins: number; steps: readonly { status: PolicyTaskStatus; after: number }[] }): History => {
    let on = begins;
    return [{ status: 'PROPOSED' as const, on }, ...steps.map(({ status, after }) => ({ status, on: (on += after) }))];
  };

  async function enter(policyTaskId: string, history: History, { first, createdAt }: { first: number; createdAt?: Date }): Promise<void> {
    await t.database.client.policyTaskStatusChange.createMany({
      data: history.map(({ status, on }, index) => ({
        policyTaskId,
        sequence: first + index,
        status,
        changedDate: day(on),
        changedPrecision: 'DAY' as const,
        reason: '점검',
        successorUnknown: status === 'SUPERSEDED',
        enteredById: t.actors.staff.id,
        ...(createdAt && { createdAt }),
      })),
    });
  }

  property.prop([fc.array(task, { minLength: 1, maxLength: 8 }), fc.nat(900), fc.nat(400)], { numRuns: 12 })(
    'rows and columns add up, every task counts once, later steps change no earlier day, and moves balance',
    async (tasks, asked, later) => {
      const { bodyId, divisionIds } = await addCommittee(t, ['하나', '둘']);
      const entered: { id: string; divisionId: string | null; history: History }[] = [];
      for (const given of tasks) {
        const divisionId = given.division === null ? null : divisionIds[given.division]!;
        const data = {
          number: (number += 1),
          title: '과제',
          origin: 'COMMUNICATION' as const,
          bodyId,
          divisionId,
          enteredById: t.actors.staff.id,
        };
        const { id } = await t.database.client.policyTask.create({ data });
        entered.push({ id, divisionId, history: historyOf(given) });
        await enter(id, historyOf(given), { first: 1 });
      }
      const ask = (on: number, more: object = {}) =>
        t.viewer.policyTaskTable({ rows: ['STATUS'], columns: ['DIVISION'], bodyId, asOf: iso(on), ...more });
      const table = await ask(asked);
      const statusOf = (history: History) => history.filter(({ on }) => on <= asked).at(-1)?.status;
      const counted = table.rows.flatMap(({ status, cells }) =>
        cells.map((count, index) => [status, table.columns[index]?.divisionId, count]),
      );
      for (const [status, divisionId, count] of counted) {
        expect(count).toBe(entered.filter((one) => statusOf(one.history) === status && one.divisionId === divisionId).length);
      }
      const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
      expect(table.total).toBe(entered.filter(({ history }) => statusOf(history) !== undefined).length);
      expect(sum(table.rows.map(({ total }) => total))).toBe(table.total);
      expect(sum(table.columns.map(({ total }) => total))).toBe(table.total);
      for (const row of table.rows) expect(sum(row.cells)).toBe(row.total);
      for (const [index, column] of table.columns.entries()) expect(sum(table.rows.map(({ cells }) => cells[index]!))).toBe(column.total);

      // Steps that are entered now and dated after the day, or on it, and what was known before.
      const known = (await t.pcrm.db.policyTaskStatusChange.aggregate({ _max: { createdAt: true } }))._max.createdAt!;
      const createdAt = new Date(known.getTime() + 1_000);
      const { id, history } = entered[0]!;
      const last = history.at(-1)!.on;
      await enter(id, [{ status: 'REJECTED', on: Math.max(last, asked + 1) }], { first: history.length + 1, createdAt });
      expect(await ask(asked)).toEqual(table);
      const backdated = await ask(Math.max(last, asked + 1));
      const asKnown = await ask(Math.max(last, asked + 1), { knownAt: known });
      expect(backdated.rows.some(({ status }) => status === 'REJECTED')).toBe(true);
      expect(asKnown.total).toBe(backdated.total);
      expect(sum(asKnown.rows.filter(({ status }) => status === 'REJECTED').map(({ total }) => total))).toBe(
        entered.filter((one) => one.history.filter(({ on }) => on <= Math.max(last, asked + 1)).at(-1)?.status === 'REJECTED').length,
      );

      const closing = await ask(asked + later);
      const { balances } = await t.viewer.policyTaskMoves({ from: iso(asked), until: iso(asked + later), bodyId });
      const at = ({ rows }: typeof table, status: PolicyTaskStatus) => rows.find((row) => row.status === status)?.total ?? 0;
      for (const balance of balances) {
        expect([balance.opening, balance.closing]).toEqual([at(table, balance.status), at(closing, balance.status)]);
        expect(balance.opening + balance.inflow - balance.outflow).toBe(balance.closing);
      }
    },
  );
});

describe('the lineage graph', () => {
  test('has the families of a committee as of a day, and is drawn', async () => {
    const { bodyId, divisionIds } = await addCommittee(t, ['하나']);
    const add = (number: number) => addTask(t, { number, bodyId, divisionId: divisionIds[0]!, origin: 'PENDING_ISSUE' });
    const [a, b, c, d, alone] = [await add(1), await add(2), await add(3), await add(4), await add(5)];
    const taken = { reason: '통합', on: '2012-05-01' };
    const version = (task: { id: string }) => ({ id: task.id, version: 1 });
    await t.staff.mergePolicyTasks({ predecessors: [version(a), version(b)], successorId: c.id, ...taken });
    await t.staff.replacePolicyTask({ policyTaskId: c.id, version: 1, successorId: d.id, ...taken, on: '2012-08' });
    await t.staff.changePolicyTaskStatus({ policyTaskId: b.id, version: 2, status: 'UNDER_REVIEW', on: '2012-09-01', reason: '재검토' });

    let statements = 0;
    t.database.client.$on('query' as never, () => (statements += 1));
    const graph = await t.viewer.policyTaskLineageGraph({ bodyId });
    expect(statements).toBe(1);
    expect(graph.nodes.map(({ number, status }) => [number, status])).toEqual([
      [1, 'SUPERSEDED'],
      [2, 'UNDER_REVIEW'],
      [3, 'SUPERSEDED'],
      [4, 'MAINTAINED'],
    ]);
    const ends = graph.edges.map(({ predecessorId, successorId, kind, holds }) => [predecessorId, successorId, kind, holds]);
    expect(ends).toEqual([
      [a.id, c.id, 'MERGED', true],
      [b.id, c.id, 'MERGED', false],
      [c.id, d.id, 'REPLACED', true],
    ]);
    expect(graph.mermaid.split('\n').slice(5, 8)).toEqual([
      '  t1 -->|"통합 2012-05-01"| t3',
      '  t2 -.->|"통합 2012-05-01"| t3',
      '  t3 -->|"대체 2012-08"| t4',
    ]);
    const then = await t.viewer.policyTaskLineageGraph({ divisionId: divisionIds[0]!, asOf: '2012-05-01' });
    expect(then.nodes.map(({ number, status }) => [number, status])).toEqual([
      [1, 'SUPERSEDED'],
      [2, 'SUPERSEDED'],
      [3, 'MAINTAINED'],
    ]);
    expect(then.edges.every(({ holds }) => holds)).toBe(true);
    expect((await t.viewer.policyTaskLineageGraph({ ids: [d.id, alone.id] })).nodes.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
    expect((await t.viewer.policyTaskLineageGraph({ bodyId, asOf: '2012-04-30' })).nodes).toEqual([]);
    await expect(t.viewer.policyTaskLineageGraph({ ids: [d.id], bodyId })).rejects.toMatchObject({ problems: [{ path: ['ids'] }] });
  });
});

describe('review rounds', () => {
  let bodyId: string;
  let divisionIds: string[];
  const findings = { progress: 40, grade: 'ON_TRACK' } as const;

  beforeAll(async () => {
    ({ bodyId, divisionIds } = await addCommittee(t, ['행정·재정', '문화·교육']));
  });

  const open = (part: number, division: number | null, year = 2012) =>
    t.staff.openReviewRound({
      bodyId,
      kind: division === null ? 'QUARTERLY_PLENARY' : 'HALF_YEARLY_DIVISION',
      divisionId: division === null ? null : divisionIds[division]!,
      year,
      part,
    });

  test('are due by rule: which are closed, open, late, missing and not due yet, and how many have reported', async () => {
    const tasks = [];
    for (const division of [0, 0, 1]) tasks.push(await addTask(t, { bodyId, divisionId: divisionIds[division]! }));
    const first = await open(1, null);
    await open(3, null);
    await open(4, null);
    const half = await open(1, 0);
    await t.staff.recordReview({ roundId: first.id, policyTaskId: tasks[0]!.id, ...findings });
    await t.staff.recordReview({ roundId: half.id, policyTaskId: tasks[0]!.id, ...findings });
    await t.manager.closeReviewRound({ id: first.id, version: 1 });
    const calendar = async (asOf?: string) =>
      (await t.viewer.reviewRoundsDue({ bodyId, year: 2012, asOf })).map(({ kind, divisionId, part, state, expected, reported }) => [
        kind === 'QUARTERLY_PLENARY' ? 'Q' : `H${divisionIds.indexOf(divisionId!)}`,
        part,
        state,
        expected,
        reported,
      ]);
    expect(await calendar()).toEqual([
      ['Q', 1, 'CLOSED', 3, 1],
      ['Q', 2, 'MISSING', 3, 0],
      ['H0', 1, 'LATE', 2, 1],
      ['H1', 1, 'MISSING', 1, 0],
      ['Q', 3, 'LATE', 3, 0],
      ['Q', 4, 'OPEN', 3, 0],
      ['H0', 2, 'NOT_YET', 2, 0],
      ['H1', 2, 'NOT_YET', 1, 0],
    ]);
    // The first quarter was closed on 12 December.
    expect((await calendar('2012-12-11'))[0]).toEqual(['Q', 1, 'LATE', 3, 1]);
    expect((await calendar('2013-01-01')).map(([, , state]) => state)).toEqual([
      'CLOSED',
      'MISSING',
      'LATE',
      'MISSING',
      'LATE',
      'LATE',
      'MISSING',
      'MISSING',
    ]);
    const due = await t.viewer.reviewRoundsDue({ bodyId, year: 2012 });
    expect(due[0]).toMatchObject({ roundId: first.id, lastDay: new Date('2012-03-31') });
  });

  test('name who reviews: the members of the division on the last day of the period', async () => {
    const round = await open(2, 1, 2010);
    const plenary = await open(1, null, 2010);
    for (const [name, from, until] of [
      ['위원', '2010-12-31', null],
      ['지난 위원', '2010-01-01', '2010-12-31'],
    ] as const) {
      const { id: memberId } = await t.staff.registerStakeholder({ kind: 'PERSON', name });
      const seat = { organizationId: bodyId, memberId, role: 'MEMBER', basis: 'APPOINTED', divisionId: divisionIds[1]! } as const;
      await t.staff.startMembership({ ...seat, from, ...(until ? { until, termEnd: 'ON_DATE' as const } : {}) });
    }
    const [reviewers, none] = await t.viewer.reviewersOfEachRound({ roundIds: [round.id, plenary.id] });
    expect([reviewers?.map(({ name }) => name), none]).toEqual([['위원'], []]);
  });

  test('are reported: grades by division, progress, what is delayed, and what changed since the round before', async () => {
    const at = await addCommittee(t, ['행정·재정', '문화·교육']);
    const round = (part: number) => t.staff.openReviewRound({ bodyId: at.bodyId, kind: 'QUARTERLY_PLENARY', year: 2012, part });
    const [a, b, c] = [
      await addTask(t, { bodyId: at.bodyId, divisionId: at.divisionIds[0]! }),
      await addTask(t, { bodyId: at.bodyId, divisionId: at.divisionIds[0]! }),
      await addTask(t, { bodyId: at.bodyId, divisionId: at.divisionIds[1]! }),
    ];
    const [first, third] = [await round(1), await round(3)];
    const review = (roundId: string, task: { id: string }, progress: number, grade: 'EXCELLENT' | 'ON_TRACK' | 'DELAYED' | 'STALLED') =>
      t.staff.recordReview({ roundId, policyTaskId: task.id, progress, grade });
    await review(first.id, a, 10, 'ON_TRACK');
    const wrong = await review(first.id, b, 90, 'EXCELLENT');
    await t.manager.closeReviewRound({ id: first.id, version: 1 });
    await t.staff.correctReview({ reviewId: wrong.id, progress: 30, grade: 'DELAYED' });
    await review(third.id, a, 20, 'STALLED');
    await review(third.id, b, 60, 'ON_TRACK');
    const late = await review(third.id, c, 5, 'DELAYED');

    const [report, before, empty] = await t.viewer.reviewRoundReportOfEach({ roundIds: [third.id, first.id, at.bodyId] });
    expect(report).toMatchObject({
      previousRoundId: first.id,
      findings: { reviewed: 3, compared: 2, averageChange: 20, improved: 1, worsened: 1 },
      byDivision: [
        { divisionId: at.divisionIds[0], reviewed: 2, averageProgress: 40, compared: 2 },
        { divisionId: at.divisionIds[1], reviewed: 1, averageProgress: 5, compared: 0, averageChange: null },
      ],
    });
    expect(report?.findings?.averageProgress).toBeCloseTo(85 / 3);
    expect(report?.findings?.grades).toEqual([
      { grade: 'EXCELLENT', count: 0 },
      { grade: 'ON_TRACK', count: 1 },
      { grade: 'DELAYED', count: 1 },
      { grade: 'STALLED', count: 1 },
    ]);
    expect(report?.delayed.map(({ id, progress }) => [id === late.id, progress])).toEqual([
      [true, 5],
      [false, 20],
    ]);
    expect(before).toMatchObject({ previousRoundId: null, findings: { reviewed: 2, averageProgress: 20, averageChange: null } });
    expect(before?.delayed.map(({ progress }) => progress)).toEqual([30]);
    expect(empty).toEqual({ previousRoundId: null, findings: null, byDivision: [], delayed: [] });

    const [progress, ofC] = await t.viewer.progressOfEach({ policyTaskIds: [b.id, c.id] });
    expect(progress?.map(({ progress: points, change }) => [points, change])).toEqual([
      [30, null],
      [60, 30],
    ]);
    expect(ofC?.map(({ progress: points, change }) => [points, change])).toEqual([[5, null]]);
  });

  test.runIf(onServer)(
    'closed while 20 record reviews: each is in before, or refused, and none comes after (at once only on a server)',
    async () => {
      const at = await addCommittee(t, ['하나']);
      const tasks = await Promise.all(Array.from({ length: 20 }, () => addTask(t, { bodyId: at.bodyId })));
      for (const part of [1, 2, 3, 4]) {
        const round = await t.staff.openReviewRound({ bodyId: at.bodyId, kind: 'QUARTERLY_PLENARY', year: 2012, part });
        const record = tasks.map(
          ({ id }) =>
            () =>
              t.staff.recordReview({ roundId: round.id, policyTaskId: id, ...findings }),
        );
        const close = () => t.manager.closeReviewRound({ id: round.id, version: 1 });
        const [closers, recorded] = await Promise.all([
          Promise.allSettled([close(), close(), close()]),
          Promise.allSettled(record.map((run) => run())),
        ]);
        expect(closers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        const refused = recorded.flatMap((result) => (result.status === 'rejected' ? [(result.reason as { rule: string }).rule] : []));
        expect(refused.every((rule) => rule === 'closed_round_is_kept')).toBe(true);
        const [report] = await t.viewer.reviewRoundReportOfEach({ roundIds: [round.id] });
        expect(report?.findings?.reviewed ?? 0).toBe(20 - refused.length);
        const silent = await t.viewer.notReported({ roundId: round.id });
        expect(silent).toHaveLength(refused.length);
        // Nothing changes a closed round any more: twenty corrections of one review leave one beside it.
        const [entry] = await t.viewer.reviewsOfRound({ roundId: round.id });
        if (entry === undefined) continue;
        const corrected = await Promise.allSettled(
          Array.from({ length: 20 }, () => t.staff.correctReview({ reviewId: entry.current.id, progress: 1, grade: 'STALLED' })),
        );
        expect(corrected.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        expect(await t.pcrm.db.review.count({ where: { roundId: round.id } })).toBe(20 - refused.length + 1);
      }
    },
  );

  test('are not emptied, nor is the status history', async () => {
    for (const table of ['Review', 'ReviewRound', 'PolicyTaskStatusChange']) {
      await expect(t.database.client.$executeRawUnsafe(`TRUNCATE "${table}" CASCADE`)).rejects.toThrow('written_once');
    }
  });
});
