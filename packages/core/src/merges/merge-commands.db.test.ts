import { beforeAll, describe, expect, test } from 'vitest';
import { useTestPcrm } from '../testing.js';
import { mergeReferences, notMoved } from './merge-references.js';
import { dumpOf, merge } from './testing.js';

const t = useTestPcrm();

const person = (name: string, more: object = {}) => t.staff.registerStakeholder({ kind: 'PERSON', name, ...more });
const organization = (name: string, more: object = {}) => t.staff.registerStakeholder({ kind: 'ORGANIZATION', name, ...more });
const visit = (stakeholderIds: string[], more: object = {}) =>
  t.staff.logEngagement({
    occurredAt: '2012-11-05T10:00:00+09:00',
    channel: 'VISIT',
    direction: 'OUTBOUND',
    subject: '방문',
    stakeholderIds,
    ...more,
  });
const undo = (id: string) => t.manager.undoMerge({ id, reason: '다른 사람' });

describe('the foreign keys of the database', () => {
  test('are all known to merging, and what it moves is found by an index', async () => {
    const keys = await t.database.client.$queryRaw<{ name: string; indexed: boolean }[]>`
      SELECT c.conrelid::regclass::text || '.' || a.attname AS name, EXISTS (
        SELECT FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indkey[0] = a.attnum AND i.indpred IS NULL) AS indexed
      FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
      WHERE c.contype = 'f' AND c.confrelid = '"Stakeholder"'::regclass`;
    const names = keys.map(({ name }) => name.replaceAll('"', ''));
    // A new column that refers to a stakeholder says in merge-references.ts what a merge does with it.
    expect(names.toSorted()).toEqual(
      [...mergeReferences.map(({ table, column }) => `${table}.${column}`), ...Object.keys(notMoved)].toSorted(),
    );
    expect(keys.filter(({ indexed }) => !indexed)).toEqual([]);
  });

  test('lead to no row that a merge may take out', async () => {
    const ofOwnRules = [
      'RelationshipManager',
      'Membership',
      'Attendance',
      'Participation',
      'ContactPoint',
      'OtherName',
      'DuplicateDismissal',
    ];
    const dropped = [...ofOwnRules, ...mergeReferences.filter(({ twins }) => twins?.startsWith('drop')).map(({ table }) => table)];
    const keys = await t.database.client.$queryRaw<object[]>`
      SELECT conname FROM pg_constraint WHERE contype = 'f' AND confrelid = ANY (
        SELECT format('%I', name)::regclass FROM unnest(${dropped}::text[]) name)`;
    expect(keys).toEqual([]);
  });

  test('are in tables of which each row is told apart by one more column', async () => {
    for (const { table, column } of mergeReferences) {
      const [key] = await t.database.client.$queryRaw<{ columns: string[] }[]>`
        SELECT array_agg(a.attname::text) AS columns FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
        WHERE i.indrelid = format('%I', ${table}::text)::regclass AND i.indisprimary`;
      expect([table, key?.columns.filter((name) => name !== column).length]).toEqual([table, 1]);
    }
  });
});

