import { z } from 'zod';
import { permits, requireScope, type Actor } from '../access/actor.js';
import { visibleAppointmentsSql, visibleEngagementsSql } from '../access/engagement-visibility.js';
import type { Context } from '../context.js';
import { daySql } from '../database/period-sql.js';
import { Prisma, type Appointment, type Engagement, type Meeting } from '../generated/prisma/client.js';
import { groupBy } from '../group-by.js';
import { parseInput } from '../input.js';
import { seatsOfSql } from '../memberships/seats-sql.js';
import { calendarDate, instant, OFFICE_TIME_ZONE, officeDay } from '../period.js';

/** A contact of another department with the same stakeholder, near a day. */
export type Collision = CollidingContact & {
  /** The day of the contact, in Korea. */
  readonly day: Date;
  /** How many days after the day that was asked about; negative before it. */
  readonly daysApart: number;
  /** Those asked about who took part, or are to. */
  readonly stakeholderIds: readonly string[];
  /** Weaker: organizations of those asked about, or persons of the organizations asked about, who took part or are to. */
  readonly throughIds: readonly string[];
};

/** What the other department did, or is going to do. */
type CollidingContact =
  | { readonly kind: 'ENGAGEMENT'; readonly record: Engagement }
  | { readonly kind: 'APPOINTMENT'; readonly record: Appointment }
  | { readonly kind: 'MEETING'; readonly record: Meeting };

const MOST_DAYS = 90;

const nearInput = {
  withinDays: z.int().min(0).max(MOST_DAYS).nullish(),
  /** Also contacts with the organizations of those asked about, and with the persons of the organizations asked about. */
  throughMemberships: z.boolean().nullish(),
};

const collisionsInput = z.object({
  stakeholderIds: z.array(z.uuid()).min(1, { error: 'Name at least one stakeholder.' }).max(200, { error: 'Name at most 200.' }),
  /** The instant or the day of one's own contact; today when left out. */
  at: z
    .union([calendarDate(), instant().transform(officeDay)], {
      error: 'Write a day as YYYY-MM-DD, or an instant with its offset, such as 2013-01-15T00:30:00+09:00.',
    })
    .nullish(),
  /** One's own department, whose contacts are no collision; the actor's when left out. */
  departmentId: z.uuid().nullish(),
  ...nearInput,
});

/**
 * Contacts of other departments with the stakeholders within so many days (7 unless said otherwise) before and after a day, the nearest
 * first, at most 50: engagements, planned appointments, and meetings in which they sit and our city takes part. A contact that staff of
 * one's own department took part in is none. Of meetings, only those count of which the day is known.
 *
 * A contact that the actor may not read is left out and leaves no trace: that another department met somebody in confidence is itself
 * confidential.
 */
export async function collisions(context: Context, input: z.input<typeof collisionsInput>): Promise<Collision[]> {
  const { stakeholderIds, at, departmentId, ...near } = parseInput(collisionsInput, input);
  const day = at ?? officeDay(context.now());
  const asked = Prisma.sql`SELECT '', stakeholder, ${daySql(day)}, ${departmentId ?? context.actor.departmentId}::uuid
    FROM unnest(${stakeholderIds}::uuid[]) AS given (id) CROSS JOIN LATERAL present_stakeholder(given.id) AS stakeholder`;
  const [found = []] = await collisionsNear(context, { asked, asks: [''], ...near });
  return found;
}

const ofContactsInput = z.object({ ids: z.array(z.uuid()), ...nearInput });

/** The collisions of each of the appointments, for the department that it was entered for; in the order of the ids. See {@link collisions}. */
export async function collisionsOfAppointments(context: Context, input: z.input<typeof ofContactsInput>): Promise<Collision[][]> {
  const { ids, ...near } = parseInput(ofContactsInput, input);
  const asked = Prisma.sql`SELECT t."id"::text, p."stakeholderId", ${dayOf(Prisma.sql`t."startsAt"`)}, t."enteredForId"
    FROM "Appointment" t JOIN "AppointmentStakeholder" p ON p."appointmentId" = t."id"
    WHERE t."id" = ANY(${ids}::uuid[]) AND ${visibleAppointmentsSql(context.actor)}`;
  return collisionsNear(context, { asked, asks: ids, ...near });
}

