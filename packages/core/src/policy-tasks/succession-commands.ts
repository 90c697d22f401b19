import { defineCommand } from '../command.js';
import { PolicyTaskStatus, SuccessionKind } from '../generated/prisma/enums.js';
import { requirePolicyTask, requireTaskToStep, takeStep, type PolicyTaskHistory } from './policy-task-step.js';
import * as rules from './succession.js';

/** 대체: one task takes over another, which becomes SUPERSEDED. A task that was superseded with an unknown successor may be given one. */
export const replacePolicyTask = defineCommand({
  name: 'replacePolicyTask',
  scope: 'policy-tasks:write',
  schema: rules.replacePolicyTaskInput,
  perform: async ({ db, data: { policyTaskId, successorId, version, on, reason }, entered }) => {
    const before = await requireTaskToStep(db, policyTaskId);
    await requirePolicyTask(db, successorId);
    const takenOver = { by: [successorId], kind: SuccessionKind.REPLACED };
    const after = await takeStep(db, before, { version, status: PolicyTaskStatus.SUPERSEDED, on, reason, takenOver, entered });
    return { type: 'PolicyTask', before, after };
  },
});

/** The task that others merged into, and those others with their history. */
export type MergedPolicyTask = PolicyTaskHistory & { readonly merged: readonly PolicyTaskHistory[] };

/** 통합: one task takes over several, which become SUPERSEDED; it may be one that lived beside them. All of them or none. */
export const mergePolicyTasks = defineCommand({
  name: 'mergePolicyTasks',
  scope: 'policy-tasks:write',
  schema: rules.mergePolicyTasksInput,
  perform: async ({ db, data: { predecessors, successorId, on, reason }, entered }) => {
    const successor = await requirePolicyTask(db, successorId);
    const takenOver = { by: [successorId], kind: SuccessionKind.MERGED };
    const before: PolicyTaskHistory[] = [];
    const merged: PolicyTaskHistory[] = [];
    // Always in the same order, so that two merges of the same tasks wait for one another instead of blocking each other.
    for (const { id, version } of predecessors.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      const task = await requireTaskToStep(db, id);
      before.push(task);
      merged.push(await takeStep(db, task, { version, status: PolicyTaskStatus.SUPERSEDED, on, reason, takenOver, entered }));
    }
    const after: MergedPolicyTask = { ...successor, merged };
    const also = merged.map(({ id }) => ({ name: 'policyTaskSuperseded', type: 'PolicyTask', id }));
    return { type: 'PolicyTask', before: { ...successor, merged: before }, after, also };
  },
});

/** 분리: several tasks take over one, which becomes SUPERSEDED. */
export const splitPolicyTask = defineCommand({
  name: 'splitPolicyTask',
  scope: 'policy-tasks:write',
  schema: rules.splitPolicyTaskInput,
  perform: async ({ db, data: { policyTaskId, successorIds, version, on, reason }, entered }) => {
    const before = await requireTaskToStep(db, policyTaskId);
    for (const id of successorIds) await requirePolicyTask(db, id);
    const takenOver = { by: successorIds, kind: SuccessionKind.SPLIT };
    const after = await takeStep(db, before, { version, status: PolicyTaskStatus.SUPERSEDED, on, reason, takenOver, entered });
    return { type: 'PolicyTask', before, after };
  },
});
