import type { Database } from '../database/open-database.js';

/** How long events are kept after every consumer has passed them: as long as a tool may be away and resume. */
export const EVENTS_KEPT_DAYS = 7;

/** Sweeps events that are older than that, as far as every consumer has passed them. Those that wait or are parked stay. */
export async function sweepEvents(db: Database, now: Date, keptDays: number = EVENTS_KEPT_DAYS): Promise<number> {
  const before = new Date(now.getTime() - keptDays * 86_400_000);
  return db.$executeRaw`
    WITH bound AS (
      SELECT least(
        coalesce((SELECT min("position") - 1 FROM "OutboxEvent" WHERE "position" IS NOT NULL AND "at" >= ${before}), (SELECT "lastPosition" FROM "Outbox")),
        (SELECT min("position") FROM "EventConsumer")) AS last
    ), noted AS (
      UPDATE "Outbox" SET "sweptTo" = greatest("sweptTo", bound.last) FROM bound WHERE "id" = 1
    )
    DELETE FROM "OutboxEvent" event USING bound
    WHERE event."position" <= bound.last AND NOT EXISTS (SELECT FROM "EventDelivery" waiting WHERE waiting."eventId" = event."id")`;
}
