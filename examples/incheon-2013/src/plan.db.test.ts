import { readFile } from 'node:fs/promises';
import { graphql } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor, Pcrm } from '@pcrm/core';
import { useTestPcrm } from '@pcrm/core/testing';
import { createContext, schema } from '@pcrm/graphql';
import { bodiesOn, namesOfSeats, quotaOn, termOf } from './body-queries.js';
import { findInconsistencies } from './inconsistencies.js';
import { loadPlan, planIsLoaded } from './load-plan.js';
import { budgets, completeness, countTasks, meetingsHeldBy, meetingsPlannedFor, offices, stancesOnIssues } from './plan-queries.js';
import { planTables } from './plan-tables.js';
import { viewOf, type View } from './view.js';

// The figures of the plan stand here once more, typed from the document, apart from the data files that are loaded.

const t = useTestPcrm();
let clerk: Actor;
let view: View;

beforeAll(async () => {
  await expect(loadPlan(brokenOff(t.pcrm))).rejects.toThrow('power cut');
  expect(await planIsLoaded(t.pcrm)).toBe(false);
  clerk = await loadPlan(t.pcrm);
  view = viewOf(t.pcrm, t.actors.viewer);
}, 300_000);

/** PCRM in which the power fails in the middle of the policy tasks. */
function brokenOff(pcrm: Pcrm): Pcrm {
  let added = 0;
  return {
    ...pcrm,
    as: (actor, options) => {
      const staff = pcrm.as(actor, options);
      const addPolicyTask: typeof staff.addPolicyTask = async (...input) => {
        if ((added += 1) > 100) throw new Error('power cut');
        return staff.addPolicyTask(...input);
      };
      return { ...staff, addPolicyTask };
    },
  };
}

async function bodyNamed(name: string) {
  const found = (await bodiesOn(view)).find(({ organization }) => organization.name === name);
  if (found === undefined) throw new Error(`${name} is not loaded.`);
  return found;
}

test('the first query of the README answers what the README says', async () => {
  const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8');
  const [, source = ''] = /```graphql\n(\{.*?)```/su.exec(readme) ?? [];
  const [, answer = ''] = /```json\n(.*?)```/su.exec(readme) ?? [];
  const result = await graphql({ schema, source, contextValue: createContext(t.pcrm, t.actors.viewer) });
  expect(JSON.parse(JSON.stringify(result))).toEqual(JSON.parse(answer));
});

describe('loading', () => {
  test('again changes nothing', async () => {
    const before = await t.pcrm.db.auditRecord.count();
    expect(await planIsLoaded(t.pcrm)).toBe(true);
    expect((await loadPlan(t.pcrm)).id).toBe(clerk.id);
    expect(await t.pcrm.db.auditRecord.count()).toBe(before);
  });

  test('enters everything as the member of staff, for the department, with its source', async () => {
    const entered = { enteredById: clerk.id, enteredForId: t.departmentId, sourceId: { not: null } };
    const { db } = t.pcrm;
    expect(clerk).toMatchObject({ kind: 'STAFF', role: 'STAFF', departmentId: t.departmentId });
    // 17 governments, the office and its two teams, five bodies, one person, four to whom proposals are addressed.
    expect(await db.stakeholder.count({ where: entered })).toBe(30);
    // 31 members and four chairs of the consultative bodies, two members and two chairs of the committee.
    expect(await db.membership.count({ where: entered })).toBe(39);
    expect(await db.body.count({ where: entered })).toBe(5);
    expect(await db.meeting.count({ where: entered })).toBe(9);
    // 88 agreed, 59 new, two joint tasks, the pending issue.
    expect(await db.policyTask.count({ where: entered })).toBe(150);
    expect(await db.proposal.count({ where: entered })).toBe(11);
    expect(await db.jointTask.count({ where: entered })).toBe(2);
    expect(await db.reviewRound.count({ where: entered })).toBe(14);
    expect(await db.budget.count({ where: entered })).toBe(2);
    expect(await db.stakeholder.count()).toBe(30);
  });
});

