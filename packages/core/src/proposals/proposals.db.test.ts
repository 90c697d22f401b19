import { beforeAll, describe, expect, test } from 'vitest';
import { addCommittee } from '../policy-tasks/testing.js';
import { onServer, useTestPcrm, type TestPcrm } from '../testing.js';
import type { ProposalWithParts } from './proposal-step.js';

const t = useTestPcrm();
const UNKNOWN = '01936c5f-0000-7000-8000-00000000dead';

let bodyId: string;
let otherBodyId: string;
let incheon: string;
let busan: string;
let ministry: string;
let assembly: string;
let meetingId: string;
let itemIds: string[];
let taskId: string;

beforeAll(async () => {
  ({ bodyId } = await addCommittee(t, []));
  ({ bodyId: otherBodyId } = await addCommittee(t, []));
  const register = async (name: string) => (await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name })).id;
  [incheon, busan, ministry, assembly] = [
    await register('인천광역시'),
    await register('부산광역시'),
    await register('기획재정부'),
    await register('국회 보건복지위원회'),
  ];
  const agenda = [{ title: '보육 국비지원' }, { title: '준공영제' }];
  const meeting = await t.staff.recordHeldMeeting({ bodyId, kind: 'REGULAR', held: '2012-05-10', agenda });
  meetingId = meeting.id;
  itemIds = meeting.agenda.map(({ id }) => id);
  taskId = (
    await t.staff.addPolicyTask({ number: 1, title: '굴포천', origin: 'PENDING_ISSUE', status: 'MAINTAINED', on: '2012', reason: '선정' })
  ).id;
});

type NewProposal = Parameters<TestPcrm['staff']['recordProposal']>[0];

/** A proposal of the body that was submitted to the ministry on 2012-05-10, unless the test says otherwise. */
function record(fields: Partial<NewProposal> = {}): Promise<ProposalWithParts> {
  return t.staff.recordProposal({
    title: '영유아 무상보육 국비지원 확대',
    bodyId,
    addresseeIds: [ministry],
    status: 'SUBMITTED',
    on: '2012-05-10',
    ...fields,
  });
}

describe('recording a proposal', () => {
  test('keeps its words, who makes it, to whom, where it was decided and its first step', async () => {
    const made = await record({
      text: '국비를 늘린다\r\n전액',
      expectedEffect: '지방재정 부담 완화',
      channel: 'MEETING',
      meetingId,
      agendaItemId: itemIds[0]!.toUpperCase(),
      proposers: [{ stakeholderId: busan }, { stakeholderId: incheon, isLead: true }],
      addresseeIds: [ministry, assembly],
      policyTaskIds: [taskId],
    });
    expect(made).toMatchObject({
      text: '국비를 늘린다\n전액',
      expectedEffect: '지방재정 부담 완화',
      bodyId,
      meetingId,
      agendaItemId: itemIds[0],
      channel: 'MEETING',
      proposedDate: new Date('2012-05-10'),
      proposedPrecision: 'DAY',
      proposers: [
        { stakeholderId: incheon, isLead: true },
        { stakeholderId: busan, isLead: false },
      ],
      policyTasks: [{ policyTaskId: taskId }],
      statusChanges: [{ sequence: 1, status: 'SUBMITTED', changedDate: new Date('2012-05-10') }],
      version: 1,
      enteredById: t.actors.staff.id,
      enteredForId: t.departmentId,
    });
    expect(made.addressees.map(({ stakeholderId }) => stakeholderId).toSorted()).toEqual([ministry, assembly].toSorted());
    const audit = await t.pcrm.db.auditRecord.findMany({ where: { subjectId: made.id } });
    expect(audit).toMatchObject([{ command: 'recordProposal', subjectType: 'Proposal', before: null }]);
  });

  test('names everything that is unknown, or of another body or meeting, and a date to come', async () => {
    const refused = record({
      bodyId: otherBodyId,
      meetingId,
      agendaItemId: UNKNOWN,
      on: '2013',
      proposers: [{ stakeholderId: UNKNOWN }],
      addresseeIds: [UNKNOWN],
      policyTaskIds: [UNKNOWN],
      sourceId: UNKNOWN,
    });
    await expect(refused).rejects.toMatchObject({
      problems: [
        { path: ['on'], code: 'in_the_future' },
        { path: ['meetingId'], code: 'meeting_of_body' },
        { path: ['agendaItemId'], code: 'unknown_id' },
        { path: ['proposers', 0, 'stakeholderId'], code: 'unknown_id' },
        { path: ['addresseeIds', 0], code: 'unknown_id' },
        { path: ['policyTaskIds', 0], code: 'unknown_id' },
        { path: ['sourceId'], code: 'unknown_id' },
      ],
    });
    const { id: otherMeeting } = await t.staff.planMeeting({ bodyId, kind: 'REGULAR' });
    await expect(record({ meetingId: otherMeeting, agendaItemId: itemIds[0]! })).rejects.toMatchObject({
      problems: [{ path: ['agendaItemId'], code: 'item_of_meeting' }],
    });
  });

  test('is not for viewers', async () => {
    await expect(t.viewer.recordProposal({ title: '건의', bodyId, status: 'DRAFT', on: '2012' })).rejects.toMatchObject({
      scope: 'proposals:write',
    });
  });
});

