import * as access from './access/access-commands.js';
import * as accessQueries from './access/access-queries.js';
import type { Actor } from './access/actor.js';
import * as apiKeys from './access/api-key-commands.js';
import { openDoor, type Door } from './access/principal.js';
import { openKeys, type KeyFor } from './access/secret.js';
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
import { bindOperations, type BoundOperations } from './bound-operations.js';
import * as budgetCommands from './budgets/budget-commands.js';
import * as budgetQueries from './budgets/budget-queries.js';
import * as holidayCommands from './calendar/holiday-commands.js';
import * as holidayQueries from './calendar/holiday-queries.js';
import * as commitmentCommands from './commitments/commitment-commands.js';
import * as commitmentQueries from './commitments/commitment-queries.js';
import { announceDueCommitments } from './commitments/due-commitments.js';
import { listOverdueOwners } from './commitments/overdue-owners.js';
import * as promiseBookQueries from './commitments/promise-book.js';
import type { PoolState } from './database/bounded-pool.js';
import { openDatabase, type DatabaseTarget, type OpenDatabase, type ReadDatabase } from './database/open-database.js';
import { openOwnTables, type OwnTables, type OwnTablesOptions } from './database/own-tables.js';
import { readinessOf, type Readiness, type ReadinessOptions } from './database/readiness.js';
import * as eventCommands from './events/event-commands.js';
import { listParkedEvents } from './events/event-queries.js';
import { openEvents, type Events } from './events/open-events.js';
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
import { sweepIdempotencyKeys } from './idempotency.js';
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
import type { OpenOptions } from './open-options.js';
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
const operations = {
  addDepartment: access.addDepartment,
  addActor: access.addActor,
  reviseActor: access.reviseActor,
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

/** The commands and queries, bound to one actor. */
export type PcrmAs = BoundOperations<typeof operations>;

/** An open PCRM. */
export interface Pcrm extends Door {
  /** The commands and queries as this actor may use them. `requestId` is kept in the audit. */
  readonly as: (actor: Actor, options?: { readonly requestId?: string }) => PcrmAs;
  /** The database, to read from. It knows nothing of permissions: use it with the `visible…` filters. */
  readonly db: ReadDatabase;
  readonly now: () => Date;
  /** What happens. It knows nothing of permissions: whoever passes it on asks what may be seen, each time. */
  readonly events: Events;
  /** Forgets the answers that are kept for idempotency keys, where they are older than 24 hours. Returns how many. */
  readonly sweepIdempotencyKeys: () => Promise<number>;
  /**
   * Leaves the event `commitmentFellDue` of each open commitment whose due date has come, once for each date. To be called from time to
   * time; returns how many there were.
   */
  readonly announceDueCommitments: () => Promise<number>;
  /** Looks whether requests can be served at this moment. It never throws, and says of each part what is wrong in a sentence. */
  readonly readiness: (options?: ReadinessOptions) => Promise<Readiness>;
  /** How the connections to the PostgreSQL server are used at this moment; undefined for the embedded database, which has one. */
  readonly pool: () => PoolState | undefined;
  /** The key for a purpose, derived from the secret of the installation. */
  readonly keyFor: KeyFor;
  /**
   * Brings tables of the importing project's own up to date, in a schema of theirs in the same database, and returns how to use them. What
   * the product keeps is written through its commands only.
   *
   * @example
   * ```ts
   * const { query } = await pcrm.ownTables({
   *   schema: 'council_agenda',
   *   migrations: [{ name: '20130115090000_items', sql: 'CREATE TABLE item (id int PRIMARY KEY, title text NOT NULL, engagement_id uuid)' }],
   * });
   * const items = await query<{ title: string }>`SELECT title FROM item WHERE id = ${1}`;
   * ```
   * @throws InvalidInput when the schema is the product's or somebody else's; CannotOpen when a migration cannot be applied or was changed.
   */
  readonly ownTables: (options: OwnTablesOptions) => Promise<OwnTables>;
  /** Names of the migrations that opening applied. */
  readonly migrations: readonly string[];
  /** Ends the connections and, embedded, the database. */
  readonly close: () => Promise<void>;
}

/**
 * Opens PCRM: the embedded database in a folder, or a PostgreSQL server (15 and later), and brings it up to date.
 *
 * @example
 * ```ts
 * const pcrm = await openPcrm({ dataDir: './data' });
 * const { id } = await pcrm.as(systemActor).registerStakeholder({ kind: 'PERSON', name: '박종렬', categories: ['CIVIC_GROUP'] });
 * await pcrm.close();
 * ```
 * @throws CannotOpen with cause and cure when the folder is in use or not writable, or the server cannot be used.
 */
export async function openPcrm(target: DatabaseTarget, options: OpenOptions = {}): Promise<Pcrm> {
  const database = await openDatabase(target);
  try {
    const keyFor = await openKeys(options.secret ?? ('dataDir' in target ? { folder: target.dataDir } : undefined));
    return pcrmOn(database, { ...options, keyFor });
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** What PCRM needs beside an open database. */
interface Parts extends Pick<OpenOptions, 'now'> {
  readonly keyFor: KeyFor;
}

/** PCRM on a database that is open already. */
export function pcrmOn(database: OpenDatabase, { now = () => new Date(), keyFor }: Parts): Pcrm {
  const { client, migrations, pool, transact, close } = database;
  const { events, committed, stop } = openEvents(database, now);
  return {
    as: (actor, { requestId } = {}) => bindOperations(operations, { db: client, actor, now, keyFor, requestId, committed }),
    events,
    sweepIdempotencyKeys: () => sweepIdempotencyKeys(client, now()),
    ...openDoor({ db: client, now, keyFor }),
    db: client,
    announceDueCommitments: () => announceDueCommitments(client, now(), committed),
    readiness: (options) => readinessOf(database, options),
    pool: () => pool?.(),
    ownTables: (options) => openOwnTables(transact, options),
    now,
    keyFor,
    migrations,
    close: () => stop().then(close),
  };
}
