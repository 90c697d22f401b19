import type { Actor } from '@pcrm/core';
import type { TestPcrm } from '@pcrm/core/testing';
import { encodeGlobalID } from '@pothos/plugin-relay';

/** Who asks beside the four roles: staff and a manager of another department, and tools with every scope to read, some, and none. */
export interface WorldActors {
  readonly outsider: Actor;
  readonly otherManager: Actor;
  readonly reader: Actor;
  readonly narrow: Actor;
  readonly nobody: Actor;
}

/** The records that tests name: ids as the database has them. */
export interface World {
  readonly actors: WorldActors;
  readonly otherDepartmentId: string;
  readonly organizationId: string;
  readonly councilId: string;
  readonly partnerCityId: string;
  readonly councillorId: string;
  readonly citizenId: string;
  readonly sourceId: string;
  readonly bodyId: string;
  readonly taskId: string;
  readonly proposalId: string;
  readonly postId: string;
}

/**
 * Fills the database with at least one record of everything that the schema can answer with, so that every field has something to say. All
 * of it lies around 2012-12-12, the day on which tests play.
 */
export async function fillWorld(t: TestPcrm): Promise<World> {
  const people = await fillPeople(t);
  const bodies = await fillBodies(t, people);
  const tasks = await fillTasks(t, { ...people, ...bodies });
  const all = { ...people, ...bodies, ...tasks };
  await fillContacts(t, all);
  await fillPromises(t, all);
  await fillProgrammes(t, all);
  await fillDuplicates(t, all);
  await t.admin.unmask({ id: all.citizenId, reason: '본인 확인' });
  return all;
}

type Category = NonNullable<Parameters<TestPcrm['admin']['registerStakeholder']>[0]['categories']>[number];
type People = Awaited<ReturnType<typeof fillPeople>>;

async function fillPeople(t: TestPcrm) {
  const { admin } = t;
  const otherDepartmentId = (await admin.addDepartment({ name: '기획관리실', parentId: t.departmentId })).id;
  const staffOf = { kind: 'STAFF', departmentId: otherDepartmentId } as const;
  const reads = ['stakeholders', 'memberships', 'bodies', 'budgets', 'meetings', 'engagements', 'commitments', 'policy-tasks'] as const;
  const others = ['proposals', 'sources', 'stances', 'programmes', 'access', 'calendar'] as const;
  const everything = [...reads, ...others].map((feature) => `${feature}:read` as const);
  const actors: WorldActors = {
    outsider: await admin.addActor({ ...staffOf, name: '외부 주무관', role: 'STAFF' }),
    otherManager: await admin.addActor({ ...staffOf, name: '외부 과장', role: 'MANAGER' }),
    reader: await admin.addActor({ kind: 'SERVICE', name: '공개 통계', scopes: everything }),
    narrow: await admin.addActor({ kind: 'SERVICE', name: '의회 일정', scopes: ['meetings:read', 'bodies:read'] }),
    nobody: await admin.addActor({ kind: 'SERVICE', name: '빈 도구', scopes: [] }),
  };
  await admin.issueApiKey({ actorId: actors.narrow.id, label: '일정' });
  await admin.linkAccount({ actorId: actors.narrow.id, issuer: 'https://login.example.go.kr', subject: 'agenda' });
  const source = {
    title: '2013 주요업무계획',
    publisher: '소통협력관실',
    published: '2013-01',
    note: '원본',
    url: 'https://example.org/plan',
  };
  const sourceId = (await admin.recordSource(source)).id;
  const organization = async (name: string, category: Category, rest: object = {}) =>
    (await admin.registerStakeholder({ kind: 'ORGANIZATION', name, categories: [category], sourceId, ...rest })).id;
  const ownCityId = await organization('인천광역시', 'OWN_CITY', { region: '인천', founded: '1981-07', note: '우리 시' });
  const organizationId = await organization('인천경제단체', 'BUSINESS', { parentId: ownCityId, founded: '1999', dissolved: '2030' });
  const councilId = await organization('인천광역시의회', 'CITY_COUNCIL');
  const partyId = await organization('시민당', 'PARTY');
  const partnerCityId = await organization('부산광역시', 'LOCAL_GOVERNMENT', { region: '부산' });
  const councillorId = await registerPerson(t, '노의원', 'CITY_COUNCIL', sourceId);
  const citizenId = await registerPerson(t, '홍길동', 'CITIZEN', sourceId);
  const postId = (await admin.createPost({ organizationId: councilId, title: '시의원', capacity: 3, legalBasis: '지방자치법', sourceId }))
    .id;
  const seat = { memberId: councillorId, sourceId, from: '2010-07-01' };
  await admin.startMembership({ ...seat, organizationId: councilId, postId, role: 'POST_HOLDER', until: '2014-07-01', label: '제6대' });
  await admin.startMembership({ ...seat, organizationId: partyId, role: 'MEMBER' });
  for (const stakeholderId of [councillorId, organizationId]) {
    const manager = { stakeholderId, departmentId: t.departmentId, managerId: t.actors.staff.id, from: '2012-01-01', sourceId };
    await admin.assignRelationshipManager(manager);
  }
  return {
    actors,
    otherDepartmentId,
    sourceId,
    ownCityId,
    organizationId,
    councilId,
    partyId,
    partnerCityId,
    councillorId,
    citizenId,
    postId,
  };
}

