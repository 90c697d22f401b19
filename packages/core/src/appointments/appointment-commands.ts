import type { Actor } from '../access/actor.js';
import { visibleAppointments, visibleEngagements } from '../access/engagement-visibility.js';
import { defineCommand } from '../command.js';
import type { Transaction } from '../database/open-database.js';
import { auditedEngagement, distinct, enterEngagement, happeningsOfEntry, type LoggedEngagement } from '../engagements/engagement-entry.js';
import { linkReferences, staffProblems } from '../engagements/engagement.js';
import { Conflict, InvalidInput, NotFound, StaleVersion, type Problem } from '../errors.js';
import type { Appointment, Engagement } from '../generated/prisma/client.js';
import { AppointmentStatus, EngagementDirection } from '../generated/prisma/enums.js';
import { unknownId, unknownReferences } from '../references.js';
import * as rules from './appointment.js';

/** An appointment with the ids of those who are to take part. */
export type LinkedAppointment = Appointment & { readonly stakeholderIds: readonly string[]; readonly staffIds: readonly string[] };

/** What holding answers: the appointment, and the engagement that came of it. */
export type HeldAppointment = LinkedAppointment & { readonly engagement: Engagement };

/**
 * Plans a contact with stakeholders. The acting member of staff is to take part unless others are named; a service may name nobody.
 * Whoever may read an engagement of its confidentiality may read it.
 *
 * @throws InvalidInput with every id that names nothing, and for a time more than a day ago.
 */
export const planAppointment = defineCommand({
  name: 'planAppointment',
  scope: 'engagements:write',
  schema: rules.planAppointmentInput,
  perform: async ({ db, actor, data, entered, now }) => {
    const { stakeholderIds, staffIds, sourceId, ...columns } = data;
    const problems = [
      ...rules.planProblems(columns.startsAt, now),
      ...staffProblems(staffIds, actor.kind),
      ...(await unknownReferences(db, [...linkReferences(data), { to: 'Source', id: sourceId, path: ['sourceId'] }])),
    ];
    if (problems.length > 0) throw new InvalidInput(problems);
    const links = {
      stakeholderIds: distinct(stakeholderIds),
      staffIds: distinct(staffIds ?? (actor.kind === 'STAFF' ? [actor.id] : [])),
    };
    const appointment = await db.appointment.create({ data: { ...columns, ...entered } });
    await writeLinks(db, appointment, links);
    return { type: 'Appointment', before: null, after: { ...appointment, ...links } satisfies LinkedAppointment };
  },
});

/**
 * Changes a planned appointment. Fields that are left out stay; null clears one; a list that is given replaces the one there was.
 *
 * @throws Conflict `appointment_held` or `appointment_cancelled` when it is not planned any more.
 */
export const reviseAppointment = defineCommand({
  name: 'reviseAppointment',
  scope: 'engagements:write',
  schema: rules.reviseAppointmentInput,
  perform: async ({ db, actor, data, now }) => {
    const { id, version, stakeholderIds, staffIds, ...columns } = data;
    const before = await requireVisibleAppointment(db, actor, id);
    const { startsAt = before.startsAt, endsAt = before.endsAt } = columns;
    const problems = [
      ...rules.planProblems(columns.startsAt, now),
      ...rules.spanProblems({ startsAt, endsAt }),
      ...staffProblems(staffIds, actor.kind),
      ...(await unknownReferences(db, linkReferences(data))),
    ];
    if (problems.length > 0) throw new InvalidInput(problems);
    requirePlanned(before, version);
    const replaced = {
      ...(stakeholderIds && { stakeholderIds: distinct(stakeholderIds) }),
      ...(staffIds && { staffIds: distinct(staffIds) }),
    };
    const appointment = await db.appointment.update({ where: { id, version }, data: { ...columns, version: { increment: 1 } } });
    if (replaced.stakeholderIds) await db.appointmentStakeholder.deleteMany({ where: { appointmentId: id } });
    if (replaced.staffIds) await db.appointmentStaff.deleteMany({ where: { appointmentId: id } });
    await writeLinks(db, appointment, replaced);
    return { type: 'Appointment', before, after: { ...before, ...appointment, ...replaced } };
  },
});

/** Cancels a planned appointment, with the reason. @throws Conflict when it is not planned any more. */
export const cancelAppointment = defineCommand({
  name: 'cancelAppointment',
  scope: 'engagements:write',
  schema: rules.cancelAppointmentInput,
  perform: async ({ db, actor, data: { id, version, reason } }) => {
    const before = await requireVisibleAppointment(db, actor, id);
    requirePlanned(before, version);
    const cancelled = await db.appointment.update({
      where: { id, version },
      data: { status: AppointmentStatus.CANCELLED, cancelReason: reason, version: { increment: 1 } },
    });
    return { type: 'Appointment', before, after: { ...before, ...cancelled } };
  },
});

