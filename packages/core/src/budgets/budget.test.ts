import { expect, test } from 'vitest';
import { parseInput } from '../input.js';
import { growthPercent, linesDifference, recordBudgetInput } from './budget.js';

test.each([
  [691n, 534n, 29.4],
  [534n, 691n, -22.7],
  [100n, 100n, 0],
  [2001n, 2000n, 0.1],
  [10_004n, 10_000n, 0],
  [10_005n, 10_000n, 0.1],
  [9_995n, 10_000n, -0.1],
  [0n, 10n, -100],
  [5n, 0n, null],
])('%d after %d is %d percent', (amount, earlier, expected) => {
  expect(growthPercent(amount, earlier)).toBe(expected);
});

test.each([
  [691n, [490n, 25n, 154n, 22n], 0n],
  [691n, [490n, 25n, 154n], 22n],
  [10n, [11n], -1n],
  [10n, [], null],
])('a total of %d differs from its lines', (total, amounts, expected) => {
  expect(
    linesDifference(
      total,
      amounts.map((amount) => ({ amount })),
    ),
  ).toBe(expected);
});

test('two lines of one name are told apart', () => {
  const line = { name: '소통', amount: 1 };
  const input = {
    organizationId: '0197a3c0-0000-7000-8000-000000000001',
    year: 2013,
    total: 2,
    unit: 'KRW',
    lines: [line, { ...line, name: ' 소통' }],
  } as const;
  const problem = expect.objectContaining({ path: ['lines', 1, 'name'], code: 'duplicate' }) as unknown;
  expect(() => parseInput(recordBudgetInput, { ...input, lines: [...input.lines] })).toThrow(
    expect.objectContaining({ problems: [problem] }),
  );
});
