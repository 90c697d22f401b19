import { setTimeout } from 'node:timers/promises';
import type { Pcrm } from '@pcrm/core';
import { refusals } from '@pcrm/graphql';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { ServiceErrorCode } from './error-codes.js';
import type { SharedRedis } from './redis.js';
import type { Streams } from './streams.js';

/** What is measured of a request that was answered. Labels are words of the program, never what a caller wrote. */
export interface Answered {
  /** `none` where no operation was found in it. */
  readonly kind: 'query' | 'mutation' | 'subscription' | 'none';
  /** The codes of its errors. */
  readonly codes: readonly ServiceErrorCode[];
  /** Whether its status says that it was refused; only what is no operation is refused without a code. */
  readonly refused: boolean;
  readonly ms: number;
}

/** What is measured, for Prometheus. */
export interface Metrics {
  readonly answered: (request: Answered) => void;
  /** Counts points that were spent, on a request or on an event of a stream. */
  readonly spend: (points: number) => void;
  /** The text that is scraped. */
  readonly scrape: () => Promise<{ readonly contentType: string; readonly text: string }>;
  readonly stop: () => void;
}

// Scrapers wait ten seconds; without the database the other figures are still there in time.
const LOOK_MS = 2_000;

/** What is looked at with each scrape. */
interface Watched {
  readonly pcrm: Pick<Pcrm, 'pool' | 'events'>;
  readonly streams: Pick<Streams, 'count'>;
  readonly redis?: SharedRedis | undefined;
}

/** Begins to measure. */
export function createMetrics({ pcrm, streams, redis }: Watched): Metrics {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register });
  const durations = new Histogram({
    name: 'pcrm_request_duration_seconds',
    help: 'Requests and how long they took, by the kind of operation and the code of the first error, OK where there was none.',
    labelNames: ['kind', 'code'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const refused = new Counter({
    name: 'pcrm_refusals_total',
    help: 'Errors that were answered, by code, those in the results of mutations included.',
    labelNames: ['code'],
    registers,
  });
  const cost = new Counter({
    name: 'pcrm_cost_points_total',
    help: 'Points of the operations that ran, and of the events that streams told.',
    registers,
  });
  const look = lookAtDatabase(pcrm, registers);
  const watch = (name: string, help: string, valueOf: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect(this: Gauge) {
        this.set(valueOf());
      },
    });
  watch('pcrm_event_streams', 'Event streams that are open.', streams.count);
  if (redis) {
    const help =
      'Whether Redis is there; while it is not, each instance counts limits for itself and hears of events from PostgreSQL alone.';
    watch('pcrm_redis_up', help, () => (redis.isUp() ? 1 : 0));
  }
  const tell = (code: unknown) => refused.inc({ code: String(code) });
  refusals.subscribe(tell);
  return {
    answered: (request) => {
      const { kind, codes, ms } = request;
      durations.observe({ kind, code: codes[0] ?? (request.refused ? 'OTHER' : 'OK') }, ms / 1000);
      for (const code of codes) tell(code);
    },
    spend: (points) => cost.inc(points),
    scrape: async () => {
      await look();
      return { contentType: register.contentType, text: await register.metrics() };
    },
    stop: () => {
      refusals.unsubscribe(tell);
    },
  };
}

function lookAtDatabase({ pool, events }: Pick<Pcrm, 'pool' | 'events'>, registers: Registry[]): () => Promise<void> {
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers });
  const states = (name: string, help: string) => new Gauge({ name, help, labelNames: ['state'], registers });
  const connections = states('pcrm_pool_connections', 'Connections to the PostgreSQL server.');
  const waiting = gauge('pcrm_pool_waiting', 'Callers that wait for a connection.');
  const up = gauge('pcrm_database_up', 'Whether the database answered when the figures of the outbox were read.');
  const kept = gauge('pcrm_outbox_events', 'Events that are kept.');
  const behind = gauge('pcrm_dispatch_lag_events', 'Events that the slowest consumer has not passed.');
  const behindSeconds = gauge('pcrm_dispatch_lag_seconds', 'How long the oldest of them waits.');
  const deliveries = states('pcrm_deliveries', 'Deliveries of events that are tried again (waiting) or were given up (parked).');
  return async () => {
    // Before the outbox is read, which takes a connection itself.
    const state = pool();
    const late = new AbortController();
    const backlog = await Promise.race([
      events.backlog().catch(() => undefined),
      setTimeout(LOOK_MS, undefined, { signal: late.signal, ref: false }).catch(() => undefined),
    ]);
    late.abort();
    if (state) {
      connections.set({ state: 'in_use' }, state.inUse);
      connections.set({ state: 'idle' }, state.idle);
      waiting.set(state.waiting);
    }
    up.set(backlog ? 1 : 0);
    kept.set(backlog?.kept ?? Number.NaN);
    behind.set(backlog?.behind ?? Number.NaN);
    behindSeconds.set((backlog?.behindMs ?? Number.NaN) / 1000);
    deliveries.set({ state: 'waiting' }, backlog?.waiting ?? Number.NaN);
    deliveries.set({ state: 'parked' }, backlog?.parked ?? Number.NaN);
  };
}
