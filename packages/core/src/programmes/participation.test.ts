import { describe, expect, test } from 'vitest';
import { attendanceChange, notCancellable, placeFor } from './participation.js';

const session = {
  status: 'PLANNED',
  capacity: 2,
  placesTaken: 1,
  waiting: 0,
  waitingListCapacity: 1,
  startsAt: new Date('2013-03-05T05:00:00.000Z'),
  registrationOpensAt: new Date('2013-02-01T00:00:00.000Z'),
  registrationClosesAt: new Date('2013-03-01T09:00:00.000Z'),
} as const;
const now = new Date('2013-02-10T00:00:00.000Z');

describe('who registers', () => {
  test('has a place, waits, or comes too late for both', () => {
    expect(placeFor(session, undefined, now)).toEqual({ status: 'REGISTERED' });
    expect(placeFor({ ...session, placesTaken: 2 }, undefined, now)).toEqual({ status: 'WAITING' });
    expect(placeFor({ ...session, placesTaken: 2, waiting: 1 }, undefined, now)).toEqual({
      refusal: {
        rule: 'session_full',
        message: 'All 2 places are taken, and so are the 1 of the waiting list. Choose another session.',
      },
    });
    expect(placeFor({ ...session, placesTaken: 2, waitingListCapacity: 0 }, undefined, now)).toEqual({
      refusal: { rule: 'session_full', message: 'All 2 places are taken, and there is no waiting list. Choose another session.' },
    });
    expect(placeFor({ ...session, placesTaken: 2, waiting: 99, waitingListCapacity: null }, undefined, now)).toEqual({ status: 'WAITING' });
    expect(placeFor({ ...session, capacity: null, placesTaken: 999 }, undefined, now)).toEqual({ status: 'REGISTERED' });
  });

  test('may have cancelled before, and takes part once', () => {
    expect(placeFor(session, 'CANCELLED', now)).toEqual({ status: 'REGISTERED' });
    for (const current of ['REGISTERED', 'WAITING', 'WALK_IN'] as const) {
      expect(placeFor(session, current, now)).toMatchObject({ refusal: { rule: 'takes_part_already' } });
    }
  });

  test('is told in Korean time when registration opens', () => {
    const early = new Date('2013-01-31T23:59:59.999Z');
    expect(placeFor(session, undefined, early)).toEqual({
      refusal: { rule: 'registration_not_open', message: 'Register from 2013-02-01 09:00 on, until 2013-03-01 18:00 (Korean time).' },
    });
    const open = { ...session, startsAt: null, registrationClosesAt: null };
    expect(placeFor(open, undefined, early)).toMatchObject({ refusal: { message: 'Register from 2013-02-01 09:00 on (Korean time).' } });
    expect(placeFor(session, undefined, session.registrationOpensAt)).toEqual({ status: 'REGISTERED' });
  });

  test('is told in Korean time when it closed: by itself when the session starts', () => {
    expect(placeFor(session, undefined, session.registrationClosesAt)).toEqual({
      refusal: {
        rule: 'registration_closed',
        message: 'Registration closed at 2013-03-01 18:00 (Korean time). Choose another session, or move the time at which it closes.',
      },
    });
    const untilStart = { ...session, registrationClosesAt: null };
    expect(placeFor(untilStart, undefined, new Date('2013-03-05T04:59:59.999Z'))).toEqual({ status: 'REGISTERED' });
    expect(placeFor(untilStart, undefined, session.startsAt)).toMatchObject({ refusal: { rule: 'registration_closed' } });
    expect(placeFor({ ...untilStart, startsAt: null }, undefined, new Date('2099-01-01'))).toEqual({ status: 'REGISTERED' });
  });

  test('finds the session still to come', () => {
    expect(placeFor({ ...session, status: 'HELD' }, undefined, now)).toMatchObject({ refusal: { rule: 'session_held' } });
    expect(placeFor({ ...session, status: 'CANCELLED' }, undefined, now)).toMatchObject({ refusal: { rule: 'session_cancelled' } });
  });
});

test('a registration is cancelled once, before it is recorded whether they came, for a session to come', () => {
  const registered = { status: 'REGISTERED', attended: null } as const;
  expect(notCancellable(session, registered)).toBeUndefined();
  expect(notCancellable(session, { ...registered, status: 'WAITING' })).toBeUndefined();
  expect(notCancellable(session, { ...registered, status: 'CANCELLED' })?.rule).toBe('cancelled_already');
  expect(notCancellable(session, { ...registered, attended: true })?.rule).toBe('attendance_recorded');
  expect(notCancellable(session, { ...registered, attended: false })?.rule).toBe('attendance_recorded');
  expect(notCancellable({ status: 'HELD' }, registered)?.rule).toBe('session_held');
});

test('attendances mark who takes part, add walk-ins, and take back those that were none', () => {
  const current = new Map([
    ['a', { id: '1', status: 'REGISTERED' }],
    ['b', { id: '2', status: 'WAITING' }],
    ['c', { id: '3', status: 'WALK_IN' }],
    ['d', { id: '4', status: 'REGISTERED' }],
    ['e', { id: '5', status: 'CANCELLED' }],
  ] as const);
  const list = [
    { stakeholderId: 'a', came: true },
    { stakeholderId: 'b', came: true },
    { stakeholderId: 'c', came: false },
    { stakeholderId: 'd', came: false },
    { stakeholderId: 'e', came: true },
    { stakeholderId: 'f', came: true },
    { stakeholderId: 'g', came: false },
  ];
  expect(attendanceChange(list, current)).toEqual({
    came: ['1', '2', '5'],
    absent: ['4'],
    walkIns: ['f'],
    retracted: ['3'],
    problems: [{ path: ['attendances', 6, 'came'], code: 'not_registered', message: expect.any(String) as string }],
  });
});
