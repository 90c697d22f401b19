import { requireScope, type Actor } from '../access/actor.js';
import type { Context } from '../context.js';
import { appointmentsOfStakeholder } from '../appointments/appointment-queries.js';
import { visibleCommitmentsSql } from '../commitments/commitment-visibility.js';
import type { KeysetList } from '../database/keyset.js';
import { daySql, holdsOnSql } from '../database/period-sql.js';
import { engagementsOfStakeholder } from '../engagements/engagement-queries.js';
import {
  Prisma,
  type Appointment,
  type Assessment,
  type Commitment,
  type ContactPoint,
  type Engagement,
  type Meeting,
  type OtherName,
  type RelationshipManager,
  type Session,
} from '../generated/prisma/client.js';
import type { CommitmentDirection } from '../generated/prisma/enums.js';
import { seatsOfSql } from '../memberships/seats-sql.js';
import { proposalsAddressedTo, proposalsOfStakeholder, type ProposalAsOf, type ProposalFilter } from '../proposals/proposal-queries.js';
import { OFFICE_TIME_ZONE, startOfOfficeDay } from '../period.js';

// What a brief has of a stakeholder, as lists below each of them: they are read in one statement for however many.

const uniqueKey = { column: Prisma.sql`t."id"`, type: 'uuid' } as const;
const ofStakeholder = { select: Prisma.sql`t.*`, parent: Prisma.sql`t."stakeholderId"`, order: [uniqueKey], descending: false };

/** Names beside the one in use that hold on the day. */
export function otherNamesOn(actor: Actor, day: Date): KeysetList<OtherName> {
  requireScope(actor, 'stakeholders:read');
  return { ...ofStakeholder, from: Prisma.sql`"OtherName" t`, where: holdsOnSql(Prisma.sql`t`, day) };
}

/** Ways to reach them that hold on the day, without those that they asked not to be used. */
export function usableContactPoints(actor: Actor, day: Date): KeysetList<ContactPoint> {
  requireScope(actor, 'stakeholders:read');
  const where = Prisma.sql`NOT t."doNotUse" AND ${holdsOnSql(Prisma.sql`t`, day)}`;
  return { ...ofStakeholder, from: Prisma.sql`"ContactPoint" t`, where };
}

/** Influence and interest in general as they were assessed by the day, the latest first. */
export function generalAssessments(actor: Actor, day: Date): KeysetList<Assessment> {
  requireScope(actor, 'stakeholders:read');
  return {
    ...ofStakeholder,
    from: Prisma.sql`"Assessment" t`,
    where: Prisma.sql`t."policyTaskId" IS NULL AND t."assessedOn" <= ${daySql(day)}`,
    order: [{ column: Prisma.sql`t."assessedOn"`, type: 'date' }, uniqueKey],
    descending: true,
  };
}

/** Who keeps the relation on the day, for each department. */
export function managersOn(actor: Actor, day: Date): KeysetList<RelationshipManager> {
  requireScope(actor, 'stakeholders:read');
  return { ...ofStakeholder, from: Prisma.sql`"RelationshipManager" t`, where: holdsOnSql(Prisma.sql`t`, day) };
}

/** The contacts with them until the end of the day that the actor may read, the latest first. */
export function contactsUntil(actor: Actor, day: Date): KeysetList<Engagement> {
  return engagementsOfStakeholder(actor, { until: startOfOfficeDay(day, 1) });
}

/** Appointments with them that were ahead on the day and that the actor may read, the next first: those held later were. */
export function nextAppointments(actor: Actor, day: Date): KeysetList<Appointment> {
  const list = appointmentsOfStakeholder(actor, { from: startOfOfficeDay(day) });
  const heldLater = Prisma.sql`t."status" = 'HELD' AND t."startsAt" >= ${startOfOfficeDay(day, 1).toISOString()}::timestamptz`;
  return { ...list, where: Prisma.sql`${list.where} AND (t."status" = 'PLANNED' OR ${heldLater})` };
}

// Whether a meeting or a session, `t`, was ahead on the day: it is planned for the day or later, or was held after it. Of one that was
// cancelled nobody knows since when.
function isAhead(day: Date): Prisma.Sql {
  return Prisma.sql`(t."status" = 'PLANNED' AND coalesce(upper(partial_days(t."plannedDate", t."plannedPrecision")), 'infinity') > ${daySql(day)}
    OR t."status" = 'HELD' AND t."heldDate" > ${daySql(day)})`;
}

