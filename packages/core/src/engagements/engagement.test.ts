import { describe, expect, test } from 'vitest';
import { parseInput } from '../input.js';
import { correctEngagementInput, linkReferences, logEngagementInput, staffProblems, timeProblems } from './engagement.js';

const now = new Date('2012-12-12T03:00:00Z');
const id = '01936c5f-0000-7000-8000-00000000000a';

describe('the time of an engagement', () => {
  test.for([
    ['2012-12-13T03:00:00.000Z', []],
    ['2012-12-13T03:00:00.001Z', ['in_the_future']],
    ['1999-01-23T00:00:00.000Z', []],
  ] as const)('%s', ([occurredAt, codes]) => {
    expect(timeProblems(new Date(occurredAt), now).map(({ code }) => code)).toEqual(codes);
  });

  test('is no problem where a correction leaves it out', () => {
    expect(timeProblems(undefined, now)).toEqual([]);
  });
});

describe('naming staff', () => {
  test('only a service may name nobody', () => {
    expect(staffProblems([], 'SERVICE')).toEqual([]);
    expect(staffProblems(undefined, 'STAFF')).toEqual([]);
    expect(staffProblems([], 'STAFF')).toMatchObject([{ path: ['staffIds'], code: 'too_small' }]);
  });
});

describe('the input of logging', () => {
  const input = {
    occurredAt: '2012-12-12T00:30:00+09:00',
    channel: 'CALL' as const,
    direction: 'INBOUND' as const,
    subject: '통화',
    stakeholderIds: [id],
  };

  test('reads an instant with its offset, and ids in small letters', () => {
    const data = parseInput(logEngagementInput, { ...input, stakeholderIds: [id.toUpperCase()] });
    expect(data).toMatchObject({ occurredAt: new Date('2012-12-11T15:30:00Z'), stakeholderIds: [id] });
  });

  test('has a time that can be stored', () => {
    for (const occurredAt of [new Date(-8.64e15), new Date(8.64e15), '0000-12-31T23:59:59Z', '0001-01-01T00:00:00+09:00']) {
      expect(() => parseInput(logEngagementInput, { ...input, occurredAt })).toThrow(
        'occurredAt: Write an instant of the years 1 to 9999.',
      );
    }
    expect(parseInput(logEngagementInput, { ...input, occurredAt: '0001-01-01T00:00:00Z' }).occurredAt.getUTCFullYear()).toBe(1);
  });

  test('has 1 to 200 stakeholders', () => {
    const parse = (length: number) => () => parseInput(logEngagementInput, { ...input, stakeholderIds: Array.from({ length }, () => id) });
    expect(parse(0)).toThrow('Name at least one stakeholder');
    expect(parse(200)).not.toThrow();
    expect(parse(201)).toThrow('Name at most 200.');
  });

  test('lists the problems of every part at once, at their list entries', () => {
    const parsed = logEngagementInput.safeParse({
      ...input,
      occurredAt: '2012-12-12T00:30:00',
      subject: '두\n줄',
      stakeholderIds: [id, 'nobody'],
      topics: ['교통', ' '],
      commitments: [{ direction: 'OURS', text: '', stakeholderId: id, due: '2012-13' }],
    });
    expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toEqual([
      'occurredAt',
      'subject',
      'stakeholderIds.1',
      'topics.1',
      'commitments.0.text',
      'commitments.0.due',
    ]);
  });

  test('of a correction needs a reason', () => {
    expect(() => parseInput(correctEngagementInput, { id, version: 1, reason: ' ' })).toThrow('reason: Write something');
  });
});

test('references stand at the entries of the input, repeated ones too', () => {
  expect(linkReferences({ stakeholderIds: ['a', 'a'], policyTaskIds: ['b'] })).toEqual([
    { to: 'Stakeholder', id: 'a', path: ['stakeholderIds', 0] },
    { to: 'Stakeholder', id: 'a', path: ['stakeholderIds', 1] },
    { to: 'PolicyTask', id: 'b', path: ['policyTaskIds', 0] },
  ]);
});
