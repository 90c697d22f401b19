import { useTestPcrm } from '@pcrm/core/testing';
import { encodeGlobalID } from '@pothos/plugin-relay';
import { beforeAll, describe, expect, test } from 'vitest';
import { ask, countStatements } from './testing.js';

const t = useTestPcrm();
const ids = { councillor: '', council: '' };

beforeAll(async () => {
  const councillor = await t.staff.registerStakeholder({
    kind: 'PERSON',
    name: '노의원',
    categories: ['CITY_COUNCIL'],
    otherNames: [{ kind: 'ENGLISH', name: 'Roh' }],
    contactPoints: [
      { kind: 'MOBILE', value: '010-1111-2222' },
      { kind: 'PHONE', value: '032-000-0000', doNotUse: true },
    ],
  });
  const council = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '시의회', categories: ['CITY_COUNCIL'] });
  ids.councillor = encodeGlobalID('Person', councillor.id);
  ids.council = encodeGlobalID('Organization', council.id);
  await t.staff.establishBody({ organizationId: council.id, kind: 'COMMITTEE' });
  const seat = { organizationId: council.id, memberId: councillor.id, basis: 'APPOINTED', from: '2012-07' } as const;
  await t.staff.startMembership({ ...seat, role: 'MEMBER' });
  await t.staff.planMeeting({ bodyId: council.id, kind: 'REGULAR', planned: '2013-01', title: '본회의' });
  await t.staff.assessStakeholder({ stakeholderId: councillor.id, influence: 5, interest: 4, assessedOn: '2012-11-01' });
  const kept = { stakeholderId: councillor.id, managerId: t.actors.staff.id, departmentId: t.departmentId };
  await t.manager.assignRelationshipManager({ ...kept, from: '2012-01-01' });
  const task = await t.staff.addPolicyTask({
    number: 1,
    title: '도로 확충',
    origin: 'AGREED',
    status: 'MAINTAINED',
    on: '2011-03',
    reason: '합의',
  });
  const stance = { policyTaskId: task.id, position: 'SUPPORTS', confidence: 'STATED', legalBasis: 'PUBLIC_STATEMENT' } as const;
  const contact = { channel: 'VISIT' as const, direction: 'OUTBOUND' as const, stakeholderIds: [councillor.id] };
  for (const day of ['01', '02', '03', '04', '05']) {
    await t.staff.logEngagement({ ...contact, subject: `${day}일`, occurredAt: `2012-12-${day}T10:00:00+09:00` });
  }
  const departmentId = (await t.admin.addDepartment({ name: '예산담당관실' })).id;
  const outsider = await t.admin.addActor({ kind: 'STAFF', name: '이주무관', role: 'STAFF', departmentId });
  const promise = (text: string, direction: 'OURS' | 'THEIRS', due: string) => ({ text, direction, due, stakeholderId: councillor.id });
  await t.pcrm.as(outsider).logEngagement({
    ...contact,
    subject: '예산 설명',
    occurredAt: '2012-12-10T10:00:00+09:00',
    commitments: [promise('늦은 약속', 'OURS', '2012-12-11'), promise('그들의 약속', 'THEIRS', '2013')],
    stances: [stance],
  });
  const asked = { title: '국비지원 확대', status: 'SUBMITTED', on: '2012-05' } as const;
  await t.staff.recordProposal({ ...asked, proposers: [{ stakeholderId: council.id }], addresseeIds: [councillor.id] });
  await t.staff.recordProposal({
    ...asked,
    title: '작성 중',
    status: 'DRAFT',
    on: '2012-06',
    proposers: [{ stakeholderId: councillor.id }],
  });
  await t.staff.recordProposal({ ...asked, title: '규제 완화', proposers: [{ stakeholderId: councillor.id }], addresseeIds: [council.id] });
  const academy = await t.staff.addProgramme({ name: '소통아카데미', kind: 'ACADEMY' });
  const session = await t.staff.planSession({ programmeId: academy.id, planned: '2013-02', ordinal: 3, place: '시청' });
  await t.staff.registerForSession({ sessionId: session.id, stakeholderId: councillor.id });

  await t.staff.planAppointment({
    channel: 'CALL',
    stakeholderIds: [councillor.id],
    subject: '협의',
    startsAt: '2012-12-14T10:00:00+09:00',
  });
});

