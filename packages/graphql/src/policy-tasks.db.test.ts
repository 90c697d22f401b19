import { useTestPcrm } from '@pcrm/core/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { ask, countStatements } from './testing.js';

const t = useTestPcrm();
let bodyId: string;
let divisionId: string;

const add = `mutation ($input: AddPolicyTaskInput!) {
  addPolicyTask(input: $input) {
    __typename
    ... on AddPolicyTaskSuccess { data { id number version status { status on reason } division { name } } }
    ... on InvalidInputError { problems { path code } }
  }
}`;

async function addTask(number: number, more: object = {}): Promise<{ id: string; version: number }> {
  const input = {
    number,
    title: `과제 ${number}`,
    origin: 'AGREED',
    status: 'MAINTAINED',
    on: '2011-03',
    reason: '합의',
    bodyId,
    divisionId,
    ...more,
  };
  const { data, errors } = await ask(t, t.actors.staff)(add, { input });
  expect(errors).toBeUndefined();
  return data.addPolicyTask.data;
}

beforeAll(async () => {
  const organization = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '시정참여정책위원회', categories: ['COMMITTEE'] });
  await t.staff.establishBody({ organizationId: organization.id, kind: 'COMMITTEE' });
  await t.staff.addDivision({ bodyId: organization.id, name: '행정/재정' });
  const { data } = await ask(t, t.actors.viewer)(`{ bodies { edges { node { id divisions { id } } } } }`);
  bodyId = data.bodies.edges[0].node.id;
  divisionId = data.bodies.edges[0].node.divisions[0].id;
});

describe('a policy task', () => {
  test('is added with its first step, and steps on with a version', async () => {
    const { id } = await addTask(1);
    const step = `mutation ($input: ChangePolicyTaskStatusInput!) {
      changePolicyTaskStatus(input: $input) {
        __typename
        ... on ChangePolicyTaskStatusSuccess { data { version status { status on } before: status(asOf: "2012-01-01") { status } statusHistory { totalCount edges { node { status } } } } }
        ... on StaleVersionError { basedOn }
      }
    }`;
    const input = { policyTaskId: id, version: 1, status: 'CLOSED', on: '2012-10', reason: '완료' };
    const stepped = await ask(t, t.actors.staff)(step, { input });
    expect(stepped.data.changePolicyTaskStatus).toEqual({
      __typename: 'ChangePolicyTaskStatusSuccess',
      data: {
        version: 2,
        status: { status: 'CLOSED', on: '2012-10' },
        before: { status: 'MAINTAINED' },
        statusHistory: { totalCount: 2, edges: [{ node: { status: 'CLOSED' } }, { node: { status: 'MAINTAINED' } }] },
      },
    });
    const stale = await ask(t, t.actors.staff)(step, { input: { ...input, status: 'UNDER_REVIEW' } });
    expect(stale.data.changePolicyTaskStatus).toEqual({ __typename: 'StaleVersionError', basedOn: 1 });
  });

  test('is merged with others, lives on in its successor, and its lineage is told as a graph', async () => {
    const [first, second, third] = [await addTask(11), await addTask(12), await addTask(13)];
    const merged = await ask(t, t.actors.staff)(
      `mutation ($input: MergePolicyTasksInput!) {
        mergePolicyTasks(input: $input) {
          __typename
          ... on MergePolicyTasksSuccess { data { number lineage { nodes { number status { status } } edges { kind on } } } }
        }
      }`,
      {
        input: {
          predecessors: [
            { id: first.id, version: 1 },
            { id: second.id, version: 1 },
          ],
          successorId: third.id,
          on: '2012-11-30',
          reason: '통합',
        },
      },
    );
    expect(merged.data.mergePolicyTasks.data).toEqual({
      number: 13,
      lineage: {
        nodes: [
          { number: 11, status: { status: 'SUPERSEDED' } },
          { number: 12, status: { status: 'SUPERSEDED' } },
          { number: 13, status: { status: 'MAINTAINED' } },
        ],
        edges: [
          { kind: 'MERGED', on: '2012-11-30' },
          { kind: 'MERGED', on: '2012-11-30' },
        ],
      },
    });
    const ends = await ask(t, t.actors.viewer)(
      `query ($id: ID!) { node(id: $id) { ... on PolicyTask { currentSuccessors { number } } } }`,
      {
        id: first.id,
      },
    );
    expect(ends.data.node.currentSuccessors).toEqual([{ number: 13 }]);
    const circle = await ask(t, t.actors.staff)(
      `mutation ($input: ReplacePolicyTaskInput!) { replacePolicyTask(input: $input) { __typename ... on ConflictError { rule } } }`,
      { input: { policyTaskId: third.id, version: 1, successorId: first.id, on: '2012-12-01', reason: '순환' } },
    );
    expect(circle.data.replacePolicyTask).toEqual({ __typename: 'ConflictError', rule: 'lineage_without_circle' });
  });

  test('of a list tells where it stands in one statement for all', async () => {
    for (let number = 101; number <= 110; number += 1) await addTask(number, { origin: 'NEW' });
    const { statements, result } = await countStatements(t, () =>
      ask(
        t,
        t.actors.viewer,
      )(`{ policyTasks(first: 10, filter: { origin: NEW }) { edges { node { number status(asOf: "2012-12-12") { status } } } } }`),
    );
    expect(result.data.policyTasks.edges).toHaveLength(10);
    expect(result.data.policyTasks.edges[9].node).toEqual({ number: 110, status: { status: 'MAINTAINED' } });
    expect(statements).toHaveLength(2);
  });

  test('is counted by origin, status and division', async () => {
    const { data } = await ask(t, t.actors.viewer)(`{ policyTaskTotals(asOf: "2012-12-12") { origin status division { name } count } }`);
    expect(data.policyTaskTotals).toEqual([
      { origin: 'AGREED', status: 'MAINTAINED', division: { name: '행정/재정' }, count: 1 },
      { origin: 'AGREED', status: 'CLOSED', division: { name: '행정/재정' }, count: 1 },
      { origin: 'AGREED', status: 'SUPERSEDED', division: { name: '행정/재정' }, count: 2 },
      { origin: 'NEW', status: 'MAINTAINED', division: { name: '행정/재정' }, count: 10 },
    ]);
  });
});

