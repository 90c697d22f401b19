import { useTestPcrm } from '@pcrm/core/testing';
import { expect, test } from 'vitest';
import { ask, countStatements } from './testing.js';

const t = useTestPcrm();

const globalId = (type: string, id: string) => Buffer.from(`${type}:${id}`).toString('base64');
const organization = (name: string, parentId?: string) => t.staff.registerStakeholder({ kind: 'ORGANIZATION', name, parentId });

const recordBudget = `mutation ($input: RecordBudgetInput!, $key: String) {
  recordBudget(input: $input, idempotencyKey: $key) {
    __typename
    ... on RecordBudgetSuccess {
      data {
        id year note total { amount unit krw } lines { name amount { amount unit krw } } linesDifference { amount unit }
        growth { previous { year } difference { krw } percent } organization { name } source { title }
      }
    }
    ... on InvalidInputError { problems { path code } }
    ... on ConflictError { rule }
    ... on ForbiddenError { scope }
  }
}`;

test('the office’s budget of 2013: 691 million won in four lines, 157 more than the year before (29.4%)', async () => {
  const office = await organization('소통협력관실');
  await t.staff.recordBudget({ organizationId: office.id, year: 2012, total: 534, unit: 'MILLION_KRW' });
  const input = {
    organizationId: globalId('Organization', office.id),
    year: 2013,
    total: 691,
    unit: 'MILLION_KRW',
    lines: [
      { name: '하나', amount: 490 },
      { name: '둘', amount: 25 },
      { name: '셋', amount: 154 },
      { name: '넷', amount: 22 },
    ],
  };
  const recorded = await ask(t, t.actors.staff)(recordBudget, { input, key: 'budget' });
  expect(recorded.data.recordBudget).toEqual({
    __typename: 'RecordBudgetSuccess',
    data: {
      id: expect.any(String),
      year: 2013,
      note: null,
      total: { amount: 691, unit: 'MILLION_KRW', krw: 691_000_000 },
      lines: [
        { name: '하나', amount: { amount: 490, unit: 'MILLION_KRW', krw: 490_000_000 } },
        { name: '둘', amount: { amount: 25, unit: 'MILLION_KRW', krw: 25_000_000 } },
        { name: '셋', amount: { amount: 154, unit: 'MILLION_KRW', krw: 154_000_000 } },
        { name: '넷', amount: { amount: 22, unit: 'MILLION_KRW', krw: 22_000_000 } },
      ],
      linesDifference: { amount: 0, unit: 'MILLION_KRW' },
      growth: { previous: { year: 2012 }, difference: { krw: 157_000_000 }, percent: 29.4 },
      organization: { name: '소통협력관실' },
      source: null,
    },
  });
  expect((await ask(t, t.actors.staff)(recordBudget, { input, key: 'budget' })).data).toEqual(recorded.data);
  expect((await ask(t, t.actors.staff)(recordBudget, { input })).data.recordBudget).toEqual({
    __typename: 'ConflictError',
    rule: 'Budget_organizationId_year_key',
  });
  const twice = { ...input, year: 2014, lines: [input.lines[0], input.lines[0]] };
  expect((await ask(t, t.actors.staff)(recordBudget, { input: twice })).data.recordBudget).toEqual({
    __typename: 'InvalidInputError',
    problems: [{ path: ['lines', '1', 'name'], code: 'duplicate' }],
  });
  expect((await ask(t, t.actors.viewer)(recordBudget, { input })).data.recordBudget).toEqual({
    __typename: 'ForbiddenError',
    scope: 'budgets:write',
  });
});

test('the budgets below many organizations are read in one statement a level', async () => {
  const parent = await organization('본청');
  for (let index = 0; index < 5; index += 1) {
    const { id } = await organization(`과 ${index}`, parent.id);
    await t.staff.recordBudget({ organizationId: id, year: 2012, total: 1_000, unit: 'THOUSAND_KRW' });
    const lines = [{ name: '운영', amount: 3 }];
    await t.staff.recordBudget({ organizationId: id, year: 2013, total: 1 + index, unit: 'MILLION_KRW', lines });
  }
  const query = `query ($parentId: ID!) {
    stakeholders(first: 10, filter: { parentId: $parentId }) {
      edges {
        node {
          ... on Organization {
            budgets(first: 5) {
              edges { node { year linesDifference { amount } lines { name } growth { difference { krw } percent } } }
            }
          }
        }
      }
    }
  }`;
  const { statements, result } = await countStatements(t, () =>
    ask(t, t.actors.viewer)(query, { parentId: globalId('Organization', parent.id) }),
  );
  expect(result.errors).toBeUndefined();
  expect(result.data.stakeholders.edges).toHaveLength(5);
  expect(result.data.stakeholders.edges[1].node.budgets.edges).toEqual([
    {
      node: {
        year: 2013,
        linesDifference: { amount: -1 },
        lines: [{ name: '운영' }],
        growth: { difference: { krw: 1_000_000 }, percent: 100 },
      },
    },
    { node: { year: 2012, linesDifference: null, lines: [], growth: { difference: null, percent: null } } },
  ]);
  // The organizations; the budgets; their lines with the budgets that they hang on; growth, which reads two years.
  expect(statements).toHaveLength(6);
  const root = await ask(t, t.actors.viewer)(
    `query ($id: ID!) { budgets(filter: { organizationId: $id }) { totalCount edges { node { year } } } }`,
    { id: globalId('Organization', parent.id) },
  );
  expect(root.data.budgets).toEqual({ totalCount: 0, edges: [] });
});

test('a service without the scope sees no budget, in the list, below an organization and by id', async () => {
  const office = await organization('비공개과');
  const budget = await t.staff.recordBudget({ organizationId: office.id, year: 2013, total: 1, unit: 'KRW' });
  const service = await t.admin.addActor({ kind: 'SERVICE', name: '도구', scopes: ['stakeholders:read'] });
  for (const source of [
    `{ budgets { totalCount } }`,
    `{ stakeholders(first: 1) { edges { node { ... on Organization { budgets { edges { node { year } } } } } } } }`,
  ]) {
    const { data, errors } = await ask(t, service)(source);
    expect(data).toBeUndefined();
    expect(errors?.map(({ code }) => code)).toEqual(['FORBIDDEN']);
  }
  const peeked = await ask(t, service)(`query ($id: ID!) { node(id: $id) { ... on Budget { year } } }`, {
    id: globalId('Budget', budget.id),
  });
  expect(peeked.data?.node ?? null).toBeNull();
});
