import { permits, type Actor } from '../access/actor.js';
import { readsAllEngagements, visibleEngagements, visibleEngagementsSql } from '../access/engagement-visibility.js';
import { Prisma } from '../generated/prisma/client.js';

/** The commitments that the actor may see, as a filter: those made in a meeting, and those made in an engagement that the actor may read. */
export function visibleCommitments(actor: Actor): Prisma.CommitmentWhereInput {
  if (!permits(actor, 'commitments:read')) return { id: { in: [] } };
  return { OR: [{ meetingId: { not: null } }, { engagement: { is: visibleEngagements(actor) } }] };
}

/** The same as a condition on a row of Commitment, `t` unless another alias is given. */
export function visibleCommitmentsSql(actor: Actor, row: Prisma.Sql = Prisma.sql`t`): Prisma.Sql {
  if (!permits(actor, 'commitments:read')) return Prisma.sql`FALSE`;
  if (readsAllEngagements(actor)) return Prisma.sql`(${row}."meetingId" IS NOT NULL OR ${row}."engagementId" IS NOT NULL)`;
  // A scalar subquery is looked up row by row. EXISTS may be planned as one pass over all engagements.
  return Prisma.sql`(${row}."meetingId" IS NOT NULL
    OR (SELECT ${visibleEngagementsSql(actor, Prisma.sql`made`)} FROM "Engagement" made WHERE made."id" = ${row}."engagementId"))`;
}

/** Whether the stakeholder of the row `t` of Commitment was told how it ended, in an engagement that the actor may read. */
export function toldSql(actor: Actor): Prisma.Sql {
  const answer = Prisma.sql`answer`;
  return Prisma.sql`coalesce((SELECT ${visibleEngagementsSql(actor, answer)} FROM "Engagement" answer WHERE answer."id" = t."answeredInId"), FALSE)`;
}

/** Whether the row `t` of Commitment awaits feedback: of what we promised, and kept or broke, the stakeholder was not told. */
export function awaitsFeedbackSql(actor: Actor): Prisma.Sql {
  return Prisma.sql`(t."direction" = 'OURS' AND t."status" IN ('DONE', 'BROKEN') AND NOT ${toldSql(actor)})`;
}
