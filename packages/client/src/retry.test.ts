import { describe, expect, test } from 'vitest';
import { pauseBefore, readRetryAfter } from './retry.js';

describe('Retry-After', () => {
  const now = Date.parse('2013-01-15T01:00:00Z');

  test.each([
    [null, undefined],
    ['0', 0],
    ['2', 2_000],
    [' 2 ', 2_000],
    ['Tue, 15 Jan 2013 01:00:05 GMT', 5_000],
    ['Tue, 15 Jan 2013 00:00:00 GMT', 0],
    ['soon', undefined],
  ])('%j is %j ms', (header, ms) => {
    expect(readRetryAfter(header, now)).toBe(ms);
  });
});

describe('the pause', () => {
  test('is what the service asks for', () => expect(pauseBefore(3, 2_000)).toBe(2_000));

  test('doubles otherwise, spread by half to both sides', () => {
    expect([1, 2, 3].map((attempt) => pauseBefore(attempt, undefined, () => 0.5))).toEqual([200, 400, 800]);
    expect([0, 1].map((random) => pauseBefore(1, undefined, () => random))).toEqual([100, 300]);
  });
});
