import { fileURLToPath } from 'node:url';
import { complaintsAbout, koreanSentences, recordNamesOf } from '@pcrm/core/testing';
import { koreanWords } from '@pcrm/core';
import { expect, test } from 'vitest';
import { koreanMessages } from './korean-messages.js';
import { schema } from './schema.js';

const folder = fileURLToPath(new URL('.', import.meta.url));

test('every sentence with which the schema refuses has its Korean, with all its values, and no Korean is left over', async () => {
  const where = 'packages/graphql/src/korean-messages.ts';
  const notTold = { 'compiled/execute-compiled.ts': 'whoever follows which way an operation is answered' };
  expect(await complaintsAbout({ folder, where, own: koreanMessages, below: koreanSentences, notTold })).toEqual([]);
});

test('every type that has ids has a Korean name, as has every word for a record', async () => {
  const types = schema.getPossibleTypes(schema.getType('Node') as never).map(({ name }) => name);
  expect(types.length).toBeGreaterThan(30);
  expect([...types, ...(await recordNamesOf(folder))].filter((name) => koreanWords['record']?.[name] === undefined)).toEqual([]);
});