describe('the consultative bodies', () => {
  const governments =
    '서울 부산 대구 인천 광주 대전 울산 세종특별자치시 경기 강원도 충청북도 충남 전북 전남 경북 경상남도 제주특별자치도'.split(' ');
  const once = { regularMeetingsPerYear: 1, extraordinaryMeetings: true, convenedWhen: null };
  const twice = { ...once, regularMeetingsPerYear: 2 };
  const byAgreement = { regularMeetingsPerYear: null, extraordinaryMeetings: false, convenedWhen: '공동위원장 합의' };
  const dues = (amount: bigint) => ({ duesRule: 'FIXED_PER_YEAR', duesAmount: amount, duesUnit: 'MILLION_KRW' });
  const byChair = { duesRule: 'BORNE_BY_CHAIR', duesAmount: null, duesUnit: null };
  const nextMeeting = { termEnd: 'UNTIL_NEXT_MEETING', until: null };
  const onDate = (until: string) => ({ termEnd: 'ON_DATE', until });

  test.each([
    ['전국시도지사협의회', '1999-01-23', ['경북', 'MUTUAL_ELECTION', '2012-10'], onDate('2013-10'), 17, governments, twice, dues(150n)],
    [
      '수도권 광역경제발전위원회',
      '2009-10-05',
      ['인천', 'ROTATION', '2012-06'],
      nextMeeting,
      15,
      ['인천', '서울', '경기'],
      byAgreement,
      dues(300n),
    ],
    [
      '광역시장협의회',
      '2008-12-26',
      ['울산', 'MUTUAL_ELECTION', '2012-01'],
      onDate('2013-01'),
      6,
      '인천 부산 대구 광주 대전 울산'.split(' '),
      once,
      byChair,
    ],
    [
      '황해권 시도지사협의회',
      '2003-03-01',
      ['전북', 'ROTATION', '2008-06'],
      nextMeeting,
      5,
      '인천 경기 충남 전북 전남'.split(' '),
      twice,
      byChair,
    ],
  ] as const)('%s', async (name, founded, [chair, basis, from], end, seats, members, meetings, cost) => {
    const each = await bodyNamed(name);
    const nameOf = await namesOfSeats(view, [each]);
    expect(each.organization.foundedDate).toEqual(new Date(founded));
    expect(each.organization.foundedPrecision).toBe('DAY');
    expect(each.chairs).toHaveLength(1);
    const [seat] = each.chairs;
    if (seat === undefined) throw new Error('unreachable');
    expect([nameOf(seat), seat.membership.basis, termOf(seat).from]).toEqual([chair, basis, from]);
    expect({ termEnd: seat.membership.termEnd, until: termOf(seat).until }).toEqual(end);
    expect(each.seats.total.quota).toBe(seats);
    expect(each.members.map(nameOf)).toEqual(members);
    expect(each.members.every(({ membership }) => membership.basis === 'EX_OFFICIO')).toBe(true);
    expect(each.body).toMatchObject({ kind: 'CONSULTATIVE_BODY', chairSeats: 1, chairBasis: basis, ...meetings, ...cost });
  });

  test('there are four, and twelve of the Capital Region Committee are appointed', async () => {
    expect(await bodiesOn(view, 'CONSULTATIVE_BODY')).toHaveLength(4);
    const capitalRegion = await bodyNamed('수도권 광역경제발전위원회');
    expect([quotaOn(capitalRegion, 'EX_OFFICIO'), quotaOn(capitalRegion, 'APPOINTED')]).toEqual([3, 12]);
  });

  test('the chair of the year bears the cost where the rule says so', async () => {
    const { body } = await bodyNamed('광역시장협의회');
    const { borneBy, totalDueKrw } = await view.as.duesLedger({ bodyId: body.id, year: 2012 });
    expect(borneBy.map(({ chair }) => chair?.name)).toEqual(['울산광역시']);
    expect(totalDueKrw).toBeNull();
  });

  test('carry the names in English and those under which the plan prints them', async () => {
    const named = (await bodiesOn(view)).map(({ organization }) => organization.otherNames.map(({ name }) => name).join(' / '));
    expect(named).toEqual([
      '전국시도협 / 전국 시도지사협의회 / National Association of Mayors and Governors',
      '수도권광역위 / 수도권광역경제발전위원회 / Capital Region Economic Development Committee',
      "광역시장협 / Metropolitan Mayors' Conference",
      "Yellow Sea Rim Governors' Conference",
      '시정참여정책위 / Citizen Participation Policy Committee',
    ]);
  });
});

