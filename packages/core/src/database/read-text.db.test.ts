import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { boundedPool } from './bounded-pool.js';
import { readTextOnServer } from './read-text.js';
import { onServer, openTestDatabase, type TestDatabase } from './testing.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test('a statement answers with its text, with its values bound', async () => {
  const { readText } = database;
  const text = `SELECT concat($1::text, ' ', array_to_string($2::text[], ','), ' ', $3::int + 1, ' ', $4::boolean)`;
  expect(await readText({ text, values: [`'; DROP`, ['a"b', 'c,d'], 41, true] })).toBe(`'; DROP a"b,c,d 42 t`);
  expect(await readText({ text: 'SELECT $1::text', values: ['다시'], name: 'again' })).toBe('다시');
  expect(await readText({ text: 'SELECT $1::text', values: ['또'], name: 'again' })).toBe('또');
});

test('what the database refuses is the error of the driver, and the next statement is answered', async () => {
  await expect(database.readText({ text: 'SELECT $1::uuid::text', values: ['no id'] })).rejects.toMatchObject({ code: '22P02' });
  expect(await database.readText({ text: `SELECT 'still there'`, values: [] })).toBe('still there');
});

test.runIf(onServer)('a connection that keeps too many statements prepared is given up', async () => {
  const pool = boundedPool(database.databaseUrl ?? '', { most: 1 });
  const connected = new Set<unknown>();
  pool.on('connect', (client: pg.PoolClient) => connected.add(client));
  const readText = readTextOnServer(pool);
  for (let index = 0; index < 450; index += 1) {
    await readText({ text: `SELECT '${index}'`, values: [], name: `statement ${index}` });
  }
  await pool.end();
  expect(connected.size).toBe(3);
});

test.runIf(onServer)('it waits for a connection within the bounds of the pool', async () => {
  const pool = boundedPool(database.databaseUrl ?? '', { most: 1, waiting: 1 });
  const readText = readTextOnServer(pool);
  const held = await pool.connect();
  const waits = readText({ text: `SELECT 'waited'`, values: [] });
  await expect(readText({ text: `SELECT 'refused'`, values: [] })).rejects.toMatchObject({ code: 'POOL_EXHAUSTED' });
  held.release();
  expect(await waits).toBe('waited');
  await pool.end();
});

test.runIf(onServer)('a connection that breaks while it is read from fails that statement alone', async () => {
  const pool = boundedPool(database.databaseUrl ?? '', { most: 1 });
  const connected = new Promise<pg.PoolClient>((resolve) => pool.once('connect', resolve));
  const readText = readTextOnServer(pool);
  const sleeps = readText({ text: 'SELECT pg_sleep(60)::text', values: [] });
  const { connection } = (await connected) as unknown as { readonly connection: pg.Connection };
  connection.stream.destroy();
  await expect(sleeps).rejects.toThrow('Connection terminated');
  expect(await readText({ text: `SELECT 'another'`, values: [] })).toBe('another');
  await pool.end();
});
