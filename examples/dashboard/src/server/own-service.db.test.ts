import { useTestPcrm } from '@pcrm/core/testing';
import { beforeAll, expect, test } from 'vitest';
import { demonstrationContacts, stakeholders } from './demonstration.js';
import { loadDemonstration } from './load-demonstration.js';
import { issueKey } from './own-service.js';

const t = useTestPcrm();

const counts = async () => ({
  engagements: await t.pcrm.db.engagement.count(),
  assessments: await t.pcrm.db.assessment.count(),
  keepers: await t.pcrm.db.relationshipManager.count(),
  invented: await t.pcrm.db.stakeholder.count({ where: { name: { startsWith: '시연 ' } } }),
});
const whole = { engagements: 95, assessments: 45, keepers: 45, invented: 44 };

beforeAll(async () => {
  t.setNow('2014-01-02T03:00:00Z');
  await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '울산광역시', categories: ['LOCAL_GOVERNMENT'] });
  await loadDemonstration(t.pcrm, t.actors.staff);
});

test('everything that is invented says so in its name', () => {
  expect(stakeholders.every(({ name }) => name.startsWith('시연 '))).toBe(true);
  expect(demonstrationContacts().every(({ subject }) => subject.startsWith('[시연] '))).toBe(true);
});

test('the demonstration is there once, however often it is loaded', async () => {
  expect(await counts()).toEqual(whole);
  await loadDemonstration(t.pcrm, t.actors.staff);
  expect(await counts()).toEqual(whole);
});

test('each start has a key of its own, which reads what the page shows and writes nothing; those before it end', async () => {
  const first = await issueKey(t.pcrm);
  const second = await issueKey(t.pcrm);
  expect(await t.pcrm.authenticate(first)).toBeUndefined();
  const actor = await t.pcrm.authenticate(second);
  if (actor === undefined) throw new Error('The key opens nothing.');
  const dashboard = t.pcrm.as(actor);
  expect(await dashboard.engagementInsight({ from: '2013-08-01', until: '2013-09-01', by: 'MONTH' })).toMatchObject([{ suppressed: true }]);
  await expect(dashboard.registerStakeholder({ kind: 'PERSON', name: '누구' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(dashboard.listStances()).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
