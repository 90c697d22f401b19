import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../access/actor.js';
import { onServer, useTestPcrm } from '../testing.js';

const t = useTestPcrm();
const UNKNOWN = '01936c5f-0000-7000-8000-00000000dead';

let councillor: string;
let council: string;
let task: string;
let callCentre: Actor;

beforeAll(async () => {
  councillor = (await t.staff.registerStakeholder({ kind: 'PERSON', name: '시의원' })).id;
  council = (await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '시의회' })).id;
  task = (
    await t.database.client.policyTask.create({ data: { number: 1, title: '과제 1', origin: 'AGREED', enteredById: t.actors.staff.id } })
  ).id;
  callCentre = await t.admin.addActor({ kind: 'SERVICE', name: '미추홀 콜센터', scopes: ['engagements:read', 'engagements:write'] });
});

const call = (stakeholderIds = [councillor]) =>
  ({ occurredAt: '2012-12-11T10:00:00+09:00', channel: 'CALL', direction: 'INBOUND', subject: '예산 문의', stakeholderIds }) as const;

describe('logging an engagement', () => {
  test('keeps participants, topics, policy tasks and commitments, in one audit record', async () => {
    const logged = await t.staff.logEngagement({
      ...call([councillor, council, councillor, council.toUpperCase()]),
      summary: '내용',
      place: '시청',
      confidentiality: 'RESTRICTED',
      staffIds: [t.actors.manager.id, t.actors.staff.id],
      topics: [' 교통 ', '재정', '교통'],
      policyTaskIds: [task, task],
      commitments: [
        { direction: 'OURS', text: '자료를 보낸다', stakeholderId: councillor, due: '2012-12' },
        { direction: 'THEIRS', text: '안건을 올린다', stakeholderId: council, ownerId: t.actors.manager.id },
      ],
    });
    expect(logged).toMatchObject({
      subject: '예산 문의',
      occurredAt: new Date('2012-12-11T01:00:00Z'),
      confidentiality: 'RESTRICTED',
      version: 1,
      enteredById: t.actors.staff.id,
      enteredForId: t.departmentId,
      stakeholderIds: [councillor, council],
      staffIds: [t.actors.manager.id, t.actors.staff.id],
      policyTaskIds: [task],
      commitments: [
        { text: '자료를 보낸다', ownerId: t.actors.staff.id, ownerDepartmentId: t.departmentId, duePrecision: 'MONTH', status: 'OPEN' },
        { text: '안건을 올린다', ownerId: t.actors.manager.id, dueDate: null },
      ],
    });
    const [topics] = await t.staff.topicsOfEngagements([logged.id]);
    expect(topics?.map(({ name }) => name)).toEqual(['교통', '재정']);
    expect(await t.pcrm.db.commitment.count({ where: { engagementId: logged.id } })).toBe(2);
    const parts = await t.pcrm.db.engagementStakeholder.findMany({ where: { engagementId: logged.id } });
    expect(parts.map(({ occurredAt }) => occurredAt)).toEqual([logged.occurredAt, logged.occurredAt]);
    const audit = await t.pcrm.db.auditRecord.findMany({ where: { subjectId: logged.id } });
    expect(audit).toHaveLength(1);
    expect(audit[0]).toMatchObject({ command: 'logEngagement', before: null });
    expect(audit[0]?.after).toMatchObject({ stakeholderIds: [councillor, council], commitments: [{}, {}] });
  });

  test('is INTERNAL and by the acting member of staff when nothing is said', async () => {
    const logged = await t.staff.logEngagement(call());
    expect(logged).toMatchObject({
      confidentiality: 'INTERNAL',
      staffIds: [t.actors.staff.id],
      topicIds: [],
      policyTaskIds: [],
      commitments: [],
    });
  });

  test('by a service needs no staff, by staff it does', async () => {
    expect((await t.pcrm.as(callCentre).logEngagement(call())).staffIds).toEqual([]);
    expect((await t.pcrm.as(callCentre).logEngagement({ ...call(), staffIds: [] })).staffIds).toEqual([]);
    const refused = t.staff.logEngagement({ ...call(), staffIds: [] });
    await expect(refused).rejects.toMatchObject({ code: 'INVALID_INPUT', problems: [{ path: ['staffIds'], code: 'too_small' }] });
  });

  test('names every id that is unknown at its entry, and a time that is to come, all at once, and writes nothing', async () => {
    const before = [await t.pcrm.db.engagement.count(), await t.pcrm.db.topic.count()];
    const refused = t.staff.logEngagement({
      ...call([councillor, councillor, UNKNOWN]),
      occurredAt: '2012-12-14T00:00:00+09:00',
      staffIds: [t.actors.staff.id, callCentre.id],
      topics: ['새 주제'],
      policyTaskIds: [UNKNOWN],
      commitments: [
        { direction: 'OURS', text: '가', stakeholderId: councillor },
        { direction: 'OURS', text: '나', stakeholderId: UNKNOWN, ownerId: UNKNOWN, ownerDepartmentId: UNKNOWN, sourceId: UNKNOWN },
      ],
      sourceId: UNKNOWN,
    });
    await expect(refused).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      problems: [
        { path: ['occurredAt'], code: 'in_the_future' },
        { path: ['stakeholderIds', 2], code: 'unknown_id' },
        { path: ['staffIds', 1], code: 'unknown_id' },
        { path: ['policyTaskIds', 0], code: 'unknown_id' },
        { path: ['commitments', 1, 'stakeholderId'], code: 'unknown_id' },
        { path: ['commitments', 1, 'ownerId'], code: 'unknown_id' },
        { path: ['commitments', 1, 'ownerDepartmentId'], code: 'unknown_id' },
        { path: ['commitments', 1, 'sourceId'], code: 'unknown_id' },
        { path: ['sourceId'], code: 'unknown_id' },
      ],
    });
    expect([await t.pcrm.db.engagement.count(), await t.pcrm.db.topic.count()]).toEqual(before);
  });

  test('may name archived stakeholders and disabled staff', async () => {
    const { id } = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '옛 단체' });
    await t.staff.reviseStakeholder({ id, version: 1, archived: true });
    const gone = await t.admin.addActor({ kind: 'STAFF', name: '퇴직자', role: 'STAFF' });
    await t.admin.reviseActor({ id: gone.id, version: 1, disabled: true });
    const logged = await t.staff.logEngagement({ ...call([id]), staffIds: [gone.id] });
    expect(logged).toMatchObject({ stakeholderIds: [id], staffIds: [gone.id] });
  });

  test('with commitments needs the right to make them, and an owner by name where a service logs it', async () => {
    const commitments = [{ direction: 'OURS', text: '회신', stakeholderId: councillor }] as const;
    const input = { ...call(), commitments: [...commitments] };
    await expect(t.pcrm.as(callCentre).logEngagement(input)).rejects.toMatchObject({ code: 'FORBIDDEN', scope: 'commitments:write' });
    const scopes = ['engagements:write', 'commitments:write'] as const;
    const other = await t.admin.addActor({ kind: 'SERVICE', name: '민원 창구', scopes: [...scopes] });
    await expect(t.pcrm.as(other).logEngagement(input)).rejects.toMatchObject({
      problems: [{ path: ['commitments', 0, 'ownerId'], code: 'required' }],
    });
  });

  test('is not for viewers', async () => {
    await expect(t.viewer.logEngagement(call())).rejects.toMatchObject({ code: 'FORBIDDEN', scope: 'engagements:write' });
  });

  test('creates a topic once, however many name it at once', async () => {
    const names = ['동시 가', '동시 나', '동시 다'];
    await Promise.all(
      Array.from({ length: 12 }, (_, index) => t.staff.logEngagement({ ...call(), topics: index % 2 ? names : names.toReversed() })),
    );
    expect(await t.pcrm.db.topic.count({ where: { name: { startsWith: '동시' } } })).toBe(3);
    expect(await t.pcrm.db.engagementTopic.count({ where: { topic: { name: '동시 가' } } })).toBe(12);
  });

  // The embedded database has one connection, so that nothing runs at once there.
  test.runIf(onServer)(
    'of 100 keys that come five times at once writes 100',
    async () => {
      const ids: string[] = [];
      const refusals: unknown[] = [];
      // In waves of four keys: a busy machine serves no more from the pool's ten connections before requests give up waiting for one.
      for (let first = 0; first < 100; first += 4) {
        const logs = Array.from({ length: 20 }, (_, index) => {
          const key = first + (index % 4);
          return t.staff.logEngagement({ ...call(), subject: `한 번만 ${key}` }, { idempotencyKey: `once-${key}` });
        });
        for (const end of await Promise.allSettled(logs)) {
          if (end.status === 'fulfilled') ids.push(end.value.id);
          else refusals.push((end.reason as { rule?: string }).rule ?? end.reason);
        }
      }
      expect(ids.length + refusals.length).toBe(500);
      expect(refusals.filter((rule) => rule !== 'idempotency_key_in_use')).toEqual([]);
      expect(new Set(ids).size).toBe(100);
      expect(await t.pcrm.db.engagement.count({ where: { subject: { startsWith: '한 번만' } } })).toBe(100);
      expect(await t.pcrm.db.engagementStakeholder.count({ where: { engagement: { subject: { startsWith: '한 번만' } } } })).toBe(100);
    },
    120_000,
  );
});

