import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLogger } from './logger.js';
import { startUpkeep } from './upkeep.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('everything is looked after at the start and from time to time, whatever one round comes to, and no more once it was stopped', async () => {
  const log: string[] = [];
  const rounds = { events: 0, keys: 0, due: 0 };
  const count = (what: keyof typeof rounds, failing: number) => {
    rounds[what] += 1;
    return rounds[what] === failing ? Promise.reject(new Error('no connection')) : Promise.resolve(0);
  };
  const pcrm = {
    events: { sweep: () => count('events', 2) } as never,
    sweepIdempotencyKeys: () => count('keys', 3),
    announceDueCommitments: () => count('due', 181),
  };
  const stop = startUpkeep(pcrm, createLogger('trace', { write: (line) => log.push(line) }));
  expect(rounds).toEqual({ events: 1, keys: 1, due: 1 });
  await vi.advanceTimersByTimeAsync(3 * 3_600_000);
  // What is due is announced every minute.
  expect(rounds).toEqual({ events: 4, keys: 4, due: 181 });
  expect(log.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
    'sweeping events failed',
    'sweeping idempotency keys failed',
    'announcing due commitments failed',
  ]);
  await stop();
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(rounds).toEqual({ events: 4, keys: 4, due: 181 });
});
