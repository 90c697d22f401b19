import { beforeAll, expect, test } from 'vitest';
import { onServer, TEST_NOW, useTestPcrm } from '../testing.js';

const t = useTestPcrm();

let stakeholderId: string;
let engagementId: string;
beforeAll(async () => {
  stakeholderId = (await t.staff.registerStakeholder({ kind: 'PERSON', name: '박종렬' })).id;
  const visit = { occurredAt: '2012-12-11T10:00:00+09:00', channel: 'VISIT', direction: 'OUTBOUND', subject: '주요업무 설명' } as const;
  engagementId = (await t.staff.logEngagement({ ...visit, stakeholderIds: [stakeholderId] })).id;
});

const promise = (due: string | null) =>
  t.staff.makeCommitment({ direction: 'OURS', text: '자료를 보낸다', stakeholderId, ownerId: t.actors.staff.id, engagementId, due });

async function announced(): Promise<(string | null)[]> {
  const events = await t.database.client.outboxEvent.findMany({ where: { name: 'commitmentFellDue' }, orderBy: { id: 'asc' } });
  return events.map(({ subjectType, subjectId }) => (subjectType === 'Commitment' ? subjectId : null));
}

test('an open commitment is announced on its last day, once, and again when it was put off', async () => {
  const tomorrow = await promise('2012-12-13');
  const month = await promise('2012-12');
  await promise(null);
  const closed = await promise('2012-12-12');
  await t.staff.closeCommitment({ id: closed.id, version: 1, status: 'WITHDRAWN', closedOn: '2012-12-12' });
  expect(await t.pcrm.announceDueCommitments()).toBe(0);

  // One minute before, and at midnight in Korea.
  t.setNow('2012-12-12T14:59:00Z');
  expect(await t.pcrm.announceDueCommitments()).toBe(0);
  t.setNow('2012-12-12T15:00:00Z');
  expect([await t.pcrm.announceDueCommitments(), await t.pcrm.announceDueCommitments()]).toEqual([1, 0]);
  expect(await announced()).toEqual([tomorrow.id]);

  t.setNow('2012-12-30T14:59:00Z');
  expect(await t.pcrm.announceDueCommitments()).toBe(0);
  t.setNow('2012-12-30T15:00:00Z');
  expect(await t.pcrm.announceDueCommitments()).toBe(1);
  expect(await announced()).toEqual([tomorrow.id, month.id]);

  await t.staff.reviseCommitment({ id: tomorrow.id, version: 1, due: '2013-01-04' });
  expect(await t.pcrm.announceDueCommitments()).toBe(0);
  t.setNow('2013-01-04T03:00:00Z');
  expect(await t.pcrm.announceDueCommitments()).toBe(1);
  expect(await announced()).toEqual([tomorrow.id, month.id, tomorrow.id]);
  const events = await t.database.client.outboxEvent.findMany({ where: { name: 'commitmentFellDue' }, orderBy: { id: 'asc' } });
  expect(events[2]).toMatchObject({ actorId: '00000000-0000-7000-8000-000000000001', departmentId: null, at: t.pcrm.now() });
  t.setNow(TEST_NOW);
});

test('more than fit in one batch are announced all, each once', async () => {
  const before = (await announced()).length;
  const rows = Array.from({ length: 501 }, () => ({
    direction: 'OURS' as const,
    text: '자료를 보낸다',
    stakeholderId,
    ownerId: t.actors.staff.id,
    engagementId,
    dueDate: new Date('2012-12-01'),
    duePrecision: 'DAY' as const,
    enteredById: t.actors.staff.id,
  }));
  await t.database.client.commitment.createMany({ data: rows });
  expect(await t.pcrm.announceDueCommitments()).toBe(501);
  expect(new Set((await announced()).slice(before)).size).toBe(501);
});

test.runIf(onServer)('of several that announce at once, one does; what somebody changes meanwhile waits (only on a server)', async () => {
  const { id } = await promise('2012-12-10');
  const held = await promise('2012-12-10');
  let letGo = () => {};
  const until = new Promise<void>((resolve) => (letGo = resolve));
  let isHeld = () => {};
  const holding = new Promise<void>((resolve) => (isHeld = resolve));
  const changing = t.database.client.$transaction(async (db) => {
    await db.$executeRaw`UPDATE "Commitment" SET "text" = '자료와 도면을 보낸다' WHERE "id" = ${held.id}::uuid`;
    isHeld();
    await until;
  });
  await holding;
  const counts = await Promise.all(Array.from({ length: 8 }, () => t.pcrm.announceDueCommitments()));
  expect(counts.reduce((sum, count) => sum + count)).toBe(1);
  expect((await announced()).filter((subject) => subject === id)).toHaveLength(1);
  letGo();
  await changing;
  expect(await t.pcrm.announceDueCommitments()).toBe(1);
  expect((await announced()).at(-1)).toBe(held.id);
});