const page = `
  asOf
  stakeholder { name }
  otherNames { name }
  contactPoints { kind value }
  assessment { influence interest assessedOn }
  relationshipManagers { manager { name } department { name } }
  memberships { organization { name } role basis from post { title } onBehalfOf { name } }
  members { member { name } }
  lastEngagements { subject channel staff { name } enteredFor { name } }
  ourPromises { text due status isOverdue owner { name } }
  theirPromises { text due isOverdue }
  stances { position policyTask { title } heldFrom }
  nextAppointments { subject startsAt staff { name } }
  proposalsToThem { title }
  proposalsByThem { title }
  nextSessions { title programme { name } }
  nextMeetings { title planned body { organization { name } } }
  collisions { subject daysApart department { name } staff { name } }
  warmPaths { warmth steps { from { ... on Actor { name } } to { ... on Person { name } } } }`;

// The lists that a brief is made of.
const partsOf = (statements: readonly string[]) => statements.filter((statement) => statement.includes('AS "$parent"'));

describe('the brief', () => {
  test('is one query, of a fixed number of statements', async () => {
    const source = `query ($id: ID!) { brief(stakeholderId: $id) { ${page} } }`;
    const { statements, result } = await countStatements(t, () => ask(t, t.actors.staff)(source, { id: ids.councillor }));
    expect(result.errors).toBeUndefined();
    const { warmPaths, ...brief } = result.data.brief;
    const earlier = (subject: string) => ({ subject, channel: 'VISIT', staff: [{ name: 'staff' }], enteredFor: { name: '소통협력관실' } });
    expect(brief).toEqual({
      asOf: '2012-12-12',
      stakeholder: { name: '노의원' },
      otherNames: [{ name: 'Roh' }],
      contactPoints: [{ kind: 'MOBILE', value: '010-1111-2222' }],
      assessment: { influence: 5, interest: 4, assessedOn: '2012-11-01' },
      relationshipManagers: [{ manager: { name: 'staff' }, department: { name: '소통협력관실' } }],
      memberships: [
        { organization: { name: '시의회' }, role: 'MEMBER', basis: 'APPOINTED', from: '2012-07', post: null, onBehalfOf: null },
      ],
      members: [],
      lastEngagements: [
        { subject: '예산 설명', channel: 'VISIT', staff: [{ name: '이주무관' }], enteredFor: { name: '예산담당관실' } },
        ...['05일', '04일', '03일', '02일'].map(earlier),
      ],
      ourPromises: [{ text: '늦은 약속', due: '2012-12-11', status: 'OPEN', isOverdue: true, owner: { name: '이주무관' } }],
      theirPromises: [{ text: '그들의 약속', due: '2013', isOverdue: false }],
      stances: [{ position: 'SUPPORTS', policyTask: { title: '도로 확충' }, heldFrom: '2012-12-10' }],
      nextAppointments: [{ subject: '협의', startsAt: '2012-12-14T01:00:00.000Z', staff: [{ name: 'staff' }] }],
      proposalsToThem: [{ title: '국비지원 확대' }],
      proposalsByThem: [{ title: '규제 완화' }],
      nextSessions: [{ title: null, programme: { name: '소통아카데미' } }],
      nextMeetings: [{ title: '본회의', planned: '2013-01', body: { organization: { name: '시의회' } } }],
      collisions: [{ subject: '예산 설명', daysApart: -2, department: { name: '예산담당관실' }, staff: [{ name: '이주무관' }] }],
    });
    expect(warmPaths.map(({ steps }: { steps: unknown[] }) => steps)).toEqual([
      [{ from: { name: 'staff' }, to: { name: '노의원' } }],
      [{ from: { name: '이주무관' }, to: { name: '노의원' } }],
    ]);
    expect(partsOf(statements)).toHaveLength(14);
    // The others: the stakeholder, stances and their log, collisions, ways to them, and names, which are read together as far as they are
    // asked for at the same time.
    expect(statements.length).toBeLessThanOrEqual(42);
  });

  test('of several stakeholders is read together, but for what is looked for around each', async () => {
    const parts = page.replace(/collisions[^]*/u, '');
    const one = await countStatements(t, () => ask(t, t.actors.staff)(`{ a: brief(stakeholderId: "${ids.councillor}") { ${parts} } }`));
    const source = `{ a: brief(stakeholderId: "${ids.councillor}") { ${parts} } b: brief(stakeholderId: "${ids.council}") { ${parts} } }`;
    const two = await countStatements(t, () => ask(t, t.actors.staff)(source));
    expect(two.result.errors).toBeUndefined();
    expect(two.result.data.b).toMatchObject({
      stakeholder: { name: '시의회' },
      members: [{ member: { name: '노의원' } }],
      lastEngagements: [],
    });
    expect(partsOf(two.statements)).toHaveLength(14);
    expect(partsOf(one.statements)).toHaveLength(14);
  });

  test('is printed as Markdown, as of a day', async () => {
    const source = `query ($id: ID!) { brief(stakeholderId: $id, asOf: "2012-12-03") { asOf markdown lastEngagements { subject } } }`;
    const { data, errors } = await ask(t, t.actors.staff)(source, { id: ids.councillor });
    expect(errors).toBeUndefined();
    expect(data.brief).toMatchObject({
      asOf: '2012-12-03',
      lastEngagements: [{ subject: '03일' }, { subject: '02일' }, { subject: '01일' }],
    });
    expect(data.brief.markdown).toContain('# 면담 자료: 노의원\n\n2012년 12월 3일(월) 기준\n');
    expect(data.brief.markdown).toContain('- 2012년 12월 3일(월) 10:00 · 방문 · 03일 (소통협력관실, staff)\n');
  });

  test('tells of a promise what was so on the day', async () => {
    const on = (day: string) => `brief(stakeholderId: "${ids.councillor}", asOf: "${day}") { ourPromises { text isOverdue } }`;
    const { data } = await ask(t, t.actors.staff)(`{ made: ${on('2012-12-09')} due: ${on('2012-12-11')} late: ${on('2012-12-12')} }`);
    expect(data.made.ourPromises).toEqual([]);
    expect(data.due.ourPromises).toEqual([{ text: '늦은 약속', isOverdue: false }]);
    expect(data.late.ourPromises).toEqual([{ text: '늦은 약속', isOverdue: true }]);
  });

  test('has what the caller may read, and null for who is not there', async () => {
    const service = await t.admin.addActor({ kind: 'SERVICE', name: '명부', scopes: ['stakeholders:read'] });
    const bare = `query ($id: ID!) { brief(stakeholderId: $id) { otherNames { name } markdown } }`;
    const { data, errors } = await ask(t, service)(bare, { id: ids.councillor });
    expect(errors).toBeUndefined();
    expect(data.brief.otherNames).toEqual([{ name: 'Roh' }]);
    expect(data.brief.markdown).toContain('## 최근 접촉\n\n열람 권한이 없습니다.\n');
    const refused = await ask(t, service)(`query ($id: ID!) { brief(stakeholderId: $id) { lastEngagements { subject } } }`, {
      id: ids.councillor,
    });
    expect(refused.errors?.map(({ code }) => code)).toEqual(['FORBIDDEN']);
    const nobody = { id: encodeGlobalID('Person', '01936c5f-0000-7000-8000-00000000dead') };
    expect(await ask(t, t.actors.staff)(bare, nobody)).toEqual({ data: { brief: null } });
    const blind = await t.admin.addActor({ kind: 'SERVICE', name: '못 읽음', scopes: ['engagements:read'] });
    expect((await ask(t, blind)(bare, { id: ids.councillor })).errors?.map(({ code }) => code)).toEqual(['FORBIDDEN']);
  });
});
