import { beforeAll, describe, expect, test } from 'vitest';
import { onServer, useTestPcrm } from '../testing.js';

const t = useTestPcrm();

let names = 0;
const person = async (name = `사람 ${(names += 1)}`) => (await t.staff.registerStakeholder({ kind: 'PERSON', name })).id;
const organization = async (name = `기관 ${(names += 1)}`) => (await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name })).id;
const body = async (chairSeats = 1) => {
  const organizationId = await organization();
  return (await t.staff.establishBody({ organizationId, kind: 'COMMITTEE', chairSeats })).id;
};
const post = async (organizationId: string, capacity = 1) =>
  (await t.staff.createPost({ organizationId, title: `직위 ${(names += 1)}`, capacity })).id;
const hold = async (postId: string, memberId: string, from = '2010-07-01') => {
  const { organizationId } = await t.pcrm.db.post.findUniqueOrThrow({ where: { id: postId } });
  return t.staff.startMembership({ organizationId, memberId, postId, role: 'POST_HOLDER', from });
};
const audits = (subjectId: string) => t.pcrm.db.auditRecord.findMany({ where: { subjectId }, orderBy: { id: 'asc' } });

describe('starting a membership', () => {
  test('keeps partial dates, the four kinds of term end, and who entered it', async () => {
    const organizationId = await body(4);
    const start = (input: object) => t.staff.startMembership({ organizationId, role: 'CHAIR', ...input } as never);
    const elected = await start({ memberId: await person(), basis: 'MUTUAL_ELECTION', from: '2012-10', until: '2013-10' });
    expect(elected).toMatchObject({
      termEnd: 'ON_DATE',
      fromPrecision: 'MONTH',
      untilDate: new Date('2013-10-01'),
      untilPrecision: 'MONTH',
    });
    expect(elected).toMatchObject({ seatNumber: 1, version: 1, enteredById: t.actors.staff.id, enteredForId: t.departmentId });
    const rotating = await start({ memberId: await person(), basis: 'ROTATION', from: '2012-06', termEnd: 'UNTIL_NEXT_MEETING' });
    expect(rotating).toMatchObject({ termEnd: 'UNTIL_NEXT_MEETING', untilDate: null, seatNumber: 2 });
    const exOfficioPostId = await post(organizationId);
    const exOfficio = await start({ basis: 'EX_OFFICIO', exOfficioPostId });
    expect(exOfficio).toMatchObject({ termEnd: 'WHILE_HOLDING_POST', memberId: null, fromDate: null, seatNumber: 3 });
    const appointed = await start({ memberId: await person(), basis: 'APPOINTED' });
    expect(appointed).toMatchObject({ termEnd: 'OPEN_ENDED', untilDate: null, seatNumber: 4 });
    const [audit] = await audits(elected.id);
    expect(audit).toMatchObject({ command: 'startMembership', before: null, after: { basis: 'MUTUAL_ELECTION' } });
  });

  test('lets one person be in many organizations, and hold a seat and a chair on different bases', async () => {
    const memberId = await person();
    const [first, second] = [await body(), await body()];
    await t.staff.startMembership({ organizationId: first, memberId, role: 'MEMBER', basis: 'APPOINTED' });
    await t.staff.startMembership({ organizationId: first, memberId, role: 'CHAIR', basis: 'MUTUAL_ELECTION' });
    await t.staff.startMembership({ organizationId: second, memberId, role: 'MEMBER', basis: 'APPOINTED' });
    const { rows } = await t.staff.listMemberships({ filter: { memberId } });
    expect(rows.map(({ row }) => [row.organizationId, row.role, row.basis])).toEqual([
      [first, 'MEMBER', 'APPOINTED'],
      [first, 'CHAIR', 'MUTUAL_ELECTION'],
      [second, 'MEMBER', 'APPOINTED'],
    ]);
  });

  test('refuses periods of one role that overlap, and takes one that begins when the other ends', async () => {
    const [organizationId, memberId] = [await organization(), await person()];
    const start = (from: string, until?: string) => t.staff.startMembership({ organizationId, memberId, role: 'MEMBER', from, until });
    await start('2010', '2012');
    await expect(start('2011-12-31')).rejects.toMatchObject({ code: 'CONFLICT', rule: 'Membership_periods_do_not_overlap' });
    expect(await start('2012')).toMatchObject({ fromPrecision: 'YEAR' });
  });

  test('refuses a second chair at once, unless there are co-chairs', async () => {
    const [one, two] = [await body(), await body(2)];
    const chair = async (organizationId: string, from = '2012') =>
      t.staff.startMembership({ organizationId, memberId: await person(), role: 'CHAIR', from });
    await chair(one);
    await expect(chair(one, '2012-06')).rejects.toMatchObject({ code: 'CONFLICT', rule: 'Membership_one_chair_at_a_time' });
    expect([await chair(two), await chair(two)].map(({ seatNumber }) => seatNumber)).toEqual([1, 2]);
    await expect(chair(two)).rejects.toMatchObject({ rule: 'Membership_one_chair_at_a_time' });
    await expect(chair(await organization())).rejects.toMatchObject({ rule: 'chair_of_body' });
  });

  test('gives a post as many holders as it has seats, each the lowest that is free', async () => {
    const postId = await post(await organization(), 2);
    const first = await hold(postId, await person());
    expect((await hold(postId, await person())).seatNumber).toBe(2);
    await expect(hold(postId, await person())).rejects.toMatchObject({ rule: 'Membership_one_holder_at_a_time' });
    await t.staff.endMembership({ id: first.id, version: 1, until: '2012-07-01' });
    expect((await hold(postId, await person(), '2012-07-01')).seatNumber).toBe(1);
    await expect(t.staff.revisePost({ id: postId, version: 1, capacity: 1 })).rejects.toMatchObject({ rule: 'seats_in_use' });
  });

  test('of 20 who take the last seat at once, one wins and 19 are told that it is taken', async () => {
    const postId = await post(await organization());
    const people = await Promise.all(Array.from({ length: 20 }, () => person()));
    const results = await Promise.allSettled(people.map((memberId) => hold(postId, memberId)));
    const rules = results.filter((result) => result.status === 'rejected').map(({ reason }) => (reason as { rule: string }).rule);
    expect(rules).toEqual(Array.from({ length: 19 }, () => 'Membership_one_holder_at_a_time'));
    expect(await t.pcrm.db.membership.count({ where: { postId } })).toBe(1);
  });

  test('of 20 who take the five chairs that are free at once, five have one each', async () => {
    const organizationId = await body(5);
    const people = await Promise.all(Array.from({ length: 20 }, () => person()));
    await Promise.allSettled(people.map((memberId) => t.staff.startMembership({ organizationId, memberId, role: 'CHAIR' })));
    const taken = await t.pcrm.db.membership.findMany({ where: { organizationId }, orderBy: { seatNumber: 'asc' } });
    expect(taken.map(({ seatNumber }) => seatNumber)).toEqual([1, 2, 3, 4, 5]);
  });

  test('names the field of an id that does not exist', async () => {
    const unknown = '0197a3c0-0000-7000-8000-0000000000ff';
    const [organizationId, memberId] = [await organization(), await person()];
    const start = (input: object) => t.staff.startMembership({ organizationId, memberId, role: 'MEMBER', ...input } as never);
    await expect(start({ organizationId: unknown })).rejects.toMatchObject({ code: 'NOT_FOUND', entity: 'Stakeholder' });
    const at = (field: string) => ({ code: 'INVALID_INPUT', problems: [{ path: [field], code: 'unknown_id' }] });
    await expect(start({ memberId: unknown })).rejects.toMatchObject(at('memberId'));
    await expect(start({ onBehalfOfId: unknown })).rejects.toMatchObject(at('onBehalfOfId'));
    await expect(start({ role: 'POST_HOLDER', postId: unknown })).rejects.toMatchObject(at('postId'));
    await expect(start({ basis: 'EX_OFFICIO', exOfficioPostId: unknown })).rejects.toMatchObject(at('exOfficioPostId'));
    await expect(start({ organizationId: await person() })).rejects.toMatchObject({ rule: 'must_be_organization' });
    expect(await t.pcrm.db.membership.count({ where: { organizationId } })).toBe(0);
  });

  test('refuses a post of another organization and a division of another body', async () => {
    const [here, there, memberId] = [await body(), await body(), await person()];
    const postId = await post(there);
    const holder = t.staff.startMembership({ organizationId: here, memberId, role: 'POST_HOLDER', postId });
    await expect(holder).rejects.toMatchObject({ rule: 'post_of_organization' });
    const { id: divisionId } = await t.staff.addDivision({ bodyId: there, name: '행정·재정' });
    const member = t.staff.startMembership({ organizationId: here, memberId, role: 'MEMBER', divisionId });
    await expect(member).rejects.toMatchObject({ rule: 'division_of_body' });
    expect(await t.staff.startMembership({ organizationId: there, memberId, role: 'MEMBER', divisionId })).toMatchObject({ divisionId });
  });

  test('is not for viewers', async () => {
    const start = t.viewer.startMembership({ organizationId: await organization(), memberId: await person(), role: 'MEMBER' });
    await expect(start).rejects.toMatchObject({ code: 'FORBIDDEN', scope: 'memberships:write' });
  });
});

