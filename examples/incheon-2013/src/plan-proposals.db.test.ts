import { beforeAll, describe, expect, test } from 'vitest';
import { useTestPcrm } from '@pcrm/core/testing';
import { loadPlan } from './load-plan.js';
import { outcomeLabel } from './labels.js';
import { completeness } from './plan-queries.js';
import { jointTasks, pendingByAddressee, proposals, type ProposalRow } from './proposal-queries.js';
import { viewOf, type View } from './view.js';

// The proposals of the plan stand here once more, typed from the document, apart from the data files that are loaded.

const t = useTestPcrm();
let view: View;
let rows: ProposalRow[];

beforeAll(async () => {
  await loadPlan(t.pcrm);
  view = viewOf(t.pcrm, t.actors.viewer);
  rows = await proposals(view);
}, 300_000);

function proposal(title: string): ProposalRow {
  const found = rows.find((row) => row.title === title);
  if (found === undefined) throw new Error(`${title} is not loaded.`);
  return found;
}

const CAPITAL_REGION = '수도권 광역경제발전위원회';
const MAYORS = '광역시장협의회';

test('every proposal: who made it, to whom, and where it stands', () => {
  expect(rows.map(({ body, title, addressees, status }) => [body, title, addressees.join(', '), status])).toEqual([
    ['전국시도지사협의회', '영유아 무상보육 국비지원', '국회 보건복지위원회', 'ACCEPTED'],
    [CAPITAL_REGION, '중앙·지방재정 불균형 개선', '국회, 정부', 'SUBMITTED'],
    [CAPITAL_REGION, '2014 인천 AG 행·재정적 지원', '국회, 정부', 'SUBMITTED'],
    [MAYORS, '영유아 무상보육 대책', '', 'SUBMITTED'],
    [MAYORS, '시내버스 준공영제 국비지원 확대', '', 'SUBMITTED'],
    [MAYORS, '지방소비세 인상', '국무총리실', 'SUBMITTED'],
    [MAYORS, '영유아 무상보육', '국무총리실', 'SUBMITTED'],
    [CAPITAL_REGION, 'GTX(송도~청량리) 구간 건설', '', 'DRAFT'],
    [CAPITAL_REGION, '강화·옹진 규제완화', '', 'DRAFT'],
    [CAPITAL_REGION, '서울제물포터널 국비지원', '', 'DRAFT'],
    [CAPITAL_REGION, '한강수계 사무국 개편', '', 'DRAFT'],
  ]);
});

test('national funding of infant care went from 50% to 70%, by the committee that answered', async () => {
  const { id, outcomes } = proposal('영유아 무상보육 국비지원');
  expect(outcomes.map(({ before, after, unit }) => [before, after, unit])).toEqual([[50, 70, 'PERCENT']]);
  expect(outcomes.map(outcomeLabel)).toEqual(['영유아 보육료 국비지원 50% → 70%']);
  const decidedBy = await t.pcrm.db.stakeholder.findUnique({ where: { id: outcomes[0]?.decidedById ?? '' } });
  expect(decidedBy?.name).toBe('국회 보건복지위원회');
  const [addressees] = await view.as.addresseesOfEach({ ids: [id], asOf: view.asOf });
  expect(addressees).toMatchObject([{ stance: 'ACCEPTED', isPending: false }]);
});

test('eight of the Mayors’ Conference are declared and two named: 25%', async () => {
  const all = await completeness(view);
  const { declared, recorded } = all.find(({ about, measure }) => about === MAYORS && measure === 'PROPOSALS') ?? {};
  expect([declared, recorded, Number(recorded) / Number(declared)]).toEqual([8, 2, 0.25]);
  const named = rows.filter(({ body, channel }) => body === MAYORS && channel === 'MEETING').map(({ title }) => title);
  expect(named).toEqual(['영유아 무상보육 대책', '시내버스 준공영제 국비지원 확대']);
});

test('infant care was raised twice: by the conference, and in the round table with the Prime Minister', async () => {
  const chain = await view.as.proposalChain({ id: proposal('영유아 무상보육').id, asOf: view.asOf });
  expect([chain.timesRaised, chain.raisings.map(({ title, channel }) => [title, channel])]).toEqual([
    2,
    [
      ['영유아 무상보육 대책', 'MEETING'],
      ['영유아 무상보육', 'ROUNDTABLE'],
    ],
  ]);
});

test('what is pending with whom: since the first day of 2012, of which the plan gives the year only', async () => {
  expect((await pendingByAddressee(view)).map(({ addressee, count, longestWait }) => [addressee, count, longestWait])).toEqual([
    ['국무총리실', 2, 346],
    ['국회', 2, 346],
    ['정부', 2, 346],
    [null, 2, 346],
  ]);
});

test('counted by body and status, for the year of the plan', async () => {
  const totals = await view.as.proposalTotals({ year: 2012, asOf: view.asOf });
  const names = new Map(rows.map(({ bodyId, body }) => [bodyId, body]));
  expect(totals.map(({ bodyId, status, count, withOutcome }) => [names.get(bodyId), status, count, withOutcome])).toEqual(
    expect.arrayContaining([
      ['전국시도지사협의회', 'ACCEPTED', 1, 1],
      [CAPITAL_REGION, 'SUBMITTED', 2, 0],
      [MAYORS, 'SUBMITTED', 4, 0],
    ]),
  );
  expect(totals).toHaveLength(3);
});

describe('decided in a meeting', () => {
  test('those of the Capital Region Committee stand under the items of its meeting of 2012 and of the 8th, to come', async () => {
    const { db } = t.pcrm;
    const placed = await db.proposal.findMany({
      where: { meetingId: { not: null } },
      include: { meeting: true, agendaItem: true },
      orderBy: { id: 'asc' },
    });
    expect(placed.map(({ meeting, agendaItem }) => [meeting?.ordinal ?? meeting?.status, agendaItem?.title])).toEqual([
      ['HELD', '수도권과 지방과의 상생협력을 위한 대국회·정부 건의: 중앙·지방재정 불균형 개선'],
      ['HELD', '수도권과 지방과의 상생협력을 위한 대국회·정부 건의: 2014 인천 AG 행·재정적 지원'],
      [8, 'GTX(송도~청량리) 구간 건설'],
      [8, '강화·옹진 규제완화'],
      [8, '서울제물포터널 국비지원'],
      [8, '한강수계 사무국 개편'],
    ]);
  });

  test('two joint tasks, one of them with the name as it is printed', async () => {
    expect((await jointTasks(view)).map(({ body, title, partners }) => [body, title, partners.join(', ')])).toEqual([
      [CAPITAL_REGION, '굴포천 국가하천 지정', '경기도, 서울특별시'],
      [CAPITAL_REGION, '국지도 84호선 초지대교~안천 도로개설', '경기도, 서울특별시'],
    ]);
    const all = await completeness(view);
    expect(all.find(({ measure }) => measure === 'JOINT_TASKS')).toMatchObject({ about: CAPITAL_REGION, declared: 2, recorded: 2 });
  });
});

test('each says in which section the plan prints it', async () => {
  const steps = await t.pcrm.db.proposalStatusChange.findMany({ where: { sequence: 1 } });
  expect(steps).toHaveLength(11);
  expect(steps.every(({ reason }) => /^Ⅱ\. 2012년 추진성과|^Ⅳ\. 1\. /u.test(reason ?? ''))).toBe(true);
});
