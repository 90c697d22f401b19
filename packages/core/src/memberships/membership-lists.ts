import { z } from 'zod';
import { requireScope } from '../access/actor.js';
import type { Context } from '../context.js';
import { loadPage, type KeysetList, type Page, type PageRequest } from '../database/keyset.js';
import { daySql, holdsOnSql } from '../database/period-sql.js';
import { Prisma, type Membership, type Post } from '../generated/prisma/client.js';
import { MembershipBasis, MembershipRole } from '../generated/prisma/enums.js';
import { parseInput } from '../input.js';
import { asOfDay, asOfInput } from '../period.js';
import { presentSql } from '../stakeholders/present-stakeholder.js';

/** Who asks, and when: what a list that tells of a day needs. */
type AskedNow = Pick<Context, 'actor' | 'now'>;

/** Which memberships a list has. Everything that is given must hold. */
export const membershipFilter = z.object({
  organizationId: z.uuid().nullish(),
  /** A person or an organization; the seats of a post count for whoever holds the post. */
  memberId: z.uuid().nullish(),
  role: z.enum(MembershipRole).nullish(),
  basis: z.enum(MembershipBasis).nullish(),
  ...asOfInput,
  /** Those that ended on the day or before, too. */
  includeEnded: z.boolean().nullish(),
});
export type MembershipFilter = z.input<typeof membershipFilter>;

/** Memberships that hold on a day, as they were entered, as a list to page through. */
export function membershipList(context: AskedNow, filter: MembershipFilter = {}): KeysetList<Membership> {
  requireScope(context.actor, 'memberships:read');
  const { day, conditions, memberId } = readFilter(context, filter);
  if (memberId) {
    conditions.push(
      Prisma.sql`t."id" IN (SELECT seat.id FROM (${seatsOfMembers(day, filter)}) seat WHERE seat."memberId" = ${presentSql(memberId)})`,
    );
  }
  return { ...membershipRows, where: Prisma.join(conditions, ' AND ') };
}

/** The same list below each of several organizations. */
export function membersOf(context: AskedNow, filter: MembershipFilter = {}): KeysetList<Membership> {
  return { ...membershipList(context, filter), parent: Prisma.sql`t."organizationId"` };
}

/** The same list below each of several members: what each is, and where. The seats of a post are below whoever holds the post. */
export function membershipsOf(context: AskedNow, filter: MembershipFilter = {}): KeysetList<Membership> {
  requireScope(context.actor, 'memberships:read');
  const { day } = readFilter(context, filter);
  return {
    ...membershipList(context, filter),
    from: Prisma.sql`"Membership" t JOIN (${seatsOfMembers(day, filter)}) seat ON seat.id = t."id"`,
    parent: Prisma.sql`seat."memberId"`,
  };
}

const uniqueKey = { column: Prisma.sql`t."id"`, type: 'uuid' } as const;

const membershipRows = {
  select: Prisma.sql`t.*`,
  from: Prisma.sql`"Membership" t`,
  order: [uniqueKey],
  descending: false,
};

function readFilter({ now }: AskedNow, filter: MembershipFilter) {
  const { organizationId, memberId, role, basis, asOf, includeEnded } = parseInput(membershipFilter, filter);
  const day = asOfDay(now, asOf);
  const conditions = [heldBy(Prisma.sql`t`, day, includeEnded)];
  if (organizationId) conditions.push(Prisma.sql`t."organizationId" = ${presentSql(organizationId)}`);
  if (role) conditions.push(Prisma.sql`t."role" = ${role}::"MembershipRole"`);
  if (basis) conditions.push(Prisma.sql`t."basis" = ${basis}::"MembershipBasis"`);
  return { day, conditions, memberId };
}

function heldBy(table: Prisma.Sql, day: Date, includeEnded: boolean | null | undefined): Prisma.Sql {
  return includeEnded ? Prisma.sql`(${table}."fromDate" IS NULL OR ${table}."fromDate" <= ${daySql(day)})` : holdsOnSql(table, day);
}

// Two selects, so that each is found through an index of its own; a holder who held the post twice has its seat once.
function seatsOfMembers(day: Date, { includeEnded }: MembershipFilter): Prisma.Sql {
  return Prisma.sql`
    SELECT own.id, own."memberId" FROM "Membership" own WHERE own."memberId" IS NOT NULL
    UNION
    SELECT s.id, h."memberId" FROM "Membership" h JOIN "Membership" s ON s."exOfficioPostId" = h."postId"
    WHERE s."memberId" IS NULL AND ${heldBy(Prisma.sql`h`, day, includeEnded)}
      AND daterange(h."fromDate", h."untilDate") && daterange(s."fromDate", s."untilDate")`;
}

/** A page of the memberships that hold on a day. */
export function listMemberships(
  context: Context,
  { filter, ...page }: PageRequest & { readonly filter?: MembershipFilter } = {},
): Promise<Page<Membership>> {
  return loadPage(context.db, membershipList(context, filter), page);
}

/** Which posts a list has. Everything that is given must hold. */
export const postFilter = z.object({
  organizationId: z.uuid().nullish(),
  ...asOfInput,
  /** Those that were abolished on the day or before, too. */
  includeEnded: z.boolean().nullish(),
});
export type PostFilter = z.input<typeof postFilter>;

/** Posts that exist on a day, by title, as a list to page through. */
export function postList({ actor, now }: AskedNow, filter: PostFilter = {}): KeysetList<Post> {
  requireScope(actor, 'memberships:read');
  const { organizationId, asOf, includeEnded } = parseInput(postFilter, filter);
  const conditions = [heldBy(Prisma.sql`t`, asOfDay(now, asOf), includeEnded)];
  if (organizationId) conditions.push(Prisma.sql`t."organizationId" = ${presentSql(organizationId)}`);
  return {
    select: Prisma.sql`t.*`,
    from: Prisma.sql`"Post" t`,
    where: Prisma.join(conditions, ' AND '),
    order: [{ column: Prisma.sql`t."title"`, type: 'text' }, uniqueKey],
    descending: false,
  };
}

/** The same list below each of several organizations. */
export function postsOf(context: AskedNow, filter: PostFilter = {}): KeysetList<Post> {
  return { ...postList(context, filter), parent: Prisma.sql`t."organizationId"` };
}

/** A page of the posts that exist on a day. */
export function listPosts(context: Context, { filter, ...page }: PageRequest & { readonly filter?: PostFilter } = {}): Promise<Page<Post>> {
  return loadPage(context.db, postList(context, filter), page);
}
