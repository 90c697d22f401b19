import { describe, expect, test } from 'vitest';
import { CannotOpen, InvalidInput } from '../errors.js';
import { useTestPcrm } from '../testing.js';
import type { OwnMigration } from './own-tables.js';

const t = useTestPcrm();

const items: OwnMigration = {
  name: '20130115090000_items',
  // Several statements, with semicolons within.
  sql: `CREATE TABLE item (id int PRIMARY KEY, title text NOT NULL, held date, seen timestamptz, spent bigint, marks text[]);
    INSERT INTO item (id, title) VALUES (1, 'a;b');
    CREATE FUNCTION doubled(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN n * 2; END $$;`,
};
const notes: OwnMigration = {
  name: '20130201090000_notes',
  sql: 'CREATE TABLE note (item_id int REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED)',
};
const open = (migrations: readonly OwnMigration[], schema = 'council_agenda') => t.pcrm.ownTables({ schema, migrations });

const refusalOf = async (asked: Promise<unknown>) => {
  const error = await asked.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof InvalidInput) && !(error instanceof CannotOpen)) throw new Error('It was not refused.', { cause: error });
  return error;
};
const schemas = async () => (await open([], 'looking_around')).query<{ nspname: string }>`SELECT nspname FROM pg_namespace ORDER BY 1`;

describe('migrations', () => {
  test('are applied once each, in their order, as the list grows', async () => {
    expect((await open([items])).migrations).toEqual(['20130115090000_items']);
    expect((await open([items])).migrations).toEqual([]);
    const { query, migrations } = await open([items, notes]);
    expect(migrations).toEqual(['20130201090000_notes']);
    expect(await query`SELECT title FROM item`).toEqual([{ title: 'a;b' }]);
    expect(await query`SELECT doubled(21) AS n`).toEqual([{ n: 42 }]);
  });

  test('are applied once by several processes at once', async () => {
    // With connections that are open already, they begin in the same moment.
    const { query } = await open([], 'before');
    await Promise.all(Array.from({ length: 4 }, () => query`SELECT 1`));
    const started = await Promise.all(Array.from({ length: 4 }, () => open([items, notes], 'at_once')));
    expect(started.map(({ migrations }) => migrations.length).toSorted((a, b) => a - b)).toEqual([0, 0, 0, 2]);
  });

  test('are all written, or none of them', async () => {
    const broken = { name: '20130301090000_broken', sql: 'CREATE TABLE half (id int); CREATE TABLE item (id int);' };
    const error = await refusalOf(open([items, broken], 'half_way'));
    expect(error.message).toBe(
      'The migration 20130301090000_broken of half_way cannot be applied: relation "item" already exists. Nothing of it was written. Correct it and start again.',
    );
    expect((await schemas()).map(({ nspname }) => nspname)).not.toContain('half_way');
    expect((await open([items], 'half_way')).migrations).toEqual(['20130115090000_items']);
  });

  test('do not change after they were applied, come later, or go', async () => {
    const schema = 'forward_only';
    await open([items, notes], schema);
    const messageOf = async (migrations: readonly OwnMigration[]) => (await refusalOf(open(migrations, schema))).message;
    expect(await messageOf([{ ...items, sql: `${items.sql} ` }, notes])).toBe(
      'The migration 20130115090000_items of forward_only was changed after it was applied. Restore it, and write the change as the next migration.',
    );
    expect(await messageOf([items, { name: '20130120090000_late', sql: 'SELECT 1' }, notes])).toBe(
      'The migration 20130120090000_late of forward_only comes before 20130201090000_notes, which was applied already. Give it a later name.',
    );
    expect(await messageOf([items])).toBe(
      'The tables of forward_only have had the migration 20130201090000_notes, which this program does not know. Start the version that has it.',
    );
    expect((await open([{ ...items, sql: items.sql.replaceAll('\n', '\r\n') }, notes], schema)).migrations).toEqual([]);
  });

  test('leave the product as it is', async () => {
    await open([items], 'beside');
    await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '인천광역시의회' });
    const { query } = await open([items], 'beside');
    expect(await query`SELECT count(*)::int AS n FROM pg_tables WHERE schemaname = 'beside'`).toEqual([{ n: 2 }]);
    await expect(query`SELECT * FROM "Stakeholder"`).rejects.toThrow(/relation "Stakeholder" does not exist/u);
    await expect(t.pcrm.db.$queryRaw`SELECT * FROM item`).rejects.toThrow(/relation \\?"item\\?" does not exist/u);
  });
});

