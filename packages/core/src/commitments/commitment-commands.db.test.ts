import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../access/actor.js';
import { useTestPcrm } from '../testing.js';

const t = useTestPcrm();
const UNKNOWN = '01936c5f-0000-7000-8000-00000000dead';

let councillor: string;
let engagementId: string;
let restrictedId: string;
let meetingId: string;
let budget: Actor;

beforeAll(async () => {
  councillor = (await t.staff.registerStakeholder({ kind: 'PERSON', name: '시의원' })).id;
  engagementId = (await t.staff.logEngagement(call())).id;
  restrictedId = (await t.manager.logEngagement({ ...call(), confidentiality: 'RESTRICTED' })).id;
  const body = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '위원회' });
  await t.staff.establishBody({ organizationId: body.id, kind: 'COMMITTEE' });
  meetingId = (await t.staff.recordHeldMeeting({ bodyId: body.id, kind: 'REGULAR', held: '2012-04' })).id;
  const { id: departmentId } = await t.admin.addDepartment({ name: '예산담당관실' });
  budget = await t.admin.addActor({ kind: 'STAFF', name: '예산 담당', role: 'STAFF', departmentId });
});

function call(stakeholderIds = [councillor]) {
  return { occurredAt: '2012-12-11T10:00:00+09:00', channel: 'CALL', direction: 'INBOUND', subject: '통화', stakeholderIds } as const;
}

const promise = () => ({ direction: 'OURS', text: '자료를 보낸다', stakeholderId: councillor }) as const;

describe('making a commitment', () => {
  test('in an engagement is owned by the acting member of staff', async () => {
    const made = await t.staff.makeCommitment({ ...promise(), text: ' 자료를\r\n보낸다 ', engagementId, due: '2012-12' });
    expect(made).toMatchObject({
      text: '자료를\n보낸다',
      engagementId,
      meetingId: null,
      ownerId: t.actors.staff.id,
      ownerDepartmentId: t.departmentId,
      dueDate: new Date('2012-12-01'),
      duePrecision: 'MONTH',
      status: 'OPEN',
      closedOn: null,
      version: 1,
      enteredById: t.actors.staff.id,
      enteredForId: t.departmentId,
    });
    const audit = await t.pcrm.db.auditRecord.findMany({ where: { subjectId: made.id } });
    expect(audit).toMatchObject([{ command: 'makeCommitment', subjectType: 'Commitment', before: null, after: { engagementId } }]);
  });

  test('in a meeting may be owned by another, for their department or for one that is named', async () => {
    const made = await t.staff.makeCommitment({ ...promise(), direction: 'THEIRS', meetingId, ownerId: budget.id.toUpperCase() });
    expect(made).toMatchObject({
      meetingId,
      engagementId: null,
      ownerId: budget.id,
      ownerDepartmentId: budget.departmentId,
      dueDate: null,
    });
    const named = await t.staff.makeCommitment({ ...promise(), meetingId, ownerId: budget.id, ownerDepartmentId: t.departmentId });
    expect(named).toMatchObject({ ownerId: budget.id, ownerDepartmentId: t.departmentId });
  });

  test('names every unknown id, and an engagement that one may not see answers like one that is not there', async () => {
    const refused = t.staff.makeCommitment({
      ...promise(),
      stakeholderId: UNKNOWN,
      ownerId: UNKNOWN,
      ownerDepartmentId: UNKNOWN,
      sourceId: UNKNOWN,
      engagementId: restrictedId,
    });
    await expect(refused).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      problems: [
        { path: ['stakeholderId'], code: 'unknown_id' },
        { path: ['ownerId'], code: 'unknown_id' },
        { path: ['ownerDepartmentId'], code: 'unknown_id' },
        { path: ['sourceId'], code: 'unknown_id' },
        { path: ['engagementId'], code: 'unknown_id' },
      ],
    });
    const problems = [{ path: ['engagementId'], code: 'unknown_id' }];
    const hidden = t.staff.makeCommitment({ ...promise(), engagementId: restrictedId }).catch(String);
    const missing = t.staff.makeCommitment({ ...promise(), engagementId: UNKNOWN }).catch(String);
    expect(await hidden).toBe(await missing);
    await expect(t.staff.makeCommitment({ ...promise(), engagementId: UNKNOWN })).rejects.toMatchObject({ problems });
    await expect(t.staff.makeCommitment({ ...promise(), meetingId: UNKNOWN })).rejects.toMatchObject({
      problems: [{ path: ['meetingId'] }],
    });
  });

  test('by a service needs an owner by name', async () => {
    const service = await t.admin.addActor({ kind: 'SERVICE', name: '의안 관리', scopes: ['commitments:write'] });
    const refused = t.pcrm.as(service).makeCommitment({ ...promise(), meetingId });
    await expect(refused).rejects.toMatchObject({ problems: [{ path: ['ownerId'], code: 'required' }] });
    const made = await t.pcrm.as(service).makeCommitment({ ...promise(), meetingId, ownerId: budget.id });
    expect(made).toMatchObject({ ownerId: budget.id, enteredById: service.id });
  });

  test('is not for viewers', async () => {
    await expect(t.viewer.makeCommitment({ ...promise(), engagementId })).rejects.toMatchObject({ scope: 'commitments:write' });
  });
});

