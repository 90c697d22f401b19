import type { Pcrm } from '@pcrm/core';
import type { Logger } from 'pino';
import { listen, urlOf, type Place } from './listen.js';
import type { Metrics } from './metrics.js';
import type { SharedRedis } from './redis.js';
import type { ServicePlugin } from './request-state.js';
import { metricsServer } from './serve-metrics.js';
import type { Streams } from './streams.js';
import type { TracesTo } from './tracing.js';

/** What a service may have beside its database. */
export interface BesideParts {
  readonly pcrm: Pcrm;
  readonly logger: Logger;
  /** Its event streams, which are counted where something is measured. */
  readonly streams: Streams;
  /**
   * A Redis in which several instances count limits together, and by which they tell each other of events; left out, each counts for itself
   * and hears of events from PostgreSQL alone.
   */
  readonly redisUrl?: string | undefined;
  /** Where metrics are served, at `/metrics`; left out, nothing is measured. */
  readonly metricsAt?: Place | undefined;
  /** Where traces go; left out, none are made. */
  readonly tracesTo?: TracesTo | undefined;
}

/** The same, open, as the server takes it. */
export interface Beside {
  readonly redis?: SharedRedis;
  readonly metrics?: Metrics;
  readonly traces?: ServicePlugin;
}

/**
 * Opens what a service has beside its database, each only where it is asked for, and loaded only there: the libraries of all of them take a
 * third of a second of the start.
 *
 * @throws CannotListen when metrics cannot be served where they should; then nothing is open.
 */
export async function openBeside({ pcrm, logger, streams, redisUrl, metricsAt, tracesTo }: BesideParts) {
  const redis = redisUrl === undefined ? undefined : (await import('./redis.js')).openRedis(redisUrl, { logger, events: pcrm.events });
  const metrics = metricsAt && (await import('./metrics.js')).createMetrics({ pcrm, streams, redis });
  const scraped = metrics && metricsServer(metrics);
  const close = () => {
    redis?.stop();
    metrics?.stop();
    scraped?.close().closeAllConnections();
  };
  try {
    if (scraped) await listen(scraped, metricsAt, { host: 'METRICS_HOST', port: 'METRICS_PORT' });
  } catch (error) {
    close();
    throw error;
  }
  const tracing = tracesTo && (await openTracing(tracesTo));
  const beside: Beside = { ...(redis && { redis }), ...(metrics && { metrics }), ...(tracing && { traces: tracing.traces }) };
  return {
    ...beside,
    metricsUrl: scraped && urlOf(scraped, metricsAt.host, '/metrics'),
    stop: async () => {
      close();
      await tracing?.stop();
    },
  };
}

async function openTracing(tracesTo: TracesTo) {
  const [{ startTracing }, { useTraces }] = await Promise.all([import('./tracing.js'), import('./plugins/use-traces.js')]);
  const { tracer, stop } = startTracing(tracesTo);
  return { traces: useTraces(tracer), stop };
}
