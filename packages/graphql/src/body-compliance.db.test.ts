import { useTestPcrm } from '@pcrm/core/testing';
import { beforeAll, expect, test } from 'vitest';
import { ask, countStatements } from './testing.js';

const t = useTestPcrm();
const globalId = (type: string, id: string) => Buffer.from(`${type}:${id}`).toString('base64');
const organization = async (name: string, rest: object = {}) =>
  (await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name, ...rest })).id;
const asOf = '2012-12-12';

let incheon: string;
let jeonbuk: string;
let yellowSea: string;
const bodies: string[] = [];

async function consultativeBody(name: string, rest: object = {}) {
  const organizationId = await organization(name, { founded: '2003-03-01' });
  const { id } = await t.staff.establishBody({
    organizationId,
    kind: 'CONSULTATIVE_BODY',
    chairBasis: 'ROTATION',
    regularMeetingsPerYear: 2,
    ...rest,
  });
  for (const memberId of [incheon, jeonbuk]) await t.staff.startMembership({ organizationId: id, role: 'MEMBER', memberId });
  bodies.push(id);
  return id;
}

beforeAll(async () => {
  incheon = await organization('인천광역시', { categories: ['OWN_CITY'] });
  jeonbuk = await organization('전라북도');
  yellowSea = await consultativeBody('황해권 시도지사협의회');
  await t.staff.startMembership({
    organizationId: yellowSea,
    role: 'CHAIR',
    memberId: jeonbuk,
    from: '2008-06',
    termEnd: 'UNTIL_NEXT_MEETING',
  });
});

const setRotation = `mutation ($input: SetRotationInput!) {
  setRotation(input: $input) {
    ... on SetRotationSuccess { data { from turns { position member { name } } body { nextChairs(asOf: "${asOf}", count: 2) { name } } } }
    ... on InvalidInputError { problems { path code } }
    ... on ForbiddenError { scope }
  }
}`;

test('an order of rotation is set, and the calendar tells who hands over to whom', async () => {
  const memberIds = [incheon, jeonbuk].map((id) => globalId('Organization', id));
  const input = { bodyId: globalId('Body', yellowSea), memberIds, from: '2003-03' };
  expect((await ask(t, t.actors.viewer)(setRotation, { input })).data).toEqual({ setRotation: { scope: 'bodies:write' } });
  expect((await ask(t, t.actors.staff)(setRotation, { input })).data.setRotation.data).toEqual({
    from: '2003-03',
    turns: [
      { position: 1, member: { name: '인천광역시' } },
      { position: 2, member: { name: '전라북도' } },
    ],
    body: { nextChairs: [{ name: '인천광역시' }, { name: '전라북도' }] },
  });
  await t.staff.planMeeting({ bodyId: yellowSea, kind: 'REGULAR', planned: '2013-05' });
  const calendar = await ask(
    t,
    t.actors.viewer,
  )(`{
    handOverCalendar(from: "${asOf}") {
      on succession weHandOver weTakeOver follower { name } term { chair { name } } meeting { planned } body { organization { name } }
    }
  }`);
  expect(calendar.data.handOverCalendar).toEqual([
    {
      on: '2013-05',
      succession: 'ROTATION',
      weHandOver: false,
      weTakeOver: true,
      follower: { name: '인천광역시' },
      term: { chair: { name: '전라북도' } },
      meeting: { planned: '2013-05' },
      body: { organization: { name: '황해권 시도지사협의회' } },
    },
  ]);
});

test('a body that sleeps, and a chair that nobody has, are told with their figures', async () => {
  const answer = await ask(
    t,
    t.actors.viewer,
  )(`{
    dormantBodies(asOf: "${asOf}") {
      body { organization { name } meetingCompliance(from: 2011, to: 2012, asOf: "${asOf}") { year owed due held { regular } missed } }
      reasons owedPerYear missed lastRegular { id } waiting { from member { name } }
    }
    chairGaps(asOf: "2008-05-31") { kind seatNumber term { until } meeting { id } successor { from } }
  }`);
  expect(answer).toEqual({
    data: {
      dormantBodies: [
        {
          body: {
            organization: { name: '황해권 시도지사협의회' },
            meetingCompliance: [
              { year: 2011, owed: 2, due: 2, held: { regular: 0 }, missed: ['2011', '2011'] },
              { year: 2012, owed: 2, due: 0, held: { regular: 0 }, missed: [] },
            ],
          },
          reasons: ['NONE_RECORDED', 'CHAIR_AWAITS_MEETING'],
          owedPerYear: 2,
          missed: 16,
          lastRegular: null,
          waiting: [{ from: '2008-06', member: { name: '전라북도' } }],
        },
      ],
      chairGaps: [{ kind: 'NEVER_TAKEN', seatNumber: 1, term: null, meeting: null, successor: { from: '2008-06' } }],
    },
  });
});

