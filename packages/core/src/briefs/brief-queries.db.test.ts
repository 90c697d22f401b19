import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../access/actor.js';
import { TEST_NOW, useTestPcrm } from '../testing.js';

const t = useTestPcrm();
const ids: Record<string, string> = {};
let outsider: Actor;

const at = (day: string) => `2012-${day}T10:00:00+09:00`;

beforeAll(async () => {
  const person = async (name: string, more: object = {}) =>
    (ids[name] = (await t.staff.registerStakeholder({ kind: 'PERSON', name, ...more })).id);
  const organization = async (name: string, more: object = {}) =>
    (ids[name] = (await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name, ...more })).id);
  const councillor = await person('노의원', {
    categories: ['CITY_COUNCIL'],
    region: '남구',
    note: '오전',
    otherNames: [
      { kind: 'ENGLISH', name: 'Roh' },
      { kind: 'FORMER', name: '옛 이름', until: '2012-12-12' },
    ],
    contactPoints: [
      { kind: 'MOBILE', value: '010-1111-2222', label: '본인' },
      { kind: 'PHONE', value: '032-000-0000', doNotUse: true },
      { kind: 'FAX', value: '032-111-1111', until: '2012-01' },
    ],
  });
  const council = await organization('시의회');
  const body = await organization('정책위원회');
  await t.staff.establishBody({ organizationId: body, kind: 'COMMITTEE' });
  const party = await organization('민주당');
  const post = await t.staff.createPost({ organizationId: council, title: '예결위원장' });
  await t.staff.startMembership({ organizationId: council, memberId: councillor, role: 'POST_HOLDER', postId: post.id, from: '2012-07' });
  await t.staff.startMembership({
    organizationId: body,
    role: 'MEMBER',
    basis: 'EX_OFFICIO',
    exOfficioPostId: post.id,
    from: '2012-08',
    onBehalfOfId: party,
  });
  await t.staff.startMembership({ organizationId: party, memberId: councillor, role: 'MEMBER', until: '2012-06' });
  const assess = (assessedOn: string, influence: number) =>
    t.staff.assessStakeholder({ stakeholderId: councillor, influence, interest: 4, assessedOn });
  await assess('2012-11-01', 5);
  await assess('2012-12-13', 1);
  const departmentId = (await t.admin.addDepartment({ name: '예산담당관실' })).id;
  outsider = await t.admin.addActor({ kind: 'STAFF', name: '이주무관', role: 'STAFF', departmentId });
  await t.manager.assignRelationshipManager({
    stakeholderId: councillor,
    managerId: t.actors.staff.id,
    departmentId: t.departmentId,
    from: '2012-01-01',
  });

  const budget = t.pcrm.as(outsider);
  const contact = { channel: 'VISIT' as const, direction: 'OUTBOUND' as const, stakeholderIds: [councillor] };
  for (const day of ['12-01', '12-02', '12-03', '12-04', '12-05', '12-06'])
    await t.staff.logEngagement({ ...contact, subject: day, occurredAt: at(day) });
  await budget.logEngagement({ ...contact, subject: '비공개', occurredAt: at('12-11'), confidentiality: 'RESTRICTED' });
  const last = await budget.logEngagement({ ...contact, subject: '예산 설명', summary: '좋음', place: '의원실', occurredAt: at('12-10') });
  await budget.logEngagement({ ...contact, subject: '의회 방문', stakeholderIds: [council], occurredAt: at('12-09') });
  await t.staff.logEngagement({ ...contact, subject: '다음 날', occurredAt: '2012-12-13T00:00:00+09:00' });

  const promise = async (text: string, direction: 'OURS' | 'THEIRS', due?: string) =>
    (ids[text] = (await t.staff.makeCommitment({ text, direction, stakeholderId: councillor, engagementId: last.id, due })).id);
  await promise('늦은 약속', 'OURS', '2012-12-11');
  await promise('오늘까지', 'OURS', '2012-12-12');
  await promise('언젠가', 'OURS');
  await promise('지킨 약속', 'OURS', '2012-12-11');
  await promise('그들의 약속', 'THEIRS', '2013');
  await t.staff.closeCommitment({ id: ids['지킨 약속'] ?? '', version: 1, status: 'DONE', closedOn: '2012-12-11', toldLater: true });

  const step = { status: 'MAINTAINED', on: '2011-03', reason: '합의' } as const;
  const task = await t.staff.addPolicyTask({ number: 1, title: '도로 확충', origin: 'AGREED', ...step });
  const stance = (heldFrom: string, position: 'OPPOSES' | 'SUPPORTS', engagementId?: string) =>
    t.staff.recordStance({
      stakeholderId: councillor,
      policyTaskId: task.id,
      position,
      confidence: 'STATED',
      legalBasis: 'PUBLIC_STATEMENT',
      heldFrom,
      engagementId: engagementId ?? last.id,
    });
  await stance('2011', 'OPPOSES');
  await stance('2012-10', 'SUPPORTS');

  const asked = { title: '국비지원 확대', status: 'SUBMITTED', on: '2012-05' } as const;
  await t.staff.recordProposal({ ...asked, proposers: [{ stakeholderId: council }], addresseeIds: [councillor] });
  await t.staff.recordProposal({ ...asked, title: '작성 중', status: 'DRAFT', on: '2012-06', proposers: [{ stakeholderId: councillor }] });
  await t.staff.recordProposal({ ...asked, title: '규제 완화', proposers: [{ stakeholderId: councillor }], addresseeIds: [council] });
  const academy = await t.staff.addProgramme({ name: '소통아카데미', kind: 'ACADEMY' });
  const session = await t.staff.planSession({ programmeId: academy.id, planned: '2013-02', ordinal: 3, place: '시청' });
  await t.staff.registerForSession({ sessionId: session.id, stakeholderId: councillor });

  await t.staff.planAppointment({ channel: 'CALL', stakeholderIds: [councillor], subject: '협의', startsAt: '2012-12-14T10:00:00+09:00' });
  const meet = (planned: string | null, title: string) => budget.planMeeting({ bodyId: body, kind: 'REGULAR', planned, title });
  await meet('2012-12', '달');
  await meet(null, '미정');
  await meet('2012-12-20', '날');
  await meet('2012-11', '지남');
});