describe('meetings', () => {
  test('held in 2012: regular and extraordinary', async () => {
    const bodies = await bodiesOn(view, 'CONSULTATIVE_BODY');
    const held = await meetingsHeldBy(
      view,
      bodies.map(({ body }) => body.id),
      2012,
    );
    expect(held.map(({ regular, extraordinary }) => [regular, extraordinary])).toEqual([
      [2, 2],
      [1, 0],
      [1, 1],
      [0, 0],
    ]);
  });

  test('planned for 2013', async () => {
    const planned = await meetingsPlannedFor(view, 2013);
    expect(planned.map(({ ordinal, body, planned: date, place }) => [ordinal, body, date, place])).toEqual([
      [8, '수도권 광역경제발전위원회', '2013-01', '인천'],
      [5, '광역시장협의회', '2013-02', '울산'],
    ]);
    expect(planned[0]?.agenda).toEqual([
      'GTX(송도~청량리) 구간 건설',
      '강화·옹진 규제완화',
      '서울제물포터널 국비지원',
      '한강수계 사무국 개편',
    ]);
  });

  test('the Capital Region Committee chose two joint tasks in 2012, as printed', async () => {
    const { body } = await bodyNamed('수도권 광역경제발전위원회');
    const { rows } = await view.as.listMeetings({ filter: { bodyId: body.id, status: 'HELD' } });
    const [agenda = []] = await view.as.agendasOfMeetings(rows.map(({ row }) => row.id));
    expect(agenda.map(({ title }) => title.split(': ')[1])).toEqual([
      '중앙·지방재정 불균형 개선',
      '2014 인천 AG 행·재정적 지원',
      '굴포천 국가하천 지정',
      '국지도 84호선 초지대교~안천 도로개설',
    ]);
  });
});

describe('the committee', () => {
  test('has 25 seats, 2 ex officio and 23 appointed, and two chairs', async () => {
    const committee = await bodyNamed('시정참여정책위원회');
    const nameOf = await namesOfSeats(view, [committee]);
    expect(committee.organization.foundedDate).toEqual(new Date('2010-12-06'));
    expect(committee.body).toMatchObject({
      kind: 'COMMITTEE',
      legalBasis: '인천광역시 시정참여정책위원회 설치 및 운영조례',
      chairSeats: 2,
      regularMeetingMonths: [4, 9],
      regularMeetingsPerYear: 2,
      extraordinaryMeetings: true,
    });
    expect([committee.seats.total.quota, quotaOn(committee, 'EX_OFFICIO'), quotaOn(committee, 'APPOINTED')]).toEqual([25, 2, 23]);
    expect(committee.chairs.map((chair) => [nameOf(chair), chair.membership.label, chair.membership.basis])).toEqual([
      ['정무부시장', '위원장', 'EX_OFFICIO'],
      ['박종렬', '민간위원장', null],
    ]);
    expect(committee.chairs[0]).toMatchObject({ member: null, person: null, membership: { termEnd: 'WHILE_HOLDING_POST' } });
  });

  test('has five divisions with Korean and English names', async () => {
    const { divisions } = await bodyNamed('시정참여정책위원회');
    expect(divisions.map(({ name, nameEnglish }) => [name, nameEnglish])).toEqual([
      ['행정/재정', 'Administration / Finance'],
      ['지역경제/일자리', 'Regional Economy / Jobs'],
      ['복지/여성/보건의료', 'Welfare / Women / Health'],
      ['도시계획/환경', 'Urban Planning / Environment'],
      ['문화/교육', 'Culture / Education'],
    ]);
  });

  test('is to hear a report each quarter of 2013 and an evaluation of each division each half-year', async () => {
    const { body } = await bodyNamed('시정참여정책위원회');
    const rounds = await t.pcrm.db.reviewRound.groupBy({
      by: ['kind'],
      where: { bodyId: body.id, year: 2013 },
      _count: true,
      orderBy: { kind: 'asc' },
    });
    expect(rounds).toEqual([
      { kind: 'QUARTERLY_PLENARY', _count: 4 },
      { kind: 'HALF_YEARLY_DIVISION', _count: 10 },
    ]);
  });
});

