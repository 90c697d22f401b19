import type { Actor, ReadText } from '@pcrm/core';
import { useTestPcrm } from '@pcrm/core/testing';
import { encodeGlobalID } from '@pothos/plugin-relay';
import { execute, parse, type ExecutionArgs } from 'graphql';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createContext, type GraphQLContext } from '../context.js';
import { schema } from '../schema.js';
import { executeCompiled, lanes, type LaneTaken, type WrittenResult } from './execute-compiled.js';

const t = useTestPcrm();
const taken: LaneTaken[] = [];
const resolvers = vi.fn<typeof execute>(execute);
let personId: string;

beforeAll(async () => {
  personId = (await t.admin.registerStakeholder({ kind: 'PERSON', name: '박종렬', categories: ['CIVIC_GROUP'] })).id;
  lanes.subscribe((lane) => void taken.push(lane as LaneTaken));
});
afterEach(() => {
  taken.length = 0;
  resolvers.mockClear();
});

interface Asking extends Partial<ExecutionArgs> {
  readonly actor?: Actor;
  readonly context?: Partial<GraphQLContext>;
}

async function answer(source: string, { actor = t.actors.staff, context = {}, ...args }: Asking = {}): Promise<Partial<WrittenResult>> {
  const contextValue = { ...createContext(t.pcrm, actor), ...context };
  return executeCompiled(resolvers)({ schema, document: args.document ?? parse(source), contextValue, ...args });
}

test('a query is answered by one statement, and its data is read from the text only where somebody asks', async () => {
  const readText = vi.fn<ReadText>(t.pcrm.readText);
  const result = await answer('{ stakeholders(first: 1) { edges { node { name } } } }', { context: { readText } });
  expect(result.stringify?.()).toBe('{"data":{"stakeholders":{"edges":[{"node":{"name":"박종렬"}}]}}}');
  expect(result.data).toEqual({ stakeholders: { edges: [{ node: { name: '박종렬' } }] } });
  expect(readText).toHaveBeenCalledOnce();
  expect(resolvers).not.toHaveBeenCalled();
  expect(taken).toEqual([{ lane: 'statement' }]);
});

const dashboard = `query ($from: Date!, $until: Date!, $day: Date!) {
  engagementInsight(from: $from, until: $until, by: MONTH, apart: [CATEGORY]) {
    start category channel department { name } engagements persons organizations suppressed
  }
  commitments(first: 20, filter: { overdueOn: $day }) { totalCount edges { node { id text due stakeholder { name } } } }
  notContacted(first: 1, filter: { asOf: $day, days: 90 }) { totalCount edges { node { influence lastContactAt stakeholder { name } } } }
}`;

test('a dashboard is one statement, in which the figures of a few persons are withheld and a list is read once for its page and its total', async () => {
  const committee = { kind: 'ORGANIZATION' as const, categories: ['COMMITTEE' as const] };
  const committees = [
    await t.admin.registerStakeholder({ ...committee, name: '예산위원회' }),
    await t.admin.registerStakeholder({ ...committee, name: '교통위원회' }),
    await t.admin.registerStakeholder({ ...committee, name: '환경위원회' }),
  ];
  const call = { channel: 'CALL', direction: 'INBOUND', subject: '통화', occurredAt: '2012-03-02T10:00:00+09:00' } as const;
  await t.admin.logEngagement({ ...call, stakeholderIds: [personId] });
  await t.admin.logEngagement({ ...call, stakeholderIds: committees.map(({ id }) => id) });
  for (const { id: stakeholderId } of committees) {
    await t.admin.assessStakeholder({ stakeholderId, influence: 5, interest: 3, assessedOn: '2012-01-01' });
  }
  const readText = vi.fn<ReadText>(t.pcrm.readText);
  const variableValues = { from: '2012-01-01', until: '2013-01-01', day: '2012-12-12' };
  const { data } = await answer(dashboard, { variableValues, context: { readText } });
  const cell = { start: '2012-03-01', channel: null, department: null };
  const node = { influence: 5, lastContactAt: '2012-03-02T01:00:00.000Z', stakeholder: { name: expect.stringContaining('위원회') } };
  expect(data).toEqual({
    engagementInsight: [
      { ...cell, category: 'CIVIC_GROUP', engagements: null, persons: null, organizations: null, suppressed: true },
      { ...cell, category: 'COMMITTEE', engagements: 1, persons: 0, organizations: 3, suppressed: false },
    ],
    commitments: { totalCount: 0, edges: [] },
    notContacted: { totalCount: 3, edges: [{ node }] },
  });
  expect(readText).toHaveBeenCalledOnce();
  expect(taken).toEqual([{ lane: 'statement' }]);
  expect(readText.mock.calls[0]?.[0].text.split('"lastContactAt" IS NULL')).toHaveLength(2);
});

