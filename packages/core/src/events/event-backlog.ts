import type { ReadDatabase } from '../database/open-database.js';

/** How much is kept of what happened, and how far those who are told of it are behind. */
export interface EventBacklog {
  /** Events that are kept, the numbered and the unnumbered ones. */
  readonly kept: number;
  /** Events that the slowest consumer has not passed; 0 where there is no consumer. */
  readonly behind: number;
  /** How long the oldest of them waits. */
  readonly behindMs: number;
  /** Deliveries that failed, or wait behind one that did, and are tried again. */
  readonly waiting: number;
  /** Deliveries that were given up. */
  readonly parked: number;
}

/** Reads it, in a statement that takes as long for a million events as for ten. */
export async function eventBacklog(db: ReadDatabase, now: Date): Promise<EventBacklog> {
  const [row] = await db.$queryRaw<Record<'kept' | 'behind' | 'behindMs' | 'waiting' | 'parked', number>[]>`
    WITH outbox AS (
      SELECT "lastPosition" AS last, "sweptTo" AS swept, (SELECT min("position") FROM "EventConsumer") AS slowest,
        (SELECT count(*) FROM "OutboxEvent" WHERE "position" IS NULL) AS unnumbered,
        (SELECT count(*) FROM "EventDelivery" WHERE "parkedAt" IS NULL) AS waiting,
        (SELECT count(*) FROM "EventDelivery" WHERE "parkedAt" IS NOT NULL) AS parked
      FROM "Outbox" WHERE "id" = 1
    ), oldest AS (
      SELECT coalesce(
        (SELECT "at" FROM "OutboxEvent" WHERE "position" > outbox.slowest ORDER BY "position" LIMIT 1),
        (SELECT "at" FROM "OutboxEvent" WHERE "position" IS NULL ORDER BY "id" LIMIT 1)) AS at
      FROM outbox WHERE outbox.slowest IS NOT NULL
    )
    SELECT (last - swept + unnumbered)::float8 AS "kept", coalesce(last - slowest + unnumbered, 0)::float8 AS "behind",
      coalesce((SELECT greatest(0, extract(epoch FROM ${now}::timestamptz - at) * 1000) FROM oldest), 0)::float8 AS "behindMs",
      waiting::float8 AS "waiting", parked::float8 AS "parked"
    FROM outbox`;
  return row ?? { kept: 0, behind: 0, behindMs: 0, waiting: 0, parked: 0 };
}
