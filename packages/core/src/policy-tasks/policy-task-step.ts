import type { Entered } from '../command.js';
import type { Transaction } from '../database/open-database.js';
import { Conflict, InvalidInput, NotFound, StaleVersion } from '../errors.js';
import type { PolicyTaskStatus, Prisma, SuccessionKind } from '../generated/prisma/client.js';
import { formatPartialDate, type PartialDate } from '../period.js';
import { canBeTakenOver, canChange } from './policy-task.js';

const withHistory = {
  statusChanges: { orderBy: { sequence: 'asc' }, include: { successions: true } },
} satisfies Prisma.PolicyTaskInclude;

/** A policy task with its status history, oldest step first; each step with the successions that came with it. */
export type PolicyTaskHistory = Prisma.PolicyTaskGetPayload<{ include: typeof withHistory }>;

/** One step: what becomes of a task, from when on, and why. */
export interface PolicyTaskStep {
  /** The version of the task that the decision was based on. */
  readonly version: number;
  readonly status: PolicyTaskStatus;
  readonly on: PartialDate;
  readonly reason: string;
  readonly reviewId?: string | null | undefined;
  readonly successorUnknown?: boolean | undefined;
  readonly takenOver?: { readonly by: readonly string[]; readonly kind: SuccessionKind };
  readonly entered: Entered;
}

/**
 * Takes the next step of a task that {@link requireTaskToStep} gave, or throws StaleVersion, Conflict or InvalidInput. Returns the task
 * with the step.
 */
export async function takeStep(db: Transaction, task: PolicyTaskHistory, step: PolicyTaskStep): Promise<PolicyTaskHistory> {
  const { version, status, on, reason, reviewId = null, successorUnknown = false, takenOver, entered } = step;
  if (task.version !== version) throw new StaleVersion('PolicyTask', task.id, version);
  const last = lastStep(task);
  refuseStep(task, step);
  await db.policyTask.update({ where: { id: task.id, version }, data: { version: { increment: 1 } } });
  await db.policyTaskStatusChange.create({
    data: {
      policyTaskId: task.id,
      sequence: last.sequence + 1,
      status,
      changedDate: on.date,
      changedPrecision: on.precision,
      reason,
      reviewId,
      successorUnknown,
      ...entered,
    },
  });
  if (takenOver) {
    const succession = { predecessorId: task.id, sequence: last.sequence + 1, kind: takenOver.kind, ...entered };
    await db.policyTaskSuccession.createMany({ data: takenOver.by.map((successorId) => ({ ...succession, successorId })) });
  }
  return requirePolicyTask(db, task.id);
}

function refuseStep(task: PolicyTaskHistory, { status, on, takenOver }: PolicyTaskStep): void {
  const last = lastStep(task);
  if (!(takenOver ? canBeTakenOver(last) : canChange(last.status, status))) {
    throw new Conflict(
      'status_transition',
      `Task ${task.number} (${task.origin}) is ${last.status} and cannot become ${status} from there. A closed, superseded or rejected task is reopened as UNDER_REVIEW first.`,
    );
  }
  if (on.date < last.changedDate) {
    const date = formatPartialDate(last.changedDate, last.changedPrecision);
    throw InvalidInput.at(
      ['on'],
      'before_last_change',
      `The last step of task ${task.number} (${task.origin}) is dated ${date}. Give that date or a later one.`,
    );
  }
}

/** The last step of a task's history. Every task has a first one. */
function lastStep(task: PolicyTaskHistory): PolicyTaskHistory['statusChanges'][number] {
  const last = task.statusChanges.at(-1);
  if (last === undefined) throw new Error(`PolicyTask ${task.id} has no status history.`);
  return last;
}

/** The task with its history, and nobody else takes a step of it until the transaction ends; or NotFound. */
export async function requireTaskToStep(db: Transaction, id: string): Promise<PolicyTaskHistory> {
  // The task and its history are read by two statements: without the lock, a step that commits between them would be seen by half.
  await db.$queryRaw`SELECT "id" FROM "PolicyTask" WHERE "id" = ${id}::uuid FOR NO KEY UPDATE`;
  return requirePolicyTask(db, id);
}

/** The task with its history, or NotFound. */
export async function requirePolicyTask(db: Transaction, id: string): Promise<PolicyTaskHistory> {
  const task = await db.policyTask.findUnique({ where: { id }, include: withHistory });
  if (task === null) throw new NotFound('PolicyTask', id);
  return task;
}
