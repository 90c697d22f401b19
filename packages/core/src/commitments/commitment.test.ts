import { describe, expect, test } from 'vitest';
import { InvalidInput } from '../errors.js';
import { parseInput } from '../input.js';
import { asksForFeedback, isOverdue, makeCommitmentInput, ownerProblems, promiseReferences } from './commitment.js';

const id = '01936c5f-0000-7000-8000-00000000000a';
const promise = { direction: 'OURS', text: '자료를 보낸다', stakeholderId: id } as const;

describe('overdue', () => {
  test.for([
    [null, '2012-10-05', 'DAY', '2012-10-05', false],
    [null, '2012-10-05', 'DAY', '2012-10-06', true],
    [null, '2012-10-01', 'MONTH', '2012-10-31', false],
    [null, '2012-10-01', 'MONTH', '2012-11-01', true],
    [null, '2012-01-01', 'YEAR', '2012-12-31', false],
    [null, '2012-01-01', 'YEAR', '2013-01-01', true],
    [null, '2012-12-31', 'DAY', '2013-01-01', true],
    [null, '2012-02-29', 'DAY', '2012-02-29', false],
    [null, '2012-02-29', 'DAY', '2012-03-01', true],
    ['2012-10-07', '2012-10-05', 'DAY', '2012-10-06', true],
    ['2012-10-07', '2012-10-05', 'DAY', '2012-10-07', false],
    ['2012-10-07', '2012-10-05', 'DAY', '2012-12-31', false],
  ] as const)('closed on %s, due %s (%s), on %s: %s', ([closed, due, duePrecision, day, expected]) => {
    expect(isOverdue({ closedOn: closed && new Date(closed), dueDate: new Date(due), duePrecision }, new Date(day))).toBe(expected);
  });

  test('is never what has no due date', () => {
    expect(isOverdue({ closedOn: null, dueDate: null, duePrecision: null }, new Date('2099-01-01'))).toBe(false);
  });
});

describe('where a commitment was made', () => {
  const problemsOf = (place: object) => {
    try {
      parseInput(makeCommitmentInput, { ...promise, ...place });
      return [];
    } catch (error) {
      return (error as InvalidInput).problems.map(({ path, code }) => [path.join('.'), code]);
    }
  };

  test('is one engagement or one meeting', () => {
    expect(problemsOf({ engagementId: id })).toEqual([]);
    expect(problemsOf({ meetingId: id, engagementId: null })).toEqual([]);
    expect(problemsOf({})).toEqual([['engagementId', 'required']]);
    expect(problemsOf({ engagementId: id, meetingId: id })).toEqual([['meetingId', 'not_allowed']]);
  });

  test('is told together with what else is wrong', () => {
    expect(problemsOf({ text: ' ', due: '2012-02-30' })).toEqual([
      ['text', 'too_small'],
      ['due', 'invalid_date'],
      ['engagementId', 'required'],
    ]);
  });
});

test.for([
  ['OURS', 'OPEN', false],
  ['OURS', 'DONE', true],
  ['OURS', 'BROKEN', true],
  ['OURS', 'WITHDRAWN', false],
  ['THEIRS', 'DONE', false],
  ['THEIRS', 'BROKEN', false],
] as const)('%s that is %s asks for feedback: %s', ([direction, status, expected]) => {
  expect(asksForFeedback({ direction, status })).toBe(expected);
});

test('only staff own what nobody is named for', () => {
  expect(ownerProblems({}, 'STAFF', [])).toEqual([]);
  expect(ownerProblems({ ownerId: id }, 'SERVICE', [])).toEqual([]);
  expect(ownerProblems({ ownerId: null }, 'SERVICE', ['commitments', 1])).toMatchObject([
    { path: ['commitments', 1, 'ownerId'], code: 'required' },
  ]);
  expect(ownerProblems({}, 'SYSTEM', [])).toMatchObject([{ path: ['ownerId'] }]);
});

test('references stand where the promise stands', () => {
  const data = { ...promise, ownerId: id };
  expect(promiseReferences(data, ['commitments', 0]).filter((reference) => reference.id === id)).toEqual([
    { to: 'Stakeholder', id, path: ['commitments', 0, 'stakeholderId'] },
    { to: 'Staff', id, path: ['commitments', 0, 'ownerId'] },
  ]);
});
