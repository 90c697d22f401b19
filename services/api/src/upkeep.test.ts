import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLogger } from './logger.js';
import { startUpkeep } from './upkeep.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('everything is swept at the start and every hour, whatever one round comes to, and no more once it was stopped', async () => {
  const log: string[] = [];
  const rounds = { events: 0, keys: 0 };
  const sweep = (what: keyof typeof rounds, failing: number) => {
    rounds[what] += 1;
    return rounds[what] === failing ? Promise.reject(new Error('no connection')) : Promise.resolve(0);
  };
  const pcrm = { events: { sweep: () => sweep('events', 2) }, sweepIdempotencyKeys: () => sweep('keys', 3) } as never;
  const stop = startUpkeep(pcrm, createLogger('trace', { write: (line) => log.push(line) }));
  expect(rounds).toEqual({ events: 1, keys: 0 });
  await vi.advanceTimersByTimeAsync(3 * 3_600_000);
  expect(rounds).toEqual({ events: 4, keys: 4 });
  expect(log.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
    'sweeping events failed',
    'sweeping idempotency keys failed',
  ]);
  await stop();
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(rounds).toEqual({ events: 4, keys: 4 });
});
