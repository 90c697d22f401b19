import { expect, test } from 'vitest';
import { lastDayOf, openReviewRoundInput } from './review.js';

const id = '01930000-0000-7000-8000-000000000001';

test.each([
  ['QUARTERLY_PLENARY', 2012, 1, '2012-03-31'],
  ['QUARTERLY_PLENARY', 2012, 2, '2012-06-30'],
  ['QUARTERLY_PLENARY', 2012, 3, '2012-09-30'],
  ['QUARTERLY_PLENARY', 2012, 4, '2012-12-31'],
  ['HALF_YEARLY_DIVISION', 2013, 1, '2013-06-30'],
  ['HALF_YEARLY_DIVISION', 2013, 2, '2013-12-31'],
] as const)('the last day of %s %i/%i is %s', (kind, year, part, day) => {
  expect(lastDayOf({ kind, year, part }).toISOString().slice(0, 10)).toBe(day);
});

test.each([
  [{ kind: 'QUARTERLY_PLENARY', part: 5, divisionId: id }, ['divisionId not_allowed', 'part too_big']],
  [{ kind: 'HALF_YEARLY_DIVISION', part: 3 }, ['divisionId required', 'part too_big']],
  [{ kind: 'HALF_YEARLY_DIVISION', part: 2, divisionId: id }, []],
])('%o has the problems %j', (input, problems) => {
  const parsed = openReviewRoundInput.safeParse({ bodyId: id, year: 2012, ...input });
  const found = parsed.error?.issues.map(
    (issue) => `${issue.path.join('.')} ${issue.code === 'custom' ? String(issue.params?.['code']) : issue.code}`,
  );
  expect(found ?? []).toEqual(problems);
});
