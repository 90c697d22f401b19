// The front door: opening PCRM, and acting as somebody.
export type { OpenOptions } from './open-options.js';
export { openPcrm, pcrmOn, type ActingOptions, type Pcrm, type PcrmAs } from './open-pcrm.js';
export type { DatabaseTarget, ReadDatabase } from './database/open-database.js';
export type { ConnectionLimits, PoolState } from './database/bounded-pool.js';
export type { OwnMigration, OwnTables, OwnTablesOptions } from './database/own-tables.js';
export { statementChannel } from './database/statement-channel.js';
export type { SqlValue } from './database/session.js';
export type { ReadText, TextStatement } from './database/read-text.js';
export type { Readiness, ReadinessOptions } from './database/readiness.js';
export type { Context } from './context.js';
export type { CommandOptions } from './command.js';

// Who acts, and what they may do.
export { commandScopes } from './operations.js';
export { allScopes, permits, requireScope, scopesOf, systemActor, type Actor, type Credential, type Scope } from './access/actor.js';
export { isLongEnoughSecret, type KeyFor, type KeyPurpose, type SecretSource } from './access/secret.js';
export type { IssuedApiKey, StoredApiKey } from './access/api-key-commands.js';
export type { TokenAccount } from './access/principal.js';
export { accountsOfActor, actorList, apiKeyList, departmentList, type ActorFilter, type ApiKeyFilter } from './access/access-queries.js';

// What happens, as it happens.
export type { Consumer, Dispatcher, DispatchOptions } from './events/event-dispatcher.js';
export type { EventBacklog } from './events/event-backlog.js';
export type { EventFeed, NumberedEvent } from './events/event-feed.js';
export type { ParkedEvent } from './events/event-queries.js';
export { EVENTS_KEPT_DAYS } from './events/sweep-events.js';

// What is refused, and why.
export {
  CannotOpen,
  Conflict,
  EventsGone,
  Forbidden,
  InvalidInput,
  NotFound,
  PcrmError,
  StaleVersion,
  type ErrorCode,
  type Problem,
} from './errors.js';

// In which language that is told.
export { languages, type Language, type Tell } from './messages/language.js';
export { messageIn, messageOf, problemsOf, tellerOf } from './messages/tell.js';
export { korean, koreanWords } from './messages/korean.js';
export { translation, type Sentences, type Translate } from './messages/translation.js';

// Dates that may be partial, and periods.
export { formatPartialDate, holdsOn, OFFICE_TIME_ZONE, officeDay, parsePartialDate, type PartialDate } from './period.js';

// Lists to page through.
export {
  countRows,
  countRowsOfEach,
  cursorOf,
  DEFAULT_PAGE_SIZE,
  invalidCursor,
  everyRow,
  loadPage,
  loadPages,
  loadRow,
  MAX_PAGE_SIZE,
  pageSql,
} from './database/keyset.js';
export type { KeysetList, Page, PageRequest, PageSql } from './database/keyset.js';
export type { RowsBelow } from './database/rows-below.js';

// Records, as the database holds them.
export { Prisma } from './generated/prisma/client.js';
export type {
  Actor as ActorRecord,
  AgendaItem,
  Appointment,
  Assessment,
  Attendance,
  AuditRecord,
  Body,
  Budget,
  BudgetLine,
  Commitment,
  ContactPoint,
  DeclaredFigure,
  Department,
  Division,
  DuesPayment,
  DuplicateDismissal,
  DuplicatePair,
  DuplicateScan,
  Engagement,
  EngagementRevision,
  Feedback,
  Holiday,
  JointTask,
  JointTaskPartner,
  LinkedAccount,
  Meeting,
  Membership,
  OtherName,
  Participation,
  PolicyTask,
  PolicyTaskStatusChange,
  PolicyTaskSuccession,
  Post,
  ReadRecord,
  Programme,
  Proposal,
  ProposalOutcome,
  ProposalProposer,
  ProposalReply,
  ProposalStatusChange,
  RelationshipManager,
  Review,
  ReviewRound,
  Rotation,
  RotationTurn,
  SeatQuota,
  Session,
  Source,
  Stakeholder,
  Stance,
  StakeholderMerge,
  Topic,
} from './generated/prisma/client.js';

