import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Database } from '../database/open-database.js';
import type { NumberedEvent } from './event-feed.js';
import * as store from './event-deliveries.js';

/** Whoever is told of events by name, such as what sends them on to other systems. */
export interface Consumer {
  /** Its position is kept under this name. */
  readonly name: string;
  /**
   * Takes one event; a throw has it delivered again later. It may come twice, so that taking it again must do nothing more. Its answer
   * counts only within the time of the delivery: then the signal is aborted.
   */
  readonly take: (event: NumberedEvent, signal: AbortSignal) => Promise<void>;
  /** Where a consumer begins that was not there before: with what happens from now on, unless it is to have all that is kept. */
  readonly from?: 'NOW' | 'BEGINNING';
}

/** How deliveries are tried. */
export interface DispatchOptions {
  /** How often an event is tried before it is parked; 8. */
  readonly attempts?: number;
  /** Before the second attempt; each later one waits twice as long, an hour at most. 1,000 ms. */
  readonly backOffMs?: number;
  /** How long one delivery may take; 10,000 ms. */
  readonly deliveryMs?: number;
  /** Told of each attempt that failed, for the log. */
  readonly failed?: (failure: {
    readonly consumer: string;
    readonly event: NumberedEvent;
    readonly error: unknown;
    readonly parked: boolean;
  }) => void;
}

/** Delivers to consumers until it is stopped. */
export interface Dispatcher {
  readonly stop: () => Promise<void>;
}

const LONGEST_BACK_OFF_MS = 3_600_000;
const LOOK_EVERY_MS = 500;
const BATCH = 100;

interface Dispatch {
  readonly db: Database;
  readonly consumer: Consumer;
  /** Who holds the consumer: this dispatcher. */
  readonly holder: string;
  readonly options: Required<Omit<DispatchOptions, 'failed'>> & Pick<DispatchOptions, 'failed'>;
  readonly signal: AbortSignal;
}

/**
 * Delivers every event to each consumer at least once, and those of one record in the order in which they happened: an event that fails is
 * tried again later, and the later ones of its record wait behind it, while those of other records go on. After the last attempt it is
 * parked, where it is seen and can be delivered again. Of several dispatchers one delivers to a consumer; another takes over when it is
 * gone for longer than two deliveries may take.
 */
export function startDispatcher(db: Database, consumers: readonly Consumer[], options: DispatchOptions = {}): Dispatcher {
  const stopped = new AbortController();
  const running = consumers.map((consumer) =>
    dispatchUntilStopped({
      db,
      consumer,
      holder: randomUUID(),
      options: { attempts: 8, backOffMs: 1_000, deliveryMs: 10_000, ...options },
      signal: stopped.signal,
    }),
  );
  return {
    stop: async () => {
      stopped.abort();
      await Promise.all(running);
    },
  };
}

async function dispatchUntilStopped(dispatch: Dispatch): Promise<void> {
  const { db, consumer, holder, signal } = dispatch;
  while (!signal.aborted) {
    const busy = await dispatchRound(dispatch).catch(() => false);
    if (!busy) await setTimeout(LOOK_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
  await store.letGo(db, consumer.name, holder).catch(() => undefined);
}

/** One round: what is to be tried again, then what is new. Whether there may be more. */
async function dispatchRound(dispatch: Dispatch): Promise<boolean> {
  const { db, consumer } = dispatch;
  const held = await store.hold(db, consumer, leaseOf(dispatch));
  if (held === undefined) return false;
  const triedAgain = await tryAgain(dispatch);
  const waiting = await store.waitingRecords(db, consumer.name);
  const events = await store.eventsAfter(db, held.position, BATCH);
  for (const event of events) {
    if (dispatch.signal.aborted || !(await deliverNew(dispatch, event, waiting))) return false;
  }
  return triedAgain > 0 || events.length > 0;
}

async function tryAgain(dispatch: Dispatch): Promise<number> {
  const { db, consumer, signal } = dispatch;
  const due = await store.dueDeliveries(db, consumer.name, BATCH);
  for (const { event, attempts } of due) {
    if (signal.aborted || !(await store.hold(db, consumer, leaseOf(dispatch)))) return 0;
    const error = await attempt(dispatch, event);
    if (error === undefined) await store.delivered(db, consumer.name, event);
    else await putOff(dispatch, { event, error, attempts: attempts + 1 });
  }
  return due.length;
}

/** Delivers an event that comes for the first time, or has it wait behind others of its record. Whether the consumer is still held. */
async function deliverNew(dispatch: Dispatch, event: NumberedEvent, waiting: Set<string>): Promise<boolean> {
  const { db, consumer } = dispatch;
  const record = store.recordOf(event);
  if (waiting.has(record)) {
    await store.putAside(db, consumer.name, { event, attempts: 0, afterMs: 0 });
  } else {
    const error = await attempt(dispatch, event);
    if (error !== undefined && !(await putOff(dispatch, { event, error, attempts: 1 }))) waiting.add(record);
  }
  return store.advance(db, consumer.name, { ...leaseOf(dispatch), position: event.position });
}

// Each delivery begins with at least one delivery's time left, and so ends before another dispatcher takes over.
function leaseOf({ holder, options }: Dispatch): store.Lease {
  return { holder, forMs: 2 * options.deliveryMs };
}

/** Keeps an event that failed, to be tried again or, after the last attempt, parked: whether it is. */
async function putOff(
  { db, consumer, options }: Dispatch,
  { event, error, attempts }: { readonly event: NumberedEvent; readonly error: unknown; readonly attempts: number },
): Promise<boolean> {
  const parked = attempts >= options.attempts;
  const afterMs = Math.min(options.backOffMs * 2 ** (attempts - 1), LONGEST_BACK_OFF_MS);
  const failure = error instanceof Error ? error.name : typeof error;
  await store.putAside(db, consumer.name, { event, attempts, afterMs, failure, parked });
  options.failed?.({ consumer: consumer.name, event, error, parked });
  return parked;
}

/** What the consumer threw; undefined when it took the event. */
async function attempt({ consumer, options }: Dispatch, event: NumberedEvent): Promise<unknown> {
  const late = AbortSignal.timeout(options.deliveryMs);
  const tooLate = new Promise<never>((_, reject) => late.addEventListener('abort', () => reject(late.reason as Error), { once: true }));
  try {
    await Promise.race([consumer.take(event, late), tooLate]);
    return undefined;
  } catch (error) {
    return error ?? new Error('It failed without saying why.');
  }
}
