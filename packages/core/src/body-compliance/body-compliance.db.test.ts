import { beforeAll, describe, expect, test } from 'vitest';
import { useTestPcrm } from '../testing.js';

// The consultative bodies of December 2012, and a committee that was founded in 2010.

const t = useTestPcrm();
const ids: Record<string, string> = {};
const idOf = (name: string) => ids[name] ?? '';
const asOf = '2012-12-12';

async function organization(name: string, rest: object = {}) {
  ids[name] = (await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name, ...rest })).id;
  return idOf(name);
}

async function body(name: string, founded: string, rest: object = {}) {
  const organizationId = await organization(name, { founded });
  return (await t.staff.establishBody({ organizationId, kind: 'CONSULTATIVE_BODY', ...rest })).id;
}

async function join(bodyName: string, ...governments: string[]) {
  for (const name of governments) {
    await t.staff.startMembership({ organizationId: idOf(bodyName), role: 'MEMBER', memberId: idOf(name) });
  }
}

/** The other tests do not see it any more: they look at the bodies of December 2012. */
async function archive(id: string) {
  const { version } = await t.pcrm.db.stakeholder.findUniqueOrThrow({ where: { id } });
  await t.staff.reviseStakeholder({ id, version, archived: true });
}

const chair = (bodyName: string, memberName: string, rest: object) =>
  t.staff.startMembership({ organizationId: idOf(bodyName), role: 'CHAIR', memberId: idOf(memberName), ...rest });

beforeAll(async () => {
  await organization('인천', { categories: ['OWN_CITY'] });
  for (const name of ['경기', '충남', '전북', '전남', '울산', '부산', '경북', '서울']) await organization(name);
  await body('전국협의회', '1999-01-23', { regularMeetingsPerYear: 2, chairBasis: 'MUTUAL_ELECTION' });
  await body('수도권위원회', '2009-10-05', { chairBasis: 'ROTATION', convenedWhen: '공동위원장 합의' });
  await body('광역시장협의회', '2008-12-26', { regularMeetingsPerYear: 1, chairBasis: 'MUTUAL_ELECTION' });
  await body('황해권협의회', '2003-03-01', { regularMeetingsPerYear: 2, chairBasis: 'ROTATION' });
  await join('황해권협의회', '인천', '경기', '충남', '전북', '전남');
  await join('수도권위원회', '인천', '서울', '경기');
  await chair('전국협의회', '경북', { from: '2012-10', until: '2013-10' });
  await chair('수도권위원회', '인천', { from: '2012-06', termEnd: 'UNTIL_NEXT_MEETING' });
  await chair('광역시장협의회', '울산', { from: '2012-01', until: '2013-01' });
  await chair('황해권협의회', '전북', { from: '2008-06', termEnd: 'UNTIL_NEXT_MEETING' });
  const held = (name: string, kind: 'REGULAR' | 'EXTRAORDINARY') => t.staff.recordHeldMeeting({ bodyId: idOf(name), kind, held: '2012' });
  for (const kind of ['REGULAR', 'REGULAR', 'EXTRAORDINARY', 'EXTRAORDINARY'] as const) await held('전국협의회', kind);
  await held('수도권위원회', 'REGULAR');
  for (const kind of ['REGULAR', 'EXTRAORDINARY'] as const) await held('광역시장협의회', kind);
  const plan = (name: string, planned: string) => t.staff.planMeeting({ bodyId: idOf(name), kind: 'REGULAR', planned });
  await plan('수도권위원회', '2013-01');
  await plan('광역시장협의회', '2013-02');
});

describe('meetings', () => {
  test('due, held, planned and missed are told by body and year', async () => {
    const told = await t.viewer.meetingCompliance({ from: 2012, to: 2013, asOf: '2013-01-01' });
    const rows = await Promise.all(
      told.map(async ({ body: { id }, years }) => {
        const name = (await t.viewer.findStakeholder(id))?.name;
        return [name, ...years.map(({ owed, due, held, planned, missed }) => [owed, due, held.regular, planned.regular, missed])];
      }),
    );
    expect(rows).toEqual([
      ['광역시장협의회', [1, 1, 1, 0, []], [1, 0, 0, 1, []]],
      ['수도권위원회', [null, 0, 1, 0, []], [null, 0, 0, 1, []]],
      ['전국협의회', [2, 2, 2, 0, []], [2, 0, 0, 0, []]],
      ['황해권협의회', [2, 2, 0, 0, ['2012', '2012']], [2, 0, 0, 0, []]],
    ]);
    const [only] = await t.viewer.meetingCompliance({ bodyIds: [idOf('황해권협의회')], asOf });
    expect(only?.years).toMatchObject([{ year: 2012, owed: 2, due: 0, missed: [] }]);
    await expect(t.viewer.meetingCompliance({ from: 2013, to: 2012 })).rejects.toMatchObject({ problems: [{ path: ['to'] }] });
  });
});

