import type { Database } from '../database/open-database.js';
import type { Listen } from '../database/listen.js';
import { EventsGone } from '../errors.js';
import type { OutboxEvent } from '../generated/prisma/client.js';

/** An event with its place among all. */
export type NumberedEvent = OutboxEvent & { readonly position: bigint };

/** What happens, as it happens: to be followed from any place that is still kept. */
export interface EventFeed {
  /** The position of the last event that is committed by now. */
  readonly latest: () => Promise<bigint>;
  /** Throws EventsGone unless all events after a position are kept. */
  readonly requireKept: (after: bigint) => Promise<void>;
  /**
   * The events after a position, in their order, as they come; it ends when the signal is aborted. Nothing is kept for whoever follows:
   * one that reads slowly reads later from the database.
   *
   * @throws EventsGone when they are no longer kept.
   */
  readonly follow: (after: bigint, signal: AbortSignal) => AsyncGenerator<readonly NumberedEvent[], void, undefined>;
  /**
   * Has it look now, instead of up to half a second later. It looks in the database, whoever says that there is something new, so that a call
   * too many costs a look and brings nothing.
   */
  readonly wake: () => void;
  /** Ends everybody's following. */
  readonly stop: () => Promise<void>;
}

const CHANNEL = 'pcrm_events';
// PostgreSQL tells of events when an instance numbers them, which it does while somebody follows there. Whoever writes elsewhere (an import,
// another tool, an instance that nobody follows) tells nobody, so the feed looks for itself.
const LOOK_EVERY_MS = 500;
// The events that were read last, for all who follow closely; a hundred bytes each.
const KEPT = 1_000;
const BATCH = 200;

/** The feed of a database. It looks only while somebody follows. */
export function eventFeed(db: Database, listen: Listen | undefined): EventFeed {
  const feed = new Feed(db);
  const stopped = new AbortController();
  let following = 0;
  let look: NodeJS.Timeout | undefined;
  let stopListening: (() => Promise<void>) | undefined;
  const wake = () => void (following > 0 && feed.advance().catch(() => undefined));
  const begin = () => {
    following += 1;
    look ??= setInterval(wake, LOOK_EVERY_MS).unref();
    stopListening ??= listen?.(CHANNEL, wake);
  };
  const end = () => {
    following -= 1;
    if (following > 0) return;
    clearInterval(look);
    look = undefined;
  };
  return {
    latest: () => feed.advance(),
    requireKept: (after) => feed.requireKept(after),
    wake,
    stop: async () => {
      stopped.abort();
      clearInterval(look);
      await stopListening?.();
    },
    follow: async function* (after, signal) {
      const either = AbortSignal.any([signal, stopped.signal]);
      begin();
      try {
        await feed.advance();
        for (let position = after; !either.aborted;) {
          const events = await feed.read(position);
          if (events.length === 0) {
            await feed.waitBeyond(position, either);
            continue;
          }
          yield events;
          position = events.at(-1)?.position ?? position;
        }
      } finally {
        end();
      }
    },
  };
}

// What is parked stays when its neighbours are swept.
function withoutGaps(events: NumberedEvent[]): NumberedEvent[] {
  const gap = events.findLastIndex(({ position }, index) => index > 0 && position !== (events[index - 1]?.position ?? 0n) + 1n);
  return gap < 0 ? events : events.slice(gap);
}

class Feed {
  #last = 0n;
  #recent: NumberedEvent[] = [];
  #advancing: Promise<bigint> | undefined;
  #again = false;
  readonly #waiting = new Set<() => void>();

  constructor(private readonly db: Database) {}

  /** Numbers what was committed and tells who waits. Calls that come meanwhile share one more round. */
  advance(): Promise<bigint> {
    if (this.#advancing) this.#again = true;
    this.#advancing ??= this.#advanceAll().finally(() => (this.#advancing = undefined));
    return this.#advancing;
  }

  async #advanceAll(): Promise<bigint> {
    do {
      this.#again = false;
      const before = this.#last;
      const [row] = await this.db.$queryRaw<{ last: bigint }[]>`SELECT number_events() AS last`;
      const last = row?.last ?? before;
      if (last <= before) continue;
      // A thousand are numbered at a time.
      if (last - before >= 1_000n) this.#again = true;
      if (last - before <= BigInt(KEPT)) {
        const news = await this.#load({ gt: before, lte: last }, KEPT);
        this.#recent = withoutGaps([...this.#recent, ...news].slice(-KEPT));
      } else {
        this.#recent = [];
      }
      this.#last = last;
      for (const tell of this.#waiting) tell();
    } while (this.#again);
    return this.#last;
  }

  async read(after: bigint): Promise<readonly NumberedEvent[]> {
    if (after >= this.#last) return [];
    const oldest = this.#recent[0]?.position;
    if (oldest !== undefined && after >= oldest - 1n) {
      const from = this.#recent.findIndex(({ position }) => position > after);
      return from < 0 ? [] : this.#recent.slice(from, from + BATCH);
    }
    const events = await this.#load({ gt: after }, BATCH);
    await this.#requireUnswept(after);
    return events;
  }

  async requireKept(after: bigint): Promise<void> {
    // A place that no event has yet is of a database that was restored since.
    if (after > (await this.advance())) throw new EventsGone();
    await this.#requireUnswept(after);
  }

  async #requireUnswept(after: bigint): Promise<void> {
    const { sweptTo } = await this.db.outbox.findUniqueOrThrow({ where: { id: 1 } });
    if (after < sweptTo) throw new EventsGone();
  }

  async #load(position: { readonly gt: bigint; readonly lte?: bigint }, take: number): Promise<NumberedEvent[]> {
    const events = await this.db.outboxEvent.findMany({ where: { position }, orderBy: { position: 'asc' }, take });
    return events as NumberedEvent[];
  }

  async waitBeyond(position: bigint, signal: AbortSignal): Promise<void> {
    if (this.#last > position || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        this.#waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#waiting.add(done);
      signal.addEventListener('abort', done, { once: true });
    });
  }
}
