import { describe, expect, test } from 'vitest';
import { InvalidInput } from '../errors.js';
import { parseInput } from '../input.js';
import { parsePartialDate } from '../period.js';
import * as rules from './stance.js';

const id = '01900000-0000-7000-8000-000000000001';
const other = '01900000-0000-7000-8000-000000000002';
const stance = { stakeholderId: id, policyTaskId: id, position: 'OPPOSES', confidence: 'STATED' } as const;

function problemsOf(input: object): string[] {
  try {
    parseInput(rules.recordStanceInput, input as never);
    return [];
  } catch (error) {
    return (error as InvalidInput).problems.map(({ path, code }) => `${path.join('.')} ${code}`);
  }
}

describe('what a stance comes from', () => {
  test('an engagement, a meeting, or a document and the words in it', () => {
    expect(problemsOf({ ...stance, engagementId: id })).toEqual([]);
    expect(problemsOf({ ...stance, meetingId: id })).toEqual([]);
    expect(problemsOf({ ...stance, sourceId: id, quotation: '반대 입장 개진', heldFrom: '2012' })).toEqual([]);
  });

  test('every problem is told at once', () => {
    expect(problemsOf({ ...stance, position: 'AGAINST', proposalId: id })).toEqual([
      'position invalid_value',
      'proposalId not_allowed',
      'engagementId required',
      'heldFrom required',
    ]);
    expect(problemsOf({ ...stance, engagementId: id, meetingId: id })).toEqual(['meetingId not_allowed']);
    expect(problemsOf({ ...stance, policyTaskId: null, sourceId: id, heldFrom: '2012' })).toEqual([
      'policyTaskId required',
      'quotation required',
    ]);
  });
});

test('several who took part: the one who stands there is named', () => {
  const path = ['stances', 0];
  expect(rules.holderProblems({}, [id], path)).toEqual([]);
  expect(rules.holderProblems({ stakeholderId: other }, [id, other], path)).toEqual([]);
  expect(rules.holderProblems({}, [id, other], path)).toMatchObject([{ path: ['stances', 0, 'stakeholderId'], code: 'required' }]);
});

test('a natural person’s stance has a legal basis, an organization’s has none', () => {
  expect(rules.legalBasisProblems('CONSENT', true, [])).toEqual([]);
  expect(rules.legalBasisProblems(null, false, [])).toEqual([]);
  expect(rules.legalBasisProblems(undefined, true, [])).toMatchObject([{ path: ['legalBasis'], code: 'required' }]);
  expect(rules.legalBasisProblems('STATUTE', false, [])).toMatchObject([{ path: ['legalBasis'], code: 'not_allowed' }]);
});

test('who was not there stated nothing: it was reported or inferred', () => {
  expect(rules.statementProblems('STATED', true, [])).toEqual([]);
  expect(rules.statementProblems('REPORTED', false, [])).toEqual([]);
  expect(rules.statementProblems('STATED', false, [])).toMatchObject([{ path: ['confidence'], code: 'took_no_part' }]);
});

test('a stance begins today or earlier; what is known of the month or year is enough', () => {
  const today = new Date('2012-12-12');
  for (const heldFrom of ['2012', '2012-12', '2012-12-12'])
    expect(rules.heldFromProblems(parsePartialDate(heldFrom), today, [])).toEqual([]);
  expect(rules.heldFromProblems(parsePartialDate('2012-12-13'), today, [])).toMatchObject([{ code: 'in_the_future' }]);
});

test('steps are counted on the scale of five, and not from or to where nothing is known', () => {
  expect(rules.stepsBetween('STRONGLY_OPPOSES', 'STRONGLY_SUPPORTS')).toBe(4);
  expect(rules.stepsBetween('SUPPORTS', 'OPPOSES')).toBe(-2);
  expect(rules.stepsBetween('NEUTRAL', 'NEUTRAL')).toBe(0);
  expect(rules.stepsBetween(null, 'OPPOSES')).toBeNull();
  expect(rules.stepsBetween('UNKNOWN', 'OPPOSES')).toBeNull();
  expect(rules.stepsBetween('OPPOSES', 'UNKNOWN')).toBeNull();
});