describe('policy tasks', () => {
  const totalsOn = (asOf: string) => view.as.policyTaskTotals({ asOf });

  test('88 agreed: 57 maintained, 24 closed, 7 superseded, the last 31 without a division', async () => {
    const totals = await totalsOn('2012-12-12');
    const agreed = (status: 'MAINTAINED' | 'CLOSED' | 'SUPERSEDED') => countTasks(totals, { origin: 'AGREED', status });
    expect([countTasks(totals, { origin: 'AGREED' }), agreed('MAINTAINED'), agreed('CLOSED'), agreed('SUPERSEDED')]).toEqual([
      88, 57, 24, 7,
    ]);
    expect(
      countTasks(
        totals.filter(({ divisionId, origin }) => divisionId === null && origin === 'AGREED'),
        {},
      ),
    ).toBe(31);
  });

  test('59 new: all proposed in 2012, 37 pursued from 2013, 22 left', async () => {
    expect((await totalsOn('2012-12-12')).filter(({ origin }) => origin === 'NEW').every(({ status }) => status === 'PROPOSED')).toBe(true);
    const totals = await totalsOn('2013-01-01');
    const proposed = countTasks(totals, { origin: 'NEW', status: 'PROPOSED' });
    expect([countTasks(totals, { origin: 'NEW' }), countTasks(totals, { origin: 'NEW', status: 'MAINTAINED' }), proposed]).toEqual([
      59, 37, 22,
    ]);
    expect(await t.pcrm.db.policyTask.count({ where: { origin: 'NEW', startYear: 2013 } })).toBe(37);
  });

  test('by division', async () => {
    const totals = await totalsOn('2012-12-12');
    const { divisions } = await bodyNamed('시정참여정책위원회');
    const row = (of: object) => [
      countTasks(totals, { ...of, divisionId: null }),
      ...divisions.map(({ id }) => countTasks(totals, { ...of, divisionId: id })),
    ];
    expect(row({})).toEqual([116, 13, 10, 25, 47, 21]);
    expect(row({ origin: 'AGREED' })).toEqual([57, 4, 6, 17, 12, 18]);
    expect(row({ origin: 'NEW' })).toEqual([59, 9, 4, 8, 35, 3]);
  });

  test('say that their titles only hold a place, and which were picked by number', async () => {
    expect(await t.pcrm.db.policyTask.count({ where: { titleIsPlaceholder: true } })).toBe(147);
    const picked = await t.pcrm.db.policyTaskStatusChange.findMany({ where: { policyTask: { origin: 'NEW' }, status: 'MAINTAINED' } });
    expect(picked).toHaveLength(37);
    expect(picked.every(({ reason }) => reason.includes('번호순'))).toBe(true);
  });
});

