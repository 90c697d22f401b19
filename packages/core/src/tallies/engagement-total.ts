import type { Actor } from '../access/actor.js';
import { confidentialitiesRead, otherVisibleEngagementsSql } from '../access/engagement-visibility.js';
import { Prisma } from '../generated/prisma/client.js';
import { Confidentiality, type EngagementChannel } from '../generated/prisma/enums.js';

/** Which engagements are counted: of one of the channels, and of the confidentiality, where they are given. */
interface TotalFilter {
  readonly channels: readonly EngagementChannel[] | null | undefined;
  readonly confidentiality: Confidentiality | null | undefined;
}

/** How many engagements the actor may read, as a query of `total`: the counters of what all may read of their kind, and the others counted. */
export function engagementTotalSql(actor: Actor, { channels, confidentiality }: TotalFilter): Prisma.Sql {
  const isOfChannel = (row: Prisma.Sql) =>
    channels ? Prisma.sql`${row}."channel" = ANY(${channels}::"EngagementChannel"[])` : Prisma.sql`TRUE`;
  const kinds = confidentiality ? [confidentiality] : Object.values(Confidentiality);
  const read = confidentialitiesRead(actor);
  const counted = kinds.filter((kind) => read.includes(kind));
  const kept = Prisma.sql`SELECT coalesce(sum(t."engagements"), 0) FROM "EngagementTotal" t
    WHERE t."confidentiality" = ANY(${counted}::"Confidentiality"[]) AND ${isOfChannel(Prisma.sql`t`)}`;
  // The others are RESTRICTED ones.
  if (!kinds.includes('RESTRICTED') || read.includes('RESTRICTED')) return Prisma.sql`SELECT (${kept})::int AS total`;
  const others = otherVisibleEngagementsSql(actor, isOfChannel(Prisma.sql`e`));
  return Prisma.sql`SELECT ((${kept}) + (SELECT count(*) FROM (${others}) others))::int AS total`;
}
