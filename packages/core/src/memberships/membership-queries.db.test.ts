import { beforeAll, describe, expect, test } from 'vitest';
import { loadPages } from '../database/keyset.js';
import { useTestPcrm } from '../testing.js';
import { membershipsOf, membersOf, postsOf } from './membership-lists.js';
import { closeTermsAt } from './term-ends.js';

const t = useTestPcrm();

const person = async (name: string) => (await t.staff.registerStakeholder({ kind: 'PERSON', name })).id;
const organization = async (name: string, parentId?: string) =>
  (await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name, parentId })).id;
const bodyOf = async (name: string, chairSeats = 1) =>
  (await t.staff.establishBody({ organizationId: await organization(name), kind: 'CONSULTATIVE_BODY', chairSeats })).id;
const as = () => ({ actor: t.actors.viewer, now: () => new Date('2012-12-12T03:00:00Z') });

describe('chairs through time', () => {
  let ulsan: string;
  let conference: string;
  let yellowSea: string;
  let committee: string;

  beforeAll(async () => {
    ulsan = await organization('울산광역시');
    const [incheon, jeonbuk] = [await organization('인천광역시'), await organization('전라북도')];
    conference = await bodyOf('광역시장협의회');
    yellowSea = await bodyOf('황해권 시도지사협의회');
    committee = await bodyOf('시정참여정책위원회', 2);
    const chair = (organizationId: string, memberId: string, rest: object) =>
      t.staff.startMembership({ organizationId, memberId, role: 'CHAIR', ...rest });
    await chair(conference, ulsan, { basis: 'MUTUAL_ELECTION', from: '2012-01', until: '2013-01' });
    await chair(conference, incheon, { basis: 'MUTUAL_ELECTION', from: '2011-01', until: '2012-01' });
    await chair(yellowSea, jeonbuk, { basis: 'ROTATION', from: '2008-06', termEnd: 'UNTIL_NEXT_MEETING' });
    const { id: exOfficioPostId } = await t.staff.createPost({ organizationId: incheon, title: '정무부시장' });
    await t.staff.startMembership({ organizationId: committee, role: 'CHAIR', basis: 'EX_OFFICIO', exOfficioPostId, from: '2010-12-06' });
    await chair(committee, await person('박종렬'), { basis: 'APPOINTED', label: '민간위원장', from: '2010-12-06' });
    const hold = async (name: string, from: string, until?: string) =>
      t.staff.startMembership({
        organizationId: incheon,
        role: 'POST_HOLDER',
        postId: exOfficioPostId,
        memberId: await person(name),
        from,
        until,
      });
    await hold('전임 부시장', '2010-07', '2012-02-01');
    await hold('현 부시장', '2012-03-01');
  });

  const names = async (asOf?: string) =>
    (await t.viewer.chairsOfEach({ bodyIds: [committee, yellowSea, conference], asOf })).map((each) =>
      each.map(({ member, person: sitting }) => [member?.name, sitting?.name]),
    );

  test('are those of the day: of the past, of a vacancy, of today', async () => {
    const civilian = ['박종렬', '박종렬'];
    const jeonbuk = ['전라북도', undefined];
    expect(await names('2011-12-31')).toEqual([[[undefined, '전임 부시장'], civilian], [jeonbuk], [['인천광역시', undefined]]]);
    expect(await names('2012-02-15')).toEqual([[[undefined, undefined], civilian], [jeonbuk], [['울산광역시', undefined]]]);
    expect(await names()).toEqual([[[undefined, '현 부시장'], civilian], [jeonbuk], [['울산광역시', undefined]]]);
    expect(await names('2008-05-31')).toEqual([[], [], []]);
  });

  test('of today are those of the day in Korea', async () => {
    t.setNow('2012-12-31T14:59:59Z');
    expect(await t.viewer.chairs({ bodyId: conference })).toHaveLength(1);
    t.setNow('2012-12-31T15:00:00Z');
    expect(await t.viewer.chairs({ bodyId: conference })).toEqual([]);
    t.setNow('2012-12-12T03:00:00Z');
  });

  test('make a history, with a term for each holder of a post', async () => {
    const history = async (bodyId: string) =>
      (await t.viewer.chairHistory({ bodyId })).map(({ chair, membership, fromDate, untilDate }) => [
        chair?.name,
        membership.basis,
        fromDate?.toISOString().slice(0, 10),
        untilDate?.toISOString().slice(0, 10),
      ]);
    expect(await history(conference)).toEqual([
      ['인천광역시', 'MUTUAL_ELECTION', '2011-01-01', '2012-01-01'],
      ['울산광역시', 'MUTUAL_ELECTION', '2012-01-01', '2013-01-01'],
    ]);
    expect(await history(committee)).toEqual([
      ['전임 부시장', 'EX_OFFICIO', '2010-12-06', '2012-02-01'],
      ['박종렬', 'APPOINTED', '2010-12-06', undefined],
      ['현 부시장', 'EX_OFFICIO', '2012-03-01', undefined],
    ]);
  });

  test('"until the next meeting" end on the day on which one was held, and only those that had begun', async () => {
    const body = await bodyOf('수도권 광역경제발전위원회', 3);
    const start = (memberId: string, rest: object) => t.staff.startMembership({ organizationId: body, memberId, role: 'CHAIR', ...rest });
    const termEnd = 'UNTIL_NEXT_MEETING';
    const old = await start(await organization('경기도'), { from: '2012-06', termEnd });
    const later = await start(await organization('서울특별시'), { from: '2013-01-20', termEnd });
    const dated = await start(ulsan, { from: '2012-06', until: '2013-06' });
    const { id: meetingId } = await t.database.client.meeting.create({
      data: { bodyId: body, kind: 'REGULAR', enteredById: t.actors.staff.id },
    });
    const held = { date: new Date('2013-01-20'), precision: 'DAY' } as const;
    const ended = await t.database.client.$transaction((db) => closeTermsAt(db, { bodyId: body, meetingId, held }));
    expect(ended).toMatchObject([{ id: old.id, untilDate: held.date, untilPrecision: 'DAY', endedByMeetingId: meetingId, version: 2 }]);
    const seats = async (asOf: string) => (await t.viewer.chairs({ bodyId: body, asOf })).map(({ membership }) => membership.id);
    expect(await seats('2013-01-19')).toEqual([old.id, dated.id]);
    expect(await seats('2013-01-20')).toEqual([later.id, dated.id].toSorted());
    const again = await t.staff.reviseMembership({ id: old.id, version: 2, until: null });
    expect(again).toMatchObject({ untilDate: null, endedByMeetingId: null });
  });

  test('whose seat rests on a post of the body lose it when a meeting ends the post', async () => {
    const [body, other] = [await bodyOf('가 협의회'), await bodyOf('나 협의회')];
    const { id: postId } = await t.staff.createPost({ organizationId: body, title: '공동회장' });
    const memberId = await person('회장');
    const holding = { organizationId: body, memberId, postId, role: 'POST_HOLDER', from: '2012', termEnd: 'UNTIL_NEXT_MEETING' } as const;
    await t.staff.startMembership(holding);
    await t.staff.startMembership({
      organizationId: other,
      memberId,
      role: 'MEMBER',
      basis: 'EX_OFFICIO',
      exOfficioPostId: postId,
      from: '2012-05',
    });
    const { id: meetingId } = await t.database.client.meeting.create({
      data: { bodyId: body, kind: 'REGULAR', enteredById: t.actors.staff.id },
    });
    const held = { date: new Date('2013-02-01'), precision: 'MONTH' } as const;
    const ended = await t.database.client.$transaction((db) => closeTermsAt(db, { bodyId: body, meetingId, held }));
    expect(ended.map(({ organizationId, untilPrecision }) => [organizationId, untilPrecision])).toEqual([
      [other, 'MONTH'],
      [body, 'MONTH'],
    ]);
  });
});

