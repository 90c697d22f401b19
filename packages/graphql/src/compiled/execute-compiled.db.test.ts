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