async function registerPerson({ admin }: TestPcrm, name: string, category: 'CITY_COUNCIL' | 'CITIZEN', sourceId: string): Promise<string> {
  const contact = { from: '2011', until: '2020', label: '업무', sourceId } as const;
  const person = await admin.registerStakeholder({
    kind: 'PERSON',
    name,
    categories: [category],
    gender: 'FEMALE',
    region: '남동구',
    note: `${name}의 사정`,
    otherNames: [{ kind: 'HANJA', name: category === 'CITIZEN' ? '洪吉童' : '盧議員', from: '1970', until: '2050', sourceId }],
    contactPoints: [
      { kind: 'MOBILE', value: category === 'CITIZEN' ? '010-1234-5678' : '010-8765-4321', ...contact },
      { kind: 'EMAIL', value: category === 'CITIZEN' ? 'hong@example.org' : 'no@example.org', ...contact },
    ],
    sourceId,
  });
  return person.id;
}

type Bodies = Awaited<ReturnType<typeof fillBodies>>;

async function fillBodies(t: TestPcrm, world: People) {
  const { admin } = t;
  const { sourceId, councillorId, partnerCityId, ownCityId, citizenId, postId } = world;
  const named = { kind: 'ORGANIZATION', name: '광역시장협의회', sourceId, founded: '2008-12-26' } as const;
  const bodyId = (await admin.registerStakeholder({ ...named, categories: ['CONSULTATIVE_BODY'] })).id;
  const meets = { regularMeetingsPerYear: 2, regularMeetingMonths: [3, 9], extraordinaryMeetings: true, convenedWhen: '필요할 때' };
  const rules = { chairBasis: 'ROTATION', chairSeats: 2, maxConsecutiveTerms: 1, maxGenderPercent: 60, legalBasis: '협의회 규약' } as const;
  const dues = { dues: { amount: 3_000, unit: 'THOUSAND_KRW' }, duesRule: 'FIXED_PER_YEAR' } as const;
  await admin.establishBody({ organizationId: bodyId, kind: 'CONSULTATIVE_BODY', ...meets, ...rules, ...dues, sourceId });
  const divisionId = (await admin.addDivision({ bodyId, name: '복지분과', nameEnglish: 'Welfare', position: 1, sourceId })).id;
  await admin.setSeatQuota({ bodyId, basis: 'APPOINTED', seats: 5, from: '2010', until: '2020', sourceId });
  await admin.setRotation({ bodyId, memberIds: [partnerCityId, ownCityId], from: '2010', until: '2020', sourceId });
  const joins = { organizationId: bodyId, sourceId, from: '2012-01' } as const;
  await admin.startMembership({ ...joins, memberId: partnerCityId, role: 'CHAIR', basis: 'ROTATION', until: '2013-01' });
  await admin.startMembership({ ...joins, memberId: ownCityId, role: 'MEMBER', basis: 'APPOINTED' });
  const seat = { ...joins, role: 'MEMBER', basis: 'APPOINTED', divisionId, label: '위원' } as const;
  const { id } = await admin.startMembership({ ...seat, memberId: councillorId, onBehalfOfId: ownCityId });
  await admin.endMembership({ id, version: 1, until: '2012-12-01', reason: '사임' });
  await admin.startMembership({ ...joins, memberId: citizenId, role: 'MEMBER', basis: 'APPOINTED', divisionId });
  await admin.startMembership({ ...joins, role: 'VICE_CHAIR', memberId: councillorId, basis: 'EX_OFFICIO', exOfficioPostId: postId });
  const committee = { kind: 'ORGANIZATION', name: '시민소통위원회', parentId: ownCityId } as const;
  const committeeId = (await admin.registerStakeholder({ ...committee, categories: ['COMMITTEE'] })).id;
  await admin.establishBody({
    organizationId: committeeId,
    kind: 'COMMITTEE',
    chairSeats: 1,
    maxConsecutiveTerms: 1,
    maxGenderPercent: 60,
  });
  const seats = { organizationId: committeeId, role: 'MEMBER', basis: 'APPOINTED', memberId: councillorId } as const;
  await admin.startMembership({ ...seats, from: '2008', until: '2010' });
  await admin.startMembership({ ...seats, from: '2010', until: '2012' });
  await admin.startMembership({ ...seats, from: '2012' });
  const waits = { ...seats, memberId: citizenId, role: 'CHAIR', basis: 'MUTUAL_ELECTION', termEnd: 'UNTIL_NEXT_MEETING' } as const;
  await admin.startMembership({ ...waits, from: '2011' });
  await fillMoney(t, { ...world, bodyId });
  return { bodyId, divisionId, committeeId };
}

