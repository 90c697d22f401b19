import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { costOf } from './allowance.js';
import { schema } from './schema.js';

const id = btoa('Person:01838efb-4b28-7748-8ab0-fccd628fd052');
const entry = { occurredAt: '2012-12-12T09:00:00+09:00', channel: 'CALL', direction: 'INBOUND', subject: '문의', stakeholderIds: [id] };

test.each([
  ['the size of a page', 'query ($first: Int) { stakeholders(first: $first) { edges { node { name } } } }', { first: 1 }, { first: 100 }],
  ['the length of a list', 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: [id] }, { ids: [id, id, id] }],
  [
    'the length of a list of inputs',
    'mutation ($inputs: [LogEngagementInput!]!) { logEngagements(inputs: $inputs) { __typename } }',
    { inputs: [entry] },
    { inputs: [entry, entry] },
  ],
])('%s, as a variable, is counted each time', (_, source, small, large) => {
  const document = parse(source);
  const [first, second, again] = [small, large, small].map((variables) => costOf({ schema, document, variableValues: { ...variables } }));
  expect(second).toBeGreaterThan(first as number);
  expect(again).toBe(first);
});

test('an id or a text as a variable changes no cost', () => {
  const document = parse(
    'query ($id: ID!, $after: String) { node(id: $id) { id ... on Person { engagements(after: $after) { totalCount } } } }',
  );
  const costs = [{ id }, { id: 'b', after: 'c' }].map((variableValues) => costOf({ schema, document, variableValues }));
  expect(costs).toEqual([costs[0], costs[0]]);
  expect(costs[0]).toBeGreaterThan(0);
});
