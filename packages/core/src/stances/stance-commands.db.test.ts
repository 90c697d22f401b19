import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../access/actor.js';
import { onServer, useTestPcrm } from '../testing.js';
import { addStanceWorld, logCall, type StanceWorld } from './testing.js';

const t = useTestPcrm();
let world: StanceWorld;
let sourceId: string;

beforeAll(async () => {
  world = await addStanceWorld(t);
  ({ id: sourceId } = await t.staff.recordSource({ title: '2013 주요업무계획' }));
});

const service = async (...scopes: string[]): Promise<Actor> => ({
  ...t.actors.staff,
  kind: 'SERVICE',
  role: null,
  scopes: ['stances:read', 'engagements:read', 'engagements:read-internal', ...scopes],
});

/** An organization's stance, read in the plan. */
const printed = () => ({
  stakeholderId: world.union,
  policyTaskId: world.taskId,
  position: 'OPPOSES' as const,
  confidence: 'STATED' as const,
  heldFrom: '2012',
  quotation: '반대 입장 개진',
  sourceId,
});

const heard = (engagementId: string) => ({
  stakeholderId: world.kim,
  policyTaskId: world.taskId,
  position: 'SUPPORTS' as const,
  confidence: 'STATED' as const,
  legalBasis: 'PUBLIC_STATEMENT' as const,
  quotation: '찬성합니다',
  engagementId,
});

describe('recording', () => {
  test('keeps the position, since when, the evidence and who recorded it', async () => {
    const stance = await t.staff.recordStance(printed());
    expect(stance).toMatchObject({
      position: 'OPPOSES',
      heldFromPrecision: 'YEAR',
      legalBasis: null,
      sourceId,
      enteredById: t.actors.staff.id,
      enteredForId: t.departmentId,
    });
    expect(stance.heldFromDate.toISOString().slice(0, 10)).toBe('2012-01-01');
  });

  test('holds from the day of the engagement in Korea, or of the meeting, when nothing is said', async () => {
    const call = await logCall(t, { occurredAt: '2012-11-04T16:00:00Z', stakeholderIds: [world.kim] });
    const onTheDay = await t.staff.recordStance(heard(call.id));
    expect([onTheDay.heldFromDate.toISOString().slice(0, 10), onTheDay.heldFromPrecision]).toEqual(['2012-11-05', 'DAY']);
    const body = await t.staff.establishBody({ organizationId: world.union, kind: 'CONSULTATIVE_BODY' });
    const meeting = await t.staff.recordHeldMeeting({ bodyId: body.id, kind: 'REGULAR', held: '2012-10' });
    const { sourceId: _none, heldFrom: _left, ...inMeeting } = { ...printed(), meetingId: meeting.id };
    expect(await t.staff.recordStance(inMeeting)).toMatchObject({ heldFromPrecision: 'MONTH', meetingId: meeting.id });
    const planned = await t.staff.planMeeting({ bodyId: body.id, kind: 'REGULAR', planned: '2013-01' });
    await expect(t.staff.recordStance({ ...inMeeting, meetingId: planned.id })).rejects.toMatchObject({
      problems: [{ path: ['meetingId'], code: 'not_held' }],
    });
  });

  test('tells every problem at once', async () => {
    const nobody = '01900000-0000-7000-8000-00000000dead';
    const wrong = { ...printed(), policyTaskId: nobody, sourceId: nobody, legalBasis: 'CONSENT' as const, heldFrom: '2013-01' };
    await expect(t.staff.recordStance(wrong)).rejects.toMatchObject({
      problems: [
        { path: ['policyTaskId'], code: 'unknown_id' },
        { path: ['sourceId'], code: 'unknown_id' },
        { path: ['heldFrom'], code: 'in_the_future' },
        { path: ['legalBasis'], code: 'not_allowed' },
      ],
    });
    const call = await logCall(t, { stakeholderIds: [world.union] });
    const { legalBasis: _none, ...withoutBasis } = heard(call.id);
    await expect(t.staff.recordStance(withoutBasis)).rejects.toMatchObject({
      problems: [
        { path: ['legalBasis'], code: 'required' },
        { path: ['confidence'], code: 'took_no_part' },
      ],
    });
  });

  test('an engagement that may not be read is not there', async () => {
    const secret = await t.admin.logEngagement({
      occurredAt: '2012-11-05T02:00:00Z',
      channel: 'CALL',
      direction: 'INBOUND',
      subject: '비공개',
      confidentiality: 'RESTRICTED',
      stakeholderIds: [world.kim],
    });
    await expect(t.staff.recordStance(heard(secret.id))).rejects.toMatchObject({
      problems: [{ path: ['engagementId'], code: 'unknown_id' }],
    });
  });

  test('takes a scope, and a natural person’s another', async () => {
    await expect(t.viewer.recordStance(printed())).rejects.toMatchObject({ scope: 'stances:write' });
    const call = await logCall(t, { stakeholderIds: [world.kim] });
    const tool = t.pcrm.as(await service('stances:write'));
    await expect(tool.recordStance(heard(call.id))).rejects.toMatchObject({ scope: 'stances:write-persons' });
    expect(await tool.recordStance(printed())).toMatchObject({ position: 'OPPOSES' });
  });

  test('the audit keeps that a natural person’s stance was recorded, and not where they stand', async () => {
    const call = await logCall(t, { stakeholderIds: [world.kim] });
    const stance = await t.staff.recordStance({ ...heard(call.id), note: '사석에서' });
    const { rows } = await t.admin.listAudit({ filter: { subjectId: stance.id } });
    expect(rows[0]?.row.after).toMatchObject({ id: stance.id, stakeholderId: world.kim, legalBasis: 'PUBLIC_STATEMENT' });
    expect(JSON.stringify(rows[0]?.row.after)).not.toMatch(/SUPPORTS|찬성|사석/u);
  });
});