describe('a schema', () => {
  test.each([
    ['public', 'reserved'],
    ['pg_catalog', 'reserved'],
    ['information_schema', 'reserved'],
    ['Council', 'invalid_name'],
    ['council"; DROP SCHEMA public CASCADE; --', 'invalid_name'],
    ['', 'invalid_name'],
    ['a'.repeat(64), 'invalid_name'],
  ])('%j is refused: %s', async (schema, code) => {
    const error = await refusalOf(open([items], schema));
    expect(error instanceof InvalidInput && error.problems.map((problem) => problem.code)).toEqual([code]);
  });

  test('of somebody else is left alone; an empty one is taken', async () => {
    await (
      await open([], 'maker')
    ).query`CREATE SCHEMA others`;
    await (
      await open([], 'maker')
    ).query`CREATE TABLE others.theirs (id int)`;
    await (
      await open([], 'maker')
    ).query`CREATE SCHEMA prepared`;
    expect((await refusalOf(open([items], 'others'))).message).toBe(
      "schema: The schema others has tables that are not this project's. Choose a name of the project, such as council_agenda.",
    );
    expect((await open([items], 'prepared')).migrations).toEqual(['20130115090000_items']);
  });

  test('has migrations with names in order', async () => {
    const error = await refusalOf(open([notes, items, { name: 'a b', sql: '' }], 'named'));
    expect(error instanceof InvalidInput && error.problems.map(({ path, code }) => [path.join('.'), code])).toEqual([
      ['migrations.1.name', 'out_of_order'],
      ['migrations.2.name', 'invalid_name'],
    ]);
  });
});

describe('a statement', () => {
  test('has what is given bound to it, and answers alike on both databases', async () => {
    const { query } = await open([items], 'values_of_all_kinds');
    const title = `'); DROP TABLE item; --`;
    await query`INSERT INTO item VALUES (${2}, ${title}, ${'2013-01-15'}, ${new Date('2013-01-15T15:30:00Z')}, ${9_007_199_254_740_993n}, ${['가', '"나"']})`;
    await query`INSERT INTO item VALUES (${3}, ${'시각'}, ${new Date('2013-01-15T23:30:00Z')}, ${null}, ${null}, ${[]})`;
    expect(await query`SELECT * FROM item WHERE id > ${1} ORDER BY id`).toEqual([
      { id: 2, title, held: '2013-01-15', seen: new Date('2013-01-15T15:30:00Z'), spent: 9_007_199_254_740_993n, marks: ['가', '"나"'] },
      { id: 3, title: '시각', held: '2013-01-15', seen: null, spent: null, marks: [] },
    ]);
    const json = JSON.stringify({ 안건: [1] });
    expect(
      await query`SELECT count(*) AS n, ${json}::jsonb AS j, '2013-01-15 09:00'::timestamp AS l, '1 day 02:00'::interval AS i, 1.50::numeric AS d, TRUE AS b FROM item`,
    ).toEqual([{ n: 3n, j: { 안건: [1] }, l: '2013-01-15 09:00:00', i: '1 day 02:00:00', d: '1.50', b: true }]);
  });

  test('is one statement', async () => {
    const { query } = await open([items], 'one_statement');
    await expect(query`DELETE FROM item; DROP TABLE item`).rejects.toThrow(/cannot insert multiple commands/u);
    expect(await query`SELECT id FROM item`).toEqual([{ id: 1 }]);
  });

  test('is written whole or not at all, with what is checked at its end', async () => {
    const { query } = await open([items, notes], 'deferred');
    await expect(query`INSERT INTO note VALUES (${1}), (${99})`).rejects.toMatchObject({ code: '23503' });
    expect(await query`SELECT * FROM note`).toEqual([]);
    // What was refused leaves nothing behind for the next, the product's included.
    expect(await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '뒤에 오는 단체' })).toMatchObject({ name: '뒤에 오는 단체' });
  });
});

test('many at once are served by the connections there are', async () => {
  const { query } = await open([items], 'many');
  await Promise.all(Array.from({ length: 50 }, (_, n) => query`INSERT INTO item (id, title) VALUES (${n + 10}, ${'안건'})`));
  expect(await query`SELECT count(*)::int AS n FROM item`).toEqual([{ n: 51 }]);
});