describe('posts', () => {
  let office: string;
  beforeAll(async () => {
    office = await organization('소통협력관실');
    for (const [team, capacity, held] of [
      ['광역협력팀', 4, 4],
      ['시민소통팀', 3, 2],
    ] as const) {
      const organizationId = await organization(team, office);
      const { id: postId } = await t.staff.createPost({ organizationId, title: `${team} 직원`, capacity, from: '2011' });
      for (let index = 0; index < held; index += 1) {
        await t.staff.startMembership({
          organizationId,
          postId,
          role: 'POST_HOLDER',
          memberId: await person(`${team} ${index}`),
          from: '2012',
        });
      }
    }
  });

  test('of an office are those of its teams, filled and vacant', async () => {
    const posts = async (asOf: string) =>
      (await t.viewer.vacancies({ organizationId: office, asOf })).map(({ post, capacity, held, vacant }) => [
        post.title,
        capacity,
        held,
        vacant,
      ]);
    expect(await posts('2012-12-12')).toEqual([
      ['광역협력팀 직원', 4, 4, 0],
      ['시민소통팀 직원', 3, 2, 1],
    ]);
    expect(await posts('2011-12-31')).toEqual([
      ['광역협력팀 직원', 4, 0, 4],
      ['시민소통팀 직원', 3, 0, 3],
    ]);
    expect(await posts('2010-12-31')).toEqual([]);
    const [none, both] = await t.viewer.vacanciesOfEach({ organizationIds: [await organization('빈 기관'), office] });
    expect([none, both?.length]).toEqual([[], 2]);
  });

  test('have holders, in the order of the ids', async () => {
    const posts = await t.pcrm.db.post.findMany({ where: { organization: { parentId: office } }, orderBy: { title: 'desc' } });
    const holders = await t.viewer.holdersOfEach({ postIds: posts.map(({ id }) => id) });
    expect(holders.map((each) => each.map(({ person: holder }) => holder?.name))).toEqual([
      ['시민소통팀 0', '시민소통팀 1'],
      ['광역협력팀 0', '광역협력팀 1', '광역협력팀 2', '광역협력팀 3'],
    ]);
  });

  test('are listed below each organization in one statement', async () => {
    const teams = await t.pcrm.db.stakeholder.findMany({ where: { parentId: office }, orderBy: { name: 'asc' } });
    const parentIds = [...teams.map(({ id }) => id), office];
    const pages = await loadPages(t.pcrm.db, postsOf(as()), { first: 5, parentIds });
    expect(pages.map(({ rows }) => rows.map(({ row }) => row.title))).toEqual([['광역협력팀 직원'], ['시민소통팀 직원'], []]);
    const { rows } = await t.viewer.listPosts({ filter: { organizationId: parentIds[0] ?? '', asOf: '2010-06-01' } });
    expect(rows).toEqual([]);
  });
});