describe('the office', () => {
  test('has 7 posts and 7 holders: 4 and 3, by grade as printed', async () => {
    const [only] = await offices(view);
    const cells = (unit: { grades: readonly { grade: string; capacity: number; holders: number | null }[] } | undefined) =>
      unit?.grades.map(({ grade, capacity, holders }) => `${grade} ${capacity}/${holders}`);
    expect(only?.office).toMatchObject({ name: '소통협력관실', capacity: 7, holders: 7 });
    expect(cells(only?.office)).toEqual(['4급 1/1', '5급 2/1', '6급 2/3', '7급 1/1', '8급 1/1']);
    expect(only?.units.map(({ name, capacity, holders }) => [name, capacity, holders])).toEqual([
      ['광역협력팀', 4, 4],
      ['시민소통팀', 3, 3],
    ]);
    expect(cells(only?.units[0])).toEqual(['4급 1/1', '5급 1/1', '6급 1/1', '8급 1/1']);
    expect(cells(only?.units[1])).toEqual(['5급 1/0', '6급 1/2', '7급 1/1']);
  });

  test('has 691 million won for 2013, 157 million or 29.4% more than the 534 of 2012', async () => {
    expect(await budgets(view)).toEqual([
      {
        organization: '소통협력관실',
        year: 2013,
        totalKrw: 691_000_000n,
        previousKrw: 534_000_000n,
        differenceKrw: 157_000_000n,
        percent: 29.4,
        lines: [
          { name: '광역행정지원', krw: 490_000_000n },
          { name: '시민참여행정', krw: 25_000_000n },
          { name: '인력운영', krw: 154_000_000n },
          { name: '부서운영', krw: 22_000_000n },
        ],
      },
    ]);
  });
});

describe('what always holds', () => {
  test('seats by basis add up to the seats that are printed', async () => {
    for (const [name, seats] of [
      ['시정참여정책위원회', 25],
      ['수도권 광역경제발전위원회', 15],
    ] as const) {
      const each = await bodyNamed(name);
      expect((quotaOn(each, 'EX_OFFICIO') ?? 0) + (quotaOn(each, 'APPOINTED') ?? 0)).toBe(seats);
    }
  });

  test('rows and columns of the division table add up on every day', async () => {
    const { divisions } = await bodyNamed('시정참여정책위원회');
    for (const asOf of ['2012-01-01', '2012-12-31', '2013-01-01', '2013-12-31']) {
      const totals = await view.as.policyTaskTotals({ asOf });
      const origins = ['AGREED', 'NEW'] as const;
      for (const { id } of divisions) {
        const column = origins.map((origin) => countTasks(totals, { origin, divisionId: id }));
        expect(column.reduce((a, b) => a + b)).toBe(countTasks(totals, { divisionId: id }));
      }
      for (const origin of origins) {
        const row = divisions.map(({ id }) => countTasks(totals, { origin, divisionId: id }));
        expect(row.reduce((a, b) => a + b)).toBe(countTasks(totals, { origin, divisionId: null }));
      }
      const statuses = ['MAINTAINED', 'CLOSED', 'SUPERSEDED'] as const;
      const agreed = statuses.map((status) => countTasks(totals, { origin: 'AGREED', status }));
      expect(agreed.reduce((a, b) => a + b)).toBe(88);
      expect(countTasks(totals, { origin: 'NEW', status: 'MAINTAINED' })).toBeLessThanOrEqual(countTasks(totals, { origin: 'NEW' }));
    }
  });

  test('the lines of a budget add up to its total, where it has any', async () => {
    const { rows } = await view.as.listBudgets();
    expect(rows.map(({ row }) => [row.year, row.linesDifference])).toEqual([
      [2013, 0n],
      [2012, null],
    ]);
  });

  test('a body has one chair a day, and the committee two', async () => {
    const bodies = await bodiesOn(view);
    const bodyIds = bodies.map(({ body }) => body.id);
    for (let month = 0; month < 12 * 7; month += 1) {
      const asOf = new Date(Date.UTC(2008, month, 15)).toISOString().slice(0, 10);
      const chairs = await view.as.chairsOfEach({ bodyIds, asOf });
      for (const [index, { body }] of bodies.entries()) expect(chairs[index]?.length).toBeLessThanOrEqual(body.chairSeats);
      expect(chairs[4]).toHaveLength(2);
    }
  });

  test('no more is recorded than is declared, and what the plan names in full is complete', async () => {
    const compared = (await completeness(view)).filter(({ recorded }) => recorded !== null);
    for (const { declared, recorded } of compared) expect(recorded).toBeLessThanOrEqual(declared);
    const complete = compared
      .filter(({ declared, recorded }) => declared === recorded)
      .map(({ about, qualifier, declared }) => `${about} ${qualifier} ${declared}`);
    expect(complete).toEqual([
      '전국시도지사협의회  17',
      '전국시도지사협의회 REGULAR 2',
      '전국시도지사협의회 EXTRAORDINARY 2',
      '수도권 광역경제발전위원회 REGULAR 1',
      '광역시장협의회 REGULAR 1',
      '광역시장협의회 EXTRAORDINARY 1',
      '수도권 광역경제발전위원회  2',
      '시정참여정책위원회 AGREED 88',
      '시정참여정책위원회 NEW 59',
      '시정참여정책위원회 행정/재정 13',
      '시정참여정책위원회 지역경제/일자리 10',
      '시정참여정책위원회 복지/여성/보건의료 25',
      '시정참여정책위원회 도시계획/환경 47',
      '시정참여정책위원회 문화/교육 21',
    ]);
  });
});

