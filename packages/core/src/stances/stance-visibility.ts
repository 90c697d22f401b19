import { permits, type Actor } from '../access/actor.js';
import { visibleEngagements, visibleEngagementsSql } from '../access/engagement-visibility.js';
import { Prisma } from '../generated/prisma/client.js';

/**
 * The stances that the actor may see, as a filter: those of natural persons, which alone have a legal basis, with stances:read-persons;
 * those heard in an engagement if the actor may read it.
 */
export function visibleStances(actor: Actor): Prisma.StanceWhereInput {
  if (!permits(actor, 'stances:read')) return { id: { in: [] } };
  const heard: Prisma.StanceWhereInput = { OR: [{ engagementId: null }, { engagement: { is: visibleEngagements(actor) } }] };
  return permits(actor, 'stances:read-persons') ? heard : { legalBasis: null, AND: heard };
}

/** The same as a condition on a row of Stance, `t` unless another alias is given. */
export function visibleStancesSql(actor: Actor, row: Prisma.Sql = Prisma.sql`t`): Prisma.Sql {
  if (!permits(actor, 'stances:read')) return Prisma.sql`FALSE`;
  const ofWhom = permits(actor, 'stances:read-persons') ? Prisma.sql`TRUE` : Prisma.sql`${row}."legalBasis" IS NULL`;
  // A scalar subquery is looked up row by row. EXISTS may be planned as one pass over all engagements.
  return Prisma.sql`(${ofWhom} AND (${row}."engagementId" IS NULL
    OR (SELECT ${visibleEngagementsSql(actor, Prisma.sql`heard`)} FROM "Engagement" heard WHERE heard."id" = ${row}."engagementId")))`;
}

/** The stances that hold, on rows `t`: neither taken back nor corrected by an entry that the actor may see. */
export function uncorrectedSql(actor: Actor): Prisma.Sql {
  return Prisma.sql`(NOT t."isRetraction" AND NOT EXISTS (
    SELECT FROM "Stance" correction WHERE correction."correctsId" = t."id" AND ${visibleStancesSql(actor, Prisma.sql`correction`)}))`;
}
