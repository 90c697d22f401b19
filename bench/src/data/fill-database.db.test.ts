import { systemActor } from '@pcrm/core';
import { useTestPcrm, type TestPcrm } from '@pcrm/core/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeData } from './fill-database.js';

const SIZE = { engagements: 2_000, stakeholders: 400 };
const tables = [
  'Department',
  'Stakeholder',
  'ContactPoint',
  'Membership',
  'Assessment',
  'RelationshipManager',
  'Engagement',
  'EngagementStakeholder',
  'EngagementStaff',
  'EngagementTopic',
  'EngagementPolicyTask',
  'Commitment',
  'Stance',
  'SearchDocument',
] as const;

type Row = Record<string, unknown>;

function rowsOf({ database }: TestPcrm, text: string): Promise<Row[]> {
  return database.transact(({ query }) => query(text));
}

// The database that the tests get holds a department of its own.
const contentsOf = (t: TestPcrm) =>
  rowsOf(
    t,
    tables
      .map(
        (table) =>
          `SELECT '${table}' AS name, count(*)::int AS count, md5(string_agg(t::text, '' ORDER BY t::text)) AS digest FROM "${table}" t WHERE t::text NOT LIKE '%소통협력관실%'`,
      )
      .join(' UNION ALL '),
  );

describe('generated data', () => {
  const t = useTestPcrm();
  const again = useTestPcrm();
  let indexesBefore: Row[];
  const indexesOf = () => rowsOf(t, `SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1`);
  beforeAll(async () => {
    indexesBefore = await indexesOf();
    for (const { database } of [t, again]) await database.transact(({ script }) => writeData(script, SIZE));
  });

  test('is as much as was asked for', async () => {
    const counts = Object.fromEntries((await contentsOf(t)).map(({ name, count }) => [name, count]));
    expect(counts).toEqual({
      Department: 30,
      Stakeholder: 400,
      ContactPoint: 800,
      Membership: 340,
      Assessment: 520,
      RelationshipManager: 128,
      Engagement: 2_000,
      EngagementStakeholder: 5_014,
      EngagementStaff: 2_678,
      EngagementTopic: 2_000,
      EngagementPolicyTask: 433,
      Commitment: 155,
      Stance: 200,
      SearchDocument: 2_600,
    });
  });

  test('is the same each time', async () => {
    expect(await contentsOf(again)).toEqual(await contentsOf(t));
  });

  test('has a few stakeholders who are met very often, and councillors who are met often enough', async () => {
    const [row] = await rowsOf(
      t,
      `SELECT max(met)::int AS most, percentile_disc(0.5) WITHIN GROUP (ORDER BY met)::int AS middle, (min(met) FILTER (WHERE categories = '{CITY_COUNCIL}'))::int AS councillors
      FROM (SELECT s.categories, count(p."engagementId") AS met FROM "Stakeholder" s LEFT JOIN "EngagementStakeholder" p ON p."stakeholderId" = s.id GROUP BY s.id) AS counted`,
    );
    expect(row).toEqual({ most: 259, middle: 8, councillors: 5 });
  });

  test('refers to nothing that is not there', async () => {
    const references = await rowsOf(
      t,
      `SELECT conrelid::regclass::text AS "from", confrelid::regclass::text AS "to",
        (SELECT string_agg(format('f.%I = t.%I', a.attname, b.attname), ' AND ') FROM unnest(conkey, confkey) AS k (x, y)
          JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = k.x JOIN pg_attribute b ON b.attrelid = confrelid AND b.attnum = k.y) AS holds,
        (SELECT string_agg(format('f.%I IS NOT NULL', attname), ' AND ') FROM pg_attribute WHERE attrelid = conrelid AND attnum = ANY (conkey)) AS set
      FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`,
    );
    expect(references.length).toBeGreaterThan(200);
    const dangling = await rowsOf(
      t,
      references
        .map(
          ({ from, to, holds, set }) =>
            `SELECT '${String(from)}' AS from, '${String(to)}' AS to FROM ${String(from)} f WHERE ${String(set)} AND NOT EXISTS (SELECT FROM ${String(to)} t WHERE ${String(holds)})`,
        )
        .join(' UNION ALL '),
    );
    expect(dangling).toEqual([]);
  });

  test('is found as if it had been entered, and its indexes are there again', async () => {
    const [row] = await rowsOf(
      t,
      `SELECT count(*)::int AS differing FROM "SearchDocument" d WHERE d IS DISTINCT FROM (SELECT s FROM search_documents(d.kind, ARRAY[d.id]) s)`,
    );
    expect(row).toEqual({ differing: 0 });
    expect(await indexesOf()).toEqual(indexesBefore);
  });

  test('is counted as if it had been entered', async () => {
    expect(await t.pcrm.recountInsights({ check: true })).toEqual([]);
    expect(await rowsOf(t, 'SELECT sum(engagements)::int AS engagements FROM "EngagementTotal"')).toEqual([{ engagements: 2_000 }]);
  });

  test('takes engagements as before: the triggers are on', async () => {
    const { rows } = await t.pcrm.as(systemActor).listStakeholders({ first: 1 });
    const logged = await t.admin.logEngagement({
      occurredAt: '2012-12-01T10:00:00+09:00',
      channel: 'CALL',
      direction: 'INBOUND',
      subject: '방아쇠 시험',
      stakeholderIds: [rows[0]?.row.id ?? ''],
    });
    expect(await rowsOf(t, `SELECT names FROM "SearchDocument" WHERE id = '${logged.id}'`)).toEqual([{ names: '|방아쇠시험|' }]);
    await expect(rowsOf(t, 'DELETE FROM "Stakeholder" RETURNING id')).rejects.toThrow(/foreign key/u);
  });
});
