import type { Actor } from '@pcrm/core';
import { useTestPcrm } from '@pcrm/core/testing';
import { execute, getNamedType, parse, validate, type DocumentNode, type ExecutionResult, type GraphQLField } from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import { createContext } from '../context.js';
import { describeError } from '../errors.js';
import { schema } from '../schema.js';
import { laneOperations } from '../testing.js';
import { generate, writeOperation, type Draw, type Words } from '../testing-operations.js';
import { rewritten, type Asked } from '../testing-rewrites.js';
import { fillWorld, idsOfAll } from '../testing-world.js';
import { executeCompiled, lanes, type LaneTaken, type WrittenResult } from './execute-compiled.js';
import { fieldRuleOf } from './rules.js';

/*
 * Whoever asks cannot tell which lane answered: operations are written from the schema, with arguments, aliases, fragments, variables,
 * directives and mistakes, and both lanes' answers to every kind of caller are compared as they leave, byte for byte. Most of the operations
 * have a statement, of which the test makes sure. What both leave to the resolvers is compared without the order of its refusals.
 */

const t = useTestPcrm();
let callers: readonly Actor[];
let words: Words;
let lane: LaneTaken | undefined;

beforeAll(async () => {
  const world = await fillWorld(t);
  await writeNasty();
  callers = [...Object.values(t.actors), ...Object.values(world.actors)];
  words = { ids: await idsOfAll(t), texts: ['노의원', '홍길동', '면담', '지방분권', '남동구', "'", '%', '교통'], mistakes: true };
  lanes.subscribe((taken) => (lane = taken as LaneTaken));
}, 600_000);

/** Texts with every character that JSON or SQL may write otherwise. */
async function writeNasty(): Promise<void> {
  const controls = Array.from({ length: 31 }, (_, index) => String.fromCodePoint(index + 1)).join('');
  const texts = [
    `"quoted" \\back\\slash ' $1 ${controls}`,
    '줄\u2028바꿈\u2029\u007F\u0085\uFEFF',
    '👩‍👩‍👧 🇰🇷 \u{10FFFF} \uFFFF </script>',
    '한글'.normalize('NFC'),
    '',
  ];
  const line = `"따옴표" \\ ' 👩‍👩‍👧 $1 </script>`;
  const { client } = t.database;
  for (const [index, text] of texts.entries()) {
    await client.$executeRaw`UPDATE "Engagement" SET "summary" = ${text}, "subject" = ${line} WHERE "id" IN (
      SELECT "id" FROM "Engagement" ORDER BY "id" OFFSET ${index} LIMIT 1)`;
  }
  await client.$executeRaw`UPDATE "Stakeholder" SET "note" = ${texts[0]}`;
  await client.$executeRaw`UPDATE "ContactPoint" SET "label" = ${line}`;
  await client.$executeRaw`UPDATE "Topic" SET "name" = ${line} WHERE "name" = '교통'`;
}

interface Answered {
  readonly text: string;
  readonly lane: LaneTaken;
}

async function byResolvers(document: DocumentNode, variables: Asked['variables'], actor: Actor): Promise<string> {
  return textOf(await execute({ schema, document, variableValues: variables, contextValue: createContext(t.pcrm, actor) }));
}

async function byStatement(document: DocumentNode, variables: Asked['variables'], actor: Actor): Promise<Answered> {
  const result = await executeCompiled(execute)({
    schema,
    document,
    variableValues: variables,
    contextValue: createContext(t.pcrm, actor),
  });
  const { stringify = () => textOf(result) } = result as Partial<WrittenResult>;
  return { text: stringify(), lane: lane as LaneTaken };
}

function textOf({ data, errors }: ExecutionResult): string {
  const described = errors?.map((error) => {
    const known = describeError(error);
    if (known === undefined) throw error.originalError ?? error;
    return { message: known.message, path: error.path, extensions: known.extensions };
  });
  return JSON.stringify({ ...(described && { errors: described }), data });
}

// Of several refusals of one operation, the resolvers name those that came before the answer was complete, in the order of their coming.
function dataOf(text: string): { readonly data: unknown; readonly isRefused: boolean } {
  const { data, errors } = JSON.parse(text) as ExecutionResult;
  return { data, isRefused: errors !== undefined };
}

// Fields that have a rule, or whose rule follows from the model.
function mayHaveStatement(field: GraphQLField<unknown, unknown>): boolean {
  const type = getNamedType(field.type);
  const isPart = /Connection$|Edge$|^PageInfo$/u.test(type.name);
  const isRecord = 'compiled' in type.extensions || !('getFields' in type);
  const { pothosExposedField, pothosPrismaRelationField } = field.extensions;
  const hasRule = [fieldRuleOf(field), pothosExposedField, pothosPrismaRelationField].some((rule) => rule !== undefined);
  const isMember = /^(?:id|edges|node|cursor|pageInfo|totalCount)$/u.test(field.name);
  return (hasRule || isMember) && (isPart || isRecord || type.name === 'Node');
}

interface Compared {
  readonly asked: Asked;
  readonly who: readonly number[];
}

function makeAsked(draw: Draw): Compared {
  const asks = draw(8) === 0 ? undefined : mayHaveStatement;
  const source = writeOperation(draw, { ...words, ...(asks && { asks }) });
  const asked = rewritten(source, draw);
  // A field twice with other arguments, or a variable where none may stand: then as it was.
  const isValid = validate(schema, parse(asked.source)).length === 0;
  return { asked: isValid ? asked : { source, variables: {} }, who: [draw(callers.length), draw(callers.length)] };
}

test('both lanes answer alike', async () => {
  const operations = generate(makeAsked, { count: laneOperations, seed: 20_121_212 });
  const taken = { statement: 0, resolvers: 0, refused: 0 };
  for (const { asked, who } of operations) {
    const document = parse(asked.source);
    if (validate(schema, document).length > 0) continue;
    for (const actor of who.map((index) => callers[index] as Actor)) {
      const answered = await byStatement(document, asked.variables, actor);
      taken[answered.lane.lane] += 1;
      // Only what is not known, not permitted or refused is left to the resolvers: never what a statement ought to be.
      expect(answered.lane.why ?? '').not.toMatch(/^\w*(?:Type|Reference|Range|Syntax)?Error: |^error: /u);
      const expected = await byResolvers(document, asked.variables, actor);
      if (expected.startsWith('{"errors"')) taken.refused += 1;
      const told = { ...asked, actor: actor.name };
      const comparable = answered.lane.lane === 'statement' ? (text: string) => text : dataOf;
      expect({ ...told, text: comparable(answered.text) }).toEqual({ ...told, text: comparable(expected) });
    }
  }
  console.log(`Of the answers by statement and by resolvers, and the refusals among them: ${JSON.stringify(taken)}`);
  expect(taken.statement / (taken.statement + taken.resolvers)).toBeGreaterThan(0.5);
}, 3_600_000);
