import { useTestPcrm } from '@pcrm/core/testing';
import { encodeGlobalID } from '@pothos/plugin-relay';
import { beforeAll, describe, expect, test } from 'vitest';
import { ask, countStatements } from './testing.js';

const t = useTestPcrm();
let body: string;
let tasks: string[];
let rounds: string[];

beforeAll(async () => {
  const { id: bodyId } = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '시정참여정책위원회' });
  await t.staff.establishBody({ organizationId: bodyId, kind: 'COMMITTEE' });
  const { id: divisionId } = await t.staff.addDivision({ bodyId, name: '행정·재정' });
  const add = async (number: number, more: object = {}) => {
    const task = {
      number,
      title: `과제 ${number}`,
      origin: 'AGREED',
      status: 'MAINTAINED',
      on: '2011-03',
      reason: '합의',
      bodyId,
    } as const;
    return (await t.staff.addPolicyTask({ ...task, divisionId, startYear: 2011, ...more })).id;
  };
  tasks = [
    await add(1),
    await add(2),
    await add(3, { divisionId: null }),
    await add(4, { origin: 'NEW', status: 'PROPOSED', on: '2012-07' }),
  ];
  const [first, second] = tasks as [string, string];
  await t.staff.replacePolicyTask({ policyTaskId: second, version: 1, successorId: first, on: '2012-05', reason: '통합' });
  const review = async (part: number, progress: number, grade: 'DELAYED' | 'ON_TRACK') => {
    const round = await t.staff.openReviewRound({ bodyId, kind: 'QUARTERLY_PLENARY', year: 2012, part });
    await t.staff.recordReview({ roundId: round.id, policyTaskId: first, progress, grade });
    return round.id;
  };
  rounds = [await review(1, 20, 'DELAYED'), await review(2, 50, 'ON_TRACK')];
  await t.manager.closeReviewRound({ id: rounds[0]!, version: 1 });
  body = encodeGlobalID('Body', bodyId);
});

describe('the portfolio', () => {
  test('is a table whose rows and columns add up', async () => {
    const { data, errors } = await ask(t, t.actors.viewer)(
      `query ($filter: PortfolioFilter) { policyTaskTable(rows: [DIVISION], columns: [ORIGIN, STATUS], filter: $filter) {
        asOf knownAt total columns { origin status division { name } startYear total } rows { division { name } leadDepartment { name } cells total } } }`,
      { filter: { bodyId: body } },
    );
    expect(errors).toBeUndefined();
    const column = { division: null, startYear: null };
    expect(data.policyTaskTable).toEqual({
      asOf: '2012-12-12',
      knownAt: null,
      total: 4,
      columns: [
        { ...column, origin: 'AGREED', status: 'MAINTAINED', total: 2 },
        { ...column, origin: 'AGREED', status: 'SUPERSEDED', total: 1 },
        { ...column, origin: 'NEW', status: 'PROPOSED', total: 1 },
      ],
      rows: [
        { division: { name: '행정·재정' }, leadDepartment: null, cells: [1, 1, 1], total: 3 },
        { division: null, leadDepartment: null, cells: [1, 0, 0], total: 1 },
      ],
    });
    const then = `{ policyTaskTable(rows: [STATUS], columns: [ORIGIN], filter: { knownAt: "2000-01-01T00:00:00Z" }) { total } }`;
    expect((await ask(t, t.actors.viewer)(then)).data.policyTaskTable.total).toBe(0);
    const twice = await ask(t, t.actors.viewer)(`{ policyTaskTable(rows: [STATUS], columns: [STATUS]) { total } }`);
    expect(twice.errors?.map(({ code }) => code)).toEqual(['INVALID_INPUT']);
  });

  test('moves from one day to another, task by task', async () => {
    const moves = `{ policyTaskMoves(from: "2012-04-30", until: "2012-12-12") {
      flows { from to count tasks { number } } balances { status opening inflow outflow closing } } }`;
    const { statements, result } = await countStatements(t, () => ask(t, t.actors.viewer)(moves));
    expect(result.errors).toBeUndefined();
    expect(statements).toHaveLength(2);
    expect(result.data.policyTaskMoves.flows).toEqual([
      { from: 'MAINTAINED', to: 'MAINTAINED', count: 2, tasks: [{ number: 1 }, { number: 3 }] },
      { from: 'MAINTAINED', to: 'SUPERSEDED', count: 1, tasks: [{ number: 2 }] },
      { from: null, to: 'PROPOSED', count: 1, tasks: [{ number: 4 }] },
    ]);
    expect(result.data.policyTaskMoves.balances).toContainEqual({ status: 'MAINTAINED', opening: 3, inflow: 0, outflow: 1, closing: 2 });
  });

  test('has its lineage drawn', async () => {
    const { data, errors } = await ask(t, t.actors.viewer)(
      `query ($body: ID!) { policyTaskLineageGraph(bodyId: $body) { asOf mermaid nodes { number } edges { kind on holds predecessorId } } }`,
      { body },
    );
    expect(errors).toBeUndefined();
    expect(data.policyTaskLineageGraph).toMatchObject({
      asOf: '2012-12-12',
      nodes: [{ number: 1 }, { number: 2 }],
      edges: [{ kind: 'REPLACED', on: '2012-05', holds: true, predecessorId: encodeGlobalID('PolicyTask', tasks[1]!) }],
    });
    expect(data.policyTaskLineageGraph.mermaid).toContain('t2 -->|"대체 2012-05"| t1');
  });
});