describe('recording while an engagement is logged', () => {
  const opposes = () => ({ policyTaskId: world.taskId, position: 'OPPOSES' as const, confidence: 'STATED' as const });

  test('is one call: the engagement is the evidence, who took part alone is the holder, its day the beginning', async () => {
    const call = await logCall(t, {
      stakeholderIds: [world.kim],
      stances: [{ ...opposes(), legalBasis: 'CONSENT', quotation: '안 된다' }],
    });
    expect(call.stances).toMatchObject([{ stakeholderId: world.kim, engagementId: call.id, quotation: '안 된다' }]);
    const { rows } = await t.admin.listAudit({ filter: { subjectId: call.id } });
    expect(rows).toHaveLength(1);
    expect(rows[0]?.row.after).toMatchObject({ stances: [{ id: call.stances[0]?.id }] });
    expect(JSON.stringify(rows[0]?.row.after)).not.toMatch(/OPPOSES|안 된다/u);
  });

  test('tells what is wrong with each, with the other problems, and logs nothing', async () => {
    const before = await t.pcrm.db.engagement.count();
    const wrong = logCall(t, {
      occurredAt: '2012-12-20T00:00:00Z',
      stakeholderIds: [world.kim, world.union],
      stances: [
        opposes(),
        { ...opposes(), stakeholderId: world.kim },
        { ...opposes(), stakeholderId: world.union, heldFrom: '2012-12-13' },
      ],
    });
    await expect(wrong).rejects.toMatchObject({
      problems: [
        { path: ['occurredAt'], code: 'in_the_future' },
        { path: ['stances', 0, 'stakeholderId'], code: 'required' },
        { path: ['stances', 1, 'legalBasis'], code: 'required' },
        { path: ['stances', 2, 'heldFrom'], code: 'in_the_future' },
      ],
    });
    expect(await t.pcrm.db.engagement.count()).toBe(before);
  });

  test('takes the scopes that recording takes', async () => {
    const log = async (scopes: string[], stakeholderId: string) =>
      t.pcrm.as(await service('engagements:write', ...scopes)).logEngagement({
        occurredAt: '2012-11-05T02:00:00Z',
        channel: 'CALL',
        direction: 'INBOUND',
        subject: '의견',
        stakeholderIds: [stakeholderId],
        stances: [opposes()],
      });
    await expect(log([], world.union)).rejects.toMatchObject({ scope: 'stances:write' });
    await expect(log(['stances:write'], world.kim)).rejects.toMatchObject({ scope: 'stances:write-persons' });
    expect((await log(['stances:write'], world.union)).stances).toHaveLength(1);
  });
});

