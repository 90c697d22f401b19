import { describe, expect, test } from 'vitest';
import { PolicyTaskStatus } from '../generated/prisma/enums.js';
import { InvalidInput } from '../errors.js';
import { parseInput } from '../input.js';
import { canBeTakenOver, canChange, changePolicyTaskStatusInput } from './policy-task.js';
import { mergePolicyTasksInput, splitPolicyTaskInput } from './succession.js';

const ids = ['01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000002'] as const;

describe('which status may follow which', () => {
  const allowed = {
    PROPOSED: ['UNDER_REVIEW', 'MAINTAINED', 'CLOSED', 'SUPERSEDED', 'REJECTED'],
    UNDER_REVIEW: ['MAINTAINED', 'CLOSED', 'SUPERSEDED', 'REJECTED'],
    MAINTAINED: ['UNDER_REVIEW', 'CLOSED', 'SUPERSEDED'],
    CLOSED: ['UNDER_REVIEW'],
    SUPERSEDED: ['UNDER_REVIEW'],
    REJECTED: ['UNDER_REVIEW'],
  };

  test.each(Object.values(PolicyTaskStatus))('after %s', (from) => {
    expect(Object.values(PolicyTaskStatus).filter((to) => canChange(from, to))).toEqual(allowed[from]);
  });

  test('a successor that was unknown can be named later, a known one is not replaced', () => {
    expect(canBeTakenOver({ status: 'SUPERSEDED', successorUnknown: true })).toBe(true);
    expect(canBeTakenOver({ status: 'SUPERSEDED', successorUnknown: false })).toBe(false);
    expect(canBeTakenOver({ status: 'CLOSED', successorUnknown: false })).toBe(false);
  });
});

describe('the inputs', () => {
  const step = { policyTaskId: ids[0], version: 1, on: '2012-10', reason: '중간점검' };

  test('superseding names no successor only when it is unknown', () => {
    expect(problemsOf(() => parseInput(changePolicyTaskStatusInput, { ...step, status: 'SUPERSEDED' }))).toEqual([
      'successorUnknown required',
    ]);
    expect(problemsOf(() => parseInput(changePolicyTaskStatusInput, { ...step, status: 'CLOSED', successorUnknown: true }))).toEqual([
      'successorUnknown not_allowed',
    ]);
    expect(parseInput(changePolicyTaskStatusInput, { ...step, status: 'SUPERSEDED', successorUnknown: true }).status).toBe('SUPERSEDED');
  });

  test('all problems come at once', () => {
    const input = { ...step, version: 0, status: 'SUPERSEDED', on: '2012-13', reason: ' ' } as const;
    expect(problemsOf(() => parseInput(changePolicyTaskStatusInput, input))).toEqual([
      'version too_small',
      'on invalid_date',
      'reason too_small',
      'successorUnknown required',
    ]);
  });

  test('a task is not merged into itself or named twice', () => {
    const predecessors = [
      { id: ids[0], version: 1 },
      { id: ids[0], version: 1 },
      { id: ids[1], version: 1 },
    ];
    expect(problemsOf(() => parseInput(mergePolicyTasksInput, { predecessors, successorId: ids[1], on: '2012', reason: '통합' }))).toEqual([
      'predecessors.1.id named_twice',
      'predecessors.2.id own_successor',
    ]);
  });

  test('a task is split into at least two others', () => {
    const input = { policyTaskId: ids[0], version: 1, on: '2012', reason: '분리' };
    expect(problemsOf(() => parseInput(splitPolicyTaskInput, { ...input, successorIds: [ids[1]] }))).toEqual(['successorIds too_small']);
    expect(problemsOf(() => parseInput(splitPolicyTaskInput, { ...input, successorIds: [ids[0], ids[0]] }))).toEqual([
      'successorIds.0 own_successor',
      'successorIds.1 own_successor',
      'successorIds.1 named_twice',
    ]);
  });
});

function problemsOf(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems.map(({ path, code }) => `${path.join('.')} ${code}`);
    throw error;
  }
  return [];
}
