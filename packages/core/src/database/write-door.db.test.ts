import { afterAll, beforeAll, expect, test } from 'vitest';
import { Prisma } from '../generated/prisma/client.js';
import { asPcrmError } from './database-error.js';
import { openTestDatabase, type TestDatabase } from './testing.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  await database.client.$executeRawUnsafe(
    `CREATE TABLE entry (id int PRIMARY KEY, other int REFERENCES entry DEFERRABLE INITIALLY DEFERRED, at timestamptz)`,
  );
});
afterAll(() => database.close());

const enter = (id: number, other: number | null = null) =>
  database.write<{ id: number }>(Prisma.sql`INSERT INTO entry (id, other) VALUES (${id}::int, ${other}::int) RETURNING id`);

test('returns the rows, and binds what it is given', async () => {
  expect(await enter(1)).toEqual([{ id: 1 }]);
  const text = `'; DROP TABLE entry --`;
  expect(await database.write(Prisma.sql`SELECT ${text} AS text, ${['a', null]}::text[] AS list`)).toEqual([{ text, list: ['a', null] }]);
});

test('tells what the database refuses as everything else does, also when it refuses at the end, and goes on', async () => {
  const refusal = async (work: Promise<unknown>) => asPcrmError(await work.catch((error: unknown) => error));
  for (let time = 0; time < 3; time += 1) {
    expect(await refusal(enter(1))).toMatchObject({ code: 'CONFLICT', rule: 'entry_pkey' });
    expect(await refusal(enter(7, 8))).toMatchObject({ code: 'INVALID_INPUT', problems: [{ path: ['other'], code: 'unknown_id' }] });
  }
  expect(await database.client.$queryRaw`SELECT id FROM entry`).toEqual([{ id: 1 }]);
  expect(database.pool?.() ?? { inUse: 0 }).toMatchObject({ inUse: 0 });
});
