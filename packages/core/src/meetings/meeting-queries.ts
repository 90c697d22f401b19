import { z } from 'zod';
import { requireScope, type Actor } from '../access/actor.js';
import type { Context } from '../context.js';
import { loadPage, type KeysetList, type Page, type PageRequest } from '../database/keyset.js';
import { daySql } from '../database/period-sql.js';
import type { RowsBelow } from '../database/rows-below.js';
import { Prisma, type AgendaItem, type Attendance, type Meeting } from '../generated/prisma/client.js';
import { MeetingKind, MeetingStatus } from '../generated/prisma/enums.js';
import { groupBy } from '../group-by.js';
import { evenIfFieldsFail, parseInput } from '../input.js';
import { periodInOrder, periodInput } from '../period.js';

const within = z.object(periodInput).superRefine(periodInOrder, evenIfFieldsFail).nullish();

/** Which meetings a list has. Everything that is given must hold. */
export const meetingFilter = z.object({
  bodyId: z.uuid().nullish(),
  kind: z.enum(MeetingKind).nullish(),
  status: z.enum(MeetingStatus).nullish(),
  /** Held within the period, half-open: all that is known of the date, which may be a month or a year, lies in it. */
  heldIn: within,
  /** Planned for a date within the period, in the same sense. */
  plannedIn: within,
});
export type MeetingFilter = z.input<typeof meetingFilter>;

/** What meetings can be ordered by: the date held or else planned. Those without either count as the newest. */
export type MeetingOrder = 'NEWEST' | 'OLDEST';

/** Meetings, as a list to page through. */
export function meetingList(actor: Actor, filter: MeetingFilter = {}, order: MeetingOrder = 'NEWEST'): KeysetList<Meeting> {
  requireScope(actor, 'meetings:read');
  return {
    select: Prisma.sql`t.*`,
    from: Prisma.sql`"Meeting" t`,
    where: Prisma.join(conditionsOf(parseInput(meetingFilter, filter)), ' AND '),
    order: [
      { column: Prisma.sql`coalesce(t."heldDate", t."plannedDate", DATE '9999-12-31')`, type: 'date' },
      { column: Prisma.sql`t."id"`, type: 'uuid' },
    ],
    descending: order === 'NEWEST',
  };
}

/** The same below each body. */
export function meetingsOfBody(actor: Actor, filter: MeetingFilter = {}, order: MeetingOrder = 'NEWEST'): KeysetList<Meeting> {
  return { ...meetingList(actor, filter, order), parent: Prisma.sql`t."bodyId"` };
}

function conditionsOf({ bodyId, kind, status, heldIn, plannedIn }: z.output<typeof meetingFilter>): Prisma.Sql[] {
  const conditions = [Prisma.sql`TRUE`];
  if (bodyId) conditions.push(Prisma.sql`t."bodyId" = ${bodyId}::uuid`);
  if (kind) conditions.push(Prisma.sql`t."kind" = ${kind}::"MeetingKind"`);
  if (status) conditions.push(Prisma.sql`t."status" = ${status}::"MeetingStatus"`);
  const heldDays = Prisma.sql`partial_days(t."heldDate", t."heldPrecision")`;
  if (heldIn) conditions.push(Prisma.sql`${heldDays} <@ ${rangeOf(heldIn)}`);
  const plannedDays = Prisma.sql`partial_days(t."plannedDate", t."plannedPrecision")`;
  if (plannedIn) conditions.push(Prisma.sql`${plannedDays} <@ ${rangeOf(plannedIn)}`);
  return conditions;
}

function rangeOf({ from, until }: NonNullable<z.output<typeof within>>): Prisma.Sql {
  return Prisma.sql`daterange(${from ? daySql(from.date) : null}::date, ${until ? daySql(until.date) : null}::date)`;
}

/** A page of the meetings. */
export async function listMeetings(
  context: Context,
  { filter, order, ...page }: PageRequest & { readonly filter?: MeetingFilter; readonly order?: MeetingOrder } = {},
): Promise<Page<Meeting>> {
  return loadPage(context.db, meetingList(context.actor, filter, order), page);
}

/** One meeting; null when there is none. */
export async function findMeeting({ db, actor }: Context, id: string): Promise<Meeting | null> {
  requireScope(actor, 'meetings:read');
  return db.meeting.findUnique({ where: { id: parseInput(z.uuid(), id) } });
}

