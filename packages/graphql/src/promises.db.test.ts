import { useTestPcrm } from '@pcrm/core/testing';
import { encodeGlobalID } from '@pothos/plugin-relay';
import { beforeAll, describe, expect, test } from 'vitest';
import { ask, countStatements } from './testing.js';

const t = useTestPcrm();
const ids = { council: '', citizen: '', opinion: '', second: '', commitment: '' };

const refusals = `
  ... on InvalidInputError { problems { path code } }
  ... on ConflictError { rule }
  ... on ForbiddenError { scope }`;
const close = `mutation ($input: CloseCommitmentInput!) {
  closeCommitment(input: $input) { __typename ... on CloseCommitmentSuccess { data { status version answeredIn { subject channel stakeholders { name } } } } ${refusals} }
}`;

beforeAll(async () => {
  const council = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '시의회', categories: ['CITY_COUNCIL'] });
  const citizen = await t.staff.registerStakeholder({ kind: 'PERSON', name: '나시민', categories: ['CITIZEN'] });
  const contact = { occurredAt: '2012-11-05T10:00:00+09:00', channel: 'CAFE', direction: 'INBOUND' } as const;
  const opinion = await t.staff.logEngagement({ ...contact, subject: '보행로 건의', stakeholderIds: [citizen.id, council.id] });
  const second = await t.staff.logEngagement({ ...contact, subject: '버스 건의', stakeholderIds: [citizen.id] });
  const promise = { direction: 'OURS', text: '현장을 본다', engagementId: opinion.id } as const;
  const { id } = await t.staff.makeCommitment({ ...promise, stakeholderId: citizen.id, due: '2012-11' });
  await t.staff.makeCommitment({ ...promise, stakeholderId: council.id, due: '2012-12-31' });
  await t.staff.makeCommitment({ ...promise, direction: 'THEIRS', stakeholderId: council.id, due: '2012-12-01' });
  ids.council = encodeGlobalID('Organization', council.id);
  ids.citizen = encodeGlobalID('Person', citizen.id);
  ids.opinion = encodeGlobalID('Engagement', opinion.id);
  ids.second = encodeGlobalID('Engagement', second.id);
  ids.commitment = encodeGlobalID('Commitment', id);
});

describe('the promise book', () => {
  test('tells both ways, as of a day, with its lines', async () => {
    const book = `query ($filter: PromiseBookFilter) { promiseBook(filter: $filter) {
      asOf ours { made open overdue keptRate } theirs { made overdue told toldRate medianDaysToClose }
      lines(by: STAKEHOLDER) { totalCount edges { node { stakeholder { name } category department { name } owner { name } period ours { made } theirs { made } } } }
      quarters: lines(by: QUARTER) { edges { node { period } } }
    } }`;
    const { data, errors } = await ask(t, t.actors.viewer)(book);
    expect(errors).toBeUndefined();
    const line = { category: null, department: null, owner: null, period: null };
    expect(data.promiseBook).toEqual({
      asOf: '2012-12-12',
      ours: { made: 2, open: 2, overdue: 1, keptRate: null },
      theirs: { made: 1, overdue: 1, told: 0, toldRate: null, medianDaysToClose: null },
      lines: {
        totalCount: 2,
        edges: [
          { node: { ...line, stakeholder: { name: '시의회' }, ours: { made: 1 }, theirs: { made: 1 } } },
          { node: { ...line, stakeholder: { name: '나*민' }, ours: { made: 1 }, theirs: { made: 0 } } },
        ],
      },
      quarters: { edges: [{ node: { period: '2012-Q4' } }] },
    });
    const earlier = await ask(t, t.actors.viewer)(book, { filter: { asOf: '2012-11-04', stakeholderId: ids.council } });
    expect(earlier.data.promiseBook.ours.made).toBe(0);
  });

  test('of each stakeholder is one statement for all', async () => {
    const list = `{ stakeholders { edges { node { name promiseBook { ours { made } theirs { made overdue } } } } } }`;
    const { statements, result } = await countStatements(t, () => ask(t, t.actors.viewer)(list));
    expect(result.errors).toBeUndefined();
    expect(statements).toHaveLength(2);
    expect(result.data.stakeholders.edges.map((edge: { node: object }) => edge.node)).toContainEqual({
      name: '시의회',
      promiseBook: { ours: { made: 1 }, theirs: { made: 1, overdue: 1 } },
    });
  });

  test('names who has overdue commitments, and hands them over', async () => {
    const owners = `{ overdueOwners { edges { node { owner { name } department { name } overdue earliestDue ownerLeft ownerMoved } } } }`;
    const before = await ask(t, t.actors.viewer)(owners);
    const found = { department: { name: '소통협력관실' }, overdue: 2, ownerLeft: false, ownerMoved: false };
    expect(before.data.overdueOwners.edges).toEqual([{ node: { ...found, owner: { name: 'staff' }, earliestDue: '2012-11' } }]);
    const then = await ask(t, t.actors.viewer)(`{ overdueOwners(asOf: "2012-11-30") { edges { node { overdue } } } }`);
    expect(then.data.overdueOwners.edges).toEqual([]);
    const dayAfter = await ask(t, t.actors.viewer)(`{ overdueOwners(asOf: "2012-12-01") { edges { node { overdue earliestDue } } } }`);
    expect(dayAfter.data.overdueOwners.edges).toEqual([{ node: { overdue: 1, earliestDue: '2012-11' } }]);
    const handOver = `mutation ($input: ReassignCommitmentsInput!) { reassignCommitments(input: $input) {
      __typename ... on ReassignCommitmentsSuccess { data { count commitmentIds toOwner { name } toDepartment { name } } } ${refusals} } }`;
    const input = { fromOwnerId: encodeGlobalID('Actor', t.actors.staff.id), toOwnerId: encodeGlobalID('Actor', t.actors.manager.id) };
    const handed = await ask(t, t.actors.staff)(handOver, { input });
    expect(handed.data.reassignCommitments.data).toMatchObject({
      count: 3,
      commitmentIds: expect.arrayContaining([ids.commitment]),
      toOwner: { name: 'manager' },
      toDepartment: { name: '소통협력관실' },
    });
    const again = await ask(t, t.actors.staff)(handOver, { input: { ...input, toOwnerId: input.fromOwnerId } });
    expect(again.data.reassignCommitments.problems).toEqual([{ path: ['toOwnerId'], code: 'same_owner' }]);
    const after = await ask(t, t.actors.viewer)(owners);
    expect(after.data.overdueOwners.edges[0].node).toMatchObject({ owner: { name: 'manager' }, overdue: 2 });
  });
});

