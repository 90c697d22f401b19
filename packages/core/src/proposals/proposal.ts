import { z } from 'zod';
import type { Problem } from '../errors.js';
import { EngagementChannel, OutcomeUnit, ProposalStatus, ReplyStance } from '../generated/prisma/enums.js';
import { addProblem, evenIfFieldsFail, revisionInput, sourceInput } from '../input.js';
import { partialDate, type PartialDate } from '../period.js';
import type { Reference } from '../references.js';
import { line, prose } from '../text.js';
import { decidedInInput, itemWithItsMeeting } from './decided-in.js';

const id = z.uuid().toLowerCase();
const ids = z
  .array(id)
  .max(100, { error: 'Name at most 100.' })
  .superRefine((list, context) => refuseRepeated(list, context), evenIfFieldsFail);

const proposers = z
  .array(z.object({ stakeholderId: id, isLead: z.boolean().optional() }))
  .max(100, { error: 'Name at most 100.' })
  .superRefine((list, context) => {
    refuseRepeated(
      list.map((proposer) => proposer?.stakeholderId),
      context,
      'stakeholderId',
    );
    for (const [index, { isLead }] of list.entries()) {
      if (!isLead || list.findIndex((other) => other.isLead) === index) continue;
      addProblem(context, { path: [index, 'isLead'], code: 'one_lead', message: 'Another proposer leads already. Name only one as lead.' });
    }
  }, evenIfFieldsFail);

function refuseRepeated(list: readonly unknown[], context: z.RefinementCtx, field?: string): void {
  for (const [index, entry] of list.entries()) {
    if (entry === undefined || list.indexOf(entry) === index) continue;
    const path = field === undefined ? [index] : [index, field];
    addProblem(context, { path, code: 'duplicate', message: 'This id stands in the list already. Leave one of the two out.' });
  }
}

const wordsOf = {
  title: line(300),
  text: prose().nullish(),
  expectedEffect: prose().nullish(),
};

// What a proposal is linked with. Words, proposers and addressees are fixed when it is submitted; these may be put right later.
const linksOf = {
  ...decidedInInput,
  channel: z.enum(EngagementChannel).nullish(),
  policyTaskIds: ids.optional(),
};

/** The first step: a draft, or what was submitted already. */
const firstStep = {
  status: z
    .enum(ProposalStatus)
    .extract(['DRAFT', 'SUBMITTED'], { error: 'Record it as DRAFT or SUBMITTED, with the date of that, and then change its status.' }),
  on: partialDate(),
  reason: prose().nullish(),
};

export const recordProposalInput = z
  .object({
    ...wordsOf,
    ...linksOf,
    ...firstStep,
    proposers: proposers.optional(),
    addresseeIds: ids.optional(),
    ...sourceInput,
  })
  .superRefine((value, context) => {
    itemWithItsMeeting(value, context);
    for (const problem of proposerProblems(value)) addProblem(context, problem);
  }, evenIfFieldsFail);

/** What a raising says of itself; what is left out is as it was in the proposal that is raised again. */
export const reraiseProposalInput = z
  .object({
    reraisesId: id,
    title: wordsOf.title.optional(),
    text: wordsOf.text,
    expectedEffect: wordsOf.expectedEffect,
    ...linksOf,
    ...firstStep,
    proposers: proposers.optional(),
    addresseeIds: ids.optional(),
    ...sourceInput,
  })
  .superRefine(itemWithItsMeeting, evenIfFieldsFail);

export const reviseProposalInput = z.object({
  ...revisionInput,
  ...wordsOf,
  ...linksOf,
  title: wordsOf.title.optional(),
  proposers: proposers.optional(),
  addresseeIds: ids.optional(),
  reraisesId: id.nullish(),
});

export const changeProposalStatusInput = z.object({
  proposalId: id,
  version: revisionInput.version,
  status: z.enum(ProposalStatus),
  on: partialDate(),
  reason: prose().nullish(),
  ...sourceInput,
});

export const addressProposalInput = z.object({ proposalId: id, version: revisionInput.version, addresseeId: id, on: partialDate() });

export const recordProposalReplyInput = z.object({
  proposalId: id,
  addresseeId: id,
  stance: z.enum(ReplyStance),
  on: partialDate(),
  text: prose().nullish(),
  /** The engagement in which it was given. */
  engagementId: id.nullish(),
  ...sourceInput,
});

const value = z.number().nullish();

