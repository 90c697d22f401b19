import { z } from 'zod';
import { requireScope, type Actor } from '../access/actor.js';
import type { Context } from '../context.js';
import { loadPage, type KeysetList, type Page, type PageRequest } from '../database/keyset.js';
import { holdsOnSql } from '../database/period-sql.js';
import { Prisma, type Body } from '../generated/prisma/client.js';
import { BodyKind, type MembershipBasis } from '../generated/prisma/enums.js';
import { groupBy } from '../group-by.js';
import { parseInput } from '../input.js';
import { asOfDay, asOfInput } from '../period.js';

/** Which bodies a list has. Everything that is given must hold. */
export const bodyFilter = z.object({
  kind: z.enum(BodyKind).nullish(),
  /** Those whose organization is archived, too. */
  includeArchived: z.boolean().nullish(),
});
export type BodyFilter = z.input<typeof bodyFilter>;

/** Bodies by the name of the organization, as a list to page through. */
export function bodyList(actor: Actor, filter: BodyFilter = {}): KeysetList<Body> {
  requireScope(actor, 'bodies:read');
  const { kind, includeArchived } = parseInput(bodyFilter, filter);
  const conditions = [Prisma.sql`TRUE`];
  if (kind) conditions.push(Prisma.sql`t."kind" = ${kind}::"BodyKind"`);
  if (!includeArchived) conditions.push(Prisma.sql`o."archivedAt" IS NULL`);
  return {
    select: Prisma.sql`t.*`,
    from: Prisma.sql`"Body" t JOIN "Stakeholder" o ON o."id" = t."id"`,
    where: Prisma.join(conditions, ' AND '),
    order: [
      { column: Prisma.sql`o."name"`, type: 'text' },
      { column: Prisma.sql`t."id"`, type: 'uuid' },
    ],
    descending: false,
  };
}

/** A page of the bodies. */
export function listBodies(
  context: Context,
  { filter, ...page }: PageRequest & { readonly filter?: BodyFilter } = {},
): Promise<Page<Body>> {
  return loadPage(context.db, bodyList(context.actor, filter), page);
}

/** One body, by the id of its organization; null when there is none. */
export async function findBody(context: Context, id: string): Promise<Body | null> {
  requireScope(context.actor, 'bodies:read');
  return context.db.body.findUnique({ where: { id: parseInput(z.uuid(), id) } });
}

/** Seats on a day: how many there are by rule, how many are recorded as filled, and how many are left. */
export interface SeatCount {
  /** Null where no rule says how many there are. */
  readonly quota: number | null;
  /** Members of whom a membership is recorded. A seat that belongs to a post counts as filled; the roster tells by whom. */
  readonly filled: number;
  /** Null where no rule says how many there are; never below 0. */
  readonly vacant: number | null;
}

/** The seats of a body on a day. */
export interface BodySeats {
  readonly bodyId: string;
  /** For each basis that has a quota or a member; basis null for members of whom the source does not say it. */
  readonly byBasis: readonly (SeatCount & { readonly basis: MembershipBasis | null })[];
  readonly total: SeatCount;
}

const seatsInput = z.object({ bodyIds: z.array(z.uuid()), ...asOfInput });

/** The seats of each body on a day, by the basis on which they are filled; in the order of the ids. Chairs are no seats of their own. */
export async function seatsOfEach({ db, actor, now }: Context, input: z.input<typeof seatsInput>): Promise<BodySeats[]> {
  requireScope(actor, 'bodies:read');
  const { bodyIds, asOf } = parseInput(seatsInput, input);
  const day = asOfDay(now, asOf);
  const rows = await db.$queryRaw<{ bodyId: string; basis: MembershipBasis | null; quota: number | null; filled: number }[]>`
    SELECT "bodyId", basis::text AS basis, sum(quota)::int AS quota, sum(filled)::int AS filled
    FROM (
      SELECT q."bodyId", q."basis", q."seats" AS quota, 0 AS filled FROM "SeatQuota" q
      WHERE q."bodyId" = ANY(${bodyIds}::uuid[]) AND ${holdsOnSql(Prisma.sql`q`, day)}
      UNION ALL
      SELECT m."organizationId", m."basis", NULL, 1 FROM "Membership" m
      WHERE m."organizationId" = ANY(${bodyIds}::uuid[]) AND m."role" = 'MEMBER' AND ${holdsOnSql(Prisma.sql`m`, day)}
    ) AS seat ("bodyId", basis, quota, filled)
    GROUP BY seat."bodyId", seat.basis
    ORDER BY seat.basis`;
  const byBody = groupBy(rows, ({ bodyId }) => bodyId);
  return bodyIds.map((bodyId) => seatsOf(bodyId, byBody.get(bodyId) ?? []));
}

type Counted = Pick<SeatCount, 'quota' | 'filled'> & { readonly basis: MembershipBasis | null };

function seatsOf(bodyId: string, rows: readonly Counted[]): BodySeats {
  const quotas = rows.flatMap(({ quota }) => quota ?? []);
  const quota = quotas.length === 0 ? null : quotas.reduce((sum, each) => sum + each, 0);
  const filled = rows.reduce((sum, row) => sum + row.filled, 0);
  const byBasis = rows.map(({ basis, ...count }) => ({ basis, ...withVacant(count) }));
  return { bodyId, byBasis, total: withVacant({ quota, filled }) };
}

function withVacant({ quota, filled }: Pick<SeatCount, 'quota' | 'filled'>): SeatCount {
  return { quota, filled, vacant: quota === null ? null : Math.max(0, quota - filled) };
}

/** The seats of a body on a day, by the basis on which they are filled. */
export async function seats(
  context: Context,
  { bodyId, asOf }: { readonly bodyId: string; readonly asOf?: string | null | undefined },
): Promise<BodySeats> {
  const [only = seatsOf(bodyId, [])] = await seatsOfEach(context, { bodyIds: [bodyId], asOf });
  return only;
}
