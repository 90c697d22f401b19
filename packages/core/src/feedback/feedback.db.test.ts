import { beforeAll, describe, expect, test } from 'vitest';
import { useTestPcrm } from '../testing.js';

const t = useTestPcrm();
const UNKNOWN = '01936c5f-0000-7000-8000-00000000dead';

let councillor: string;
let citizen: string;
let engagementId: string;
let restrictedId: string;

beforeAll(async () => {
  councillor = (await t.staff.registerStakeholder({ kind: 'PERSON', name: '시의원' })).id;
  citizen = (await t.staff.registerStakeholder({ kind: 'PERSON', name: '나시민' })).id;
  engagementId = (await t.staff.logEngagement(call())).id;
  restrictedId = (await t.manager.logEngagement({ ...call(), confidentiality: 'RESTRICTED' })).id;
});

function call(stakeholderIds = [councillor]) {
  return { occurredAt: '2012-12-11T10:00:00+09:00', channel: 'CALL', direction: 'INBOUND', subject: '통화', stakeholderIds } as const;
}

const promise = (more: object = {}) =>
  t.staff.makeCommitment({ direction: 'OURS', text: '자료를 보낸다', stakeholderId: councillor, engagementId, ...more });
const done = { version: 1, status: 'DONE', closedOn: '2012-12-12' } as const;