describe('where the plan does not agree with itself', () => {
  test('every point is found, and nothing else', async () => {
    const found = (await findInconsistencies(view)).map(({ rule, about, sentence }) => [
      rule,
      about,
      sentence.match(/\d+(?:-\d+)?|안천/gu)?.join(' '),
    ]);
    expect(found).toEqual([
      ['chairs-are-not-the-ex-officio-seats', '시정참여정책위원회', '2 2'],
      ['ex-officio-post-unnamed', '시정참여정책위원회', '2 1 1'],
      ['label-counts-another-number', '시정참여정책위원회', '88 57 88'],
      ['dormant-body', '황해권 시도지사협의회', '2 2012 2008-06'],
      ['chair-ends-before-next-meeting', '광역시장협의회', '2013-01 2013-02'],
      ['more-reports-than-plenaries', '시정참여정책위원회', '4 2013 2'],
      ['proposed-and-left-undecided', '시정참여정책위원회', '59 22'],
      ['superseded-by-an-unknown-task', '시정참여정책위원회', '7'],
      ['more-declared-than-named', '광역시장협의회', '8 2'],
      ['more-holders-than-the-post-has', '시민소통팀', '2 6 1'],
      ['co-chairs-of-a-body-with-one-chair', '수도권 광역경제발전위원회', undefined],
      ['kept-as-printed', '수도권 광역경제발전위원회', '안천'],
      ['several-names', '전국시도지사협의회', undefined],
      ['several-names', '수도권 광역경제발전위원회', undefined],
      ['several-names', '광역시장협의회', undefined],
      ['several-names', '시정참여정책위원회', undefined],
    ]);
  });
});

test('the committee stays opposed to the tidal power project, in the words of the plan', async () => {
  expect(await stancesOnIssues(view)).toEqual([
    {
      issue: '인천만 조력발전사업',
      holder: '시정참여정책위원회',
      position: 'OPPOSES',
      since: '2012',
      quotation: '인천만 조력발전사업 관련 의견수렴 * 기존의견과 동일하게 반대 입장 개진',
    },
  ]);
  expect(await stancesOnIssues(viewOf(t.pcrm, t.actors.viewer, '2011-12-31'))).toEqual([]);
  const recorded = await t.staff.listStances({ first: 1 });
  expect(recorded.rows[0]?.row).toMatchObject({ enteredById: clerk.id, confidence: 'STATED', legalBasis: null });
});

