import { describe, expect, test } from 'vitest';
import { parseInput } from '../input.js';
import { lowestFreeSeat, problemsOfMembership, startMembershipInput, within } from './membership.js';

const body = '0197a3c0-0000-7000-8000-000000000001';
const person = '0197a3c0-0000-7000-8000-000000000002';
const post = '0197a3c0-0000-7000-8000-000000000003';

describe('what does not go together in a membership', () => {
  test.each([
    ['nobody', { organizationId: body, role: 'MEMBER' }, [['memberId', 'required']]],
    ['itself', { organizationId: body, memberId: body, role: 'MEMBER' }, [['memberId', 'member_of_itself']]],
    ['a post that nobody holds', { role: 'POST_HOLDER', postId: post }, [['memberId', 'required']]],
    ['a holder of no post', { memberId: person, role: 'POST_HOLDER' }, [['postId', 'required']]],
    ['a member who holds a post here', { memberId: person, role: 'MEMBER', postId: post }, [['postId', 'not_allowed']]],
    ['a numbered member', { memberId: person, role: 'MEMBER', seatNumber: 1 }, [['seatNumber', 'not_allowed']]],
    ['an elected member', { memberId: person, role: 'MEMBER', basis: 'MUTUAL_ELECTION' }, [['basis', 'basis_of_chair']]],
    ['a rotating secretary', { memberId: person, role: 'SECRETARY', basis: 'ROTATION' }, [['basis', 'basis_of_chair']]],
    ['ex officio without a post', { memberId: person, role: 'MEMBER', basis: 'EX_OFFICIO' }, [['exOfficioPostId', 'required']]],
    [
      'appointed by a post',
      { memberId: person, role: 'MEMBER', basis: 'APPOINTED', exOfficioPostId: post },
      [['exOfficioPostId', 'not_allowed']],
    ],
    ['a date that is none', { memberId: person, role: 'MEMBER', termEnd: 'ON_DATE' }, [['until', 'required']]],
    ['as long as no post is held', { memberId: person, role: 'MEMBER', termEnd: 'WHILE_HOLDING_POST' }, [['termEnd', 'not_allowed']]],
    ['nothing', { memberId: person, role: 'CHAIR', basis: 'ROTATION', seatNumber: 2, termEnd: 'UNTIL_NEXT_MEETING' }, []],
    ['nothing: an appointed chair', { memberId: person, role: 'CHAIR', basis: 'APPOINTED' }, []],
    ['nothing: a seat of a post', { role: 'MEMBER', basis: 'EX_OFFICIO', exOfficioPostId: post, termEnd: 'WHILE_HOLDING_POST' }, []],
  ] as const)('%s', (_what, fields, expected) => {
    expect(problemsOfMembership(fields).map(({ path, code }) => [path[0], code])).toEqual(expected);
  });

  test('every problem is told at once', () => {
    const parse = () =>
      parseInput(startMembershipInput, {
        organizationId: 'x',
        role: 'MEMBER',
        basis: 'ROTATION',
        from: '2012-10',
        until: '2012',
        termEnd: 'WHILE_HOLDING_POST',
      });
    expect(parse).toThrow(
      expect.objectContaining({
        problems: [
          expect.objectContaining({ path: ['organizationId'] }),
          expect.objectContaining({ path: ['until'], code: 'period_out_of_order' }),
          expect.objectContaining({ path: ['memberId'], code: 'required' }),
          expect.objectContaining({ path: ['basis'], code: 'basis_of_chair' }),
          expect.objectContaining({ path: ['termEnd'], code: 'not_allowed' }),
        ],
      }),
    );
  });
});

test.each([
  [{ memberId: person, until: '2013-10' }, 'ON_DATE'],
  [{ memberId: person }, 'OPEN_ENDED'],
  [{ basis: 'EX_OFFICIO', exOfficioPostId: post }, 'WHILE_HOLDING_POST'],
  [{ memberId: person, until: '2013-10', termEnd: 'UNTIL_NEXT_MEETING' }, 'UNTIL_NEXT_MEETING'],
] as const)('the usual end of %o is %s', (fields, expected) => {
  expect(parseInput(startMembershipInput, { organizationId: body, role: 'MEMBER', ...fields }).termEnd).toBe(expected);
});

const day = (text: string) => new Date(text);
const period = (from: string | null, until: string | null) => ({
  fromDate: from === null ? null : day(from),
  untilDate: until === null ? null : day(until),
});

describe('the lowest free seat', () => {
  const taken = [
    { seatNumber: 1, ...period('2012-01-01', '2013-01-01') },
    { seatNumber: 2, ...period('2012-06-01', null) },
  ];

  test.each([
    ['is the first after its holder has left', 3, period('2013-01-01', null), 1],
    ['is the next while its holder is there', 3, period('2012-12-31', null), 3],
    ['may be one that is taken later', 3, period('2012-05-01', '2012-06-01'), 2],
    ['is none where all are taken', 2, period('2012-12-31', null), undefined],
    ['is none where the end is not known', 2, period(null, null), undefined],
    ['is none where there are no seats', 0, period('2020-01-01', null), undefined],
  ])('%s', (_what, seats, wanted, expected) => {
    expect(lowestFreeSeat(seats, taken, wanted)).toBe(expected);
  });
});

test('the part of a period within another keeps the precision of each end', () => {
  const term = { fromDate: day('2010-12-06'), fromPrecision: 'DAY', untilDate: null, untilPrecision: null } as const;
  const holding = { fromDate: day('2010-01-01'), fromPrecision: 'YEAR', untilDate: day('2012-10-01'), untilPrecision: 'MONTH' } as const;
  const expected = { fromDate: day('2010-12-06'), fromPrecision: 'DAY', untilDate: day('2012-10-01'), untilPrecision: 'MONTH' };
  expect(within(term, holding)).toEqual(expected);
  expect(within(holding, term)).toEqual(expected);
  expect(within({ ...term, fromDate: day('2012-10-01') }, holding)).toBeUndefined();
});