// Personal data, and who reads them masked.
export { isPrivateSql, readsPersonalData, shownContactPoint, shownName, shownNote } from './personal-data/personal-data.js';
export { maskContact, maskName } from './personal-data/mask.js';
export type { UnmaskedPerson } from './personal-data/unmask.js';

// Stakeholders.
export { nameOnSql, stakeholderList, type StakeholderFilter, type StakeholderOrder } from './stakeholders/stakeholder-queries.js';

// Duplicates, and merging them.
export {
  duplicateDismissalList,
  duplicatePairList,
  type DuplicatePairFilter,
  type PossibleDuplicate,
} from './duplicates/duplicate-queries.js';
export type { DuplicateEvidence } from './duplicates/duplicate.js';
export { mergeFields, mergeWinners, type FieldPreview } from './merges/merge.js';
export { mergeList, mergesInto, type MergeEffect, type MergeFilter, type MergePreview } from './merges/merge-queries.js';
export type { Obstacle } from './merges/merge-collisions.js';
export { survivorsOf } from './stakeholders/present-stakeholder.js';

// Sources and the figures that they print.
export { declaredFigureList, declaredFiguresOf, scopeOfMeasure, sourceList, type DeclaredFigureFilter } from './sources/source-queries.js';
export type { Completeness } from './sources/source.js';

// Posts and memberships.
export {
  membershipList,
  membershipsOf,
  membersOf,
  postList,
  postsOf,
  type MembershipFilter,
  type PostFilter,
} from './memberships/membership-lists.js';
export type { ChairTerm, PostOccupancy, Seat } from './memberships/membership-queries.js';
export type { MembershipWithEndedSeats } from './memberships/membership-commands.js';

// Meetings.
export {
  meetingList,
  meetingsOfBody,
  type MeetingCountQuery,
  type MeetingCounts,
  type MeetingFilter,
  type MeetingOrder,
  agendaOfMeeting,
  attendancesOfMeeting,
} from './meetings/meeting-queries.js';
export type { MeetingWithParts } from './meetings/meeting-commands.js';

// Engagements.
export { visibleAppointments, visibleAppointmentsSql, visibleEngagements, visibleEngagementsSql } from './access/engagement-visibility.js';
export {
  policyTasksOfEngagement,
  staffOfEngagement,
  stakeholdersOfEngagement,
  topicsOfEngagement,
} from './engagements/engagement-links.js';
export {
  engagementList,
  engagementsOfActor,
  engagementsOfPolicyTask,
  engagementsOfStakeholder,
  type EngagementFilter,
  type EngagementOrder,
} from './engagements/engagement-queries.js';
export { MAX_BATCH, type BatchEntry } from './engagements/engagement-batch.js';
export type { LinkedEngagement, LoggedEngagement } from './engagements/engagement-entry.js';

// Appointments, and whom other departments meet near them.
export {
  appointmentList,
  appointmentsOfStakeholder,
  unloggedAppointmentList,
  type AppointmentFilter,
  type UnloggedFilter,
} from './appointments/appointment-queries.js';
export type { HeldAppointment, LinkedAppointment } from './appointments/appointment-commands.js';
export type { Collision } from './appointments/collision-queries.js';

// The brief before a meeting, and the lists that it is made of.
export { MOST_OF_A_BRIEF, type Brief } from './briefs/brief.js';
export {
  contactsUntil,
  generalAssessments,
  managersOn,
  nextAppointments,
  nextMeetings,
  nextSessions,
  otherNamesOn,
  promisesOn,
  undecidedProposals,
  usableContactPoints,
} from './briefs/brief-lists.js';

// Commitments.
export { commitmentOn, isOverdue } from './commitments/commitment.js';
export { visibleCommitments, visibleCommitmentsSql } from './commitments/commitment-visibility.js';
export {
  commitmentList,
  commitmentsOfEngagement,
  commitmentsOfMeeting,
  commitmentsOfStakeholder,
  type CommitmentFilter,
  isOverdueSql,
} from './commitments/commitment-queries.js';

