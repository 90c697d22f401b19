import { beforeAll, describe, expect, test } from 'vitest';
import { addCommittee, addTask } from '../policy-tasks/testing.js';
import { useTestPcrm, type TestPcrm } from '../testing.js';

const t = useTestPcrm();
const UNKNOWN = '01936c5f-0000-7000-8000-00000000dead';

let conference: string;
let committee: string;
let incheon: string;
let finance: string;
let welfare: string;
let person: string;
let taskId: string;
const ids = { care: '', buses: '', tax: '', draft: '' };

type NewProposal = Parameters<TestPcrm['staff']['recordProposal']>[0];

async function record(title: string, fields: Partial<NewProposal>): Promise<string> {
  return (await t.staff.recordProposal({ title, bodyId: conference, status: 'SUBMITTED', on: '2012', ...fields })).id;
}

beforeAll(async () => {
  ({ bodyId: conference } = await addCommittee(t, []));
  ({ bodyId: committee } = await addCommittee(t, []));
  const register = async (name: string, kind: 'ORGANIZATION' | 'PERSON' = 'ORGANIZATION') =>
    (await t.staff.registerStakeholder({ kind, name })).id;
  [incheon, finance, welfare] = [await register('인천광역시'), await register('기획재정부'), await register('보건복지부')];
  person = await register('나시민', 'PERSON');
  taskId = (await addTask(t)).id;
  ids.care = await record('영유아 무상보육 국비지원', { on: '2012-05-10', addresseeIds: [finance, welfare], policyTaskIds: [taskId] });
  ids.buses = await record('시내버스 준공영제 국비지원', { channel: 'MEETING', text: '50%_국비' });
  ids.tax = await record('지방소비세 인상', {
    bodyId: null,
    on: '2011-11',
    proposers: [{ stakeholderId: incheon }],
    addresseeIds: [finance],
  });
  ids.draft = await record('한강수계 사무국 개편', { bodyId: committee, status: 'DRAFT', on: '2012-12' });
});

const titles = ({ rows }: Awaited<ReturnType<TestPcrm['viewer']['listProposals']>>) => rows.map(({ row }) => row.title);
const pending = async (filter: Parameters<TestPcrm['viewer']['pendingProposals']>[0] = {}) =>
  (await t.viewer.pendingProposals(filter)).rows.map(({ row }) => [row.proposalId, row.addresseeId, row.daysWaiting, row.stance]);

