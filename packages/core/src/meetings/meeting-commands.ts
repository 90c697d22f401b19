import type { z } from 'zod';
import { defineCommand } from '../command.js';
import type { Transaction } from '../database/open-database.js';
import { Conflict, InvalidInput, NotFound, StaleVersion, type Problem } from '../errors.js';
import type { Prisma } from '../generated/prisma/client.js';
import { MeetingStatus } from '../generated/prisma/enums.js';
import { closeTermsAt } from '../memberships/term-ends.js';
import { dateColumns, formatPartialDate, officeDay } from '../period.js';
import { unknownReferences, type Reference } from '../references.js';
import { moveTermEnds } from './meeting-terms.js';
import * as rules from './meeting.js';

const parts = {
  agenda: { orderBy: { position: 'asc' } },
  attendances: { orderBy: { stakeholderId: 'asc' } },
  endedMemberships: { orderBy: { id: 'asc' } },
} as const satisfies Prisma.MeetingInclude;

type PlacedItem = z.output<typeof rules.setAgendaInput>['items'][number] & { readonly position: number };

/** A meeting with its agenda, who attended, and the memberships whose terms ended because it was held. */
export type MeetingWithParts = Prisma.MeetingGetPayload<{ include: typeof parts }>;

/** Plans a meeting of a body, on a date that may be partial or not known yet, with its agenda in order. */
export const planMeeting = defineCommand({
  name: 'planMeeting',
  scope: 'meetings:write',
  schema: rules.planMeetingInput,
  perform: async ({ db, data, entered }) => {
    const { planned, agenda = [], sourceId: _entered, ...columns } = data;
    await refuse(db, [], [...rules.meetingReferences(data), ...rules.agendaReferences(agenda)]);
    const after = await db.meeting.create({
      data: { ...columns, ...dateColumns('planned', planned), ...entered, agenda: { create: inOrder(agenda) } },
      include: parts,
    });
    return { type: 'Meeting', before: null, after };
  },
});

/**
 * Records a meeting that was held, after the fact, with agenda and attendance. Open terms "until the next meeting" that began before it
 * end on the date held; terms that began later go on.
 *
 * @throws InvalidInput for a date of which the first day is still to come.
 */
export const recordHeldMeeting = defineCommand({
  name: 'recordHeldMeeting',
  scope: 'meetings:write',
  schema: rules.recordHeldMeetingInput,
  perform: async ({ db, data, entered, now }) => {
    const { planned, held, agenda = [], attendances = [], sourceId: _entered, ...columns } = data;
    const references = [...rules.meetingReferences(data), ...rules.agendaReferences(agenda), ...rules.attendanceReferences(attendances)];
    await refuse(db, rules.heldProblems(held, officeDay(now)), references);
    const { id, bodyId } = await db.meeting.create({
      data: {
        ...columns,
        ...dateColumns('planned', planned),
        ...dateColumns('held', held),
        status: MeetingStatus.HELD,
        ...entered,
        agenda: { create: inOrder(agenda) },
        attendances: { create: attendances },
      },
    });
    await closeTermsAt(db, { bodyId, meetingId: id, held });
    return { type: 'Meeting', before: null, after: await requireMeeting(db, id) };
  },
});

/**
 * Turns a planned meeting into one that was held. Open terms "until the next meeting" that began before it end on the date held, not on
 * the date planned.
 *
 * @throws Conflict `meeting_held` or `meeting_cancelled` when it is not planned any more.
 */
export const holdMeeting = defineCommand({
  name: 'holdMeeting',
  scope: 'meetings:write',
  schema: rules.holdMeetingInput,
  perform: async ({ db, data, now }) => {
    const { id, version, held, ...columns } = data;
    const before = await requireMeeting(db, id);
    await refuse(db, rules.heldProblems(held, officeDay(now)), rules.meetingReferences({ hostId: columns.hostId }));
    requireState(before, version, [MeetingStatus.PLANNED]);
    await db.meeting.update({
      where: { id, version },
      data: { ...columns, ...dateColumns('held', held), status: MeetingStatus.HELD, version: { increment: 1 } },
    });
    await closeTermsAt(db, { bodyId: before.bodyId, meetingId: id, held });
    return { type: 'Meeting', before, after: await requireMeeting(db, id) };
  },
});

/** Cancels a planned meeting. It keeps its number until that is revised. @throws Conflict when it is not planned any more. */
export const cancelMeeting = defineCommand({
  name: 'cancelMeeting',
  scope: 'meetings:write',
  schema: rules.cancelMeetingInput,
  perform: async ({ db, data: { id, version } }) => {
    const before = await requireMeeting(db, id);
    requireState(before, version, [MeetingStatus.PLANNED]);
    const data = { status: MeetingStatus.CANCELLED, version: { increment: 1 } };
    return { type: 'Meeting', before, after: await db.meeting.update({ where: { id, version }, data, include: parts }) };
  },
});

/**
 * Changes the fields that are given; null clears one. When the date of a meeting that was held is corrected, the terms that it ended end
 * on the corrected date.
 */
