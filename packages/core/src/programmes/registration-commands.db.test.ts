import { fc, test as propertyTest } from '@fast-check/vitest';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Participation } from '../generated/prisma/client.js';
import { onServer, useTestPcrm } from '../testing.js';

const t = useTestPcrm();
const unknownId = '01930000-0000-7000-8000-000000000000';
let programmeId: string;
/** Eight persons, and as many more as a test asks for. */
const people: string[] = [];

beforeAll(async () => {
  programmeId = (await t.staff.addProgramme({ name: '소통&공감 포럼', kind: 'FORUM' })).id;
  await addPeople(8);
});

async function addPeople(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    people.push((await t.staff.registerStakeholder({ kind: 'PERSON', name: `시민 ${people.length}` })).id);
  }
}

const person = (index: number) => people[index] as string;
const startsAt = '2012-12-20T05:00:00Z';

async function plan(session: Partial<Parameters<typeof t.staff.planSession>[0]> = {}): Promise<string> {
  return (await t.staff.planSession({ programmeId, startsAt, ...session })).id;
}

function register(sessionId: string, index: number): Promise<Participation> {
  return t.staff.registerForSession({ sessionId, stakeholderId: person(index) });
}

async function cancel(sessionId: string, index: number) {
  const { id } = await t.database.client.participation.findUniqueOrThrow({
    where: { sessionId_stakeholderId: { sessionId, stakeholderId: person(index) } },
  });
  return t.staff.cancelRegistration({ id });
}

/** Who has a place and who waits, as indexes of people, each in the order of registration. */
async function line(sessionId: string): Promise<{ registered: number[]; waiting: number[] }> {
  const of = async (status: 'REGISTERED' | 'WAITING') => {
    const found = await t.pcrm.db.participation.findMany({ where: { sessionId, status }, orderBy: { number: 'asc' } });
    return found.map(({ stakeholderId }) => people.indexOf(stakeholderId));
  };
  return { registered: await of('REGISTERED'), waiting: await of('WAITING') };
}

const namesOf = (participations: readonly Participation[]) => participations.map(({ stakeholderId }) => people.indexOf(stakeholderId));

