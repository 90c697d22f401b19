import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { ProposalStatus } from '../generated/prisma/enums.js';
import { takeOnJointTaskInput } from './joint-task.js';
import * as rules from './proposal.js';

const ID = '01936c5f-0000-7000-8000-00000000000a';
const OTHER = '01936c5f-0000-7000-8000-00000000000b';

/** Where an input is wrong, and by which code. */
function problemsOf(schema: z.ZodType, input: unknown): string[] {
  const { error } = schema.safeParse(input);
  return (error?.issues ?? []).map(({ path, code, ...issue }) => {
    const own = 'params' in issue ? (issue.params as { code?: string } | undefined)?.code : undefined;
    return `${path.join('.')} ${own ?? code}`;
  });
}

describe('a proposal', () => {
  const proposal = { title: '영유아 보육 국비지원', status: 'SUBMITTED', on: '2012', bodyId: ID };

  test('is recorded with the date on which it was submitted, which may be partial', () => {
    expect(problemsOf(rules.recordProposalInput, proposal)).toEqual([]);
    expect(problemsOf(rules.recordProposalInput, { ...proposal, on: '2012-13' })).toEqual(['on invalid_date']);
    expect(problemsOf(rules.recordProposalInput, { ...proposal, status: 'ACCEPTED' })).toEqual(['status invalid_value']);
  });

  test('tells everything that is wrong at once', () => {
    const input = {
      title: ' ',
      status: 'DRAFT',
      on: '2012',
      agendaItemId: ID,
      addresseeIds: [ID, ID.toUpperCase()],
      policyTaskIds: ['x'],
    };
    expect(problemsOf(rules.recordProposalInput, input).toSorted()).toEqual([
      'addresseeIds.1 duplicate',
      'meetingId required',
      'policyTaskIds.0 invalid_format',
      'proposers required',
      'title too_small',
    ]);
  });

  test('has each proposer once, and one who leads', () => {
    const leads = (stakeholderId: string) => ({ stakeholderId, isLead: true });
    expect(problemsOf(rules.recordProposalInput, { ...proposal, proposers: [leads(ID), leads(OTHER)] })).toEqual([
      'proposers.1.isLead one_lead',
    ]);
    expect(problemsOf(rules.recordProposalInput, { ...proposal, proposers: [leads(ID), { stakeholderId: ID }] })).toEqual([
      'proposers.1.stakeholderId duplicate',
    ]);
  });

  test('is made by a body or by proposers', () => {
    expect(rules.proposerProblems({ bodyId: null, proposers: [] })).toMatchObject([{ path: ['proposers'], code: 'required' }]);
    expect(rules.proposerProblems({ bodyId: ID })).toEqual([]);
    expect(rules.proposerProblems({ proposers: [{ stakeholderId: ID }] })).toEqual([]);
  });

  test('keeps its words once it was submitted, and not what it is linked with', () => {
    const revision = (fields: object) => rules.fixedFields(rules.reviseProposalInput.parse({ id: ID, version: 1, ...fields }));
    expect(revision({ meetingId: ID, agendaItemId: null, channel: 'FORUM', policyTaskIds: [], reraisesId: OTHER })).toEqual([]);
    expect(revision({ title: '제목', text: null, addresseeIds: [] })).toEqual(['title', 'text', 'addresseeIds']);
  });

  test('goes on to an addressee once, and not before it was submitted', () => {
    const sent = { addressees: [{ stakeholderId: ID }], proposedDate: new Date('2012-05-01') };
    const on = (day: string) => ({ date: new Date(day), precision: 'DAY' as const });
    expect(rules.addressProblems(sent, ID, on('2012-04-30'))).toMatchObject([{ code: 'duplicate' }, { code: 'before_submission' }]);
    expect(rules.addressProblems(sent, OTHER, on('2012-05-01'))).toEqual([]);
  });
});

test.each([
  ['DRAFT', ['SUBMITTED', 'WITHDRAWN']],
  ['SUBMITTED', ['UNDER_REVIEW', 'ACCEPTED', 'PARTLY_ACCEPTED', 'REJECTED', 'WITHDRAWN']],
  ['UNDER_REVIEW', ['ACCEPTED', 'PARTLY_ACCEPTED', 'REJECTED', 'WITHDRAWN']],
  ['ACCEPTED', ['UNDER_REVIEW']],
  ['PARTLY_ACCEPTED', ['UNDER_REVIEW', 'ACCEPTED']],
  ['REJECTED', ['UNDER_REVIEW']],
  ['WITHDRAWN', []],
] as const)('from %s a proposal becomes %j', (from, to) => {
  expect(Object.values(ProposalStatus).filter((status) => rules.canChange(from, status))).toEqual(to);
});

test('an outcome says what came of it, in words or in values with their unit', () => {
  const outcome = { proposalId: ID, subject: '국비지원', on: '2012' };
  const valid = { ...outcome, before: 50, after: 70, unit: 'PERCENT' };
  expect(problemsOf(rules.recordProposalOutcomeInput, valid)).toEqual([]);
  expect(problemsOf(rules.recordProposalOutcomeInput, { ...outcome, text: '법률 개정' })).toEqual([]);
  expect(problemsOf(rules.recordProposalOutcomeInput, { ...outcome, before: 50 })).toEqual(['unit required', 'text required']);
  expect(problemsOf(rules.recordProposalOutcomeInput, { ...outcome, unit: 'KRW', text: '지원' })).toEqual(['unit not_allowed']);
});

test('a date that has not come is refused', () => {
  const on = { date: new Date('2013-01-01'), precision: 'MONTH' as const };
  expect(rules.futureProblems(on, new Date('2012-12-31'))).toMatchObject([{ path: ['on'], code: 'in_the_future' }]);
  expect(rules.futureProblems(on, new Date('2013-01-01'))).toEqual([]);
});

test('a joint task has partners, each once', () => {
  const task = { policyTaskId: ID, from: '2012' };
  expect(problemsOf(takeOnJointTaskInput, { ...task, partners: [{ partnerId: ID }] })).toEqual([]);
  expect(problemsOf(takeOnJointTaskInput, { ...task, partners: [] })).toEqual(['partners too_small']);
  expect(problemsOf(takeOnJointTaskInput, { ...task, agendaItemId: ID, partners: [{ partnerId: ID }, { partnerId: ID }] })).toEqual([
    'partners.1.partnerId duplicate',
    'meetingId required',
  ]);
});