describe('an ex officio seat', () => {
  let city: string;
  let committee: string;
  beforeAll(async () => {
    city = await organization('인천광역시');
    committee = await body(2);
  });
  const sit = (memberId: string | undefined, exOfficioPostId: string, rest: object = {}) =>
    t.staff.startMembership({ organizationId: committee, memberId, role: 'MEMBER', basis: 'EX_OFFICIO', exOfficioPostId, ...rest });

  test('needs the post on the day on which it begins, and until it ends', async () => {
    const [postId, memberId] = [await post(city), await person()];
    await expect(sit(memberId, postId, { from: '2012' })).rejects.toMatchObject({ code: 'CONFLICT', rule: 'ex_officio_holds_post' });
    const holding = await hold(postId, memberId, '2010-07-15');
    await expect(sit(memberId, postId, { from: '2010-07-14' })).rejects.toMatchObject({ rule: 'ex_officio_holds_post' });
    await t.staff.endMembership({ id: holding.id, version: 1, until: '2012-07' });
    await expect(sit(memberId, postId, { from: '2012-07' })).rejects.toMatchObject({ rule: 'ex_officio_holds_post' });
    await expect(sit(memberId, postId, { from: '2011', until: '2012-08' })).rejects.toMatchObject({ rule: 'ex_officio_holds_post' });
    const seat = await sit(memberId, postId, { from: '2010-07' });
    expect(seat).toMatchObject({ termEnd: 'WHILE_HOLDING_POST', untilDate: new Date('2012-07-01'), untilPrecision: 'MONTH' });
  });

  test('of an organization needs a post of its own', async () => {
    const postId = await post(city);
    await expect(sit(await organization(), postId)).rejects.toMatchObject({ rule: 'ex_officio_holds_post' });
    expect(await sit(city, postId)).toMatchObject({ memberId: city });
  });

  test('that follows a post needs one that a single person holds', async () => {
    const refused = sit(undefined, await post(city, 2));
    await expect(refused).rejects.toMatchObject({ problems: [{ path: ['memberId'], code: 'post_of_several' }] });
  });

  test('that belongs to a post passes to the next holder, and past rosters stay', async () => {
    const [postId, before, after] = [await post(city), await person('전임'), await person('후임')];
    const seat = await sit(undefined, postId, { from: '2010-12-06' });
    const holding = await hold(postId, before);
    await t.staff.endMembership({ id: holding.id, version: 1, until: '2012-07-01' });
    await hold(postId, after, '2012-08-01');
    const on = async (asOf: string) => {
      const seats = await t.staff.roster({ organizationId: committee, asOf });
      return seats.find(({ membership }) => membership.id === seat.id)?.person?.name;
    };
    expect(await on('2010-12-05')).toBeUndefined();
    expect([await on('2010-12-06'), await on('2012-06-30')]).toEqual(['전임', '전임']);
    expect(await on('2012-07-01')).toBeUndefined();
    expect([await on('2012-08-01'), await on('2030-01-01')]).toEqual(['후임', '후임']);
    expect(await t.staff.personsOfEach({ membershipIds: [holding.id, seat.id], asOf: '2012-07-31' })).toEqual([null, null]);
    const held = await t.staff.listMemberships({ filter: { memberId: after } });
    expect(held.rows.map(({ row }) => row.role)).toEqual(['MEMBER', 'POST_HOLDER']);
    const earlier = await t.staff.listMemberships({ filter: { memberId: before } });
    expect(earlier.rows).toEqual([]);
    const ever = await t.staff.listMemberships({ filter: { memberId: before, includeEnded: true } });
    expect(ever.rows.map(({ row }) => row.role)).toEqual(['MEMBER', 'POST_HOLDER']);
  });

  test('ends on the day on which its person leaves the post, in the same command', async () => {
    const [postId, memberId] = [await post(city), await person()];
    const holding = await hold(postId, memberId);
    const seat = await sit(memberId, postId, { from: '2010-12-06' });
    const chair = await sit(memberId, postId, { role: 'CHAIR', from: '2010-12-06' });
    const appointed = await t.staff.startMembership({ organizationId: committee, memberId, role: 'OBSERVER', basis: 'APPOINTED' });
    const ended = await t.staff.endMembership({ id: holding.id, version: 1, until: '2012-07-01', reason: '퇴임' });
    expect(ended).toMatchObject({ endReason: '퇴임', version: 2, untilDate: new Date('2012-07-01') });
    expect(ended.exOfficioEnded.map(({ id, version, untilDate }) => ({ id, version, untilDate }))).toEqual([
      { id: seat.id, version: 2, untilDate: new Date('2012-07-01') },
      { id: chair.id, version: 2, untilDate: new Date('2012-07-01') },
    ]);
    const [, audit] = await audits(holding.id);
    expect(audit).toMatchObject({
      command: 'endMembership',
      before: {
        untilDate: null,
        exOfficioEnded: [
          { id: seat.id, untilDate: null },
          { id: chair.id, untilDate: null },
        ],
      },
      after: { exOfficioEnded: [{ id: seat.id, untilDate: '2012-07-01T00:00:00.000Z' }, { id: chair.id }] },
    });
    expect(await t.pcrm.db.membership.findUnique({ where: { id: appointed.id } })).toMatchObject({ untilDate: null, version: 1 });
  });

  test('that begins later keeps its person from leaving the post before', async () => {
    const [postId, memberId] = [await post(city), await person()];
    const holding = await hold(postId, memberId);
    const seat = await sit(memberId, postId, { from: '2012-01-01' });
    const refused = t.staff.endMembership({ id: holding.id, version: 1, until: '2012-01-01' });
    await expect(refused).rejects.toMatchObject({ code: 'CONFLICT', rule: 'ex_officio_holds_post' });
    const begins = t.staff.reviseMembership({ id: holding.id, version: 1, from: '2012-01-02' });
    await expect(begins).rejects.toMatchObject({ code: 'CONFLICT', rule: 'ex_officio_holds_post' });
    expect(await t.pcrm.db.membership.findUnique({ where: { id: seat.id } })).toMatchObject({ untilDate: null });
  });

  test('taken while its person leaves the post is never left without it', async () => {
    const [postId, memberId] = [await post(city), await person()];
    const holding = await hold(postId, memberId);
    await Promise.allSettled([
      t.staff.endMembership({ id: holding.id, version: 1, until: '2012-07-01' }),
      ...Array.from({ length: 5 }, async () =>
        t.staff.startMembership({
          organizationId: await body(),
          memberId,
          role: 'MEMBER',
          basis: 'EX_OFFICIO',
          exOfficioPostId: postId,
          from: '2011',
        }),
      ),
    ]);
    expect(await t.pcrm.db.membership.count({ where: { exOfficioPostId: postId, untilDate: null } })).toBe(0);
  });
});