describe('merging two persons', () => {
  const ids = { kept: '', merged: '', council: '', committee: '', both: '', own: '', merge: '' };
  let before: string[];

  beforeAll(async () => {
    const kept = await person('박종렬', {
      categories: ['CIVIC_GROUP'],
      note: '이사장',
      contactPoints: [{ kind: 'MOBILE', value: '010-1234-5678' }],
    });
    const merged = await person('박종열', {
      categories: ['COMMITTEE', 'CIVIC_GROUP'],
      region: '인천',
      note: '위원장',
      gender: 'MALE',
      otherNames: [{ kind: 'ENGLISH', name: 'Park Jong-ryeol' }],
      contactPoints: [
        { kind: 'MOBILE', value: '01012345678', doNotUse: true },
        { kind: 'EMAIL', value: 'park@example.kr' },
      ],
    });
    Object.assign(ids, { kept: kept.id, merged: merged.id });
    ids.council = (await organization('시의회')).id;
    ids.committee = (await organization('정책위원회')).id;
    const seat = { organizationId: ids.council, role: 'MEMBER' } as const;
    await t.staff.startMembership({ ...seat, memberId: ids.kept, from: '2010', label: '의원' });
    await t.staff.startMembership({ ...seat, memberId: ids.merged, from: '2011-03' });
    await t.staff.startMembership({ ...seat, organizationId: ids.committee, memberId: ids.merged, from: '2012' });
    ids.both = (await visit([ids.kept, ids.merged])).id;
    ids.own = (await visit([ids.merged], { commitments: [{ direction: 'OURS', text: '답한다', stakeholderId: ids.merged }] })).id;
    await t.staff.assessStakeholder({ stakeholderId: ids.merged, influence: 4, interest: 5, assessedOn: '2012-06-01' });
    for (const stakeholderId of [ids.kept, ids.merged]) {
      await t.staff.assignRelationshipManager({
        stakeholderId,
        managerId: t.actors.staff.id,
        departmentId: t.departmentId,
        from: '2012-01-01',
      });
    }
    before = await dumpOf(t);
  });

  test('is shown first: each field with its winner, what moves, and what is said twice', async () => {
    const preview = await t.manager.mergePreview({ keepId: ids.kept, mergeId: ids.merged, choices: [{ field: 'NOTE', winner: 'MERGED' }] });
    expect(preview.fields).toEqual([
      { field: 'NAME', kept: ['박종렬'], merged: ['박종열'], winner: 'KEPT', result: ['박종렬'] },
      {
        field: 'CATEGORIES',
        kept: ['CIVIC_GROUP'],
        merged: ['COMMITTEE', 'CIVIC_GROUP'],
        winner: 'BOTH',
        result: ['CIVIC_GROUP', 'COMMITTEE'],
      },
      { field: 'REGION', kept: [], merged: ['인천'], winner: 'MERGED', result: ['인천'] },
      { field: 'NOTE', kept: ['이사장'], merged: ['위원장'], winner: 'MERGED', result: ['위원장'] },
      { field: 'GENDER', kept: [], merged: ['MALE'], winner: 'MERGED', result: ['MALE'] },
    ]);
    expect(preview.effects).toEqual([
      { table: 'OtherName', column: 'stakeholderId', moved: 1, dropped: 0 },
      // The number not to be used stays, the other is taken out.
      { table: 'ContactPoint', column: 'stakeholderId', moved: 2, dropped: 1 },
      { table: 'Assessment', column: 'stakeholderId', moved: 1, dropped: 0 },
      { table: 'RelationshipManager', column: 'stakeholderId', moved: 0, dropped: 1 },
      { table: 'Membership', column: 'memberId', moved: 1, dropped: 1 },
      { table: 'EngagementStakeholder', column: 'stakeholderId', moved: 1, dropped: 1 },
      { table: 'Commitment', column: 'stakeholderId', moved: 1, dropped: 0 },
    ]);
    expect(preview.obstacles).toEqual([]);
    expect(await dumpOf(t)).toEqual(before);
  });

  test('moves everything to one id, in one command with one audit record', async () => {
    const merged = await merge(t, ids.merged, ids.kept);
    ids.merge = merged.id;
    expect(merged).toMatchObject({ mergedId: ids.merged, mergedName: '박종열', keptId: ids.kept, survivorId: ids.kept, undoneAt: null });
    const survivor = await t.viewer.findStakeholder(ids.merged.toUpperCase());
    expect(survivor).toMatchObject({
      id: ids.kept,
      region: '인천',
      note: '이사장\n\n위원장',
      categories: ['CIVIC_GROUP', 'COMMITTEE'],
      version: 2,
    });
    const { otherNames, contactPoints, memberships, engagements, ...rest } = await t.pcrm.db.stakeholder.findUniqueOrThrow({
      where: { id: ids.kept },
      include: {
        otherNames: true,
        contactPoints: true,
        memberships: true,
        engagements: true,
        commitments: true,
        assessments: true,
        relationshipManagers: true,
      },
    });
    expect(otherNames.map(({ kind, name }) => `${kind} ${name}`).toSorted()).toEqual(['ALIAS 박종열', 'ENGLISH Park Jong-ryeol']);
    expect(contactPoints.map(({ value, doNotUse }) => `${value} ${doNotUse}`).toSorted()).toEqual([
      '01012345678 true',
      'park@example.kr false',
    ]);
    expect(memberships.map(({ organizationId }) => organizationId).toSorted()).toEqual([ids.council, ids.committee].toSorted());
    expect(engagements.map(({ engagementId }) => engagementId).toSorted()).toEqual([ids.both, ids.own].toSorted());
    expect([rest.commitments.length, rest.assessments.length, rest.relationshipManagers.length]).toEqual([1, 1, 1]);
    const audit = await t.pcrm.db.auditRecord.findMany({ where: { subjectId: merged.id } });
    expect(audit.map(({ command }) => command)).toEqual(['mergeStakeholders']);
  });

  test('leaves the old id to be read, filtered and audited by, and refuses to write under it', async () => {
    const { rows } = await t.viewer.listCommitments({ filter: { stakeholderId: ids.merged } });
    expect(rows.map(({ row }) => row.text)).toEqual(['답한다']);
    const { rows: seats } = await t.viewer.listMemberships({ filter: { memberId: ids.merged } });
    expect(seats).toHaveLength(2);
    const { rows: listed } = await t.viewer.listStakeholders({ filter: { nameContains: '박종열', includeArchived: true } });
    expect(listed.map(({ row }) => row.id)).toEqual([ids.kept]);
    const { rows: audited } = await t.admin.listAudit({ filter: { subjectId: ids.kept, command: 'registerStakeholder' } });
    expect(audited.map(({ row }) => row.subjectId).toSorted()).toEqual([ids.kept, ids.merged].toSorted());
    const message = `박종열 (${ids.merged}) was merged into 박종렬. Use the id ${ids.kept}, or undo the merge.`;
    for (const refused of [
      () => visit([ids.merged]),
      () => t.staff.reviseStakeholder({ id: ids.merged, version: 1, region: '부산' }),
      () => t.staff.startMembership({ organizationId: ids.council, memberId: ids.merged, role: 'OBSERVER' }),
      () => merge(t, ids.council, ids.kept, { mergeId: ids.merged }),
    ]) {
      await expect(refused()).rejects.toMatchObject({ code: 'CONFLICT', rule: 'stakeholder_merged', message });
    }
    // The database itself refuses it, in whatever table.
    const raw = t.database.client.commitment.updateMany({ data: { stakeholderId: ids.merged } });
    await expect(raw).rejects.toThrow('Commitment_stakeholderId_fkey');
  });

  test('is undone exactly', async () => {
    const undone = await undo(ids.merge);
    expect(undone).toMatchObject({ survivorId: null, undoneReason: '다른 사람' });
    expect(await dumpOf(t)).toEqual(before);
    await expect(undo(ids.merge)).rejects.toMatchObject({ rule: 'merge_undone' });
  });
});

