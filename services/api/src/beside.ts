import type { Tracer } from '@opentelemetry/api';
import type { Pcrm } from '@pcrm/core';
import type { Logger } from 'pino';
import { listen, urlOf, type Place } from './listen.js';
import { createMetrics, type Metrics } from './metrics.js';
import { metricsServer } from './serve-metrics.js';
import { openSharedLimits, type SharedLimits } from './shared-limits.js';
import type { TracesTo } from './tracing.js';

/** What a service may have beside its database. */
export interface BesideParts {
  readonly pcrm: Pcrm;
  readonly logger: Logger;
  /** A Redis in which several instances count limits together; left out, each counts for itself. */
  readonly redisUrl?: string | undefined;
  /** Where metrics are served, at `/metrics`; left out, nothing is measured. */
  readonly metricsAt?: Place | undefined;
  /** Where traces go; left out, none are made. */
  readonly tracesTo?: TracesTo | undefined;
}

/** The same, open, as the server takes it. */
export interface Beside {
  readonly sharedLimits?: SharedLimits;
  readonly metrics?: Metrics;
  readonly tracer?: Tracer;
}

/**
 * Opens what a service has beside its database, each only where it is asked for.
 *
 * @throws CannotListen when metrics cannot be served where they should; then nothing is open.
 */
export async function openBeside({ pcrm, logger, redisUrl, metricsAt, tracesTo }: BesideParts) {
  const sharedLimits = redisUrl === undefined ? undefined : openSharedLimits(redisUrl, logger);
  const metrics = metricsAt && createMetrics(pcrm, sharedLimits);
  const scraped = metrics && metricsServer(metrics);
  const close = () => {
    sharedLimits?.stop();
    metrics?.stop();
    scraped?.close().closeAllConnections();
  };
  try {
    if (scraped) await listen(scraped, metricsAt, { host: 'METRICS_HOST', port: 'METRICS_PORT' });
  } catch (error) {
    close();
    throw error;
  }
  const tracing = tracesTo && (await import('./tracing.js')).startTracing(tracesTo);
  const beside: Beside = { ...(sharedLimits && { sharedLimits }), ...(metrics && { metrics }), ...(tracing && { tracer: tracing.tracer }) };
  return {
    ...beside,
    metricsUrl: scraped && urlOf(scraped, metricsAt.host, '/metrics'),
    stop: async () => {
      close();
      await tracing?.stop();
    },
  };
}