/** The collisions of each of the engagements, for the department that it was entered for; in the order of the ids. See {@link collisions}. */
export async function collisionsOfEngagements(context: Context, input: z.input<typeof ofContactsInput>): Promise<Collision[][]> {
  const { ids, ...near } = parseInput(ofContactsInput, input);
  const asked = Prisma.sql`SELECT t."id"::text, p."stakeholderId", ${dayOf(Prisma.sql`t."occurredAt"`)}, t."enteredForId"
    FROM "Engagement" t JOIN "EngagementStakeholder" p ON p."engagementId" = t."id"
    WHERE t."id" = ANY(${ids}::uuid[]) AND ${visibleEngagementsSql(context.actor)}`;
  return collisionsNear(context, { asked, asks: ids, ...near });
}

/** What is asked: rows of (ask, stakeholder, day, own department), and the asks in the order of the answer. */
interface Asked {
  readonly asked: Prisma.Sql;
  readonly asks: readonly string[];
  readonly withinDays?: number | null | undefined;
  readonly throughMemberships?: boolean | null | undefined;
}

interface Found {
  readonly ask: string;
  readonly kind: Collision['kind'];
  readonly id: string;
  readonly day: Date;
  readonly daysApart: number;
  readonly stakeholderIds: string[] | null;
  readonly throughIds: string[] | null;
}

/** How many collisions are told of one contact: who has more neighbours than a page shows is not helped by more. */
const MOST = 50;

async function collisionsNear(context: Context, { asked, asks, withinDays, throughMemberships }: Asked): Promise<Collision[][]> {
  const { db, actor } = context;
  requireScope(actor, 'engagements:read');
  if (throughMemberships) requireScope(actor, 'memberships:read');
  const rows = await db.$queryRaw<Found[]>`
    WITH asked (ask, stakeholder, day, department) AS (${asked}),
    whom (ask, stakeholder, met, day, department) AS (
      SELECT DISTINCT ask, stakeholder, stakeholder, day, department FROM asked
      ${throughMemberships ? Prisma.sql`UNION ${throughMembershipsSql}` : Prisma.empty}
    ),
    contact (ask, stakeholder, met, asked_day, kind, id, day) AS (
      ${Prisma.join(contactsSql(actor, withinDays ?? 7), ' UNION ALL ')}
    ),
    found AS (
      SELECT ask, kind, id, day, day - asked_day AS "daysApart",
        array_agg(DISTINCT stakeholder::text) FILTER (WHERE met = stakeholder) AS "stakeholderIds",
        array_agg(DISTINCT met::text) FILTER (WHERE met <> stakeholder) AS "throughIds",
        row_number() OVER (PARTITION BY ask ORDER BY abs(day - asked_day), day, kind, id) AS place
      FROM contact GROUP BY ask, kind, id, day, asked_day
    )
    SELECT ask, kind, id, day, "daysApart", "stakeholderIds", "throughIds" FROM found WHERE place <= ${MOST} ORDER BY ask, place`;
  const collisionOf = await withRecords(context, rows);
  const byAsk = groupBy(rows, ({ ask }) => ask);
  return asks.map((ask) => (byAsk.get(ask) ?? []).flatMap((row) => collisionOf(row) ?? []));
}

// Who belongs to whom on that day, both ways.
const throughMembershipsSql = Prisma.sql`
  SELECT ask, stakeholder, m."organizationId", day, department FROM asked JOIN "Membership" m
    ON m."memberId" = stakeholder AND daterange(m."fromDate", m."untilDate") @> day
  UNION
  SELECT ask, stakeholder, m."memberId", day, department FROM asked JOIN "Membership" m
    ON m."organizationId" = stakeholder AND m."memberId" IS NOT NULL AND daterange(m."fromDate", m."untilDate") @> day`;