describe('dormant bodies', () => {
  test('are found with the figures: the Yellow Sea body held none of its 16 and has the chair of June 2008', async () => {
    const dormant = await t.viewer.dormantBodies({ asOf });
    expect(
      dormant.map(({ body: { id }, reasons, owedPerYear, missed, lastRegular, waiting }) => ({
        id,
        reasons,
        owedPerYear,
        missed,
        lastRegular,
        waiting: waiting.map(({ memberId, fromDate }) => [memberId, fromDate]),
      })),
    ).toEqual([
      {
        id: idOf('황해권협의회'),
        reasons: ['NONE_RECORDED', 'CHAIR_AWAITS_MEETING'],
        owedPerYear: 2,
        // 2004 to 2011; those of 2012 are due when the year is over.
        missed: 16,
        lastRegular: null,
        waiting: [[idOf('전북'), new Date('2008-06-01')]],
      },
    ]);
  });

  test('wake with a meeting, and sleep again when the last one is long ago', async () => {
    const bodyId = await body('잠든협의회', '2005-01-01', { regularMeetingsPerYear: 1 });
    const slept = async (day: string, months?: number) =>
      (await t.viewer.dormantBodies({ asOf: day, months })).find((each) => each.body.id === bodyId);
    expect(await slept('2005-12-31')).toBeUndefined();
    expect(await slept('2006-01-01')).toMatchObject({ reasons: ['NONE_RECORDED'], missed: 1 });
    await t.staff.recordHeldMeeting({ bodyId, kind: 'REGULAR', held: '2010-05' });
    expect(await slept('2011-05-31')).toBeUndefined();
    expect(await slept('2011-06-01')).toMatchObject({ reasons: ['NO_REGULAR_MEETING'], missed: 0 });
    expect(await slept('2012-12-12', 36)).toBeUndefined();
    expect(await slept('2012-12-12')).toMatchObject({ reasons: ['NO_REGULAR_MEETING'], missed: 1 });
    await archive(bodyId);
    expect(await slept('2012-12-12')).toBeUndefined();
    // It was there, and slept, on the day before it was archived.
    expect(await slept('2012-12-11')).toMatchObject({ missed: 1 });
  });

  test('slept on a day, whatever woke them later', async () => {
    const bodyId = await body('깨어난협의회', '2005-01-01', { chairBasis: 'ROTATION' });
    await chair('깨어난협의회', '전남', { from: '2006-06', termEnd: 'UNTIL_NEXT_MEETING' });
    const slept = async (day: string) => (await t.viewer.dormantBodies({ asOf: day })).find((each) => each.body.id === bodyId)?.reasons;
    expect(await slept('2009-12-31')).toEqual(['CHAIR_AWAITS_MEETING']);
    await t.staff.recordHeldMeeting({ bodyId, kind: 'REGULAR', held: '2010-05-04' });
    expect(await slept('2009-12-31')).toEqual(['CHAIR_AWAITS_MEETING']);
    expect(await slept('2010-05-04')).toBeUndefined();
    await archive(bodyId);
  });
});

