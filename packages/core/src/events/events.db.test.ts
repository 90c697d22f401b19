import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openDatabase } from '../database/open-database.js';
import { pcrmOn } from '../open-pcrm.js';
import { onServer, useTestPcrm } from '../testing.js';
import { eventFeed } from './event-feed.js';
import { numberOf, received, until } from './testing.js';

const t = useTestPcrm();
afterEach(() => void vi.useRealTimers());

const register = (name: string) => t.staff.registerStakeholder({ kind: 'PERSON', name });
const visit = (stakeholderId: string) => ({
  occurredAt: '2012-12-11T10:00:00+09:00',
  channel: 'VISIT' as const,
  direction: 'OUTBOUND' as const,
  subject: '주요업무 설명',
  stakeholderIds: [stakeholderId],
});

describe('what a command leaves', () => {
  test('is one event, and one more for each record that it entered or changed beside it, without personal data', async () => {
    const before = await t.pcrm.events.latest();
    const { id: stakeholderId } = await register('박종렬');
    const engagement = await t.staff.logEngagement({
      ...visit(stakeholderId),
      commitments: [{ direction: 'OURS', text: '자료를 보낸다', stakeholderId, due: '2012-12-20' }],
    });
    const commitment = engagement.commitments[0]!;
    const { answer } = await t.staff.closeCommitment({
      id: commitment.id,
      version: 1,
      status: 'DONE',
      closedOn: '2012-12-12',
      answer: { occurredAt: '2012-12-12T10:00:00+09:00', channel: 'CALL' },
    });
    await t.pcrm.events.latest();
    const events = await t.database.client.outboxEvent.findMany({ where: { position: { gt: before } }, orderBy: { position: 'asc' } });
    expect(events.map(({ name, subjectType, subjectId }) => [name, subjectType, subjectId])).toEqual([
      ['stakeholderRegistered', 'Stakeholder', stakeholderId],
      ['engagementLogged', 'Engagement', engagement.id],
      ['commitmentMade', 'Commitment', commitment.id],
      ['commitmentClosed', 'Commitment', commitment.id],
      ['engagementLogged', 'Engagement', answer!.id],
    ]);
    expect(events.map(({ position }) => position! - before)).toEqual([1n, 2n, 3n, 4n, 5n]);
    expect(events[0]).toMatchObject({ actorId: t.actors.staff.id, departmentId: t.departmentId, at: t.pcrm.now() });
    expect(Object.keys(events[0]!)).toEqual(['id', 'position', 'name', 'subjectType', 'subjectId', 'actorId', 'departmentId', 'at']);
  });

  test('is nothing when it is refused, and nothing more when it is repeated with its idempotency key', async () => {
    const before = await numberOf(t);
    await expect(t.viewer.registerStakeholder({ kind: 'PERSON', name: '불가' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(t.staff.reviseStakeholder({ id: t.departmentId, version: 1, name: '없음' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await numberOf(t)).toBe(before);
    for (let time = 0; time < 3; time += 1)
      await t.staff.registerStakeholder({ kind: 'PERSON', name: '한번만' }, { idempotencyKey: 'once' });
    expect(await numberOf(t)).toBe(before + 1);
  });
});

describe('following', () => {
  test('brings what is written afterwards at once, and resumes after any event', async () => {
    const ends = new AbortController();
    const start = await t.pcrm.events.latest();
    const seen = received(t.pcrm.events.follow(start, ends.signal));
    const people = [await register('가나다'), await register('라마바'), await register('사아자')];
    await until(() => seen.length === 3);
    expect(seen.map(({ subjectId }) => subjectId)).toEqual(people.map(({ id }) => id));
    const resumed = received(t.pcrm.events.follow(seen[0]!.position, ends.signal));
    await until(() => resumed.length === 2);
    expect(resumed).toEqual(seen.slice(1));
    ends.abort();
  });

  test('ends when it is told to, also while nothing happens', async () => {
    const ends = new AbortController();
    const following = t.pcrm.events.follow(await t.pcrm.events.latest(), ends.signal).next();
    await setTimeout(10);
    ends.abort();
    expect(await following).toEqual({ done: true, value: undefined });
  });

  test.runIf(onServer)('brings what another process writes, without waiting for its next look (only on a server)', async () => {
    const other = await openDatabase({ databaseUrl: t.database.databaseUrl! });
    const elsewhere = pcrmOn(other, t.pcrm);
    const ends = new AbortController();
    const seen = received(elsewhere.events.follow(await t.pcrm.events.latest(), ends.signal));
    const here = received(t.pcrm.events.follow(await t.pcrm.events.latest(), ends.signal));
    const { id } = await register('다른곳');
    await until(() => seen.length === 1 && here.length === 1);
    expect(seen[0]).toMatchObject({ subjectId: id });
    ends.abort();
    await elsewhere.close();
  });

  test('brings what another instance commits as soon as it is told, where PostgreSQL tells nothing and before it looks', async () => {
    // It never looks for itself: this clock stands still.
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { listen: _listen, ...deaf } = t.database;
    const elsewhere = pcrmOn(deaf, t.pcrm);
    const endTelling = t.pcrm.events.onCommit(elsewhere.events.wake);
    const ends = new AbortController();
    const seen = received(elsewhere.events.follow(await t.pcrm.events.latest(), ends.signal));
    const { id: first } = await register('알림 하나');
    await until(() => seen.length === 1);
    const { id: second } = await register('알림 둘');
    await until(() => seen.length === 2);
    expect(seen.map(({ subjectId }) => subjectId)).toEqual([first, second]);
    endTelling();
    const { id: third } = await register('알림 없음');
    // It is there and has its number, and nobody has told: it comes with the look.
    await t.pcrm.events.latest();
    expect(seen).toHaveLength(2);
    vi.advanceTimersByTime(500);
    await until(() => seen.length === 3);
    expect(seen[2]).toMatchObject({ subjectId: third });
    // What it commits itself it need not be told.
    const { id: own } = await elsewhere.as(t.actors.staff).registerStakeholder({ kind: 'PERSON', name: '스스로' });
    await until(() => seen.length === 4);
    expect(seen[3]).toMatchObject({ subjectId: own });
    ends.abort();
  });

  test('tells of each commit of this process, the announcements of what falls due included, and of nothing that is refused', async () => {
    const { id } = await register('기한');
    let told = 0;
    const endTelling = t.pcrm.events.onCommit(() => (told += 1));
    await t.staff.logEngagement({
      ...visit(id),
      commitments: [{ direction: 'OURS', text: '오늘까지 보낸다', stakeholderId: id, due: '2012-12-12' }],
    });
    expect(told).toBe(1);
    await expect(t.viewer.registerStakeholder({ kind: 'PERSON', name: '불가' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(told).toBe(1);
    expect(await t.pcrm.announceDueCommitments()).toBe(1);
    expect(told).toBe(2);
    endTelling();
    await register('끝난 뒤');
    expect(told).toBe(2);
  });

  test.runIf(onServer)(
    'skips nothing of 20 who write at once, an event that commits late included, and keeps the order of each record (only on a server)',
    async () => {
      const record = await register('함께고침');
      const ends = new AbortController();
      const start = await t.pcrm.events.latest();
      const seen = received(t.pcrm.events.follow(start, ends.signal));
      let commitLate = () => {};
      const held = new Promise<void>((resolve) => (commitLate = resolve));
      const late = t.database.client.$transaction(async (db) => {
        await db.$executeRaw`
          INSERT INTO "OutboxEvent" ("name", "subjectType", "subjectId", "actorId", "at")
          VALUES ('late', 'Stakeholder', ${record.id}::uuid, ${t.actors.staff.id}::uuid, now())`;
        await held;
      });
      await setTimeout(20);
      const versions: number[] = [];
      const revise = async (writer: number) => {
        for (let done = false; !done;) {
          const { version } = await t.pcrm.db.stakeholder.findUniqueOrThrow({ where: { id: record.id } });
          const revised = t.staff.reviseStakeholder({ id: record.id, version, name: `고침 ${writer}` });
          done = await revised.then(
            () => true,
            () => false,
          );
          if (done) versions.push(version + 1);
        }
      };
      await Promise.all([...Array.from({ length: 20 }, (_, writer) => register(`동시 ${writer}`)), ...[1, 2, 3, 4, 5].map(revise)]);
      await until(() => seen.length >= 25);
      commitLate();
      await late;
      await until(() => seen.length >= 26);
      expect(seen.map(({ position }) => position - start)).toEqual(Array.from({ length: 26 }, (_, index) => BigInt(index + 1)));
      expect(seen.at(-1)).toMatchObject({ name: 'late' });
      // The audit has what each revision left; the events of the record come in the order of its versions.
      const audited = await t.pcrm.db.auditRecord.findMany({ where: { subjectId: record.id, command: 'reviseStakeholder' } });
      const inOrder = audited.map(({ after }) => (after as { version: number }).version).toSorted((a, b) => a - b);
      expect(inOrder).toEqual([2, 3, 4, 5, 6]);
      expect(versions.toSorted((a, b) => a - b)).toEqual(inOrder);
      ends.abort();
    },
  );

  test('of what was swept is refused, and what every consumer has not passed is not swept', async () => {
    const dispatcher = t.pcrm.events.dispatch([{ name: '느린 소비자', from: 'BEGINNING', take: () => Promise.reject(new Error('no')) }], {
      attempts: 1,
    });
    const all = Number(await t.pcrm.events.latest());
    await until(async () => (await t.admin.listParkedEvents()).length === all);
    await dispatcher.stop();
    await t.database.client.eventConsumer.update({ where: { name: '느린 소비자' }, data: { position: 2n } });
    await t.database.client.eventDelivery.deleteMany({ where: { event: { position: { not: 2n } } } });
    t.setNow('2012-12-18T03:00:00.000Z');
    expect(await t.pcrm.events.sweep()).toBe(0);
    t.setNow('2012-12-20T03:00:00.000Z');
    // The first is forgotten; the second is parked and stays; the consumer has not passed the third.
    expect(await t.pcrm.events.sweep()).toBe(1);
    const feed = eventFeed(t.database.client, undefined);
    await expect(feed.follow(0n, AbortSignal.timeout(5_000)).next()).rejects.toMatchObject({
      code: 'EVENTS_GONE',
    });
    await expect(t.pcrm.events.requireKept(0n)).rejects.toMatchObject({ code: 'EVENTS_GONE' });
    await t.pcrm.events.requireKept(2n);
    await t.pcrm.events.requireKept(BigInt(all));
    // A place of a database that was restored since.
    await expect(t.pcrm.events.requireKept(BigInt(all) + 1n)).rejects.toMatchObject({ code: 'EVENTS_GONE' });
    const kept = await feed.follow(2n, AbortSignal.timeout(5_000)).next();
    expect((kept.value as readonly unknown[])[0]).toMatchObject({ position: 3n });
    t.setNow('2012-12-12T03:00:00.000Z');
  });
});
