import type { Actor } from '../access/actor.js';
import { confidentialitiesRead, otherVisibleEngagementIdsSql } from '../access/engagement-visibility.js';
import { Prisma } from '../generated/prisma/client.js';
import type { Confidentiality, EngagementChannel } from '../generated/prisma/enums.js';

/** Which engagements are counted: of one of the channels, and of the confidentiality, where they are given. */
interface TotalFilter {
  readonly channels: readonly EngagementChannel[] | null | undefined;
  readonly confidentiality: Confidentiality | null | undefined;
}

/** How many engagements the actor may read, as a query of `total`: the counters of what all may read of their kind, and the others counted. */
export function engagementTotalSql(actor: Actor, { channels, confidentiality }: TotalFilter): Prisma.Sql {
  const conditions = [Prisma.sql`TRUE`];
  if (channels) conditions.push(Prisma.sql`"channel" = ANY(${channels}::"EngagementChannel"[])`);
  if (confidentiality) conditions.push(Prisma.sql`"confidentiality" = ${confidentiality}::"Confidentiality"`);
  const isAsked = Prisma.join(conditions, ' AND ');
  return Prisma.sql`SELECT (
      (SELECT coalesce(sum("engagements"), 0) FROM "EngagementTotal"
        WHERE "confidentiality" = ANY(${confidentialitiesRead(actor)}::"Confidentiality"[]) AND ${isAsked})
      + (SELECT count(*) FROM "Engagement" WHERE "id" IN (${otherVisibleEngagementIdsSql(actor)}) AND ${isAsked})
    )::int AS total`;
}
