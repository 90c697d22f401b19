import { z } from 'zod';
import { requireScope, type Actor as Asking } from '../access/actor.js';
import { visibleAppointments, visibleAppointmentsSql } from '../access/engagement-visibility.js';
import type { Context } from '../context.js';
import { loadPage, type KeysetList, type Page, type PageRequest } from '../database/keyset.js';
import { Prisma, type Actor, type Appointment, type Stakeholder } from '../generated/prisma/client.js';
import { AppointmentStatus, EngagementChannel } from '../generated/prisma/enums.js';
import { groupBy } from '../group-by.js';
import { parseInput } from '../input.js';
import { instant } from '../period.js';
import { nameOrderSql } from '../personal-data/personal-data.js';

/** Which appointments a list has. Everything that is given must hold. */
export const appointmentFilter = z.object({
  status: z.enum(AppointmentStatus).nullish(),
  /** One of them. */
  channels: z.array(z.enum(EngagementChannel)).min(1).nullish(),
  /** Starts at that instant or later. */
  from: instant().nullish(),
  /** Starts before that instant. */
  until: instant().nullish(),
  /** A member of staff who is to take part. */
  staffId: z.uuid().nullish(),
  /** The department for which it was entered. */
  enteredForId: z.uuid().nullish(),
});
export type AppointmentFilter = z.input<typeof appointmentFilter>;

/** Appointments that the actor may read, as a list to page through: the earliest first. */
export function appointmentList(actor: Asking, filter: AppointmentFilter = {}): KeysetList<Appointment> {
  return {
    select: Prisma.sql`t.*`,
    from: Prisma.sql`"Appointment" t`,
    where: Prisma.join(conditionsOf(actor, filter, Prisma.sql`t."startsAt"`), ' AND '),
    order: [
      { column: Prisma.sql`t."startsAt"`, type: 'timestamptz' },
      { column: Prisma.sql`t."id"`, type: 'uuid' },
    ],
    descending: false,
  };
}

/** The same below each stakeholder with whom they are. Time and id are read from the link, whose index holds them in order. */
export function appointmentsOfStakeholder(actor: Asking, filter: AppointmentFilter = {}): KeysetList<Appointment> {
  const time = Prisma.sql`p."startsAt"`;
  return {
    ...appointmentList(actor, filter),
    from: Prisma.sql`"AppointmentStakeholder" p JOIN "Appointment" t ON t."id" = p."appointmentId"`,
    where: Prisma.join(conditionsOf(actor, filter, time), ' AND '),
    order: [
      { column: time, type: 'timestamptz' },
      { column: Prisma.sql`p."appointmentId"`, type: 'uuid' },
    ],
    parent: Prisma.sql`p."stakeholderId"`,
  };
}

/** Which of those that were due and of which nothing was logged. */
export type UnloggedFilter = Pick<AppointmentFilter, 'staffId' | 'enteredForId'>;

/** Appointments that are over (or began, where no end is set) and neither held nor cancelled: somebody is to log them. The earliest first. */
export function unloggedAppointmentList(
  { actor, now }: Pick<Context, 'actor' | 'now'>,
  filter: UnloggedFilter = {},
): KeysetList<Appointment> {
  const at = now().toISOString();
  const list = appointmentList(actor, { ...filter, status: AppointmentStatus.PLANNED, until: at });
  return { ...list, where: Prisma.sql`${list.where} AND coalesce(t."endsAt", t."startsAt") < ${at}::timestamptz` };
}

function conditionsOf(actor: Asking, input: AppointmentFilter, time: Prisma.Sql): Prisma.Sql[] {
  requireScope(actor, 'engagements:read');
  const { status, channels, from, until, staffId, enteredForId } = parseInput(appointmentFilter, input);
  const conditions = [visibleAppointmentsSql(actor)];
  if (status) conditions.push(Prisma.sql`t."status" = ${status}::"AppointmentStatus"`);
  if (channels) conditions.push(Prisma.sql`t."channel" = ANY(${channels}::"EngagementChannel"[])`);
  if (from) conditions.push(Prisma.sql`${time} >= ${from.toISOString()}::timestamptz`);
  if (until) conditions.push(Prisma.sql`${time} < ${until.toISOString()}::timestamptz`);
  if (staffId) {
    conditions.push(Prisma.sql`EXISTS (SELECT FROM "AppointmentStaff" staff
      WHERE staff."appointmentId" = t."id" AND staff."actorId" = ${staffId}::uuid)`);
  }
  if (enteredForId) conditions.push(Prisma.sql`t."enteredForId" = ${enteredForId}::uuid`);
  return conditions;
}

/** A page of the appointments that the actor may read. */
export async function listAppointments(
  context: Context,
  { filter, ...page }: PageRequest & { readonly filter?: AppointmentFilter } = {},
): Promise<Page<Appointment>> {
  return loadPage(context.db, appointmentList(context.actor, filter), page);
}

/** A page of the appointments that are over and of which nothing was logged. */
export async function unloggedAppointments(
  context: Context,
  { filter, ...page }: PageRequest & { readonly filter?: UnloggedFilter } = {},
): Promise<Page<Appointment>> {
  return loadPage(context.db, unloggedAppointmentList(context, filter), page);
}

/** One appointment; null when there is none or the actor may not read it. */
export async function findAppointment({ db, actor }: Context, id: string): Promise<Appointment | null> {
  requireScope(actor, 'engagements:read');
  return db.appointment.findFirst({ where: { id: parseInput(z.uuid(), id), AND: visibleAppointments(actor) } });
}

/** The stakeholders with whom each of the appointments is, by name, in one statement. Nobody for one that may not be read. */
export async function stakeholdersOfAppointments({ db, actor }: Context, appointmentIds: readonly string[]): Promise<Stakeholder[][]> {
  requireScope(actor, 'stakeholders:read');
  const rows = await db.$queryRaw<(Stakeholder & { $appointment: string })[]>`
    SELECT p."appointmentId" AS "$appointment", s.*, s."categories"::text[] AS "categories"
    FROM "AppointmentStakeholder" p JOIN "Stakeholder" s ON s."id" = p."stakeholderId" JOIN "Appointment" t ON t."id" = p."appointmentId"
    WHERE p."appointmentId" = ANY(${appointmentIds}::uuid[]) AND ${visibleAppointmentsSql(actor)} ORDER BY ${nameOrderSql(actor, Prisma.sql`s`)}, s."id"`;
  return byAppointment(appointmentIds, rows);
}

/** The members of staff who are to take part in each of the appointments, by name, in one statement. */
export async function staffOfAppointments({ db, actor }: Context, appointmentIds: readonly string[]): Promise<Actor[][]> {
  requireScope(actor, 'access:read');
  const rows = await db.$queryRaw<(Actor & { $appointment: string })[]>`
    SELECT p."appointmentId" AS "$appointment", a.*
    FROM "AppointmentStaff" p JOIN "Actor" a ON a."id" = p."actorId" JOIN "Appointment" t ON t."id" = p."appointmentId"
    WHERE p."appointmentId" = ANY(${appointmentIds}::uuid[]) AND ${visibleAppointmentsSql(actor)} ORDER BY a."name", a."id"`;
  return byAppointment(appointmentIds, rows);
}

function byAppointment<Row>(appointmentIds: readonly string[], rows: readonly (Row & { $appointment: string })[]): Row[][] {
  const groups = groupBy(rows, ({ $appointment }) => $appointment);
  return appointmentIds.map((id) => (groups.get(id) ?? []).map(({ $appointment: _of, ...row }) => row as unknown as Row));
}