async function fillMoney({ admin }: TestPcrm, { bodyId, ownCityId, partnerCityId, sourceId }: People & { readonly bodyId: string }) {
  const lines = [
    { name: '협의회 분담금', amount: 3_000, duesBodyId: bodyId },
    { name: '사무국 운영', amount: 1_000 },
  ];
  const budget = { organizationId: ownCityId, unit: 'THOUSAND_KRW', total: 5_000, lines, note: '본예산', sourceId } as const;
  await admin.recordBudget({ ...budget, year: 2011, lines: [] });
  const recorded = await admin.recordBudget({ ...budget, year: 2012 });
  const paid = { bodyId, year: 2012, amount: 2_000, unit: 'THOUSAND_KRW', paidOn: '2012-03-02', note: '1차', sourceId } as const;
  await admin.payDues({ ...paid, payerId: ownCityId, budgetLineId: recorded.lines[0]?.id ?? '' });
  await admin.payDues({ ...paid, payerId: partnerCityId });
}

type Tasks = Awaited<ReturnType<typeof fillTasks>>;

async function fillTasks(t: TestPcrm, world: People & Bodies) {
  const { admin } = t;
  const { bodyId, divisionId, sourceId, partnerCityId, ownCityId, councillorId, councilId } = world;
  const step = { status: 'MAINTAINED', on: '2011-03', reason: '합의', origin: 'AGREED', sourceId } as const;
  const place = { bodyId, divisionId, leadDepartmentId: t.departmentId, startYear: 2011, audience: '시민' };
  const task = async (number: number) => (await admin.addPolicyTask({ ...step, ...place, number, title: `과제 ${number}` })).id;
  const taskId = await task(1);
  const [replaced, successor] = [await task(2), await task(3)];
  const succession = { on: '2012-05', reason: '재편', sourceId };
  await admin.replacePolicyTask({ ...succession, policyTaskId: replaced, successorId: successor, version: 1 });
  await admin.recordStance({
    stakeholderId: councillorId,
    policyTaskId: taskId,
    position: 'OPPOSES',
    confidence: 'STATED',
    heldFrom: '2012-01',
    sourceId,
    quotation: '반대합니다',
    note: '예산',
    legalBasis: 'PUBLIC_STATEMENT',
  });
  const organizationStance = {
    stakeholderId: partnerCityId,
    policyTaskId: taskId,
    confidence: 'STATED',
    sourceId,
    quotation: '찬성',
  } as const;
  const stance = await admin.recordStance({ ...organizationStance, position: 'SUPPORTS', heldFrom: '2012-02', note: '공문' });
  await admin.correctStance({ stanceId: stance.id, position: 'NEUTRAL', reason: '오기' });
  await admin.recordStance({ ...organizationStance, position: 'STRONGLY_SUPPORTS', heldFrom: '2012-11' });
  for (const stakeholderId of [councillorId, partnerCityId, councilId]) {
    const rated = { stakeholderId, influence: 4, interest: 3, assessedOn: '2012-06-01', rationale: '의장단', sourceId } as const;
    await admin.assessStakeholder(rated);
    await admin.assessStakeholder({ ...rated, policyTaskId: taskId, influence: 5 });
  }
  await fillReviews(t, { ...world, taskId });
  const agenda = [
    { title: '광역교통', policyTaskId: taskId, proposerId: partnerCityId, decision: 'ADOPTED', decisionText: '채택' },
  ] as const;
  const attendances = [
    { stakeholderId: partnerCityId, status: 'PRESENT' },
    { stakeholderId: ownCityId, status: 'REPRESENTED', proxyId: councillorId },
  ] as const;
  const host = { bodyId, hostId: partnerCityId, sourceId, place: '부산', title: '정기회의', kind: 'REGULAR' } as const;
  const held = { ...host, planned: '2012-03-10', held: '2012-03-15', ordinal: 1, summary: '논의', agenda: [...agenda] };
  const { id: meetingId } = await admin.recordHeldMeeting({ ...held, attendances: [...attendances] });
  const next = { ...host, planned: '2012-12-20', ordinal: 2 };
  await admin.planMeeting(next);
  const agendaItemId = (await t.pcrm.db.agendaItem.findFirstOrThrow({ where: { meetingId } })).id;
  const shared = { policyTaskId: taskId, bodyId, meetingId, agendaItemId, from: '2012-03', cityPart: '환승', sourceId };
  const partners = [{ partnerId: partnerCityId, role: 'LEAD' as const, part: '노선' }];
  await admin.takeOnJointTask({ ...shared, partners });
  const joint = await admin.takeOnJointTask({ ...shared, policyTaskId: await task(4), partners });
  await admin.endJointTask({ id: joint.id, version: 1, until: '2012-11', reason: '완료' });
  const proposalId = await fillProposals(t, { ...world, taskId, meetingId, agendaItemId });
  return { taskId, meetingId, agendaItemId, proposalId };
}

