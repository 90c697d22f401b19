import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Conflict, Forbidden, InvalidInput, NotFound, StaleVersion } from '../errors.js';
import { Prisma } from '../generated/prisma/client.js';
import { parseInput } from '../input.js';
import { referenceWords } from '../references.js';
import { koreanSentences } from './korean.js';
import { records } from './korean/records.js';
import { schemas } from './korean/schemas.js';
import { messageIn, toldIn } from './tell.js';
import { complaintsAbout, recordNamesOf, textsIn } from './testing-sentences.js';
import { translation } from './translation.js';

const features = koreanSentences.filter((sentences) => sentences !== schemas);
const folder = fileURLToPath(new URL('..', import.meta.url));

test('every sentence with which the library refuses has its Korean, with all its values, and no Korean is left over', async () => {
  expect(
    await complaintsAbout({
      folder,
      where: 'packages/core/src/messages/korean/, in the file of the feature',
      own: Object.assign({}, ...features) as Record<string, string>,
      notTold: {
        'database/readiness.ts': 'whoever runs the service, who asks /readyz',
        'database/bounded-pool.ts': 'the log: callers are told that the database is unavailable',
        'database/new-migration.ts': 'whoever writes a migration',
        'merges/merge-references.ts': 'readers of the table: what is told of it stands under `sentence`',
      },
    }),
  ).toEqual([]);
});

