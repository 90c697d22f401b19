import { useTestPcrm } from '@pcrm/core/testing';
import { expect, test } from 'vitest';
import { instantJson, partialDateJson, stringJson, textOfJson, type Json } from './json-text.js';
import { sql, textOf } from './sql-fragment.js';

const t = useTestPcrm();

async function written(json: Json, values: readonly unknown[]): Promise<string> {
  return t.pcrm.readText({ text: `SELECT ${textOf(textOfJson(json), [])}`, values });
}

// PostgreSQL keeps every character but NUL and the halves of surrogate pairs.
test('every character that the database can hold is escaped as JSON.stringify does', async () => {
  const different: string[] = [];
  const AT_ONCE = 8192;
  for (let first = 1; first <= 0x10_ff_ff; first += AT_ONCE) {
    const points = Array.from({ length: Math.min(AT_ONCE, 0x11_00_00 - first) }, (_, index) => first + index);
    const characters = points.map((point) => String.fromCodePoint(point)).filter((character) => character.isWellFormed());
    const text = await t.pcrm
      .readText({
        text: `SELECT string_agg(${textOf(textOfJson(stringJson(sql`each`)), [])}, ',' ORDER BY position)
        FROM unnest($1::text[]) WITH ORDINALITY AS given (each, position)`,
        values: [characters],
      })
      .catch((error: Error) => error.message);
    const expected = characters.map((character) => JSON.stringify(character)).join();
    if (text !== expected) different.push(`from U+${first.toString(16)}`);
  }
  expect(different).toEqual([]);
});

test('what comes together is escaped alike', async () => {
  const text = `"\\" \\u0041 ' $1 $$ \u0001\u001F\u007F\u2028\u2029 👩‍👩‍👧 한글 </script>`;
  expect(await written(stringJson(sql`$1::text`), [text])).toBe(JSON.stringify(text));
  expect(await written(stringJson(sql`$1::text`), [null])).toBe('null');
});

test('instants are written as JavaScript writes them', async () => {
  for (const instant of ['2012-12-12T03:00:00.000Z', '0001-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z', '1970-01-01T00:00:00.120Z']) {
    expect(await written(instantJson(sql`$1::timestamptz(3)`), [instant])).toBe(JSON.stringify(new Date(instant)));
  }
});

test('dates are written as far as they are known', async () => {
  const json = partialDateJson(sql`$1::date`, sql`$2::"DatePrecision"`);
  expect(await written(json, ['0987-10-05', 'DAY'])).toBe('"0987-10-05"');
  expect(await written(json, ['2012-10-01', 'MONTH'])).toBe('"2012-10"');
  expect(await written(json, ['2012-01-01', 'YEAR'])).toBe('"2012"');
  expect(await written(json, [null, null])).toBe('null');
});

test('an object may have more members than a function takes arguments', async () => {
  const members = Array.from({ length: 400 }, (_, index): Json => [
    index === 0 ? '' : ',',
    sql`${index % 2 === 0 ? sql`1` : sql`2`}`,
  ]).flat();
  const text = await written(['[', ...members, ']'], []);
  expect(JSON.parse(text)).toEqual(Array.from({ length: 400 }, (_, index) => (index % 2 === 0 ? 1 : 2)));
});