describe('registering', () => {
  test('gives places in the order of registration, then turns in the waiting list, then nothing', async () => {
    const id = await plan({ capacity: 2, waitingListCapacity: 1 });
    expect(await register(id, 0)).toMatchObject({ status: 'REGISTERED', number: 1, version: 1, promotedAt: null, attended: null });
    expect(await register(id, 1)).toMatchObject({ status: 'REGISTERED', number: 2 });
    const third = await register(id, 2);
    expect(third).toMatchObject({ status: 'WAITING', number: 3 });
    await expect(register(id, 3)).rejects.toMatchObject({ code: 'CONFLICT', rule: 'session_full' });
    await expect(register(id, 0)).rejects.toMatchObject({ rule: 'takes_part_already' });
    expect(await t.viewer.findSession(id)).toMatchObject({ placesTaken: 2, waiting: 1, lastNumber: 3, version: 1 });
    expect(await t.viewer.waitingPositionsOfEach([third.id, unknownId])).toEqual([1, null]);
  });

  test('needs programmes:write, a session and a stakeholder', async () => {
    const id = await plan();
    await expect(t.viewer.registerForSession({ sessionId: id, stakeholderId: person(0) })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(register(unknownId, 0)).rejects.toMatchObject({ code: 'NOT_FOUND', entity: 'Session' });
    await expect(t.staff.registerForSession({ sessionId: id, stakeholderId: unknownId })).rejects.toMatchObject({
      problems: [{ path: ['stakeholderId'], code: 'unknown_id' }],
    });
  });

  test('is refused before it opens, after it closes, and for a session that is not to come', async () => {
    const early = await plan({ registrationOpensAt: '2012-12-13T00:00:00Z' });
    await expect(register(early, 0)).rejects.toMatchObject({
      rule: 'registration_not_open',
      message: 'Register from 2012-12-13 09:00 on, until 2012-12-20 14:00 (Korean time).',
    });
    const late = await plan({ registrationClosesAt: '2012-12-12T02:59:00Z' });
    await expect(register(late, 0)).rejects.toMatchObject({ rule: 'registration_closed' });
    const cancelled = await plan();
    await register(cancelled, 0);
    await t.staff.cancelSession({ id: cancelled, version: 1 });
    await expect(register(cancelled, 1)).rejects.toMatchObject({ rule: 'session_cancelled' });
    expect(await line(cancelled)).toEqual({ registered: [0], waiting: [] });
  });
});

describe('cancelling', () => {
  test('moves up who has waited longest, in the same moment, and tells and audits who it is', async () => {
    const id = await plan({ capacity: 1 });
    for (const index of [0, 1, 2]) await register(id, index);
    const cancelled = await cancel(id, 0);
    expect(cancelled).toMatchObject({ status: 'CANCELLED', cancelledAt: new Date('2012-12-12T03:00:00Z'), version: 2 });
    expect(namesOf(cancelled.promoted)).toEqual([1]);
    expect(cancelled.promoted).toMatchObject([{ status: 'REGISTERED', promotedAt: new Date('2012-12-12T03:00:00Z'), version: 2 }]);
    expect(await line(id)).toEqual({ registered: [1], waiting: [2] });
    const [audit] = (await t.admin.listAudit({ filter: { command: 'cancelRegistration' } })).rows;
    expect(audit?.row.after).toMatchObject({ status: 'CANCELLED', promoted: [{ stakeholderId: person(1) }] });
  });

  test('of one who waits moves nobody', async () => {
    const id = await plan({ capacity: 1 });
    for (const index of [0, 1, 2]) await register(id, index);
    expect((await cancel(id, 1)).promoted).toEqual([]);
    expect(await line(id)).toEqual({ registered: [0], waiting: [2] });
  });

  test('and registering again leads to the end of the line', async () => {
    const id = await plan({ capacity: 1 });
    for (const index of [0, 1, 2]) await register(id, index);
    await cancel(id, 0);
    expect(await register(id, 0)).toMatchObject({ status: 'WAITING', number: 4, cancelledAt: null, version: 3 });
    expect(await line(id)).toEqual({ registered: [1], waiting: [2, 0] });
    await cancel(id, 1);
    expect(await line(id)).toEqual({ registered: [2], waiting: [0] });
  });

  test('is refused twice, for a session that was held, and of nobody', async () => {
    const id = await plan();
    await register(id, 0);
    await register(id, 1);
    await cancel(id, 0);
    await expect(cancel(id, 0)).rejects.toMatchObject({ rule: 'cancelled_already' });
    await t.staff.holdSession({ id, version: 1, held: '2012-12-12' });
    await expect(cancel(id, 1)).rejects.toMatchObject({ rule: 'session_held' });
    await expect(t.staff.cancelRegistration({ id: unknownId })).rejects.toMatchObject({ code: 'NOT_FOUND', entity: 'Participation' });
  });
});

describe('changing the number of places', () => {
  test('moves up as many as there are more, and all without a limit', async () => {
    const id = await plan({ capacity: 1 });
    for (const index of [0, 1, 2, 3, 4]) await register(id, index);
    const revised = await t.staff.reviseSession({ id, version: 1, capacity: 3 });
    expect(revised).toMatchObject({ capacity: 3, placesTaken: 3, waiting: 2, version: 2 });
    expect(namesOf(revised.promoted)).toEqual([1, 2]);
    expect(namesOf((await t.staff.reviseSession({ id, version: 2, capacity: null })).promoted)).toEqual([3, 4]);
  });

  test('refuses fewer places than are taken, and a shorter waiting list than there is', async () => {
    const id = await plan({ capacity: 2 });
    for (const index of [0, 1, 2, 3]) await register(id, index);
    await expect(t.staff.reviseSession({ id, version: 1, capacity: 1 })).rejects.toMatchObject({
      code: 'CONFLICT',
      rule: 'Session_places_within_capacity',
      message: 'More are registered than there would be places. Choose at least as many places, or cancel registrations first.',
    });
    const shorter = t.staff.reviseSession({ id, version: 1, waitingListCapacity: 1 });
    await expect(shorter).rejects.toMatchObject({ rule: 'Session_waiting_within_capacity' });
    expect(await line(id)).toEqual({ registered: [0, 1], waiting: [2, 3] });
  });
});

describe('attendance', () => {
  const attend = (sessionId: string, came: Record<number, boolean>, othersAbsent = false) =>
    t.staff.recordSessionAttendance({
      sessionId,
      attendances: Object.entries(came).map(([index, each]) => ({ stakeholderId: person(Number(index)), came: each })),
      othersAbsent,
    });

  test('is recorded from the day of the session on, part by part, for all who came', async () => {
    const id = await plan({ capacity: 3, startsAt: '2012-12-12T14:00:00Z' });
    for (const index of [0, 1, 2, 3, 4]) await register(id, index);
    t.setNow('2012-12-11T14:59:59Z');
    await expect(attend(id, { 0: true })).rejects.toMatchObject({ code: 'CONFLICT', rule: 'session_not_begun' });
    t.setNow('2012-12-12T03:00:00Z');
    expect(await attend(id, { 0: true, 3: true, 5: true })).toMatchObject({ participations: [{}, {}, {}] });
    expect(await attend(id, { 2: true }, true)).toMatchObject({ participations: [{ attended: true }, { attended: false }] });
    const [turnout] = await t.viewer.turnoutOfEach([id]);
    expect(turnout).toEqual({ attended: 4, walkIns: 1, absent: 1, unrecorded: 0 });
    expect(await t.viewer.findSession(id)).toMatchObject({ placesTaken: 3, waiting: 2, version: 1 });
  });

  test('is corrected by recording again; a walk-in that was none is none', async () => {
    const id = await plan({ startsAt: '2012-12-12T14:00:00Z' });
    await register(id, 0);
    await attend(id, { 0: true, 5: true });
    expect((await attend(id, { 0: false, 5: false })).participations).toMatchObject([{ attended: false, version: 3 }]);
    expect(await t.pcrm.db.participation.count({ where: { sessionId: id } })).toBe(1);
    await expect(cancel(id, 0)).rejects.toMatchObject({ rule: 'attendance_recorded' });
    await attend(id, { 0: true });
    await expect(t.staff.cancelSession({ id, version: 1 })).rejects.toMatchObject({ rule: 'attendance_recorded' });
  });

  test('names every problem at once', async () => {
    const id = await plan({ startsAt: '2012-12-12T14:00:00Z' });
    const attendances = [
      { stakeholderId: unknownId, came: true },
      { stakeholderId: person(0), came: false },
    ];
    await expect(t.staff.recordSessionAttendance({ sessionId: id, attendances })).rejects.toMatchObject({
      problems: [
        { path: ['attendances', 0, 'stakeholderId'], code: 'unknown_id' },
        { path: ['attendances', 1, 'came'], code: 'not_registered' },
      ],
    });
    const twice = [attendances[0]!, { ...attendances[0]!, stakeholderId: unknownId.toUpperCase() }];
    await expect(t.staff.recordSessionAttendance({ sessionId: id, attendances: twice })).rejects.toMatchObject({
      problems: [{ path: ['attendances', 1, 'stakeholderId'], code: 'duplicate' }],
    });
  });
});

/** What ought to happen, as a line of people: those with a place in front, then those who wait. */
class Line {
  registered: number[] = [];
  waiting: number[] = [];
  constructor(
    public capacity: number,
    readonly maxWaiting: number,
  ) {}

  register(who: number): string {
    if ([...this.registered, ...this.waiting].includes(who)) return 'takes_part_already';
    if (this.registered.length < this.capacity) this.registered.push(who);
    else if (this.waiting.length < this.maxWaiting) this.waiting.push(who);
    else return 'session_full';
    return 'done';
  }

  cancel(who: number): string {
    if (![...this.registered, ...this.waiting].includes(who)) return 'none';
    this.registered = this.registered.filter((each) => each !== who);
    this.waiting = this.waiting.filter((each) => each !== who);
    return this.moveUp();
  }

  resize(capacity: number): string {
    if (capacity < this.registered.length) return 'Session_places_within_capacity';
    this.capacity = capacity;
    return this.moveUp();
  }

  private moveUp(): string {
    while (this.waiting.length > 0 && this.registered.length < this.capacity) this.registered.push(this.waiting.shift() as number);
    return 'done';
  }
}

type Step = ['register' | 'cancel', number] | ['resize', number];
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(fc.constant('register' as const), fc.integer({ min: 0, max: 7 })) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('cancel' as const), fc.integer({ min: 0, max: 7 })) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('resize' as const), fc.integer({ min: 1, max: 5 })) },
);

