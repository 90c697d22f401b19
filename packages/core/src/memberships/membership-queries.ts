import { z } from 'zod';
import { requireScope } from '../access/actor.js';
import type { Context } from '../context.js';
import { holdsOnSql } from '../database/period-sql.js';
import { Prisma, type Membership, type Post, type Stakeholder } from '../generated/prisma/client.js';
import { MembershipRole } from '../generated/prisma/enums.js';
import { groupBy } from '../group-by.js';
import { parseInput } from '../input.js';
import { asOfDay, asOfInput, type PeriodColumns } from '../period.js';
import { presentSql } from '../stakeholders/present-stakeholder.js';
import { within } from './membership.js';

/** A membership on a day, and who it is. */
export interface Seat {
  readonly membership: Membership;
  /** The person or organization that is named; null when the seat belongs to a post. */
  readonly member: Stakeholder | null;
  /**
   * Who sits on that day: the member who is a person, or whoever holds the post by virtue of which the seat is held. Null for a vacancy,
   * and for an organization of which no such post is recorded.
   */
  readonly person: Stakeholder | null;
}

const rosterInput = z.object({ organizationId: z.uuid(), role: z.enum(MembershipRole).nullish(), ...asOfInput });

/** Everybody who is something in an organization on a day: members, chairs and others, with the person on each seat. */
export async function roster(context: Context, input: z.input<typeof rosterInput>): Promise<Seat[]> {
  const { organizationId, role, asOf } = parseInput(rosterInput, input);
  const ofRole = role ? Prisma.sql`t."role" = ${role}::"MembershipRole"` : Prisma.sql`TRUE`;
  return loadSeats(context, Prisma.sql`t."organizationId" = ${presentSql(organizationId)} AND ${ofRole}`, asOf);
}

const chairsInput = z.object({ bodyIds: z.array(z.uuid()), ...asOfInput });

/** The chairs of each body on a day, in the order of the ids; none where nobody chairs it. */
export async function chairsOfEach(context: Context, input: z.input<typeof chairsInput>): Promise<Seat[][]> {
  const { bodyIds, asOf } = parseInput(chairsInput, input);
  const seats = await loadSeats(context, Prisma.sql`t."organizationId" = ANY(${bodyIds}::uuid[]) AND t."role" = 'CHAIR'`, asOf);
  return inOrderOf(bodyIds, seats, ({ membership }) => membership.organizationId);
}

/** The chair of a body on a day, or its co-chairs by seat number. */
export async function chairs(
  context: Context,
  { bodyId, asOf }: { readonly bodyId: string; readonly asOf?: string | null | undefined },
): Promise<Seat[]> {
  const [seats = []] = await chairsOfEach(context, { bodyIds: [bodyId], asOf });
  return seats;
}

const holdersInput = z.object({ postIds: z.array(z.uuid()), ...asOfInput });

/** Who holds each post on a day, in the order of the ids; none where it is vacant. */
export async function holdersOfEach(context: Context, input: z.input<typeof holdersInput>): Promise<Seat[][]> {
  const { postIds, asOf } = parseInput(holdersInput, input);
  const seats = await loadSeats(context, Prisma.sql`t."postId" = ANY(${postIds}::uuid[])`, asOf);
  return inOrderOf(postIds, seats, ({ membership }) => membership.postId);
}

/** How many seats of each post nobody holds on a day, in the order of the ids; 0 for a post that does not exist on that day. */
export async function vacantOfEach({ db, actor, now }: Context, input: z.input<typeof holdersInput>): Promise<number[]> {
  requireScope(actor, 'memberships:read');
  const { postIds, asOf } = parseInput(holdersInput, input);
  const day = asOfDay(now, asOf);
  const rows = await db.$queryRaw<{ id: string; vacant: number }[]>`
    SELECT p."id", p."capacity" - (
      SELECT count(*)::int FROM "Membership" h WHERE h."postId" = p."id" AND ${holdsOnSql(Prisma.sql`h`, day)}
    ) AS vacant
    FROM "Post" p WHERE p."id" = ANY(${postIds}::uuid[]) AND ${holdsOnSql(Prisma.sql`p`, day)}`;
  const vacant = new Map(rows.map((row) => [row.id, row.vacant]));
  return postIds.map((id) => vacant.get(id) ?? 0);
}

const personsInput = z.object({ membershipIds: z.array(z.uuid()), ...asOfInput });

/** The person on each membership on a day, in the order of the ids: see {@link Seat.person}. Null, too, where the membership does not hold on that day. */
export async function personsOfEach(context: Context, input: z.input<typeof personsInput>): Promise<(Stakeholder | null)[]> {
  const { membershipIds, asOf } = parseInput(personsInput, input);
  const seats = await loadSeats(context, Prisma.sql`t."id" = ANY(${membershipIds}::uuid[])`, asOf);
  const persons = new Map(seats.map(({ membership, person }) => [membership.id, person]));
  return membershipIds.map((id) => persons.get(id) ?? null);
}

