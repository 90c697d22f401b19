import { visibleEngagementsSql } from '../access/engagement-visibility.js';
import type { Context } from '../context.js';
import { daySql, holdsOnSql, startOfDaySql } from '../database/period-sql.js';
import { Prisma } from '../generated/prisma/client.js';
import { HALF_LIFE_DAYS, LARGEST_CIRCLE, LARGEST_ENGAGEMENT, type RelationEvidence } from './relation.js';

/** One ground on which a stakeholder knows somebody; `freshness` is that of {@link warmthOf}, 0 for other grounds than engagements. */
export interface Ground {
  readonly from: string;
  readonly to: string;
  readonly freshness: number;
  readonly evidence: RelationEvidence;
}

/** Whose neighbours are looked for, on which day, and how many of their last engagements count. */
export interface Frontier {
  readonly ids: readonly string[];
  readonly day: Date;
  readonly engagements: number;
}

/** Which of our staff count: one of them, those of a department, or all. */
export interface StaffFilter {
  readonly actorId?: string | null | undefined;
  readonly departmentId?: string | null | undefined;
}

interface EngagementRow {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly lastAt: Date;
  readonly freshness: number;
  readonly engagementIds: string[];
}

/** Who of the staff took part in engagements of the stakeholders that the actor may read. */
export async function staffWhoMet(context: Context, frontier: Frontier, filter: StaffFilter): Promise<Ground[]> {
  const staff = Prisma.sql`SELECT s."actorId" AS id FROM "EngagementStaff" s JOIN "Actor" a ON a."id" = s."actorId" AND ${isOurs(filter)}
    WHERE s."engagementId" = met."engagementId"`;
  return engagementGrounds(context, frontier, staff);
}

/** Which other stakeholders took part in them, where not too many did. */
export function stakeholdersMet(context: Context, frontier: Frontier): Promise<Ground[]> {
  const others = Prisma.sql`SELECT o."stakeholderId" AS id FROM "EngagementStakeholder" o
    JOIN "Stakeholder" other ON other."id" = o."stakeholderId" AND other."archivedAt" IS NULL
    WHERE o."engagementId" = met."engagementId" AND o."stakeholderId" <> f.id AND (
      SELECT count(*) FROM (
        SELECT FROM "EngagementStakeholder" c WHERE c."engagementId" = met."engagementId" LIMIT ${LARGEST_ENGAGEMENT + 1}
      ) few) <= ${LARGEST_ENGAGEMENT}`;
  return engagementGrounds(context, frontier, others);
}

async function engagementGrounds({ db, actor }: Context, { ids, day, engagements }: Frontier, who: Prisma.Sql): Promise<Ground[]> {
  const end = startOfDaySql(day, 1);
  const rows = await db.$queryRaw<EngagementRow[]>`
    SELECT f.id AS "from", who.id AS "to", count(*)::int AS "count", max(met."occurredAt") AS "lastAt",
      sum(power(0.5, (${daySql(day)} - (met."occurredAt" AT TIME ZONE 'Asia/Seoul')::date) / ${HALF_LIFE_DAYS}::float8))::float8 AS "freshness",
      ((array_agg(met."engagementId" ORDER BY met."occurredAt" DESC, met."engagementId" DESC))[1:3])::text[] AS "engagementIds"
    FROM unnest(${ids}::uuid[]) AS f (id)
    CROSS JOIN LATERAL (
      SELECT p."engagementId", p."occurredAt" FROM "EngagementStakeholder" p JOIN "Engagement" t ON t."id" = p."engagementId"
      WHERE p."stakeholderId" = f.id AND p."occurredAt" < ${end} AND ${visibleEngagementsSql(actor)}
      ORDER BY p."occurredAt" DESC, p."engagementId" DESC LIMIT ${engagements}
    ) met
    CROSS JOIN LATERAL (${who}) who
    GROUP BY f.id, who.id`;
  return rows.map(({ from, to, freshness, ...evidence }) => ({ from, to, freshness, evidence: { kind: 'ENGAGEMENT', ...evidence } }));
}

/** Who of the staff keeps the relation with the stakeholders on the day. */
export async function managersOf({ db }: Context, { ids, day }: Frontier, staff: StaffFilter): Promise<Ground[]> {
  const rows = await db.$queryRaw<{ from: string; to: string; id: string }[]>`
    SELECT r."stakeholderId" AS "from", r."managerId" AS "to", r."id" FROM "RelationshipManager" r
    JOIN "Actor" a ON a."id" = r."managerId" AND ${isOurs(staff)}
    WHERE r."stakeholderId" = ANY(${ids}::uuid[]) AND ${holdsOnSql(Prisma.sql`r`, day)}`;
  return rows.map(({ from, to, id }) => ({ from, to, freshness: 0, evidence: { kind: 'MANAGER', relationshipManagerId: id } }));
}