describe('review rounds', () => {
  test('are due by rule', async () => {
    const { data, errors } = await ask(t, t.actors.viewer)(
      `query ($body: ID!) { reviewRoundsDue(bodyId: $body, year: 2012) {
        kind division { name } part lastDay state expected reported round { closedAt } } }`,
      { body },
    );
    expect(errors).toBeUndefined();
    expect(data.reviewRoundsDue).toHaveLength(6);
    expect(data.reviewRoundsDue.slice(0, 3)).toEqual([
      {
        kind: 'QUARTERLY_PLENARY',
        division: null,
        part: 1,
        lastDay: '2012-03-31',
        state: 'CLOSED',
        expected: 3,
        reported: 1,
        round: { closedAt: '2012-12-12T03:00:00.000Z' },
      },
      {
        kind: 'QUARTERLY_PLENARY',
        division: null,
        part: 2,
        lastDay: '2012-06-30',
        state: 'LATE',
        expected: 2,
        reported: 1,
        round: { closedAt: null },
      },
      {
        kind: 'HALF_YEARLY_DIVISION',
        division: { name: '행정·재정' },
        part: 1,
        lastDay: '2012-06-30',
        state: 'MISSING',
        expected: 1,
        reported: 0,
        round: null,
      },
    ]);
  });

  test('are reported, and the progress of tasks over them, in as many statements however many rounds', async () => {
    const list = `{ reviewRounds { edges { node { part reviewers { name } notReported { number leadDepartment { name } } report {
      previousRound { part } findings { reviewed averageProgress averageChange improved worsened compared grades { grade count } }
      byDivision { division { name } reviewed } delayed { progress } } } } } }`;
    const { statements, result } = await countStatements(t, () => ask(t, t.actors.viewer)(list));
    expect(result.errors).toBeUndefined();
    expect(result.data.reviewRounds.edges.map((edge: { node: object }) => edge.node)).toMatchObject([
      {
        part: 2,
        reviewers: [],
        notReported: [{ number: 3, leadDepartment: null }],
        report: {
          previousRound: { part: 1 },
          findings: { reviewed: 1, averageProgress: 50, averageChange: 30, improved: 1, worsened: 0, compared: 1 },
          byDivision: [{ division: { name: '행정·재정' }, reviewed: 1 }],
          delayed: [],
        },
      },
      { part: 1, report: { previousRound: null, findings: { averageChange: null }, delayed: [{ progress: 20 }] } },
    ]);
    // The rounds; who reviews; two of who has not reported, and two of their lead departments; three of the report; the rounds before and
    // the divisions that it names.
    expect(statements).toHaveLength(11);
    const { data } = await ask(t, t.actors.viewer)(
      `query ($id: ID!) { node(id: $id) { ... on PolicyTask { progress { change round { part } review { grade progress } } } } }`,
      { id: encodeGlobalID('PolicyTask', tasks[0]!) },
    );
    expect(data.node.progress).toEqual([
      { change: null, round: { part: 1 }, review: { grade: 'DELAYED', progress: 20 } },
      { change: 30, round: { part: 2 }, review: { grade: 'ON_TRACK', progress: 50 } },
    ]);
  });
});

test('all of it needs the permission', async () => {
  const service = await t.admin.addActor({ kind: 'SERVICE', name: '도구', scopes: ['stakeholders:read'] });
  for (const source of [
    `{ policyTaskTable(rows: [STATUS], columns: [ORIGIN]) { total } }`,
    `{ policyTaskMoves(from: "2012-01-01", until: "2012-12-31") { flows { count } } }`,
    `{ policyTaskLineageGraph { mermaid } }`,
    `{ reviewRoundsDue(bodyId: "${body}", year: 2012) { part } }`,
  ]) {
    const { errors } = await ask(t, service)(source);
    expect({ source, codes: errors?.map(({ code }) => code) }).toEqual({ source, codes: ['FORBIDDEN'] });
  }
});
