import { describe, expect, test } from 'vitest';
import type { Membership, Post } from '../generated/prisma/client.js';
import { parseInput } from '../input.js';
import { fingerprintOf, problemsOfTurn, seatHolders, turnInput, type NewHolder } from './election.js';

const on = new Date('2014-07-01T00:00:00.000Z');
const post = (id: string, capacity: number, until: string | null = null) =>
  ({ id, capacity, fromDate: null, untilDate: until === null ? null : new Date(until) }) as Post;
const holder = (postId: string, stakeholderId: string, seatNumber: number | null = null): NewHolder => ({
  postId,
  stakeholderId,
  seatNumber,
});
const held = (postId: string, memberId: string, seatNumber: number) => ({ id: memberId, postId, memberId, seatNumber }) as Membership;

describe('seating', () => {
  test('leaves the re-elected where they are, gives what is asked for, and else the lowest that is left', () => {
    const seated = seatHolders(
      [holder('council', 'new'), holder('council', 'again'), holder('council', 'picky', 3)],
      [post('council', 4)],
      [held('council', 'again', 1), held('council', 'gone', 2)],
    );
    expect(seated.map(({ seatNumber, reelectedFrom }) => [seatNumber, reelectedFrom?.id ?? null])).toEqual([
      [2, null],
      [1, 'again'],
      [3, null],
    ]);
  });

  test('finds none where all are taken', () => {
    const seated = seatHolders([holder('mayor', 'a'), holder('mayor', 'b')], [post('mayor', 1)], []);
    expect(seated.map(({ seatNumber }) => seatNumber)).toEqual([1, null]);
  });
});

describe('what cannot be in a turn', () => {
  const codes = (holders: NewHolder[], posts: Post[]) =>
    problemsOfTurn(seatHolders(holders, posts, []), posts, on).map(({ path, code }) => [...path.slice(1), code].join(' '));

  test('is told for each holder', () => {
    const posts = [post('mayor', 1), post('council', 2), post('gone', 1, '2014-07-01')];
    expect(codes([holder('mayor', 'a'), holder('mayor', 'b')], posts)).toEqual(['1 postId capacity_exceeded']);
    expect(codes([holder('other', 'a')], posts)).toEqual(['0 postId post_not_in_turn']);
    expect(codes([holder('gone', 'a')], posts)).toEqual(['0 postId post_not_there']);
    expect(codes([holder('council', 'a'), holder('council', 'a')], posts)).toEqual(['1 stakeholderId duplicate']);
    expect(codes([holder('council', 'a', 2), holder('council', 'b', 2)], posts)).toEqual(['1 seatNumber seat_taken']);
    expect(codes([holder('council', 'a', 3)], posts)).toEqual(['0 postId capacity_exceeded']);
    expect(codes([holder('council', 'a'), holder('mayor', 'a')], posts)).toEqual([]);
  });
});

describe('the input', () => {
  const id = '0197a3c0-0000-7000-8000-000000000001';
  const input = (holders: object[], rest: object = {}) =>
    parseInput(turnInput, { organizationId: id, on: '2014-07-01', holders: holders as never, ...rest });

  test('names a stakeholder or a person to register, and an end after the beginning', () => {
    expect(() => input([{ postId: id }])).toThrow('one of the two');
    expect(() => input([{ postId: id, stakeholderId: id, newPerson: { name: '홍길동' } }])).toThrow('one of the two');
    expect(() => input([], { until: '2014-07-01' })).toThrow('must end after they begin');
  });

  test('has one fingerprint, whatever is left out or null, and another for another version', () => {
    const print = (holders: object[], version: number) =>
      fingerprintOf({
        input: input(holders),
        records: [
          { id, version },
          { id: 'x', version: 1 },
        ],
      });
    const first = print([{ postId: id, stakeholderId: id }], 1);
    expect(first).toMatch(/^[\da-f]{64}$/u);
    expect(print([{ label: null, stakeholderId: id.toUpperCase(), postId: id, newPerson: null }], 1)).toBe(first);
    expect(print([{ postId: id, stakeholderId: id }], 2)).not.toBe(first);
    expect(print([{ postId: id, stakeholderId: id, label: '비례' }], 1)).not.toBe(first);
  });
});
