import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../access/actor.js';
import type { CommitteeCheck, CommitteeCheckKind } from './committee-check.js';
import { useTestPcrm } from '../testing.js';

const t = useTestPcrm();
let names = 0;
const asOf = '2012-12-12';
const person = async (gender?: 'FEMALE' | 'MALE') =>
  (await t.staff.registerStakeholder({ kind: 'PERSON', name: `위원 ${(names += 1)}`, gender })).id;
const organization = async () => (await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: `기관 ${(names += 1)}` })).id;
const committee = async (rest: object = {}) =>
  (await t.staff.establishBody({ organizationId: await organization(), kind: 'COMMITTEE', ...rest })).id;
const appoint = async (bodyId: string, memberId: string, from: string, until?: string) =>
  t.staff.startMembership({ organizationId: bodyId, memberId, role: 'MEMBER', basis: 'APPOINTED', from, until });
const only = (checks: readonly CommitteeCheck[], kind: CommitteeCheckKind) => checks.filter((check) => check.kind === kind);

let bodyId: string;
let again: string;
let fresh: string;

beforeAll(async () => {
  bodyId = await committee({ maxConsecutiveTerms: 2 });
  await t.staff.setSeatQuota({ bodyId, basis: 'EX_OFFICIO', seats: 2 });
  await t.staff.setSeatQuota({ bodyId, basis: 'APPOINTED', seats: 23 });
  [again, fresh] = [await person('MALE'), await person('FEMALE')];
  await appoint(bodyId, again, '2006-12-06', '2008-12-06');
  await appoint(bodyId, again, '2008-12-06', '2010-12');
  await appoint(bodyId, again, '2010-12-06');
  await appoint(bodyId, fresh, '2010-12-06');
});