export const recordProposalOutcomeInput = z
  .object({
    proposalId: id,
    subject: line(300),
    before: value,
    after: value,
    unit: z.enum(OutcomeUnit).nullish(),
    text: prose().nullish(),
    decidedById: id.nullish(),
    on: partialDate(),
    ...sourceInput,
  })
  .superRefine(({ before, after, unit, text }, context) => {
    const hasValues = before != null || after != null;
    if (hasValues && unit == null) {
      addProblem(context, { path: ['unit'], code: 'required', message: 'Say what the values are counted in.' });
    }
    if (!hasValues && unit != null) {
      addProblem(context, { path: ['unit'], code: 'not_allowed', message: 'There is no value to count in this unit. Leave it out.' });
    }
    if (after == null && text == null) {
      addProblem(context, { path: ['text'], code: 'required', message: 'Say what came of it: the value after, or words.' });
    }
  }, evenIfFieldsFail);

/** What is wrong when nobody makes a proposal. */
export function proposerProblems(made: { readonly bodyId?: string | null | undefined; readonly proposers?: unknown }): Problem[] {
  const named = Array.isArray(made.proposers) && made.proposers.length > 0;
  if (made.bodyId != null || named) return [];
  return [{ path: ['proposers'], code: 'required', message: 'Somebody makes every proposal. Name the body, or at least one proposer.' }];
}

/** The fields that cannot be changed any more once a proposal was submitted, as far as an input names them. */
export function fixedFields(input: z.output<typeof reviseProposalInput>): string[] {
  const fixed = ['title', 'text', 'expectedEffect', 'bodyId', 'proposers', 'addresseeIds'] as const;
  return fixed.filter((field) => input[field] !== undefined);
}

/** What is wrong with a date of which the first day is still to come: nothing is recorded before it happens. */
export function futureProblems(on: PartialDate, today: Date): Problem[] {
  if (on.date <= today) return [];
  return [{ path: ['on'], code: 'in_the_future', message: 'This date has not come yet. Record it when it has happened.' }];
}

/** What is wrong with sending a proposal to one more addressee on a date: it went there already, or was not submitted by then. */
export function addressProblems(
  { addressees, proposedDate }: { readonly addressees: readonly { readonly stakeholderId: string }[]; readonly proposedDate: Date | null },
  addresseeId: string,
  on: PartialDate,
): Problem[] {
  const problems: Problem[] = [];
  if (addressees.some(({ stakeholderId }) => stakeholderId === addresseeId)) {
    problems.push({
      path: ['addresseeId'],
      code: 'duplicate',
      message: 'The proposal is addressed to them already. Choose another addressee.',
    });
  }
  if (proposedDate !== null && on.date < proposedDate) {
    problems.push({ path: ['on'], code: 'before_submission', message: 'The proposal was submitted later. Give that date or a later one.' });
  }
  return problems;
}

/** The ids that the lists of an input name. */
export function listReferences(input: {
  readonly proposers?: readonly { readonly stakeholderId: string }[] | undefined;
  readonly addresseeIds?: readonly string[] | undefined;
  readonly policyTaskIds?: readonly string[] | undefined;
}): Reference[] {
  const { proposers: made = [], addresseeIds = [], policyTaskIds = [] } = input;
  return [
    ...made.map(({ stakeholderId }, index): Reference => ({
      to: 'Stakeholder',
      id: stakeholderId,
      path: ['proposers', index, 'stakeholderId'],
    })),
    ...addresseeIds.map((to, index): Reference => ({ to: 'Stakeholder', id: to, path: ['addresseeIds', index] })),
    ...policyTaskIds.map((task, index): Reference => ({ to: 'PolicyTask', id: task, path: ['policyTaskIds', index] })),
  ];
}

// What was decided is only reopened, into a review that decides afresh. What was withdrawn is raised again as another proposal.
const nextStatuses: Readonly<Record<ProposalStatus, readonly ProposalStatus[]>> = {
  DRAFT: ['SUBMITTED', 'WITHDRAWN'],
  SUBMITTED: ['UNDER_REVIEW', 'ACCEPTED', 'PARTLY_ACCEPTED', 'REJECTED', 'WITHDRAWN'],
  UNDER_REVIEW: ['ACCEPTED', 'PARTLY_ACCEPTED', 'REJECTED', 'WITHDRAWN'],
  ACCEPTED: ['UNDER_REVIEW'],
  PARTLY_ACCEPTED: ['UNDER_REVIEW', 'ACCEPTED'],
  REJECTED: ['UNDER_REVIEW'],
  WITHDRAWN: [],
};

/** Whether a proposal may go from one status to the other. */
export function canChange(from: ProposalStatus, to: ProposalStatus): boolean {
  return nextStatuses[from].includes(to);
}