describe('closing a commitment', () => {
  test('says how, when, and with which engagement the answer went back', async () => {
    const { id } = await promise();
    const closed = await t.staff.closeCommitment({ id, ...done, note: '보냈다', answeredInId: engagementId.toUpperCase() });
    expect(closed).toMatchObject({
      status: 'DONE',
      closedOn: new Date('2012-12-12'),
      closingNote: '보냈다',
      answeredInId: engagementId,
      answer: null,
      version: 2,
    });
    const again = t.staff.closeCommitment({ id, ...done, version: 2, status: 'BROKEN', toldLater: true });
    await expect(again).rejects.toMatchObject({ code: 'CONFLICT', rule: 'commitment_closed' });
    const [, audit] = await t.pcrm.db.auditRecord.findMany({ where: { subjectId: id }, orderBy: { id: 'asc' } });
    expect(audit).toMatchObject({ command: 'closeCommitment', before: { status: 'OPEN' }, after: { status: 'DONE' } });
  });

  test('logs the call that told the stakeholder in the same step, as confidential as the promise', async () => {
    const { id } = await promise();
    const closed = await t.staff.closeCommitment({ id, ...done, answer: { channel: 'CALL', summary: '고맙다고 하심' } });
    expect(closed.answer).toMatchObject({
      id: closed.answeredInId,
      channel: 'CALL',
      direction: 'OUTBOUND',
      subject: '약속 이행 안내: 자료를 보낸다',
      summary: '고맙다고 하심',
      occurredAt: t.pcrm.now(),
      confidentiality: 'INTERNAL',
      stakeholderIds: [councillor],
      staffIds: [t.actors.staff.id],
    });
    const hidden = await t.manager.makeCommitment({
      direction: 'OURS',
      text: '조용히',
      stakeholderId: councillor,
      engagementId: restrictedId,
    });
    const told = await t.manager.closeCommitment({ id: hidden.id, ...done, answer: { channel: 'VISIT' } });
    expect(told.answer).toMatchObject({ confidentiality: 'RESTRICTED' });
  });

  test('asks for the answer to what we promised and kept or broke, and to nothing else', async () => {
    const refused = t.staff.closeCommitment({ id: (await promise()).id, ...done });
    await expect(refused).rejects.toMatchObject({ problems: [{ path: ['answeredInId'], code: 'feedback_required' }] });
    const broken = t.staff.closeCommitment({ id: (await promise()).id, ...done, status: 'BROKEN', toldLater: false });
    await expect(broken).rejects.toMatchObject({ problems: [{ path: ['answeredInId'], code: 'feedback_required' }] });
    const withdrawn = await t.staff.closeCommitment({ id: (await promise()).id, ...done, status: 'WITHDRAWN' });
    expect(withdrawn).toMatchObject({ status: 'WITHDRAWN', answeredInId: null });
    const theirs = await t.staff.closeCommitment({ id: (await promise({ direction: 'THEIRS' })).id, ...done });
    expect(theirs).toMatchObject({ status: 'DONE', answeredInId: null });
  });

  test('is on a day that has come in Korea, and not before it was made', async () => {
    const { id } = await promise();
    t.setNow('2012-12-12T14:59:59Z');
    const refused = t.staff.closeCommitment({ id, ...done, closedOn: '2012-12-13', answeredInId: UNKNOWN });
    await expect(refused).rejects.toMatchObject({
      problems: [
        { path: ['closedOn'], code: 'in_the_future' },
        { path: ['answeredInId'], code: 'unknown_id' },
      ],
    });
    t.setNow('2012-12-12T15:00:00Z');
    const early = t.staff.closeCommitment({ id, ...done, closedOn: '2012-12-10', toldLater: true });
    await expect(early).rejects.toMatchObject({ problems: [{ path: ['closedOn'], code: 'before_it_was_made' }] });
    expect(await t.staff.closeCommitment({ id, ...done, closedOn: '2012-12-13', toldLater: true })).toMatchObject({ status: 'DONE' });
    t.setNow('2012-12-12T03:00:00Z');
  });

  test('is answered in an engagement that one may see, with that stakeholder', async () => {
    const { id } = await promise();
    const elsewhere = await t.staff.logEngagement(call([citizen]));
    const close = (answeredInId: string) => t.staff.closeCommitment({ id, ...done, answeredInId });
    await expect(close(elsewhere.id)).rejects.toMatchObject({ problems: [{ path: ['answeredInId'], code: 'other_stakeholder' }] });
    await expect(close(restrictedId)).rejects.toMatchObject({ problems: [{ path: ['answeredInId'], code: 'unknown_id' }] });
    expect(await t.pcrm.db.commitment.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: 'OPEN', version: 1 });
  });

  test('is not answered before it was made, by an engagement that is logged or that is to be', async () => {
    const { id } = await promise();
    const early = await t.staff.logEngagement({ ...call(), occurredAt: '2012-12-10T23:59:00+09:00' });
    const codes = { problems: [{ path: ['answeredInId'], code: 'answered_before_made' }] };
    await expect(t.staff.closeCommitment({ id, ...done, answeredInId: early.id })).rejects.toMatchObject(codes);
    const answer = { channel: 'CALL' as const, occurredAt: '2012-12-10T23:59:00+09:00' };
    await expect(t.staff.closeCommitment({ id, ...done, answer })).rejects.toMatchObject({
      problems: [{ path: ['answer', 'occurredAt'], code: 'answered_before_made' }],
    });
    await t.staff.closeCommitment({ id, ...done, toldLater: true });
    await expect(t.staff.answerCommitment({ id, version: 2, answeredInId: early.id })).rejects.toMatchObject(codes);
    const onTheDay = await t.staff.logEngagement({ ...call(), occurredAt: '2012-12-11T00:00:00+09:00' });
    expect(await t.staff.answerCommitment({ id, version: 2, answeredInId: onTheDay.id })).toMatchObject({ answeredInId: onTheDay.id });
  });

  test('tells what is wrong with an answer at its place, and needs the permission to log it', async () => {
    const { id } = await promise();
    const answer = { channel: 'CALL' as const, occurredAt: '2013-01-01T00:00:00+09:00', staffIds: [UNKNOWN] };
    await expect(t.staff.closeCommitment({ id, ...done, answer })).rejects.toMatchObject({
      problems: [
        { path: ['answer', 'occurredAt'], code: 'in_the_future' },
        { path: ['answer', 'staffIds', 0], code: 'unknown_id' },
      ],
    });
    const scopes = ['commitments:read', 'commitments:write', 'engagements:read', 'engagements:read-internal'] as const;
    const service = t.pcrm.as(await t.admin.addActor({ kind: 'SERVICE', name: '도구', scopes: [...scopes] }));
    const refused = service.closeCommitment({ id, ...done, answer: { channel: 'CALL' } });
    await expect(refused).rejects.toMatchObject({ code: 'FORBIDDEN', scope: 'engagements:write' });
  });

  test('happens once when 20 close one version, and logs one answer', async () => {
    const { id } = await promise({ text: '한 번만' });
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () => t.staff.closeCommitment({ id, ...done, answer: { channel: 'CALL' } })),
    );
    const refused = results.filter((result) => result.status === 'rejected').map(({ reason }) => (reason as { code: string }).code);
    expect(refused).toEqual(Array.from({ length: 19 }, () => 'STALE_VERSION'));
    expect(await t.pcrm.db.engagement.count({ where: { subject: '약속 이행 안내: 한 번만' } })).toBe(1);
  });
});

