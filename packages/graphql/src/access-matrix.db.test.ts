import type { Actor } from '@pcrm/core';
import { useTestPcrm } from '@pcrm/core/testing';
import { encodeGlobalID } from '@pothos/plugin-relay';
import { isObjectType, type GraphQLObjectType } from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import { schema } from './schema.js';
import { ask, type Answer } from './testing.js';
import { argumentsOf, fieldsToAsk, findTour, smallestSelection, valuesAt, writeWay, type Step, type Tour } from './testing-tour.js';
import { leastValues, writeArguments } from './testing-values.js';
import { fillWorld, worldArguments, type World } from './testing-world.js';

/*
 * What each role is shown of every field, by asking for every field as every role in a world that has a record of everything. The committed
 * table is what was reviewed: a new field, or one that answers a role otherwise than before, fails until the table says so.
 */

const t = useTestPcrm();
let world: World;
let tour: Tour;
let columns: readonly (readonly [name: string, actor: Actor])[];
let args: Readonly<Record<string, string>>;

let table: ReadonlyMap<string, readonly string[]>;

beforeAll(async () => {
  world = await fillWorld(t);
  args = worldArguments(world);
  const { nobody, narrow, reader, outsider, otherManager } = world.actors;
  const { viewer, staff, manager, admin } = t.actors;
  columns = Object.entries({ nobody, narrow, reader, viewer, staff, outsider, manager, otherManager, admin });
  tour = await findTour(ask(t, admin), args);
  table = await readTable();
}, 600_000);

const objectTypes = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && !type.name.startsWith('__'));

// What a service tells of its limits and of what its caller signed in with, and what only mutations answer with.
const noQueryLeadsTo = new Set([
  'Allowance',
  'Subscription',
  'Credential',
  'Mutation',
  'AnsweredOpinions',
  'ApiKey',
  'DeclaredHolidays',
  'IssuedApiKey',
  'LoggedBatch',
  'LoggedEntry',
  'MembershipChange',
  'PerformedTurn',
  'Permission',
  'Problem',
  'ProgrammeCancellation',
  'ReassignedCommitments',
  'RegistrationCancellation',
  'ReopenedDuplicate',
  'SessionRevision',
  'UnmaskedContactPoint',
  'UnmaskedPerson',
]);

test('the world has a record of every type that a query leads to', () => {
  const isResult = (name: string) => /(?:Success|Error)$/u.test(name) || noQueryLeadsTo.has(name);
  const missing = objectTypes.map(({ name }) => name).filter((name) => !tour.has(name) && !isResult(name));
  expect(missing).toEqual([]);
});

test('every role is shown of every field what the committed table says', async () => {
  const rows = [['field', columns.map(([name]) => name)] as const, ...table];
  const lines = rows.map(([name, cells]) => [name.padEnd(48), ...cells.map((cell) => cell.padEnd(8))].join(' ').trimEnd());
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('../access-matrix.txt');
});

test('a tool without scopes is shown who it is, its own keys, what it has left, and nothing else', () => {
  const shown = [...table].filter(([, [nobody = '']]) => !['no', 'none'].includes(nobody)).map(([name]) => name);
  expect(shown).toEqual([
    'ApiKeyConnection.edges',
    'ApiKeyConnection.pageInfo',
    'ApiKeyConnection.totalCount',
    'Query.allowance',
    'Query.apiKeys',
    'Query.search',
    'Query.viewer',
    'SearchConnection.counts',
    'SearchConnection.edges',
    'SearchConnection.pageInfo',
    'SearchConnection.totalCount',
    'SearchCount.count',
    'SearchCount.kind',
    'Mutation.issueApiKey',
    'Mutation.revokeApiKey',
    'Mutation.rotateApiKey',
  ]);
});

