import type { Actor } from '@pcrm/core';
import { useTestPcrm } from '@pcrm/core/testing';
import { composeServices } from '@theguild/federation-composition';
import { graphql, parse } from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import { costOf } from './allowance.js';
import { createContext } from './context.js';
import { subgraphSchema } from './federation.js';
import { schema } from './schema.js';

const t = useTestPcrm();
const subgraph = subgraphSchema();
const globalId = (type: string, id: string) => Buffer.from(`${type}:${id}`).toString('base64');

const entities = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) { __typename ... on Person { name } ... on Engagement { subject stakeholders { name } } }
}`;

async function askAs(actor: Actor, representations: readonly unknown[]) {
  const contextValue = createContext(t.pcrm, actor);
  const { data, errors } = await graphql({ schema: subgraph, source: entities, variableValues: { representations }, contextValue });
  return errors
    ? { errors: errors.map(({ message }) => message) }
    : (JSON.parse(JSON.stringify(data)) as { _entities: unknown[] })._entities;
}

let person: string;
let open: string;
let hidden: string;
beforeAll(async () => {
  const { id } = await t.staff.registerStakeholder({ kind: 'PERSON', name: '홍길동', categories: ['CITIZEN'] });
  const call = { occurredAt: '2012-12-11T11:00:00+09:00', channel: 'CALL', direction: 'INBOUND' } as const;
  const log = (subject: string, confidentiality: 'PUBLIC' | 'RESTRICTED') =>
    t.manager.logEngagement({ ...call, subject, confidentiality, stakeholderIds: [id] });
  person = globalId('Person', id);
  open = globalId('Engagement', (await log('공개', 'PUBLIC')).id);
  hidden = globalId('Engagement', (await log('비공개', 'RESTRICTED')).id);
});

test('the default schema has nothing of it', () => {
  expect(Object.keys(schema.getQueryType()!.getFields()).filter((name) => name.startsWith('_'))).toEqual([]);
  expect(Object.keys(subgraph.getQueryType()!.getFields()).filter((name) => name.startsWith('_'))).toEqual(['_entities', '_service']);
});

test('its SDL composes with another subgraph that adds to its records', async () => {
  const { data } = await graphql({
    schema: subgraph,
    source: '{ _service { sdl } }',
    contextValue: createContext(t.pcrm, t.actors.viewer),
  });
  const { sdl } = (data as { _service: { sdl: string } })._service;
  const council = parse(`
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
    type Person @key(fields: "id") { id: ID! billsProposed: Int! }
    type PageInfo @shareable { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
    type Query { councillors: [Person!]! }
  `);
  const composed = composeServices([
    { name: 'pcrm', url: 'http://pcrm/graphql', typeDefs: parse(sdl) },
    { name: 'council', url: 'http://council/graphql', typeDefs: council },
  ]);
  expect(composed.errors ?? []).toEqual([]);
  const { supergraphSdl = '' } = composed;
  expect(supergraphSdl).toMatch(/type Person [^{]*@join__type\(graph: COUNCIL, key: "id"\)[^{]*@join__type\(graph: PCRM, key: "id"\)/u);
  expect(supergraphSdl).toContain('billsProposed: Int! @join__field(graph: COUNCIL)');
});

test('every type with an id is an entity', () => {
  const keys = schema.getPossibleTypes(schema.getType('Node') as never).map(({ name }) => name);
  expect(subgraph.getPossibleTypes(subgraph.getType('_Entity') as never).map(({ name }) => name)).toEqual(keys);
  expect(keys.length).toBeGreaterThan(40);
});

test('records are found in the order in which they are named, masked as for anybody', async () => {
  const named = [
    { __typename: 'Engagement', id: open },
    { __typename: 'Person', id: person },
    { __typename: 'Engagement', id: open },
  ];
  const engagement = (name: string) => ({ __typename: 'Engagement', subject: '공개', stakeholders: [{ name }] });
  expect(await askAs(t.actors.staff, named)).toEqual([
    engagement('홍길동'),
    { __typename: 'Person', name: '홍길동' },
    engagement('홍길동'),
  ]);
  expect(await askAs(t.actors.viewer, named)).toEqual([engagement('홍*동'), { __typename: 'Person', name: '홍*동' }, engagement('홍*동')]);
});

test('what one may not see is null, as what is not there, of another type, or no id', async () => {
  const named = [
    { __typename: 'Engagement', id: hidden },
    { __typename: 'Engagement', id: globalId('Engagement', '01a21490-b23e-77fc-a870-74259e695ea0') },
    { __typename: 'Person', id: open },
    { __typename: 'Engagement', id: 'nonsense' },
    { __typename: 'Nothing', id: globalId('Nothing', '01a21490-b23e-77fc-a870-74259e695ea0') },
  ];
  expect(await askAs(t.actors.viewer, named)).toEqual([null, null, null, null, null]);
  expect(await askAs(t.actors.manager, named.slice(0, 1))).toMatchObject([{ subject: '비공개' }]);
  const tool = await t.admin.addActor({ kind: 'SERVICE', name: '현황판', scopes: ['policy-tasks:read'] });
  expect(await askAs(tool, [{ __typename: 'Person', id: person }])).toEqual([null]);
});

test('what names no record, and more than a page of them, is refused', async () => {
  expect(await askAs(t.actors.staff, ['Person'])).toEqual({
    errors: [expect.stringContaining('Name a record by its __typename and its id.')],
  });
  const many = Array.from({ length: 101 }, () => ({ __typename: 'Person', id: person }));
  expect(await askAs(t.actors.staff, many)).toEqual({ errors: [expect.stringContaining('At most 100 records')] });
});

test('it costs what the records cost, and the SDL what introspection does', () => {
  const cost = (source: string, variableValues = {}) => costOf({ schema: subgraph, document: parse(source), variableValues });
  const representations = [1, 2, 3].map(() => ({ __typename: 'Person', id: person }));
  expect(cost('query ($r: [_Any!]!) { _entities(representations: $r) { ... on Person { name } } }', { r: representations })).toBe(4);
  expect(cost('{ _service { sdl } }')).toBeGreaterThanOrEqual(500);
});