describe('a list of proposals', () => {
  test('has drafts first, then the latest submitted, and leaves out what did not exist on the day', async () => {
    expect(titles(await t.viewer.listProposals())).toEqual([
      '한강수계 사무국 개편',
      '영유아 무상보육 국비지원',
      '시내버스 준공영제 국비지원',
      '지방소비세 인상',
    ]);
    expect(titles(await t.viewer.listProposals({ filter: { asOf: '2011-12-31' } }))).toEqual(['지방소비세 인상']);
    const first = await t.viewer.listProposals({ first: 3 });
    expect(titles(await t.viewer.listProposals({ first: 3, after: first.rows[2]!.cursor }))).toEqual(['지방소비세 인상']);
  });

  test.each([
    ['status', () => ({ statuses: ['DRAFT' as const] }), ['한강수계 사무국 개편']],
    ['body', () => ({ bodyId: committee }), ['한강수계 사무국 개편']],
    ['proposer, who is the body', () => ({ proposerId: conference }), ['영유아 무상보육 국비지원', '시내버스 준공영제 국비지원']],
    ['proposer', () => ({ proposerId: incheon }), ['지방소비세 인상']],
    ['addressee', () => ({ addresseeId: welfare }), ['영유아 무상보육 국비지원']],
    ['policy task', () => ({ policyTaskId: taskId }), ['영유아 무상보육 국비지원']],
    ['year', () => ({ year: 2011 }), ['지방소비세 인상']],
    ['part of the title', () => ({ contains: '국비', year: 2012 }), ['영유아 무상보육 국비지원', '시내버스 준공영제 국비지원']],
    ['part of the text, literally', () => ({ contains: '%_국' }), ['시내버스 준공영제 국비지원']],
  ])('is narrowed by %s', async (_name, filter, expected) => {
    expect(titles(await t.viewer.listProposals({ filter: filter() }))).toEqual(expected);
  });

  test('is not for a service without the scope, nor is what counts them', async () => {
    const service = await t.admin.addActor({ kind: 'SERVICE', name: '도구', scopes: ['sources:read', 'policy-tasks:read'] });
    const as = t.pcrm.as(service);
    await expect(as.listProposals()).rejects.toMatchObject({ scope: 'proposals:read' });
    await expect(as.pendingTotals()).rejects.toMatchObject({ scope: 'proposals:read' });
    await expect(as.proposalChain({ id: ids.care })).rejects.toMatchObject({ scope: 'proposals:read' });
    await expect(as.listJointTasks()).rejects.toMatchObject({ scope: 'proposals:read' });
    const { id: sourceId } = await t.staff.recordSource({ title: '업무계획' });
    const figure = await t.staff.declareFigure({ measure: 'PROPOSALS', organizationId: conference, value: 8, asOf: '2012', sourceId });
    await expect(as.completeness({ figureId: figure.id })).rejects.toMatchObject({ scope: 'proposals:read' });
    expect(await t.viewer.completeness({ figureId: figure.id })).toEqual({ declared: 8, recorded: 2, share: 0.25 });
    const narrowed = { measure: 'PROPOSALS', organizationId: conference, value: 8, asOf: '2012', sourceId, qualifier: 'MEETING' } as const;
    const { id: figureId } = await t.staff.declareFigure(narrowed);
    expect(await t.viewer.completeness({ figureId })).toEqual({ declared: 8, recorded: 1, share: 0.125 });
  });
});

