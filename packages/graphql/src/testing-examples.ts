import { encodeGlobalID } from '@pothos/plugin-relay';
import type { TestPcrm } from '@pcrm/core/testing';
import type { Records } from './testing-records.js';

type Variables = Readonly<Record<string, string>>;

/** Who is there, and what makes records. */
interface Given {
  readonly t: TestPcrm;
  readonly make: Records;
}

const person = (id: string) => encodeGlobalID('Person', id);
const organization = (id: string) => encodeGlobalID('Organization', id);
const body = (id: string) => encodeGlobalID('Body', id);
const task = (id: string) => encodeGlobalID('PolicyTask', id);
const department = (id: string) => encodeGlobalID('Department', id);
const actor = (id: string) => encodeGlobalID('Actor', id);

/**
 * The variables of the examples that have some, by field: each makes the records that its example needs, so that no example depends on
 * another.
 */
export const variablesOf: Readonly<Record<string, (given: Given) => Promise<Variables>>> = {
  brief: async ({ make }) => ({ stakeholderId: person(await make.person()) }),
  budgets: async ({ make }) => ({ organizationId: organization(await make.organization()) }),
  collisions: async ({ make }) => ({ stakeholderId: person(await make.person()) }),
  jointTasks: async ({ make }) => ({ bodyId: body(await make.body()) }),
  meetings: async ({ make }) => ({ bodyId: body(await make.body()) }),
  memberships: async ({ make }) => ({ organizationId: organization(await make.organization()) }),
  mergePreview: async ({ make }) => ({ keepId: person(await make.person()), mergeId: person(await make.person()) }),
  node: async ({ make }) => ({ id: person(await make.person()) }),
  nodes: async ({ make }) => ({ firstId: person(await make.person()), secondId: task(await make.policyTask()) }),
  policyTaskLineageGraph: async ({ make }) => ({ bodyId: body(await make.body()) }),
  policyTasks: async ({ make }) => ({ bodyId: body(await make.body()) }),
  posts: async ({ make }) => ({ organizationId: organization(await make.organization()) }),
  previewTurn: async ({ make }) => turnOf(make),
  proposals: async ({ make }) => ({ bodyId: body(await make.body()) }),
  relationGraph: async ({ make }) => ({ stakeholderId: person(await make.person()) }),
  reviewRounds: async ({ make }) => ({ bodyId: body(await make.body()) }),
  reviewRoundsDue: async ({ make }) => ({ bodyId: body(await make.body()) }),
  sessions: async ({ make }) => ({ programmeId: encodeGlobalID('Programme', await make.programme()) }),
  silentStakeholders: async ({ make }) => ({ policyTaskId: task(await make.policyTask()) }),
  stanceMap: async ({ make }) => ({ policyTaskId: task(await make.policyTask()) }),
  stanceMoves: async ({ make }) => ({ policyTaskId: task(await make.policyTask()) }),
  stances: async ({ make }) => ({ policyTaskId: task(await make.policyTask()) }),
  whyNot: async ({ make }) => ({ id: person(await make.person()) }),
  warmPaths: async ({ make }) => ({ toId: person(await make.person()) }),

  // Who may do what.
  addActor: async ({ t }) => ({ departmentId: department(t.departmentId) }),
  addDepartment: async ({ t }) => ({ parentId: department(t.departmentId) }),
  linkAccount: async ({ make }) => ({ actorId: actor(await make.actor()) }),
  unlinkAccount: async ({ t, make }) => {
    const account = { actorId: await make.actor(), issuer: 'https://login.example.go.kr', subject: 'unlinked' };
    return { id: encodeGlobalID('LinkedAccount', (await t.admin.linkAccount(account)).id) };
  },
  issueApiKey: async ({ make }) => ({ actorId: actor(await make.actor()) }),
  reviseActor: async ({ make }) => ({ id: actor(await make.actor()) }),
  rotateApiKey: async ({ t, make }) => {
    const { id } = await t.admin.issueApiKey({ actorId: await make.actor(), label: '민원 대시보드' });
    return { id };
  },
  revokeApiKey: async ({ t, make }) => {
    const { id } = await t.admin.issueApiKey({ actorId: await make.actor(), label: '노트북' });
    return { id };
  },

  // Stakeholders.
  addContactPoint: async ({ make }) => ({ stakeholderId: organization(await make.organization()) }),
  addOtherName: async ({ make }) => ({ stakeholderId: organization(await make.organization()) }),
  assessStakeholder: async ({ make }) => ({ stakeholderId: person(await make.person()) }),
  assignRelationshipManager: async ({ t, make }) => ({
    stakeholderId: person(await make.person()),
    departmentId: department(t.departmentId),
    managerId: actor(t.actors.staff.id),
  }),
  dismissDuplicate: async ({ make }) => ({ firstId: person(await make.person()), secondId: person(await make.person()) }),
  mergeStakeholders: async ({ make }) => ({ keepId: person(await make.person()), mergeId: person(await make.person()) }),
  reopenDuplicate: async ({ make }) => ({ id: encodeGlobalID('DuplicateDismissal', await make.dismissal()) }),
  reviseContactPoint: async ({ t, make }) => {
    const { id } = await t.admin.addContactPoint({
      stakeholderId: await make.person(),
      contactPoint: { kind: 'PHONE', value: '032-440-2114' },
    });
    return { id: encodeGlobalID('ContactPoint', id) };
  },
  reviseStakeholder: async ({ make }) => ({ id: person(await make.person()) }),
  undoMerge: async ({ make }) => ({ id: encodeGlobalID('StakeholderMerge', await make.merge()) }),
  unmask: async ({ make }) => ({ id: person(await make.person()) }),

  // Seats, bodies and what they pay.
  addDivision: async ({ make }) => ({ bodyId: body(await make.body()) }),
  createPost: async ({ make }) => ({ organizationId: organization(await make.organization()) }),
  declareFigure: async ({ make }) => ({
    organizationId: organization(await make.organization()),
    sourceId: encodeGlobalID('Source', await make.source()),
  }),
  earmarkBudgetLine: async ({ make }) => {
    const { budgetId, duesBodyId, otherLineId } = await make.dues();
    return {
      id: encodeGlobalID('Budget', budgetId),
      lineId: encodeGlobalID('BudgetLine', otherLineId),
      duesBodyId: body(duesBodyId),
    };
  },
  endMembership: async ({ make }) => ({ id: encodeGlobalID('Membership', await make.membership()) }),
  establishBody: async ({ make }) => ({ organizationId: organization(await make.organization()) }),
  matchDues: async ({ make }) => {
    const { paymentId, lineId } = await make.dues();
    return { id: encodeGlobalID('DuesPayment', paymentId), budgetLineId: encodeGlobalID('BudgetLine', lineId) };
  },
  payDues: async ({ make }) => ({ bodyId: body(await make.body()), payerId: organization(await make.organization()) }),
  performTurn: async ({ t, make }) => {
    const organizationId = await make.organization();
    const postId = await make.post(organizationId);
    const turn = { organizationId, on: '2014-07-01', holders: [{ postId, newPerson: { name: '박종렬' } }] };
    const { fingerprint } = await t.admin.previewTurn(turn);
    return { organizationId: organization(organizationId), postId: encodeGlobalID('Post', postId), fingerprint };
  },
  recordBudget: async ({ make }) => ({ organizationId: organization(await make.organization()) }),
  reviseBody: async ({ make }) => ({ id: body(await make.body()) }),
  reviseMembership: async ({ make }) => ({ id: encodeGlobalID('Membership', await make.membership()) }),
  revisePost: async ({ make }) => ({ id: encodeGlobalID('Post', await make.post(await make.organization())) }),
  setRotation: async ({ make }) => ({
    bodyId: body(await make.body()),
    firstId: organization(await make.organization()),
    secondId: organization(await make.organization()),
  }),
  setSeatQuota: async ({ make }) => ({ bodyId: body(await make.body()) }),
  startMembership: async ({ make }) => ({
    organizationId: organization(await make.body()),
    memberId: person(await make.person()),
  }),

  // Meetings.
  cancelMeeting: async ({ make }) => ({ id: encodeGlobalID('Meeting', await make.plannedMeeting()) }),
  holdMeeting: async ({ make }) => ({ id: encodeGlobalID('Meeting', await make.plannedMeeting()) }),
  planMeeting: async ({ make }) => ({ bodyId: body(await make.body()) }),
  recordAttendance: async ({ make }) => ({
    meetingId: encodeGlobalID('Meeting', await make.heldMeeting()),
    stakeholderId: person(await make.person()),
  }),
  recordHeldMeeting: async ({ make }) => ({ bodyId: body(await make.body()) }),
  reviseMeeting: async ({ make }) => ({ id: encodeGlobalID('Meeting', await make.plannedMeeting()) }),
  setAgenda: async ({ make }) => ({ meetingId: encodeGlobalID('Meeting', await make.plannedMeeting()) }),

  // Contacts, promises and answers.
  answerCommitment: async ({ t, make }) => {
    const id = await make.commitment();
    await t.admin.closeCommitment({ id, version: 1, status: 'DONE', closedOn: '2012-12-12', toldLater: true });
    return { id: encodeGlobalID('Commitment', id) };
  },
  answerOpinions: async ({ make }) => ({ opinionId: encodeGlobalID('Engagement', await make.opinion()) }),
  cancelAppointment: async ({ make }) => ({ id: encodeGlobalID('Appointment', await make.appointment('2012-12-14T10:00:00+09:00')) }),
  closeCommitment: async ({ make }) => ({ id: encodeGlobalID('Commitment', await make.commitment()) }),
  correctEngagement: async ({ make }) => ({ id: encodeGlobalID('Engagement', await make.engagement()) }),
  holdAppointment: async ({ make }) => ({ id: encodeGlobalID('Appointment', await make.appointment('2012-12-12T10:00:00+09:00')) }),
  logEngagement: async ({ make }) => ({ stakeholderId: person(await make.person()), policyTaskId: task(await make.policyTask()) }),
  logEngagements: async ({ make }) => ({ stakeholderId: person(await make.person()) }),
  makeCommitment: async ({ make }) => {
    const stakeholderId = await make.person();
    const engagementId = await make.engagement({ stakeholderIds: [stakeholderId] });
    return { stakeholderId: person(stakeholderId), engagementId: encodeGlobalID('Engagement', engagementId) };
  },
  planAppointment: async ({ make }) => ({ stakeholderId: person(await make.person()) }),
  reassignCommitments: async ({ t, make }) => {
    const fromOwnerId = await make.actor();
    await make.commitment({ ownerId: fromOwnerId });
    return { fromOwnerId: actor(fromOwnerId), toOwnerId: actor(t.actors.staff.id), toDepartmentId: department(t.departmentId) };
  },
  reviseAppointment: async ({ make }) => ({ id: encodeGlobalID('Appointment', await make.appointment('2012-12-14T10:00:00+09:00')) }),
  reviseCommitment: async ({ make }) => ({ id: encodeGlobalID('Commitment', await make.commitment()) }),
  withdrawFeedback: async ({ t, make }) => {
    const answer = { channel: 'CALL', subject: '회신', occurredAt: '2012-12-12T11:00:00+09:00' } as const;
    const { feedback } = await t.admin.answerOpinions({ opinionIds: [await make.opinion()], answer });
    return { id: encodeGlobalID('Feedback', feedback[0]?.id ?? '') };
  },
  withdrawHoliday: async ({ t }) => {
    const { holidays } = await t.admin.declareHolidays({ days: [{ date: '2012-12-28', name: '휴무일' }] });
    return { id: encodeGlobalID('Holiday', holidays[0]?.id ?? '') };
  },

  // Policy tasks, reviews, stances, proposals.
  addPolicyTask: async ({ make }) => ({ bodyId: body(await make.body()) }),
  addressProposal: async ({ make }) => ({
    proposalId: encodeGlobalID('Proposal', await make.proposal()),
    addresseeId: organization(await make.organization()),
  }),
  changePolicyTaskStatus: async ({ make }) => ({ policyTaskId: task(await make.policyTask()) }),
  changeProposalStatus: async ({ make }) => ({ proposalId: encodeGlobalID('Proposal', await make.proposal()) }),
  closeReviewRound: async ({ make }) => ({ id: encodeGlobalID('ReviewRound', await make.reviewRound(await make.body())) }),
  correctReview: async ({ t, make }) => {
    const bodyId = await make.body();
    const roundId = await make.reviewRound(bodyId);
    const reviewId = await make.review(roundId, await make.policyTask(bodyId));
    await t.admin.closeReviewRound({ id: roundId, version: 1 });
    return { reviewId: encodeGlobalID('Review', reviewId) };
  },
  correctStance: async ({ make }) => ({ stanceId: encodeGlobalID('Stance', await make.stance()) }),
  endJointTask: async ({ make }) => ({ id: encodeGlobalID('JointTask', await make.jointTask()) }),
  mergePolicyTasks: async ({ make }) => ({
    predecessorId: task(await make.policyTask()),
    otherId: task(await make.policyTask()),
    successorId: task(await make.policyTask()),
  }),
  openReviewRound: async ({ make }) => ({ bodyId: body(await make.body()) }),
  recordProposal: async ({ make }) => ({ bodyId: body(await make.body()), addresseeId: organization(await make.organization()) }),
  recordProposalOutcome: async ({ make }) => ({ proposalId: encodeGlobalID('Proposal', await make.proposal()) }),
  recordProposalReply: async ({ make }) => {
    const addresseeId = await make.organization();
    return { proposalId: encodeGlobalID('Proposal', await make.proposal([addresseeId])), addresseeId: organization(addresseeId) };
  },
  recordReview: async ({ make }) => {
    const bodyId = await make.body();
    return {
      roundId: encodeGlobalID('ReviewRound', await make.reviewRound(bodyId)),
      policyTaskId: task(await make.policyTask(bodyId)),
    };
  },
  recordStance: async ({ make }) => ({
    stakeholderId: organization(await make.organization()),
    policyTaskId: task(await make.policyTask()),
    sourceId: encodeGlobalID('Source', await make.source()),
  }),
  replacePolicyTask: async ({ make }) => ({ policyTaskId: task(await make.policyTask()), successorId: task(await make.policyTask()) }),
  reraiseProposal: async ({ make }) => ({
    reraisesId: encodeGlobalID('Proposal', await make.proposal()),
    addresseeId: organization(await make.organization()),
  }),
  retractStance: async ({ make }) => ({ stanceId: encodeGlobalID('Stance', await make.stance()) }),
  reviseJointTask: async ({ make }) => ({ id: encodeGlobalID('JointTask', await make.jointTask()) }),
  revisePolicyTask: async ({ make }) => ({ id: task(await make.policyTask()) }),
  reviseProposal: async ({ make }) => ({ id: encodeGlobalID('Proposal', await make.draftedProposal()) }),
  reviseReview: async ({ make }) => {
    const bodyId = await make.body();
    return { id: encodeGlobalID('Review', await make.review(await make.reviewRound(bodyId), await make.policyTask(bodyId))) };
  },
  splitPolicyTask: async ({ make }) => ({
    policyTaskId: task(await make.policyTask()),
    firstId: task(await make.policyTask()),
    secondId: task(await make.policyTask()),
  }),
  takeOnJointTask: async ({ make }) => ({
    policyTaskId: task(await make.policyTask()),
    bodyId: body(await make.body()),
    partnerId: organization(await make.organization()),
  }),

  // Programmes.
  cancelProgramme: async ({ make }) => ({ id: encodeGlobalID('Programme', await make.programme()) }),
  cancelRegistration: async ({ t, make }) => {
    const registration = { sessionId: await make.session(), stakeholderId: await make.person() };
    const { id } = await t.admin.registerForSession(registration);
    return { id: encodeGlobalID('Participation', id) };
  },
  cancelSession: async ({ make }) => ({ id: encodeGlobalID('Session', await make.session()) }),
  hearOpinion: async ({ make }) => ({
    sessionId: encodeGlobalID('Session', await make.heldSession()),
    stakeholderId: person(await make.person()),
  }),
  holdSession: async ({ make }) => ({ id: encodeGlobalID('Session', await make.pastSession()) }),
  planSession: async ({ make }) => ({ programmeId: encodeGlobalID('Programme', await make.programme()) }),
  recordSessionAttendance: async ({ make }) => ({
    sessionId: encodeGlobalID('Session', await make.heldSession()),
    stakeholderId: person(await make.person()),
  }),
  registerForSession: async ({ make }) => ({
    sessionId: encodeGlobalID('Session', await make.session()),
    stakeholderId: person(await make.person()),
  }),
  reviseProgramme: async ({ make }) => ({ id: encodeGlobalID('Programme', await make.programme()) }),
  reviseSession: async ({ make }) => ({ id: encodeGlobalID('Session', await make.session()) }),
};

async function turnOf(make: Records): Promise<Variables> {
  const organizationId = await make.organization();
  return { organizationId: organization(organizationId), postId: encodeGlobalID('Post', await make.post(organizationId)) };
}
