import { beforeAll, describe, expect, test } from 'vitest';
import { onServer, useTestPcrm } from '../testing.js';

const t = useTestPcrm();
const on = '2014-07-01';
let names = 0;
const person = async (name = `의원 ${(names += 1)}`) => (await t.staff.registerStakeholder({ kind: 'PERSON', name })).id;
const organization = async () => (await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: `기관 ${(names += 1)}` })).id;
const post = async (organizationId: string, title: string, capacity = 1) =>
  (await t.staff.createPost({ organizationId, title, capacity })).id;
const hold = async (organizationId: string, postId: string, memberId: string, rest: object = {}) =>
  t.staff.startMembership({ organizationId, postId, memberId, role: 'POST_HOLDER', from: '2010-07-01', ...rest });
const history = async (memberId: string, organizationId: string) =>
  (await t.pcrm.db.membership.findMany({ where: { memberId, organizationId }, orderBy: [{ fromDate: 'asc' }, { role: 'asc' }] })).map(
    ({ role, fromDate, untilDate }) => [role, fromDate?.toISOString().slice(0, 10), untilDate?.toISOString().slice(0, 10) ?? null],
  );

let council: string;
let member: string;
let committee: string;
let leaving: string;
let staying: string;

beforeAll(async () => {
  council = await organization();
  member = await post(council, '시의원', 3);
  committee = (await t.staff.establishBody({ organizationId: await organization(), kind: 'COMMITTEE' })).id;
  [leaving, staying] = [await person(), await person()];
  await hold(council, member, leaving);
  await hold(council, member, staying);
  const seat = { organizationId: committee, basis: 'EX_OFFICIO', exOfficioPostId: member, from: '2010-09' } as const;
  await t.staff.startMembership({ ...seat, memberId: leaving, role: 'MEMBER' });
  await t.staff.startMembership({ ...seat, memberId: staying, role: 'MEMBER' });
  await t.staff.startMembership({ ...seat, memberId: leaving, role: 'CHAIR' });
});

