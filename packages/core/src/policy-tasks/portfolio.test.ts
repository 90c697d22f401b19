import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import type { InvalidInput } from '../errors.js';
import { PolicyTaskStatus } from '../generated/prisma/enums.js';
import { parseInput } from '../input.js';
import { balancesOf, policyTaskMovesInput, policyTaskTableInput } from './portfolio.js';

const status = fc.constantFrom(...Object.values(PolicyTaskStatus));
const flow = fc.record({ from: fc.option(status), to: status, count: fc.nat(100), policyTaskIds: fc.constant([]) });

property.prop([fc.array(flow)])('opening and inflow less outflow is closing', (flows) => {
  for (const { opening, inflow, outflow, closing } of balancesOf(flows)) expect(opening + inflow - outflow).toBe(closing);
});

test('a table names each axis once', () => {
  const problems = () => {
    try {
      parseInput(policyTaskTableInput, { rows: ['DIVISION', 'DIVISION'], columns: ['STATUS', 'DIVISION'] });
    } catch (error) {
      return (error as InvalidInput).problems.map(({ path, code }) => [path.join('.'), code]);
    }
  };
  expect(problems()).toEqual([
    ['columns.1', 'named_twice'],
    ['rows.1', 'named_twice'],
  ]);
  expect(() => parseInput(policyTaskTableInput, { rows: [], columns: ['STATUS'] })).toThrow('rows: ');
});

test('moves run forward', () => {
  expect(() => parseInput(policyTaskMovesInput, { from: '2012-12-31', until: '2012-06-30' })).toThrow('until: ');
});
