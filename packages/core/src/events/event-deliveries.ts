import type { Database, ReadDatabase } from '../database/open-database.js';
import type { NumberedEvent } from './event-feed.js';

/** Who holds a consumer, and for how long. */
export interface Lease {
  readonly holder: string;
  readonly forMs: number;
}

// Times are those of the database: dispatchers on several machines agree on them.

/**
 * Takes the consumer, or keeps it, for a while; undefined when another dispatcher has it. A consumer that was not there is entered.
 */
export async function hold(
  db: Database,
  { name, from = 'NOW' }: { readonly name: string; readonly from?: 'NOW' | 'BEGINNING' },
  { holder, forMs }: Lease,
): Promise<{ readonly position: bigint } | undefined> {
  const [held] = await db.$queryRaw<{ position: bigint }[]>`
    UPDATE "EventConsumer" SET "holder" = ${holder}::uuid, "heldUntil" = now() + ${forMs} * interval '1 ms'
    WHERE "name" = ${name} AND ("holder" IS NULL OR "holder" = ${holder}::uuid OR "heldUntil" < now())
    RETURNING "position", number_events()`;
  if (held) return held;
  await db.$executeRaw`
    INSERT INTO "EventConsumer" ("name", "position")
    SELECT ${name}, CASE WHEN ${from} = 'NOW' THEN number_events() ELSE (SELECT "sweptTo" FROM "Outbox") END
    ON CONFLICT DO NOTHING`;
  return undefined;
}

/** Lets another dispatcher have it at once. */
export async function letGo(db: Database, name: string, holder: string): Promise<void> {
  await db.eventConsumer.updateMany({ where: { name, holder }, data: { holder: null, heldUntil: null } });
}

/** Says that everything up to the position was delivered or put aside, and keeps the consumer; false when another dispatcher has it by now. */
export async function advance(
  db: Database,
  name: string,
  { holder, forMs, position }: Lease & { readonly position: bigint },
): Promise<boolean> {
  const advanced = await db.$executeRaw`
    UPDATE "EventConsumer" SET "position" = ${position}, "heldUntil" = now() + ${forMs} * interval '1 ms'
    WHERE "name" = ${name} AND "holder" = ${holder}::uuid`;
  return advanced === 1;
}

/** The next events after a position. */
export async function eventsAfter(db: ReadDatabase, position: bigint, take: number): Promise<NumberedEvent[]> {
  const events = await db.outboxEvent.findMany({ where: { position: { gt: position } }, orderBy: { position: 'asc' }, take });
  return events as NumberedEvent[];
}

/** The record that an event is about, to compare. */
export function recordOf({ subjectType, subjectId }: Pick<NumberedEvent, 'subjectType' | 'subjectId'>): string {
  return `${subjectType} ${subjectId}`;
}

/** The records of which events wait to be tried again. */
export async function waitingRecords(db: ReadDatabase, consumerName: string): Promise<Set<string>> {
  const event = { select: { subjectType: true, subjectId: true } };
  const waiting = await db.eventDelivery.findMany({ where: { consumerName, parkedAt: null }, select: { event } });
  return new Set(waiting.map((delivery) => recordOf(delivery.event)));
}

/** What is to be tried again now: of each record the earliest that waits. */
export async function dueDeliveries(
  db: Database,
  consumerName: string,
  take: number,
): Promise<{ readonly event: NumberedEvent; readonly attempts: number }[]> {
  const due = await db.$queryRaw<{ eventId: bigint }[]>`
    SELECT "eventId" FROM (
      SELECT DISTINCT ON (event."subjectType", event."subjectId") waiting."eventId", waiting."retryAt"
      FROM "EventDelivery" waiting JOIN "OutboxEvent" event ON event."id" = waiting."eventId"
      WHERE waiting."consumer" = ${consumerName} AND waiting."parkedAt" IS NULL
      ORDER BY event."subjectType", event."subjectId", event."position"
    ) AS first
    WHERE "retryAt" <= now() ORDER BY "eventId" LIMIT ${take}`;
  const deliveries = await db.eventDelivery.findMany({
    where: { consumerName, eventId: { in: due.map(({ eventId }) => eventId) } },
    include: { event: true },
    orderBy: { eventId: 'asc' },
  });
  return deliveries.map(({ event, attempts }) => ({ event: event as NumberedEvent, attempts }));
}

/** An event that is not delivered yet. */
interface Waiting {
  readonly event: NumberedEvent;
  readonly attempts: number;
  readonly afterMs: number;
  readonly failure?: string;
  readonly parked?: boolean;
}

/** Keeps an event to be tried again, or for good when it is parked. */
export async function putAside(
  db: Database,
  consumerName: string,
  { event, attempts, afterMs, failure, parked = false }: Waiting,
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "EventDelivery" ("consumer", "eventId", "attempts", "retryAt", "failure", "parkedAt")
    VALUES (${consumerName}, ${event.id}, ${attempts}, now() + ${afterMs} * interval '1 ms', ${failure ?? null},
      CASE WHEN ${parked} THEN now() END)
    ON CONFLICT ("consumer", "eventId") DO UPDATE SET "attempts" = excluded."attempts", "retryAt" = excluded."retryAt",
      "failure" = excluded."failure", "parkedAt" = excluded."parkedAt"`;
}

/** Forgets an event that was delivered after all. */
export async function delivered(db: Database, consumerName: string, event: NumberedEvent): Promise<void> {
  await db.eventDelivery.deleteMany({ where: { consumerName, eventId: event.id } });
}