function contactsSql(actor: Actor, withinDays: number): Prisma.Sql[] {
  const near = (time: Prisma.Sql) => Prisma.sql`${time} >= ${startOf(Prisma.sql`whom.day - ${withinDays}::int`)}
    AND ${time} < ${startOf(Prisma.sql`whom.day + ${withinDays}::int + 1`)}`;
  const nearDay = (day: Prisma.Sql) => Prisma.sql`${day} BETWEEN whom.day - ${withinDays}::int AND whom.day + ${withinDays}::int`;
  const contacts = [
    Prisma.sql`
      SELECT ask, stakeholder, met, whom.day, 'ENGAGEMENT', t."id", ${dayOf(Prisma.sql`t."occurredAt"`)}
      FROM whom JOIN "EngagementStakeholder" p ON p."stakeholderId" = met AND ${near(Prisma.sql`p."occurredAt"`)}
      JOIN "Engagement" t ON t."id" = p."engagementId"
      WHERE ${visibleEngagementsSql(actor)} AND ${ofOthers} AND NOT EXISTS (
        SELECT FROM "EngagementStaff" s JOIN "Actor" a ON a."id" = s."actorId" WHERE s."engagementId" = t."id" AND a."departmentId" = department)`,
    Prisma.sql`
      SELECT ask, stakeholder, met, whom.day, 'APPOINTMENT', t."id", ${dayOf(Prisma.sql`t."startsAt"`)}
      FROM whom JOIN "AppointmentStakeholder" p ON p."stakeholderId" = met AND ${near(Prisma.sql`p."startsAt"`)}
      JOIN "Appointment" t ON t."id" = p."appointmentId"
      WHERE t."status" = 'PLANNED' AND ${visibleAppointmentsSql(actor)} AND ${ofOthers} AND NOT EXISTS (
        SELECT FROM "AppointmentStaff" s JOIN "Actor" a ON a."id" = s."actorId" WHERE s."appointmentId" = t."id" AND a."departmentId" = department)`,
  ];
  if (permits(actor, 'meetings:read') && permits(actor, 'memberships:read')) {
    contacts.push(
      Prisma.sql`
        SELECT ask, stakeholder, met, whom.day, 'MEETING', t."id", t."plannedDate"
        FROM whom CROSS JOIN LATERAL (${seatsOfSql(Prisma.sql`met`)}) seat JOIN "Meeting" t ON t."bodyId" = seat.body
        WHERE t."status" = 'PLANNED' AND t."plannedPrecision" = 'DAY' AND ${nearDay(Prisma.sql`t."plannedDate"`)}
          AND seat.days @> t."plannedDate" AND ${ofOthers} AND ${cityTakesPart(Prisma.sql`t."plannedDate"`)}`,
      Prisma.sql`
        SELECT ask, stakeholder, met, whom.day, 'MEETING', t."id", t."heldDate"
        FROM whom JOIN "Attendance" a ON a."stakeholderId" = met AND a."status" = 'PRESENT' JOIN "Meeting" t ON t."id" = a."meetingId"
        WHERE t."status" = 'HELD' AND t."heldPrecision" = 'DAY' AND ${nearDay(Prisma.sql`t."heldDate"`)}
          AND ${ofOthers} AND ${cityTakesPart(Prisma.sql`t."heldDate"`)}`,
    );
  }
  return contacts;
}

const ofOthers = Prisma.sql`t."enteredForId" IS DISTINCT FROM department`;

// The city hosts the meeting, or is in the body: itself, through a post of its own, or by somebody who sits on its behalf.
function cityTakesPart(day: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT FROM "Stakeholder" city WHERE city."categories" @> ARRAY['OWN_CITY']::"StakeholderCategory"[] AND (city."id" = t."hostId" OR EXISTS (
      SELECT FROM "Membership" c LEFT JOIN "Post" post ON post."id" = c."exOfficioPostId"
      WHERE c."organizationId" = t."bodyId" AND daterange(c."fromDate", c."untilDate") @> ${day}
        AND city."id" IN (c."memberId", c."onBehalfOfId", post."organizationId"))))`;
}

function dayOf(time: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(${time} AT TIME ZONE ${OFFICE_TIME_ZONE}::text)::date`;
}

function startOf(day: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`((${day})::timestamp AT TIME ZONE ${OFFICE_TIME_ZONE}::text)`;
}

// What was found may be read: it is loaded by its id.
async function withRecords({ db }: Context, rows: readonly Found[]): Promise<(row: Found) => Collision | undefined> {
  const idsOf = (kind: Found['kind']) => [...new Set(rows.filter((row) => row.kind === kind).map(({ id }) => id))];
  const [engagements, appointments, meetings] = [idsOf('ENGAGEMENT'), idsOf('APPOINTMENT'), idsOf('MEETING')];
  const contacts: CollidingContact[] = [
    ...(engagements.length > 0 ? await db.engagement.findMany({ where: { id: { in: engagements } } }) : []).map(
      (record) => ({ kind: 'ENGAGEMENT', record }) as const,
    ),
    ...(appointments.length > 0 ? await db.appointment.findMany({ where: { id: { in: appointments } } }) : []).map(
      (record) => ({ kind: 'APPOINTMENT', record }) as const,
    ),
    ...(meetings.length > 0 ? await db.meeting.findMany({ where: { id: { in: meetings } } }) : []).map(
      (record) => ({ kind: 'MEETING', record }) as const,
    ),
  ];
  const byId = new Map(contacts.map((contact) => [contact.record.id, contact]));
  return ({ id, day, daysApart, stakeholderIds, throughIds }) => {
    const contact = byId.get(id);
    return contact && { ...contact, day, daysApart, stakeholderIds: stakeholderIds ?? [], throughIds: throughIds ?? [] };
  };
}