async function take(sessionId: string, [kind, value]: Step): Promise<string> {
  try {
    if (kind === 'register') await register(sessionId, value);
    else if (kind === 'cancel') await cancel(sessionId, value);
    else {
      const { version } = await t.pcrm.db.session.findUniqueOrThrow({ where: { id: sessionId } });
      await t.staff.reviseSession({ id: sessionId, version, capacity: value });
    }
    return 'done';
  } catch (error) {
    const { code, rule } = error as { code: string; rule?: string };
    return code === 'P2025' || rule === 'cancelled_already' ? 'none' : (rule ?? code);
  }
}

describe('any history', () => {
  // Long histories of few places and a full line, in which those who move up leave others behind.
  const history = fc.array(step, { minLength: 20, maxLength: 30, size: 'max' });
  propertyTest.prop([fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 }), history], {
    numRuns: onServer ? 12 : 3,
  })('of registrations, cancellations and numbers of places ends as the line does', async (capacity, waitingListCapacity, steps) => {
    const id = await plan({ capacity, waitingListCapacity });
    const model = new Line(capacity, waitingListCapacity);
    for (const each of steps) {
      const [kind, value] = each;
      expect(await take(id, each)).toBe(model[kind](value));
    }
    expect(await line(id)).toEqual({ registered: model.registered, waiting: model.waiting });
    const { registered, waiting } = model;
    expect(await t.viewer.findSession(id)).toMatchObject({ placesTaken: registered.length, waiting: waiting.length });
  });
});