describe('revising a commitment', () => {
  test('changes words, due date and owner, who brings the department', async () => {
    const { id } = await t.staff.makeCommitment({ ...promise(), engagementId, due: '2012' });
    const revised = await t.staff.reviseCommitment({ id, version: 1, due: '2013-01-15', ownerId: budget.id });
    expect(revised).toMatchObject({
      text: '자료를 보낸다',
      duePrecision: 'DAY',
      ownerId: budget.id,
      ownerDepartmentId: budget.departmentId,
      version: 2,
    });
    const cleared = await t.staff.reviseCommitment({ id, version: 2, text: '표를 보낸다', due: null, ownerDepartmentId: t.departmentId });
    expect(cleared).toMatchObject({
      text: '표를 보낸다',
      dueDate: null,
      duePrecision: null,
      ownerId: budget.id,
      ownerDepartmentId: t.departmentId,
    });
  });

  test('refuses unknown owners, stale versions, closed commitments and those one may not see', async () => {
    const { id } = await t.staff.makeCommitment({ ...promise(), engagementId });
    const unknown = t.staff.reviseCommitment({ id, version: 1, ownerId: UNKNOWN, ownerDepartmentId: UNKNOWN });
    await expect(unknown).rejects.toMatchObject({ problems: [{ path: ['ownerId'] }, { path: ['ownerDepartmentId'] }] });
    await expect(t.staff.reviseCommitment({ id, version: 7, text: '앞섬' })).rejects.toMatchObject({ code: 'STALE_VERSION' });
    await t.staff.closeCommitment({ id, version: 1, status: 'WITHDRAWN', closedOn: '2012-12-12' });
    await expect(t.staff.reviseCommitment({ id, version: 2, text: '늦음' })).rejects.toMatchObject({
      code: 'CONFLICT',
      rule: 'commitment_closed',
    });
    const hidden = await t.manager.makeCommitment({ ...promise(), engagementId: restrictedId });
    await expect(t.staff.reviseCommitment({ id: hidden.id, version: 1 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      entity: 'Commitment',
    });
  });
});

describe('handing over commitments', () => {
  const ownedBy = async (ownerId: string) =>
    (await t.pcrm.db.commitment.findMany({ where: { ownerId }, orderBy: { id: 'asc' } })).map(({ text }) => text);

  test('gives every open one of an owner who left to another, with one audit record', async () => {
    const leaver = await t.admin.addActor({ kind: 'STAFF', name: '떠난 이', role: 'STAFF', departmentId: t.departmentId });
    const make = (text: string, more: object = {}) =>
      t.staff.makeCommitment({ ...promise(), text, engagementId, ownerId: leaver.id, ...more });
    const [first, second] = [await make('하나'), await make('둘', { ownerDepartmentId: budget.departmentId })];
    const kept = await make('이미 지킨 것');
    await t.staff.closeCommitment({ id: kept.id, version: 1, status: 'DONE', closedOn: '2012-12-12', toldLater: true });
    await t.manager.makeCommitment({ ...promise(), text: '숨은 것', engagementId: restrictedId, ownerId: leaver.id });
    await t.admin.reviseActor({ id: leaver.id, version: 1, disabled: true });

    const part = await t.staff.reassignCommitments({
      fromOwnerId: leaver.id,
      toOwnerId: t.actors.manager.id,
      fromDepartmentId: budget.departmentId,
      toDepartmentId: budget.departmentId,
    });
    expect(part).toEqual({
      id: leaver.id,
      toOwnerId: t.actors.manager.id,
      toDepartmentId: budget.departmentId,
      commitmentIds: [second.id],
    });
    const rest = await t.staff.reassignCommitments({ fromOwnerId: leaver.id, toOwnerId: budget.id });
    expect(rest).toMatchObject({ toDepartmentId: budget.departmentId, commitmentIds: [first.id] });
    expect(await ownedBy(leaver.id)).toEqual(['이미 지킨 것', '숨은 것']);
    expect((await t.manager.reassignCommitments({ fromOwnerId: leaver.id, toOwnerId: budget.id })).commitmentIds).toHaveLength(1);
    const audit = await t.pcrm.db.auditRecord.findMany({ where: { command: 'reassignCommitments' }, orderBy: { id: 'asc' } });
    expect(audit.map(({ subjectId, after }) => [subjectId, (after as { commitmentIds: string[] }).commitmentIds.length])).toEqual([
      [leaver.id, 1],
      [leaver.id, 1],
      [leaver.id, 1],
    ]);
    // What was read before is stale: the new owner's version counts.
    const stale = t.staff.reviseCommitment({ id: first.id, version: 1, text: '다른 말' });
    await expect(stale).rejects.toMatchObject({ code: 'STALE_VERSION' });
  });

  test('refuses an heir who left, oneself, and whom there is not', async () => {
    const gone = await t.admin.addActor({ kind: 'STAFF', name: '퇴직자', role: 'STAFF' });
    await t.admin.reviseActor({ id: gone.id, version: 1, disabled: true });
    const handOver = (fromOwnerId: string, toOwnerId: string) => t.staff.reassignCommitments({ fromOwnerId, toOwnerId });
    await expect(handOver(budget.id, gone.id)).rejects.toMatchObject({ problems: [{ path: ['toOwnerId'], code: 'disabled' }] });
    await expect(handOver(budget.id, budget.id)).rejects.toMatchObject({ problems: [{ path: ['toOwnerId'], code: 'same_owner' }] });
    await expect(handOver(UNKNOWN, UNKNOWN.replace('dead', 'beef'))).rejects.toMatchObject({
      problems: [{ path: ['fromOwnerId'] }, { path: ['toOwnerId'] }],
    });
    await expect(t.viewer.reassignCommitments({ fromOwnerId: gone.id, toOwnerId: budget.id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('the database itself', () => {
  const columns = () => ({ ...promise(), ownerId: t.actors.staff.id, enteredById: t.actors.staff.id });

  test.for<[string, object]>([
    ['Commitment_made_somewhere', {}],
    ['Commitment_made_somewhere', { both: true }],
    ['Commitment_closed_has_date', { status: 'DONE' }],
    ['Commitment_closed_has_date', { closedOn: new Date('2012-12-12') }],
    ['Commitment_text_normalized', { text: ' 빈칸' }],
    ['Commitment_dueDate_partial', { dueDate: new Date('2012-10-05'), duePrecision: 'MONTH' }],
  ])('refuses by %s: %o', async ([constraint, more]) => {
    const { both, ...data } = more as { both?: boolean };
    const place = constraint === 'Commitment_made_somewhere' ? (both ? { engagementId, meetingId } : {}) : { engagementId };
    await expect(t.database.client.commitment.create({ data: { ...columns(), ...place, ...data } })).rejects.toThrow(constraint);
  });

  test('refuses an answer to what is open', async () => {
    const data = { ...columns(), engagementId, answeredInId: engagementId };
    await expect(t.database.client.commitment.create({ data })).rejects.toThrow('Commitment_answered_when_closed');
  });
});
