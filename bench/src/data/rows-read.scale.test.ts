import { countRows, engagementsOfStakeholder, loadPages, stakeholderList, type Actor } from '@pcrm/core';
import { onServer, useTestPcrm } from '@pcrm/core/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scaleOfTests } from '../environment.js';
import { writeData } from './fill-database.js';

const t = useTestPcrm();
const statements: { query: string; params: unknown[] }[] = [];
let client: pg.Client;
let staff: Actor;
let stakeholderIds: string[] = [];
let deep: string | undefined;

interface PlanNode {
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

/** How many rows of tables and indexes a plan read, the ones that it then left out too. */
function rowsRead(node: PlanNode): number {
  const own =
    node['Relation Name'] === undefined
      ? 0
      : (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)) * node['Actual Loops'];
  return own + (node.Plans ?? []).reduce((sum, child) => sum + rowsRead(child), 0);
}

/** How many rows the statements of the work read. */
async function read(work: () => Promise<unknown>): Promise<number> {
  statements.length = 0;
  await work();
  let total = 0;
  for (const { query, params } of statements.filter((each) => each.query.trimStart().startsWith('SELECT'))) {
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>({
      text: `EXPLAIN (ANALYZE, FORMAT JSON) ${query}`,
      values: params,
    });
    total += rowsRead(rows[0]!['QUERY PLAN'][0].Plan);
  }
  return total;
}

// Filling takes a minute at a hundred thousand engagements, so that all of it is one file, and on a server only.
beforeAll(async () => {
  if (t.database.databaseUrl === undefined) return;
  client = new pg.Client({ connectionString: t.database.databaseUrl, options: '-c jit=off' });
  await client.connect();
  await writeData((script) => client.query(script), { engagements: scaleOfTests() });
  await client.query('VACUUM ANALYZE');
  t.database.client.$on('query', ({ query, params }) => statements.push({ query, params: JSON.parse(params) as unknown[] }));
  staff = await t.pcrm.db.actor.findFirstOrThrow({ where: { role: 'STAFF', name: { not: 'staff' } }, orderBy: { id: 'asc' } });
  // Those who are met most.
  const rows = await t.pcrm.db.engagementStakeholder.groupBy({
    by: ['stakeholderId'],
    orderBy: { _count: { engagementId: 'desc' } },
    _count: true,
    take: 50,
  });
  stakeholderIds = rows.map(({ stakeholderId }) => stakeholderId);
  for (let page = 0; page < 20; page += 1) deep = (await t.pcrm.as(staff).listEngagements({ first: 100, after: deep })).rows.at(-1)?.cursor;
}, 900_000);

// Before the database is dropped: what was set up first is taken down last.
afterAll(async () => {
  if (onServer) await client.end();
});

describe.runIf(onServer)('however many engagements there are, of them is read', () => {
  const as = () => t.pcrm.as(staff);
  const period = { from: '2025-11-01', until: '2026-11-01', by: 'MONTH' } as const;

  test.for<[string, () => Promise<unknown>, number]>([
    ['a page', () => as().listEngagements({ first: 20 }), 100],
    ['a page of one day in the middle', () => as().listEngagements({ first: 20, filter: { until: '2024-11-01T00:00:00+09:00' } }), 100],
    [
      'the last of one who is met most',
      () => loadPages(t.pcrm.db, engagementsOfStakeholder(staff), { first: 10, parentIds: stakeholderIds.slice(0, 1) }),
      100,
    ],
    [
      'the last five of each of fifty',
      () => loadPages(t.pcrm.db, engagementsOfStakeholder(staff), { first: 5, parentIds: stakeholderIds }),
      1_500,
    ],
    ['a page of a rare word', () => as().listEngagements({ first: 20, filter: { subjectContains: '자기부상' } }), 1_000],
    ['a page of a frequent word', () => as().listEngagements({ first: 20, filter: { subjectContains: '급식' } }), 3_000],
    ['a word that is nowhere', () => as().listEngagements({ first: 20, filter: { subjectContains: '뷁뷁' } }), 10],
    ['a page after two thousand others', () => as().listEngagements({ first: 20, after: deep }), 100],
  ])('%s', { timeout: 120_000 }, async ([, work, most]) => {
    expect(await read(work)).toBeLessThanOrEqual(most);
  });

  test('twelve months by category and channel', { timeout: 120_000 }, async () => {
    // What everybody may read of their kind comes from the tallies; what this one reads beside grows with what they do.
    for (const apart of [[], ['CATEGORY' as const], ['CHANNEL' as const]]) {
      expect(await read(() => t.admin.engagementInsight({ ...period, apart }))).toBeLessThanOrEqual(1_000);
    }
  });

  test('of the stakeholders, to count those of a segment, those of the region and the kind', { timeout: 120_000 }, async () => {
    const segment = stakeholderList(staff, { kind: 'PERSON', categories: ['EXPERT'], region: '중구' });
    // Of 20,000 stakeholders a tenth is of a region, and 17 of 20 are persons.
    expect(await read(() => countRows(t.pcrm.db, segment))).toBeLessThanOrEqual(2_000);
  });
});