const overview = `{
  bodyCompliance(asOf: "${asOf}", maxCommitteesPerPerson: 3, minAttendancePercent: 50) {
    body { organization { name } } meetings { owed } meetingsBefore { missed } dormancy { reasons } chairGaps { kind } violated warned
  }
}`;
const below = `{
  bodies(first: 20) { edges { node {
    checks(asOf: "${asOf}", maxCommitteesPerPerson: 3) { kind verdict basis figure limit findings { figure membership { member { name } } } genders { unknown } }
    meetingCompliance(asOf: "${asOf}") { due }
    nextChairs(asOf: "${asOf}") { name }
    duesReconciliation(year: 2012) { payer { name } owedKrw budgetedKrw }
  } } }
}`;

test('an overview of all bodies, and the fields below a list, take as many statements for six bodies as for one or two', async () => {
  const viewer = ask(t, t.actors.viewer);
  const one = await countStatements(t, () => viewer(overview));
  expect(one.result.data.bodyCompliance).toEqual([
    {
      body: { organization: { name: '황해권 시도지사협의회' } },
      meetings: { owed: 2 },
      meetingsBefore: { missed: ['2011', '2011'] },
      dormancy: { reasons: ['NONE_RECORDED', 'CHAIR_AWAITS_MEETING'] },
      chairGaps: [],
      violated: [],
      warned: [],
    },
  ]);
  const add = async (index: number) => {
    const id = await consultativeBody(`협의체 ${index}`, { duesRule: 'FIXED_PER_YEAR', dues: { amount: index, unit: 'MILLION_KRW' } });
    await t.staff.setRotation({ bodyId: id, memberIds: [incheon, jeonbuk] });
  };
  // A body with dues and an order, so that every field has something to tell.
  await add(1);
  const twoBelow = await countStatements(t, () => viewer(below));
  expect(twoBelow.result.errors).toBeUndefined();
  for (const index of [2, 3, 4, 5]) await add(index);
  const six = await countStatements(t, () => viewer(overview));
  expect(six.result.data.bodyCompliance).toHaveLength(6);
  expect(six.statements.length).toBe(one.statements.length);
  const sixBelow = await countStatements(t, () => viewer(below));
  expect(sixBelow.result.data.bodies.edges[0].node).toMatchObject({
    meetingCompliance: [{ due: 0 }],
    nextChairs: [{ name: '인천광역시' }],
    duesReconciliation: [
      { payer: { name: '인천광역시' }, owedKrw: 1_000_000, budgetedKrw: 0 },
      { payer: { name: '전라북도' }, owedKrw: 1_000_000, budgetedKrw: 0 },
    ],
  });
  expect(sixBelow.statements.length).toBe(twoBelow.statements.length);
});

const matchDues = `mutation ($input: MatchDuesInput!) {
  matchDues(input: $input) {
    ... on MatchDuesSuccess { data { version budgetLine { name amount { krw } budget { year } duesBody { kind } } } }
    ... on ConflictError { rule }
  }
}`;

