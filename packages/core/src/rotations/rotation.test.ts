import { expect, test } from 'vitest';
import { parseInput } from '../input.js';
import { nextInOrder, setRotationInput } from './rotation.js';

const order = ['인천', '경기', '충남', '전북', '전남'].map((memberId) => ({ memberId, isMember: memberId !== '충남' }));

test.each([
  [['전북'], 1, ['전남']],
  [['전남'], 1, ['인천']],
  [['경기'], 2, ['전북', '전남']],
  [['전북'], 5, ['전남', '인천', '경기', '전북', '전남']],
  [['서울', '인천'], 1, ['경기']],
  [['충남'], 1, ['전북']],
  [[], 2, ['인천', '경기']],
])('after %j come the next %d: %j', (chaired, count, expected) => {
  expect(nextInOrder(order, chaired, count)).toEqual(expected);
});

test('nobody comes next where nobody of the order is a member', () => {
  expect(nextInOrder([{ memberId: '서울', isMember: false }], ['서울'], 2)).toEqual([]);
  expect(nextInOrder([], ['서울'], 2)).toEqual([]);
});

test('a member stands in the order once', () => {
  const [a, b] = ['0197a3c0-0000-7000-8000-000000000001', '0197a3c0-0000-7000-8000-000000000002'];
  const parse = (memberIds: string[]) => parseInput(setRotationInput, { bodyId: a, memberIds });
  expect(() => parse([a, b, a.toUpperCase()])).toThrow('stands in the order already');
  expect(() => parse([a])).toThrow('at least two members');
});
