import * as access from './access/access-commands.js';
import * as accessQueries from './access/access-queries.js';
import type { Scope } from './access/actor.js';
import * as apiKeys from './access/api-key-commands.js';
import * as appointmentCommands from './appointments/appointment-commands.js';
import * as appointmentQueries from './appointments/appointment-queries.js';
import * as collisionQueries from './appointments/collision-queries.js';
import * as auditQueries from './audit/audit-queries.js';
import * as readQueries from './audit/read-queries.js';
import * as bodyCommands from './bodies/body-commands.js';
import * as bodyQueries from './bodies/body-queries.js';
import { duesLedger, duesLedgerOfEach } from './bodies/dues-ledger.js';
import { duesReconciliation } from './bodies/dues-reconciliation.js';
import { bodyCompliance } from './body-compliance/body-compliance-queries.js';
import { chairGaps } from './body-compliance/chair-gap-queries.js';
import * as committeeCheckQueries from './body-compliance/committee-check-queries.js';
import { dormantBodies } from './body-compliance/dormancy-queries.js';
import { handOverCalendar } from './body-compliance/hand-over-queries.js';
import { meetingCompliance } from './body-compliance/meeting-compliance-queries.js';
import { brief, briefMarkdown } from './briefs/brief-queries.js';
import * as budgetCommands from './budgets/budget-commands.js';
import * as budgetQueries from './budgets/budget-queries.js';
import * as holidayCommands from './calendar/holiday-commands.js';
import * as holidayQueries from './calendar/holiday-queries.js';
import * as commitmentCommands from './commitments/commitment-commands.js';
import * as commitmentQueries from './commitments/commitment-queries.js';
import { listOverdueOwners } from './commitments/overdue-owners.js';
import * as promiseBookQueries from './commitments/promise-book.js';
import * as eventCommands from './events/event-commands.js';
import { listParkedEvents } from './events/event-queries.js';
import { performTurn } from './elections/election-commands.js';
import { previewTurn } from './elections/election-queries.js';
import * as duplicateCommands from './duplicates/duplicate-commands.js';
import * as duplicateQueries from './duplicates/duplicate-queries.js';
import { scanDuplicates } from './duplicates/scan-duplicates.js';
import { logEngagements } from './engagements/engagement-batch.js';
import * as engagementCommands from './engagements/engagement-commands.js';
import * as engagementLinks from './engagements/engagement-links.js';
import * as engagementQueries from './engagements/engagement-queries.js';
import * as feedbackCommands from './feedback/feedback-commands.js';
import * as feedbackQueries from './feedback/feedback-queries.js';
import { coverage, listNotContacted } from './insights/coverage.js';
import { engagementInsight } from './insights/engagement-insight.js';
import { influenceInterestMap } from './insights/influence-interest-map.js';
import * as meetingCommands from './meetings/meeting-commands.js';
import * as meetingQueries from './meetings/meeting-queries.js';
import { mergeStakeholders } from './merges/merge-commands.js';
import * as mergeQueries from './merges/merge-queries.js';
import { undoMerge } from './merges/undo-merge.js';
import * as membershipCommands from './memberships/membership-commands.js';
import * as membershipLists from './memberships/membership-lists.js';
import * as membershipQueries from './memberships/membership-queries.js';
import { unmask } from './personal-data/unmask.js';
import { policyTaskLineageGraph } from './policy-tasks/lineage-graph.js';
import * as lineageQueries from './policy-tasks/lineage-queries.js';
import * as policyTaskCommands from './policy-tasks/policy-task-commands.js';
import * as policyTaskQueries from './policy-tasks/policy-task-queries.js';
import * as portfolioQueries from './policy-tasks/portfolio-queries.js';
import * as reviewCommands from './policy-tasks/review-commands.js';
import * as reviewQueries from './policy-tasks/review-queries.js';
import * as roundQueries from './policy-tasks/round-queries.js';
import * as successionCommands from './policy-tasks/succession-commands.js';
import * as relationQueries from './relations/relation-queries.js';
import * as opinionCommands from './programmes/opinion-commands.js';
import * as participationQueries from './programmes/participation-queries.js';
import * as programmeCommands from './programmes/programme-commands.js';
import * as programmeInsights from './programmes/programme-participation.js';
import * as programmeQueries from './programmes/programme-queries.js';
import * as registrationCommands from './programmes/registration-commands.js';
import * as sessionCommands from './programmes/session-commands.js';
import * as sessionQueries from './programmes/session-queries.js';
import * as jointTaskCommands from './proposals/joint-task-commands.js';
import * as jointTaskQueries from './proposals/joint-task-queries.js';
import * as pending from './proposals/pending-proposals.js';
import * as proposalAnswers from './proposals/proposal-answer-commands.js';
import * as proposalChains from './proposals/proposal-chain.js';
import * as proposalCommands from './proposals/proposal-commands.js';
import * as proposalParts from './proposals/proposal-parts.js';
import * as proposalQueries from './proposals/proposal-queries.js';
import { setRotation } from './rotations/rotation-commands.js';
import * as rotationQueries from './rotations/rotation-queries.js';
import * as searchQueries from './search/search-queries.js';
import * as sourceCommands from './sources/source-commands.js';
import * as sourceQueries from './sources/source-queries.js';
import * as stakeholderCommands from './stakeholders/stakeholder-commands.js';
import * as stakeholderQueries from './stakeholders/stakeholder-queries.js';
import { latestStancesOfEach } from './stances/latest-stances.js';
import { silentStakeholders } from './stances/silent-stakeholders.js';
import * as stanceCommands from './stances/stance-commands.js';
import { stanceGroups } from './stances/stance-groups.js';
import * as stanceMaps from './stances/stance-map.js';
import * as stanceQueries from './stances/stance-queries.js';

