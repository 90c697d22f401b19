import { z } from 'zod';
import { PolicyTaskOrigin, PolicyTaskStatus } from '../generated/prisma/enums.js';
import { addProblem, evenIfFieldsFail, revisionInput, sourceInput } from '../input.js';
import { partialDate } from '../period.js';
import { line, prose } from '../text.js';

const descriptiveFields = {
  number: z.int32().positive(),
  title: line(500),
  titleIsPlaceholder: z.boolean().optional(),
  bodyId: z.uuid().nullish(),
  divisionId: z.uuid().nullish(),
  leadDepartmentId: z.uuid().nullish(),
  audience: line(500).nullish(),
  startYear: z.int().min(1900).max(2999).nullish(),
};

/** When a step was taken, and why. */
export const stepInput = { on: partialDate(), reason: prose() };

/** The task that a step is taken with, and the version that the decision was based on. */
export const policyTaskVersionInput = { policyTaskId: z.uuid().toLowerCase(), version: revisionInput.version };

export const addPolicyTaskInput = z.object({
  ...descriptiveFields,
  origin: z.enum(PolicyTaskOrigin),
  status: z
    .enum(PolicyTaskStatus)
    .exclude(['SUPERSEDED'], { error: 'Add it with the status that it had before it was superseded, and then supersede it.' }),
  ...stepInput,
  ...sourceInput,
});

export const revisePolicyTaskInput = z.object({
  ...revisionInput,
  ...descriptiveFields,
  number: descriptiveFields.number.optional(),
  title: descriptiveFields.title.optional(),
  origin: z.enum(PolicyTaskOrigin).optional(),
});

export const changePolicyTaskStatusInput = z
  .object({
    ...policyTaskVersionInput,
    status: z.enum(PolicyTaskStatus),
    ...stepInput,
    reviewId: z.uuid().nullish(),
    successorUnknown: z.boolean().optional(),
    ...sourceInput,
  })
  .superRefine(({ status, successorUnknown = false }, context) => {
    if ((status === PolicyTaskStatus.SUPERSEDED) === successorUnknown) return;
    const message = successorUnknown
      ? 'Only a superseded task has successors. Leave this out.'
      : 'Name the task that took it over with replacePolicyTask, mergePolicyTasks or splitPolicyTask, or say that the source does not name it.';
    addProblem(context, { path: ['successorUnknown'], code: successorUnknown ? 'not_allowed' : 'required', message });
  }, evenIfFieldsFail);

// What is final is only reopened, into a review that decides afresh; what is pursued is closed and not rejected.
const nextStatuses: Readonly<Record<PolicyTaskStatus, readonly PolicyTaskStatus[]>> = {
  PROPOSED: ['UNDER_REVIEW', 'MAINTAINED', 'CLOSED', 'SUPERSEDED', 'REJECTED'],
  UNDER_REVIEW: ['MAINTAINED', 'CLOSED', 'SUPERSEDED', 'REJECTED'],
  MAINTAINED: ['UNDER_REVIEW', 'CLOSED', 'SUPERSEDED'],
  CLOSED: ['UNDER_REVIEW'],
  SUPERSEDED: ['UNDER_REVIEW'],
  REJECTED: ['UNDER_REVIEW'],
};

/** Whether a policy task may go from one status to the other. */
export function canChange(from: PolicyTaskStatus, to: PolicyTaskStatus): boolean {
  return nextStatuses[from].includes(to);
}

/** Whether a task after its last step may be taken over by others: also one whose successor was unknown, and is named now. */
export function canBeTakenOver(last: { readonly status: PolicyTaskStatus; readonly successorUnknown: boolean }): boolean {
  return canChange(last.status, PolicyTaskStatus.SUPERSEDED) || last.successorUnknown;
}