describe('feedback', () => {
  test('on a promise is asked for when it is closed, and given in the same call', async () => {
    const input = { id: ids.commitment, version: 2, status: 'DONE', closedOn: '2012-12-12' };
    const asked = await ask(t, t.actors.staff)(close, { input });
    expect(asked.data.closeCommitment.problems).toEqual([{ path: ['answeredInId'], code: 'feedback_required' }]);
    const later = await ask(t, t.actors.staff)(close, { input: { ...input, toldLater: true } });
    expect(later.data.closeCommitment.data).toEqual({ status: 'DONE', version: 3, answeredIn: null });
    const waiting = `{ commitments(filter: { awaitingFeedback: true }) { totalCount } promiseBook { ours { told toldRate keptLate } } }`;
    expect((await ask(t, t.actors.viewer)(waiting)).data).toEqual({
      commitments: { totalCount: 1 },
      promiseBook: { ours: { told: 0, toldRate: 0, keptLate: 1 } },
    });
    const answer = `mutation ($input: AnswerCommitmentInput!) { answerCommitment(input: $input) {
      __typename ... on AnswerCommitmentSuccess { data { version answeredIn { subject channel stakeholders { name } } } } ${refusals} } }`;
    const told = await ask(t, t.actors.staff)(answer, { input: { id: ids.commitment, version: 3, answer: { channel: 'CALL' } } });
    expect(told.data.answerCommitment.data).toEqual({
      version: 4,
      answeredIn: { subject: '약속 이행 안내: 현장을 본다', channel: 'CALL', stakeholders: [{ name: '나시민' }] },
    });
    expect((await ask(t, t.actors.viewer)(waiting)).data).toEqual({
      commitments: { totalCount: 0 },
      promiseBook: { ours: { told: 1, toldRate: 1, keptLate: 1 } },
    });
    const twice = await ask(t, t.actors.staff)(answer, { input: { id: ids.commitment, version: 4, answer: { channel: 'CALL' } } });
    expect(twice.data.answerCommitment.rule).toBe('commitment_answered');
  });

  test('on opinions is recorded, listed, counted and taken back', async () => {
    const unanswered = `{ unansweredOpinions(waitingLongerThan: 5) { totalCount edges { node { workingDays opinion { subject } } } } }`;
    const waiting = await ask(t, t.actors.viewer)(unanswered);
    expect(waiting.errors).toBeUndefined();
    expect(waiting.data.unansweredOpinions).toMatchObject({
      totalCount: 2,
      edges: [{ node: { workingDays: 27 } }, { node: { workingDays: 27 } }],
    });
    const answer = `mutation ($input: AnswerOpinionsInput!) { answerOpinions(input: $input) {
      __typename ... on AnswerOpinionsSuccess { data { answer { subject answeredOpinions { opinion { subject } } } feedback { id enteredBy { name } } } } ${refusals} } }`;
    const input = {
      opinionIds: [ids.opinion, ids.second],
      answer: { channel: 'OFFICIAL_LETTER', occurredAt: '2012-11-07T10:00:00+09:00' },
    };
    const answered = await ask(t, t.actors.staff)(answer, { input });
    expect(answered.data.answerOpinions.data).toMatchObject({
      answer: {
        subject: '답변: 보행로 건의',
        answeredOpinions: [{ opinion: { subject: '보행로 건의' } }, { opinion: { subject: '버스 건의' } }],
      },
      feedback: [{ enteredBy: { name: 'staff' } }, { enteredBy: { name: 'staff' } }],
    });
    const { statements, result } = await countStatements(t, () =>
      ask(
        t,
        t.actors.viewer,
      )(`{ engagements { edges { node { subject answers { answer { channel } } answeredOpinions { opinion { subject } } } } } }`),
    );
    expect(result.errors).toBeUndefined();
    // Engagements, what answered them, what they answered, and the engagements that either names.
    expect(statements).toHaveLength(5);
    const rate = await ask(
      t,
      t.actors.viewer,
    )(`{ feedbackRate(from: "2012-11-01", until: "2012-12-01", withinWorkingDays: 2) {
      asOf withinWorkingDays heard answeredInTime rate medianWorkingDays yearsWithoutHolidays
      byChannel { channel heard } byDepartment { department { name } rate } byMonth { month overdue } } }`);
    expect(rate.data.feedbackRate).toEqual({
      asOf: '2012-12-12',
      withinWorkingDays: 2,
      heard: 2,
      answeredInTime: 2,
      rate: 1,
      medianWorkingDays: 2,
      yearsWithoutHolidays: [],
      byChannel: [{ channel: 'CAFE', heard: 2 }],
      byDepartment: [{ department: { name: '소통협력관실' }, rate: 1 }],
      byMonth: [{ month: '2012-11', overdue: 0 }],
    });
    const [{ id }] = answered.data.answerOpinions.data.feedback;
    const withdraw = `mutation ($id: ID!) { withdrawFeedback(id: $id) { __typename ... on WithdrawFeedbackSuccess { data { opinion { subject } } } } }`;
    expect((await ask(t, t.actors.staff)(withdraw, { id })).data.withdrawFeedback.data).toEqual({ opinion: { subject: '보행로 건의' } });
    expect((await ask(t, t.actors.viewer)(unanswered)).data.unansweredOpinions.totalCount).toBe(1);
    expect((await ask(t, t.actors.viewer)(`query ($id: ID!) { node(id: $id) { id } }`, { id })).data.node).toBeNull();
  });
});