test('who has more power is shown as much or more', () => {
  const order = ['no', 'none', 'some', 'other', 'all', 'may'];
  const names = columns.map(([name]) => name);
  const ranks = ['nobody', 'viewer', 'staff', 'manager', 'admin'].map((name) => names.indexOf(name));
  const rank = (cells: readonly string[], column: number) => order.indexOf(cells[column] ?? '');
  const falls = [...table].filter(([, cells]) =>
    ranks.some((column, index) => index > 0 && rank(cells, column) < rank(cells, ranks[index - 1] ?? 0)),
  );
  expect(falls.map(([name, cells]) => `${name}: ${cells.join(' ')}`)).toEqual([]);
});

/** What every column is shown of every field. */
async function readTable(): Promise<Map<string, readonly string[]>> {
  const cells = new Map<string, string[]>();
  for (const [typeName, way] of [...tour].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const whole = await readFields(t.actors.admin, typeName, way);
    for (const [, actor] of columns) {
      const shown = await readFields(actor, typeName, way);
      for (const [field, values] of whole) {
        const name = `${typeName}.${field}`;
        cells.set(name, [...(cells.get(name) ?? []), outcome(values, shown.get(field))]);
      }
    }
  }
  // Last, since some of them change something.
  for (const name of Object.keys((schema.getMutationType() as GraphQLObjectType).getFields())) {
    const outcomes = [];
    for (const [, actor] of columns) outcomes.push(await tryMutation(actor, name));
    cells.set(`Mutation.${name}`, outcomes);
  }
  return cells;
}

/** What a role read of a field: the values, or the code of the refusal. */
type Read = { readonly values: unknown[] } | { readonly refused: string };

/** Reads every field of a type, all at once where none refuses, else one by one. */
async function readFields(actor: Actor, typeName: string, way: readonly Step[]): Promise<Map<string, Read>> {
  const fields = [...fieldsToAsk(typeName, args)].map((field) => {
    const selection = `${field.name}${argumentsOf(typeName, field, args)} ${smallestSelection(field)}`;
    return { name: field.name, selection };
  });
  const reads = new Map<string, Read>();
  for (const part of chunks(fields, 30)) {
    const together = await ask(t, actor)(writeWay(way, part.map(({ selection }) => selection).join(' ')));
    for (const { name, selection } of part) {
      const answer = together.errors === undefined ? together : await ask(t, actor)(writeWay(way, selection));
      reads.set(name, readOf(answer, way, name));
    }
  }
  return reads;
}

function readOf({ data, errors }: Answer, way: readonly Step[], name: string): Read {
  const [error] = errors ?? [];
  if (error !== undefined) return { refused: error.code === 'FORBIDDEN' ? 'no' : `${String(error.code)}: ${error.message}` };
  const values = valuesAt(data, way).map((value) => (value as Record<string, unknown>)[name]);
  // A cursor is sealed for whoever asks.
  return { values: /cursor$/iu.test(name) ? values.map((value) => value !== null) : values };
}

/** How what a role read compares with the whole: all of it, something else of as many records, fewer records, or none. */
function outcome(whole: Read, shown: Read | undefined): string {
  if (shown === undefined || 'refused' in whole) throw new Error(`A field was not read: ${JSON.stringify([whole, shown])}`);
  if ('refused' in shown) return shown.refused;
  if (JSON.stringify(whole.values) === JSON.stringify(shown.values)) return 'all';
  if (shown.values.length === whole.values.length) return 'other';
  return shown.values.length === 0 ? 'none' : 'some';
}

/** Whether a role may call a mutation at all, told by a call that cannot succeed where anything stands in its way. */
async function tryMutation(actor: Actor, name: string): Promise<string> {
  const field = (schema.getMutationType() as GraphQLObjectType).getFields()[name];
  const values = leastValues((type) => encodeGlobalID(type, '00000000-0000-7000-8000-0000000000ff'));
  const { data, errors } = await ask(t, actor)(`mutation { ${name}${writeArguments(field?.args ?? [], values)} { __typename } }`);
  if (errors !== undefined) return errors.map(({ code, message }) => `${String(code)}: ${message}`).join(', ');
  return data[name].__typename === 'ForbiddenError' ? 'no' : 'may';
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}