/** Registers, perhaps drops out, and registers again; tells whether that person believes to take part in the end. */
async function live(sessionId: string, who: number): Promise<boolean> {
  let takesPart = (await take(sessionId, ['register', who])) === 'done';
  if (takesPart && who % 3 > 0) takesPart = (await take(sessionId, ['cancel', who])) !== 'done';
  const answer = await take(sessionId, ['register', who]);
  expect(takesPart ? ['takes_part_already'] : ['done', 'session_full']).toContain(answer);
  return takesPart || answer === 'done';
}

describe('at the same time (only on a server)', () => {
  test.runIf(onServer)('40 people get 5 places and 10 turns, each number once, and nobody is lost', async () => {
    await addPeople(40 - people.length);
    const id = await plan({ capacity: 5, waitingListCapacity: 10 });
    const all = await Promise.allSettled(people.map((_, index) => register(id, index)));
    const done = all.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const refused = all.flatMap((result) => (result.status === 'rejected' ? [(result.reason as { rule: string }).rule] : []));
    expect(refused).toEqual(Array.from({ length: 25 }, () => 'session_full'));
    const inOrder = done.toSorted((a, b) => (a.number ?? 0) - (b.number ?? 0));
    expect(inOrder.map(({ number }) => number)).toEqual(Array.from({ length: 15 }, (_, index) => index + 1));
    expect(inOrder.map(({ status }) => status)).toEqual([...Array(5).fill('REGISTERED'), ...Array(10).fill('WAITING')]);
  });

  interface Moment {
    readonly capacity: number;
    readonly placesTaken: number;
    readonly waiting: number;
    readonly registered: number;
    readonly waits: number;
  }

  /** What can be seen of a session, again and again until the signal. */
  async function watch(sessionId: string, signal: AbortSignal): Promise<Moment[]> {
    const seen: Moment[] = [];
    while (!signal.aborted) {
      const moments = await t.database.client.$queryRaw<Moment[]>`
        SELECT s."capacity", s."placesTaken", s."waiting", (count(*) FILTER (WHERE p."status" = 'REGISTERED'))::int AS "registered",
          (count(*) FILTER (WHERE p."status" = 'WAITING'))::int AS "waits"
        FROM "Session" s LEFT JOIN "Participation" p ON p."sessionId" = s."id" WHERE s."id" = ${sessionId}::uuid GROUP BY s."id"`;
      seen.push(...moments);
    }
    return seen;
  }

  test.runIf(onServer)('registrations, cancellations and changes of places never overbook, and nobody is lost or passed', async () => {
    const id = await plan({ capacity: 4, waitingListCapacity: 12 });
    const ended = new AbortController();
    const watching = watch(id, ended.signal);
    const everybody = Array.from({ length: 24 }, (_, who) => who);
    const lives = Promise.all(everybody.map((who) => live(id, who)));
    const sizes = await Promise.all([6, 3, 8, 5, 7].map((size) => take(id, ['resize', size])));
    const believe = await lives;
    ended.abort();
    for (const answer of sizes) expect(['done', 'Session_places_within_capacity', 'STALE_VERSION']).toContain(answer);
    const seen = await watching;
    expect(seen.length).toBeGreaterThan(5);
    for (const { capacity, placesTaken, waiting, registered, waits } of seen) {
      expect([registered, waits]).toEqual([placesTaken, waiting]);
      expect(registered).toBeLessThanOrEqual(capacity);
      expect(waits === 0 || registered === capacity).toBe(true);
    }
    const { registered, waiting } = await line(id);
    expect([...registered, ...waiting].toSorted((a, b) => a - b)).toEqual(everybody.filter((who) => believe[who]));
    const numbersOf = async (status: 'REGISTERED' | 'WAITING') =>
      (await t.pcrm.db.participation.findMany({ where: { sessionId: id, status } })).map(({ number }) => number ?? 0);
    expect(Math.max(...(await numbersOf('REGISTERED')))).toBeLessThan(Math.min(...(await numbersOf('WAITING')), Infinity));
  });
});

