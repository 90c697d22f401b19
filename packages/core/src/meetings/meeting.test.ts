import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { InvalidInput } from '../errors.js';
import { parseInput } from '../input.js';
import { parsePartialDate } from '../period.js';
import {
  agendaReferences,
  attendanceReferences,
  decisionProblems,
  heldProblems,
  planMeetingInput,
  recordAttendanceInput,
  setAgendaInput,
  wrongStatus,
} from './meeting.js';

const a = '01936c5f-0000-7000-8000-00000000000a';
const b = '01936c5f-0000-7000-8000-00000000000b';

function problemsOf(schema: z.ZodType, input: unknown) {
  try {
    parseInput(schema, input);
    return [];
  } catch (error) {
    return (error as InvalidInput).problems.map(({ path, code }) => `${path.join('.')} ${code}`);
  }
}

describe('attendance', () => {
  const problems = (...attendances: object[]) => problemsOf(recordAttendanceInput, { meetingId: a, version: 1, attendances });

  test('has a proxy exactly when somebody is represented, and the proxy is another', () => {
    expect(problems({ stakeholderId: a, status: 'PRESENT' }, { stakeholderId: b, status: 'REPRESENTED', proxyId: a })).toEqual([]);
    expect(problems({ stakeholderId: a, status: 'REPRESENTED' })).toEqual(['attendances.0.proxyId required']);
    expect(problems({ stakeholderId: a, status: 'ABSENT', proxyId: b })).toEqual(['attendances.0.proxyId not_allowed']);
    expect(problems({ stakeholderId: a, status: 'REPRESENTED', proxyId: a.toUpperCase() })).toEqual([
      'attendances.0.proxyId same_stakeholder',
    ]);
  });

  test('names a stakeholder once', () => {
    const twice = problems(
      { stakeholderId: a, status: 'PRESENT' },
      { stakeholderId: b, status: 'ABSENT' },
      { stakeholderId: a.toUpperCase(), status: 'ABSENT' },
    );
    expect(twice).toEqual(['attendances.2.stakeholderId duplicate']);
  });

  test('tells every problem at once, whatever comes', () => {
    expect(
      problems(
        { stakeholderId: a, status: 'THERE' },
        { stakeholderId: a, status: 'REPRESENTED' },
        { stakeholderId: 'x', status: 'PRESENT' },
      ),
    ).toEqual([
      'attendances.0.status invalid_value',
      'attendances.1.proxyId required',
      'attendances.2.stakeholderId invalid_format',
      'attendances.1.stakeholderId duplicate',
    ]);
    expect(problemsOf(recordAttendanceInput, { meetingId: a, version: 1, attendances: [null] })).toEqual(['attendances.0 invalid_type']);
  });
});

describe('an agenda', () => {
  test('has no words of a decision without the decision', () => {
    const items = [{ title: '안건', decisionText: '원안대로' }];
    expect(problemsOf(setAgendaInput, { meetingId: a, version: 1, items })).toEqual(['items.0.decision required']);
  });

  test('names an item once', () => {
    const items = [{ id: a, title: '하나' }, { title: '둘' }, { id: a, title: '셋' }, { title: '넷' }];
    expect(problemsOf(setAgendaInput, { meetingId: a, version: 1, items })).toEqual(['items.2.id duplicate']);
  });

  test('of a planned meeting decides nothing', () => {
    const agenda = [{ title: '하나' }, { title: '둘', decision: 'ADOPTED' }];
    expect(problemsOf(planMeetingInput, { bodyId: a, kind: 'REGULAR', agenda })).toEqual(['agenda.1.decision not_held']);
    expect(problemsOf(planMeetingInput, { bodyId: a, kind: 'REGULAR', agenda: 'none' })).toEqual(['agenda invalid_type']);
    expect(decisionProblems([{}, { decision: null }], 'items')).toEqual([]);
  });
});

test('a meeting is held when its first day has come', () => {
  const today = new Date('2012-12-12');
  const codes = (text: string) => heldProblems(parsePartialDate(text), today).map(({ code }) => code);
  expect(['2012-12-12', '2012-12', '2012', '1999'].flatMap(codes)).toEqual([]);
  expect(['2012-12-13', '2013-01', '2013'].flatMap(codes)).toEqual(['in_the_future', 'in_the_future', 'in_the_future']);
});

test('a meeting has a number from 1 on', () => {
  expect(problemsOf(planMeetingInput, { bodyId: a, kind: 'REGULAR', ordinal: 0 })).toEqual(['ordinal too_small']);
  expect(problemsOf(planMeetingInput, { bodyId: a, kind: 'REGULAR', ordinal: 40_000 })).toEqual(['ordinal too_big']);
});

test('references stand where the input names them', () => {
  expect(agendaReferences([{ title: '안건', proposerId: a, policyTaskId: b }], 'items')).toEqual([
    { to: 'Stakeholder', id: a, path: ['items', 0, 'proposerId'] },
    { to: 'PolicyTask', id: b, path: ['items', 0, 'policyTaskId'] },
  ]);
  expect(attendanceReferences([{ stakeholderId: a, status: 'REPRESENTED', proxyId: b }])).toEqual([
    { to: 'Stakeholder', id: a, path: ['attendances', 0, 'stakeholderId'] },
    { to: 'Stakeholder', id: b, path: ['attendances', 0, 'proxyId'] },
  ]);
});

test.for([
  ['PLANNED', 'meeting_not_held'],
  ['HELD', 'meeting_held'],
  ['CANCELLED', 'meeting_cancelled'],
] as const)('what needs another status than %s is refused by %s', ([status, rule]) => {
  expect(wrongStatus(status).rule).toBe(rule);
});