export const reviseMeeting = defineCommand({
  name: 'reviseMeeting',
  scope: 'meetings:write',
  schema: rules.reviseMeetingInput,
  perform: async ({ db, data, now }) => {
    const { id, version, planned, held, ...columns } = data;
    const before = await requireMeeting(db, id);
    const problems = rules.heldProblems(held, officeDay(now));
    if (held && before.status !== MeetingStatus.HELD) {
      problems.push({ path: ['held'], code: 'not_held', message: 'Only a meeting that was held has this date. Hold the meeting instead.' });
    }
    await refuse(db, problems, rules.meetingReferences({ hostId: columns.hostId }));
    requireState(before, version, Object.values(MeetingStatus));
    await db.meeting.update({
      where: { id, version },
      data: { ...columns, ...dateColumns('planned', planned), ...dateColumns('held', held), version: { increment: 1 } },
    });
    const was = formatPartialDate(before.heldDate, before.heldPrecision);
    if (held && formatPartialDate(held.date, held.precision) !== was)
      await moveTermEnds(db, { bodyId: before.bodyId, meetingId: id, held });
    return { type: 'Meeting', before, after: await requireMeeting(db, id) };
  },
});

/**
 * Replaces the agenda: the items in order, decided or not. An item that names its id stays that item; those that are not in the list are
 * removed, unless a proposal or a joint task stands under one. Decisions need a meeting that was held.
 */
export const setAgenda = defineCommand({
  name: 'setAgenda',
  scope: 'meetings:write',
  schema: rules.setAgendaInput,
  perform: async ({ db, data: { meetingId, version, items } }) => {
    const before = await requireMeeting(db, meetingId);
    const known = new Set(before.agenda.map(({ id }) => id));
    const problems = items.flatMap(({ id }, index): Problem[] =>
      id === undefined || known.has(id)
        ? []
        : [{ path: ['items', index, 'id'], code: 'unknown_id', message: 'The agenda has no such item. Leave the id out for a new one.' }],
    );
    if (before.status === MeetingStatus.PLANNED) problems.push(...rules.decisionProblems(items, 'items'));
    await refuse(db, problems, rules.agendaReferences(items, 'items'));
    requireState(before, version, [MeetingStatus.PLANNED, MeetingStatus.HELD]);
    await takeVersion(db, meetingId, version);
    await replaceAgenda(db, meetingId, inOrder(items));
    return { type: 'Meeting', before, after: await requireMeeting(db, meetingId) };
  },
});

// Proposals and joint tasks refer to the items that decided them: an item that stays is changed where it is. Two items never stand at one
// position, so those that stay step aside first.
async function replaceAgenda(db: Transaction, meetingId: string, items: readonly PlacedItem[]): Promise<void> {
  const staying = items.filter((item) => item.id !== undefined);
  await db.agendaItem.deleteMany({ where: { meetingId, id: { notIn: staying.map(({ id }) => id as string) } } });
  await db.agendaItem.updateMany({ where: { meetingId }, data: { position: { increment: 10_000 } } });
  await db.$executeRaw`
    UPDATE "AgendaItem" t SET "position" = i."position", "title" = i."title", "proposerId" = i."proposerId",
      "policyTaskId" = i."policyTaskId", "decision" = i."decision", "decisionText" = i."decisionText"
    FROM jsonb_to_recordset(${JSON.stringify(staying)}::jsonb) AS i ("id" uuid, "position" smallint, "title" text, "proposerId" uuid,
      "policyTaskId" uuid, "decision" "AgendaDecision", "decisionText" text)
    WHERE t."id" = i."id" AND t."meetingId" = ${meetingId}::uuid`;
  const added = items.filter((item) => item.id === undefined);
  await db.agendaItem.createMany({ data: added.map(({ id: _none, ...item }) => ({ ...item, meetingId })) });
}

/** Replaces the record of who attended a meeting that was held: each stakeholder once, a proxy for those represented and for nobody else. */
export const recordAttendance = defineCommand({
  name: 'recordAttendance',
  scope: 'meetings:write',
  schema: rules.recordAttendanceInput,
  perform: async ({ db, data: { meetingId, version, attendances } }) => {
    const before = await requireMeeting(db, meetingId);
    await refuse(db, [], rules.attendanceReferences(attendances));
    requireState(before, version, [MeetingStatus.HELD]);
    await takeVersion(db, meetingId, version);
    await db.attendance.deleteMany({ where: { meetingId } });
    await db.attendance.createMany({ data: attendances.map((attendance) => ({ ...attendance, meetingId })) });
    return { type: 'Meeting', before, after: await requireMeeting(db, meetingId) };
  },
});

async function requireMeeting(db: Transaction, id: string): Promise<MeetingWithParts> {
  const meeting = await db.meeting.findUnique({ where: { id }, include: parts });
  if (meeting === null) throw new NotFound('Meeting', id);
  return meeting;
}

async function refuse(db: Transaction, problems: readonly Problem[], references: readonly Reference[]): Promise<void> {
  const all = [...problems, ...(await unknownReferences(db, references))];
  if (all.length > 0) throw new InvalidInput(all);
}

function requireState({ id, version, status }: MeetingWithParts, basedOn: number, allowed: readonly MeetingStatus[]): void {
  if (version !== basedOn) throw new StaleVersion('Meeting', id, basedOn);
  if (allowed.includes(status)) return;
  const { rule, message } = rules.wrongStatus(status);
  throw new Conflict(rule, message);
}

// For changes of parts only: the meeting counts as revised, once for each version.
async function takeVersion(db: Transaction, id: string, version: number): Promise<void> {
  const { count } = await db.meeting.updateMany({ where: { id, version }, data: { version: { increment: 1 } } });
  if (count === 0) throw new StaleVersion('Meeting', id, version);
}

function inOrder<Item>(items: readonly Item[]): (Item & { position: number })[] {
  return items.map((item, index) => ({ ...item, position: index + 1 }));
}
