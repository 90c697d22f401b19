import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { variables } from './environment.js';

const file = new URL('../README.md', import.meta.url);

const [, settings = ''] = readFileSync(file, 'utf8').split('\n## Settings\n');
const [table = ''] = settings.split('\n## ');
const rows = [...table.matchAll(/^\| `(?<name>\w+)` *\| (?<otherwise>[^|]*?) *\| (?<values>[^|]*?) *\| (?<purpose>[^|]*?) *\|$/gmu)].map(
  ({ groups = {} }) => groups,
);

test('every variable has a row in the table of README.md, in the order of the schema, and every row a variable', () => {
  expect(
    rows.map(({ name }) => name),
    'Add a row to the table in services/api/README.md, or take one out.',
  ).toEqual(Object.keys(variables.shape));
  expect(rows.filter(({ values, purpose }) => values === '' || purpose === '')).toEqual([]);
});

test('the table tells what each is when left out', () => {
  const defaults: Readonly<Record<string, string | undefined>> = variables.parse({});
  const told = Object.fromEntries(rows.map(({ name, otherwise }) => [name, otherwise]));
  expect(told).toEqual(
    Object.fromEntries(Object.keys(variables.shape).map((name) => [name, defaults[name] === undefined ? 'none' : `\`${defaults[name]}\``])),
  );
});

const takes = (name: string, value: string) => variables.safeParse({ [name]: value }).success;

test('both ends of a range that the table tells are taken, and what is beyond them is not', () => {
  const ranges = rows.flatMap(({ name = '', values = '' }) => {
    const [, from, to] = /^(\d+) to (\d+)\b/u.exec(values) ?? [];
    return from === undefined || to === undefined ? [] : [{ name, from: Number(from), to: Number(to) }];
  });
  expect(ranges.length).toBeGreaterThan(9);
  for (const { name, from, to } of ranges) {
    expect([from - 1, from, to, to + 1].map((value) => takes(name, String(value)))).toEqual([false, true, true, false]);
  }
});

test('the words that the table lists for a variable are taken, and no other', () => {
  const listed = rows.filter(({ values = '' }) => /^`\w+`(?:, `\w+`)+$/u.test(values));
  expect(listed.map(({ name }) => name)).toContain('LOG_LEVEL');
  for (const { name = '', values = '' } of listed) {
    const words = values.replaceAll('`', '').split(', ');
    expect([...words, 'whatever'].map((word) => takes(name, word))).toEqual([...words.map(() => true), false]);
  }
});
