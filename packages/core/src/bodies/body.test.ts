import { describe, expect, test } from 'vitest';
import { parseInput } from '../input.js';
import { establishBodyInput, problemsOfDues, setSeatQuotaInput } from './body.js';
import { inKrw, moneyInput } from './money.js';

const organizationId = '0197a3c0-0000-7000-8000-000000000001';

describe('money', () => {
  test.each([
    [150n, 'MILLION_KRW', 150_000_000n],
    [300n, 'MILLION_KRW', 300_000_000n],
    [691_000n, 'THOUSAND_KRW', 691_000_000n],
    [1n, 'KRW', 1n],
  ] as const)('%d in %s is %d won', (amount, unit, expected) => {
    expect(inKrw(amount, unit)).toBe(expected);
  });

  test.each([[150], [150n]])('is taken as number or bigint: %o', (amount) => {
    expect(parseInput(moneyInput, { amount, unit: 'MILLION_KRW' })).toEqual({ amount: 150n, unit: 'MILLION_KRW' });
  });

  test.each([[0], [-1], [-1n], [1.5], [Number.NaN], [10n ** 15n + 1n], [2 ** 60]])('is refused: %o', (amount) => {
    expect(() => parseInput(moneyInput, { amount, unit: 'KRW' })).toThrow(
      expect.objectContaining({ problems: [expect.objectContaining({ path: ['amount'] })] }),
    );
  });
});

describe('the rule of dues', () => {
  const dues = { amount: 150, unit: 'MILLION_KRW' };
  test.each([
    [{ duesRule: 'FIXED_PER_YEAR', dues }, []],
    [{ duesRule: 'NONE' }, []],
    [{ duesRule: 'BORNE_BY_CHAIR', dues: null }, []],
    [{ duesRule: 'FIXED_PER_YEAR' }, ['required']],
    [{ duesRule: 'NONE', dues }, ['not_allowed']],
    [{ duesRule: 'BORNE_BY_CHAIR', dues }, ['not_allowed']],
  ] as const)('%o', (fields, codes) => {
    expect(problemsOfDues(fields).map(({ code }) => code)).toEqual(codes);
  });
});

test('months of regular meetings are kept in order, each once', () => {
  const { regularMeetingMonths } = parseInput(establishBodyInput, { organizationId, kind: 'COMMITTEE', regularMeetingMonths: [9, 4, 9] });
  expect(regularMeetingMonths).toEqual([4, 9]);
  expect(() => parseInput(establishBodyInput, { organizationId, kind: 'COMMITTEE', regularMeetingMonths: [0] })).toThrow(
    'Give months as 1 to 12.',
  );
});

test('a quota is of seats, not of chairs', () => {
  expect(() => parseInput(setSeatQuotaInput, { bodyId: organizationId, basis: 'ROTATION' as never, seats: 2 })).toThrow(
    'basis: Invalid option',
  );
});