describe('the database itself', () => {
  const participation = (sessionId: string, index: number, status: 'REGISTERED' | 'WAITING', number: number) => ({
    sessionId,
    stakeholderId: person(index),
    status,
    number,
    registeredAt: new Date(),
    enteredById: t.actors.staff.id,
  });

  test('overbooks nothing, lets nobody wait beside a free place or be passed, and registers nobody for what is over', async () => {
    const db = t.database.client.participation;
    const id = await plan({ capacity: 1 });
    await expect(db.create({ data: participation(id, 0, 'WAITING', 1) })).rejects.toThrow('nobody_waits_beside_a_free_place');
    await db.create({ data: participation(id, 0, 'REGISTERED', 2) });
    await expect(db.create({ data: participation(id, 1, 'REGISTERED', 3) })).rejects.toThrow('Session_places_within_capacity');
    await expect(db.create({ data: participation(id, 1, 'WAITING', 1) })).rejects.toThrow('first_come_first_served');
    await db.create({ data: participation(id, 1, 'WAITING', 3) });
    await expect(db.deleteMany({ where: { sessionId: id, number: 2 } })).rejects.toThrow('nobody_waits_beside_a_free_place');
    await t.staff.cancelSession({ id, version: 1 });
    await expect(db.create({ data: participation(id, 2, 'WAITING', 4) })).rejects.toThrow('registration_for_planned_session');
  });
});
