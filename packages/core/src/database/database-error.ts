import { DriverAdapterError } from '@prisma/driver-adapter-utils';
import { Conflict, InvalidInput, PcrmError } from '../errors.js';
import { Prisma } from '../generated/prisma/client.js';

/** For each constraint of the database, the sentence that says cause and cure. Those not listed here are held by input schemas already. */
const sentences: Readonly<Record<string, string>> = {
  written_once: 'This record is history and is never rewritten. Enter a new record that corrects it.',
  ApiKey_replacesId_key:
    'Another key took over from this one already, and its secret was told then. Rotate that key, or revoke it and issue a new one.',
  LinkedAccount_issuer_subject_key: 'This account is linked to somebody already. Unlink it there first, or check the subject.',
  must_be_organization: 'Only an organization can stand here, and this stakeholder is a person. Choose an organization.',
  Stakeholder_parent_is_another: 'An organization cannot be part of itself. Choose another parent.',
  DuplicateDismissal_once: 'It was said already that these two are not the same.',
  RelationshipManager_one_at_a_time:
    'The department already has a relationship manager for this stakeholder in that period. End that period first.',
  Membership_periods_do_not_overlap:
    'The member already has this role in this organization in that period. End the earlier membership first, or change the period.',
  Membership_one_chair_at_a_time: 'The body already has a chair in that period. End that term first, or define the body with co-chairs.',
  Membership_one_holder_at_a_time:
    'Every seat of the post is held in that period. End a holder’s period first, or raise the capacity of the post.',
  Membership_not_in_itself: 'An organization cannot be a member of itself. Choose another member.',
  chair_of_body: 'Only a body can have a chair, and this organization is none. Establish it as a body first.',
  chair_within_seats: 'The body does not have that many chairs. Choose a lower seat number, or define the body with co-chairs.',
  post_of_organization: 'The post belongs to another organization. Choose a post of this organization.',
  holder_within_capacity: 'The post does not have that many seats. Choose a lower seat number, or raise its capacity.',
  ex_officio_holds_post:
    'An ex officio seat needs the post: a person must hold it from the day on which the seat begins until it ends, an organization sits through a post of its own. Enter who holds the post first.',
  division_of_body: 'The division belongs to another body. Choose a division of this body.',
  Post_organizationId_title_key: 'The organization already has a post of this title. Raise its capacity, or choose another title.',
  seats_in_use: 'More seats are or were taken than would be left. Choose a higher number.',
  Body_pkey: 'The organization is a body already. Revise it instead.',
  Division_bodyId_name_key: 'The body already has a division of this name. Use that one, or choose another name.',
  Division_bodyId_position_key: 'Another division stands at this position. Choose another, or leave it out to put the division last.',
  Budget_organizationId_year_key: 'The budget of this organization for this year is recorded already. Use that one.',
  DeclaredFigure_sourceId_organizationId_measure_qualifier_as_key:
    'This source already declares that figure. Correct the source, or tell the two apart by a qualifier.',
  SeatQuota_one_at_a_time: 'The body already has a quota on this basis in that period. End the earlier one first.',
  Rotation_one_at_a_time: 'The body already has an order of rotation in that period. End the earlier one first.',
  budget_line_of_payer:
    'The line stands in the budget of another organization. Choose a line of a budget of the payer or of one of its units.',
  Meeting_bodyId_ordinal_key: 'The body already has a meeting with this number. Choose another number, or revise that meeting.',
  Appointment_engagementId_key: 'Another appointment was held with this engagement already. Choose the one that came of this appointment.',
  appointment_closed: 'The appointment was held or cancelled already. Plan a new one.',
  PolicyTask_origin_number_key: 'There is already a task with this number in this origin. Revise that one, or choose another number.',
  status_history_in_order: 'A step in the status history is not dated before the last one. Give the date of that one, or a later one.',
  review_of_same_task: 'This is not a review of the task. Choose one of its reviews.',
  successor_is_there:
    'The successor does not exist yet on that date: its history begins later. Give a later date, or choose another successor.',
  superseded_names_successor:
    'A superseded task names the task that took it over. Name its successors, or say that the source does not name them.',
  lineage_without_circle:
    'The successor was itself taken over, directly or through others, by this task: lineage would run in a circle. Choose another successor.',
  PolicyTaskSuccession_of_another: 'A task cannot succeed itself. Choose another successor.',
  ProposalProposer_one_lead: 'The proposal has a lead proposer already. Name only one as lead.',
  meeting_of_body: 'The meeting is one of another body. Choose a meeting of this body, or leave the body out.',
  reraising_without_circle:
    'The earlier proposal itself raises this one again, directly or through others: the chain would run in a circle. Choose another one.',
  reraises_what_was_submitted: 'Only what was submitted is raised again, and the earlier proposal is a draft. Submit it first.',
  reraised_later: 'This was proposed before the proposal that it is to raise again. Turn the two around, or give a later date.',
  proposal_has_proposer: 'Nobody makes this proposal. Name the body, or at least one proposer.',
  Proposal_agendaItemId_meetingId_fkey:
    'A proposal stands under an agenda item that would be removed. Keep the item, or revise the proposal first.',
  JointTask_agendaItemId_meetingId_fkey:
    'A joint task was taken on under an agenda item that would be removed. Keep the item, or revise the joint task first.',
  answered_after_submission:
    'Nothing is answered and nothing comes of a proposal before it was submitted. Submit it first, or give a later date.',
  JointTask_period_in_order: 'The joint task would begin when it has ended already. Give an earlier date.',
  JointTask_one_at_a_time: 'The task is a joint task of this body in that period already. Revise that one, or end it first.',
  ReviewRound_once_a_period: 'There is already a round of this kind for that period. Use it, or choose another period.',
  Review_once_a_round: 'The task was already reviewed in this round. Correct that review instead.',
  Review_correctsId_key: 'The review was corrected already. Correct the latest correction instead.',
  closed_round_is_kept: 'The review round is closed and is not rewritten. Enter a correction of the review instead.',
  Holiday_date_key: 'One of the days is a holiday already. Leave it out, or withdraw it first.',
  Feedback_by_another_engagement: 'An engagement does not answer itself. Choose the later one in which the answer went back.',
  Feedback_opinionId_answerId_key: 'It is recorded already that this engagement answered that opinion. Nothing is left to do.',
  Stance_correctsId_key: 'The entry was corrected or taken back already. Correct the latest correction instead.',
  legal_basis_of_person:
    'A natural person’s stance needs a legal basis, and an organization’s has none. Say what permits the city to keep it, or leave it out.',
  correction_of_same_stance:
    'A correction names an entry of the same stakeholder on the same policy task or proposal. Take the wrong entry back and record a new one.',
  correction_of_same_review: 'A correction names a review of the same task in the same round. Choose that review.',
  Session_programmeId_ordinal_key: 'The programme already has a session with this number. Choose another number, or revise that session.',
  Session_planned_for_day_of_start:
    'A session that starts at a time is planned for that day in Korea. Give only the time, or only the date.',
  Session_ends_after_start: 'The session must end after it starts. Check both times.',
  Session_registration_in_order: 'Registration must close after it opens. Check both times.',
  Session_places_within_capacity:
    'More are registered than there would be places. Choose at least as many places, or cancel registrations first.',
  Session_waiting_within_capacity: 'More wait than the waiting list would hold. Choose a longer one, or cancel registrations first.',
  programme_not_cancelled: 'The programme was cancelled and plans no more sessions. Add a new programme, or plan the session in another.',
  registration_for_planned_session: 'The session is not to come any more: it was held or cancelled. Choose another session.',
  nobody_waits_beside_a_free_place: 'Somebody would wait although a place is free. Repeat the request.',
  first_come_first_served: 'Somebody would get a place before those who have waited longer. Repeat the request.',
  Participation_sessionId_stakeholderId_key: 'The stakeholder takes part in this session already. Use that participation.',
  Participation_sessionId_number_key: 'Somebody else registered at the same moment. Repeat the request.',
};

