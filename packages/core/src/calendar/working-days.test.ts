import { expect, test } from 'vitest';
import { InvalidInput } from '../errors.js';
import { parseInput } from '../input.js';
import { declareHolidaysInput, workingDaysBetween } from './working-days.js';

const day = (text: string) => new Date(text);
// 추석 of 2014 was the first with a substitute day.
const chuseok2014 = ['2014-09-07', '2014-09-08', '2014-09-09', '2014-09-10'].map(day);

test.for([
  ['2014-09-01', '2014-09-01', 0],
  ['2014-09-01', '2014-09-02', 1],
  ['2014-09-02', '2014-09-01', 0],
  ['2014-09-05', '2014-09-07', 0],
  ['2014-09-05', '2014-09-10', 0],
  ['2014-09-05', '2014-09-11', 1],
  ['2014-09-06', '2014-09-14', 2],
  ['2014-08-29', '2014-09-30', 19],
] as const)('after %s until %s: %i', ([after, until, expected]) => {
  expect(workingDaysBetween(day(after), day(until), chuseok2014)).toBe(expected);
});

test('a holiday on a weekend is not taken off twice', () => {
  expect(workingDaysBetween(day('2014-02-27'), day('2014-03-03'), [day('2014-03-01')])).toBe(2);
});

test('a day is declared once', () => {
  const days = [
    { date: '2028-01-01', name: '1월 1일' },
    { date: '2028-01-01', name: '신정' },
    { date: '2028-02-30', name: '없는 날' },
  ];
  const problems = () => {
    try {
      parseInput(declareHolidaysInput, { days });
    } catch (error) {
      return (error as InvalidInput).problems.map(({ path, code }) => [path.join('.'), code]);
    }
  };
  expect(problems()).toEqual([
    ['days.2.date', 'invalid_date'],
    ['days.1.date', 'named_twice'],
  ]);
});