describe('correcting', () => {
  test('adds an entry beside the one it corrects, with what stays of it', async () => {
    const first = await t.staff.recordStance(printed());
    const second = await t.staff.correctStance({ stanceId: first.id, reason: '강도를 잘못 적음', position: 'STRONGLY_OPPOSES' });
    expect(second).toMatchObject({
      correctsId: first.id,
      position: 'STRONGLY_OPPOSES',
      quotation: '반대 입장 개진',
      heldFromPrecision: 'YEAR',
    });
    await expect(t.staff.correctStance({ stanceId: first.id, reason: '다시' })).rejects.toMatchObject({
      rule: 'Stance_correctsId_key',
      message: 'The entry was corrected or taken back already. Correct the latest correction instead.',
    });
    const [kept, correction] = await t.staff.findStances([first.id, second.id]);
    expect([kept?.position, correction?.position]).toEqual(['OPPOSES', 'STRONGLY_OPPOSES']);
  });

  test('evidence replaces evidence, and some must be left', async () => {
    const first = await t.staff.recordStance(printed());
    await expect(t.staff.correctStance({ stanceId: first.id, reason: '인용 오류', quotation: null })).rejects.toMatchObject({
      problems: [{ path: ['quotation'], code: 'required' }],
    });
    const call = await logCall(t, { stakeholderIds: [world.union] });
    const moved = await t.staff.correctStance({ stanceId: first.id, reason: '전화로 들음', engagementId: call.id, quotation: null });
    expect(moved).toMatchObject({ engagementId: call.id, quotation: null });
  });

  test('an entry that should never have been made is taken back, once', async () => {
    const first = await t.staff.recordStance(printed());
    const retraction = await t.staff.retractStance({ stanceId: first.id, reason: '동명 단체' });
    expect(retraction).toMatchObject({ correctsId: first.id, isRetraction: true, correctionReason: '동명 단체' });
    await expect(t.staff.retractStance({ stanceId: first.id, reason: '다시' })).rejects.toMatchObject({ rule: 'Stance_correctsId_key' });
  });

  test('what may not be seen is not there, and a natural person’s takes its scope', async () => {
    const call = await logCall(t, { stakeholderIds: [world.kim] });
    const ofPerson = await t.staff.recordStance(heard(call.id));
    const correct = async (...scopes: string[]) =>
      t.pcrm.as(await service('stances:write', ...scopes)).correctStance({ stanceId: ofPerson.id, reason: '정정' });
    await expect(correct()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(correct('stances:read-persons')).rejects.toMatchObject({ scope: 'stances:write-persons' });
  });

  test.runIf(onServer)('two at the same time: one corrects, the other is told (only on a server)', async () => {
    const first = await t.staff.recordStance(printed());
    const results = await Promise.allSettled(['하나', '둘'].map((reason) => t.staff.correctStance({ stanceId: first.id, reason })));
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('the database holds', () => {
  const row = () => ({
    stakeholderId: world.union,
    policyTaskId: world.taskId,
    position: 'NEUTRAL' as const,
    heldFromDate: new Date('2012-01-01'),
    heldFromPrecision: 'YEAR' as const,
    confidence: 'INFERRED' as const,
    sourceId,
    quotation: '중립',
    enteredById: t.actors.staff.id,
  });

  test.each<[string, object]>([
    ['Stance_about_one_thing', { policyTaskId: null }],
    ['Stance_has_evidence', { quotation: null }],
    ['Stance_has_evidence', { sourceId: null }],
    ['Stance_heldFromDate_partial', { heldFromDate: new Date('2012-02-01') }],
    ['Stance_correction_has_reason', { correctionReason: '까닭' }],
    ['Stance_retraction_corrects', { isRetraction: true }],
    ['legal_basis_of_person', { legalBasis: 'CONSENT' }],
  ])('%s %o', async (rule, columns) => {
    await expect(t.database.client.stance.create({ data: { ...row(), ...columns } })).rejects.toThrow(rule);
  });

  test('that a person’s stance has a legal basis, and a correction is of the same stance', async () => {
    const stances = t.database.client.stance;
    await expect(stances.create({ data: { ...row(), stakeholderId: world.kim } })).rejects.toThrow('legal_basis_of_person');
    const first = await stances.create({ data: row() });
    const correction = { ...row(), correctsId: first.id, correctionReason: '정정' };
    const ofAnother = stances.create({ data: { ...correction, stakeholderId: world.kim, legalBasis: 'CONSENT' } });
    await expect(ofAnother).rejects.toThrow('correction_of_same_stance');
  });

  test('that a stance and a record of reading are written once', async () => {
    const { stance, readRecord } = t.database.client;
    const { id } = await stance.create({ data: row() });
    await expect(stance.update({ where: { id }, data: { position: 'SUPPORTS' } })).rejects.toThrow('written_once');
    await readRecord.create({ data: { at: new Date(), actorId: t.actors.staff.id, data: 'STANCES', personId: world.kim } });
    await expect(readRecord.updateMany({ data: { requestId: 'x' } })).rejects.toThrow('written_once');
    await expect(readRecord.deleteMany({})).rejects.toThrow('written_once');
  });
});