function isOurs({ actorId, departmentId }: StaffFilter) {
  const conditions = [Prisma.sql`a."kind" = 'STAFF' AND a."disabledAt" IS NULL`];
  if (actorId != null) conditions.push(Prisma.sql`a."id" = ${actorId}::uuid`);
  if (departmentId != null) conditions.push(Prisma.sql`a."departmentId" = ${departmentId}::uuid`);
  return Prisma.join(conditions, ' AND ');
}

/** How many of the staff could know anybody. */
export async function countStaff({ db }: Context, filter: StaffFilter): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS "count" FROM "Actor" a WHERE ${isOurs(filter)}`;
  return row?.count ?? 0;
}

interface MembershipRow {
  readonly from: string;
  readonly to: string;
  readonly organizationId: string | null;
  readonly membershipIds: string[];
}

/**
 * The organizations that the stakeholders are members of on the day, their own members, and the members of the same organization where it
 * is small enough. A seat that belongs to a post is that of whoever holds the post.
 */
export async function membersTogether({ db }: Context, { ids, day }: Frontier): Promise<Ground[]> {
  const holds = (table: Prisma.Sql) => holdsOnSql(table, day);
  const sitters = (organization: Prisma.Sql) => Prisma.sql`
    SELECT coalesce(s."memberId", h."memberId") AS id, s."id" AS "membershipId" FROM "Membership" s
    LEFT JOIN "Membership" h ON s."memberId" IS NULL AND h."postId" = s."exOfficioPostId" AND ${holds(Prisma.sql`h`)}
    WHERE s."organizationId" = ${organization} AND ${holds(Prisma.sql`s`)} LIMIT ${LARGEST_CIRCLE + 1}`;
  const rows = await db.$queryRaw<MembershipRow[]>`
    WITH f AS (SELECT id FROM unnest(${ids}::uuid[]) AS f (id)),
    seat AS (
      SELECT f.id, s."organizationId", s."id" AS "membershipId" FROM f JOIN "Membership" s ON s."memberId" = f.id AND ${holds(Prisma.sql`s`)}
      UNION
      SELECT f.id, s."organizationId", s."id" FROM f
      JOIN "Membership" h ON h."memberId" = f.id AND ${holds(Prisma.sql`h`)}
      JOIN "Membership" s ON s."exOfficioPostId" = h."postId" AND s."memberId" IS NULL AND ${holds(Prisma.sql`s`)}
    ),
    circle AS (
      SELECT o."organizationId", member.ids, member.seats FROM (SELECT DISTINCT "organizationId" FROM seat) o
      CROSS JOIN LATERAL (SELECT array_agg(m.id) AS ids, array_agg(m."membershipId") AS seats FROM (${sitters(Prisma.sql`o."organizationId"`)}) m) member
      WHERE cardinality(member.ids) <= ${LARGEST_CIRCLE}
    ),
    found AS (
      SELECT seat.id AS "from", seat."organizationId" AS "to", NULL::uuid AS "organizationId", seat."membershipId" AS own, NULL::uuid AS theirs FROM seat
      UNION ALL
      SELECT f.id, m.id, NULL, m."membershipId", NULL FROM f CROSS JOIN LATERAL (${sitters(Prisma.sql`f.id`)}) m
      UNION ALL
      SELECT seat.id, other.id, seat."organizationId", seat."membershipId", other."membershipId" FROM seat
      JOIN circle ON circle."organizationId" = seat."organizationId"
      CROSS JOIN LATERAL unnest(circle.ids, circle.seats) AS other (id, "membershipId")
    )
    SELECT found."from", found."to", found."organizationId",
      array_agg(DISTINCT each.id)::text[] AS "membershipIds"
    FROM found CROSS JOIN LATERAL unnest(ARRAY[found.own, found.theirs]) AS each (id)
    JOIN "Stakeholder" other ON other."id" = found."to" AND other."archivedAt" IS NULL
    WHERE found."to" <> found."from" AND each.id IS NOT NULL
    GROUP BY 1, 2, 3`;
  return rows.map(({ from, to, organizationId, membershipIds }) => ({
    from,
    to,
    freshness: 0,
    evidence:
      organizationId === null
        ? { kind: 'MEMBERSHIP', membershipIds: membershipIds.toSorted() }
        : { kind: 'SHARED_MEMBERSHIP', organizationId, membershipIds: membershipIds.toSorted() },
  }));
}
