import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemActor } from './access/actor.js';
import { openPcrm } from './open-pcrm.js';

test('a new folder is migrated, serves every kind of query at once, and keeps its data', { timeout: 120_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pcrm-open-'));
  const dataDir = join(folder, '자료 폴더');
  const first = await openPcrm({ dataDir });
  expect(first.migrations).toEqual([
    '20261123090000_tables',
    '20261123090100_rules',
    '20261124090000_proposals',
    '20261124091000_stances',
    '20261124092000_programmes',
    '20261124093000_body_compliance',
    '20261124094000_search',
    '20261124095000_merges',
    '20261124100000_feedback',
    '20261124100500_proposal_order',
    '20261124101000_portfolio',
    '20261124102000_appointments',
    '20261125130000_events',
    '20261126110001_name_order',
    '20261126140001_commitment_due',
    '20261127090000_api_keys',
    '20261127091000_linked_accounts',
    '20261128091000_tallies',
    '20261128091100_indexes',
    '20261128093000_new_engagement_search',
    '20261128094000_unused_indexes',
    '20261128095000_segment',
  ]);
  const system = first.as(systemActor);
  const { id } = await system.registerStakeholder({ kind: 'PERSON', name: '박종렬', categories: ['CIVIC_GROUP'] });
  // An array of an enum: a type that the database did not know when it started.
  const { rows } = await system.listStakeholders({ filter: { categories: ['CIVIC_GROUP', 'EXPERT'] } });
  expect(rows.map(({ row }) => row.id)).toEqual([id]);
  await expect(openPcrm({ dataDir })).rejects.toMatchObject({ code: 'CANNOT_OPEN' });
  await first.close();

  const second = await openPcrm({ dataDir });
  expect(second.migrations).toEqual([]);
  expect((await second.as(systemActor).findStakeholder(id))?.name).toBe('박종렬');
  await second.close();
  await rm(folder, { recursive: true });
});
