import { z } from 'zod';
import { permits, requireScope, type Actor } from '../access/actor.js';
import { visibleEngagementsSql } from '../access/engagement-visibility.js';
import type { Context } from '../context.js';
import { loadPage, type KeysetList, type Page, type PageRequest } from '../database/keyset.js';
import { Prisma } from '../generated/prisma/client.js';
import { ProgrammeKind } from '../generated/prisma/enums.js';
import { parseInput } from '../input.js';
import { SMALLEST_GROUP } from '../insights/insight.js';
import { rangeOf, sessionPeriod } from './session-queries.js';
import { withoutSmallGroups, type CountedGroup } from './small-groups.js';

const heldFilter = {
  programmeIds: z.array(z.uuid()).min(1).nullish(),
  /** Of programmes of one of these kinds. */
  kinds: z.array(z.enum(ProgrammeKind)).min(1).nullish(),
  leadDepartmentId: z.uuid().nullish(),
  /** Held within the period. */
  within: sessionPeriod,
};

/** Which sessions held are counted, and by which period. */
export const participationQuery = z.object({ by: z.enum(['MONTH', 'QUARTER', 'YEAR']), ...heldFilter });
export type ParticipationQuery = z.input<typeof participationQuery>;

/** Who took part in the sessions that a programme held in a month, quarter or year of Korea. */
export interface ProgrammeParticipation {
  readonly programmeId: string;
  /** First day of the period; null for sessions of which the date held is less exactly known than that. */
  readonly periodStart: Date | null;
  readonly sessions: number;
  /** Places in the sessions that have a limit. */
  readonly places: number;
  readonly sessionsWithoutLimit: number;
  /** How many were counted or printed, where somebody did; null where nobody did. */
  readonly headCount: number | null;
  /** Had a place. This and what follows is null where suppressed. */
  readonly registered: number | null;
  /** Waited and got no place. */
  readonly waiting: number | null;
  /** Came, by name. Who came to two sessions came twice. */
  readonly attended: number | null;
  readonly walkIns: number | null;
  /** Had a place and did not come. */
  readonly absent: number | null;
  /** Of those with a place of whom it is recorded, the part that did not come; null where there are none. */
  readonly noShowRate: number | null;
  /** How many different stakeholders came. */
  readonly participants: number | null;
  /** Of these, how many came to the programme for the first time ever. */
  readonly newParticipants: number | null;
  readonly returningParticipants: number | null;
  /** Opinions heard, as far as the actor may read them; null when the actor may read none. */
  readonly opinions: number | null;
  /**
   * Whether what is counted by name is withheld: fewer than five natural persons registered or came, or those of such a period could be
   * computed from the figures and the total of the programme.
   */
  readonly suppressed: boolean;
}

/** The participation in programmes by period, as a list to page through: the newest period first, what has no exact date last. */
export function programmeParticipationList(actor: Actor, query: ParticipationQuery): KeysetList<ProgrammeParticipation> {
  requireScope(actor, 'programmes:read');
  const { by, ...filter } = parseInput(participationQuery, query);
  return {
    select: Prisma.sql`t."programmeId", nullif(t."start", DATE '0001-01-01') AS "periodStart", t."sessions", t."places",
      t."sessionsWithoutLimit", t."headCount", t."suppressed", ${figuresByName}`,
    from: Prisma.sql`(
      WITH held AS (${heldSessions(filter, startOf(by))}),
      sessions AS (
        SELECT h."programmeId", h."start", count(*)::int AS "sessions", coalesce(sum(h."capacity"), 0)::int AS "places",
          (count(*) FILTER (WHERE h."capacity" IS NULL))::int AS "sessionsWithoutLimit", sum(h."headCount")::int AS "headCount"
        FROM held h GROUP BY 1, 2
      ),
      turnout AS (${turnout}),
      newcomers AS (${newcomers}),
      heard AS (${heard(actor)})
      SELECT s.*, coalesce(c."registered", 0) AS "registered", coalesce(c."waiting", 0) AS "waiting", coalesce(c."attended", 0) AS "attended",
        coalesce(c."walkIns", 0) AS "walkIns", coalesce(c."absent", 0) AS "absent",
        c."absent"::float8 / nullif(c."recorded", 0) AS "noShowRate", coalesce(c."participants", 0) AS "participants",
        coalesce(n."newParticipants", 0) AS "newParticipants",
        coalesce(c."participants", 0) - coalesce(n."newParticipants", 0) AS "returningParticipants",
        CASE WHEN ${permits(actor, 'engagements:read')} THEN coalesce(o."opinions", 0) END AS "opinions", ${isSuppressed} AS "suppressed"
      FROM sessions s LEFT JOIN turnout c USING ("programmeId", "start") LEFT JOIN newcomers n USING ("programmeId", "start")
        LEFT JOIN heard o USING ("programmeId", "start")
    ) AS t`,
    where: Prisma.sql`TRUE`,
    order: [
      { column: Prisma.sql`t."start"`, type: 'date' },
      { column: Prisma.sql`t."programmeId"`, type: 'uuid' },
    ],
    descending: true,
  };
}