/**
 * Logs what came of a planned appointment: an engagement that is as planned where nothing else is said, MUTUAL unless it was otherwise.
 * The acting member of staff took part when the appointment names nobody. With `engagementId` the engagement is logged already, with one
 * of the same stakeholders.
 *
 * @throws Conflict `appointment_held` or `appointment_cancelled` when it is not planned any more.
 * @throws InvalidInput and Forbidden as `logEngagement` does: an appointment more than a day ahead is not held yet.
 */
export const holdAppointment = defineCommand({
  name: 'holdAppointment',
  scope: 'engagements:write',
  schema: rules.holdAppointmentInput,
  perform: async ({ db, actor, data: { id, version, engagementId, ...told }, entered, now }) => {
    const before = await requireVisibleAppointment(db, actor, id);
    requirePlanned(before, version);
    const engagement =
      engagementId == null
        ? await enterEngagement(db, { ...asPlanned(before), ...given(told) }, { actor, entered, now })
        : await requireEngagement(db, actor, { engagementId, stakeholderIds: before.stakeholderIds });
    const held = await db.appointment.update({
      where: { id, version },
      data: { status: AppointmentStatus.HELD, engagementId: engagement.id, version: { increment: 1 } },
    });
    const after: HeldAppointment = { ...before, ...held, engagement };
    const also = isLoggedNow(engagement) ? happeningsOfEntry(engagement) : [];
    return { type: 'Appointment', before, after, audited: { ...after, engagement: auditedOf(engagement) }, also };
  },
});

// What was logged with it may tell where somebody stands.
function auditedOf(engagement: Engagement | LoggedEngagement): unknown {
  return isLoggedNow(engagement) ? auditedEngagement(engagement) : engagement;
}

function isLoggedNow(engagement: Engagement | LoggedEngagement): engagement is LoggedEngagement {
  return 'stances' in engagement;
}

function asPlanned({ startsAt, channel, subject, place, confidentiality, stakeholderIds, staffIds }: LinkedAppointment) {
  return {
    occurredAt: startsAt,
    channel,
    direction: EngagementDirection.MUTUAL,
    subject,
    place,
    confidentiality,
    stakeholderIds: [...stakeholderIds],
    ...(staffIds.length > 0 && { staffIds: [...staffIds] }),
  };
}

// A field that is there and undefined says nothing.
function given<Fields extends object>(fields: Fields): { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };
}

async function requireEngagement(
  db: Transaction,
  actor: Actor,
  { engagementId, stakeholderIds }: { readonly engagementId: string; readonly stakeholderIds: readonly string[] },
): Promise<Engagement> {
  const found = await db.engagement.findFirst({
    where: { id: engagementId, AND: visibleEngagements(actor) },
    include: { stakeholders: { select: { stakeholderId: true } } },
  });
  const problem = found === null ? unknownId(['engagementId'], 'engagement') : otherStakeholders(found.stakeholders, stakeholderIds);
  if (found === null || problem !== undefined) throw new InvalidInput(problem === undefined ? [] : [problem]);
  const { stakeholders: _stakeholders, ...engagement } = found;
  return engagement;
}

function otherStakeholders(took: readonly { readonly stakeholderId: string }[], planned: readonly string[]): Problem | undefined {
  if (took.some(({ stakeholderId }) => planned.includes(stakeholderId))) return undefined;
  const message = 'None of the stakeholders of the appointment took part in that engagement. Choose the one that came of it.';
  return { path: ['engagementId'], code: 'other_stakeholder', message };
}

async function requireVisibleAppointment(db: Transaction, actor: Actor, id: string): Promise<LinkedAppointment> {
  const found = await db.appointment.findFirst({
    where: { id, AND: visibleAppointments(actor) },
    include: {
      stakeholders: { select: { stakeholderId: true }, orderBy: { stakeholderId: 'asc' } },
      staff: { select: { actorId: true }, orderBy: { actorId: 'asc' } },
    },
  });
  if (found === null) throw new NotFound('Appointment', id);
  const { stakeholders, staff, ...appointment } = found;
  return {
    ...appointment,
    stakeholderIds: stakeholders.map(({ stakeholderId }) => stakeholderId),
    staffIds: staff.map(({ actorId }) => actorId),
  };
}

function requirePlanned(appointment: Appointment, basedOn: number): void {
  if (appointment.version !== basedOn) throw new StaleVersion('Appointment', appointment.id, basedOn);
  const closed = rules.closedRule(appointment);
  if (closed) throw new Conflict(closed.rule, closed.message);
}

async function writeLinks(
  db: Transaction,
  { id: appointmentId, startsAt }: Appointment,
  { stakeholderIds = [], staffIds = [] }: { readonly stakeholderIds?: readonly string[]; readonly staffIds?: readonly string[] },
): Promise<void> {
  if (stakeholderIds.length > 0) {
    await db.appointmentStakeholder.createMany({
      data: stakeholderIds.map((stakeholderId) => ({ appointmentId, startsAt, stakeholderId })),
    });
  }
  if (staffIds.length > 0) await db.appointmentStaff.createMany({ data: staffIds.map((actorId) => ({ appointmentId, actorId })) });
}