describe('gaps in the chair', () => {
  const gaps = async (day: string, bodyName?: string) =>
    (await t.viewer.chairGaps({ asOf: day, ...(bodyName ? { bodyIds: [idOf(bodyName)] } : {}) })).map((gap) => [
      gap.kind,
      gap.seatNumber,
      gap.term?.untilDate?.toISOString().slice(0, 7) ?? null,
      gap.meeting?.plannedDate?.toISOString().slice(0, 7) ?? null,
    ]);

  test('are a term that ends before the next meeting, and then a chair that nobody has', async () => {
    expect(await gaps(asOf)).toEqual([['ENDS_BEFORE_NEXT_MEETING', 1, '2013-01', '2013-02']]);
    expect(await gaps('2013-01-01')).toEqual([['TERM_ENDED', 1, '2013-01', null]]);
    const next = await chair('광역시장협의회', '부산', { from: '2013-01', until: '2014-01' });
    expect(await gaps(asOf)).toEqual([]);
    expect(await gaps('2013-01-01')).toEqual([]);
    await t.database.client.membership.delete({ where: { id: next.id } });
  });

  test('were there on a day, whatever was held later', async () => {
    const bodyId = await body('늦은협의회', '2005-01-01', { regularMeetingsPerYear: 1 });
    await chair('늦은협의회', '부산', { from: '2009-01', until: '2010-01' });
    const { id, version } = await t.staff.planMeeting({ bodyId, kind: 'REGULAR', planned: '2010-02' });
    await t.staff.holdMeeting({ id, version, held: '2010-02-20' });
    expect(await gaps('2009-12-12', '늦은협의회')).toEqual([['ENDS_BEFORE_NEXT_MEETING', 1, '2010-01', '2010-02']]);
    const planned = async (day: string) => {
      const [told] = await t.viewer.meetingCompliance({ bodyIds: [bodyId], from: 2010, asOf: day });
      return [told?.years[0]?.planned.regular, told?.years[0]?.held.regular];
    };
    expect([await planned('2010-02-19'), await planned('2010-02-20')]).toEqual([
      [1, 0],
      [0, 1],
    ]);
    await archive(bodyId);
  });

  test('are none where the meeting itself ends the term, though it was held earlier than planned', async () => {
    const bodyId = await body('이른협의회', '2005-01-01');
    await chair('이른협의회', '부산', { from: '2009-01', termEnd: 'UNTIL_NEXT_MEETING' });
    const { id, version } = await t.staff.planMeeting({ bodyId, kind: 'REGULAR', planned: '2010-02' });
    await t.staff.holdMeeting({ id, version, held: '2010-01-20' });
    expect(await gaps('2009-12-12', '이른협의회')).toEqual([]);
    await archive(bodyId);
  });

  test('are counted for each of several chairs, also where a post has the chair and nobody holds it', async () => {
    const committee = await body('두위원장위원회', '2010-12-06', { kind: 'COMMITTEE', chairSeats: 3 });
    const { id: exOfficioPostId } = await t.staff.createPost({ organizationId: idOf('인천'), title: '정무부시장' });
    const seat = { organizationId: committee, role: 'CHAIR', basis: 'EX_OFFICIO', exOfficioPostId, from: '2010-12-06' } as const;
    await t.staff.startMembership({ ...seat, seatNumber: 1 });
    await chair('두위원장위원회', '서울', { from: '2010-12-06', until: '2011-12-06', seatNumber: 2 });
    await chair('두위원장위원회', '경기', { from: '2013-03', seatNumber: 2 });
    expect(await gaps(asOf, '두위원장위원회')).toEqual([
      ['POST_VACANT', 1, null, null],
      ['TERM_ENDED', 2, '2011-12', null],
      ['NEVER_TAKEN', 3, null, null],
    ]);
    const [, ended] = await t.viewer.chairGaps({ asOf, bodyIds: [committee] });
    expect(ended?.successor?.memberId).toBe(idOf('경기'));
    const { id: memberId } = await t.staff.registerStakeholder({ kind: 'PERSON', name: '부시장' });
    const holder = { organizationId: idOf('인천'), memberId, role: 'POST_HOLDER', postId: exOfficioPostId } as const;
    await t.staff.startMembership({ ...holder, from: '2011-01', until: '2012-12-01' });
    expect((await gaps('2012-11-30', '두위원장위원회'))[0]?.[0]).toBe('TERM_ENDED');
    expect((await gaps(asOf, '두위원장위원회'))[0]).toEqual(['POST_VACANT', 1, '2012-12', null]);
  });
});

