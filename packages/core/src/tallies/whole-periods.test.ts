import { expect, test } from 'vitest';
import { wholePeriods, type Days } from './whole-periods.js';

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const text = ({ from, until }: Days) => `${from.toISOString().slice(0, 10)}/${until.toISOString().slice(0, 10)}`;

test.for([
  ['2012-01-01', '2013-01-01', 'MONTH', '2012-01-01/2013-01-01', []],
  ['2012-01-02', '2012-12-31', 'MONTH', '2012-02-01/2012-12-01', ['2012-01-02/2012-02-01', '2012-12-01/2012-12-31']],
  ['2012-02-01', '2013-01-01', 'QUARTER', '2012-04-01/2013-01-01', ['2012-02-01/2012-04-01']],
  ['2012-01-01', '2013-01-02', 'YEAR', '2012-01-01/2013-01-01', ['2013-01-01/2013-01-02']],
  ['2012-01-02', '2012-12-31', 'YEAR', undefined, ['2012-01-02/2012-12-31']],
  ['2012-05-31', '2012-06-01', 'MONTH', undefined, ['2012-05-31/2012-06-01']],
] as const)('from %s before %s by %s', ([from, until, period, whole, rest]) => {
  const parts = wholePeriods({ from: day(from), until: day(until) }, period);
  expect({ whole: parts.whole && text(parts.whole), rest: parts.rest.map(text) }).toEqual({ whole, rest });
});
