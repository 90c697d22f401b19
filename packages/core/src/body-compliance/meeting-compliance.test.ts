import { describe, expect, test } from 'vitest';
import { parsePartialDate } from '../period.js';
import { meetingYear, regularMeetingsIn, type CountedMeeting } from './meeting-compliance.js';

const day = (text: string) => new Date(`${text}T00:00:00.000Z`);
const date = (text: string | null) => (text === null ? null : (parsePartialDate(text) ?? null));
const held = (on: string, kind: CountedMeeting['kind'] = 'REGULAR'): CountedMeeting => ({
  kind,
  status: 'HELD',
  heldDate: date(on)?.date ?? null,
  plannedDate: null,
});
const planned = (on: string): CountedMeeting => ({ kind: 'REGULAR', status: 'PLANNED', heldDate: null, plannedDate: day(on) });

interface Given {
  readonly perYear: number | null;
  readonly months?: readonly number[];
  readonly founded?: string | null;
  readonly dissolved?: string | null;
  readonly meetings?: readonly CountedMeeting[];
}

const inYear = ({ perYear, months = [], founded = null, dissolved = null, meetings = [] }: Given, year: number, asOf: string) =>
  meetingYear(
    {
      rule: { regularMeetingsPerYear: perYear, regularMeetingMonths: months },
      existence: { founded: date(founded), dissolved: date(dissolved) },
      meetings,
    },
    { year, day: day(asOf) },
  );

describe('what is due', () => {
  test.each([
    ['a year’s meetings when the year is over', { perYear: 2 }, '2012-12-31', 0],
    ['and then all of them', { perYear: 2 }, '2013-01-01', 2],
    ['those of a named month when it is over', { perYear: 2, months: [4, 9] }, '2012-04-30', 0],
    ['one after the other', { perYear: 2, months: [4, 9] }, '2012-05-01', 1],
    ['beyond the named months in the course of the year', { perYear: 3, months: [4, 9] }, '2012-12-31', 2],
    ['of months without a number, each', { perYear: null, months: [4, 9] }, '2012-10-01', 2],
    ['of more months than meetings, by the last', { perYear: 1, months: [4, 9] }, '2012-05-01', 0],
    ['none in the year of the founding', { perYear: 2, founded: '2012-03-01' }, '2013-06-01', 0],
    ['a named month after the founding', { perYear: 2, months: [4, 9], founded: '2012-05-10' }, '2013-06-01', 1],
    ['none in a month in the course of which it was founded', { perYear: 1, months: [5], founded: '2012-05-10' }, '2013-06-01', 0],
    ['none where only the year of the founding is known', { perYear: 1, months: [9], founded: '2012' }, '2013-06-01', 0],
    ['none in the year of the end', { perYear: 2, dissolved: '2012-11-30' }, '2013-06-01', 0],
  ])('%s', (_name, given, asOf, due) => {
    expect(inYear(given, 2012, asOf).due).toBe(due);
  });

  test('is nothing where the rule is no number', () => {
    expect(inYear({ perYear: null }, 2012, '2013-06-01')).toMatchObject({ owed: null, due: 0, missed: [] });
    expect(regularMeetingsIn({ regularMeetingsPerYear: null, regularMeetingMonths: [] }, 2012)).toEqual([]);
  });
});

describe('what was missed', () => {
  test('is named by its month, or by the year', () => {
    expect(inYear({ perYear: 2, months: [4, 9] }, 2012, '2012-12-12').missed).toEqual(['2012-04', '2012-09']);
    expect(inYear({ perYear: 2 }, 2012, '2013-01-01').missed).toEqual(['2012', '2012']);
    expect(inYear({ perYear: 3, months: [4] }, 2012, '2013-01-01').missed).toEqual(['2012-04', '2012', '2012']);
  });

  test('is not what was held in its month, nor the earliest for which another was held', () => {
    const rule = { perYear: 2, months: [4, 9] };
    expect(inYear({ ...rule, meetings: [held('2012-09-20')] }, 2012, '2012-12-12').missed).toEqual(['2012-04']);
    expect(inYear({ ...rule, meetings: [held('2012-06-20')] }, 2012, '2012-12-12').missed).toEqual(['2012-09']);
    expect(inYear({ ...rule, meetings: [held('2012'), held('2012')] }, 2012, '2012-12-12').missed).toEqual([]);
  });

  test('is not made up for by extraordinary meetings, nor by what is held after the day or in another year', () => {
    const meetings = [held('2012-04-05', 'EXTRAORDINARY'), held('2012-12-20'), held('2011-04-05'), planned('2012-12-28')];
    expect(inYear({ perYear: 2, months: [4, 9], meetings }, 2012, '2012-12-12')).toEqual({
      year: 2012,
      owed: 2,
      due: 2,
      held: { regular: 0, extraordinary: 1 },
      planned: { regular: 1, extraordinary: 0 },
      missed: ['2012-04', '2012-09'],
    });
  });
});
