import { describe, expect, test } from 'vitest';
import { ProgrammeKind } from '../generated/prisma/enums.js';
import { channelOf, programmeStatus } from './programme.js';
import { notBegun, timeColumns } from './session.js';
import { withoutSmallGroups } from './small-groups.js';

const day = (text: string) => new Date(`${text}T00:00:00.000Z`);
const dayOrNull = (text: string | null) => (text === null ? null : day(text));

test.each([
  ['2012-12-12', null, null, null, 'RUNNING'],
  ['2012-12-12', '2012-12-12', null, null, 'RUNNING'],
  ['2012-12-12', '2012-12-13', null, null, 'PLANNED'],
  ['2012-12-12', '2012-01-01', '2012-12-12', null, 'ENDED'],
  ['2012-12-12', '2012-01-01', '2012-12-13', null, 'RUNNING'],
  ['2012-12-12', '2013-01-01', null, '2012-12-12', 'CANCELLED'],
  ['2012-12-12', '2012-01-01', '2012-06-01', '2012-12-13', 'ENDED'],
] as const)('on %s a programme from %s until %s, cancelled on %s, is %s', (on, from, until, cancelled, status) => {
  const programme = { fromDate: dayOrNull(from), untilDate: dayOrNull(until), cancelledOn: dayOrNull(cancelled) };
  expect(programmeStatus(programme, day(on))).toBe(status);
});

test('an opinion comes through the channel of the programme, where it has one', () => {
  expect(Object.values(ProgrammeKind).map((kind) => `${kind} ${channelOf(kind)}`)).toEqual([
    'FORUM FORUM',
    'ACADEMY OTHER',
    'ROUNDTABLE ROUNDTABLE',
    'E_GOVERNANCE OTHER',
    'CONTEST OTHER',
    'BUS BUS',
    'CAFE CAFE',
    'CIVIC_GROUPS_DAY OTHER',
    'OTHER OTHER',
  ]);
});

describe('when a session is planned', () => {
  const start = new Date('2013-03-04T16:00:00.000Z');
  const may = { date: day('2013-05-01'), precision: 'MONTH' } as const;

  test('a time is one of a day in Korea, where it may be tomorrow already', () => {
    expect(timeColumns({ startsAt: start })).toEqual({ startsAt: start, plannedDate: day('2013-03-05'), plannedPrecision: 'DAY' });
  });

  test('a date in place of a time clears the time', () => {
    const cleared = { startsAt: null, endsAt: null };
    expect(timeColumns({ planned: may })).toEqual({ ...cleared, plannedDate: may.date, plannedPrecision: 'MONTH' });
    expect(timeColumns({ planned: null })).toEqual({ ...cleared, plannedDate: null, plannedPrecision: null });
  });

  test('a time that is cleared leaves its day', () => {
    expect(timeColumns({ startsAt: null, endsAt: null })).toEqual({ startsAt: null, endsAt: null });
    expect(timeColumns({ endsAt: null })).toEqual({ endsAt: null });
    expect(timeColumns({})).toEqual({});
  });
});

describe('what happens at a session is recorded', () => {
  const session = { status: 'PLANNED', heldDate: null, plannedDate: day('2013-03-01'), plannedPrecision: 'MONTH' } as const;

  test('from its first day on', () => {
    expect(notBegun(session, day('2013-03-01'))).toBeUndefined();
    expect(notBegun(session, day('2013-02-28'))).toEqual({
      rule: 'session_not_begun',
      message: 'The session is planned for 2013-03 (Korean time). Record what happened there from its first day on.',
    });
  });

  test('from the date on which it was held, whenever it was planned', () => {
    expect(notBegun({ ...session, status: 'HELD', heldDate: day('2013-02-20') }, day('2013-02-20'))).toBeUndefined();
  });

  test('not of one without a date, nor of one that was cancelled', () => {
    expect(notBegun({ ...session, plannedDate: null, plannedPrecision: null }, day('2013-03-01'))?.message).toContain('no date yet');
    expect(notBegun({ ...session, status: 'CANCELLED' }, day('2013-03-01'))?.rule).toBe('session_cancelled');
  });
});

test.each([
  [[], []],
  [
    [0, 5, 9],
    [0, 5, 9],
  ],
  // One hidden group would be the total less the others.
  [
    [4, 5, 9],
    [null, null, 9],
  ],
  [
    [9, 0, 1, 7],
    [9, 0, null, null],
  ],
  // Three persons in two groups are still too few.
  [
    [1, 2, 20, 8],
    [null, null, 20, null],
  ],
  [
    [3, 2, 20],
    [null, null, 20],
  ],
  [[4], [null]],
  [[5], [5]],
])('of groups of %j persons %j is told', (persons, told) => {
  const groups = persons.map((count, index) => ({ region: String(index), persons: count }));
  expect(withoutSmallGroups(groups).map((group) => group.persons)).toEqual(told);
});