/** Everything that can be done, as functions of a context. */
export const operations = {
  addDepartment: access.addDepartment,
  addActor: access.addActor,
  reviseActor: access.reviseActor,
  linkAccount: access.linkAccount,
  unlinkAccount: access.unlinkAccount,
  issueApiKey: apiKeys.issueApiKey,
  rotateApiKey: apiKeys.rotateApiKey,
  revokeApiKey: apiKeys.revokeApiKey,
  listApiKeys: accessQueries.listApiKeys,
  listDepartments: accessQueries.listDepartments,
  listActors: accessQueries.listActors,

  registerStakeholder: stakeholderCommands.registerStakeholder,
  reviseStakeholder: stakeholderCommands.reviseStakeholder,
  addOtherName: stakeholderCommands.addOtherName,
  addContactPoint: stakeholderCommands.addContactPoint,
  reviseContactPoint: stakeholderCommands.reviseContactPoint,
  assessStakeholder: stakeholderCommands.assessStakeholder,
  assignRelationshipManager: stakeholderCommands.assignRelationshipManager,
  listStakeholders: stakeholderQueries.listStakeholders,
  findStakeholder: stakeholderQueries.findStakeholder,
  unmask,
  namesOfEach: stakeholderQueries.namesOfEach,

  possibleDuplicates: duplicateQueries.possibleDuplicates,
  scanDuplicates,
  lastDuplicateScan: duplicateQueries.lastDuplicateScan,
  listDuplicatePairs: duplicateQueries.listDuplicatePairs,
  dismissDuplicate: duplicateCommands.dismissDuplicate,
  reopenDuplicate: duplicateCommands.reopenDuplicate,
  listDuplicateDismissals: duplicateQueries.listDuplicateDismissals,
  mergePreview: mergeQueries.mergePreview,
  mergeStakeholders,
  undoMerge,
  listMerges: mergeQueries.listMerges,

  recordSource: sourceCommands.recordSource,
  declareFigure: sourceCommands.declareFigure,
  listSources: sourceQueries.listSources,
  listDeclaredFigures: sourceQueries.listDeclaredFigures,
  completeness: sourceQueries.completeness,
  completenessOfEach: sourceQueries.completenessOfEach,

  createPost: membershipCommands.createPost,
  revisePost: membershipCommands.revisePost,
  startMembership: membershipCommands.startMembership,
  reviseMembership: membershipCommands.reviseMembership,
  endMembership: membershipCommands.endMembership,
  listMemberships: membershipLists.listMemberships,
  listPosts: membershipLists.listPosts,
  roster: membershipQueries.roster,
  chairs: membershipQueries.chairs,
  chairsOfEach: membershipQueries.chairsOfEach,
  chairHistory: membershipQueries.chairHistory,
  chairHistoryOfEach: membershipQueries.chairHistoryOfEach,
  holdersOfEach: membershipQueries.holdersOfEach,
  vacantOfEach: membershipQueries.vacantOfEach,
  personsOfEach: membershipQueries.personsOfEach,
  vacancies: membershipQueries.vacancies,
  vacanciesOfEach: membershipQueries.vacanciesOfEach,

  establishBody: bodyCommands.establishBody,
  reviseBody: bodyCommands.reviseBody,
  setSeatQuota: bodyCommands.setSeatQuota,
  addDivision: bodyCommands.addDivision,
  payDues: bodyCommands.payDues,
  listBodies: bodyQueries.listBodies,
  findBody: bodyQueries.findBody,
  seats: bodyQueries.seats,
  seatsOfEach: bodyQueries.seatsOfEach,
  duesLedger,
  duesLedgerOfEach,
  matchDues: bodyCommands.matchDues,
  duesReconciliation,
  setRotation,
  nextChairs: rotationQueries.nextChairs,
  nextChairsOfEach: rotationQueries.nextChairsOfEach,

  meetingCompliance,
  dormantBodies,
  chairGaps,
  handOverCalendar,
  committeeChecks: committeeCheckQueries.committeeChecks,
  committeeChecksOfEach: committeeCheckQueries.committeeChecksOfEach,
  bodyCompliance,

  previewTurn,
  performTurn,

  planMeeting: meetingCommands.planMeeting,
  recordHeldMeeting: meetingCommands.recordHeldMeeting,
  holdMeeting: meetingCommands.holdMeeting,
  cancelMeeting: meetingCommands.cancelMeeting,
  reviseMeeting: meetingCommands.reviseMeeting,
  setAgenda: meetingCommands.setAgenda,
  recordAttendance: meetingCommands.recordAttendance,
  listMeetings: meetingQueries.listMeetings,
  findMeeting: meetingQueries.findMeeting,
  agendasOfMeetings: meetingQueries.agendasOfMeetings,
  attendancesOfMeetings: meetingQueries.attendancesOfMeetings,
  meetingsHeld: meetingQueries.meetingsHeld,
  meetingsPlanned: meetingQueries.meetingsPlanned,

  logEngagement: engagementCommands.logEngagement,
  logEngagements,
  correctEngagement: engagementCommands.correctEngagement,
  listEngagements: engagementQueries.listEngagements,
  findEngagement: engagementQueries.findEngagement,
  engagementHistory: engagementQueries.engagementHistory,
  revisionsOfEngagements: engagementQueries.revisionsOfEngagements,
  stakeholdersOfEngagements: engagementLinks.stakeholdersOfEngagements,
  staffOfEngagements: engagementLinks.staffOfEngagements,
  topicsOfEngagements: engagementLinks.topicsOfEngagements,
  policyTasksOfEngagements: engagementLinks.policyTasksOfEngagements,

  planAppointment: appointmentCommands.planAppointment,
  reviseAppointment: appointmentCommands.reviseAppointment,
  cancelAppointment: appointmentCommands.cancelAppointment,
  holdAppointment: appointmentCommands.holdAppointment,
  listAppointments: appointmentQueries.listAppointments,
  unloggedAppointments: appointmentQueries.unloggedAppointments,
  findAppointment: appointmentQueries.findAppointment,
  stakeholdersOfAppointments: appointmentQueries.stakeholdersOfAppointments,
  staffOfAppointments: appointmentQueries.staffOfAppointments,
  collisions: collisionQueries.collisions,
  collisionsOfAppointments: collisionQueries.collisionsOfAppointments,
  collisionsOfEngagements: collisionQueries.collisionsOfEngagements,

  brief,
  briefMarkdown,

  makeCommitment: commitmentCommands.makeCommitment,
  reviseCommitment: commitmentCommands.reviseCommitment,
  reassignCommitments: commitmentCommands.reassignCommitments,
  listCommitments: commitmentQueries.listCommitments,
  findCommitment: commitmentQueries.findCommitment,
  listOverdueOwners,
  promiseBook: promiseBookQueries.promiseBook,
  promiseBookOfEach: promiseBookQueries.promiseBookOfEach,
  listPromiseBookLines: promiseBookQueries.listPromiseBookLines,

  closeCommitment: feedbackCommands.closeCommitment,
  answerCommitment: feedbackCommands.answerCommitment,
  answerOpinions: feedbackCommands.answerOpinions,
  withdrawFeedback: feedbackCommands.withdrawFeedback,
  answersOfOpinions: feedbackQueries.answersOfOpinions,
  opinionsAnsweredBy: feedbackQueries.opinionsAnsweredBy,
  listUnansweredOpinions: feedbackQueries.listUnansweredOpinions,
  feedbackRate: feedbackQueries.feedbackRate,

  declareHolidays: holidayCommands.declareHolidays,
  withdrawHoliday: holidayCommands.withdrawHoliday,
  listHolidays: holidayQueries.listHolidays,
  workingDays: holidayQueries.workingDays,

  recordBudget: budgetCommands.recordBudget,
  earmarkBudgetLine: budgetCommands.earmarkBudgetLine,
  listBudgets: budgetQueries.listBudgets,
  budgetGrowth: budgetQueries.budgetGrowth,
  budgetGrowthOfEach: budgetQueries.budgetGrowthOfEach,

  addPolicyTask: policyTaskCommands.addPolicyTask,
  revisePolicyTask: policyTaskCommands.revisePolicyTask,
  changePolicyTaskStatus: policyTaskCommands.changePolicyTaskStatus,
  replacePolicyTask: successionCommands.replacePolicyTask,
  mergePolicyTasks: successionCommands.mergePolicyTasks,
  splitPolicyTask: successionCommands.splitPolicyTask,
  listPolicyTasks: policyTaskQueries.listPolicyTasks,
  findPolicyTask: policyTaskQueries.findPolicyTask,
  statusesAsOf: policyTaskQueries.statusesAsOf,
  policyTaskTotals: policyTaskQueries.policyTaskTotals,
  policyTaskTable: portfolioQueries.policyTaskTable,
  policyTaskMoves: portfolioQueries.policyTaskMoves,
  policyTaskLineageGraph,
  lineage: lineageQueries.lineage,
  lineageOfEach: lineageQueries.lineageOfEach,
  currentSuccessors: lineageQueries.currentSuccessors,
  currentSuccessorsOfEach: lineageQueries.currentSuccessorsOfEach,
  openReviewRound: reviewCommands.openReviewRound,
  closeReviewRound: reviewCommands.closeReviewRound,
  recordReview: reviewCommands.recordReview,
  reviseReview: reviewCommands.reviseReview,
  correctReview: reviewCommands.correctReview,
  listReviewRounds: reviewQueries.listReviewRounds,
  reviewsOfRound: reviewQueries.reviewsOfRound,
  reviewsOfEachRound: reviewQueries.reviewsOfEachRound,
  notReported: reviewQueries.notReported,
  notReportedOfEach: reviewQueries.notReportedOfEach,
  reviewRoundsDue: roundQueries.reviewRoundsDue,
  reviewersOfEachRound: roundQueries.reviewersOfEachRound,
  progressOfEach: roundQueries.progressOfEach,
  reviewRoundReportOfEach: roundQueries.reviewRoundReportOfEach,

  relationsOfEach: relationQueries.relationsOfEach,
  relationGraph: relationQueries.relationGraph,
  warmPaths: relationQueries.warmPaths,
  recordStance: stanceCommands.recordStance,
  correctStance: stanceCommands.correctStance,
  retractStance: stanceCommands.retractStance,
  listStances: stanceQueries.listStances,
  stancesOfEach: stanceQueries.stancesOfEach,
  latestStancesOfEach,
  countStancesOfEach: stanceQueries.countStancesOfEach,
  findStances: stanceQueries.findStances,
  correctionsOfEach: stanceQueries.correctionsOfEach,
  findStanceSubject: stanceMaps.findStanceSubject,
  stanceMap: stanceMaps.stanceMap,
  stanceStandings: stanceMaps.stanceStandings,
  stanceGroups,
  stanceMoves: stanceMaps.stanceMoves,
  silentStakeholders,
  addProgramme: programmeCommands.addProgramme,
  reviseProgramme: programmeCommands.reviseProgramme,
  cancelProgramme: programmeCommands.cancelProgramme,
  listProgrammes: programmeQueries.listProgrammes,
  findProgramme: programmeQueries.findProgramme,
  policyTasksOfProgrammes: programmeQueries.policyTasksOfProgrammes,
  planSession: sessionCommands.planSession,
  reviseSession: sessionCommands.reviseSession,
  holdSession: sessionCommands.holdSession,
  cancelSession: sessionCommands.cancelSession,
  listSessions: sessionQueries.listSessions,
  findSession: sessionQueries.findSession,
  registerForSession: registrationCommands.registerForSession,
  cancelRegistration: registrationCommands.cancelRegistration,
  recordSessionAttendance: registrationCommands.recordSessionAttendance,
  listParticipations: participationQueries.listParticipations,
  findParticipation: participationQueries.findParticipation,
  waitingPositionsOfEach: participationQueries.waitingPositionsOfEach,
  turnoutOfEach: participationQueries.turnoutOfEach,
  hearOpinion: opinionCommands.hearOpinion,
  listOpinions: sessionQueries.listOpinions,
  sessionsOfEngagements: sessionQueries.sessionsOfEngagements,
  programmeParticipation: programmeInsights.programmeParticipation,
  participationByGroup: programmeInsights.participationByGroup,

  engagementInsight,
  coverage,
  listNotContacted,
  influenceInterestMap,
  recordProposal: proposalCommands.recordProposal,
  reraiseProposal: proposalCommands.reraiseProposal,
  reviseProposal: proposalCommands.reviseProposal,
  changeProposalStatus: proposalCommands.changeProposalStatus,
  addressProposal: proposalCommands.addressProposal,
  recordProposalReply: proposalAnswers.recordProposalReply,
  recordProposalOutcome: proposalAnswers.recordProposalOutcome,
  listProposals: proposalQueries.listProposals,
  findProposal: proposalQueries.findProposal,
  proposalStatusesAsOf: proposalQueries.proposalStatusesAsOf,
  proposalTotals: proposalQueries.proposalTotals,
  proposersOfEach: proposalParts.proposersOfEach,
  addresseesOfEach: proposalParts.addresseesOfEach,
  policyTasksOfProposals: proposalParts.policyTasksOfProposals,
  proposalChain: proposalChains.proposalChain,
  proposalChainsOfEach: proposalChains.proposalChainsOfEach,
  pendingProposals: pending.pendingProposals,
  pendingTotals: pending.pendingTotals,

  takeOnJointTask: jointTaskCommands.takeOnJointTask,
  reviseJointTask: jointTaskCommands.reviseJointTask,
  endJointTask: jointTaskCommands.endJointTask,
  listJointTasks: jointTaskQueries.listJointTasks,
  partnersOfJointTasks: jointTaskQueries.partnersOfJointTasks,
  partnersOfPolicyTasks: jointTaskQueries.partnersOfPolicyTasks,

  search: searchQueries.search,
  searchCounts: searchQueries.searchCounts,

  listParkedEvents,
  redeliverEvent: eventCommands.redeliverEvent,

  listAudit: auditQueries.listAudit,
  listReads: readQueries.listReads,
};

/** What each command takes, by its name; null where the command itself looks whether it may be done. */
export const commandScopes: Readonly<Record<string, Scope | null>> = Object.fromEntries(
  Object.entries(operations).flatMap(([name, operation]) => ('scope' in operation ? [[name, operation.scope]] : [])),
);