test('a table of too many periods is refused by the resolvers', async () => {
  const { errors } = await answer('{ engagementInsight(from: "2001-01-01", until: "2013-01-01", by: DAY) { start } }');
  expect(errors?.[0]?.message).toContain('at most 400 periods');
  expect(taken).toEqual([{ lane: 'resolvers', why: expect.stringContaining('InvalidInput') }]);
});

test('read backward, a page begins at its first cursor and ends at its last', async () => {
  const { data } = await answer('{ actors(last: 3) { edges { cursor } pageInfo { startCursor endCursor } } }', { actor: t.actors.admin });
  const { actors } = data as { readonly actors: { readonly edges: readonly { readonly cursor: string }[] } };
  const { edges } = actors;
  expect(edges).toHaveLength(3);
  expect(data).toMatchObject({ actors: { pageInfo: { startCursor: edges[0]?.cursor, endCursor: edges[2]?.cursor } } });
  expect(taken).toEqual([{ lane: 'statement' }]);
});

test('values are bound and never written into the statement', async () => {
  const readText = vi.fn<ReadText>(t.pcrm.readText);
  const source = '{ stakeholders(first: 7, filter: { region: "남동구\' OR TRUE --" }) { edges { node { name } } } }';
  await answer(source, { context: { readText } });
  const [{ text, values }] = readText.mock.calls[0] ?? [{ text: '', values: [] }];
  expect(text).not.toContain('남동구');
  expect(values).toContain("남동구' OR TRUE --");
});

test('a document is compiled once, asked again under a name, and never under one where it searches', async () => {
  const readText = vi.fn<ReadText>(t.pcrm.readText);
  const names = async (source: string) => {
    const document = parse(source);
    for (let run = 0; run < 3; run += 1) await answer('', { document, context: { readText } });
    return readText.mock.calls.splice(0).map(([{ name }]) => name !== undefined);
  };
  expect(await names('{ stakeholders(first: 3) { edges { node { name } } } }')).toEqual([false, true, true]);
  expect(await names('{ engagements(filter: { subjectContains: "예산" }) { totalCount } }')).toEqual([false, false, false]);
});

test('whoever may not read a field is told by the resolvers', async () => {
  const nobody = await t.admin.addActor({ kind: 'SERVICE', name: '빈 도구', scopes: [] });
  const { data, errors } = await answer('{ stakeholders { totalCount } }', { actor: nobody });
  expect({ data, message: errors?.[0]?.message }).toEqual({ data: null, message: expect.stringContaining('stakeholders:read') });
  expect(taken).toEqual([{ lane: 'resolvers', why: 'Whoever asks may not read stakeholders.' }]);
});

test.each([
  ['a mutation', 'mutation { withdrawHoliday(id: "x", version: 1) { __typename } }', 'It is no query.'],
  ['what reads nothing', '{ __typename }', 'It reads nothing.'],
  ['introspection', '{ __schema { description } }', 'Query has no field __schema.'],
  ['a field without a rule', '{ dormantBodies { __typename } }', 'Query.dormantBodies has no rule.'],
  ['sensitive data', '{ stances(first: 1) { totalCount } }', 'Query.stances has no rule.'],
  ['variables that do not fit', 'query ($id: ID!) { node(id: $id) { id } }', 'The variables do not fit.'],
])('%s is left to the resolvers', async (_what, source, why) => {
  await answer(source);
  expect(taken).toEqual([{ lane: 'resolvers', why }]);
  expect(resolvers).toHaveBeenCalledOnce();
});

test('a record that is not there is null, and a merged one is found by the resolvers', async () => {
  const twin = await t.admin.registerStakeholder({ kind: 'PERSON', name: '박종렬', categories: ['CIVIC_GROUP'] });
  const merge = { keepId: personId, keepVersion: 1, mergeId: twin.id, mergeVersion: 1, reason: '같은 사람' };
  await t.admin.mergeStakeholders(merge);
  const source = 'query ($id: ID!) { node(id: $id) { ... on Person { name } __typename } }';
  const named = await answer(source, { variableValues: { id: encodeGlobalID('Person', twin.id) } });
  expect(named.data).toEqual({ node: { name: '박종렬', __typename: 'Person' } });
  const nowhere = await answer(source, { variableValues: { id: encodeGlobalID('Engagement', '00000000-0000-7000-8000-0000000000ff') } });
  expect(nowhere.data).toEqual({ node: null });
  expect(taken.map(({ lane }) => lane)).toEqual(['resolvers', 'statement']);
});

test('a database that cannot be read is an error at the field, with its cause', async () => {
  const cause = Object.assign(new Error('terminating connection'), { code: '57P01', severity: 'FATAL' });
  const { data, errors } = await answer('{ all: stakeholders { totalCount } }', { context: { readText: () => Promise.reject(cause) } });
  expect(data).toBeNull();
  expect(errors?.map(({ path, originalError }) => ({ path, originalError }))).toEqual([{ path: ['all'], originalError: cause }]);
});
