import { beforeAll, describe, expect, test } from 'vitest';
import { loadPages } from '../database/keyset.js';
import { useTestPcrm } from '../testing.js';
import { programmeStatuses, programmeStatus } from './programme.js';
import type { ParticipationQuery } from './programme-participation.js';
import type { ProgrammeFilter } from './programme-queries.js';
import { opinionsOfSession, type SessionFilter } from './session-queries.js';

const t = useTestPcrm();
const unknownId = '01930000-0000-7000-8000-000000000000';
const ids: Record<string, string> = {};
const id = (name: string) => ids[name] as string;

const namesOf = (page: { readonly rows: readonly { readonly row: { readonly name: string } }[] }) => page.rows.map(({ row }) => row.name);
const titlesOf = (page: { readonly rows: readonly { readonly row: { readonly title: string | null } }[] }) =>
  page.rows.map(({ row }) => row.title);

async function register(names: readonly string[], kind: 'PERSON' | 'ORGANIZATION', region?: string): Promise<void> {
  for (const name of names) {
    const categories = kind === 'PERSON' ? (['CITIZEN'] as const) : (['CIVIC_GROUP'] as const);
    ids[name] = (await t.staff.registerStakeholder({ kind, name, region, categories: [...categories] })).id;
  }
}

beforeAll(async () => {
  const task = { number: 1, title: '과제', origin: 'AGREED', status: 'MAINTAINED', on: '2011-03', reason: '합의' } as const;
  ids['과제'] = (await t.staff.addPolicyTask(task)).id;
  await register(['가', '나', '다', '라', '마'], 'PERSON', '남동구');
  await register(['바', '사'], 'PERSON', '부평구');
  await register(['단체'], 'ORGANIZATION', '부평구');
  const programmes = [
    { name: '포럼', kind: 'FORUM', field: '창', from: '2012-03', policyTaskIds: [id('과제')], leadDepartmentId: t.departmentId },
    { name: '카페', kind: 'CAFE', field: '창의', from: '2013' },
    { name: '버스', kind: 'BUS', from: '2011', until: '2012' },
    { name: '시스템', kind: 'OTHER' },
  ] as const;
  for (const programme of programmes) {
    ids[programme.name] = (
      await t.staff.addProgramme({ ...programme, policyTaskIds: [...('policyTaskIds' in programme ? programme.policyTaskIds : [])] })
    ).id;
  }
  const cancelled = await t.staff.addProgramme({ name: '공모전', kind: 'CONTEST', from: '2012' });
  ids['공모전'] = cancelled.id;
  await t.staff.cancelProgramme({ id: cancelled.id, version: 1 });
});

