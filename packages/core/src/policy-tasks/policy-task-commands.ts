import { defineCommand } from '../command.js';
import type { Transaction } from '../database/open-database.js';
import { InvalidInput, StaleVersion } from '../errors.js';
import { requirePolicyTask, requireTaskToStep, takeStep, type PolicyTaskHistory } from './policy-task-step.js';
import * as rules from './policy-task.js';

/** Adds a policy task with the first step of its status history. A number is unique within its origin; a division is one of the body named. */
export const addPolicyTask = defineCommand({
  name: 'addPolicyTask',
  scope: 'policy-tasks:write',
  schema: rules.addPolicyTaskInput,
  perform: async ({ db, data, entered }) => {
    const { status, on, reason, sourceId: _entered, ...columns } = data;
    await requireDivisionOfBody(db, columns);
    const { id } = await db.policyTask.create({ data: { ...columns, ...entered } });
    await db.policyTaskStatusChange.create({
      data: { policyTaskId: id, sequence: 1, status, changedDate: on.date, changedPrecision: on.precision, reason, ...entered },
    });
    const after: PolicyTaskHistory = await requirePolicyTask(db, id);
    return { type: 'PolicyTask', before: null, after };
  },
});

/** Changes the fields that are given; null clears one. A title that is given is no placeholder, unless the input says so. */
export const revisePolicyTask = defineCommand({
  name: 'revisePolicyTask',
  scope: 'policy-tasks:write',
  schema: rules.revisePolicyTaskInput,
  perform: async ({ db, data: { id, version, ...columns } }) => {
    const { statusChanges: _history, ...before } = await requirePolicyTask(db, id);
    if (before.version !== version) throw new StaleVersion('PolicyTask', id, version);
    const { bodyId = before.bodyId, divisionId = before.divisionId } = columns;
    await requireDivisionOfBody(db, { bodyId, divisionId });
    const after = await db.policyTask.update({
      where: { id, version },
      data: {
        ...(columns.title === undefined ? {} : { titleIsPlaceholder: false }),
        ...columns,
        version: { increment: 1 },
      },
    });
    return { type: 'PolicyTask', before, after };
  },
});

/**
 * Takes a step in the status history. Closed, superseded and rejected tasks are final, except that they may be reopened as UNDER_REVIEW;
 * a task is superseded here only when its successor is unknown. The step is not dated before the last one.
 */
export const changePolicyTaskStatus = defineCommand({
  name: 'changePolicyTaskStatus',
  scope: 'policy-tasks:write',
  schema: rules.changePolicyTaskStatusInput,
  perform: async ({ db, data, entered }) => {
    const { policyTaskId, sourceId: _entered, ...step } = data;
    const before = await requireTaskToStep(db, policyTaskId);
    if (data.reviewId != null) await requireReviewOf(db, policyTaskId, data.reviewId);
    const after = await takeStep(db, before, { ...step, entered });
    return { type: 'PolicyTask', before, after };
  },
});

interface Placement {
  readonly bodyId?: string | null | undefined;
  readonly divisionId?: string | null | undefined;
}

async function requireDivisionOfBody(db: Transaction, { bodyId, divisionId }: Placement): Promise<void> {
  if (divisionId == null) return;
  const division = await db.division.findUnique({ where: { id: divisionId } });
  if (division === null) throw InvalidInput.at(['divisionId'], 'unknown_id', 'There is no division with this id. Check the id.');
  if (division.bodyId !== bodyId) {
    throw InvalidInput.at(
      ['divisionId'],
      'division_of_body',
      'The division is not one of the body named. Name its body, or another division.',
    );
  }
}

async function requireReviewOf(db: Transaction, policyTaskId: string, reviewId: string): Promise<void> {
  const review = await db.review.findUnique({ where: { id: reviewId } });
  if (review?.policyTaskId !== policyTaskId) {
    throw InvalidInput.at(['reviewId'], 'review_of_same_task', 'This is not a review of the task. Choose one of its reviews.');
  }
}