describe('correcting an engagement', () => {
  test('changes what is given, replaces given lists and keeps the earlier version', async () => {
    const { id } = await t.staff.logEngagement({ ...call(), summary: '처음', topics: ['정정'], policyTaskIds: [task] });
    const corrected = await t.staff.correctEngagement({
      id,
      version: 1,
      reason: '날짜와 참석자가 틀렸다',
      occurredAt: '2012-12-10T10:00:00+09:00',
      summary: null,
      stakeholderIds: [council, council],
      topics: ['바로잡음', '정정'],
      policyTaskIds: [],
    });
    expect(corrected).toMatchObject({
      version: 2,
      summary: null,
      subject: '예산 문의',
      stakeholderIds: [council],
      staffIds: [t.actors.staff.id],
    });
    const parts = await t.pcrm.db.engagementStakeholder.findMany({ where: { engagementId: id } });
    expect(parts).toEqual([{ engagementId: id, stakeholderId: council, occurredAt: new Date('2012-12-10T01:00:00Z') }]);
    expect(await t.pcrm.db.engagementPolicyTask.count({ where: { engagementId: id } })).toBe(0);
    expect((await t.staff.topicsOfEngagements([id]))[0]?.map(({ name }) => name)).toEqual(['바로잡음', '정정']);
    const [revision, ...others] = await t.staff.engagementHistory({ id });
    expect(others).toEqual([]);
    expect(revision).toMatchObject({
      version: 1,
      reason: '날짜와 참석자가 틀렸다',
      enteredById: t.actors.staff.id,
      enteredForId: t.departmentId,
    });
    expect(revision?.snapshot).toMatchObject({
      version: 1,
      summary: '처음',
      occurredAt: '2012-12-11T01:00:00.000Z',
      stakeholderIds: [councillor],
      staffIds: [t.actors.staff.id],
      policyTaskIds: [task],
    });
    const [logged, correction] = await t.pcrm.db.auditRecord.findMany({ where: { subjectId: id }, orderBy: { id: 'asc' } });
    expect([logged?.command, correction?.command]).toEqual(['logEngagement', 'correctEngagement']);
    expect(correction?.before).toMatchObject({ summary: '처음', stakeholderIds: [councillor] });
  });

  test('moves the time of participants that stay', async () => {
    const { id } = await t.staff.logEngagement({ ...call(), policyTaskIds: [task] });
    await t.staff.correctEngagement({ id, version: 1, reason: '시각', occurredAt: '2012-01-02T00:00:00Z' });
    const where = { engagementId: id, occurredAt: new Date('2012-01-02T00:00:00Z') };
    expect(await t.pcrm.db.engagementStakeholder.count({ where })).toBe(1);
    expect(await t.pcrm.db.engagementPolicyTask.count({ where })).toBe(1);
  });

  test('of what one may not see answers as if it were not there', async () => {
    const { id } = await t.manager.logEngagement({ ...call(), confidentiality: 'RESTRICTED' });
    const correction = { version: 1, reason: '보고 싶다', subject: '바꿈' };
    await expect(t.staff.correctEngagement({ id, ...correction })).rejects.toMatchObject({ code: 'NOT_FOUND', entity: 'Engagement', id });
    await expect(t.staff.correctEngagement({ id: UNKNOWN, ...correction })).rejects.toMatchObject({ code: 'NOT_FOUND', id: UNKNOWN });
    await expect(t.staff.engagementHistory({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await t.staff.findEngagement(id)).toBeNull();
    expect(await t.manager.findEngagement(id)).toMatchObject({ subject: '예산 문의', version: 1 });
  });

  test('refuses unknown ids, a time to come and a stale version, and keeps no version then', async () => {
    const { id } = await t.staff.logEngagement(call());
    const refused = t.staff.correctEngagement({
      id,
      version: 1,
      reason: '틀림',
      occurredAt: '2013-01-01T00:00:00Z',
      stakeholderIds: [council, UNKNOWN],
    });
    await expect(refused).rejects.toMatchObject({
      problems: [
        { path: ['occurredAt'], code: 'in_the_future' },
        { path: ['stakeholderIds', 1], code: 'unknown_id' },
      ],
    });
    await expect(t.staff.correctEngagement({ id, version: 2, reason: '앞섬' })).rejects.toMatchObject({
      code: 'STALE_VERSION',
      basedOn: 2,
    });
    expect(await t.staff.engagementHistory({ id })).toEqual([]);
  });

  test('of 20 corrections of one version one wins, and keeps one version', async () => {
    const { id } = await t.staff.logEngagement(call());
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        t.staff.correctEngagement({
          id,
          version: 1,
          reason: `${index}`,
          subject: `정정 ${index}`,
          stakeholderIds: [council],
          topics: ['경합'],
        }),
      ),
    );
    const refused = results.filter((result) => result.status === 'rejected').map(({ reason }) => (reason as { code: string }).code);
    expect(refused).toEqual(Array.from({ length: 19 }, () => 'STALE_VERSION'));
    expect(await t.pcrm.db.engagementRevision.count({ where: { engagementId: id } })).toBe(1);
    expect(await t.pcrm.db.engagement.findUniqueOrThrow({ where: { id } })).toMatchObject({ version: 2 });
  });

  test('shows nobody an earlier version that they could not have read', async () => {
    const { id } = await t.manager.logEngagement({ ...call(), confidentiality: 'RESTRICTED', summary: '비밀' });
    await t.manager.correctEngagement({ id, version: 1, reason: '공개본', confidentiality: 'PUBLIC', summary: '공개' });
    await t.manager.correctEngagement({ id, version: 2, reason: '오타', summary: '공개합니다' });
    expect((await t.staff.engagementHistory({ id })).map(({ version }) => version)).toEqual([2]);
    expect((await t.manager.engagementHistory({ id })).map(({ version }) => version)).toEqual([1, 2]);
  });
});