describe('revising and ending', () => {
  const member = async () =>
    t.staff.startMembership({ organizationId: await body(), memberId: await person(), role: 'MEMBER', from: '2012-01', until: '2014-01' });

  test('a revision changes what is given, clears what is null and leaves the rest', async () => {
    const { id } = await member();
    const onBehalfOfId = await organization();
    const revised = await t.staff.reviseMembership({ id, version: 1, label: '민간위원', onBehalfOfId, from: '2012-02-03' });
    expect(revised).toMatchObject({ label: '민간위원', onBehalfOfId, fromPrecision: 'DAY', untilPrecision: 'MONTH', version: 2 });
    const again = await t.staff.reviseMembership({ id, version: 2, onBehalfOfId: null, until: null, termEnd: 'OPEN_ENDED' });
    expect(again).toMatchObject({ label: '민간위원', onBehalfOfId: null, untilDate: null, untilPrecision: null, termEnd: 'OPEN_ENDED' });
  });

  test('a revision must leave a whole membership', async () => {
    const { id } = await member();
    const problems = async (revision: object) => {
      const refused: unknown = await t.staff.reviseMembership({ id, version: 1, ...revision }).catch((error: unknown) => error);
      return (refused as { problems: { path: string[]; code: string }[] }).problems.map(({ path, code }) => [path[0], code]);
    };
    expect(await problems({ from: '2014-01-01' })).toEqual([['until', 'period_out_of_order']]);
    expect(await problems({ until: null })).toEqual([['until', 'required']]);
    expect(await problems({ termEnd: 'WHILE_HOLDING_POST' })).toEqual([['termEnd', 'not_allowed']]);
    expect(await t.pcrm.db.membership.findUnique({ where: { id } })).toMatchObject({ version: 1 });
  });

  test('a stale version changes nothing', async () => {
    const { id } = await member();
    await t.staff.reviseMembership({ id, version: 1, label: '위원' });
    await expect(t.staff.reviseMembership({ id, version: 1, label: '간사' })).rejects.toMatchObject({ code: 'STALE_VERSION' });
    await expect(t.staff.endMembership({ id, version: 1, until: '2013' })).rejects.toMatchObject({ code: 'STALE_VERSION' });
    expect(await t.pcrm.db.membership.findUnique({ where: { id } })).toMatchObject({ label: '위원', version: 2 });
  });

  test('a term may end early, and not twice, nor before it began', async () => {
    const { id } = await member();
    await expect(t.staff.endMembership({ id, version: 1, until: '2012-01-01' })).rejects.toMatchObject({ problems: [{ path: ['until'] }] });
    expect(await t.staff.endMembership({ id, version: 1, until: '2013-05-06' })).toMatchObject({
      untilPrecision: 'DAY',
      exOfficioEnded: [],
    });
    await expect(t.staff.endMembership({ id, version: 2, until: '2013-05-06' })).rejects.toMatchObject({ rule: 'already_ended' });
    const unknown = t.staff.endMembership({ id: '0197a3c0-0000-7000-8000-0000000000ff', version: 1, until: '2013' });
    await expect(unknown).rejects.toMatchObject({ code: 'NOT_FOUND', entity: 'Membership' });
  });

  test('a post is revised, and has one title in its organization', async () => {
    const organizationId = await organization();
    const { id } = await t.staff.createPost({ organizationId, title: '정무부시장', legalBasis: '지방자치법', from: '2010' });
    expect(await t.staff.revisePost({ id, version: 1, capacity: 2, legalBasis: null })).toMatchObject({
      title: '정무부시장',
      capacity: 2,
      legalBasis: null,
      fromPrecision: 'YEAR',
    });
    await expect(t.staff.revisePost({ id, version: 2, until: '2010' })).rejects.toMatchObject({
      problems: [{ code: 'period_out_of_order' }],
    });
    await expect(t.staff.revisePost({ id, version: 1, capacity: 3 })).rejects.toMatchObject({ code: 'STALE_VERSION' });
    const again = t.staff.createPost({ organizationId, title: '정무부시장' });
    await expect(again).rejects.toMatchObject({ rule: 'Post_organizationId_title_key' });
  });
});