describe('the printed tables', () => {
  test('have the rows of the plan', async () => {
    const printed = (await planTables(view)).map(({ table }) => table.replaceAll(/ +/gu, ' ')).join('\n');
    for (const row of [
      '│ 합계 │ 7 / 7 │ 1 / 1 │ 2 / 1 │ 2 / 3 │ 1 / 1 │ 1 / 1 │',
      '│ 광역협력팀 │ 4 / 4 │ 1 / 1 │ 1 / 1 │ 1 / 1 │ │ 1 / 1 │',
      '│ 시민소통팀 │ 3 / 3 │ │ 1 / 0 │ 1 / 2 │ 1 / 1 │ │',
      '│ 691 │ 534 │ 157 │ 29.4 │ 광역행정지원 490 │',
      '│ 전국시도지사협의회 │ 경북 │ 17명 │ 정기회(년 2회) │ 분담금 150백만원 │',
      '│ (‘99. 1. 23) │ (호선, ‘12.10~‘13.10) │',
      '│ (‘09. 10. 5) │ (윤번, ‘12.6~다음 │ 외 위촉직 12명) │',
      '│ 광역시장협의회 │ 울산 │ 6명 (인천, 부산, 대구, │ 정기회(년 1회) │ 회장도시 부담 │',
      '│ 황해권 시도지사협의회 │ 전북 │ 5명 (인천, 경기, 충남, │ 정기회(년 2회) │ 회장도시 부담 │',
      '│ 계 25 │ 정무부시장 (위원장) │ 정기회(4월, 9월) │ 분기별 본회의 보고 4 │',
      '│ 당연 2 │ 박종렬 (민간위원장) │ 임시회 │ 반기별 분과 평가 2 │',
      '│ 위촉 23 │',
      '│ 전국시도지사협의회 │ 2회 │ 2회 │',
      '│ 제8차 수도권 광역경제발전위원회 │ ‘13.1 │ 인천 │',
      '│ 제5차 광역시장협의회 │ ‘13.2 │ 울산 │',
      '│ 정책합의과제 │ 88 │ 57 │ 24 │ 7 │',
      '│ 신규정책과제 │ 59 │ │ │ │ 37 │ 22 │',
      '│ 계 │ 116 │ 13 │ 10 │ 25 │ 47 │ 21 │',
      '│ 88개 과제 │ 57 │ 4 │ 6 │ 17 │ 12 │ 18 │',
      '│ 신규 과제 │ 59 │ 9 │ 4 │ 8 │ 35 │ 3 │',
      '│ 인천만 조력발전사업 │ 시정참여정책위원회 │ 반대 │ ‘12 │ 인천만 조력발전사업 관련 의견수렴 * │',
      '│ 전국시도지사협의회 │ 영유아 무상보육 국비지원 │ 국회 보건복지위원회 │ 수용 │ 영유아 보육료 국비지원 50% → 70% │',
      '│ 정부 │ 2건 │ 346일 │',
      '│ 수도권 광역경제발전위원회 │ 국지도 84호선 초지대교~안천 도로개설 │ 경기도, 서울특별시 │ ‘12 │',
      '│ 광역시장협의회 │ 건의 │ 8 │ 2 │ 25% │',
      '│ 시정참여정책위원회 │ 위원 당연직 │ 2 │ 1 │',
    ]) {
      expect(printed).toContain(row);
    }
  });
});

describe('the next meeting', () => {
  test('ends the chair "until the next meeting" on the day on which it is held, not planned', async () => {
    t.setNow('2013-02-01T00:00:00.000Z');
    const { body } = await bodyNamed('수도권 광역경제발전위원회');
    const { rows } = await view.as.listMeetings({ filter: { bodyId: body.id, status: 'PLANNED' } });
    const meeting = rows[0]?.row;
    if (meeting === undefined) throw new Error('The 8th meeting is not planned.');
    await t.staff.holdMeeting({ id: meeting.id, version: meeting.version, held: '2013-01-24' });
    const chairOn = async (asOf: string) => (await view.as.chairs({ bodyId: body.id, asOf })).map(({ member }) => member?.name);
    expect(await chairOn('2013-01-23')).toEqual(['인천광역시']);
    expect(await chairOn('2013-01-24')).toEqual([]);
  });
});