export type { ReassignedCommitments } from './commitments/commitment-commands.js';
export { overdueOwners, type OverdueOwner, type OverdueOwnerFilter } from './commitments/overdue-owners.js';
export {
  promiseBookDimensions,
  promiseBookLines,
  type BothWays,
  type PromiseBook,
  type PromiseBookDimension,
  type PromiseBookFilter,
  type PromiseBookLine,
  type PromiseCounts,
} from './commitments/promise-book.js';

// Feedback: what was told, and what was answered.
export type { AnsweredCommitment, AnsweredOpinions } from './feedback/feedback-commands.js';
export {
  unansweredOpinions,
  type FeedbackCounts,
  type FeedbackRate,
  type UnansweredFilter,
  type UnansweredOpinion,
} from './feedback/feedback-queries.js';
export { visibleFeedback } from './feedback/feedback-visibility.js';

// The calendar of the city's offices.
export type { DeclaredHolidays } from './calendar/holiday-commands.js';
export { holidayList, type HolidayFilter, type WorkingDays } from './calendar/holiday-queries.js';

// Bodies, and money.
export { bodyList, type BodyFilter, type BodySeats, type SeatCount } from './bodies/body-queries.js';
export { duesPaymentsOfBody, type DuesAccount, type DuesLedger } from './bodies/dues-ledger.js';
export type { DuesReconciliation, ReconciledLine } from './bodies/dues-reconciliation.js';
export { inKrw } from './bodies/money.js';

// Bodies that keep themselves honest: meetings due and held, chairs, hand-overs, checks.
export type { BodyCompliance } from './body-compliance/body-compliance-queries.js';
export { chairGapKinds } from './body-compliance/chair-gap.js';
export type { ChairGapOfBody } from './body-compliance/chair-gap-queries.js';
export {
  checkVerdicts,
  committeeCheckKinds,
  type CheckFinding,
  type CommitteeCheck,
  type GenderCounts,
} from './body-compliance/committee-check.js';
export { dormancyReasons, type Dormancy } from './body-compliance/dormancy.js';
export type { DormantBody } from './body-compliance/dormancy-queries.js';
export { successionKinds, type HandOver } from './body-compliance/hand-over.js';
export type { KindCounts, MeetingYear } from './body-compliance/meeting-compliance.js';
export type { RotationWithTurns } from './rotations/rotation-commands.js';

// The turn of an election.
export type { TurnWarning } from './elections/election.js';
export type { BeginningTerm, EndingSeat, EndingTerm, PostAfterTurn, TurnPlan } from './elections/turn-plan.js';
export type { PerformedTurn } from './elections/election-commands.js';

// Budgets.
export { budgetList, budgetsOf, type BudgetFilter, type BudgetGrowth, type BudgetWithDifference } from './budgets/budget-queries.js';
export { linesDifference } from './budgets/budget.js';

// Policy tasks: their status history, lineage, portfolio and reviews.
export {
  policyTaskList,
  policyTasksOfBody,
  policyTasksOfDivision,
  statusChangesOfPolicyTask,
  type PolicyTaskAsOf,
  type PolicyTaskFilter,
  type PolicyTaskTotal,
  statusOfPolicyTask,
} from './policy-tasks/policy-task-queries.js';
export type { PolicyTaskHistory } from './policy-tasks/policy-task-step.js';
export type { MergedPolicyTask } from './policy-tasks/succession-commands.js';
export type { LineageGraph } from './policy-tasks/lineage-graph.js';
export type { Lineage, LineageEdge } from './policy-tasks/lineage-queries.js';
export { policyTaskAxes, type PolicyTaskBalance, type PolicyTaskFlow } from './policy-tasks/portfolio.js';
export type { PolicyTaskHeading, PolicyTaskMoves, PolicyTaskTable } from './policy-tasks/portfolio-queries.js';
export type { DueReviewRound, DueRoundState, ReviewRoundReport, RoundFindings, TaskProgress } from './policy-tasks/round-queries.js';
export {
  reviewRoundList,
  reviewRoundsOfBody,
  reviewsOfPolicyTask,
  type ReviewRoundFilter,
  type TaskReview,
} from './policy-tasks/review-queries.js';