describe('a commitment that was closed without telling', () => {
  const awaiting = async () => {
    const { rows } = await t.staff.listCommitments({ filter: { awaitingFeedback: true, stakeholderId: citizen } });
    return rows.map(({ row }) => row.id);
  };

  test('awaits feedback until the answer is recorded, once', async () => {
    const engagement = await t.staff.logEngagement(call([citizen]));
    const { id } = await promise({ stakeholderId: citizen, engagementId: engagement.id });
    const open = t.staff.answerCommitment({ id, version: 1, answer: { channel: 'EMAIL' } });
    await expect(open).rejects.toMatchObject({ rule: 'commitment_open' });
    await t.staff.closeCommitment({ id, ...done, status: 'BROKEN', toldLater: true });
    expect(await awaiting()).toEqual([id]);
    await expect(t.staff.answerCommitment({ id, version: 1, answeredInId: engagement.id })).rejects.toMatchObject({
      code: 'STALE_VERSION',
    });
    const answered = await t.staff.answerCommitment({ id, version: 2, answer: { channel: 'EMAIL' } });
    expect(answered).toMatchObject({
      status: 'BROKEN',
      version: 3,
      answer: { channel: 'EMAIL', subject: '약속 불이행 안내: 자료를 보낸다' },
    });
    expect(await awaiting()).toEqual([]);
    const again = t.staff.answerCommitment({ id, version: 3, answeredInId: engagement.id });
    await expect(again).rejects.toMatchObject({ rule: 'commitment_answered' });
    await expect(t.viewer.answerCommitment({ id, version: 3, answeredInId: engagement.id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('opinions', () => {
  let forum: string;
  const hear = (day: string, more: object = {}) =>
    t.staff.logEngagement({ ...call([citizen]), occurredAt: `${day}T09:00:00+09:00`, subject: `의견 ${day}`, ...more });

  test('are answered together with one letter, whose readers are those who may read all of them', async () => {
    const [first, second] = [await hear('2012-11-01'), await t.manager.logEngagement({ ...call(), confidentiality: 'RESTRICTED' })];
    const { id, feedback } = await t.manager.answerOpinions({
      opinionIds: [first.id, second.id, first.id],
      answer: { channel: 'OFFICIAL_LETTER' },
    });
    expect(feedback.map(({ opinionId, answerId }) => [opinionId, answerId])).toEqual([
      [first.id, id],
      [second.id, id],
    ]);
    expect(await t.manager.findEngagement(id)).toMatchObject({
      subject: '답변: 의견 2012-11-01',
      confidentiality: 'RESTRICTED',
      direction: 'OUTBOUND',
    });
    const told = await t.manager.stakeholdersOfEngagements([id]);
    expect(told[0]?.map(({ name }) => name)).toEqual(['나시민', '시의원']);
    expect(await t.staff.answersOfOpinions([first.id])).toEqual([[]]);
    const [answers] = await t.manager.answersOfOpinions([first.id]);
    expect(answers).toMatchObject([{ answerId: id }]);
    const [answered] = await t.manager.opinionsAnsweredBy([id]);
    expect(answered?.map(({ opinionId }) => opinionId)).toEqual([first.id, second.id]);
    // A link that was a mistake is taken back by whoever sees it.
    const link = feedback[1]!.id;
    await expect(t.staff.withdrawFeedback({ id: link })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await t.manager.withdrawFeedback({ id: link })).toMatchObject({ opinionId: second.id });
    expect((await t.manager.opinionsAnsweredBy([id]))[0]).toHaveLength(1);
    forum = first.id;
  });

  test('are what came in, and are answered later, to somebody who said it', async () => {
    const outbound = await t.staff.logEngagement({ ...call(), direction: 'OUTBOUND' });
    const later = await hear('2012-12-12');
    const refused = t.staff.answerOpinions({ opinionIds: [UNKNOWN, outbound.id, forum, restrictedId], answeredInId: engagementId });
    await expect(refused).rejects.toMatchObject({
      problems: [
        { path: ['opinionIds', 0], code: 'unknown_id' },
        { path: ['opinionIds', 1], code: 'not_an_opinion' },
        { path: ['opinionIds', 3], code: 'unknown_id' },
      ],
    });
    const both = await t.staff.logEngagement({ ...call([citizen]), direction: 'OUTBOUND' });
    await expect(t.staff.answerOpinions({ opinionIds: [forum, later.id, engagementId], answeredInId: both.id })).rejects.toMatchObject({
      problems: [
        { path: ['opinionIds', 1], code: 'answered_before_heard' },
        { path: ['opinionIds', 2], code: 'other_stakeholder' },
      ],
    });
    await expect(t.staff.answerOpinions({ opinionIds: [forum], answeredInId: forum })).rejects.toMatchObject({
      rule: 'Feedback_by_another_engagement',
    });
    await t.staff.answerOpinions({ opinionIds: [forum], answeredInId: both.id });
    await expect(t.staff.answerOpinions({ opinionIds: [forum], answeredInId: both.id })).rejects.toMatchObject({
      rule: 'Feedback_opinionId_answerId_key',
    });
    await expect(t.viewer.answerOpinions({ opinionIds: [forum], answeredInId: both.id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('the share of opinions answered in time', () => {
  // 추석 of 2013: Wednesday 18 to Friday 20 September are holidays.
  const heard = '2013-09-13';

  beforeAll(async () => {
    t.setNow('2013-12-31T03:00:00Z');
    const hear = (channel: 'CALL' | 'CAFE', day = heard, more: object = {}) =>
      t.manager.logEngagement({ ...call([citizen]), occurredAt: `${day}T18:00:00+09:00`, channel, ...more });
    const answer = (opinionId: string, day: string, more: object = {}) =>
      t.manager.answerOpinions({ opinionIds: [opinionId], answer: { channel: 'EMAIL', occurredAt: `${day}T00:10:00+09:00`, ...more } });
    await answer((await hear('CALL')).id, '2013-09-16');
    await answer((await hear('CALL')).id, '2013-09-24');
    const late = await hear('CAFE');
    await answer(late.id, '2013-10-01');
    await answer(late.id, '2013-10-02');
    await hear('CAFE');
    await hear('CAFE', '2013-10-30', { confidentiality: 'RESTRICTED' });
    await answer((await hear('CAFE', '2013-10-31')).id, '2013-11-01', { confidentiality: 'RESTRICTED' });
  });

  const autumn = { from: '2013-09-01', until: '2013-11-01', withinWorkingDays: 4 } as const;
  const counts = ({ heard: all, answeredInTime, answeredLate, waiting, overdue }: Awaited<ReturnType<typeof t.staff.feedbackRate>>) => [
    all,
    answeredInTime,
    answeredLate,
    waiting,
    overdue,
  ];

  test('is counted in working days, with what is still in time left out', async () => {
    const rate = await t.manager.feedbackRate({ ...autumn, asOf: '2013-11-05' });
    expect(counts(rate)).toEqual([6, 3, 1, 1, 1]);
    expect([rate.rate, rate.medianWorkingDays]).toEqual([0.6, 2.5]);
    expect(rate).toMatchObject({ asOf: new Date('2013-11-05'), withinWorkingDays: 4, yearsWithoutHolidays: [] });
    expect(rate.byChannel).toMatchObject([
      { channel: 'CAFE', heard: 4, answeredInTime: 1, rate: 1 / 3 },
      { channel: 'CALL', heard: 2, answeredInTime: 2, rate: 1 },
    ]);
    expect(rate.byMonth).toMatchObject([
      { month: '2013-09', heard: 4, rate: 0.5 },
      { month: '2013-10', heard: 2, rate: 1, waiting: 1 },
    ]);
    expect(rate.byDepartment).toMatchObject([{ departmentId: t.departmentId, heard: 6 }]);
  });

  test('is as it stood on a day, for whoever may read opinion and answer', async () => {
    expect(counts(await t.manager.feedbackRate({ ...autumn, asOf: '2013-09-23' }))).toEqual([4, 1, 0, 3, 0]);
    expect(counts(await t.manager.feedbackRate({ ...autumn, asOf: '2013-09-30' }))).toEqual([4, 2, 0, 0, 2]);
    expect(counts(await t.staff.feedbackRate({ ...autumn, asOf: '2013-11-05' }))).toEqual([5, 2, 1, 1, 1]);
    const empty = await t.staff.feedbackRate({ from: '2020-01-01', until: '2020-02-01' });
    expect([counts(empty), empty.rate, empty.withinWorkingDays]).toEqual([[0, 0, 0, 0, 0], null, 10]);
  });

  test('leaves a list of what was not answered, oldest first', async () => {
    const waiting = async (filter: object) =>
      (await t.manager.listUnansweredOpinions({ filter: { asOf: '2013-11-05', ...filter } })).rows.map(({ row }) => [
        row.occurredAt.toISOString().slice(0, 10),
        row.workingDays,
      ]);
    const all = await waiting({ waitingLongerThan: 0 });
    expect(all.slice(-2)).toEqual([
      ['2013-09-13', 32],
      ['2013-10-30', 4],
    ]);
    expect(await waiting({ waitingLongerThan: 32 })).toEqual(all.slice(0, -2));
    expect(await waiting({ departmentId: UNKNOWN })).toEqual([]);
    const service = t.pcrm.as(await t.admin.addActor({ kind: 'SERVICE', name: '도구', scopes: ['commitments:read'] }));
    await expect(service.listUnansweredOpinions()).rejects.toMatchObject({ scope: 'engagements:read' });
    await expect(service.feedbackRate(autumn)).rejects.toMatchObject({ scope: 'engagements:read' });
    await expect(service.answersOfOpinions([])).rejects.toMatchObject({ scope: 'engagements:read' });
  });
});