test('dues are reconciled with the line of a budget that is set aside for them', async () => {
  const bodyId = bodies[5] ?? '';
  const staff = ask(t, t.actors.staff);
  const recorded = await staff(
    `mutation ($input: RecordBudgetInput!) { recordBudget(input: $input) { ... on RecordBudgetSuccess { data { id version lines { id amount { amount unit } } } } } }`,
    {
      input: {
        organizationId: globalId('Organization', incheon),
        year: 2012,
        total: 6,
        unit: 'MILLION_KRW',
        lines: [{ name: '분담금', amount: 6 }],
      },
    },
  );
  const budget = recorded.data.recordBudget.data;
  expect(budget.lines).toMatchObject([{ amount: { amount: 6, unit: 'MILLION_KRW' } }]);
  const lineId = budget.lines[0].id as string;
  const earmarked = await staff(
    `mutation ($input: EarmarkBudgetLineInput!) { earmarkBudgetLine(input: $input) { ... on EarmarkBudgetLineSuccess { data { version } } } }`,
    { input: { id: budget.id, version: 1, lineId, duesBodyId: globalId('Body', bodyId) } },
  );
  expect(earmarked.data.earmarkBudgetLine.data).toEqual({ version: 2 });
  const pay = (payerId: string) =>
    t.staff.payDues({ bodyId, payerId, year: 2012, amount: 5_000, unit: 'THOUSAND_KRW', paidOn: '2012-03-02' });
  const [own, foreign] = [await pay(incheon), await pay(jeonbuk)];
  const match = async (id: string) =>
    (await staff(matchDues, { input: { id: globalId('DuesPayment', id), version: 1, budgetLineId: lineId } })).data.matchDues;
  expect(await match(foreign.id)).toEqual({ rule: 'budget_line_of_payer' });
  expect(await match(own.id)).toEqual({
    data: {
      version: 2,
      budgetLine: { name: '분담금', amount: { krw: 6_000_000 }, budget: { year: 2012 }, duesBody: { kind: 'CONSULTATIVE_BODY' } },
    },
  });
  const told = await ask(t, t.actors.viewer)(
    `query ($id: ID!) { node(id: $id) { ... on Organization { duesReconciliation(year: 2012) {
      body { organization { name } } owedKrw paidKrw budgetedKrw unpaidKrw budgetDifferenceKrw unmatchedKrw lines { leftKrw paidKrw line { name } }
    } } } }`,
    { id: globalId('Organization', incheon) },
  );
  expect(told.data.node.duesReconciliation.find((row: { paidKrw: number }) => row.paidKrw > 0)).toEqual({
    body: { organization: { name: '협의체 5' } },
    owedKrw: 5_000_000,
    paidKrw: 5_000_000,
    budgetedKrw: 6_000_000,
    unpaidKrw: 0,
    budgetDifferenceKrw: 1_000_000,
    unmatchedKrw: 0,
    lines: [{ leftKrw: 1_000_000, paidKrw: 5_000_000, line: { name: '분담금' } }],
  });
});

const preview = `query ($input: TurnInput!) {
  previewTurn(input: $input) {
    fingerprint ends { reelected membership { member { name } } } begins { postId name seatNumber reelected stakeholder { name } }
    seatsEnd { continues seat { role } holding { from } } seatsFollow { id } posts { held vacant post { title } }
    problems { path code } warnings { code stakeholder { name } }
  }
}`;
const perform = `mutation ($input: PerformTurnInput!) {
  performTurn(input: $input) {
    ... on PerformTurnSuccess { data { on ended { until } begun { from person(asOf: "2014-07-01") { name } } seatsEnded { until } seatsBegun { id } } }
    ... on ConflictError { rule }
    ... on ForbiddenError { scope }
  }
}`;

test('the turn of an election is previewed, and performed as it was previewed', async () => {
  const postId = (await t.staff.createPost({ organizationId: incheon, title: '시장' })).id;
  const { id: memberId } = await t.staff.registerStakeholder({ kind: 'PERSON', name: '송 시장' });
  const term = { memberId, from: '2010-07-01' } as const;
  await t.staff.startMembership({ ...term, organizationId: incheon, role: 'POST_HOLDER', postId });
  const seat = { organizationId: yellowSea, role: 'MEMBER', basis: 'EX_OFFICIO', exOfficioPostId: postId } as const;
  await t.staff.startMembership({ ...term, ...seat });
  const post = globalId('Post', postId);
  const holders = [{ postId: post, newPerson: { name: '유 시장', categories: ['OWN_CITY'] } }];
  const input = { organizationId: globalId('Organization', incheon), on: '2014-07-01', holders };
  const { data } = await ask(t, t.actors.viewer)(preview, { input });
  const { fingerprint, ...plan } = data.previewTurn;
  expect(plan).toEqual({
    ends: [{ reelected: false, membership: { member: { name: '송 시장' } } }],
    begins: [{ postId: post, name: '유 시장', seatNumber: 1, reelected: false, stakeholder: null }],
    seatsEnd: [{ continues: false, seat: { role: 'MEMBER' }, holding: { from: '2010-07-01' } }],
    seatsFollow: [],
    posts: [{ held: 1, vacant: 0, post: { title: '시장' } }],
    problems: [],
    warnings: [],
  });
  const staff = ask(t, t.actors.staff);
  expect((await ask(t, t.actors.viewer)(perform, { input: { ...input, fingerprint } })).data.performTurn).toEqual({
    scope: 'memberships:write',
  });
  const other = await staff(perform, { input: { ...input, on: '2014-07-02', fingerprint } });
  expect(other.data.performTurn).toEqual({ rule: 'turn_changed' });
  expect((await staff(perform, { input: { ...input, fingerprint } })).data.performTurn.data).toEqual({
    on: '2014-07-01',
    ended: [{ until: '2014-07-01' }],
    begun: [{ from: '2014-07-01', person: { name: '유 시장' } }],
    seatsEnded: [{ until: '2014-07-01' }],
    seatsBegun: [],
  });
});