const figuresByName = Prisma.join(
  [
    Prisma.sql`"registered"`,
    Prisma.sql`"waiting"`,
    Prisma.sql`"attended"`,
    Prisma.sql`"walkIns"`,
    Prisma.sql`"absent"`,
    Prisma.sql`"noShowRate"`,
    Prisma.sql`"participants"`,
    Prisma.sql`"newParticipants"`,
    Prisma.sql`"returningParticipants"`,
    Prisma.sql`"opinions"`,
  ].map((figure) => Prisma.sql`CASE WHEN NOT t."suppressed" THEN t.${figure} END AS ${figure}`),
);

// A programme's total is that of a longer period: with the periods of few persons the smallest of the others is withheld. As in `withheldCells`.
const isSmall = Prisma.sql`coalesce(c."persons", 0) BETWEEN 1 AND ${SMALLEST_GROUP - 1}`;
const isLarge = Prisma.sql`coalesce(c."persons", 0) >= ${SMALLEST_GROUP}`;
const isSuppressed = Prisma.sql`(${isSmall} OR (${isLarge} AND bool_or(${isSmall}) OVER (PARTITION BY s."programmeId")
  AND row_number() OVER (PARTITION BY s."programmeId", ${isLarge} ORDER BY c."persons", s."start") = 1))`;

// The first day of the period in which a session was held. Of a session of which only the year is known, nobody knows the month.
function startOf(by: z.output<typeof participationQuery>['by']): Prisma.Sql {
  const first = (part: Prisma.Sql) => Prisma.sql`date_trunc(${part}, s."heldDate"::timestamp)::date`;
  switch (by) {
    case 'YEAR':
      return first(Prisma.sql`'year'`);
    case 'QUARTER':
      return Prisma.sql`CASE WHEN s."heldPrecision" = 'YEAR' THEN DATE '0001-01-01' ELSE ${first(Prisma.sql`'quarter'`)} END`;
    case 'MONTH':
      return Prisma.sql`CASE WHEN s."heldPrecision" = 'YEAR' THEN DATE '0001-01-01' ELSE ${first(Prisma.sql`'month'`)} END`;
  }
}

type HeldFilter = Omit<z.output<typeof participationQuery>, 'by'>;

function heldSessions({ programmeIds, kinds, leadDepartmentId, within }: HeldFilter, start: Prisma.Sql): Prisma.Sql {
  const conditions = [Prisma.sql`s."status" = 'HELD'`];
  if (programmeIds) conditions.push(Prisma.sql`s."programmeId" = ANY(${programmeIds}::uuid[])`);
  if (kinds) conditions.push(Prisma.sql`programme."kind" = ANY(${kinds}::"ProgrammeKind"[])`);
  if (leadDepartmentId) conditions.push(Prisma.sql`programme."leadDepartmentId" = ${leadDepartmentId}::uuid`);
  if (within) conditions.push(Prisma.sql`partial_days(s."heldDate", s."heldPrecision") <@ ${rangeOf(within)}`);
  return Prisma.sql`SELECT s."id", s."programmeId", s."capacity", s."headCount", ${start} AS "start"
    FROM "Session" s JOIN "Programme" programme ON programme."id" = s."programmeId" WHERE ${Prisma.join(conditions, ' AND ')}`;
}