describe('the database itself', () => {
  test('keeps a revision as it was written', async () => {
    const { id } = await t.staff.logEngagement(call());
    await t.staff.correctEngagement({ id, version: 1, reason: '이유' });
    const change = t.database.client.engagementRevision.updateMany({ where: { engagementId: id }, data: { reason: '다른 이유' } });
    await expect(change).rejects.toThrow('written_once');
  });

  test('keeps one revision of a version', async () => {
    const { id } = await t.staff.logEngagement(call());
    const data = { engagementId: id, version: 1, snapshot: {}, reason: '이유', enteredById: t.actors.staff.id };
    await t.database.client.engagementRevision.create({ data });
    await expect(t.database.client.engagementRevision.create({ data })).rejects.toMatchObject({ code: 'P2002' });
  });

  test('refuses a subject that is not normalized, and a participant at another time', async () => {
    const { id } = await t.staff.logEngagement(call());
    const change = t.database.client.engagement.update({ where: { id }, data: { subject: ' 빈칸' } });
    await expect(change).rejects.toThrow('Engagement_subject_normalized');
    const data = { engagementId: id, stakeholderId: council, occurredAt: new Date('2001-01-01T00:00:00Z') };
    await expect(t.database.client.engagementStakeholder.create({ data })).rejects.toThrow(
      'EngagementStakeholder_occurredAt_engagementId_fkey',
    );
  });
});
