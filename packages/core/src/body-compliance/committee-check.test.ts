import { describe, expect, test } from 'vitest';
import type { Membership } from '../generated/prisma/client.js';
import { parsePartialDate } from '../period.js';
import {
  checkAttendance,
  checkGenderBalance,
  checkMost,
  checkSeats,
  genderLimitOf,
  termsInARow,
  type CheckFinding,
} from './committee-check.js';

function term(id: string, from: string, until?: string): Membership {
  const [begin, end] = [parsePartialDate(from), until === undefined ? undefined : parsePartialDate(until)];
  const dates = {
    fromDate: begin?.date,
    fromPrecision: begin?.precision,
    untilDate: end?.date ?? null,
    untilPrecision: end?.precision ?? null,
  };
  return { id, ...dates } as Membership;
}
const finding = (figure: number): CheckFinding => ({ membership: term(`m${figure}`, '2012'), figure, memberships: [], meetings: null });

describe('terms in a row', () => {
  test('are those that follow one another, also where a source is less exact', () => {
    const terms = [term('c', '2014-12-06'), term('b', '2012-12-06', '2014-12'), term('a', '2010-12-06', '2012-12-06')];
    expect(termsInARow(terms[0]!, terms).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
  });

  test('end at a gap', () => {
    const terms = [term('c', '2015-01'), term('b', '2012-12-06', '2014-12-06'), term('a', '2010-12-06', '2012-12-06')];
    expect(termsInARow(terms[0]!, terms).map(({ id }) => id)).toEqual(['c']);
    expect(termsInARow(terms[1]!, terms).map(({ id }) => id)).toEqual(['b', 'a']);
  });
});

describe('verdicts', () => {
  test.each([
    [23, 23, 'OK'],
    [23, 22, 'WARNING'],
    [23, 24, 'VIOLATED'],
    [null, 5, 'NO_LIMIT'],
  ])('of a quota of %s with %d filled', (quota, filled, verdict) => {
    expect(checkSeats({ basis: 'APPOINTED', quota, filled })).toMatchObject({ verdict, figure: filled, limit: quota });
  });

  test.each([
    [[1, 2], 3, 'OK', 0],
    [[1, 3], 3, 'WARNING', 1],
    [[4, 3, 1], 3, 'VIOLATED', 2],
    [[4], null, 'NO_LIMIT', 0],
    [[], 3, 'OK', 0],
  ])('of the most of %j against %s', (figures, limit, verdict, rows) => {
    const check = checkMost('REAPPOINTMENT', { findings: figures.map(finding), limit });
    expect([check.verdict, check.findings.length]).toEqual([verdict, rows]);
  });

  test.each([
    [[50, 80], 50, 'OK', 0],
    [[49.9, 80], 50, 'VIOLATED', 1],
    [[], 50, 'UNKNOWN', 0],
    [[10], null, 'NO_LIMIT', 0],
  ])('of attendance of %j against %s', (figures, limit, verdict, rows) => {
    const check = checkAttendance(figures.map(finding), limit);
    expect([check.verdict, check.findings.length]).toEqual([verdict, rows]);
  });
});

describe('the gender balance', () => {
  test.each([
    [{ female: 6, male: 4, other: 0, unknown: 0 }, 'OK', 60],
    [{ female: 3, male: 7, other: 0, unknown: 0 }, 'VIOLATED', 70],
    // Two whose gender is not known could bring the six men of ten to eight.
    [{ female: 2, male: 6, other: 0, unknown: 2 }, 'UNKNOWN', 60],
    [{ female: 4, male: 4, other: 0, unknown: 2 }, 'OK', 40],
    [{ female: 0, male: 7, other: 0, unknown: 3 }, 'VIOLATED', 70],
    [{ female: 0, male: 0, other: 0, unknown: 0 }, 'UNKNOWN', null],
    // 14 of 23 are 60.9 percent, 61 when rounded: six tenths is exact.
    [{ female: 9, male: 14, other: 0, unknown: 0 }, 'VIOLATED', 60.9],
  ])('of %j', (genders, verdict, figure) => {
    expect(checkGenderBalance(genders, 60)).toMatchObject({ verdict, figure, limit: 60, genders });
  });

  test('has the limit of the law for a committee, that of the body where it states one, and none for others', () => {
    expect(genderLimitOf({ kind: 'COMMITTEE', maxGenderPercent: null })).toBe(60);
    expect(genderLimitOf({ kind: 'COMMITTEE', maxGenderPercent: 50 })).toBe(50);
    expect(genderLimitOf({ kind: 'CONSULTATIVE_BODY', maxGenderPercent: null })).toBeNull();
  });
});
