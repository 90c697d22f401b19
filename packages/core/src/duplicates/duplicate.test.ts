import { describe, expect, test } from 'vitest';
import { isSimilar, LIKELY, scoreDuplicate, WORTH_A_LOOK, type MatchFacts } from './duplicate.js';

const person: MatchFacts = {
  kind: 'PERSON',
  name: '김민수',
  otherNames: [],
  contacts: [],
  region: null,
  gender: null,
  foundedDate: null,
  foundedPrecision: null,
  parentId: null,
  organizationIds: [],
  postIds: [],
  namesakes: 21,
};
const organization: MatchFacts = { ...person, kind: 'ORGANIZATION', name: '인천관광', namesakes: 2 };

describe('two persons', () => {
  const points = (a: Partial<MatchFacts>, b: Partial<MatchFacts> = a) => scoreDuplicate({ ...person, ...a }, { ...person, ...b }).score;

  test.each([
    ['of a common name', 25, {}, {}],
    ['of a name that few have', 35, { namesakes: 20 }, { namesakes: 20 }],
    ['of a name that nobody else has', 45, { namesakes: 2 }, { namesakes: 2 }],
    ['of a rare name, in one region', 60, { namesakes: 3, region: '인천' }, { namesakes: 3, region: '인천' }],
    ['of a common name, in one region', 40, { region: '인천' }, { region: '인천' }],
    ['of a common name, in one organization', 50, { organizationIds: ['x', 'y'] }, { organizationIds: ['y'] }],
    ['of a common name, with one mobile', 75, { contacts: ['mobile:12345678'] }, { contacts: ['mobile:12345678', 'phone:24402114'] }],
    ['of a common name, with two mobiles', 5, { contacts: ['mobile:12345678'] }, { contacts: ['mobile:87654321'] }],
    ['of other names, with one mobile', 50, { contacts: ['mobile:12345678'] }, { name: '이영희', contacts: ['mobile:12345678'] }],
    ['of nearly one name, with one mobile', 70, { contacts: ['mobile:12345678'] }, { name: '김민주', contacts: ['mobile:12345678'] }],
    [
      'of one name and another name of it',
      85,
      { contacts: ['email:a@b.kr'] },
      { name: 'kim', otherNames: ['김민수'], contacts: ['email:a@b.kr'] },
    ],
    ['with everything alike but the gender', 15, { gender: 'MALE', contacts: ['mobile:1'] }, { gender: 'FEMALE', contacts: ['mobile:1'] }],
  ] as const)('%s have %i points', (_case, expected, a, b) => {
    expect(points(a, b)).toBe(expected);
    expect(points(b, a)).toBe(expected);
  });

  test('have the reasons, the strongest first', () => {
    const one = { ...person, contacts: ['mobile:1', 'phone:2'], region: '인천', gender: 'MALE' } as const;
    expect(scoreDuplicate(one, { ...one, contacts: ['mobile:3', 'phone:2'], gender: 'FEMALE' })).toEqual({
      score: 0,
      evidence: [
        { reason: 'SAME_NAME', points: 25 },
        { reason: 'SAME_PHONE', points: 20 },
        { reason: 'SAME_REGION', points: 15 },
        { reason: 'DIFFERENT_MOBILE', points: -20 },
        { reason: 'DIFFERENT_GENDER', points: -60 },
      ],
    });
  });
});

describe('two organizations', () => {
  const points = (a: Partial<MatchFacts>, b: Partial<MatchFacts> = a) =>
    scoreDuplicate({ ...organization, ...a }, { ...organization, ...b }).score;

  test.each([
    ['of one name', 60, {}, {}],
    ['of one name in two regions', 30, { region: '인천' }, { region: '부산' }],
    ['of one name under two parents', 10, { parentId: 'x' }, { parentId: 'y' }],
    [
      'of one name, founded then as far as is known',
      80,
      { foundedDate: new Date('1999-01-01'), foundedPrecision: 'YEAR' },
      { foundedDate: new Date('1999-01-23'), foundedPrecision: 'DAY' },
    ],
    [
      'of one name, founded in other years',
      30,
      { foundedDate: new Date('1999-01-01'), foundedPrecision: 'YEAR' },
      { foundedDate: new Date('2001-01-23'), foundedPrecision: 'DAY' },
    ],
    [
      'of a name and its abbreviation, with one site',
      80,
      { otherNames: ['전국시도협'], contacts: ['web:a.kr'] },
      { name: '전국시도협', contacts: ['web:a.kr'] },
    ],
  ] as const)('%s have %i points', (_case, expected, a, b) => {
    expect(points(a, b)).toBe(expected);
  });

  test('are no person', () => {
    expect(scoreDuplicate(organization, { ...person, name: organization.name })).toEqual({ score: 0, evidence: [] });
  });
});

test('a name alone is worth a look unless it is common, and never enough for a person', () => {
  expect([WORTH_A_LOOK, LIKELY]).toEqual([35, 60]);
});

test.each([
  ['박종렬', '박종열', true],
  ['박종렬', '박종렬', false],
  ['김민수', '김민호', false],
  ['이수', '이주', false],
  ['john smith', 'jon smith', true],
  ['john smith', 'joan smyth', false],
])('%s and %s differ by one slip: %s', (a, b, expected) => {
  expect(isSimilar(a, b)).toBe(expected);
  expect(isSimilar(b, a)).toBe(expected);
});
