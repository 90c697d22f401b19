import type { Actor } from '../access/actor.js';
import { confidentialitiesRead, otherVisibleEngagementsSql } from '../access/engagement-visibility.js';
import { daySql, startOfDaySql } from '../database/period-sql.js';
import { Prisma } from '../generated/prisma/client.js';
import { TallyApart, TallyPeriod, type Confidentiality } from '../generated/prisma/enums.js';
import type { Days } from './whole-periods.js';

/** What the tallies tell: engagements of whole periods, all together or apart by one thing. */
export interface TallyQuestion extends Days {
  readonly period: TallyPeriod;
  readonly apart: TallyApart;
}

/** A kind of reader: which confidentialities they read all of, and where a tally holds what they see. */
interface Reader {
  readonly reads: readonly Confidentiality[];
  readonly count: Prisma.Sql;
  /** By how many bits their part of TalliedStakeholder.seen is shifted: see seen_bits(). */
  readonly shift: number;
}

const readers: readonly Reader[] = [
  { reads: ['PUBLIC'], count: Prisma.sql`"toPublic"`, shift: 0 },
  { reads: ['PUBLIC', 'INTERNAL'], count: Prisma.sql`"toInternal"`, shift: 20 },
  { reads: ['PUBLIC', 'INTERNAL', 'RESTRICTED'], count: Prisma.sql`"toAll"`, shift: 40 },
];

/**
 * The cells of the engagements that the actor may read, as a query of `start`, `value`, `engagements`, `persons` and `organizations`: what
 * the tallies hold for readers of their kind, and the restricted ones that this actor reads beside. Undefined for an actor of a kind that
 * no tally is kept for.
 */
export function talliedCellsSql(actor: Actor, question: TallyQuestion): Prisma.Sql | undefined {
  const read = confidentialitiesRead(actor);
  const reader = readers.find(({ reads }) => reads.length === read.length && reads.every((kind) => read.includes(kind)));
  if (reader === undefined) return undefined;
  const cells = [talliedEngagements(reader, question), talliedStakeholders(reader, question)];
  if (!read.includes('RESTRICTED')) cells.push(cellsBeside(actor, reader, question));
  return Prisma.sql`SELECT "start", "value", sum("engagements")::int AS "engagements", sum("persons")::int AS "persons",
      sum("organizations")::int AS "organizations"
    FROM (${Prisma.join(cells, ' UNION ALL ')}) cells GROUP BY 1, 2 HAVING sum("engagements") > 0`;
}

function talliedEngagements({ count }: Reader, { period, apart, from, until }: TallyQuestion): Prisma.Sql {
  return Prisma.sql`SELECT date_trunc(${period.toLowerCase()}, "month")::date AS "start", "value", ${count} AS "engagements", 0 AS "persons",
      0 AS "organizations"
    FROM "EngagementTally" WHERE "apart" = ${apart}::"TallyApart" AND "month" >= ${daySql(from)} AND "month" < ${daySql(until)}`;
}

function talliedStakeholders({ count }: Reader, { period, apart, from, until }: TallyQuestion): Prisma.Sql {
  return Prisma.sql`SELECT "start", "value", 0, CASE "kind" WHEN 'PERSON' THEN ${count} ELSE 0 END,
      CASE "kind" WHEN 'ORGANIZATION' THEN ${count} ELSE 0 END
    FROM "StakeholderTally"
    WHERE "period" = ${period}::"TallyPeriod" AND "apart" = ${apart}::"TallyApart" AND "start" >= ${daySql(from)} AND "start" < ${daySql(until)}`;
}

// Of those who took part in them, only who does not count among the others of the cell.
function cellsBeside(actor: Actor, { shift }: Reader, { period, apart, from, until }: TallyQuestion): Prisma.Sql {
  const everyChannel = Prisma.sql`(((1::bigint << 20) - 1) << ${shift}::int)`;
  const channels = apart === TallyApart.CHANNEL ? Prisma.sql`(seen_bits(t."channel", 'PUBLIC') & ${everyChannel})` : everyChannel;
  const isInTime = Prisma.sql`e."occurredAt" >= ${startOfDaySql(from)} AND e."occurredAt" < ${startOfDaySql(until)}`;
  const values: Readonly<Record<TallyApart, Prisma.Sql>> = {
    ALL: Prisma.sql`''`,
    CATEGORY: Prisma.sql`coalesce(category::text, '')`,
    CHANNEL: Prisma.sql`t."channel"::text`,
  };
  const categories =
    apart === TallyApart.CATEGORY ? Prisma.sql`LEFT JOIN LATERAL unnest(s."categories") AS category ON TRUE` : Prisma.empty;
  return Prisma.sql`SELECT "start", "value", count(DISTINCT "engagement"),
      count(DISTINCT "stakeholder") FILTER (WHERE "kind" = 'PERSON' AND NOT "counts"),
      count(DISTINCT "stakeholder") FILTER (WHERE "kind" = 'ORGANIZATION' AND NOT "counts")
    FROM (
      SELECT day."start", ${values[apart]} AS "value", t."id" AS "engagement", s."id" AS "stakeholder", s."kind",
        coalesce((SELECT counted."seen" & ${channels} <> 0 FROM "TalliedStakeholder" counted
          WHERE counted."stakeholderId" = s."id" AND counted."period" = ${period}::"TallyPeriod" AND counted."start" = day."start"), FALSE) AS "counts"
      FROM (${otherVisibleEngagementsSql(actor, isInTime)}) t
      CROSS JOIN LATERAL (SELECT date_trunc(${period.toLowerCase()}, t."occurredAt" AT TIME ZONE 'Asia/Seoul')::date AS "start") day
      JOIN "EngagementStakeholder" p ON p."engagementId" = t."id"
      JOIN "Stakeholder" s ON s."id" = p."stakeholderId"
      ${categories}
    ) beside GROUP BY 1, 2`;
}
