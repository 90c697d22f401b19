import { expect, test } from 'vitest';
import { engagementInsightInput, isSuppressed } from './insight.js';

test('a group of one to four persons is suppressed; one without persons, or of five, is not', () => {
  expect([0, 1, 4, 5, 6].map(isSuppressed)).toEqual([false, true, true, false, false]);
});

test.for<[string, object, string[]]>([
  ['a year of months', { from: '2012-01-01', until: '2013-01-01', by: 'MONTH' }, []],
  ['nothing', { from: '2012-01-01', until: '2012-01-01', by: 'DAY' }, ['period_out_of_order']],
  ['400 days', { from: '2012-01-01', until: '2013-02-04', by: 'DAY' }, []],
  ['401 days', { from: '2012-01-01', until: '2013-02-05', by: 'DAY' }, ['too_many_periods']],
  ['a month that does not exist', { from: '2012-13-01', until: '2013-01-01', by: 'DAY' }, ['invalid_date']],
])('%s', ([, input, codes]) => {
  const issues = engagementInsightInput.safeParse(input).error?.issues ?? [];
  expect(issues.map((issue) => ('params' in issue ? (issue.params as { code: string }).code : issue.code))).toEqual(codes);
});
