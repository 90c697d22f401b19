import type { Pcrm } from '@pcrm/core';
import type { Logger } from 'pino';

// Events are kept for a week; an hour more is nothing, and each time little is left to sweep.
const INTERVAL_MS = 3_600_000;

/** Forgets what is no longer needed, at once and then every hour, until it is told to stop. Stopping waits for the round under way. */
export function startUpkeep(pcrm: Pick<Pcrm, 'events'>, logger: Logger): () => Promise<void> {
  const sweep = async () => {
    try {
      await pcrm.events.sweep();
    } catch (err) {
      logger.error({ err }, 'sweeping events failed');
    }
  };
  let round = sweep();
  const timer = setInterval(() => void (round = sweep()), INTERVAL_MS).unref();
  return () => {
    clearInterval(timer);
    return round;
  };
}