type Reviewed = People & Bodies & { readonly taskId: string };

async function fillReviews({ admin }: TestPcrm, { bodyId, divisionId, taskId, sourceId }: Reviewed) {
  const round = { bodyId, kind: 'QUARTERLY_PLENARY', year: 2012, sourceId } as const;
  const findings = { policyTaskId: taskId, grade: 'ON_TRACK', progress: 40, remarks: '순조', evidence: '보고서', sourceId } as const;
  const first = await admin.openReviewRound({ ...round, part: 1 });
  const review = await admin.recordReview({ ...findings, roundId: first.id });
  await admin.closeReviewRound({ id: first.id, version: 1 });
  await admin.correctReview({ reviewId: review.id, grade: 'DELAYED', progress: 30, sourceId });
  const second = await admin.openReviewRound({ ...round, part: 2 });
  await admin.recordReview({ ...findings, roundId: second.id, grade: 'DELAYED', progress: 35 });
  await admin.openReviewRound({ bodyId, divisionId, kind: 'HALF_YEARLY_DIVISION', year: 2012, part: 1, sourceId });
  const declared = { organizationId: bodyId, measure: 'POLICY_TASKS', asOf: '2012-12', value: 3, note: '보도자료', sourceId } as const;
  await admin.declareFigure(declared);
  await admin.changePolicyTaskStatus({ policyTaskId: taskId, version: 1, status: 'UNDER_REVIEW', on: '2012-07', reason: '점검', sourceId });
}

type Proposing = Reviewed & { readonly meetingId: string; readonly agendaItemId: string };

async function fillProposals({ admin }: TestPcrm, world: Proposing): Promise<string> {
  const { bodyId, taskId, meetingId, agendaItemId, partnerCityId, organizationId, councilId, councillorId, sourceId } = world;
  const recorded = await admin.recordProposal({
    title: '광역버스 증차',
    text: '출근 시간',
    on: '2012-03-15',
    status: 'SUBMITTED',
    channel: 'MEETING',
    expectedEffect: '혼잡 완화',
    bodyId,
    meetingId,
    agendaItemId,
    policyTaskIds: [taskId],
    sourceId,
    addresseeIds: [councilId, organizationId],
    proposers: [{ stakeholderId: partnerCityId, isLead: true }, { stakeholderId: councillorId }],
  });
  const proposalId = recorded.id;
  const reply = { proposalId, addresseeId: councilId, on: '2012-06', stance: 'PARTLY_ACCEPTED', text: '일부 수용', sourceId } as const;
  await admin.recordProposalReply(reply);
  const outcome = { proposalId, subject: '배차', on: '2012-09', before: 10, after: 14, unit: 'COUNT', text: '증차', sourceId } as const;
  await admin.recordProposalOutcome({ ...outcome, decidedById: councilId });
  await admin.reraiseProposal({ reraisesId: proposalId, on: '2012-10', status: 'SUBMITTED', reason: '미이행', addresseeIds: [councilId] });
  const stance = { stakeholderId: organizationId, proposalId, position: 'SUPPORTS', confidence: 'REPORTED', heldFrom: '2012-04' } as const;
  await admin.recordStance({ ...stance, meetingId, note: '발언', sourceId });
  return proposalId;
}