test('no sentence has its Korean twice', () => {
  const keys = koreanSentences.flatMap((sentences) => Object.keys(sentences));
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

describe('the sentences of a source', () => {
  const found = (source: string) => textsIn(source, 'x.ts').map(({ text, refuses }) => [text, refuses]);

  test('have a numbered place for each value, and one for each word that is chosen', () => {
    expect(found('const a = `A page has ${MIN} to ${of.max} rows.`;')).toEqual([['A page has {0} to {1} rows.', false]]);
    expect(found("const a = `It has ${n} ${n === 1 ? 'seat' : 'seats'}.`;")).toEqual([
      ['It has {0} seat.', false],
      ['It has {0} seats.', false],
    ]);
  });

  test('are told where a refusal is made, however deep', () => {
    expect(found("throw new Conflict('a_rule', late ? 'too late' : 'too early');")).toEqual([
      ['too late', true],
      ['too early', true],
    ]);
    expect(found("z.string().min(1, { error: 'write more' })")).toEqual([['write more', true]]);
    expect(found("throw InvalidInput.at(['a'], 'b', sentences[c] ?? `There is ${d} already`)")).toEqual([['There is {0} already', true]]);
  });

  test('are neither SQL, nor faults, nor descriptions, nor types', () => {
    expect(
      found(`
        import a from 'a module';
        type T = 'one word' | 'another word';
        const b = Prisma.sql\`SELECT \${'a b'} FROM c\`;
        throw new Error('It never happens.');
        t.string({ description: 'What was said.' });`),
    ).toEqual([]);
  });
});

describe('a translation', () => {
  const korean = translation({
    sentences: [
      {
        'There is no {0} here.': '여기에 없습니다: {0:record}.',
        'There is no {0} here. {1}': '여기에 없습니다: {0:record}. {1:sentence}',
        'Look at {0} and {1}.': '{1}, {0} 순서로 보세요.',
        'Nothing here.': '아무것도 없습니다.',
      },
    ],
    words: { record: { Meeting: '회의' } },
    below: (sentence) => (sentence === 'Below.' ? '아래.' : undefined),
  });

  test('keeps what stands in the places, also where it looks like a place or a pattern', () => {
    expect(korean('Look at {1} $& and (.*)+.')).toBe('(.*)+, {1} $& 순서로 보세요.');
    expect(korean('There is no 박종렬 here.')).toBe('여기에 없습니다: 박종렬.');
  });

  test('tells words and sentences in a place by what they are in the other language', () => {
    expect(korean('There is no Meeting here.')).toBe('여기에 없습니다: 회의.');
    expect(korean('There is no Meeting here. Nothing here.')).toBe('여기에 없습니다: 회의. 아무것도 없습니다.');
    expect(korean('There is no Meeting here. Something.')).toBe('여기에 없습니다: 회의. Something.');
  });

  test('asks below, and does not know what nobody knows', () => {
    expect(korean('Below.')).toBe('아래.');
    expect(korean('Nothing here')).toBeUndefined();
    expect(korean('Look at and .')).toBeUndefined();
  });

  test('takes a long value in the time of its length', () => {
    const long = 'There is no '.repeat(20_000);
    const startedAt = performance.now();
    expect(korean(`There is no ${long} her`)).toBeUndefined();
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});

describe('a refusal', () => {
  test('is told in the language that is asked for', () => {
    expect(messageIn(new NotFound('Engagement', '0190'), 'ko')).toBe(
      'id가 0190인 기록(접촉·소통 이력)이 없거나 볼 권한이 없습니다. id를 확인하거나 관리자에게 권한을 요청하세요.',
    );
    expect(messageIn(new StaleVersion('Post', '0190', 3), 'ko')).toBe(
      '기록(직위 0190)이 버전 3 뒤에 수정되었습니다. 다시 불러와 바뀐 내용을 보고 수정하세요.',
    );
    expect(messageIn(new Forbidden('engagements:write'), 'ko')).toBe(
      '필요한 권한(engagements:write)이 없습니다. 이 권한이 든 역할이나 권한을 관리자에게 요청하세요.',
    );
    expect(messageIn(new Forbidden('engagements:write'), 'en')).toBe(
      'This needs the permission engagements:write, which you do not have. Ask an administrator for a role or scope that includes it.',
    );
    expect(
      messageIn(
        new InvalidInput([
          { path: ['contactPoints', 0, 'value'], code: 'too_long', message: 'Shorten it to at most 200 characters.' },
          { path: [], code: 'one_of_two', message: 'A sentence that nobody knows.' },
        ]),
        'ko',
      ),
    ).toBe('contactPoints.0.value: 너무 깁니다. 200자 이하로 줄이세요. A sentence that nobody knows.');
  });

  test('that is told in a language stays the error that was thrown, in its message and its problems', () => {
    const conflict = new Conflict('meeting_held', 'The meeting was held already. Revise it instead.');
    expect(toldIn(conflict, 'ko')).toBe(conflict);
    expect(conflict).toMatchObject({ code: 'CONFLICT', rule: 'meeting_held', message: '이미 열린 회의입니다. 회의를 수정하세요.' });
    const invalid = InvalidInput.at(['first'], 'page_size', 'A page has 1 to 100 rows.');
    expect(toldIn(invalid, 'ko')).toMatchObject({
      message: 'first: 한 쪽은 1~100행입니다. 그 안에서 요청하세요.',
      problems: [{ path: ['first'], code: 'page_size', message: '한 쪽은 1~100행입니다. 그 안에서 요청하세요.' }],
    });
    const fault = new Error('The meeting was held already. Revise it instead.');
    expect(toldIn(fault, 'ko').message).toBe('The meeting was held already. Revise it instead.');
    expect(toldIn(new Forbidden('x'), undefined).message).toContain('This needs the permission x');
  });
});

test('every record and every word for one has a Korean name', async () => {
  const named = [...Object.values(Prisma.ModelName), ...Object.values(referenceWords), ...(await recordNamesOf(folder))];
  expect(named.filter((word) => records[word] === undefined)).toEqual([]);
});

test('what zod says of itself has its Korean, in every way that it says it', () => {
  const kinds = { string: z.string(), number: z.number(), array: z.array(z.string()), set: z.set(z.string()) };
  const refused: readonly [z.ZodType, unknown][] = [
    ...Object.values(kinds).map((schema): [z.ZodType, unknown] => [schema, undefined]),
    ...[z.int(), z.boolean(), z.date(), z.object({}), z.bigint(), z.map(z.string(), z.string())].map((schema): [z.ZodType, unknown] => [
      schema,
      null,
    ]),
    [z.number(), Number.NaN],
    [z.literal('a'), 'b'],
    [z.enum(['a', 'b']), 'c'],
    [z.union([z.string(), z.number()]), true],
    [z.discriminatedUnion('kind', [z.object({ kind: z.literal('a') }), z.object({ kind: z.literal('b') })]), { kind: 'c' }],
    [z.strictObject({}), { a: 1 }],
    [z.strictObject({}), { a: 1, b: 2 }],
    [z.record(z.enum(['a']), z.string()), { b: 'c' }],
    [z.string().min(2), 'a'],
    [z.string().max(2), 'abc'],
    [z.string().length(2), 'a'],
    [z.string().length(2), 'abc'],
    [z.array(z.string()).min(1), []],
    [z.array(z.string()).max(1), ['a', 'b']],
    [z.array(z.string()).length(1), []],
    [z.array(z.string()).length(1), ['a', 'b']],
    [z.set(z.string()).min(1), new Set()],
    [z.number().min(1), 0],
    [z.number().max(1), 2],
    [z.int().positive(), 0],
    [z.number().lt(1), 1],
    [z.date().min(new Date()), new Date(0)],
    [z.number().multipleOf(3), 4],
    [z.string().startsWith('a'), 'b'],
    [z.string().endsWith('a'), 'b'],
    [z.string().includes('a'), 'b'],
    [z.string().regex(/a/u), 'b'],
    ...[z.uuid(), z.email(), z.url(), z.iso.date(), z.iso.datetime(), z.iso.time(), z.ipv4(), z.cidrv6(), z.base64(), z.e164()].map(
      (schema): [z.ZodType, unknown] => [schema, 'b!'],
    ),
    [z.custom(() => false), 1],
  ];
  const told = refused.flatMap(([schema, input]) => koreanOf(schema, input));
  expect(told.filter((message) => !/\p{Script=Hangul}/u.test(message) || /\b(?:Invalid|Too|expected|must)\b/u.test(message))).toEqual([]);
  expect(told).toContain('너무 작은 값입니다. 1 이상을 쓰세요(수).');
  expect(koreanOf(z.string().max(2), 'abc')).toEqual(['너무 깁니다. 최대 2자까지 쓸 수 있습니다(글).']);
  expect(koreanOf(z.int().positive(), 0)).toEqual(['너무 작은 값입니다. 0보다 큰 값을 쓰세요(수).']);
  expect(koreanOf(z.enum(['CALL', 'VISIT']), 'X')).toEqual(['고를 수 없는 값입니다. 쓸 수 있는 값: "CALL"|"VISIT".']);
  expect(koreanOf(z.string(), undefined)).toEqual(['입력값의 형식이 맞지 않습니다. 필요한 형식: 글, 받은 형식: 없음.']);
});

function koreanOf(schema: z.ZodType, input: unknown): string[] {
  try {
    parseInput(schema, input);
    return [];
  } catch (error) {
    return toldIn(error as InvalidInput, 'ko').problems.map(({ message }) => message);
  }
}