describe('what is pending', () => {
  test('lies with each addressee since the day on which it came to them, the longest wait first', async () => {
    expect(await pending({ filter: { asOf: '2012-05-20' } })).toEqual([
      [ids.tax, finance, 201, null],
      [ids.buses, null, 140, null],
      ...[finance, welfare].toSorted().map((addressee) => [ids.care, addressee, 10, null]),
    ]);
    expect(await t.viewer.pendingTotals({ asOf: '2012-05-20' })).toEqual([
      { addresseeId: finance, count: 2, longestWait: 201 },
      { addresseeId: null, count: 1, longestWait: 140 },
      { addresseeId: welfare, count: 1, longestWait: 10 },
    ]);
    expect(await pending({ filter: { asOf: '2012-05-20', addresseeId: welfare } })).toEqual([[ids.care, welfare, 10, null]]);
    expect(await t.viewer.pendingTotals({ asOf: '2011-11-02', bodyId: conference })).toEqual([]);
    expect(await pending({ filter: { asOf: '2011-10-31' } })).toEqual([]);
  });

  test('ends with a final reply of that addressee, and goes on with one that it was passed on to', async () => {
    const { id: engagementId } = await t.manager.logEngagement({
      occurredAt: '2012-06-01T10:00:00+09:00',
      channel: 'VISIT',
      direction: 'MUTUAL',
      subject: '비공개 협의',
      stakeholderIds: [welfare],
      confidentiality: 'RESTRICTED',
    });
    const reply = { proposalId: ids.care, addresseeId: welfare, on: '2012-06-01' };
    await t.staff.recordProposalReply({ ...reply, stance: 'UNDER_REVIEW', text: '검토하겠다' });
    expect(await pending({ filter: { asOf: '2012-06-01', addresseeId: welfare } })).toEqual([[ids.care, welfare, 22, 'UNDER_REVIEW']]);
    await expect(t.staff.recordProposalReply({ ...reply, stance: 'ACCEPTED', engagementId })).rejects.toMatchObject({
      problems: [{ path: ['engagementId'], code: 'unknown_id' }],
    });
    await t.manager.recordProposalReply({ ...reply, on: '2012-07', stance: 'ACCEPTED', engagementId });
    expect(await pending({ filter: { asOf: '2012-07-01', addresseeId: welfare } })).toEqual([]);
    const sent = await t.staff.addressProposal({ proposalId: ids.care, version: 1, addresseeId: incheon, on: '2012-08-01' });
    expect(sent.version).toBe(2);
    expect(await pending({ filter: { asOf: '2012-07-31', addresseeId: incheon } })).toEqual([]);
    expect(await pending({ filter: { asOf: '2012-08-11', addresseeId: incheon } })).toEqual([[ids.care, incheon, 10, null]]);
    const [addressees = []] = await t.viewer.addresseesOfEach({ ids: [ids.care] });
    const byId = Object.fromEntries(addressees.map(({ stakeholderId, stance, isPending }) => [stakeholderId, [stance, isPending]]));
    expect(byId).toEqual({ [finance]: [null, true], [welfare]: ['ACCEPTED', false], [incheon]: [null, true] });
    expect((await t.viewer.addresseesOfEach({ ids: [ids.care, ids.buses], asOf: '2012-07-31' })).map((each) => each.length)).toEqual([
      2, 0,
    ]);
  });

  test('is refused what an addressee never got, what was not submitted, and what is not pending', async () => {
    const reply = { stance: 'NOTED', on: '2012-12' } as const;
    await expect(t.staff.recordProposalReply({ ...reply, proposalId: ids.tax, addresseeId: welfare })).rejects.toMatchObject({
      problems: [{ path: ['addresseeId'], code: 'not_addressed' }],
    });
    const draft = await record('초안', { status: 'DRAFT', addresseeIds: [welfare] });
    await expect(t.staff.recordProposalReply({ ...reply, proposalId: draft, addresseeId: welfare })).rejects.toMatchObject({
      rule: 'answered_after_submission',
    });
    const early = t.staff.recordProposalReply({ ...reply, on: '2011-10', proposalId: ids.tax, addresseeId: finance });
    await expect(early).rejects.toThrow('before it was submitted');
    const sent = { proposalId: draft, version: 1, addresseeId: incheon, on: '2012' };
    await expect(t.staff.addressProposal(sent)).rejects.toMatchObject({ rule: 'proposal_not_pending' });
    await expect(t.staff.addressProposal({ ...sent, addresseeId: UNKNOWN, version: 7 })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(t.staff.addressProposal({ ...sent, version: 7 })).rejects.toMatchObject({ code: 'STALE_VERSION' });
    await t.staff.changeProposalStatus({ proposalId: draft, version: 1, status: 'WITHDRAWN', on: '2012-12' });
  });
});

describe('what came of proposals', () => {
  test('is kept with the value before and after, and counted by body, year and status', async () => {
    const outcome = {
      proposalId: ids.care,
      subject: '영유아 보육료 국비지원',
      before: 50,
      after: 70,
      unit: 'PERCENT',
      on: '2012-11',
    } as const;
    expect(await t.staff.recordProposalOutcome({ ...outcome, decidedById: welfare })).toMatchObject({
      before: 50,
      after: 70,
      unit: 'PERCENT',
    });
    await expect(t.staff.recordProposalOutcome({ ...outcome, decidedById: UNKNOWN, sourceId: UNKNOWN })).rejects.toMatchObject({
      problems: [{ path: ['decidedById'] }, { path: ['sourceId'] }],
    });
    await expect(t.staff.recordProposalOutcome({ ...outcome, proposalId: ids.draft })).rejects.toMatchObject({
      rule: 'answered_after_submission',
    });
    await t.staff.changeProposalStatus({ proposalId: ids.care, version: 2, status: 'PARTLY_ACCEPTED', on: '2012-11', reason: '70%' });
    const totals = async (input: Parameters<TestPcrm['viewer']['proposalTotals']>[0]) =>
      (await t.viewer.proposalTotals(input)).map(({ year, status, count, withOutcome }) => [year, status, count, withOutcome]);
    expect(await totals({ bodyId: conference, year: 2012 })).toEqual([
      [2012, 'SUBMITTED', 1, 0],
      [2012, 'PARTLY_ACCEPTED', 1, 1],
    ]);
    expect(await totals({ bodyId: conference, year: 2012, asOf: '2012-10-31' })).toEqual([[2012, 'SUBMITTED', 2, 0]]);
    expect(await totals({ bodyId: committee })).toEqual([[null, 'DRAFT', 1, 0]]);
  });
});

describe('a joint task', () => {
  test('is taken on with partners in a meeting, revised and ended; the past is kept', async () => {
    const meeting = await t.staff.recordHeldMeeting({ bodyId: committee, kind: 'REGULAR', held: '2012', agenda: [{ title: '굴포천' }] });
    const place = { bodyId: committee, meetingId: meeting.id, agendaItemId: meeting.agenda[0]!.id };
    const partners = [
      { partnerId: finance, part: '예산' },
      { partnerId: incheon, role: 'LEAD' as const },
    ];
    const task = await t.staff.takeOnJointTask({ policyTaskId: taskId, ...place, from: '2012-03', cityPart: '설계', partners });
    expect(task).toMatchObject({
      ...place,
      cityPart: '설계',
      partners: [
        { partnerId: incheon, role: 'LEAD' },
        { partnerId: finance, role: 'PARTNER', part: '예산' },
      ],
      version: 1,
    });
    const again = { policyTaskId: taskId, bodyId: committee, from: '2012-06', partners };
    await expect(t.staff.takeOnJointTask(again)).rejects.toMatchObject({ rule: 'JointTask_one_at_a_time' });
    await expect(t.staff.takeOnJointTask({ ...again, bodyId: conference, partners: [{ partnerId: person }] })).rejects.toMatchObject({
      rule: 'must_be_organization',
    });
    const revised = await t.staff.reviseJointTask({ id: task.id, version: 1, cityPart: null, partners: [{ partnerId: finance }] });
    expect(revised).toMatchObject({ cityPart: null, version: 2, partners: [{ partnerId: finance }] });
    const ended = await t.staff.endJointTask({ id: task.id, version: 2, until: '2012-10', reason: '지정 완료' });
    expect(ended).toMatchObject({ untilDate: new Date('2012-10-01'), endReason: '지정 완료', version: 3 });
    await expect(t.staff.endJointTask({ id: task.id, version: 3, until: '2012-11', reason: '다시' })).rejects.toMatchObject({
      rule: 'joint_task_ended',
    });
    await expect(t.staff.endJointTask({ id: task.id, version: 3, until: '2012-03', reason: '다시' })).rejects.toMatchObject({
      problems: [{ code: 'period_out_of_order' }],
    });
    await expect(t.staff.reviseJointTask({ id: task.id, version: 3, from: '2012-10' })).rejects.toMatchObject({
      rule: 'JointTask_period_in_order',
    });
    const tasks = async (asOf: string) => (await t.viewer.listJointTasks({ filter: { asOf, partnerId: finance } })).rows.length;
    expect([await tasks('2012-02-29'), await tasks('2012-03-01'), await tasks('2012-09-30'), await tasks('2012-10-01')]).toEqual([
      0, 1, 1, 0,
    ]);
    const [partnersThen] = await t.viewer.partnersOfPolicyTasks({ ids: [taskId], asOf: '2012-09-30' });
    expect(partnersThen).toMatchObject([{ partnerId: finance }]);
    expect(await t.viewer.partnersOfPolicyTasks({ ids: [taskId] })).toEqual([[]]);
  });

  test('names everything that is unknown', async () => {
    const refused = t.staff.takeOnJointTask({
      policyTaskId: UNKNOWN,
      bodyId: UNKNOWN,
      meetingId: UNKNOWN,
      from: '2012',
      partners: [{ partnerId: UNKNOWN }],
    });
    await expect(refused).rejects.toMatchObject({
      problems: [{ path: ['bodyId'] }, { path: ['meetingId'] }, { path: ['policyTaskId'] }, { path: ['partners', 0, 'partnerId'] }],
    });
    await expect(t.viewer.endJointTask({ id: UNKNOWN, version: 1, until: '2012', reason: '끝' })).rejects.toMatchObject({
      scope: 'proposals:write',
    });
  });
});