describe('lists of memberships', () => {
  let body: string;
  let members: string[];
  beforeAll(async () => {
    body = await bodyOf('목록 협의회');
    members = [await person('가'), await person('나'), await person('다')];
    for (const [index, memberId] of members.entries()) {
      const from = `201${index}-01`;
      const basis = index === 0 ? null : ('APPOINTED' as const);
      await t.staff.startMembership({
        organizationId: body,
        memberId,
        role: 'MEMBER',
        basis,
        from,
        ...(index === 1 ? { until: '2012' } : {}),
      });
    }
  });

  const indexesOf = async (filter: object) => {
    const { rows } = await t.viewer.listMemberships({ filter: { organizationId: body, ...filter } });
    return rows.map(({ row }) => members.indexOf(row.memberId ?? ''));
  };

  test('hold those of the day, of a basis or role, and on request those that ended', async () => {
    expect(await indexesOf({})).toEqual([0, 2]);
    expect(await indexesOf({ asOf: '2011-06-01' })).toEqual([0, 1]);
    expect(await indexesOf({ asOf: '2011-06-01', includeEnded: true })).toEqual([0, 1]);
    expect(await indexesOf({ includeEnded: true })).toEqual([0, 1, 2]);
    expect(await indexesOf({ basis: 'APPOINTED' })).toEqual([2]);
    expect(await indexesOf({ role: 'CHAIR' })).toEqual([]);
    await expect(indexesOf({ asOf: '2011-02-30' })).rejects.toMatchObject({ problems: [{ path: ['asOf'], code: 'invalid_date' }] });
  });

  test('page below organizations and below members in one statement', async () => {
    const [ofBody, ofNone] = await loadPages(t.pcrm.db, membersOf(as()), { first: 1, parentIds: [body, members[0] ?? ''] });
    expect([ofBody?.rows.length, ofBody?.hasNextPage, ofNone?.rows]).toEqual([1, true, []]);
    const pages = await loadPages(t.pcrm.db, membershipsOf(as()), { first: 5, parentIds: members });
    expect(pages.map(({ rows }) => rows.map(({ row }) => row.organizationId))).toEqual([[body], [], [body]]);
    expect(Object.keys(pages[0]?.rows[0]?.row ?? {})).not.toContain('$parent');
  });

  test('put the seat of a post below whoever holds the post, once', async () => {
    const city = await organization('자리 시');
    const { id: postId } = await t.staff.createPost({ organizationId: city, title: '시장' });
    const mayor = await person('시장');
    const term = { organizationId: city, memberId: mayor, postId, role: 'POST_HOLDER' } as const;
    await t.staff.startMembership({ ...term, from: '2002', until: '2006' });
    await t.staff.startMembership({ ...term, from: '2010' });
    await t.staff.startMembership({ organizationId: body, role: 'MEMBER', basis: 'EX_OFFICIO', exOfficioPostId: postId, from: '2000' });
    const below = async (filter: object) => {
      const [page] = await loadPages(t.pcrm.db, membershipsOf(as(), filter), { parentIds: [mayor] });
      return page?.rows.map(({ row }) => [row.organizationId === body ? 'body' : 'city', row.role]);
    };
    expect(await below({})).toEqual([
      ['city', 'POST_HOLDER'],
      ['body', 'MEMBER'],
    ]);
    expect(await below({ includeEnded: true, role: 'MEMBER' })).toEqual([['body', 'MEMBER']]);
    expect(await below({ asOf: '2008-01-01' })).toEqual([]);
  });

  test('are for those who may read memberships', async () => {
    const service = t.pcrm.as({ ...t.actors.viewer, kind: 'SERVICE', role: null, scopes: ['bodies:read'] });
    const forbidden = { code: 'FORBIDDEN', scope: 'memberships:read' };
    await expect(service.roster({ organizationId: body })).rejects.toMatchObject(forbidden);
    await expect(service.chairs({ bodyId: body })).rejects.toMatchObject(forbidden);
    await expect(service.chairHistory({ bodyId: body })).rejects.toMatchObject(forbidden);
    await expect(service.vacancies({ organizationId: body })).rejects.toMatchObject(forbidden);
    await expect((async () => service.listMemberships())()).rejects.toMatchObject(forbidden);
    await expect((async () => service.listPosts())()).rejects.toMatchObject(forbidden);
  });
});
