import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../access/actor.js';
import { onServer, useTestPcrm } from '../testing.js';
import type { Collision } from './collision-queries.js';

const t = useTestPcrm();

const ids = { councillor: '', council: '', city: '', body: '', other: '' };
let outsider: Actor;
let ours: string;

beforeAll(async () => {
  ids.councillor = (await t.staff.registerStakeholder({ kind: 'PERSON', name: '노의원' })).id;
  ids.other = (await t.staff.registerStakeholder({ kind: 'PERSON', name: '다른 사람' })).id;
  const organization = async (name: string, more: object = {}) =>
    (await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name, ...more })).id;
  ids.council = await organization('시의회', { categories: ['CITY_COUNCIL'] });
  ids.city = await organization('우리 시', { categories: ['OWN_CITY'] });
  ids.body = await organization('협의체');
  await t.staff.establishBody({ organizationId: ids.body, kind: 'COMMITTEE' });
  const seat = { role: 'MEMBER', basis: 'APPOINTED', from: '2012-01' } as const;
  await t.staff.startMembership({
    organizationId: ids.council,
    memberId: ids.councillor,
    role: 'MEMBER',
    from: '2010-07',
    until: '2012-12-20',
  });
  await t.staff.startMembership({ organizationId: ids.body, memberId: ids.councillor, ...seat, until: '2012-12-20' });
  ours = t.departmentId;
  const departmentId = (await t.admin.addDepartment({ name: '예산담당관실' })).id;
  outsider = await t.admin.addActor({ kind: 'STAFF', name: '예산', role: 'STAFF', departmentId });
  const budget = t.pcrm.as(outsider);
  const log = (subject: string, occurredAt: string, more: object = {}) =>
    budget.logEngagement({ channel: 'VISIT', direction: 'OUTBOUND', stakeholderIds: [ids.councillor], subject, occurredAt, ...more });
  await log('이틀 전', '2012-12-10T00:00:00+09:00');
  await log('엿새 전 밤', '2012-12-06T23:59:59+09:00');
  await log('이레 전 새벽', '2012-12-05T00:00:00+09:00');
  await log('여드레 전 밤', '2012-12-04T23:59:59+09:00');
  await log('비공개', '2012-12-11T09:00:00+09:00', { confidentiality: 'RESTRICTED' });
  await log('함께', '2012-12-11T09:00:00+09:00', { staffIds: [outsider.id, t.actors.staff.id] });
  await log('의회 방문', '2012-12-11T09:00:00+09:00', { stakeholderIds: [ids.council] });
  await t.staff.logEngagement({
    channel: 'CALL',
    direction: 'INBOUND',
    stakeholderIds: [ids.councillor],
    subject: '우리 통화',
    occurredAt: '2012-12-11T09:00:00+09:00',
  });
  const plan = (subject: string, startsAt: string, more: object = {}) =>
    budget.planAppointment({ channel: 'VISIT', stakeholderIds: [ids.councillor, ids.council], subject, startsAt, ...more });
  await plan('내일', '2012-12-13T09:00:00+09:00');
  await plan('비공개 약속', '2012-12-13T09:00:00+09:00', { confidentiality: 'RESTRICTED' });
  const gone = await plan('취소됨', '2012-12-13T09:00:00+09:00');
  await budget.cancelAppointment({ id: gone.id, version: 1, reason: '사정' });
  const held = await plan('면담함', '2012-12-12T09:00:00+09:00');
  await budget.holdAppointment({ id: held.id, version: 1 });
  await t.staff.planAppointment({
    channel: 'CALL',
    stakeholderIds: [ids.councillor],
    subject: '우리 약속',
    startsAt: '2012-12-13T09:00:00+09:00',
  });
});

const subjectOf = (collision: Collision) => (collision.kind === 'MEETING' ? collision.record.title : collision.record.subject);
const told = (found: readonly Collision[]) => found.map((collision) => [collision.kind, subjectOf(collision), collision.daysApart]);

const nearest = [
  ['ENGAGEMENT', '면담함', 0],
  ['APPOINTMENT', '내일', 1],
  ['ENGAGEMENT', '이틀 전', -2],
  ['ENGAGEMENT', '엿새 전 밤', -6],
  ['ENGAGEMENT', '이레 전 새벽', -7],
];

