import { expect, test } from 'vitest';
import type { InvalidInput } from '../errors.js';
import { parseInput } from '../input.js';
import {
  answerCommitmentInput,
  answerInput,
  closeCommitmentInput,
  engagementOfAnswer,
  strictestOf,
  subjectOfAnswer,
  subjectOfClosing,
} from './feedback.js';

const id = '01936c5f-0000-7000-8000-00000000000a';
const closing = { id, version: 1, status: 'DONE', closedOn: '2012-12-12' } as const;
const now = new Date('2012-12-12T03:00:00Z');

function problemsOf(parse: () => unknown): string[][] {
  try {
    parse();
    return [];
  } catch (error) {
    return (error as InvalidInput).problems.map(({ path, code }) => [path.join('.'), code]);
  }
}

test('closing does not open', () => {
  expect(problemsOf(() => parseInput(closeCommitmentInput, { ...closing, status: 'OPEN' as 'DONE' }))).toEqual([
    ['status', 'invalid_value'],
  ]);
});

test('closing takes one answer, or none yet', () => {
  const problems = (more: object) => problemsOf(() => parseInput(closeCommitmentInput, { ...closing, ...more }));
  const answer = { channel: 'CALL' };
  expect(problems({})).toEqual([]);
  expect(problems({ toldLater: true })).toEqual([]);
  expect(problems({ answer })).toEqual([]);
  expect(problems({ answeredInId: id })).toEqual([]);
  expect(problems({ answeredInId: id, answer })).toEqual([['answer', 'not_allowed']]);
  expect(problems({ answer, toldLater: true, closedOn: '2012-02-30' })).toEqual([
    ['closedOn', 'invalid_date'],
    ['toldLater', 'not_allowed'],
  ]);
});

test('answering takes one answer', () => {
  const problems = (more: object) => problemsOf(() => parseInput(answerCommitmentInput, { id, version: 1, ...more }));
  expect(problems({})).toEqual([['answeredInId', 'required']]);
  expect(problems({ answeredInId: id, answer: { channel: 'CALL' } })).toEqual([['answer', 'not_allowed']]);
  expect(problems({ answer: { channel: 'PIGEON' } })).toEqual([['answer.channel', 'invalid_value']]);
});

test('an answer of which only the channel is told is filled in from what it answers', () => {
  const answered = { stakeholderIds: [id], subject: '약속 이행 안내: 자료', confidentiality: 'RESTRICTED' } as const;
  expect(engagementOfAnswer(parseInput(answerInput, { channel: 'CALL' }), answered, now)).toEqual({
    channel: 'CALL',
    direction: 'OUTBOUND',
    occurredAt: now,
    subject: '약속 이행 안내: 자료',
    confidentiality: 'RESTRICTED',
    stakeholderIds: [id],
  });
  const given = {
    channel: 'EMAIL',
    direction: 'MUTUAL',
    occurredAt: '2012-12-01T10:00:00+09:00',
    subject: '회신',
    confidentiality: 'PUBLIC',
  } as const;
  expect(engagementOfAnswer(parseInput(answerInput, given), answered, now)).toMatchObject({
    ...given,
    occurredAt: new Date('2012-12-01T01:00:00Z'),
  });
});

test('the subject says how a promise ended, on one line of at most 200 characters', () => {
  expect(subjectOfClosing({ text: '자료를\n보낸다', status: 'DONE' })).toBe('약속 이행 안내: 자료를 보낸다');
  expect(subjectOfClosing({ text: '자료', status: 'BROKEN' })).toBe('약속 불이행 안내: 자료');
  expect(subjectOfClosing({ text: '자료', status: 'WITHDRAWN' })).toBe('약속 철회 안내: 자료');
  const long = subjectOfClosing({ text: '가'.repeat(2_000), status: 'BROKEN' });
  expect([Array.from(long).length, long.at(-1)]).toEqual([191, '…']);
  expect(subjectOfAnswer([{ subject: '보행로 건의' }, { subject: '다른 건의' }])).toBe('답변: 보행로 건의');
});

test('an answer is as confidential as the strictest of what it answers', () => {
  expect(strictestOf(['PUBLIC', 'RESTRICTED', 'INTERNAL'])).toBe('RESTRICTED');
  expect(strictestOf(['PUBLIC', 'INTERNAL'])).toBe('INTERNAL');
  expect(strictestOf(['PUBLIC'])).toBe('PUBLIC');
});