// Its day: that on which it was held, where it was.
const dayOfGathering = Prisma.sql`coalesce(t."heldDate", t."plannedDate", DATE '9999-12-31')`;

/**
 * What was promised by the day in one direction: what was open on it by due date, that without one last, and then what was closed by it,
 * the last first.
 */
export function promisesOn(
  actor: Actor,
  { day, direction }: { readonly day: Date; readonly direction: CommitmentDirection },
): KeysetList<Commitment> {
  requireScope(actor, 'commitments:read');
  const isClosed = Prisma.sql`(t."closedOn" IS NOT NULL AND t."closedOn" <= ${daySql(day)})`;
  // A promise was made in an engagement or in a meeting; of one that was not held the date is not known.
  const madeOn = Prisma.sql`coalesce(
    (SELECT (e."occurredAt" AT TIME ZONE ${OFFICE_TIME_ZONE}::text)::date FROM "Engagement" e WHERE e."id" = t."engagementId"),
    (SELECT m."heldDate" FROM "Meeting" m WHERE m."id" = t."meetingId"), DATE '0001-01-01')`;
  return {
    ...ofStakeholder,
    from: Prisma.sql`"Commitment" t`,
    where: Prisma.sql`t."direction" = ${direction}::"CommitmentDirection" AND ${visibleCommitmentsSql(actor)} AND ${madeOn} <= ${daySql(day)}`,
    order: [
      { column: Prisma.sql`${isClosed}::int`, type: 'int' },
      // The days since it was closed run the other way than the days until it is due.
      {
        column: Prisma.sql`CASE WHEN ${isClosed} THEN DATE '0001-01-01' + (DATE '9999-12-31' - t."closedOn")
          ELSE coalesce(t."dueDate", DATE '9999-12-31') END`,
        type: 'date',
      },
      uniqueKey,
    ],
  };
}

/** Sessions of programmes that were ahead on the day, for which they are registered or wait, the next first; undated ones come last. */
export function nextSessions(actor: Actor, day: Date): KeysetList<Session> {
  requireScope(actor, 'programmes:read');
  return {
    select: Prisma.sql`t.*`,
    from: Prisma.sql`"Participation" p JOIN "Session" t ON t."id" = p."sessionId"`,
    where: Prisma.sql`p."status" IN ('REGISTERED', 'WAITING') AND ${isAhead(day)}`,
    parent: Prisma.sql`p."stakeholderId"`,
    order: [{ column: dayOfGathering, type: 'date' }, uniqueKey],
    descending: false,
  };
}

/** What is asked of them, or by them, and not decided on the day. */
export function undecidedProposals(
  context: Pick<Context, 'actor' | 'now'>,
  { day, side }: { readonly day: Date; readonly side: 'TO_THEM' | 'BY_THEM' },
): KeysetList<ProposalAsOf> {
  const filter: ProposalFilter = { statuses: ['SUBMITTED', 'UNDER_REVIEW'], asOf: day.toISOString().slice(0, 10) };
  return side === 'TO_THEM' ? proposalsAddressedTo(context, filter) : proposalsOfStakeholder(context, filter);
}

/** Meetings that were ahead on the day, of bodies in which they sit then, the next first; those of which no date is known come last. */
export function nextMeetings({ actor }: Pick<Context, 'actor'>, day: Date): KeysetList<Meeting> {
  requireScope(actor, 'meetings:read');
  requireScope(actor, 'memberships:read');
  return {
    select: Prisma.sql`t.*`,
    from: Prisma.sql`"Meeting" t`,
    // `parent` is the member below whom the list is read: a meeting has no column for those who sit in its body.
    where: Prisma.sql`${isAhead(day)} AND t."bodyId" IN (SELECT seat.body FROM (${seatsOfSql(Prisma.sql`parent.id`)}) seat
        WHERE seat.days @> greatest(coalesce(t."heldDate", t."plannedDate"), ${daySql(day)}))`,
    order: [{ column: dayOfGathering, type: 'date' }, uniqueKey],
    descending: false,
  };
}