describe('collisions', () => {
  test('are what other departments did and plan within seven days in Korea, the nearest first, but for what was cancelled or done together', async () => {
    const stakeholderIds = [ids.councillor];
    expect(told(await t.staff.collisions({ stakeholderIds }))).toEqual(nearest);
    expect(told(await t.staff.collisions({ stakeholderIds, at: '2012-12-12' }))).toEqual(nearest);
    // The same day in Korea, of which UTC has two.
    expect(told(await t.staff.collisions({ stakeholderIds, at: '2012-12-12T00:00:00+09:00' }))).toEqual(nearest);
    expect(told(await t.staff.collisions({ stakeholderIds, at: '2012-12-12T23:59:59+09:00' }))).toEqual(nearest);
    expect(told(await t.staff.collisions({ stakeholderIds, withinDays: 1 }))).toEqual(nearest.slice(0, 2));
    expect(told(await t.staff.collisions({ stakeholderIds, withinDays: 0 }))).toEqual(nearest.slice(0, 1));
    expect(told(await t.staff.collisions({ stakeholderIds, withinDays: 8 }))).toEqual([...nearest, ['ENGAGEMENT', '여드레 전 밤', -8]]);
    expect(told(await t.staff.collisions({ stakeholderIds: [ids.other] }))).toEqual([]);
    const [first] = await t.staff.collisions({ stakeholderIds });
    expect(first).toMatchObject({ day: new Date('2012-12-12'), stakeholderIds: [ids.councillor], throughIds: [] });
    expect(first?.record.enteredForId).toBe(outsider.departmentId);
  });

  test('are those of the department that is named', async () => {
    const ofOurs = await t.staff.collisions({ stakeholderIds: [ids.councillor], departmentId: outsider.departmentId });
    expect(told(ofOurs)).toEqual([
      ['ENGAGEMENT', '우리 통화', -1],
      ['APPOINTMENT', '우리 약속', 1],
    ]);
    // Who belongs to no department is beside all of them; what they did together is a contact of the department that entered it.
    const service = await t.admin.addActor({ kind: 'SERVICE', name: '일정', scopes: ['engagements:read', 'engagements:read-internal'] });
    expect(await t.pcrm.as(service).collisions({ stakeholderIds: [ids.councillor] })).toHaveLength(8);
  });

  test('come once for a contact with several of them, and through memberships when asked', async () => {
    const stakeholderIds = [ids.councillor, ids.council];
    const both = await t.staff.collisions({ stakeholderIds, withinDays: 1 });
    expect(told(both)).toEqual([nearest[0], ['ENGAGEMENT', '의회 방문', -1], nearest[1]]);
    expect(both.map((collision) => collision.stakeholderIds.toSorted())).toEqual([
      stakeholderIds.toSorted(),
      [ids.council],
      stakeholderIds.toSorted(),
    ]);
    const through = await t.staff.collisions({ stakeholderIds: [ids.councillor], withinDays: 1, throughMemberships: true });
    expect(through.map((collision) => [subjectOf(collision), collision.stakeholderIds, collision.throughIds])).toEqual([
      ['면담함', [ids.councillor], [ids.council]],
      ['의회 방문', [], [ids.council]],
      ['내일', [ids.councillor], [ids.council]],
    ]);
    const members = await t.staff.collisions({ stakeholderIds: [ids.council], withinDays: 2, throughMemberships: true });
    expect(members.map((collision) => [subjectOf(collision), collision.stakeholderIds, collision.throughIds])).toEqual([
      ['면담함', [ids.council], [ids.councillor]],
      ['의회 방문', [ids.council], []],
      ['내일', [ids.council], [ids.councillor]],
      ['이틀 전', [], [ids.councillor]],
    ]);
    // They are no member any more on the day that is asked about.
    const later = { stakeholderIds: [ids.councillor], at: '2012-12-20', withinDays: 9, throughMemberships: true };
    expect((await t.staff.collisions(later)).map(subjectOf)).toEqual(['내일', '면담함']);
  });

  test('leave no trace of what may not be read, and show it to whoever may', async () => {
    const all = await t.admin.collisions({ stakeholderIds: [ids.councillor], withinDays: 1 });
    expect(all.map(subjectOf)).toEqual(['면담함', '비공개', '내일', '비공개 약속']);
    const service = await t.admin.addActor({ kind: 'SERVICE', name: '공개만', scopes: ['engagements:read'], departmentId: ours });
    expect(await t.pcrm.as(service).collisions({ stakeholderIds: [ids.councillor] })).toEqual([]);
    const through = t.pcrm.as(service).collisions({ stakeholderIds: [ids.councillor], throughMemberships: true });
    await expect(through).rejects.toMatchObject({ scope: 'memberships:read' });
    const blind = await t.admin.addActor({ kind: 'SERVICE', name: '못 읽음', scopes: ['stakeholders:read'] });
    await expect(t.pcrm.as(blind).collisions({ stakeholderIds: [ids.councillor] })).rejects.toMatchObject({ scope: 'engagements:read' });
  });

  test('of appointments and engagements are seen from the department that they were entered for', async () => {
    const find = async (subject: string) => (await t.pcrm.db.appointment.findFirstOrThrow({ where: { subject } })).id;
    const [own, theirs] = [await find('우리 약속'), await find('내일')];
    const secret = await find('비공개 약속');
    const found = await t.staff.collisionsOfAppointments({ ids: [theirs, secret, own], withinDays: 2 });
    expect(found.map(told)).toEqual([
      [
        ['APPOINTMENT', '우리 약속', 0],
        ['ENGAGEMENT', '우리 통화', -2],
      ],
      [],
      [
        ['APPOINTMENT', '내일', 0],
        ['ENGAGEMENT', '면담함', -1],
      ],
    ]);
    const call = await t.pcrm.db.engagement.findFirstOrThrow({ where: { subject: '우리 통화' } });
    expect((await t.staff.collisionsOfEngagements({ ids: [call.id], withinDays: 1 })).map(told)).toEqual([
      [
        ['ENGAGEMENT', '이틀 전', -1],
        ['ENGAGEMENT', '면담함', 1],
      ],
    ]);
  });

  test('refuse bad input with every problem', async () => {
    const bad = t.staff.collisions({ stakeholderIds: [], at: '내일', withinDays: 91, departmentId: 'x' });
    await expect(bad).rejects.toMatchObject({
      problems: [{ path: ['stakeholderIds'] }, { path: ['at'] }, { path: ['departmentId'] }, { path: ['withinDays'] }],
    });
  });
});

