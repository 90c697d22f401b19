import type { z } from 'zod';
import { requireScope } from '../access/actor.js';
import type { Context } from '../context.js';
import type { ReadDatabase } from '../database/open-database.js';
import { holdsOnSql } from '../database/period-sql.js';
import { Prisma, type Stakeholder } from '../generated/prisma/client.js';
import { groupBy } from '../group-by.js';
import { parseInput } from '../input.js';
import { asOfDay } from '../period.js';
import { nextChairsInput, nextInOrder, type Turn } from './rotation.js';

type Read = Pick<ReadDatabase, '$queryRaw'>;

/**
 * The order of rotation of each body that holds on a day; none for a body of which no order is recorded. A member is one who is named,
 * whose post has an ex officio seat, or for whom somebody sits.
 */
export async function rotationOrders(db: Read, bodyIds: readonly string[], day: Date): Promise<Map<string, Turn[]>> {
  const turns = await db.$queryRaw<(Turn & { readonly bodyId: string })[]>`
    SELECT r."bodyId", t."memberId", EXISTS (
      SELECT FROM "Membership" m LEFT JOIN "Post" p ON p."id" = m."exOfficioPostId"
      WHERE m."organizationId" = r."bodyId" AND m."role" = 'MEMBER' AND ${holdsOnSql(Prisma.sql`m`, day)}
        AND t."memberId" IN (m."memberId", m."onBehalfOfId", p."organizationId")
    ) AS "isMember"
    FROM "Rotation" r JOIN "RotationTurn" t ON t."rotationId" = r."id"
    WHERE r."bodyId" = ANY(${bodyIds}::uuid[]) AND ${holdsOnSql(Prisma.sql`r`, day)}
    ORDER BY r."bodyId", t."position"`;
  return groupBy(turns, ({ bodyId }) => bodyId);
}

/** A chair of a body, and as whom it may stand in the order: itself, the government of its post, or those on whose behalf it is taken. */
export interface ChairInOrder {
  readonly membershipId: string;
  readonly bodyId: string;
  readonly fromDate: Date | null;
  readonly ids: readonly string[];
}

/** Everybody who chaired the bodies, the latest first. */
export function chairsInOrder(db: Read, bodyIds: readonly string[]): Promise<ChairInOrder[]> {
  return db.$queryRaw<ChairInOrder[]>`
    SELECT c."id" AS "membershipId", c."organizationId" AS "bodyId", c."fromDate",
      array_remove(ARRAY[c."memberId", c."onBehalfOfId", p."organizationId"], NULL) AS ids
    FROM "Membership" c LEFT JOIN "Post" p ON p."id" = c."exOfficioPostId"
    WHERE c."organizationId" = ANY(${bodyIds}::uuid[]) AND c."role" = 'CHAIR'
    ORDER BY c."fromDate" DESC NULLS LAST, c."seatNumber", c."id"`;
}

/**
 * Who takes the chair of each rotating body next, after whoever has it on a day, in the order that holds on that day; in the order of the
 * ids. None for a body of which no order is recorded. Who is no member on that day is passed over.
 */
export async function nextChairsOfEach({ db, actor, now }: Context, input: z.input<typeof nextChairsInput>): Promise<Stakeholder[][]> {
  requireScope(actor, 'memberships:read');
  const { bodyIds, asOf, count } = parseInput(nextChairsInput, input);
  const day = asOfDay(now, asOf);
  const orders = await rotationOrders(db, bodyIds, day);
  const begun = (await chairsInOrder(db, [...orders.keys()])).filter(({ fromDate }) => fromDate === null || fromDate <= day);
  const chaired = groupBy(begun, ({ bodyId }) => bodyId);
  const next = bodyIds.map((id) => {
    const before = (chaired.get(id) ?? []).flatMap(({ ids }) => ids);
    return nextInOrder(orders.get(id) ?? [], before, count);
  });
  const found = await db.stakeholder.findMany({ where: { id: { in: [...new Set(next.flat())] } } });
  const byId = new Map(found.map((stakeholder) => [stakeholder.id, stakeholder]));
  return next.map((ids) => ids.flatMap((id) => byId.get(id) ?? []));
}

/** Who takes the chair of a rotating body next: see {@link nextChairsOfEach}. */
export async function nextChairs(
  context: Context,
  { bodyId, ...rest }: Omit<z.input<typeof nextChairsInput>, 'bodyIds'> & { readonly bodyId: string },
): Promise<Stakeholder[]> {
  const [chairs = []] = await nextChairsOfEach(context, { bodyIds: [bodyId], ...rest });
  return chairs;
}
