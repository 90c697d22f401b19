import { tellerOf, type Actor } from '@pcrm/core';
import { useTestPcrm } from '@pcrm/core/testing';
import { encodeGlobalID } from '@pothos/plugin-relay';
import { getNamedType, graphql, type GraphQLField, type GraphQLObjectType } from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import { createContext } from './context.js';
import { describeError } from './errors.js';
import { koreanOfGraphQL } from './korean.js';
import { schema } from './schema.js';
import { smallestSelection } from './testing-tour.js';
import { leastValues, writeArguments, type Values } from './testing-values.js';
import { fillWorld } from './testing-world.js';

/*
 * Every root field with bad input in several ways, asked by somebody who reads Korean.
 */

const t = useTestPcrm();
const tell = tellerOf('ko', koreanOfGraphQL);
const nowhere = (type: string) => encodeGlobalID(type, '00000000-0000-7000-8000-0000000000ff');
/** The id of one record of each type. */
const known = new Map<string, string>();

beforeAll(async () => {
  await fillWorld(t);
  const client = t.database.client as unknown as Record<string, { findFirst: (query: object) => Promise<{ id: string } | null> }>;
  for (const { name } of schema.getPossibleTypes(schema.getType('Node') as never)) {
    const ofKind = name === 'Person' || name === 'Organization';
    const delegate = ofKind ? 'stakeholder' : name.charAt(0).toLowerCase() + name.slice(1);
    const row = await client[delegate]?.findFirst(ofKind ? { where: { kind: name.toUpperCase() } } : {});
    if (row) known.set(name, encodeGlobalID(name, row.id));
  }
}, 180_000);

const everything: Values = { ...leastValues(nowhere), isGiven: () => true };
const scalarsOf = (texts: Readonly<Record<string, string>>) => (type: string) => texts[type] ?? everything.scalar(type, {} as never);
const realIds: Values['id'] = ([type = 'Person', ...others]) =>
  JSON.stringify([type, ...others].flatMap((name) => known.get(name) ?? [])[0] ?? nowhere(type));
const last = (values: readonly string[]) => values.at(-1) ?? '';

/** Ways to write what is wrong. */
const waysToErr: readonly Values[] = [
  { ...everything, isGiven: () => false },
  { ...everything, isGiven: () => false, id: realIds, oneOf: last },
  { ...everything, scalar: scalarsOf({ String: '""', Int: '0', SafeInt: '-1', Date: '"0001-01-01"', PartialDate: '"2099"' }) },
  { ...everything, scalar: scalarsOf({ String: '"\\u0001"', Int: '-1', DateTime: '"2099-01-01T00:00:00Z"' }), length: () => 0 },
  { ...everything, id: realIds, scalar: scalarsOf({ Date: '"2099-01-01"', PartialDate: '"2011"', Int: '101' }), length: () => 2 },
];

interface Told {
  readonly field: string;
  readonly message: string;
}

interface Asking {
  readonly root: GraphQLObjectType;
  readonly actor: Actor;
  readonly ways: readonly Values[];
}

async function toldBy(field: GraphQLField<unknown, unknown>, { root, actor, ways }: Asking): Promise<Told[]> {
  const told: Told[] = [];
  for (const values of ways) {
    const source = `${root === schema.getMutationType() ? 'mutation' : 'query'} { ${field.name}${writeArguments(field.args, values)} ${selection(field)} }`;
    const { data, errors = [] } = await graphql({ schema, source, contextValue: createContext(t.pcrm, actor, { tell }) });
    for (const error of errors) {
      const { message, extensions } = describeError(error, tell) ?? {
        message: `A fault: ${String(error.originalError?.stack)}`,
        extensions: {},
      };
      // What GraphQL itself refuses is for programmers.
      if (extensions['code'] !== 'BAD_REQUEST') told.push({ field: field.name, message });
    }
    for (const message of messagesIn(data)) told.push({ field: field.name, message });
  }
  return told;
}

function selection(field: GraphQLField<unknown, unknown>): string {
  const { name } = getNamedType(field.type);
  if (field.name === 'logEngagements')
    return '{ ... on LogEngagementsSuccess { data { entries { result { ... on Error { message } } } } } ... on Error { message } }';
  if (field.name === 'previewTurn') return '{ problems { message } warnings { message } }';
  if (field.name === 'mergePreview') return '{ obstacles { message } }';
  if (field.name === 'whyNot') return '{ message }';
  if (name.endsWith('Result')) return '{ __typename ... on Error { message } ... on InvalidInputError { problems { message } } }';
  return name.endsWith('Connection') ? '{ edges { node { __typename } } }' : smallestSelection(field);
}

function messagesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) => (key === 'message' && typeof entry === 'string' ? [entry] : messagesIn(entry)));
}

// Three English words one after the other are a sentence, and none of the values that are written here.
const isEnglish = (message: string) => !/\p{Script=Hangul}/u.test(message) || /[a-z]+ [a-z]+ [a-z]+/iu.test(message);

test('whatever is refused, in any field, is told in Korean', async () => {
  const roots = [schema.getQueryType(), schema.getMutationType()] as GraphQLObjectType[];
  const told: Told[] = [];
  for (const root of roots) {
    for (const field of Object.values(root.getFields())) {
      told.push(...(await toldBy(field, { root, actor: t.actors.admin, ways: waysToErr })));
      told.push(...(await toldBy(field, { root, actor: t.actors.viewer, ways: waysToErr.slice(0, 1) })));
    }
  }
  expect(told.filter(({ message }) => isEnglish(message))).toEqual([]);
  // Most fields refuse something, and most in more than one way.
  expect(new Set(told.map(({ field }) => field)).size).toBeGreaterThan(150);
  expect(told.length).toBeGreaterThan(1_500);
}, 300_000);