/** What a failed statement says: PostgreSQL's code, and the constraint that it names. */
function detailsOf(error: unknown): Details | undefined {
  const { originalCode, originalMessage = '' } = driverErrorOf(error) ?? {};
  if (originalCode === undefined) return undefined;
  return {
    state: originalCode,
    constraint: /constraint "([^"]+)"/u.exec(originalMessage)?.[1],
    ofReferred: originalMessage.includes('update or delete on table'),
  };
}

interface Details {
  readonly state: string;
  readonly constraint: string | undefined;
  /** Of a foreign key: whether it was the record that others refer to which was to change, and not one that refers to another. */
  readonly ofReferred: boolean;
}

interface DriverError {
  readonly originalCode?: string;
  readonly originalMessage?: string;
}

// A failed statement comes inside Prisma's own error, a failed COMMIT as the driver's.
function driverErrorOf(error: unknown): DriverError | undefined {
  if (error instanceof DriverAdapterError) return error.cause;
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return undefined;
  return (error.meta as { driverAdapterError?: { cause?: DriverError } } | undefined)?.driverAdapterError?.cause;
}

/** A PcrmError for what the database refused; anything else is returned as it came, to be thrown as a fault. */
export function asPcrmError(error: unknown): unknown {
  if (error instanceof PcrmError) return error;
  const details = detailsOf(error);
  if (details === undefined) return error;
  const { state, constraint = 'unnamed', ofReferred } = details;
  switch (state) {
    case '23503':
      return ofReferred ? new Conflict(constraint, sentences[constraint] ?? STILL_REFERRED_TO) : unknownReference(constraint);
    case '23505':
      return new Conflict(
        constraint,
        sentences[constraint] ?? `There is already such a record (${constraint}). Use that one, or change what must be unique.`,
      );
    case '23514':
    case '23P01':
      return new Conflict(constraint, sentences[constraint] ?? `This breaks the rule ${constraint}. Check the input against it.`);
    case '40001':
    case '40P01':
    case '55P03':
      return concurrentChange();
    default:
      return error;
  }
}

/** What was there a moment ago is not there any more, or is being changed. */
export function concurrentChange(): Conflict {
  return new Conflict('concurrent_change', 'Others are changing the same records at this moment. Repeat the request.');
}

const STILL_REFERRED_TO = 'Other records still refer to what would be removed. Keep it, or change those first.';

// Prisma names a foreign key after its table and columns, as in "Membership_memberId_fkey".
function unknownReference(constraint: string): InvalidInput {
  const field = /_([^_]+)_fkey$/u.exec(constraint)?.[1];
  return InvalidInput.at(field === undefined ? [] : [field], 'unknown_id', 'There is no record with this id. Check the id.');
}

/** Whether the same transaction may well succeed when it is run again: a deadlock or a serialization failure. */
export function isRetryable(error: unknown): boolean {
  const state = detailsOf(error)?.state;
  return state === '40001' || state === '40P01' || (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2034');
}

/** Whether it was this constraint that refused the statement. */
export function isViolationOf(error: unknown, constraint: string): boolean {
  return detailsOf(error)?.constraint === constraint;
}

/** The model of which a statement found no record to change; undefined for any other failure. */
export function missingRecordOf(error: unknown): string | undefined {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2025') return undefined;
  const model = error.meta?.['modelName'];
  return typeof model === 'string' ? model : undefined;
}
