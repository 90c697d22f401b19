import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { contains, formatPartialDate, officeDay, overlaps, parsePartialDate, periodInOrder, periodInput } from './period.js';

const DAY = 86_400_000;
const day = fc.integer({ min: Date.UTC(1945, 0, 1) / DAY, max: Date.UTC(2100, 0, 1) / DAY }).map((number) => new Date(number * DAY));
const bound = fc.option(day, { nil: null, freq: 4 });
const period = fc
  .tuple(bound, bound)
  .filter(([from, until]) => from === null || until === null || from < until)
  .map(([fromDate, untilDate]) => ({ fromDate, untilDate }));

const text = (date: Date) => date.toISOString().slice(0, 10);

describe('a partial date', () => {
  test.each([
    ['2012', '2012-01-01', 'YEAR'],
    ['2012-10', '2012-10-01', 'MONTH'],
    ['2012-02-29', '2012-02-29', 'DAY'],
    ['0001-01-01', '0001-01-01', 'DAY'],
  ])('%s is %s, to the %s', (written, date, precision) => {
    expect(parsePartialDate(written)).toEqual({ date: new Date(`${date}T00:00:00.000Z`), precision });
  });

  test.each(['', '0000', '12', '2012-1', '2012-13', '2012-00', '2013-02-29', '2012-10-05T00:00', ' 2012', '2012-10-', '２０１２', '-2012'])(
    '%j is none',
    (written) => {
      expect(parsePartialDate(written)).toBeUndefined();
    },
  );

  propertyTest.prop([day, fc.constantFrom(4, 7, 10)])('is written as it was read', (date, length) => {
    const written = text(date).slice(0, length);
    const parsed = parsePartialDate(written);
    expect(formatPartialDate(parsed!.date, parsed!.precision)).toBe(written);
  });

  test('that is not there is written as null', () => {
    expect(formatPartialDate(null, null)).toBeNull();
  });
});

describe('periods', () => {
  const at = (from: string | null, until: string | null) => ({
    fromDate: from === null ? null : new Date(from),
    untilDate: until === null ? null : new Date(until),
  });

  test('are half-open: the day on which one ends is the first of the next', () => {
    const first = at('2012-01-01', '2012-07-01');
    const second = at('2012-07-01', null);
    expect([
      contains(first, new Date('2012-01-01')),
      contains(first, new Date('2012-06-30')),
      contains(first, new Date('2012-07-01')),
    ]).toEqual([true, true, false]);
    expect([overlaps(first, second), overlaps(second, at('2030-01-01', null)), overlaps(at(null, null), first)]).toEqual([
      false,
      true,
      true,
    ]);
  });

  propertyTest.prop([period, period])('overlap exactly when they share a day', (a, b) => {
    // If they share a day, they share the later of the two beginnings; where both have none, any day before both ends.
    const begin = [a.fromDate, b.fromDate].filter((date) => date !== null);
    const latest = begin.length > 0 ? new Date(Math.max(...begin.map(Number))) : new Date(Date.UTC(1900, 0, 1));
    expect(overlaps(a, b)).toBe(contains(a, latest) && contains(b, latest));
    expect(overlaps(a, b)).toBe(overlaps(b, a));
  });

  propertyTest.prop([period, day])('contain a day exactly when they overlap the period of that day', (a, date) => {
    expect(contains(a, date)).toBe(overlaps(a, { fromDate: date, untilDate: new Date(Number(date) + DAY) }));
  });

  test('that end before or when they begin are out of order', () => {
    const schema = z.object(periodInput).superRefine(periodInOrder);
    const inOrder = (from: string, until: string) => schema.safeParse({ from, until }).success;
    expect([inOrder('2012', '2013'), inOrder('2012', '2012-01-01'), inOrder('2012-10', '2012-09-30')]).toEqual([true, false, false]);
  });
});

describe('the day in the office', () => {
  test.each([
    ['2012-12-31T14:59:59.999Z', '2012-12-31'],
    ['2012-12-31T15:00:00.000Z', '2013-01-01'],
    ['2013-01-15T00:30:00+09:00', '2013-01-15'],
    // Korea had summer time, UTC+10, in 1987 and 1988.
    ['1988-07-01T13:59:59Z', '1988-07-01'],
    ['1988-07-01T14:00:00Z', '1988-07-02'],
  ])('of %s is %s', (instant, expected) => {
    expect(officeDay(new Date(instant)).toISOString()).toBe(`${expected}T00:00:00.000Z`);
  });

  propertyTest.prop([fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })])(
    'begins nine hours before that of Greenwich',
    (instant) => {
      expect(text(officeDay(instant))).toBe(text(new Date(instant.getTime() + 9 * 3_600_000)));
    },
  );

  test.each([
    ['Asia/Seoul', -540],
    ['America/Los_Angeles', 480],
    ['Pacific/Kiritimati', -840],
  ])('does not depend on a process in %s', (timeZone, offset) => {
    vi.stubEnv('TZ', timeZone);
    try {
      expect(new Date('2012-12-31').getTimezoneOffset()).toBe(offset);
      expect(text(officeDay(new Date('2012-12-31T15:00:00.000Z')))).toBe('2013-01-01');
      expect(text(parsePartialDate('2012-12')!.date)).toBe('2012-12-01');
      expect(formatPartialDate(new Date('2013-01-01'), 'DAY')).toBe('2013-01-01');
    } finally {
      vi.unstubAllEnvs();
    }
  });
});