describe('rotation', () => {
  const names = async (bodyName: string, count: number, day: string = asOf) =>
    (await t.viewer.nextChairs({ bodyId: idOf(bodyName), count, asOf: day })).map(({ name }) => name);

  test('says who comes next, passes over who left, and keeps the order that held before', async () => {
    expect(await names('황해권협의회', 2)).toEqual([]);
    const order = ['인천', '경기', '충남', '전북', '전남'].map(idOf);
    const set = (memberIds: string[], from?: string) => t.staff.setRotation({ bodyId: idOf('황해권협의회'), memberIds, from });
    const first = await set(order, '2003-03');
    expect(first.turns.map(({ position, memberId }) => [position, memberId])).toEqual(order.map((id, index) => [index + 1, id]));
    expect(await names('황해권협의회', 6)).toEqual(['전남', '인천', '경기', '충남', '전북', '전남']);
    const seat = await t.pcrm.db.membership.findFirstOrThrow({
      where: { organizationId: idOf('황해권협의회'), memberId: idOf('전남'), role: 'MEMBER' },
    });
    await t.staff.endMembership({ id: seat.id, version: 1, until: '2012-11' });
    expect(await names('황해권협의회', 1)).toEqual(['인천']);
    expect(await names('황해권협의회', 1, '2012-10-31')).toEqual(['전남']);
    const second = await set(order.toReversed(), '2013');
    expect(await names('황해권협의회', 2, '2013-01-01')).toEqual(['충남', '경기']);
    expect(await names('황해권협의회', 1)).toEqual(['인천']);
    const audit = await t.pcrm.db.auditRecord.findFirst({ where: { subjectId: second.id } });
    expect(audit).toMatchObject({ command: 'setRotation', before: { id: first.id, turns: [{}, {}, {}, {}, {}] } });
    await expect(set(order)).rejects.toMatchObject({ problems: [{ path: ['from'], code: 'required' }] });
    await expect(set(order, '2013')).rejects.toMatchObject({ problems: [{ code: 'not_after_predecessor' }] });
    await expect(set(order, '2000')).rejects.toMatchObject({ rule: 'Rotation_one_at_a_time' });
    const unknown = '0197a3c0-0000-7000-8000-0000000000ff';
    await expect(set([idOf('인천'), unknown], '2014')).rejects.toMatchObject({
      problems: [{ path: ['memberIds', 1], code: 'unknown_id' }],
    });
    await expect(t.viewer.setRotation({ bodyId: idOf('황해권협의회'), memberIds: order })).rejects.toMatchObject({ scope: 'bodies:write' });
  });

  test('gives the calendar of hand-overs, with our own turns marked', async () => {
    await t.staff.setRotation({ bodyId: idOf('수도권위원회'), memberIds: ['인천', '서울', '경기'].map(idOf) });
    const calendar = await t.viewer.handOverCalendar({ from: asOf });
    expect(
      calendar.map(({ body: { id }, on, meeting, succession, follower, weHandOver, weTakeOver }) => [
        Object.entries(ids).find(([, each]) => each === id)?.[0],
        on?.date.toISOString().slice(0, 7) ?? null,
        meeting !== null,
        succession,
        follower?.name ?? null,
        weHandOver,
        weTakeOver,
      ]),
    ).toEqual([
      ['광역시장협의회', '2013-01', false, 'TO_BE_ELECTED', null, false, false],
      ['수도권위원회', '2013-01', true, 'ROTATION', '서울', true, false],
      ['전국협의회', '2013-10', false, 'TO_BE_ELECTED', null, false, false],
      ['황해권협의회', null, false, 'ROTATION', '인천', false, true],
    ]);
    expect(await t.viewer.handOverCalendar({ from: asOf, until: '2013-01-01' })).toHaveLength(1);
    await chair('광역시장협의회', '부산', { from: '2013-01', until: '2014-01' });
    const [recorded] = await t.viewer.handOverCalendar({ from: asOf });
    expect([recorded?.succession, recorded?.follower?.name]).toEqual(['RECORDED', '부산']);
    await expect(t.viewer.handOverCalendar({ from: asOf, until: asOf })).rejects.toMatchObject({ problems: [{ path: ['until'] }] });
  });
});

describe('the overview', () => {
  test('has a row for each body', async () => {
    const rows = await t.viewer.bodyCompliance({ asOf });
    const told = rows.map(({ body: { id }, meetingsBefore, dormancy, chairGaps, violated }) => [
      Object.entries(ids).find(([, each]) => each === id)?.[0],
      meetingsBefore.missed.length,
      dormancy.reasons.length,
      chairGaps.length,
      violated,
    ]);
    expect(told).toEqual([
      ['광역시장협의회', 1, 0, 0, []],
      ['두위원장위원회', 0, 0, 3, []],
      ['수도권위원회', 0, 0, 0, []],
      ['전국협의회', 2, 0, 0, []],
      ['황해권협의회', 2, 2, 0, []],
    ]);
    expect(await t.viewer.bodyCompliance({ asOf, bodyIds: [idOf('전국협의회')] })).toHaveLength(1);
  });
});

describe('the database itself', () => {
  test('refuses what no rule is', async () => {
    const { client } = t.database;
    const update = (data: object) => client.body.update({ where: { id: idOf('전국협의회') }, data });
    await expect(update({ maxConsecutiveTerms: 0 })).rejects.toThrow('Body_max_consecutive_terms_positive');
    await expect(update({ maxGenderPercent: 49 })).rejects.toThrow('Body_max_gender_percent');
    const rotation = (data: object) =>
      client.rotation.create({ data: { bodyId: idOf('전국협의회'), enteredById: t.actors.staff.id, ...data } });
    const day = { fromDate: new Date('2012-02-02'), fromPrecision: 'MONTH' } as const;
    await expect(rotation(day)).rejects.toThrow('Rotation_fromDate_partial');
    await expect(rotation({ untilDate: new Date('2012-02-02') })).rejects.toThrow('Rotation_untilDate_partial');
    const backwards = { ...day, fromPrecision: 'DAY', untilDate: new Date('2012-02-02'), untilPrecision: 'DAY' };
    await expect(rotation(backwards)).rejects.toThrow('Rotation_period_in_order');
    const { id: rotationId } = await rotation({});
    const turn = client.rotationTurn.create({ data: { rotationId, memberId: idOf('인천'), position: 0 } });
    await expect(turn).rejects.toThrow('RotationTurn_position_positive');
  });
});