const turnout = Prisma.sql`
  SELECT h."programmeId", h."start", (count(*) FILTER (WHERE p."status" = 'REGISTERED'))::int AS "registered",
    (count(*) FILTER (WHERE p."status" = 'WAITING'))::int AS "waiting", (count(*) FILTER (WHERE p."attended"))::int AS "attended",
    (count(*) FILTER (WHERE p."status" = 'WALK_IN'))::int AS "walkIns",
    (count(*) FILTER (WHERE p."status" = 'REGISTERED' AND NOT p."attended"))::int AS "absent",
    (count(*) FILTER (WHERE p."status" = 'REGISTERED' AND p."attended" IS NOT NULL))::int AS "recorded",
    (count(DISTINCT p."stakeholderId") FILTER (WHERE p."attended"))::int AS "participants",
    (count(DISTINCT p."stakeholderId") FILTER (WHERE w."kind" = 'PERSON' AND p."status" <> 'CANCELLED'))::int AS "persons"
  FROM held h JOIN "Participation" p ON p."sessionId" = h."id" JOIN "Stakeholder" w ON w."id" = p."stakeholderId" GROUP BY 1, 2`;

// Of all sessions that the programme ever held, also those that are not counted: who came before them returns.
const newcomers = Prisma.sql`
  SELECT h."programmeId", h."start", count(*)::int AS "newParticipants"
  FROM (
    SELECT DISTINCT ON (s."programmeId", p."stakeholderId") s."id"
    FROM "Session" s JOIN "Participation" p ON p."sessionId" = s."id"
    WHERE s."status" = 'HELD' AND p."attended" AND s."programmeId" IN (SELECT h."programmeId" FROM held h)
    ORDER BY s."programmeId", p."stakeholderId", s."heldDate", s."id"
  ) AS earliest JOIN held h ON h."id" = earliest."id" GROUP BY 1, 2`;

function heard(actor: Actor): Prisma.Sql {
  return Prisma.sql`SELECT h."programmeId", h."start", count(*)::int AS "opinions"
    FROM held h JOIN "SessionOpinion" o ON o."sessionId" = h."id" JOIN "Engagement" engagement ON engagement."id" = o."engagementId"
    WHERE ${visibleEngagementsSql(actor, Prisma.sql`engagement`)} GROUP BY 1, 2`;
}

/** A page of the participation in programmes by period. */
export async function programmeParticipation(
  context: Context,
  { query, ...page }: PageRequest & { readonly query: ParticipationQuery },
): Promise<Page<ProgrammeParticipation>> {
  return loadPage(context.db, programmeParticipationList(context.actor, query), page);
}

const groupQuery = z.object({ by: z.enum(['CATEGORY', 'REGION']), ...heldFilter });
export type ParticipationGroupQuery = z.input<typeof groupQuery>;

/** How many different stakeholders of a category or region came. */
export interface ParticipationGroup extends CountedGroup {
  /** The category or the region; null for those without one. */
  readonly group: string | null;
  readonly organizations: number;
}

/**
 * Who came to sessions, by category or region: how many different persons and organizations. Groups of fewer than five persons are not
 * told, nor those from which they could be computed. A stakeholder of several categories is counted in each.
 */
export async function participationByGroup({ db, actor }: Context, query: ParticipationGroupQuery): Promise<ParticipationGroup[]> {
  requireScope(actor, 'programmes:read');
  requireScope(actor, 'stakeholders:read');
  const { by, ...filter } = parseInput(groupQuery, query);
  const group = by === 'REGION' ? Prisma.sql`SELECT w."region"` : Prisma.sql`SELECT unnest(w."categories")::text`;
  const rows = await db.$queryRaw<(ParticipationGroup & { readonly persons: number })[]>`
    WITH held AS (${heldSessions(filter, Prisma.sql`NULL::date`)})
    SELECT g."group", (count(*) FILTER (WHERE w."kind" = 'PERSON'))::int AS "persons",
      (count(*) FILTER (WHERE w."kind" = 'ORGANIZATION'))::int AS "organizations"
    FROM "Stakeholder" w LEFT JOIN LATERAL (${group}) AS g ("group") ON TRUE
    WHERE w."id" IN (SELECT p."stakeholderId" FROM held h JOIN "Participation" p ON p."sessionId" = h."id" WHERE p."attended")
    GROUP BY 1 ORDER BY 1 NULLS LAST`;
  return withoutSmallGroups(rows);
}