describe('the checks of a committee', () => {
  test('compare the seats with the quota, and ex officio and appointed ones add up to all', async () => {
    const { id: exOfficioPostId } = await t.staff.createPost({ organizationId: await organization(), title: '정무부시장' });
    await t.staff.startMembership({ organizationId: bodyId, role: 'MEMBER', basis: 'EX_OFFICIO', exOfficioPostId, from: '2010-12-06' });
    const { checks } = await t.viewer.committeeChecks({ bodyId, asOf });
    expect(only(checks, 'SEATS').map(({ basis, figure, limit, verdict }) => [basis, figure, limit, verdict])).toEqual([
      ['EX_OFFICIO', 1, 2, 'WARNING'],
      ['APPOINTED', 2, 23, 'WARNING'],
    ]);
    const { byBasis, total } = await t.viewer.seats({ bodyId, asOf });
    expect(byBasis.reduce((sum, { quota }) => sum + (quota ?? 0), 0)).toBe(25);
    expect(total).toEqual({ quota: 25, filled: 3, vacant: 22 });
  });

  test('count the terms in a row of those who were appointed again, from history', async () => {
    const { checks } = await t.viewer.committeeChecks({ bodyId, asOf });
    const [check] = only(checks, 'REAPPOINTMENT');
    expect(check).toMatchObject({ verdict: 'VIOLATED', figure: 3, limit: 2, findings: [{ figure: 3, memberships: [{}, {}, {}] }] });
    expect(check?.findings[0]?.membership.memberId).toBe(again);
    const earlier = (await t.viewer.committeeChecks({ bodyId, asOf: '2010-01-01' })).checks;
    expect(only(earlier, 'REAPPOINTMENT')).toMatchObject([{ verdict: 'WARNING', figure: 2 }]);
    const free = await committee();
    await appoint(free, fresh, '2012-01');
    const { checks: without } = await t.viewer.committeeChecks({ bodyId: free, asOf });
    expect(only(without, 'REAPPOINTMENT')).toMatchObject([{ verdict: 'NO_LIMIT', figure: 1, limit: null }]);
  });

  test('find who is appointed to too many committees', async () => {
    const busy = await person();
    const bodies = await Promise.all(Array.from({ length: 3 }, () => committee()));
    for (const id of bodies) await appoint(id, busy, '2012-01');
    const consultative = await t.staff.establishBody({ organizationId: await organization(), kind: 'CONSULTATIVE_BODY' });
    await appoint(consultative.id, busy, '2012-01');
    const check = async (maxCommitteesPerPerson?: number, day = asOf) =>
      only(
        (await t.viewer.committeeChecks({ bodyId: bodies[0] ?? '', asOf: day, maxCommitteesPerPerson })).checks,
        'COMMITTEES_PER_PERSON',
      );
    expect(await check(2)).toMatchObject([
      { verdict: 'VIOLATED', figure: 3, limit: 2, findings: [{ figure: 3, memberships: [{}, {}, {}] }] },
    ]);
    expect(await check(3)).toMatchObject([{ verdict: 'WARNING', figure: 3 }]);
    expect(await check()).toMatchObject([{ verdict: 'NO_LIMIT', figure: 3, limit: null, findings: [] }]);
    expect(await check(2, '2011-12-31')).toMatchObject([{ verdict: 'OK', figure: null }]);
  });

  test('tell how often members attended the meetings that were held while they sat', async () => {
    const id = await committee();
    const [steady, rare] = [await person(), await person()];
    await appoint(id, steady, '2012-01');
    await appoint(id, rare, '2012-03');
    const hold = (held: string, attendances: { stakeholderId: string; status: 'PRESENT' | 'ABSENT' }[]) =>
      t.staff.recordHeldMeeting({ bodyId: id, kind: 'REGULAR', held, attendances });
    const came = (stakeholderId: string, yes: boolean) => ({ stakeholderId, status: yes ? ('PRESENT' as const) : ('ABSENT' as const) });
    await hold('2012-02-01', [came(steady, true)]);
    await hold('2012-04-01', [came(steady, true), came(rare, false)]);
    await hold('2012-06-01', [came(steady, true), came(rare, false)]);
    await hold('2012-09-01', [came(steady, false), came(rare, true)]);
    await hold('2012-10-01', []);
    const check = async (minAttendancePercent?: number, attendanceFrom?: string) =>
      only((await t.viewer.committeeChecks({ bodyId: id, asOf, minAttendancePercent, attendanceFrom })).checks, 'ATTENDANCE')[0];
    const low = await check(50);
    expect(low).toMatchObject({ verdict: 'VIOLATED', figure: 33.3, limit: 50, findings: [{ figure: 33.3, meetings: 3 }] });
    expect(low?.findings[0]?.membership.memberId).toBe(rare);
    expect(await check(30)).toMatchObject({ verdict: 'OK', figure: 33.3 });
    expect(await check(50, '2012-09-01')).toMatchObject({ verdict: 'VIOLATED', figure: 0, findings: [{ meetings: 1 }] });
    expect(await check(50, '2012-10-01')).toMatchObject({ verdict: 'UNKNOWN', figure: null });
  });

  test('keep to six tenths of one gender among the appointed, unless the body states another limit', async () => {
    const id = await committee();
    for (const gender of ['FEMALE', 'MALE', 'MALE', 'MALE', undefined] as const) await appoint(id, await person(gender), '2012-01');
    const check = async () => only((await t.viewer.committeeChecks({ bodyId: id, asOf })).checks, 'GENDER_BALANCE')[0];
    expect(await check()).toMatchObject({
      verdict: 'UNKNOWN',
      figure: 60,
      limit: 60,
      genders: { female: 1, male: 3, other: 0, unknown: 1 },
    });
    await t.staff.reviseBody({ id, version: 1, maxGenderPercent: 50 });
    expect(await check()).toMatchObject({ verdict: 'VIOLATED', limit: 50 });
    const service: Actor = {
      ...t.actors.viewer,
      kind: 'SERVICE',
      role: null,
      scopes: ['bodies:read', 'memberships:read', 'meetings:read'],
    };
    const [told] = only((await t.pcrm.as(service).committeeChecks({ bodyId: id, asOf })).checks, 'GENDER_BALANCE');
    expect(told).toMatchObject({ verdict: 'VIOLATED', limit: 50, figure: null, genders: null });
  });

  test('are of bodies, and for those who may read them', async () => {
    const service: Actor = { ...t.actors.viewer, kind: 'SERVICE', role: null, scopes: ['bodies:read', 'memberships:read'] };
    await expect(t.pcrm.as(service).committeeChecks({ bodyId })).rejects.toMatchObject({ scope: 'meetings:read' });
    await expect(t.viewer.committeeChecks({ bodyId: again })).rejects.toMatchObject({ code: 'NOT_FOUND', entity: 'Body' });
  });
});
