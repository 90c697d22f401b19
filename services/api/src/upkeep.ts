import type { Pcrm } from '@pcrm/core';
import type { Logger } from 'pino';

// Events are kept for a week and answers to idempotency keys for a day; an hour more is nothing, and each time little is left to sweep.
const INTERVAL_MS = 3_600_000;

/** Forgets what is no longer needed, at once and then every hour, until it is told to stop. Stopping waits for the round under way. */
export function startUpkeep(pcrm: Pick<Pcrm, 'events' | 'sweepIdempotencyKeys'>, logger: Logger): () => Promise<void> {
  const attempt = async (what: string, sweep: () => Promise<number>) => {
    try {
      await sweep();
    } catch (err) {
      logger.error({ err }, `sweeping ${what} failed`);
    }
  };
  const sweepAll = async () => {
    await attempt('events', () => pcrm.events.sweep());
    await attempt('idempotency keys', () => pcrm.sweepIdempotencyKeys());
  };
  let round = sweepAll();
  const timer = setInterval(() => void (round = sweepAll()), INTERVAL_MS).unref();
  return () => {
    clearInterval(timer);
    return round;
  };
}