describe('the calendar', () => {
  test('tells holidays and working days, and takes new holidays from managers', async () => {
    const { data } = await ask(
      t,
      t.actors.viewer,
    )(`{
      holidays(year: 2013, first: 3) { edges { node { date name enteredBy { name } } } }
      workingDays(after: "2013-02-08", until: "2013-02-12") { count holidays { name } yearsWithoutHolidays }
    }`);
    expect(data.holidays.edges.map((edge: { node: object }) => edge.node)).toEqual([
      { date: '2013-01-01', name: '1월 1일', enteredBy: { name: 'PCRM' } },
      { date: '2013-02-09', name: '설날 전날', enteredBy: { name: 'PCRM' } },
      { date: '2013-02-10', name: '설날', enteredBy: { name: 'PCRM' } },
    ]);
    expect(data.workingDays).toEqual({
      count: 1,
      holidays: [{ name: '설날 전날' }, { name: '설날' }, { name: '설날 다음 날' }],
      yearsWithoutHolidays: [],
    });
    const declare = `mutation ($days: [HolidayInput!]!) { declareHolidays(days: $days) {
      __typename ... on DeclareHolidaysSuccess { data { holidays { id name } } } ${refusals} } }`;
    const days = [{ date: '2013-02-12', name: '임시공휴일' }];
    expect((await ask(t, t.actors.staff)(declare, { days })).data.declareHolidays).toEqual({
      __typename: 'ForbiddenError',
      scope: 'calendar:write',
    });
    const declared = await ask(t, t.actors.manager)(declare, { days });
    const [{ id }] = declared.data.declareHolidays.data.holidays;
    expect((await ask(t, t.actors.manager)(declare, { days })).data.declareHolidays.rule).toBe('Holiday_date_key');
    const withdraw = `mutation ($id: ID!) { withdrawHoliday(id: $id) { __typename ... on WithdrawHolidaySuccess { data { date } } } }`;
    expect((await ask(t, t.actors.manager)(withdraw, { id })).data.withdrawHoliday.data).toEqual({ date: '2013-02-12' });
  });
});

test('all of it needs the permission', async () => {
  const service = await t.admin.addActor({ kind: 'SERVICE', name: '도구', scopes: ['stakeholders:read'] });
  for (const source of [
    `{ promiseBook { asOf } }`,
    `{ overdueOwners { totalCount } }`,
    `{ unansweredOpinions { totalCount } }`,
    `{ feedbackRate(from: "2012-01-01", until: "2013-01-01") { heard } }`,
    `{ holidays { totalCount } }`,
    `{ workingDays(after: "2013-01-01", until: "2013-01-02") { count } }`,
    `{ stakeholders(first: 1) { edges { node { promiseBook { asOf } } } } }`,
  ]) {
    const { errors } = await ask(t, service)(source);
    expect({ source, codes: errors?.map(({ code }) => code) }).toEqual({ source, codes: ['FORBIDDEN'] });
  }
});
