import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from './testing.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test('each index of the database is on the page of indexes, with what it answers, and no other', async () => {
  const page = await readFile(new URL('../../docs/indexes.md', import.meta.url), 'utf8');
  const described = [...page.matchAll(/^\| `([^`]+)` +\| \S.* \|$/gmu)].map(([, name]) => name);
  const indexes = await database.client.$queryRaw<{ name: string }[]>`
    SELECT c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND NOT i.indisprimary AND t.relname <> '_prisma_migrations'`;
  expect(new Set(described)).toEqual(new Set(indexes.map(({ name }) => name)));
});