describe('a review round', () => {
  test('collects reviews, names who has not reported, and once closed is only corrected', async () => {
    const first = await addTask(201, { origin: 'COMMUNICATION' });
    const opened = await ask(t, t.actors.staff)(
      `mutation ($input: OpenReviewRoundInput!) { openReviewRound(input: $input) { __typename ... on OpenReviewRoundSuccess { data { id version } } } }`,
      { input: { bodyId, kind: 'HALF_YEARLY_DIVISION', divisionId, year: 2012, part: 2 } },
    );
    const round = opened.data.openReviewRound.data;
    const record = `mutation ($input: RecordReviewInput!) { recordReview(input: $input) { __typename ... on RecordReviewSuccess { data { id grade } } ... on ConflictError { rule } } }`;
    const review = { roundId: round.id, policyTaskId: first.id, progress: 60, grade: 'ON_TRACK' };
    const recorded = await ask(t, t.actors.staff)(record, { input: review });
    expect(recorded.data.recordReview).toMatchObject({ __typename: 'RecordReviewSuccess', data: { grade: 'ON_TRACK' } });

    const close = `mutation ($id: ID!, $version: Int!) { closeReviewRound(id: $id, version: $version) { __typename ... on CloseReviewRoundSuccess { data { closedAt } } } }`;
    expect((await ask(t, t.actors.staff)(close, round)).data.closeReviewRound).toEqual({ __typename: 'ForbiddenError' });
    expect((await ask(t, t.actors.manager)(close, round)).data.closeReviewRound.data).toEqual({ closedAt: '2012-12-12T03:00:00.000Z' });
    const late = await ask(t, t.actors.staff)(record, { input: { ...review, policyTaskId: (await addTask(202)).id } });
    expect(late.data.recordReview).toEqual({ __typename: 'ConflictError', rule: 'closed_round_is_kept' });

    await ask(t, t.actors.staff)(`mutation ($input: CorrectReviewInput!) { correctReview(input: $input) { __typename } }`, {
      input: { reviewId: recorded.data.recordReview.data.id, progress: 50, grade: 'DELAYED' },
    });
    const { data } = await ask(t, t.actors.viewer)(
      `query ($id: ID!) { node(id: $id) { ... on ReviewRound { reviews { current { grade progress } entries { grade } } notReported { number } } } }`,
      { id: round.id },
    );
    expect(data.node.reviews).toEqual([
      { current: { grade: 'DELAYED', progress: 50 }, entries: [{ grade: 'ON_TRACK' }, { grade: 'DELAYED' }] },
    ]);
    expect(data.node.notReported.map(({ number }: { number: number }) => number)).toContain(202);
    expect(data.node.notReported.map(({ number }: { number: number }) => number)).not.toContain(201);
  });
});

describe('the audit', () => {
  const query = `{ auditRecords(first: 1, filter: { command: "closeReviewRound" }) { totalCount edges { node { command actor { name } before after } } } }`;

  test('is read by administrators', async () => {
    const { data } = await ask(t, t.actors.admin)(query);
    expect(data.auditRecords.totalCount).toBe(1);
    expect(data.auditRecords.edges[0].node).toMatchObject({
      command: 'closeReviewRound',
      actor: { name: 'manager' },
      before: { closedAt: null },
      after: { closedAt: '2012-12-12T03:00:00.000Z' },
    });
  });

  test('is closed to others, also by node', async () => {
    expect((await ask(t, t.actors.manager)(query)).errors?.map(({ code }) => code)).toEqual(['FORBIDDEN']);
    const { data } = await ask(t, t.actors.admin)(`{ auditRecords(first: 1) { edges { node { id } } } }`);
    const peeked = await ask(t, t.actors.manager)(
      `query ($id: ID!) { node(id: $id) { ... on AuditRecord { after } } }`,
      data.auditRecords.edges[0].node,
    );
    expect(peeked).toEqual({ data: { node: null } });
  });
});
