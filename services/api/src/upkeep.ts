import type { Pcrm } from '@pcrm/core';
import type { Logger } from 'pino';

// Events are kept for a week and answers to idempotency keys for a day; an hour more is nothing, and each time little is left to sweep.
const SWEEP_EVERY_MS = 3_600_000;

// What falls due does so at midnight, and what is entered when it is due already soon after.
const ANNOUNCE_EVERY_MS = 60_000;

/**
 * Forgets what is no longer needed, and announces the commitments that fall due: at once and then from time to time, until it is told to
 * stop. Stopping waits for the rounds under way.
 */
export function startUpkeep(
  pcrm: Pick<Pcrm, 'events' | 'sweepIdempotencyKeys' | 'announceDueCommitments'>,
  logger: Logger,
): () => Promise<void> {
  const stops = [
    repeat(SWEEP_EVERY_MS, () => logged(logger, 'sweeping events failed', () => pcrm.events.sweep())),
    repeat(SWEEP_EVERY_MS, () => logged(logger, 'sweeping idempotency keys failed', () => pcrm.sweepIdempotencyKeys())),
    repeat(ANNOUNCE_EVERY_MS, () => logged(logger, 'announcing due commitments failed', () => pcrm.announceDueCommitments())),
  ];
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

function repeat(everyMs: number, work: () => Promise<void>): () => Promise<void> {
  let round = work();
  const timer = setInterval(() => void (round = work()), everyMs).unref();
  return () => {
    clearInterval(timer);
    return round;
  };
}

async function logged(logger: Logger, failure: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (err) {
    logger.error({ err }, failure);
  }
}
