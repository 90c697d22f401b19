import { useTestPcrm } from '@pcrm/core/testing';
import { beforeAll, expect, test } from 'vitest';
import { exampleSession } from './agenda.js';
import { openAgendaTables, type AgendaTables } from './agenda-tables.js';
import { logAgenda } from './log-agenda.js';
import { printAgenda } from './print-agenda.js';

const t = useTestPcrm();
let tables: AgendaTables;
const { name } = exampleSession;

beforeAll(async () => {
  t.setNow('2013-02-01T03:00:00Z');
  tables = await openAgendaTables(t.pcrm);
  await tables.save(exampleSession);
});

const counts = async () => ({
  engagements: await t.pcrm.db.engagement.count(),
  committees: await t.pcrm.db.stakeholder.count({ where: { categories: { has: 'CITY_COUNCIL' } } }),
});

test('each item is an engagement with its committee, at its hour', async () => {
  expect(await logAgenda(t.staff, tables, name)).toBe(5);
  expect(await counts()).toEqual({ engagements: 5, committees: 4 });
  const [first] = await tables.items(name);
  expect(await t.staff.findEngagement(first?.engagementId ?? '')).toMatchObject({
    occurredAt: new Date('2013-01-28T01:00:00Z'),
    subject: '예시 임시회 1번 안건: 2013년도 주요업무 보고',
    channel: 'MEETING',
  });
  const printed = await printAgenda(t.staff, await tables.items(name));
  expect(printed).toMatch(/│ 5 +│ 2013-01-30 10:00 │ 예시 산업위원회 +│ 조력발전 사업에 대한 의견 청취 +│ [\da-f-]{36} │/u);
});

test('a second run logs nothing, and takes what the agenda says by now', async () => {
  const [first] = await tables.items(name);
  const revised = exampleSession.items.map((item) => ({ ...item, title: `${item.title} (수정)` }));
  await (await openAgendaTables(t.pcrm)).save({ name, items: revised });
  expect(await logAgenda(t.staff, tables, name)).toBe(0);
  expect(await counts()).toEqual({ engagements: 5, committees: 4 });
  expect((await tables.items(name))[0]).toEqual({ ...first, title: '2013년도 주요업무 보고 (수정)' });
});

test('a run that died between logging and storing the id logs nothing twice', async () => {
  const before = await tables.items(name);
  const { query } = await t.pcrm.ownTables({ schema: 'council_agenda', migrations: (await import('./migrations.js')).migrations });
  await query`UPDATE item SET engagement_id = NULL, title = ${exampleSession.items[0]?.title ?? ''} WHERE number = 1`;
  await query`DELETE FROM committee`;
  expect(await logAgenda(t.staff, tables, name)).toBe(1);
  expect(await counts()).toEqual({ engagements: 5, committees: 4 });
  expect((await tables.items(name)).map(({ engagementId }) => engagementId)).toEqual(before.map(({ engagementId }) => engagementId));
});
