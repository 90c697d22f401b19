import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readinessOf } from './readiness.js';
import { openTestDatabase, type TestDatabase } from './testing.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test('a migrated database that answers is ready', async () => {
  expect(await readinessOf(database)).toEqual({});
});

test('one that lacks a migration of this program is not, and one that has a later one is', async () => {
  const rows = await database.client.$queryRaw<{ name: string }[]>`
    SELECT migration_name AS "name" FROM _prisma_migrations ORDER BY 1 DESC LIMIT 1`;
  const rename = (from: string, to: string) =>
    database.client.$executeRaw`UPDATE _prisma_migrations SET migration_name = ${to} WHERE migration_name = ${from}`;
  await rename(rows[0]!.name, '99990101000000_later');
  expect(await readinessOf(database)).toEqual({ migrations: 'The database has not been migrated.' });
  await rename('99990101000000_later', rows[0]!.name);
  await database.client.$executeRaw`
    INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('later', '', '99990101000000_later', now())`;
  expect(await readinessOf(database)).toEqual({});
});

test('one that does not answer in time, or fails, is not', async () => {
  const late = { $queryRaw: () => new Promise(() => undefined) } as never;
  expect(await readinessOf({ client: late }, { withinMs: 10 })).toEqual({ pool: 'The database does not answer in time.' });
  const failing = { $queryRaw: () => Promise.reject(new Error('postgresql://somebody:secret@host')) } as never;
  expect(await readinessOf({ client: failing })).toEqual({ pool: 'The database cannot be read.' });
  const standby = { $queryRaw: () => Promise.resolve([{ readOnly: true, migrated: true }]) } as never;
  expect(await readinessOf({ client: standby })).toEqual({ pool: 'The database takes nothing that is written.' });
});

test('a disk with less free than demanded is not, nor is a folder that is gone', async () => {
  const { client } = database;
  expect(await readinessOf({ client, folder: tmpdir() }, { freeBytes: 1 })).toEqual({});
  expect(await readinessOf({ client, folder: tmpdir() }, { freeBytes: 1e18 })).toEqual({
    disk: 'The disk of the data folder is nearly full.',
  });
  expect(await readinessOf({ client, folder: '/no/such/folder' })).toEqual({ disk: 'The data folder cannot be read.' });
});