type All = People & Bodies & Tasks;

async function fillContacts(t: TestPcrm, world: All) {
  const { admin, staff } = t;
  const { councillorId, organizationId, citizenId, partnerCityId, taskId, sourceId } = world;
  const contact = { channel: 'VISIT', direction: 'OUTBOUND', place: '시청', sourceId } as const;
  const policyTaskIds = [taskId];
  const stances = [
    { stakeholderId: councillorId, policyTaskId: taskId, position: 'SUPPORTS', confidence: 'REPORTED', legalBasis: 'CONSENT' },
  ] as const;
  const stakeholderIds = [councillorId, organizationId];
  const both = { staffIds: [t.actors.staff.id, t.actors.manager.id] };
  const heard = { stances: [...stances], summary: '설명을 들음' };
  const when = { stakeholderIds, occurredAt: '2012-11-20T10:00:00+09:00', subject: '업무 설명' };
  const logged = await staff.logEngagement({ ...contact, ...both, ...heard, ...when, policyTaskIds, topics: ['지방분권'] });
  await staff.correctEngagement({ id: logged.id, version: 1, reason: '제목', subject: '주요업무 설명' });
  for (const confidentiality of ['PUBLIC', 'RESTRICTED'] as const) {
    const rest = { stakeholderIds: [partnerCityId, citizenId], occurredAt: '2012-12-01T10:00:00+09:00', confidentiality };
    await staff.logEngagement({ ...contact, ...rest, policyTaskIds, subject: `${confidentiality} 면담`, summary: '기록' });
  }
  const ahead = { channel: 'VISIT', stakeholderIds, place: '의회', sourceId } as const;
  const planned = { ...ahead, startsAt: '2012-12-14T10:00:00+09:00', endsAt: '2012-12-14T11:00:00+09:00', subject: '예산 설명' };
  await staff.planAppointment({ ...planned, ...both });
  await staff.planAppointment({ ...planned, subject: '비공개 면담', confidentiality: 'RESTRICTED' });
  const again = { ...ahead, startsAt: '2012-12-13T10:00:00+09:00', subject: '같은 주 방문' };
  await t.pcrm.as(world.actors.outsider).planAppointment(again);
  const past = await staff.planAppointment({ ...ahead, startsAt: '2012-12-11T15:00:00+09:00', subject: '지난 면담' });
  await staff.holdAppointment({ id: past.id, version: 1, direction: 'OUTBOUND' });
  const cancelled = await staff.planAppointment({ ...ahead, startsAt: '2012-12-15T10:00:00+09:00', subject: '취소된 면담' });
  await staff.cancelAppointment({ id: cancelled.id, version: 1, reason: '일정 변경' });
  await staff.planAppointment({ ...ahead, startsAt: '2012-12-11T16:00:00+09:00', subject: '기록 안 된 면담' });
  await admin.declareHolidays({ days: [{ date: '2012-12-21', name: '시 휴무일' }], sourceId });
}

async function fillPromises(t: TestPcrm, { councillorId, organizationId, meetingId, sourceId, otherDepartmentId, actors }: All) {
  const { admin } = t;
  const owner = { ownerId: t.actors.staff.id, ownerDepartmentId: t.departmentId };
  const promise = { direction: 'OURS', stakeholderId: councillorId, due: '2012-11', meetingId, sourceId, ...owner } as const;
  await admin.makeCommitment({ ...promise, text: '자료 제출' });
  const kept = await admin.makeCommitment({ ...promise, text: '현장 방문' });
  const answer = { channel: 'CALL', subject: '결과 알림', summary: '방문함' } as const;
  await admin.closeCommitment({ id: kept.id, version: 1, status: 'DONE', closedOn: '2012-11-30', note: '다녀옴', answer });
  await admin.makeCommitment({ ...promise, direction: 'THEIRS', stakeholderId: organizationId, text: '회신' });
  const left = { ownerId: actors.outsider.id, ownerDepartmentId: otherDepartmentId };
  const late = await admin.makeCommitment({ ...promise, ...left, text: '넘겨받은 약속' });
  await admin.reassignCommitments({ fromOwnerId: late.ownerId, toOwnerId: actors.otherManager.id, toDepartmentId: t.departmentId });
}