describe('the database itself', () => {
  const create = (data: object) =>
    t.database.client.membership.create({ data: { enteredById: t.actors.staff.id, role: 'MEMBER', ...data } as never });
  const from = (text: string) => ({ fromDate: new Date(text), fromPrecision: 'DAY' });

  test('refuses what no membership is', async () => {
    const [organizationId, memberId] = [await body(), await person()];
    const postId = await post(organizationId);
    const base = { organizationId, memberId };
    await expect(create({ organizationId })).rejects.toThrow('Membership_has_member');
    await expect(create({ ...base, memberId: organizationId })).rejects.toThrow('Membership_not_in_itself');
    await expect(create({ ...base, postId })).rejects.toThrow('Membership_post_of_holder');
    await expect(create({ ...base, basis: 'EX_OFFICIO' })).rejects.toThrow('Membership_ex_officio_post');
    await expect(create({ ...base, basis: 'ROTATION' })).rejects.toThrow('Membership_basis_of_role');
    await expect(create({ ...base, role: 'CHAIR' })).rejects.toThrow('Membership_seat_number');
    await expect(create({ ...base, role: 'CHAIR', seatNumber: 2 })).rejects.toThrow('chair_within_seats');
    await expect(create({ ...base, role: 'POST_HOLDER', postId, seatNumber: 2 })).rejects.toThrow('holder_within_capacity');
    await expect(create({ ...base, termEnd: 'ON_DATE' })).rejects.toThrow('Membership_ends_on_date');
    await expect(create({ ...base, termEnd: 'WHILE_HOLDING_POST' })).rejects.toThrow('Membership_while_holding_post');
    await expect(create({ ...base, basis: 'EX_OFFICIO', exOfficioPostId: postId })).rejects.toThrow('ex_officio_holds_post');
    await expect(create({ ...base, ...from('2012-10-05'), fromPrecision: 'MONTH' })).rejects.toThrow('Membership_fromDate_partial');
    const { id: divisionId } = await t.staff.addDivision({ bodyId: await body(), name: '문화' });
    await expect(create({ ...base, divisionId })).rejects.toThrow('division_of_body');
  });

  test('refuses periods that overlap and two chairs or holders on one seat', async () => {
    const [organizationId, memberId] = [await body(), await person()];
    const postId = await post(organizationId);
    await create({ organizationId, memberId, ...from('2012-01-01') });
    await expect(create({ organizationId, memberId, ...from('2013-01-01') })).rejects.toThrow('Membership_periods_do_not_overlap');
    await create({ organizationId, memberId, role: 'CHAIR', seatNumber: 1 });
    const other = { organizationId, memberId: await person(), seatNumber: 1 };
    await expect(create({ ...other, role: 'CHAIR' })).rejects.toThrow('Membership_one_chair_at_a_time');
    await create({ organizationId, memberId, role: 'POST_HOLDER', postId, seatNumber: 1 });
    await expect(create({ ...other, role: 'POST_HOLDER', postId })).rejects.toThrow('Membership_one_holder_at_a_time');
  });

  test('refuses a holder who goes and leaves an ex officio seat behind', async () => {
    const [organizationId, memberId] = [await body(), await person()];
    const postId = await post(organizationId);
    const { id } = await hold(postId, memberId);
    await t.staff.startMembership({ organizationId, memberId, role: 'MEMBER', basis: 'EX_OFFICIO', exOfficioPostId: postId });
    const data = { untilDate: new Date('2012-07-01'), untilPrecision: 'DAY' } as const;
    await expect(t.database.client.membership.update({ where: { id }, data })).rejects.toThrow('ex_officio_holds_post');
    await expect(t.database.client.membership.delete({ where: { id } })).rejects.toThrow('ex_officio_holds_post');
    expect(await t.pcrm.db.membership.findUnique({ where: { id } })).toMatchObject({ untilDate: null });
  });

  test.runIf(onServer)(
    'two connections that bypass the commands still leave one chair (an embedded database has one connection)',
    async () => {
      const organizationId = await body();
      const people = await Promise.all([person(), person(), person(), person()]);
      const results = await Promise.allSettled(
        people.map((memberId) => create({ organizationId, memberId, role: 'CHAIR', seatNumber: 1 })),
      );
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    },
  );
});