describe('a programme', () => {
  test('is added, revised and cancelled with the sessions to come', async () => {
    const added = await t.staff.addProgramme({ name: '간담회', kind: 'ROUNDTABLE', number: 3, policyTaskIds: [id('과제'), id('과제')] });
    expect(added).toMatchObject({ fromDate: null, cancelledOn: null, version: 1, policyTasks: [{ policyTaskId: id('과제') }] });
    const session = (await t.staff.planSession({ programmeId: added.id, planned: '2013-01' })).id;
    const held = await t.staff.planSession({ programmeId: added.id });
    await t.staff.holdSession({ id: held.id, version: 1, held: '2012-12' });
    const revised = await t.staff.reviseProgramme({
      id: added.id,
      version: 1,
      from: '2012',
      audience: '계층·지역·세대',
      policyTaskIds: [],
    });
    expect(revised).toMatchObject({ name: '간담회', number: 3, audience: '계층·지역·세대', fromPrecision: 'YEAR', policyTasks: [] });
    const cancelled = await t.staff.cancelProgramme({ id: added.id, version: 2 });
    expect(cancelled).toMatchObject({
      cancelledOn: new Date('2012-12-12'),
      version: 3,
      cancelledSessions: [{ id: session, status: 'CANCELLED' }],
    });
    expect(await t.viewer.findSession(held.id)).toMatchObject({ status: 'HELD' });
    await expect(t.staff.cancelProgramme({ id: added.id, version: 3 })).rejects.toMatchObject({ rule: 'programme_cancelled' });
    await expect(t.staff.planSession({ programmeId: added.id })).rejects.toMatchObject({ rule: 'programme_not_cancelled' });
    await t.database.client.programme.update({ where: { id: added.id }, data: { name: '취소한 간담회' } });
  });

  test('names every problem at once, and is revised from its latest version', async () => {
    const wrong = { name: ' ', kind: 'FORUM', number: 0, from: '2013', until: '2012' } as const;
    await expect(t.staff.addProgramme(wrong)).rejects.toMatchObject({
      problems: [{ path: ['name'] }, { path: ['number'] }, { path: ['until'], code: 'period_out_of_order' }],
    });
    const unknown = { leadDepartmentId: unknownId, policyTaskIds: [unknownId], sourceId: unknownId };
    await expect(t.staff.addProgramme({ name: '이름', kind: 'FORUM', ...unknown })).rejects.toMatchObject({
      problems: [{ path: ['leadDepartmentId'] }, { path: ['policyTaskIds', 0] }, { path: ['sourceId'] }],
    });
    await expect(t.staff.reviseProgramme({ id: id('버스'), version: 2 })).rejects.toMatchObject({ code: 'STALE_VERSION' });
    await expect(t.staff.reviseProgramme({ id: unknownId, version: 1 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(t.viewer.addProgramme({ name: '이름', kind: 'FORUM' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test.for<[string, () => ProgrammeFilter, string[]]>([
    ['kind', () => ({ kinds: ['FORUM', 'BUS'] }), ['버스', '포럼']],
    ['field', () => ({ field: '창의' }), ['카페']],
    ['department', () => ({ leadDepartmentId: t.departmentId }), ['포럼']],
    ['policy task', () => ({ policyTaskId: id('과제') }), ['포럼']],
    ['a year, in which those without dates are too', () => ({ year: 2011 }), ['버스', '시스템']],
    ['a later year', () => ({ year: 2013, kinds: ['FORUM', 'CAFE', 'BUS'] }), ['카페', '포럼']],
    ['part of the name', () => ({ nameContains: '포' }), ['포럼']],
    ['those that run', () => ({ status: 'RUNNING' }), ['시스템', '포럼']],
    ['those that ran', () => ({ status: 'RUNNING', asOf: '2011-06-01' }), ['버스', '시스템']],
    ['those that ended', () => ({ status: 'ENDED' }), ['버스']],
    ['those to come', () => ({ status: 'PLANNED' }), ['카페']],
    ['those cancelled', () => ({ status: 'CANCELLED' }), ['공모전', '취소한 간담회']],
  ])('is listed by %s', async ([, filter, expected]) => {
    expect(namesOf(await t.viewer.listProgrammes({ filter: filter() }))).toEqual(expected);
  });

  test('is listed newest first too, and stands in the list where its dates say', async () => {
    const newest = await t.viewer.listProgrammes({ order: 'NEWEST', first: 2 });
    expect(namesOf(newest)).toEqual(['카페', '포럼']);
    for (const asOf of ['2010-12-31', '2011-12-31', '2012-01-01', '2012-12-12', '2013-01-01']) {
      for (const status of programmeStatuses) {
        const { rows } = await t.viewer.listProgrammes({ filter: { status, asOf } });
        expect(rows.map(({ row }) => programmeStatus(row, new Date(asOf)))).toEqual(rows.map(() => status));
      }
    }
  });

  test('tells the policy tasks that it serves', async () => {
    const [forum, bus] = await t.viewer.policyTasksOfProgrammes([id('포럼'), id('버스')]);
    expect([forum?.map(({ title }) => title), bus]).toEqual([['과제'], []]);
  });
});

describe('a session', () => {
  test('is planned for a time, a date or nothing, and held', async () => {
    const planned = await t.staff.planSession({
      programmeId: id('버스'),
      ordinal: 1,
      startsAt: '2012-12-31T16:00:00Z',
      endsAt: '2012-12-31T18:00:00Z',
    });
    expect(planned).toMatchObject({ plannedDate: new Date('2013-01-01'), plannedPrecision: 'DAY', status: 'PLANNED', capacity: null });
    const moved = await t.staff.reviseSession({ id: planned.id, version: 1, planned: '2013-02' });
    expect(moved).toMatchObject({ startsAt: null, endsAt: null, plannedPrecision: 'MONTH', promoted: [] });
    await expect(t.staff.holdSession({ id: planned.id, version: 2, held: '2012-12-13' })).rejects.toMatchObject({
      problems: [{ path: ['held'], code: 'in_the_future' }],
    });
    const held = await t.staff.holdSession({ id: planned.id, version: 2, held: '2012-12-11', headCount: 40, summary: '요약' });
    expect(held).toMatchObject({ status: 'HELD', heldDate: new Date('2012-12-11'), headCount: 40 });
    expect(await t.staff.reviseSession({ id: planned.id, version: 3, held: '2012-12-10' })).toMatchObject({
      heldDate: new Date('2012-12-10'),
    });
    await expect(t.staff.cancelSession({ id: planned.id, version: 4 })).rejects.toMatchObject({ rule: 'session_held' });
    await expect(t.staff.holdSession({ id: planned.id, version: 4, held: '2012' })).rejects.toMatchObject({ rule: 'session_held' });
  });

  test('names what is wrong with its times and its number', async () => {
    const programmeId = id('버스');
    const times = { startsAt: '2013-01-01T05:00:00Z', planned: '2013', endsAt: '2013-01-01T04:00:00Z' };
    const registration = { registrationOpensAt: '2013-01-01T05:00:00Z', registrationClosesAt: '2013-01-01T05:00:00Z' };
    await expect(t.staff.planSession({ programmeId, capacity: 0, ...times, ...registration })).rejects.toMatchObject({
      problems: [{ path: ['capacity'] }, { path: ['planned'] }, { path: ['endsAt'] }, { path: ['registrationClosesAt'] }],
    });
    await expect(t.staff.planSession({ programmeId, endsAt: times.endsAt })).rejects.toMatchObject({ problems: [{ path: ['startsAt'] }] });
    await expect(t.staff.planSession({ programmeId: unknownId })).rejects.toMatchObject({ problems: [{ path: ['programmeId'] }] });
    await expect(t.staff.planSession({ programmeId, ordinal: 1 })).rejects.toMatchObject({ rule: 'Session_programmeId_ordinal_key' });
    const open = await t.staff.planSession({ programmeId, startsAt: times.startsAt });
    const early = { id: open.id, version: 1, endsAt: times.endsAt };
    await expect(t.staff.reviseSession(early)).rejects.toMatchObject({ rule: 'Session_ends_after_start' });
    await expect(t.staff.reviseSession({ ...early, startsAt: null, held: '2012' })).rejects.toMatchObject({
      problems: [
        { path: ['held'], code: 'not_held' },
        { path: ['startsAt'], code: 'required' },
      ],
    });
    const late = { id: open.id, version: 1, registrationOpensAt: '2013-01-02T00:00:00Z' };
    await t.staff.reviseSession(late);
    const closes = { id: open.id, version: 2, registrationClosesAt: '2013-01-01T00:00:00Z' };
    await expect(t.staff.reviseSession(closes)).rejects.toMatchObject({ rule: 'Session_registration_in_order' });
    const writtenByHand = t.database.client.session.update({ where: { id: open.id }, data: { plannedDate: new Date('2013-05-05') } });
    await expect(writtenByHand).rejects.toThrow('Session_planned_for_day_of_start');
  });
});

/** Sessions of the forum: a session in each of two quarters, one of the year, and one to come; and who came. */
async function holdForum(): Promise<void> {
  const session = async (title: string, held: string, capacity: number | null) => {
    ids[title] = (await t.staff.planSession({ programmeId: id('포럼'), title, capacity, planned: held })).id;
    return id(title);
  };
  const spring = await session('봄', '2012-05-02', 2);
  for (const name of ['가', '나', '다']) await t.staff.registerForSession({ sessionId: spring, stakeholderId: id(name) });
  const came = (names: readonly string[]) => names.map((name) => ({ stakeholderId: id(name), came: true }));
  await t.staff.recordSessionAttendance({ sessionId: spring, attendances: came(['가', '단체']), othersAbsent: true });
  const autumn = await session('가을', '2012-11-30', null);
  for (const name of ['가', '나']) await t.staff.registerForSession({ sessionId: autumn, stakeholderId: id(name) });
  await t.staff.recordSessionAttendance({ sessionId: autumn, attendances: came(['가', '나', '다', '라', '마', '바']) });
  const year = await session('연중', '2012', 30);
  await t.staff.recordSessionAttendance({ sessionId: year, attendances: came(['사']) });
  for (const [title, held] of [
    ['봄', '2012-05-02'],
    ['가을', '2012-11'],
    ['연중', '2012'],
  ] as const) {
    await t.staff.holdSession({ id: id(title), version: 1, held, headCount: title === '봄' ? 25 : null });
  }
  await session('예정', '2013-03', 10);
}

/** Five more persons who came to each of the sessions. */
async function fiveMore(titles: readonly string[]): Promise<string[]> {
  const names = ['하나', '둘', '셋', '넷', '다섯'];
  const persons = await Promise.all(names.map((name) => t.staff.registerStakeholder({ kind: 'PERSON', name })));
  const stakeholderIds = persons.map((person) => person.id);
  for (const title of titles) {
    const attendances = stakeholderIds.map((stakeholderId) => ({ stakeholderId, came: true }));
    await t.staff.recordSessionAttendance({ sessionId: id(title), attendances });
  }
  return stakeholderIds;
}

describe('sessions, who took part in them, and what was said', () => {
  beforeAll(holdForum);

  test.for<[string, () => SessionFilter, string[]]>([
    ['programme', () => ({ programmeId: id('포럼') }), ['예정', '가을', '봄', '연중']],
    ['kind and status', () => ({ kinds: ['FORUM'], status: 'PLANNED' }), ['예정']],
    ['a year, in the past or to come', () => ({ kinds: ['FORUM'], within: { from: '2012', until: '2013' } }), ['가을', '봄', '연중']],
    ['part of a month, which is not where only the month is known', () => ({ kinds: ['FORUM'], within: { from: '2012-11-15' } }), ['예정']],
  ])('are listed by %s', async ([, filter, expected]) => {
    expect(titlesOf(await t.viewer.listSessions({ filter: filter() }))).toEqual(expected);
    expect(titlesOf(await t.viewer.listSessions({ filter: filter(), order: 'OLDEST' }))).toEqual(expected.toReversed());
  });

  test('participations are listed in the order of registration, by status, and for a stakeholder', async () => {
    const list = async (filter: Parameters<typeof t.viewer.listParticipations>[0]) =>
      (await t.viewer.listParticipations(filter)).rows.map(({ row }) => Object.keys(ids).find((name) => ids[name] === row.stakeholderId));
    expect(await list({ filter: { sessionId: id('봄') } })).toEqual(['가', '나', '다', '단체']);
    expect(await list({ filter: { sessionId: id('봄'), statuses: ['WAITING', 'WALK_IN'] } })).toEqual(['다', '단체']);
    expect(await list({ filter: { sessionId: id('봄'), attended: false } })).toEqual(['나']);
    expect(await list({ filter: { stakeholderId: id('가') } })).toEqual(['가', '가']);
  });

  test('opinions are engagements that the session says the rest of, with what was promised', async () => {
    const heard = await t.staff.hearOpinion({
      sessionId: id('봄'),
      occurredAt: '2012-05-02T06:00:00Z',
      subject: '주차장이 모자란다',
      stakeholderIds: [id('가')],
      policyTaskIds: [id('과제')],
      topics: ['교통'],
      commitments: [{ direction: 'OURS', text: '검토하여 알린다', stakeholderId: id('가'), due: '2012-06' }],
    });
    expect(heard).toMatchObject({ channel: 'FORUM', direction: 'INBOUND', confidentiality: 'INTERNAL', sessionId: id('봄') });
    expect(heard).toMatchObject({ staffIds: [t.actors.staff.id], policyTaskIds: [id('과제')], commitments: [{ status: 'OPEN' }] });
    const secret = { sessionId: id('봄'), occurredAt: '2012-05-02T06:30:00Z', stakeholderIds: [id('나')] };
    await t.manager.hearOpinion({ ...secret, subject: '비밀', confidentiality: 'RESTRICTED', channel: 'SOCIAL_MEDIA' });
    const subjects = async (as: typeof t.staff) => (await as.listOpinions({ sessionId: id('봄') })).rows.map(({ row }) => row.subject);
    expect(await subjects(t.manager)).toEqual(['비밀', '주차장이 모자란다']);
    expect(await subjects(t.viewer)).toEqual(['주차장이 모자란다']);
    const [below] = await loadPages(t.pcrm.db, opinionsOfSession(t.actors.viewer), { parentIds: [id('봄')] });
    expect(below?.rows.map(({ row }) => row.id)).toEqual([heard.id]);
    const [session, none] = await t.viewer.sessionsOfEngagements([heard.id, unknownId]);
    expect([session?.title, none]).toEqual(['봄', null]);
  });

  test('opinions are refused where logging an engagement would be, and where the session was not', async () => {
    const said = { subject: '의견', stakeholderIds: [id('가')] };
    await expect(t.staff.hearOpinion({ ...said, sessionId: id('예정') })).rejects.toMatchObject({ rule: 'session_not_begun' });
    await expect(t.staff.hearOpinion({ ...said, sessionId: id('봄') })).rejects.toMatchObject({
      problems: [{ path: ['occurredAt'], code: 'required' }],
    });
    const heard = { ...said, sessionId: id('봄'), occurredAt: '2012-05-02T06:00:00Z' };
    await expect(t.staff.hearOpinion({ ...heard, stakeholderIds: [] })).rejects.toMatchObject({ problems: [{ path: ['stakeholderIds'] }] });
    await expect(t.staff.hearOpinion({ ...heard, stakeholderIds: [unknownId] })).rejects.toMatchObject({
      problems: [{ path: ['stakeholderIds', 0], code: 'unknown_id' }],
    });
    const service = await t.admin.addActor({ kind: 'SERVICE', name: '버스 앱', scopes: ['programmes:write', 'programmes:read'] });
    await expect(t.pcrm.as(service).hearOpinion(heard)).rejects.toMatchObject({ code: 'FORBIDDEN', scope: 'engagements:write' });
  });

  const rowsOf = async (query: ParticipationQuery, as = t.viewer) => {
    const { rows } = await as.programmeParticipation({ query: { programmeIds: [id('포럼')], ...query } });
    return rows.map(({ row }) => ({ ...row, periodStart: row.periodStart?.toISOString().slice(0, 10) ?? null }));
  };

  test('participation is counted by quarter, with what is known of the year only apart', async () => {
    const five = await fiveMore(['봄', '연중']);
    const common = { programmeId: id('포럼'), sessions: 1 };
    expect(await rowsOf({ by: 'QUARTER' })).toMatchObject([
      {
        ...common,
        periodStart: '2012-10-01',
        places: 0,
        sessionsWithoutLimit: 1,
        headCount: null,
        registered: 2,
        waiting: 0,
        attended: 6,
        walkIns: 4,
        absent: 0,
        noShowRate: 0,
        participants: 6,
        newParticipants: 5,
        returningParticipants: 1,
        opinions: 0,
        suppressed: false,
      },
      {
        ...common,
        periodStart: '2012-04-01',
        places: 2,
        sessionsWithoutLimit: 0,
        headCount: 25,
        registered: 2,
        waiting: 1,
        attended: 7,
        walkIns: 6,
        absent: 1,
        noShowRate: 0.5,
        participants: 7,
        newParticipants: 2,
        returningParticipants: 5,
        opinions: 1,
        suppressed: false,
      },
      { ...common, periodStart: null, places: 30, registered: 0, attended: 6, noShowRate: null, newParticipants: 6 },
    ]);
    expect((await rowsOf({ by: 'MONTH' })).map(({ periodStart }) => periodStart)).toEqual(['2012-11-01', '2012-05-01', null]);
    await t.database.client.participation.deleteMany({ where: { stakeholderId: { in: five } } });
  });

  test('quarters of fewer than five persons are withheld, and the smallest of the others, which with the year would tell them', async () => {
    const figures = ['registered', 'waiting', 'attended', 'walkIns', 'absent', 'noShowRate', 'participants'] as const;
    const newness = ['newParticipants', 'returningParticipants', 'opinions'] as const;
    const withheld = Object.fromEntries([...figures, ...newness].map((figure) => [figure, null]));
    expect(await rowsOf({ by: 'QUARTER' })).toMatchObject([
      { periodStart: '2012-10-01', sessions: 1, ...withheld, suppressed: true },
      { periodStart: '2012-04-01', sessions: 1, headCount: 25, ...withheld, suppressed: true },
      { periodStart: null, sessions: 1, ...withheld, suppressed: true },
    ]);
    // In autumn six persons came.
    expect(await rowsOf({ by: 'QUARTER', within: { from: '2012-10', until: '2013' } })).toMatchObject([{ attended: 6, suppressed: false }]);
  });

  test('participation is counted by year; opinions as far as the actor may read them', async () => {
    const year = { sessions: 3, places: 32, registered: 4, attended: 9, participants: 8, newParticipants: 8, opinions: 1 };
    expect(await rowsOf({ by: 'YEAR' })).toMatchObject([{ periodStart: '2012-01-01', ...year }]);
    expect(await rowsOf({ by: 'YEAR' }, t.manager)).toMatchObject([{ opinions: 2 }]);
    const service = await t.admin.addActor({ kind: 'SERVICE', name: '통계', scopes: ['programmes:read'] });
    expect(await rowsOf({ by: 'YEAR' }, t.pcrm.as(service))).toMatchObject([{ opinions: null, attended: 9 }]);
  });

  test('who came in spring returns in autumn, also when only autumn is counted', async () => {
    const autumn = { by: 'YEAR', within: { from: '2012-10', until: '2013' }, kinds: ['FORUM'], leadDepartmentId: t.departmentId } as const;
    expect(await rowsOf({ ...autumn, kinds: [...autumn.kinds] })).toMatchObject([
      { participants: 6, newParticipants: 5, returningParticipants: 1 },
    ]);
  });

  test('who came is told by region and category, but of fewer than five persons', async () => {
    const query = { programmeIds: [id('포럼')] };
    expect(await t.viewer.participationByGroup({ by: 'CATEGORY', ...query })).toEqual([
      { group: 'CITIZEN', persons: 7, organizations: 0 },
      { group: 'CIVIC_GROUP', persons: 0, organizations: 1 },
    ]);
    // Two persons of 부평구 are too few, and without 남동구 nobody can tell how many they are.
    expect(await t.viewer.participationByGroup({ by: 'REGION', ...query })).toEqual([
      { group: '남동구', persons: null, organizations: 0 },
      { group: '부평구', persons: null, organizations: 1 },
    ]);
  });
});