async function fillProgrammes(t: TestPcrm, { citizenId, organizationId, councillorId, taskId, sourceId }: All) {
  const { staff } = t;
  const about = { description: '시민과 만남', audience: '시민', field: '소통', number: 1, leadDepartmentId: t.departmentId };
  const days = { from: '2012-01', until: '2012-12', policyTaskIds: [taskId], sourceId };
  const programmeId = (await staff.addProgramme({ name: '소통 포럼', kind: 'FORUM', ...about, ...days })).id;
  const session = { programmeId, title: '제1회', place: '시청', capacity: 1, waitingListCapacity: 5, sourceId } as const;
  const opens = { registrationOpensAt: '2012-11-01T09:00:00+09:00', registrationClosesAt: '2012-12-19T18:00:00+09:00' };
  const starts = { startsAt: '2012-12-20T10:00:00+09:00', endsAt: '2012-12-20T12:00:00+09:00', ordinal: 2 };
  const { id: nextId } = await staff.planSession({ ...session, ...opens, ...starts });
  const places = [];
  for (const stakeholderId of [citizenId, organizationId, councillorId]) {
    places.push(await staff.registerForSession({ sessionId: nextId, stakeholderId, sourceId }));
  }
  await staff.cancelRegistration({ id: places[0]?.id ?? '' });
  const { id } = await staff.planSession({ ...session, capacity: 20, startsAt: '2012-12-12T15:00:00+09:00', ordinal: 1 });
  await staff.registerForSession({ sessionId: id, stakeholderId: citizenId, sourceId });
  await staff.holdSession({ id, version: 1, held: '2012-12-12', headCount: 30, summary: '의견을 나눔' });
  const attendances = [citizenId, councillorId].map((stakeholderId) => ({ stakeholderId, came: true }));
  await staff.recordSessionAttendance({ sessionId: id, attendances, sourceId });
  const opinion = { sessionId: id, stakeholderIds: [citizenId], topics: ['교통'], sourceId, occurredAt: '2012-12-12T10:00:00+09:00' };
  const heard = await staff.hearOpinion({ ...opinion, subject: '버스 노선', summary: '더 자주' });
  await staff.hearOpinion({ ...opinion, subject: '공원', summary: '나무' });
  const answer = { channel: 'OFFICIAL_LETTER', subject: '회신', summary: '검토함', occurredAt: '2012-12-12T11:00:00+09:00' } as const;
  await staff.answerOpinions({ opinionIds: [heard.id], answer });
  const cancelled = await staff.addProgramme({ name: '소통 버스', kind: 'BUS' });
  await staff.cancelProgramme({ id: cancelled.id, version: 1 });
}

async function fillDuplicates({ admin }: TestPcrm, { councillorId, citizenId }: All) {
  const twin = { kind: 'PERSON', name: '노의원', region: '남동구' } as const;
  const merged = await admin.registerStakeholder({ ...twin, categories: ['CITY_COUNCIL'] });
  const mergeInput = { keepId: councillorId, keepVersion: 1, mergeId: merged.id, mergeVersion: 1, reason: '같은 사람' };
  await admin.mergeStakeholders(mergeInput);
  const again = { kind: 'PERSON', name: '홍길동' } as const;
  await admin.registerStakeholder({ ...again, categories: ['CITIZEN'], region: '남동구' });
  const other = await admin.registerStakeholder({ ...again, categories: ['CITIZEN'], region: '서구' });
  await admin.dismissDuplicate({ firstId: citizenId, secondId: other.id, reason: '다른 사람' });
  await admin.scanDuplicates({});
}