describe('a brief', () => {
  test('tells everything of a person as of today, in words', async () => {
    const page = await t.staff.brief({ stakeholderId: ids['노의원'] ?? '' });
    const office = { name: 'staff', department: '소통협력관실' };
    const open = { status: 'OPEN', closedOn: null, owner: office };
    const earlier = { channel: 'VISIT', summary: null, place: null, department: '소통협력관실', staff: ['staff'] };
    const seat = { role: 'MEMBER', basis: 'EX_OFFICIO', from: '2012-08', until: null };
    expect(page).toEqual({
      stakeholder: { id: ids['노의원'], kind: 'PERSON', name: '노의원', categories: ['CITY_COUNCIL'], region: '남구', note: '오전' },
      day: new Date('2012-12-12'),
      otherNames: ['Roh'],
      contactPoints: [{ kind: 'MOBILE', value: '010-1111-2222', label: '본인' }],
      assessment: { influence: 5, interest: 4, assessedOn: new Date('2012-11-01'), rationale: null },
      managers: [office],
      memberships: [
        { name: '시의회', role: 'POST_HOLDER', title: '예결위원장', basis: null, onBehalfOf: null, from: '2012-07', until: null },
        { name: '정책위원회', title: '예결위원장', onBehalfOf: '민주당', ...seat },
      ],
      members: [],
      contacts: [
        {
          at: new Date(at('12-10')),
          channel: 'VISIT',
          subject: '예산 설명',
          summary: '좋음',
          place: '의원실',
          department: '예산담당관실',
          staff: ['이주무관'],
        },
        { at: new Date(at('12-06')), subject: '12-06', ...earlier },
        { at: new Date(at('12-05')), subject: '12-05', ...earlier },
        { at: new Date(at('12-04')), subject: '12-04', ...earlier },
        { at: new Date(at('12-03')), subject: '12-03', ...earlier },
      ],
      ourPromises: [
        { text: '늦은 약속', due: '2012-12-11', isOverdue: true, ...open },
        { text: '오늘까지', due: '2012-12-12', isOverdue: false, ...open },
        { text: '언젠가', due: null, isOverdue: false, ...open },
        { text: '지킨 약속', due: '2012-12-11', isOverdue: false, status: 'DONE', closedOn: new Date('2012-12-11'), owner: office },
      ],
      theirPromises: [{ text: '그들의 약속', due: '2013', isOverdue: false, ...open }],
      stances: [{ about: '도로 확충', position: 'SUPPORTS', heldFrom: '2012-10', confidence: 'STATED', quotation: null }],
      proposalsToThem: [{ title: '국비지원 확대', status: 'SUBMITTED', proposed: '2012-05' }],
      proposalsByThem: [{ title: '규제 완화', status: 'SUBMITTED', proposed: '2012-05' }],
      sessions: [{ programme: '소통아카데미', ordinal: 3, title: null, planned: '2013-02', place: '시청' }],
      appointments: [
        {
          at: new Date('2012-12-14T01:00:00Z'),
          channel: 'CALL',
          subject: '협의',
          summary: null,
          place: null,
          department: '소통협력관실',
          staff: ['staff'],
        },
      ],
      meetings: [
        { body: '정책위원회', kind: 'REGULAR', ordinal: null, title: '달', planned: '2012-12', place: null },
        { body: '정책위원회', kind: 'REGULAR', ordinal: null, title: '날', planned: '2012-12-20', place: null },
        { body: '정책위원회', kind: 'REGULAR', ordinal: null, title: '미정', planned: null, place: null },
      ],
      collisions: [
        {
          day: new Date('2012-12-10'),
          daysApart: -2,
          department: '예산담당관실',
          channel: 'VISIT',
          subject: '예산 설명',
          staff: ['이주무관'],
          through: [],
        },
        {
          day: new Date('2012-12-09'),
          daysApart: -3,
          department: '예산담당관실',
          channel: 'VISIT',
          subject: '의회 방문',
          staff: ['이주무관'],
          through: ['시의회'],
        },
      ],
      paths: expect.arrayContaining([
        { names: ['staff', '노의원'], warmth: expect.any(Number) },
        { names: ['이주무관', '노의원'], warmth: expect.any(Number) },
      ]),
    });
    const [read] = await t.pcrm.db.readRecord.findMany({ where: { personId: ids['노의원'] ?? '' } });
    expect(read).toMatchObject({ actorId: t.actors.staff.id, data: 'STANCES' });
  });

  test('tells of an organization with its members, and who sits for a post', async () => {
    const page = await t.staff.brief({ stakeholderId: ids['정책위원회'] ?? '' });
    expect(page?.members).toEqual([
      { name: '노의원', role: 'MEMBER', title: '예결위원장', basis: 'EX_OFFICIO', onBehalfOf: '민주당', from: '2012-08', until: null },
    ]);
    expect(page?.contacts).toEqual([]);
    expect(page?.collisions?.map(({ subject, through }) => [subject, through])).toEqual([]);
    const council = await t.staff.brief({ stakeholderId: ids['시의회'] ?? '', withinDays: 2 });
    expect(council?.members?.map(({ name }) => name)).toEqual(['노의원']);
    expect(council?.collisions?.map(({ subject, through }) => [subject, through])).toEqual([['예산 설명', ['노의원']]]);
  });

  test('of another day tells what was so on it', async () => {
    const earlier = await t.staff.brief({ stakeholderId: ids['노의원'] ?? '', asOf: '2012-05-31' });
    expect(earlier).toMatchObject({ assessment: null, contacts: [], ourPromises: [], theirPromises: [] });
    // They sit in the committee when it meets, though not on the day.
    expect(earlier?.meetings?.map(({ title }) => title)).toEqual(['지남', '달', '날']);
    expect(earlier?.memberships?.map(({ name }) => name)).toEqual(['민주당']);
    expect(earlier?.otherNames).toEqual(['Roh', '옛 이름']);
    expect(earlier?.stances).toMatchObject([{ position: 'OPPOSES', heldFrom: '2011' }]);
    const later = await t.staff.brief({ stakeholderId: ids['노의원'] ?? '', asOf: '2012-12-13' });
    expect(later?.contacts?.[0]).toMatchObject({ subject: '다음 날' });
    expect(later?.assessment).toMatchObject({ influence: 1 });
    expect(later?.ourPromises?.map(({ text, isOverdue }) => [text, isOverdue])).toEqual([
      ['늦은 약속', true],
      ['오늘까지', true],
      ['언젠가', false],
      ['지킨 약속', false],
    ]);
    const before = await t.staff.brief({ stakeholderId: ids['노의원'] ?? '', asOf: '2012-12-10' });
    expect(before?.ourPromises?.map(({ text }) => text)).toEqual(['늦은 약속', '지킨 약속', '오늘까지', '언젠가']);
    // It was kept a day later.
    expect(before?.ourPromises?.[1]).toMatchObject({ status: 'OPEN', closedOn: null, isOverdue: false });
    expect((await t.staff.brief({ stakeholderId: ids['노의원'] ?? '', asOf: '2012-12-15' }))?.appointments).toEqual([]);
  });

  test('of a past day has what was ahead then and was held since', async () => {
    const stakeholderId = (await t.staff.registerStakeholder({ kind: 'PERSON', name: '회고' })).id;
    await t.staff.startMembership({ organizationId: ids['정책위원회'] ?? '', memberId: stakeholderId, role: 'MEMBER', from: '2012-10' });
    const bodies = await t.staff.listBodies({ first: 10 });
    const bodyId = bodies.rows[0]?.row.id ?? '';
    const meeting = await t.staff.planMeeting({ bodyId, kind: 'EXTRAORDINARY', planned: '2012-12-13', title: '임시회' });
    const call = { channel: 'CALL' as const, stakeholderIds: [stakeholderId], subject: '통화' };
    const appointment = await t.staff.planAppointment({ ...call, startsAt: '2012-12-15T10:00:00+09:00' });
    const programme = await t.staff.addProgramme({ name: '토론회', kind: 'FORUM' });
    const session = await t.staff.planSession({ programmeId: programme.id, planned: '2012-12-16', ordinal: 1 });
    await t.staff.registerForSession({ sessionId: session.id, stakeholderId });
    t.setNow('2012-12-20T03:00:00Z');
    await t.staff.holdMeeting({ id: meeting.id, version: meeting.version, held: '2012-12-14' });
    await t.staff.holdAppointment({ id: appointment.id, version: appointment.version, direction: 'OUTBOUND' });
    await t.staff.holdSession({ id: session.id, version: (await t.staff.findSession(session.id))?.version ?? 0, held: '2012-12-16' });
    const ahead = async (asOf: string) => {
      const page = await t.staff.brief({ stakeholderId, asOf });
      const meetings = page?.meetings?.map(({ title }) => title).filter((title) => title === '임시회');
      return [meetings, page?.appointments?.map(({ subject }) => subject), page?.sessions?.map(({ programme: name }) => name)];
    };
    expect(await ahead('2012-12-13')).toEqual([['임시회'], ['통화'], ['토론회']]);
    expect(await ahead('2012-12-14')).toEqual([[], ['통화'], ['토론회']]);
    expect(await ahead('2012-12-15')).toEqual([[], [], ['토론회']]);
    expect(await ahead('2012-12-16')).toEqual([[], [], []]);
    t.setNow(TEST_NOW);
  });

  test('has what the actor may read: nothing restricted, and no section without its permission', async () => {
    const subjects = async (actor: Actor) =>
      (await t.pcrm.as(actor).brief({ stakeholderId: ids['노의원'] ?? '' }))?.contacts?.map(({ subject }) => subject);
    expect(await subjects(t.actors.manager)).toEqual(['예산 설명', '12-06', '12-05', '12-04', '12-03']);
    expect(await subjects(outsider)).toEqual(['비공개', '예산 설명', '12-06', '12-05', '12-04']);
    const service = await t.admin.addActor({ kind: 'SERVICE', name: '명부', scopes: ['stakeholders:read'] });
    const bare = await t.pcrm.as(service).brief({ stakeholderId: ids['노의원'] ?? '' });
    expect(bare).toMatchObject({
      otherNames: ['Roh'],
      managers: [{ name: null, department: null }],
      memberships: null,
      members: null,
      contacts: null,
      ourPromises: null,
      theirPromises: null,
      stances: null,
      proposalsToThem: null,
      proposalsByThem: null,
      sessions: null,
      appointments: null,
      meetings: null,
      collisions: null,
      paths: null,
    });
    const blind = await t.admin.addActor({ kind: 'SERVICE', name: '못 읽음', scopes: ['engagements:read'] });
    await expect(t.pcrm.as(blind).brief({ stakeholderId: ids['노의원'] ?? '' })).rejects.toMatchObject({ scope: 'stakeholders:read' });
  });

  test('is null for who is not there, and refuses what is no day', async () => {
    const stakeholderId = '01936c5f-0000-7000-8000-00000000dead';
    expect(await t.staff.brief({ stakeholderId })).toBeNull();
    expect(await t.staff.briefMarkdown({ stakeholderId })).toBeNull();
    const bad = t.staff.brief({ stakeholderId, asOf: '2012-12', withinDays: -1 });
    await expect(bad).rejects.toMatchObject({ problems: [{ path: ['asOf'] }, { path: ['withinDays'] }] });
  });

  test('is printed as Markdown', async () => {
    const printed = await t.staff.briefMarkdown({ stakeholderId: ids['노의원'] ?? '' });
    expect(printed).toMatch(/^# 면담 자료: 노의원\n\n2012년 12월 12일\(수\) 기준\n/u);
    expect(printed).toContain('\n- **기한 지남** 진행 중: 늦은 약속 (기한 2012년 12월 11일, 담당 소통협력관실 staff)\n');
  });
});