// Relations: who knows whom.
export type { Relation, RelationEvidence, RelationNode, WarmPath } from './relations/relation.js';
export type { RelationGraph } from './relations/relation-queries.js';
// Programmes, their sessions, and who takes part.
export { programmeStatus } from './programmes/programme.js';
export { programmeList, type ProgrammeFilter, type ProgrammeOrder } from './programmes/programme-queries.js';
export type { CancelledProgramme, ProgrammeWithTasks } from './programmes/programme-commands.js';
export {
  opinionsOfSession,
  sessionList,
  sessionsOfProgramme,
  type SessionFilter,
  type SessionOrder,
} from './programmes/session-queries.js';
export type { SessionWithPromoted } from './programmes/session-commands.js';
export {
  participationsOfSession,
  participationsOfStakeholder,
  type ParticipationFilter,
  type SessionTurnout,
} from './programmes/participation-queries.js';
export type { CancelledRegistration, SessionAttendance } from './programmes/registration-commands.js';
export type { HeardOpinion } from './programmes/opinion-commands.js';
export {
  programmeParticipationList,
  type ParticipationGroup,
  type ParticipationGroupQuery,
  type ParticipationQuery,
  type ProgrammeParticipation,
} from './programmes/programme-participation.js';

// Insights: figures for dashboards.
export { notContactedList, type Coverage, type NotContacted } from './insights/coverage.js';
export { insightDimensions, insightSql, type EngagementCell } from './insights/engagement-insight.js';
export { withheldCells } from './insights/withheld.js';
export type { InfluenceInterestCell } from './insights/influence-interest-map.js';
export type { RecountOptions, TableDifferences, TallyDifference } from './tallies/recount-tallies.js';
// Proposals: their history, what is pending with whom, how often they were raised; and joint tasks.
export {
  proposalList,
  proposalsAddressedTo,
  proposalsOfAgendaItem,
  proposalsOfBody,
  proposalsOfMeeting,
  proposalsOfPolicyTask,
  proposalsOfStakeholder,
  type ProposalAsOf,
  type ProposalFilter,
  type ProposalTotal,
  statusOfProposal,
} from './proposals/proposal-queries.js';
export { outcomesOfProposal, repliesOfProposal, statusChangesOfProposal, type AddresseeAsOf } from './proposals/proposal-parts.js';
export {
  pendingProposalList,
  pendingProposalsWith,
  type PendingProposal,
  type PendingProposalFilter,
  type PendingTotal,
} from './proposals/pending-proposals.js';
export type { ProposalChain } from './proposals/proposal-chain.js';
export type { ProposalWithParts } from './proposals/proposal-step.js';
export {
  jointTaskList,
  jointTasksOfAgendaItem,
  jointTasksOfBody,
  jointTasksOfPartner,
  jointTasksOfPolicyTask,
  type JointTaskFilter,
} from './proposals/joint-task-queries.js';
export type { JointTaskWithPartners } from './proposals/joint-task-commands.js';

// Search.
export { searchFields } from './search/search-field.js';
export { searchReasons } from './search/reading.js';
export type { SearchHit } from './search/search-queries.js';

// What was done.
// Stances: they are read through the queries of `PcrmAs` alone, which log whose they are.
export { stepsBetween } from './stances/stance.js';
export type { StanceFilter, StanceParent } from './stances/stance-queries.js';
export type { StanceMap, StanceMove } from './stances/stance-map.js';
export type { StanceGroup, StanceGrouping } from './stances/stance-groups.js';
export type { Standing, StanceSubject } from './stances/stance-standings.js';
export type { PositionTotal } from './stances/stance-tally.js';

// What was done, and who read whose sensitive data.
export { auditList, type AuditFilter } from './audit/audit-queries.js';
export { readList, readsOfPerson, type ReadFilter } from './audit/read-queries.js';
export type { CountablePage } from './audit/read-log.js';