/** The arguments with which fields of this world answer something, by `Type.field`, as they are written. */
export function worldArguments(world: World): Readonly<Record<string, string>> {
  const id = (type: string, key: string) => JSON.stringify(encodeGlobalID(type, key));
  const councillor = id('Person', world.councillorId);
  const task = id('PolicyTask', world.taskId);
  const body = id('Body', world.bodyId);
  const year = '(year: 2012)';
  const twin = `{ kind: PERSON, name: "홍길동", categories: [CITIZEN], region: "남동구" }`;
  const turn = `{ organizationId: ${id('Organization', world.councilId)}, on: "2013-07-01", holders: [{ postId: ${id('Post', world.postId)}, newPerson: { name: "홍길동" } }] }`;
  return {
    'Body.duesLedger': year,
    'Body.duesReconciliation': year,
    'Organization.duesReconciliation': year,
    'PromiseBook.lines': '(by: STAKEHOLDER)',
    'Query.bodies': '(first: 5)',
    'Query.brief': `(stakeholderId: ${councillor})`,
    'Query.collisions': `(stakeholderIds: [${councillor}], on: "2012-12-14")`,
    'Query.engagementInsight': '(by: MONTH, apart: [CHANNEL, CATEGORY, DEPARTMENT], from: "2012-01-01", until: "2012-12-31")',
    'Query.feedbackRate': '(from: "2012-01-01", until: "2012-12-31")',
    'Query.meetingsHeld': year,
    'Query.meetingsPlanned': year,
    'Query.mergePreview': `(input: { keepId: ${councillor}, mergeId: ${id('Person', world.citizenId)} })`,
    'Query.participationByGroup': '(by: REGION)',
    'Query.policyTaskMoves': '(from: "2012-01-01", until: "2012-12-31")',
    'Query.policyTaskTable': '(rows: [DIVISION, LEAD_DEPARTMENT], columns: [ORIGIN, STATUS])',
    'Query.policyTaskTotals': '(asOf: "2012-12-12")',
    'Query.possibleDuplicates': `(input: ${twin})`,
    'Query.previewTurn': `(input: ${turn})`,
    'Query.programmeParticipation': '(by: YEAR)',
    'Query.relationGraph': `(stakeholderId: ${councillor})`,
    'Query.reviewRoundsDue': `(bodyId: ${body}, year: 2012)`,
    'Query.search': '(text: "노의원")',
    'Query.stanceMap': `(policyTaskId: ${task})`,
    'Query.silentStakeholders': `(policyTaskId: ${task})`,
    'Query.stanceMoves': `(policyTaskId: ${task}, from: "2012-01-01", to: "2012-12-12")`,
    'Query.warmPaths': `(toId: ${councillor}, departmentId: ${id('Department', world.otherDepartmentId)})`,
    'Query.workingDays': '(after: "2012-12-01", until: "2012-12-31")',
    'StanceMap.groups': '(by: PARTY)',
  };
}

/** The encoded ids of all records, by type. */
export async function idsOfAll(t: TestPcrm): Promise<Record<string, string[]>> {
  const { db } = t.pcrm;
  const select = { select: { id: true } } as const;
  const [stakeholders, ...others] = await Promise.all([
    db.stakeholder.findMany({ select: { id: true, kind: true } }),
    db.engagement.findMany(select).then((rows) => ['Engagement', rows] as const),
    db.appointment.findMany(select).then((rows) => ['Appointment', rows] as const),
    db.commitment.findMany(select).then((rows) => ['Commitment', rows] as const),
    db.policyTask.findMany(select).then((rows) => ['PolicyTask', rows] as const),
    db.proposal.findMany(select).then((rows) => ['Proposal', rows] as const),
    db.body.findMany(select).then((rows) => ['Body', rows] as const),
    db.meeting.findMany(select).then((rows) => ['Meeting', rows] as const),
    db.membership.findMany(select).then((rows) => ['Membership', rows] as const),
    db.post.findMany(select).then((rows) => ['Post', rows] as const),
    db.programme.findMany(select).then((rows) => ['Programme', rows] as const),
    db.session.findMany(select).then((rows) => ['Session', rows] as const),
    db.department.findMany(select).then((rows) => ['Department', rows] as const),
    db.actor.findMany(select).then((rows) => ['Actor', rows] as const),
    db.division.findMany(select).then((rows) => ['Division', rows] as const),
  ]);
  const ids = Object.fromEntries(others.map(([type, rows]) => [type, rows.map(({ id }) => encodeGlobalID(type, id))]));
  for (const [type, kind] of [
    ['Person', 'PERSON'],
    ['Organization', 'ORGANIZATION'],
  ] as const) {
    ids[type] = stakeholders.filter((row) => row.kind === kind).map(({ id }) => encodeGlobalID(type, id));
  }
  return ids;
}