describe('revising a proposal', () => {
  test('rewords a draft and replaces its lists; null clears', async () => {
    const draft = await record({ status: 'DRAFT', text: '초안', proposers: [{ stakeholderId: incheon }] });
    expect(draft.proposedDate).toBeNull();
    const revised = await t.staff.reviseProposal({
      id: draft.id,
      version: 1,
      title: '새 제목',
      text: null,
      bodyId: null,
      addresseeIds: [assembly],
    });
    expect(revised).toMatchObject({ title: '새 제목', text: null, bodyId: null, version: 2, addressees: [{ stakeholderId: assembly }] });
    await expect(t.staff.reviseProposal({ id: draft.id, version: 2, proposers: [] })).rejects.toMatchObject({
      problems: [{ path: ['proposers'], code: 'required' }],
    });
    await expect(t.staff.reviseProposal({ id: draft.id, version: 1, text: '늦은 글' })).rejects.toMatchObject({
      code: 'STALE_VERSION',
    });
  });

  test('keeps the words of what was submitted and puts right where it was decided', async () => {
    const { id } = await record();
    const place = { meetingId, agendaItemId: itemIds[1]!, channel: 'OFFICIAL_LETTER' as const, policyTaskIds: [taskId] };
    const revised = await t.staff.reviseProposal({ id, version: 1, ...place });
    expect(revised).toMatchObject({ meetingId, agendaItemId: itemIds[1], policyTasks: [{ policyTaskId: taskId }], version: 2 });
    const reworded = t.staff.reviseProposal({ id, version: 2, title: '다른 말', addresseeIds: [] });
    await expect(reworded).rejects.toMatchObject({ rule: 'proposal_submitted' });
    await expect(reworded).rejects.toThrow('leave out title, addresseeIds');
    await expect(t.staff.reviseProposal({ id: UNKNOWN, version: 1 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('the status of a proposal', () => {
  const change = (id: string, version: number, status: 'SUBMITTED' | 'UNDER_REVIEW' | 'ACCEPTED' | 'WITHDRAWN', on: string) =>
    t.staff.changeProposalStatus({ proposalId: id, version, status, on, reason: '검토 결과' });

  test('is a history; submitting a draft gives it its date', async () => {
    const { id } = await record({ status: 'DRAFT', on: '2012-03' });
    await change(id, 1, 'SUBMITTED', '2012-04-02');
    await change(id, 2, 'UNDER_REVIEW', '2012-05');
    const accepted = await change(id, 3, 'ACCEPTED', '2012-11-20');
    expect(accepted).toMatchObject({ proposedDate: new Date('2012-04-02'), version: 4 });
    expect(accepted.statusChanges.map(({ sequence, status }) => [sequence, status])).toEqual([
      [1, 'DRAFT'],
      [2, 'SUBMITTED'],
      [3, 'UNDER_REVIEW'],
      [4, 'ACCEPTED'],
    ]);
    const at = async (asOf: string) => (await t.viewer.proposalStatusesAsOf({ ids: [id], asOf }))[0]?.status;
    expect([
      await at('2012-02-28'),
      await at('2012-04-01'),
      await at('2012-04-02'),
      await at('2012-11-19'),
      await at('2012-12-12'),
    ]).toEqual([undefined, 'DRAFT', 'SUBMITTED', 'UNDER_REVIEW', 'ACCEPTED']);
  });

  test('goes only where it may, in order, and based on the last version', async () => {
    const { id } = await record();
    await expect(change(id, 1, 'ACCEPTED', '2012-05-09')).rejects.toMatchObject({ problems: [{ code: 'before_last_change' }] });
    await expect(change(id, 1, 'ACCEPTED', '2012-12-13')).rejects.toMatchObject({ problems: [{ code: 'in_the_future' }] });
    await expect(change(id, 2, 'ACCEPTED', '2012-06')).rejects.toMatchObject({ code: 'STALE_VERSION' });
    await change(id, 1, 'WITHDRAWN', '2012-06');
    await expect(change(id, 2, 'UNDER_REVIEW', '2012-07')).rejects.toMatchObject({ rule: 'proposal_status_transition' });
  });

  test.runIf(onServer)('is changed by one of twenty who change one version (only on a server)', async () => {
    const { id } = await record();
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => change(id, 1, 'UNDER_REVIEW', '2012-06')));
    const refused = results.filter((result) => result.status === 'rejected').map(({ reason }) => (reason as { code: string }).code);
    expect(refused).toEqual(Array.from({ length: 19 }, () => 'STALE_VERSION'));
    expect(await t.pcrm.db.proposalStatusChange.count({ where: { proposalId: id } })).toBe(2);
  });

  test('and replies and outcomes are never rewritten', async () => {
    const { id } = await record();
    const { client } = t.database;
    await t.staff.recordProposalReply({ proposalId: id, addresseeId: ministry, stance: 'NOTED', on: '2012-06' });
    await t.staff.recordProposalOutcome({ proposalId: id, subject: '국비지원', text: '검토', on: '2012-06' });
    const where = { proposalId: id };
    await expect(client.proposalStatusChange.updateMany({ where, data: { reason: '고침' } })).rejects.toThrow('written_once');
    await expect(client.proposalReply.updateMany({ where, data: { stance: 'ACCEPTED' } })).rejects.toThrow('written_once');
    await expect(client.proposalOutcome.deleteMany({ where })).rejects.toThrow('written_once');
    const date = { proposedDate: new Date('2012-01-01') };
    await expect(client.proposal.update({ where: { id }, data: date })).rejects.toThrow('proposed_date_is_kept');
  });
});

describe('raising a proposal again', () => {
  test('makes a chain that tells how often and when first, with where each stood', async () => {
    const first = await record({ title: '굴포천 국가하천 지정', on: '2011', text: '지정', policyTaskIds: [taskId] });
    await t.staff.changeProposalStatus({ proposalId: first.id, version: 1, status: 'REJECTED', on: '2011-09' });
    const second = await t.staff.reraiseProposal({
      reraisesId: first.id,
      status: 'SUBMITTED',
      on: '2012-05-10',
      meetingId,
      agendaItemId: itemIds[0]!,
    });
    expect(second).toMatchObject({
      title: '굴포천 국가하천 지정',
      text: '지정',
      bodyId,
      meetingId,
      reraisesId: first.id,
      addressees: [{ stakeholderId: ministry }],
      policyTasks: [{ policyTaskId: taskId }],
    });
    const third = await t.staff.reraiseProposal({
      reraisesId: second.id,
      text: '다시',
      status: 'DRAFT',
      on: '2012-12',
      addresseeIds: [assembly],
    });
    expect(third).toMatchObject({ text: '다시', meetingId: null, addressees: [{ stakeholderId: assembly }] });
    for (const { id } of [first, second, third]) {
      const chain = await t.viewer.proposalChain({ id });
      expect(chain.raisings.map((raising) => [raising.id, raising.status])).toEqual([
        [first.id, 'REJECTED'],
        [second.id, 'SUBMITTED'],
        [third.id, 'DRAFT'],
      ]);
      expect([chain.timesRaised, chain.first?.id]).toEqual([2, first.id]);
    }
    const earlier = await t.viewer.proposalChain({ id: third.id, asOf: '2011-12-31' });
    expect([earlier.raisings.map(({ id }) => id), earlier.timesRaised]).toEqual([[first.id], 1]);
    expect((await t.viewer.proposalChain({ id: UNKNOWN })).raisings).toEqual([]);
  });

  test('needs an earlier one that was submitted, and never runs in a circle', async () => {
    const draft = await record({ status: 'DRAFT' });
    const again = { status: 'SUBMITTED', on: '2012-05-10' } as const;
    await expect(t.staff.reraiseProposal({ reraisesId: draft.id, ...again })).rejects.toMatchObject({
      rule: 'reraises_what_was_submitted',
    });
    await expect(t.staff.reraiseProposal({ reraisesId: UNKNOWN, ...again })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const first = await record();
    await expect(t.staff.reraiseProposal({ reraisesId: first.id, ...again, on: '2012-05-09' })).rejects.toMatchObject({
      rule: 'reraised_later',
    });
    const second = await t.staff.reraiseProposal({ reraisesId: first.id, ...again });
    await expect(t.staff.reviseProposal({ id: first.id, version: 1, reraisesId: second.id })).rejects.toMatchObject({
      rule: 'reraising_without_circle',
    });
    await expect(t.staff.reviseProposal({ id: first.id, version: 1, reraisesId: first.id })).rejects.toThrow('would run in a circle');
  });

  test.runIf(onServer)('is refused to one of two who close a circle from both ends (only on a server)', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [a, b] = [await record(), await record()];
      const results = await Promise.allSettled([
        t.staff.reviseProposal({ id: a.id, version: 1, reraisesId: b.id }),
        t.staff.reviseProposal({ id: b.id, version: 1, reraisesId: a.id }),
      ]);
      expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      const refused = results.find((result) => result.status === 'rejected');
      expect(refused?.reason).toMatchObject({ rule: 'reraising_without_circle' });
    }
  });
});

describe('an agenda under which proposals stand', () => {
  test('may be set anew around the item, which cannot be removed', async () => {
    const agenda = [{ title: '하나' }, { title: '둘' }];
    const meeting = await t.staff.recordHeldMeeting({ bodyId, kind: 'EXTRAORDINARY', held: '2012-06', agenda });
    const [first, second] = meeting.agenda.map(({ id }) => id) as [string, string];
    const { id } = await record({ meetingId: meeting.id, agendaItemId: second });
    const items = [{ id: second, title: '둘', decision: 'ADOPTED' as const }, { title: '새 안건' }, { id: first, title: '하나' }];
    const set = await t.staff.setAgenda({ meetingId: meeting.id, version: 1, items });
    expect(set.agenda.map((item) => [item.position, item.title, item.decision])).toEqual([
      [1, '둘', 'ADOPTED'],
      [2, '새 안건', null],
      [3, '하나', null],
    ]);
    expect(set.agenda[0]?.id).toBe(second);
    expect((await t.viewer.findProposal(id))?.agendaItemId).toBe(second);
    const removed = t.staff.setAgenda({ meetingId: meeting.id, version: 2, items: [{ id: first, title: '하나' }] });
    await expect(removed).rejects.toMatchObject({ code: 'CONFLICT', rule: 'Proposal_agendaItemId_meetingId_fkey' });
    await expect(removed).rejects.toThrow('Keep the item');
  });
});
