import { expect, test } from 'vitest';
import type { LogEngagementMutation } from './generated/operations.js';
import { dataOf, isDone, Refused } from './result.js';

type Answer = LogEngagementMutation['logEngagement'];

const problem = { path: ['subject'], code: 'too_small', message: 'Say what it was about.' };
const refusal: Answer = { __typename: 'InvalidInputError', code: 'INVALID_INPUT', message: 'subject: Say …', problems: [problem] };
const done = { __typename: 'LogEngagementSuccess', data: { id: 'RW5nYWdlbWVudDox' } } as unknown as Answer;

test('the data of a mutation that was done', () => {
  expect(isDone(done)).toBe(true);
  expect(dataOf(done).id).toBe('RW5nYWdlbWVudDox');
});

test('a refusal is thrown with all that it says', () => {
  expect(isDone(refusal)).toBe(false);
  expect(() => dataOf(refusal)).toThrow(expect.objectContaining({ name: 'Refused', message: refusal.message, refusal }) as Refused);
});