/** The agenda of each of the meetings, in order, in one statement. */
export async function agendasOfMeetings({ db, actor }: Context, meetingIds: readonly string[]): Promise<AgendaItem[][]> {
  requireScope(actor, 'meetings:read');
  const items = await db.agendaItem.findMany({ where: { meetingId: { in: [...meetingIds] } }, orderBy: { position: 'asc' } });
  return byMeeting(meetingIds, items);
}

/** Who attended each of the meetings, in the order in which it was recorded, in one statement. */
export async function attendancesOfMeetings({ db, actor }: Context, meetingIds: readonly string[]): Promise<Attendance[][]> {
  requireScope(actor, 'meetings:read');
  const attendances = await db.attendance.findMany({ where: { meetingId: { in: [...meetingIds] } }, orderBy: { id: 'asc' } });
  return byMeeting(meetingIds, attendances);
}

/** The points on the agenda of a meeting, in order. */
export function agendaOfMeeting(actor: Actor): RowsBelow {
  requireScope(actor, 'meetings:read');
  return { from: Prisma.sql`"AgendaItem" t`, parent: Prisma.sql`t."meetingId"`, order: Prisma.sql`t."position"` };
}

/** Who attended a meeting, in the order in which it was recorded. */
export function attendancesOfMeeting(actor: Actor): RowsBelow {
  requireScope(actor, 'meetings:read');
  return { from: Prisma.sql`"Attendance" t`, parent: Prisma.sql`t."meetingId"`, order: Prisma.sql`t."id"` };
}

function byMeeting<Part extends { readonly meetingId: string }>(meetingIds: readonly string[], partsOfAll: readonly Part[]): Part[][] {
  const groups = groupBy(partsOfAll, ({ meetingId }) => meetingId);
  return meetingIds.map((id) => groups.get(id) ?? []);
}

/** How many meetings of each kind a body has. */
export interface MeetingCounts {
  readonly bodyId: string;
  readonly regular: number;
  readonly extraordinary: number;
}

/** Of which bodies (all, unless named) and in which calendar year meetings are counted. */
export interface MeetingCountQuery {
  readonly bodyIds?: readonly string[] | null | undefined;
  readonly year: number;
}

/** How many meetings each body held in a year, in one statement. A body that held none is there with zero. */
export function meetingsHeld(context: Context, query: MeetingCountQuery): Promise<MeetingCounts[]> {
  return countByBody(context, query, { status: MeetingStatus.HELD, date: Prisma.sql`m."heldDate"` });
}

/** How many meetings that were neither held nor cancelled each body plans for a year. A body that plans none is there with zero. */
export function meetingsPlanned(context: Context, query: MeetingCountQuery): Promise<MeetingCounts[]> {
  return countByBody(context, query, { status: MeetingStatus.PLANNED, date: Prisma.sql`m."plannedDate"` });
}

const countQuery = z.object({ bodyIds: z.array(z.uuid()).nullish(), year: z.int().min(1).max(9_998) });

async function countByBody(
  { db, actor }: Context,
  query: MeetingCountQuery,
  { status, date }: { readonly status: MeetingStatus; readonly date: Prisma.Sql },
): Promise<MeetingCounts[]> {
  requireScope(actor, 'meetings:read');
  const { bodyIds, year } = parseInput(countQuery, { ...query, bodyIds: query.bodyIds && [...query.bodyIds] });
  return db.$queryRaw<MeetingCounts[]>`
    SELECT b."id" AS "bodyId", (count(*) FILTER (WHERE m."kind" = 'REGULAR'))::int AS "regular",
      (count(*) FILTER (WHERE m."kind" = 'EXTRAORDINARY'))::int AS "extraordinary"
    FROM "Body" b LEFT JOIN "Meeting" m ON m."bodyId" = b."id" AND m."status" = ${status}::"MeetingStatus"
      AND ${date} >= make_date(${year}::int, 1, 1) AND ${date} < make_date(${year}::int + 1, 1, 1)
    WHERE ${bodyIds ? Prisma.sql`b."id" = ANY(${bodyIds}::uuid[])` : Prisma.sql`TRUE`}
    GROUP BY b."id" ORDER BY b."id"`;
}
