import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLogger } from './logger.js';
import { startUpkeep } from './upkeep.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('events are swept at the start and every hour, whatever one round comes to, and no more once it was stopped', async () => {
  const log: string[] = [];
  let rounds = 0;
  const sweep = () => {
    rounds += 1;
    return rounds === 2 ? Promise.reject(new Error('no connection')) : Promise.resolve(0);
  };
  const stop = startUpkeep({ events: { sweep } as never }, createLogger('trace', { write: (line) => log.push(line) }));
  expect(rounds).toBe(1);
  await vi.advanceTimersByTimeAsync(3 * 3_600_000);
  expect(rounds).toBe(4);
  expect(log.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual(['sweeping events failed']);
  await stop();
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(rounds).toBe(4);
});
