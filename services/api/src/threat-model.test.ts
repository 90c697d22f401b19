import { existsSync, readFileSync } from 'node:fs';
import { schema } from '@pcrm/graphql';
import { getNamedType, isEnumType, isInputObjectType, isObjectType } from 'graphql';
import { expect, test } from 'vitest';

const root = new URL('../../../', import.meta.url);
const page = readFileSync(new URL('services/api/docs/threat-model.md', root), 'utf8');

test('every test that the threat model names is there', () => {
  const named = [...page.matchAll(/`([\w/.-]+\.test\.ts)`/gu)].map(([, path = '']) => path);
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
});

test('every defence names what proves it', () => {
  const rows = page.split('\n').filter((line) => line.includes('.test.ts') || line.includes('bar "'));
  const [defences = ''] = (page.split('\n## The five families of failure\n')[1] ?? '').split('\n## What is not defended\n');
  const cells = defences.split('\n').filter((line) => line.startsWith('| ') && !/^\| (?:-|defence|attack)/u.test(line));
  expect(cells.filter((line) => !rows.includes(line))).toEqual([]);
});

test('no argument and no input names a column, a language or a time zone, and orders are enums', () => {
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  const given = types.flatMap((type) => {
    if (isInputObjectType(type)) return Object.values(type.getFields());
    return isObjectType(type) ? Object.values(type.getFields()).flatMap(({ args }) => args) : [];
  });
  expect(given.length).toBeGreaterThan(500);
  expect(given.filter(({ name }) => /zone|column(?!s$)|locale|language|sql|sort/iu.test(name))).toEqual([]);
  const orders = given.filter(({ name }) => /^order/iu.test(name) || name === 'columns');
  expect(orders.length).toBeGreaterThan(3);
  expect(orders.filter(({ type }) => !isEnumType(getNamedType(type)))).toEqual([]);
});