describe('what shows that they are two, or cannot stand twice, forbids a merge', () => {
  const seat = { role: 'MEMBER', from: '2010' } as const;
  /** The rules that forbid it, as the preview and the command say them. */
  const refused = async (mergeId: string, keepId: string) => {
    const before = await dumpOf(t);
    const { obstacles } = await t.manager.mergePreview({ keepId, mergeId });
    await expect(merge(t, mergeId, keepId)).rejects.toMatchObject({ code: 'CONFLICT', rule: obstacles[0]?.rule });
    expect(await dumpOf(t)).toEqual(before);
    return obstacles.map(({ rule }) => rule);
  };

  test('a person and an organization', async () => {
    const [one, two] = [await person('같은 이름'), await organization('같은 이름')];
    await expect(merge(t, one.id, two.id)).rejects.toMatchObject({ rule: 'same_kind' });
    await expect(t.manager.mergePreview({ keepId: one.id, mergeId: two.id })).rejects.toMatchObject({ rule: 'same_kind' });
    const choices = [{ field: 'GENDER' as const, winner: 'KEPT' as const }];
    await expect(t.manager.mergePreview({ keepId: two.id, mergeId: (await organization('기관')).id, choices })).rejects.toMatchObject({
      problems: [{ path: ['choices'], code: 'wrong_kind' }],
    });
  });

  test('a body into what is none, and two bodies; what is none into a body is merged', async () => {
    const [one, two, three] = [await organization('위원회'), await organization('위원회'), await organization('위원회')];
    for (const { id } of [one, two])
      await t.database.client.body.create({ data: { id, kind: 'COMMITTEE', enteredById: t.actors.staff.id } });
    expect(await refused(one.id, two.id)).toEqual(['both_are_bodies']);
    expect(await refused(one.id, three.id)).toEqual(['body_is_kept']);
    expect(await merge(t, three.id, one.id)).toMatchObject({ survivorId: one.id });
  });

  test('a part and its whole, a member and its organization, who was represented and the proxy', async () => {
    const whole = await organization('본청');
    const office = await organization('실', { parentId: whole.id });
    const team = await organization('팀', { parentId: office.id });
    expect(await refused(team.id, whole.id)).toEqual(['part_of_the_other']);
    const member = await organization('회원');
    await t.staff.startMembership({ ...seat, organizationId: whole.id, memberId: member.id });
    expect(await refused(whole.id, member.id)).toEqual(['member_of_the_other']);
    const [body, one, two] = [await organization('회의체'), await person('갑'), await person('을')];
    await t.database.client.body.create({ data: { id: body.id, kind: 'COMMITTEE', enteredById: t.actors.staff.id } });
    const { id: meetingId } = await t.database.client.meeting.create({
      data: { bodyId: body.id, kind: 'REGULAR', enteredById: t.actors.staff.id },
    });
    await t.database.client.attendance.create({ data: { meetingId, stakeholderId: one.id, status: 'REPRESENTED', proxyId: two.id } });
    expect(await refused(two.id, one.id)).toEqual(['proxy_of_the_other']);
  });

  test('memberships at one time that say different things, posts of one title, budgets of one year', async () => {
    const [one, two] = [await organization('협회'), await organization('협회')];
    const [kept, gone] = [await person('회원'), await person('회원')];
    await t.staff.startMembership({ ...seat, organizationId: one.id, memberId: kept.id, label: '이사' });
    await t.staff.startMembership({ ...seat, organizationId: one.id, memberId: gone.id, label: '감사' });
    expect(await refused(gone.id, kept.id)).toEqual(['memberships_at_one_time']);
    for (const { id } of [one, two]) {
      await t.staff.createPost({ organizationId: id, title: '회장' });
      await t.database.client.budget.create({
        data: { organizationId: id, year: 2013, total: 691n, unit: 'MILLION_KRW', enteredById: t.actors.staff.id },
      });
    }
    expect(await refused(two.id, one.id)).toEqual(['Post_organizationId_of_both', 'Budget_organizationId_of_both']);
  });

  test('two registrations for one session, unless one was cancelled', async () => {
    const entered = { enteredById: t.actors.staff.id };
    const programme = await t.database.client.programme.create({ data: { name: '포럼', kind: 'FORUM', ...entered } });
    const session = await t.database.client.session.create({ data: { programmeId: programme.id, ...entered } });
    const [kept, gone] = [await person('참가자'), await person('참가자')];
    const registered = { sessionId: session.id, registeredAt: new Date('2012-12-01'), ...entered } as const;
    const first = await t.database.client.participation.create({
      data: { ...registered, stakeholderId: kept.id, status: 'REGISTERED', number: 1 },
    });
    await t.database.client.participation.create({ data: { ...registered, stakeholderId: gone.id, status: 'REGISTERED', number: 2 } });
    expect(await refused(gone.id, kept.id)).toEqual(['places_in_one_session']);
    const cancelled = { status: 'CANCELLED', cancelledAt: new Date('2012-12-02') } as const;
    await t.database.client.participation.update({ where: { id: first.id }, data: cancelled });
    const before = await dumpOf(t);
    const { id } = await merge(t, gone.id, kept.id);
    const parts = await t.database.client.participation.findMany({ where: { sessionId: session.id } });
    expect(parts).toMatchObject([{ stakeholderId: kept.id, status: 'REGISTERED', number: 2 }]);
    await undo(id);
    expect(await dumpOf(t)).toEqual(before);
  });

  test('an earlier merge is not undone before a later one of the same survivor', async () => {
    const [one, two, three] = [await person('하나'), await person('둘'), await person('셋')];
    const first = await merge(t, one.id, two.id);
    const second = await merge(t, two.id, three.id);
    expect((await t.viewer.findStakeholder(one.id))?.id).toBe(three.id);
    const message = `A later merge, of 둘 (${second.id}), builds on this one. Undo that one first.`;
    await expect(undo(first.id)).rejects.toMatchObject({ rule: 'later_merge', message });
    await undo(second.id);
    expect((await t.viewer.findStakeholder(one.id))?.id).toBe(two.id);
    await undo(first.id);
    expect((await t.viewer.findStakeholder(one.id))?.id).toBe(one.id);
  });
});
