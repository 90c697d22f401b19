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

describe('closing a commitment', () => {
  test('says how, when, and with which engagement the answer went back', async () => {
    const { id } = await t.staff.makeCommitment({ ...promise(), engagementId });
    const closed = await t.staff.closeCommitment({
      id,
      version: 1,
      status: 'DONE',
      closedOn: '2012-12-12',
      note: '보냈다',
      answeredInId: engagementId,
    });
    expect(closed).toMatchObject({
      status: 'DONE',
      closedOn: new Date('2012-12-12'),
      closingNote: '보냈다',
      answeredInId: engagementId,
      version: 2,
    });
    const again = t.staff.closeCommitment({ id, version: 2, status: 'BROKEN', closedOn: '2012-12-12' });
    await expect(again).rejects.toMatchObject({ code: 'CONFLICT', rule: 'commitment_closed' });
    const [, audit] = await t.pcrm.db.auditRecord.findMany({ where: { subjectId: id }, orderBy: { id: 'asc' } });
    expect(audit).toMatchObject({ command: 'closeCommitment', before: { status: 'OPEN' }, after: { status: 'DONE' } });
  });

  test('is on a day that has come in Korea', async () => {
    const { id } = await t.staff.makeCommitment({ ...promise(), engagementId });
    t.setNow('2012-12-12T14:59:59Z');
    const refused = t.staff.closeCommitment({ id, version: 1, status: 'DONE', closedOn: '2012-12-13', answeredInId: UNKNOWN });
    await expect(refused).rejects.toMatchObject({
      problems: [
        { path: ['closedOn'], code: 'in_the_future' },
        { path: ['answeredInId'], code: 'unknown_id' },
      ],
    });
    t.setNow('2012-12-12T15:00:00Z');
    expect(await t.staff.closeCommitment({ id, version: 1, status: 'DONE', closedOn: '2012-12-13' })).toMatchObject({ status: 'DONE' });
    t.setNow('2012-12-12T03:00:00Z');
  });

  test('is answered in an engagement that one may see, with that stakeholder', async () => {
    const { id } = await t.staff.makeCommitment({ ...promise(), engagementId });
    const other = await t.staff.registerStakeholder({ kind: 'PERSON', name: '다른 사람' });
    const elsewhere = await t.staff.logEngagement(call([other.id]));
    const close = (answeredInId: string) =>
      t.staff.closeCommitment({ id, version: 1, status: 'DONE', closedOn: '2012-12-12', answeredInId });
    await expect(close(elsewhere.id)).rejects.toMatchObject({ problems: [{ path: ['answeredInId'], code: 'other_stakeholder' }] });
    await expect(close(restrictedId)).rejects.toMatchObject({ problems: [{ path: ['answeredInId'], code: 'unknown_id' }] });
    expect(await t.pcrm.db.commitment.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: 'OPEN', version: 1 });
  });

  test('happens once when 20 close one version', async () => {
    const { id } = await t.staff.makeCommitment({ ...promise(), engagementId });
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () => t.staff.closeCommitment({ id, version: 1, status: 'DONE', closedOn: '2012-12-12' })),
    );
    const refused = results.filter((result) => result.status === 'rejected').map(({ reason }) => (reason as { code: string }).code);
    expect(refused).toEqual(Array.from({ length: 19 }, () => 'STALE_VERSION'));
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