test('meetings collide in which they sit, or were, and our city takes part', async () => {
  const budget = t.pcrm.as(outsider);
  const on = (planned: string, title: string) => budget.planMeeting({ bodyId: ids.body, kind: 'REGULAR', planned, title });
  await on('2012-12-14', '예정');
  await on('2012-12', '달만 정함');
  await on('2012-12-20', '임기 뒤');
  await t.staff.planMeeting({ bodyId: ids.body, kind: 'EXTRAORDINARY', planned: '2012-12-14', title: '우리 회의' });
  const attendances = [{ stakeholderId: ids.councillor, status: 'PRESENT' as const }];
  await budget.recordHeldMeeting({ bodyId: ids.body, kind: 'EXTRAORDINARY', held: '2012-12-09', title: '출석', attendances });
  const absent = [{ stakeholderId: ids.councillor, status: 'ABSENT' as const }];
  await budget.recordHeldMeeting({ bodyId: ids.body, kind: 'EXTRAORDINARY', held: '2012-12-08', title: '불참', attendances: absent });
  const meetings = async () => {
    const found = await t.staff.collisions({ stakeholderIds: [ids.councillor], withinDays: 8 });
    return told(found.filter(({ kind }) => kind === 'MEETING'));
  };
  expect(await meetings()).toEqual([]);
  await t.staff.startMembership({ organizationId: ids.body, memberId: ids.city, role: 'MEMBER' });
  expect(await meetings()).toEqual([
    ['MEETING', '예정', 2],
    ['MEETING', '출석', -3],
  ]);
});

test.runIf(onServer)('are found among 20,000 engagements in a few lookups (only on a server)', async () => {
  await t.database.client.$executeRaw`
    WITH person AS (
      INSERT INTO "Stakeholder" (id, kind, name, "updatedAt", "enteredById")
      SELECT gen_random_uuid(), 'PERSON', '사람 ' || n, now(), ${t.actors.staff.id}::uuid FROM generate_series(1, 400) n RETURNING id
    ), numbered AS (SELECT id, row_number() OVER () AS n FROM person), contact AS (
      INSERT INTO "Engagement" (id, "occurredAt", channel, direction, subject, "updatedAt", "enteredById", "enteredForId")
      SELECT gen_random_uuid(), TIMESTAMPTZ '2012-12-12 03:00Z' - n % 1000 * interval '1 day', 'CALL', 'INBOUND', n::text, now(),
        ${outsider.id}::uuid, ${outsider.departmentId}::uuid FROM generate_series(1, 20000) n RETURNING id, "occurredAt", subject
    )
    INSERT INTO "EngagementStakeholder" ("engagementId", "stakeholderId", "occurredAt")
    SELECT contact.id, numbered.id, "occurredAt" FROM contact JOIN numbered ON numbered.n = contact.subject::int % 400 + 1`;
  await t.database.client.$executeRaw`ANALYZE`;
  const persons = await t.pcrm.db.stakeholder.findMany({ where: { name: { startsWith: '사람 ' } }, take: 50 });
  const stakeholderIds = persons.map(({ id }) => id);
  const before = performance.now();
  const found = await t.staff.collisions({ stakeholderIds, withinDays: 90 });
  // Without the index on a stakeholder's engagements each of the 50 reads all 20,000, which takes seconds.
  expect(performance.now() - before).toBeLessThan(500);
  expect(found).toHaveLength(50);
});
