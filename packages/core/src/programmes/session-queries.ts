import { z } from 'zod';
import { requireScope, type Actor } from '../access/actor.js';
import type { Context } from '../context.js';
import { loadPage, loadPages, type KeysetList, type Page, type PageRequest } from '../database/keyset.js';
import { daySql } from '../database/period-sql.js';
import { engagementList, type EngagementFilter } from '../engagements/engagement-queries.js';
import { Prisma, type Engagement, type Session } from '../generated/prisma/client.js';
import { ProgrammeKind, SessionStatus } from '../generated/prisma/enums.js';
import { evenIfFieldsFail, parseInput } from '../input.js';
import { periodInOrder, periodInput } from '../period.js';

/** A period, half-open: all that is known of a date, which may be a month or a year, lies in it. */
export const sessionPeriod = z.object(periodInput).superRefine(periodInOrder, evenIfFieldsFail).nullish();

/** Which sessions a list has. Everything that is given must hold. */
export const sessionFilter = z.object({
  programmeId: z.uuid().nullish(),
  /** Of a programme of one of these kinds. */
  kinds: z.array(z.enum(ProgrammeKind)).min(1).nullish(),
  status: z.enum(SessionStatus).nullish(),
  /** Held within the period, or else planned for a date within it. */
  within: sessionPeriod,
});
export type SessionFilter = z.input<typeof sessionFilter>;

/** What sessions can be ordered by: the date held or else planned. Those without either count as the newest. */
export type SessionOrder = 'NEWEST' | 'OLDEST';

/** Sessions, as a list to page through. */
export function sessionList(actor: Actor, filter: SessionFilter = {}, order: SessionOrder = 'NEWEST'): KeysetList<Session> {
  requireScope(actor, 'programmes:read');
  return {
    select: Prisma.sql`t.*`,
    from: Prisma.sql`"Session" t`,
    where: Prisma.join(conditionsOf(parseInput(sessionFilter, filter)), ' AND '),
    order: [
      // Written as in the indexes "Session_date_idx" and "Session_programmeId_date_idx".
      { column: Prisma.sql`coalesce(t."heldDate", t."plannedDate", DATE '9999-12-31')`, type: 'date' },
      { column: Prisma.sql`t."id"`, type: 'uuid' },
    ],
    descending: order === 'NEWEST',
  };
}

/** The same below each programme. */
export function sessionsOfProgramme(actor: Actor, filter: SessionFilter = {}, order: SessionOrder = 'NEWEST'): KeysetList<Session> {
  return { ...sessionList(actor, filter, order), parent: Prisma.sql`t."programmeId"` };
}

function conditionsOf({ programmeId, kinds, status, within }: z.output<typeof sessionFilter>): Prisma.Sql[] {
  const conditions = [Prisma.sql`TRUE`];
  if (programmeId) conditions.push(Prisma.sql`t."programmeId" = ${programmeId}::uuid`);
  if (kinds) {
    conditions.push(Prisma.sql`(SELECT programme."kind" FROM "Programme" programme WHERE programme."id" = t."programmeId")
      = ANY(${kinds}::"ProgrammeKind"[])`);
  }
  if (status) conditions.push(Prisma.sql`t."status" = ${status}::"SessionStatus"`);
  if (within) {
    const days = Prisma.sql`partial_days(coalesce(t."heldDate", t."plannedDate"), coalesce(t."heldPrecision", t."plannedPrecision"))`;
    conditions.push(Prisma.sql`${days} <@ ${rangeOf(within)}`);
  }
  return conditions;
}

/** The days of a period as a range; without an end that is left out. */
export function rangeOf({ from, until }: NonNullable<z.output<typeof sessionPeriod>>): Prisma.Sql {
  return Prisma.sql`daterange(${from ? daySql(from.date) : null}::date, ${until ? daySql(until.date) : null}::date)`;
}

/** A page of the sessions. */
export async function listSessions(
  context: Context,
  { filter, order, ...page }: PageRequest & { readonly filter?: SessionFilter; readonly order?: SessionOrder } = {},
): Promise<Page<Session>> {
  return loadPage(context.db, sessionList(context.actor, filter, order), page);
}

/** One session; null when there is none. */
export async function findSession({ db, actor }: Context, id: string): Promise<Session | null> {
  requireScope(actor, 'programmes:read');
  return db.session.findUnique({ where: { id: parseInput(z.uuid(), id) } });
}

/** The opinions heard at each session, as far as the actor may read those engagements, newest first. */
export function opinionsOfSession(actor: Actor, filter: EngagementFilter = {}): KeysetList<Engagement> {
  requireScope(actor, 'programmes:read');
  return {
    ...engagementList(actor, filter),
    from: Prisma.sql`"SessionOpinion" heard JOIN "Engagement" t ON t."id" = heard."engagementId"`,
    parent: Prisma.sql`heard."sessionId"`,
  };
}

/** A page of the opinions heard at a session, as far as the actor may read them. */
export async function listOpinions(
  context: Context,
  { sessionId, filter, ...page }: PageRequest & { readonly sessionId: string; readonly filter?: EngagementFilter },
): Promise<Page<Engagement>> {
  const parentIds = [parseInput(z.uuid(), sessionId)];
  const [opinions] = await loadPages(context.db, opinionsOfSession(context.actor, filter), { ...page, parentIds });
  return opinions as Page<Engagement>;
}

/** The session at which each of the engagements was heard, in one statement; null where it was heard elsewhere. */
export async function sessionsOfEngagements({ db, actor }: Context, engagementIds: readonly string[]): Promise<(Session | null)[]> {
  requireScope(actor, 'programmes:read');
  const heard = await db.sessionOpinion.findMany({ where: { engagementId: { in: [...engagementIds] } }, include: { session: true } });
  const sessionOf = new Map(heard.map(({ engagementId, session }) => [engagementId, session]));
  return engagementIds.map((id) => sessionOf.get(id) ?? null);
}