describe('the turn of an election', () => {
  test('is previewed: who ends and begins, which seats end, what is left', async () => {
    const holders = [
      { postId: member, newPerson: { name: '새 의원' } },
      { postId: member, stakeholderId: staying },
    ];
    const plan = await t.viewer.previewTurn({ organizationId: council, on, holders });
    expect(plan.ends.map(({ membership, reelected }) => [membership.memberId, reelected])).toEqual([
      [leaving, false],
      [staying, true],
    ]);
    expect(plan.begins.map(({ name, seatNumber, stakeholder }) => [name, seatNumber, stakeholder?.id ?? null])).toEqual([
      ['새 의원', 1, null],
      [expect.any(String), 2, staying],
    ]);
    expect(plan.seatsEnd.map(({ seat, continues }) => [seat.memberId, seat.role, continues])).toEqual([
      [leaving, 'MEMBER', false],
      [staying, 'MEMBER', true],
      [leaving, 'CHAIR', false],
    ]);
    expect(plan.posts.map(({ held, vacant }) => [held, vacant])).toEqual([[2, 1]]);
    expect([plan.problems, plan.warnings]).toEqual([[], []]);
    expect(await t.pcrm.db.stakeholder.count({ where: { name: '새 의원' } })).toBe(0);
  });

  test('is performed as it was previewed, in one go, with every history kept', async () => {
    const holders = [
      { postId: member, newPerson: { name: '새 의원', categories: ['CITY_COUNCIL' as const] } },
      { postId: member, stakeholderId: staying },
    ];
    const input = { organizationId: council, on, until: '2018-07-01', holders, reason: '제6회 전국동시지방선거' };
    const { fingerprint } = await t.viewer.previewTurn(input);
    await expect(t.staff.performTurn({ ...input, reason: '다른 까닭', fingerprint })).rejects.toMatchObject({ rule: 'turn_changed' });
    await expect(t.viewer.performTurn({ ...input, fingerprint })).rejects.toMatchObject({ scope: 'memberships:write' });
    const turn = await t.staff.performTurn({ ...input, fingerprint });
    expect(turn.ended).toMatchObject([{ endReason: '제6회 전국동시지방선거' }, {}]);
    expect(turn.registeredIds).toHaveLength(1);
    expect(await history(leaving, council)).toEqual([['POST_HOLDER', '2010-07-01', on]]);
    expect(await history(staying, council)).toEqual([
      ['POST_HOLDER', '2010-07-01', on],
      ['POST_HOLDER', on, '2018-07-01'],
    ]);
    expect(await history(leaving, committee)).toEqual([
      ['MEMBER', '2010-09-01', on],
      ['CHAIR', '2010-09-01', on],
    ]);
    expect(await history(staying, committee)).toEqual([
      ['MEMBER', '2010-09-01', on],
      ['MEMBER', on, '2018-07-01'],
    ]);
    expect(await t.pcrm.db.stakeholder.findMany({ where: { id: { in: [...turn.registeredIds] } } })).toMatchObject([
      { name: '새 의원', categories: ['CITY_COUNCIL'] },
    ]);
    const audit = await t.pcrm.db.auditRecord.findMany({ where: { subjectId: council, command: 'performTurn' } });
    expect(audit).toMatchObject([{ before: { ended: [{}, {}], seatsEnded: [{}, {}, {}] }, after: { begun: [{}, {}], seatsBegun: [{}] } }]);
    await expect(t.staff.performTurn({ ...input, fingerprint })).rejects.toMatchObject({ rule: 'turn_changed' });
  });

  test('is refused when a record has changed since the preview', async () => {
    const city = await organization();
    const mayor = await post(city, '시장');
    const [old, next] = [await person(), await person()];
    const { id } = await hold(city, mayor, old);
    const input = { organizationId: city, on, holders: [{ postId: mayor, stakeholderId: next }] };
    const { fingerprint } = await t.viewer.previewTurn(input);
    await t.staff.reviseMembership({ id, version: 1, label: '제5대' });
    await expect(t.staff.performTurn({ ...input, fingerprint })).rejects.toMatchObject({ code: 'CONFLICT', rule: 'turn_changed' });
    expect(await history(old, city)).toEqual([['POST_HOLDER', '2010-07-01', null]]);
  });

  test.runIf(onServer)('is refused when a seat changes while it is performed, and overwrites nothing (only on a server)', async () => {
    const city = await organization();
    const mayor = await post(city, '시장');
    const [old, next] = [await person(), await person()];
    await hold(city, mayor, old);
    const board = await organization();
    const seat = { organizationId: board, memberId: old, role: 'MEMBER', basis: 'EX_OFFICIO', exOfficioPostId: mayor } as const;
    const { id } = await t.staff.startMembership({ ...seat, from: '2010-07-01' });
    const input = { organizationId: city, on, holders: [{ postId: mayor, stakeholderId: next }] };
    const { fingerprint } = await t.viewer.previewTurn(input);
    const { client } = t.database;
    const waiting = async () => {
      const [row] = await client.$queryRaw<{ waits: boolean }[]>`SELECT EXISTS (
        SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock') AS waits`;
      return row?.waits ?? false;
    };
    let performed: Promise<unknown> = Promise.resolve();
    const changed = client.$transaction(
      async (db) => {
        const until = { untilDate: new Date('2014-03-01'), untilPrecision: 'DAY', termEnd: 'ON_DATE' } as const;
        await db.membership.update({ where: { id }, data: { ...until, version: { increment: 1 } } });
        performed = t.staff.performTurn({ ...input, fingerprint }).catch((error: unknown) => error);
        await expect.poll(waiting, { timeout: 10_000 }).toBe(true);
      },
      { timeout: 20_000 },
    );
    await changed;
    expect(await performed).toMatchObject({ code: 'CONFLICT', rule: 'turn_changed' });
    expect(await history(old, city)).toEqual([['POST_HOLDER', '2010-07-01', null]]);
    expect(await history(old, board)).toEqual([['MEMBER', '2010-07-01', '2014-03-01']]);
  });

  test('tells what stands in its way, and what should be known', async () => {
    const city = await organization();
    const unit = (await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '의회사무처', parentId: city })).id;
    const [mayor, deputy] = [await post(city, '시장'), await post(unit, '부시장')];
    const [a, b] = [await person('김하나'), await person()];
    await hold(unit, deputy, a);
    await hold(city, mayor, b, { from: '2014-08-01' });
    const elsewhere = await organization();
    await hold(elsewhere, await post(elsewhere, '이사'), b);
    const unknown = '0197a3c0-0000-7000-8000-0000000000ff';
    const holders = [
      { postId: mayor, stakeholderId: a },
      { postId: mayor, stakeholderId: unknown },
      { postId: deputy, stakeholderId: a },
      { postId: member, stakeholderId: b },
      { postId: deputy, newPerson: { name: '김하나' } },
    ];
    const input = { organizationId: city, on, postIds: [mayor, deputy, unknown], holders };
    const plan = await t.viewer.previewTurn(input);
    expect(plan.problems.map(({ path, code }) => [...path, code].join(' '))).toEqual([
      'holders 1 stakeholderId unknown_id',
      'postIds 2 unknown_id',
      'holders 1 postId capacity_exceeded',
      'holders 3 postId post_not_in_turn',
      'holders 4 postId capacity_exceeded',
      'on term_begins_later',
    ]);
    expect(plan.warnings.map(({ code, stakeholderId }) => [code, stakeholderId])).toEqual([
      ['two_posts', a],
      ['holds_other_post', b],
      ['same_name', a],
    ]);
    await expect(t.staff.performTurn({ ...input, fingerprint: plan.fingerprint })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(t.viewer.previewTurn({ organizationId: a, on, holders: [] })).rejects.toMatchObject({ entity: 'Organization' });
  });

  test('ends a post that is held by virtue of another one, and the seat that rests on it', async () => {
    const city = await organization();
    const [mayor, president] = [await post(city, '시장'), await post(committee, '당연직 이사장')];
    const old = await person();
    await hold(city, mayor, old);
    await hold(committee, president, old, { basis: 'EX_OFFICIO', exOfficioPostId: mayor });
    const board = await organization();
    const seat = { organizationId: board, memberId: old, role: 'MEMBER', basis: 'EX_OFFICIO', exOfficioPostId: president } as const;
    await t.staff.startMembership({ ...seat, from: '2010-07-01' });
    const input = { organizationId: city, on, holders: [{ postId: mayor, stakeholderId: old }] };
    const { fingerprint, seatsEnd } = await t.viewer.previewTurn(input);
    expect(seatsEnd.map((each) => [each.seat.role, each.continues])).toEqual([
      ['MEMBER', true],
      ['POST_HOLDER', true],
    ]);
    await t.staff.performTurn({ ...input, fingerprint });
    const two = (role: string) => [
      [role, '2010-07-01', on],
      [role, on, null],
    ];
    expect([await history(old, committee), await history(old, board)]).toEqual([two('POST_HOLDER'), two('MEMBER')]);
  });

  test('lets the seats that belong to a post follow whoever takes it', async () => {
    const city = await organization();
    const mayor = await post(city, '시장');
    const next = await person();
    const seat = { organizationId: committee, basis: 'EX_OFFICIO', exOfficioPostId: mayor, from: '2010-07' } as const;
    const { id } = await t.staff.startMembership({ ...seat, role: 'MEMBER' });
    const input = { organizationId: city, on, holders: [{ postId: mayor, stakeholderId: next }] };
    const plan = await t.viewer.previewTurn(input);
    expect(plan.seatsFollow.map((membership) => membership.id)).toEqual([id]);
    await t.staff.performTurn({ ...input, fingerprint: plan.fingerprint });
    const [sits] = await t.viewer.personsOfEach({ membershipIds: [id], asOf: on });
    expect(sits?.id).toBe(next);
  });

  test.runIf(onServer)('of sixty council members is done within seconds, once, however many perform it (only on a server)', async () => {
    const large = await organization();
    const seats = await post(large, '시의원', 60);
    // Written straight into the tables: sixty members with a seat each are what the turn finds, not what is tested.
    const enteredById = t.actors.staff.id;
    const { client } = t.database;
    const persons = Array.from({ length: 60 }, (_, index) => ({ kind: 'PERSON' as const, name: `현직 ${index + 1}`, enteredById }));
    const present = (await client.stakeholder.createManyAndReturn({ data: persons })).map(({ id }) => id);
    const from = { fromDate: new Date('2010-07-01'), fromPrecision: 'DAY', enteredById } as const;
    await client.membership.createMany({
      data: present.map((memberId, index) => {
        return { organizationId: large, memberId, role: 'POST_HOLDER', postId: seats, seatNumber: index + 1, ...from };
      }),
    });
    await client.membership.createMany({
      data: present.map((memberId) => {
        return { organizationId: committee, memberId, role: 'MEMBER', basis: 'EX_OFFICIO', exOfficioPostId: seats, ...from };
      }),
    });
    const again = present.slice(0, 20).map((stakeholderId) => ({ postId: seats, stakeholderId }));
    const fresh = Array.from({ length: 40 }, (_, index) => ({ postId: seats, newPerson: { name: `당선자 ${index + 1}` } }));
    const input = { organizationId: large, on, holders: [...again, ...fresh] };
    const { fingerprint } = await t.viewer.previewTurn(input);
    const started = performance.now();
    const results = await Promise.allSettled(Array.from({ length: 3 }, () => t.staff.performTurn({ ...input, fingerprint })));
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const now = await t.viewer.holdersOfEach({ postIds: [seats], asOf: on });
    expect(now[0]?.map(({ membership }) => membership.seatNumber)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
    expect(await t.pcrm.db.membership.count({ where: { postId: seats } })).toBe(120);
    expect(await t.pcrm.db.membership.count({ where: { exOfficioPostId: seats, untilDate: null } })).toBe(20);
  });
});