async function loadSeats({ db, actor, now }: Context, which: Prisma.Sql, asOf: Date | null | undefined): Promise<Seat[]> {
  requireScope(actor, 'memberships:read');
  const day = asOfDay(now, asOf);
  const rows = await db.$queryRaw<(Membership & { personId: string | null })[]>`
    SELECT t.*, CASE m."kind" WHEN 'PERSON' THEN m."id" ELSE holder."memberId" END AS "personId"
    FROM "Membership" t
    LEFT JOIN "Stakeholder" m ON m."id" = t."memberId"
    LEFT JOIN LATERAL (
      SELECT h."memberId" FROM "Membership" h WHERE h."postId" = t."exOfficioPostId" AND ${holdsOnSql(Prisma.sql`h`, day)}
      ORDER BY h."seatNumber" LIMIT 1
    ) holder ON TRUE
    WHERE ${which} AND ${holdsOnSql(Prisma.sql`t`, day)}
    ORDER BY t."role", t."seatNumber", t."id"`;
  const ids = new Set(rows.flatMap(({ memberId, personId }) => [memberId, personId]).filter((id) => id !== null));
  const stakeholders = await db.stakeholder.findMany({ where: { id: { in: [...ids] } } });
  const byId = new Map(stakeholders.map((stakeholder) => [stakeholder.id, stakeholder]));
  return rows.map(({ personId, ...membership }) => ({
    membership,
    member: byId.get(membership.memberId ?? '') ?? null,
    person: byId.get(personId ?? '') ?? null,
  }));
}

function inOrderOf<Row>(ids: readonly string[], rows: readonly Row[], idOf: (row: Row) => string | null): Row[][] {
  const byId = groupBy(rows, idOf);
  return ids.map((id) => byId.get(id) ?? []);
}

/** One term in the cycle of a body's chairs. A chair that belongs to a post gives a term for each who held the post during it. */
export interface ChairTerm extends PeriodColumns {
  readonly membership: Membership;
  /** The person or organization in the chair; null when it belongs to a post of which no holder is recorded. */
  readonly chair: Stakeholder | null;
}

const chairHistoryInput = z.object({ bodyIds: z.array(z.uuid()) });

/** The chairs of each body through time, the earliest first: who, how chosen (`membership.basis`), from and until; in the order of the ids. */
export async function chairHistoryOfEach({ db, actor }: Context, input: z.input<typeof chairHistoryInput>): Promise<ChairTerm[][]> {
  requireScope(actor, 'memberships:read');
  const { bodyIds } = parseInput(chairHistoryInput, input);
  const memberships = await db.membership.findMany({
    where: { organizationId: { in: bodyIds }, role: MembershipRole.CHAIR },
    include: { member: true, exOfficioPost: { include: { holders: { include: { member: true }, orderBy: { id: 'asc' } } } } },
    orderBy: [{ seatNumber: 'asc' }, { id: 'asc' }],
  });
  const terms = memberships.flatMap(({ member, exOfficioPost, ...membership }): ChairTerm[] => {
    const { fromDate, fromPrecision, untilDate, untilPrecision } = membership;
    const term = { membership, chair: member, fromDate, fromPrecision, untilDate, untilPrecision };
    const held = member
      ? []
      : (exOfficioPost?.holders ?? []).map((holder) => ({ period: within(membership, holder), chair: holder.member }));
    const heldTerms = held.flatMap(({ period, chair }) => (period ? [{ ...period, membership, chair }] : []));
    return heldTerms.length > 0 ? heldTerms : [term];
  });
  const earliestFirst = terms.toSorted((a, b) => startOf(a) - startOf(b));
  return inOrderOf(bodyIds, earliestFirst, ({ membership }) => membership.organizationId);
}

/** The chairs of a body through time, the earliest first: who, how chosen (`membership.basis`), from and until. */
export async function chairHistory(context: Context, { bodyId }: { readonly bodyId: string }): Promise<ChairTerm[]> {
  const [terms = []] = await chairHistoryOfEach(context, { bodyIds: [bodyId] });
  return terms;
}

// A beginning that is not known comes first.
function startOf({ fromDate }: ChairTerm): number {
  return fromDate?.getTime() ?? Number.NEGATIVE_INFINITY;
}

/** How many may hold a post, and how many do. */
export interface PostOccupancy {
  readonly post: Post;
  readonly capacity: number;
  readonly held: number;
  readonly vacant: number;
}

const vacanciesInput = z.object({ organizationIds: z.array(z.uuid()), ...asOfInput });

/** The posts of each organization and of its units that exist on a day, filled and vacant, by title; in the order of the ids. */
export async function vacanciesOfEach({ db, actor, now }: Context, input: z.input<typeof vacanciesInput>): Promise<PostOccupancy[][]> {
  requireScope(actor, 'memberships:read');
  const { organizationIds, asOf } = parseInput(vacanciesInput, input);
  const day = asOfDay(now, asOf);
  const rows = await db.$queryRaw<(Post & { rootId: string; held: number })[]>`
    WITH RECURSIVE unit AS (
      SELECT root AS "rootId", root AS id FROM unnest(${organizationIds}::uuid[]) AS root
      UNION
      SELECT unit."rootId", s."id" FROM unit JOIN "Stakeholder" s ON s."parentId" = unit.id
    )
    SELECT p.*, unit."rootId", (
      SELECT count(*)::int FROM "Membership" h WHERE h."postId" = p."id" AND ${holdsOnSql(Prisma.sql`h`, day)}
    ) AS held
    FROM unit JOIN "Post" p ON p."organizationId" = unit.id AND ${holdsOnSql(Prisma.sql`p`, day)}
    ORDER BY p."title", p."id"`;
  const posts = rows.map(({ rootId, held, ...post }) => ({
    rootId,
    occupancy: { post, capacity: post.capacity, held, vacant: post.capacity - held },
  }));
  return inOrderOf(organizationIds, posts, ({ rootId }) => rootId).map((each) => each.map(({ occupancy }) => occupancy));
}

/** The posts of an organization and of its units that exist on a day, filled and vacant, by title. */
export async function vacancies(
  context: Context,
  { organizationId, asOf }: { readonly organizationId: string; readonly asOf?: string | null | undefined },
): Promise<PostOccupancy[]> {
  const [posts = []] = await vacanciesOfEach(context, { organizationIds: [organizationId], asOf });
  return posts;
}
