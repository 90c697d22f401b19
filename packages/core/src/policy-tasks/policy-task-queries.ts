import { z } from 'zod';
import { requireScope, type Actor } from '../access/actor.js';
import type { Context } from '../context.js';
import { loadPage, type KeysetList, type Page, type PageRequest } from '../database/keyset.js';
import { Prisma, type DatePrecision, type PolicyTask, type PolicyTaskStatusChange } from '../generated/prisma/client.js';
import { PolicyTaskOrigin, PolicyTaskStatus } from '../generated/prisma/enums.js';
import { parseInput } from '../input.js';
import { asOfDay, asOfInput } from '../period.js';

/** A policy task with where it stands as of a day: the last step of its history on or before it. */
export interface PolicyTaskAsOf extends PolicyTask {
  readonly status: PolicyTaskStatus;
  /** The day from which it stands there, with its precision. */
  readonly statusDate: Date;
  readonly statusPrecision: DatePrecision;
  /** True where it is superseded and the source does not say by which. */
  readonly successorUnknown: boolean;
}

/** Which policy tasks a list has, and as of which day (today in Korea, when it is left out). Everything that is given must hold. */
export const policyTaskFilter = z.object({
  origin: z.enum(PolicyTaskOrigin).nullish(),
  /** Stands at one of them, as of the day. */
  statuses: z.array(z.enum(PolicyTaskStatus)).min(1).nullish(),
  divisionId: z.uuid().nullish(),
  bodyId: z.uuid().nullish(),
  leadDepartmentId: z.uuid().nullish(),
  startYear: z.int().nullish(),
  /** Tasks that do not exist yet on the day are left out. */
  ...asOfInput,
});
export type PolicyTaskFilter = z.input<typeof policyTaskFilter>;

/** Who asks, and what day it is. */
type Asker = Pick<Context, 'actor' | 'now'>;

/** Policy tasks as of a day, as a list to page through, by origin and the number within it. */
export function policyTaskList({ actor, now }: Asker, filter: PolicyTaskFilter = {}): KeysetList<PolicyTaskAsOf> {
  requireScope(actor, 'policy-tasks:read');
  const { asOf, ...conditions } = parseInput(policyTaskFilter, filter);
  return {
    select: taskColumns,
    from: Prisma.sql`"PolicyTask" t ${statusAsOf(asOfDay(now, asOf))}`,
    where: Prisma.join(conditionsOf(conditions), ' AND '),
    order: [
      { column: Prisma.sql`t."origin"::text`, type: 'text' },
      { column: Prisma.sql`t."number"`, type: 'int' },
    ],
    descending: false,
  };
}

/** The same list below each division. */
export function policyTasksOfDivision(asker: Asker, filter: PolicyTaskFilter = {}): KeysetList<PolicyTaskAsOf> {
  return { ...policyTaskList(asker, filter), parent: Prisma.sql`t."divisionId"` };
}

/** The same list below each body. */
export function policyTasksOfBody(asker: Asker, filter: PolicyTaskFilter = {}): KeysetList<PolicyTaskAsOf> {
  return { ...policyTaskList(asker, filter), parent: Prisma.sql`t."bodyId"` };
}

/** The status history below each policy task, latest step first. */
export function statusChangesOfPolicyTask(actor: Actor): KeysetList<PolicyTaskStatusChange> {
  requireScope(actor, 'policy-tasks:read');
  return {
    select: Prisma.sql`c.*`,
    from: Prisma.sql`"PolicyTaskStatusChange" c`,
    where: Prisma.sql`TRUE`,
    parent: Prisma.sql`c."policyTaskId"`,
    order: [
      { column: Prisma.sql`c."sequence"`, type: 'int' },
      { column: Prisma.sql`c."id"`, type: 'uuid' },
    ],
    descending: true,
  };
}

/** The columns of a {@link PolicyTaskAsOf}: of a task `t` that {@link statusAsOf} was joined to. */
export const taskColumns = Prisma.sql`t.*, s."status", s."changedDate" AS "statusDate", s."changedPrecision" AS "statusPrecision",
  s."successorUnknown"`;

/** The day of a status: a day, an expression for one, or `infinity` for the last step recorded. */
type StatusDay = Date | Prisma.Sql | 'infinity';

/** Joins to each task `t` its last step `s` on or before the day; a task that does not exist yet on that day drops out. */
export function statusAsOf(day: StatusDay, knownAt?: Date | null): Prisma.Sql {
  return Prisma.sql`CROSS JOIN LATERAL (${lastStepOf(Prisma.sql`t."id"`, day, knownAt)}) AS s`;
}

/** The last step of the task on or before the day, of those entered by an instant if it is given. Of several on one day, the later one. */
export function lastStepOf(taskId: Prisma.Sql, day: StatusDay, knownAt?: Date | null): Prisma.Sql {
  const until = day instanceof Date ? day.toISOString().slice(0, 10) : day;
  const known = knownAt == null ? Prisma.empty : Prisma.sql`AND c."createdAt" <= ${knownAt.toISOString()}::timestamptz`;
  return Prisma.sql`SELECT c.* FROM "PolicyTaskStatusChange" c WHERE c."policyTaskId" = ${taskId} AND c."changedDate" <= ${until}::date ${known}
    ORDER BY c."changedDate" DESC, c."sequence" DESC LIMIT 1`;
}

function conditionsOf(filter: Omit<z.output<typeof policyTaskFilter>, 'asOf'>): Prisma.Sql[] {
  const { origin, statuses, divisionId, bodyId, leadDepartmentId, startYear } = filter;
  const conditions = [Prisma.sql`TRUE`];
  if (origin) conditions.push(Prisma.sql`t."origin" = ${origin}::"PolicyTaskOrigin"`);
  if (statuses) conditions.push(Prisma.sql`s."status" = ANY(${statuses}::"PolicyTaskStatus"[])`);
  if (divisionId) conditions.push(Prisma.sql`t."divisionId" = ${divisionId}::uuid`);
  if (bodyId) conditions.push(Prisma.sql`t."bodyId" = ${bodyId}::uuid`);
  if (leadDepartmentId) conditions.push(Prisma.sql`t."leadDepartmentId" = ${leadDepartmentId}::uuid`);
  if (startYear != null) conditions.push(Prisma.sql`t."startYear" = ${startYear}`);
  return conditions;
}

/** A page of policy tasks as of a day. */
export function listPolicyTasks(
  context: Context,
  { filter, ...page }: PageRequest & { readonly filter?: PolicyTaskFilter } = {},
): Promise<Page<PolicyTaskAsOf>> {
  return loadPage(context.db, policyTaskList(context, filter), page);
}

/** One policy task; null when there is none. */
export async function findPolicyTask(context: Context, id: string): Promise<PolicyTask | null> {
  requireScope(context.actor, 'policy-tasks:read');
  return context.db.policyTask.findUnique({ where: { id: parseInput(z.uuid(), id) } });
}

const statusesAsOfInput = z.object({ ids: z.array(z.uuid().toLowerCase()), ...asOfInput });

/** For each of the tasks, in the order asked, its last step on or before the day; null where there is none. In one statement. */
export async function statusesAsOf(context: Context, input: z.input<typeof statusesAsOfInput>): Promise<(PolicyTaskStatusChange | null)[]> {
  requireScope(context.actor, 'policy-tasks:read');
  const { ids, asOf } = parseInput(statusesAsOfInput, input);
  const steps = await context.db.$queryRaw<PolicyTaskStatusChange[]>`
    SELECT s.* FROM unnest(${ids}::uuid[]) AS t (id) ${statusAsOf(asOfDay(context.now, asOf))}`;
  const stepOf = new Map(steps.map((step) => [step.policyTaskId, step]));
  return ids.map((id) => stepOf.get(id) ?? null);
}

/** In a statement: a query of the last step of a task on or before the day, or of none. */
export function statusOfPolicyTask({ actor, now }: Asker, taskId: Prisma.Sql, asOf: Date | null): Prisma.Sql {
  requireScope(actor, 'policy-tasks:read');
  return lastStepOf(taskId, asOfDay(now, asOf));
}

/** How many tasks of an origin stand at a status in a division; those without a division under null. */
export interface PolicyTaskTotal {
  readonly origin: PolicyTaskOrigin;
  readonly status: PolicyTaskStatus;
  readonly divisionId: string | null;
  readonly count: number;
}

const policyTaskTotalsInput = z.object({ bodyId: z.uuid().nullish(), ...asOfInput });

/**
 * The portfolio as of a day (today in Korea, when it is left out): the number of tasks by origin, status and division, counted from the history in one statement.
 * Combinations without a task are left out.
 */
export async function policyTaskTotals(context: Context, input: z.input<typeof policyTaskTotalsInput> = {}): Promise<PolicyTaskTotal[]> {
  requireScope(context.actor, 'policy-tasks:read');
  const { asOf, bodyId } = parseInput(policyTaskTotalsInput, input);
  return context.db.$queryRaw<PolicyTaskTotal[]>`
    SELECT t."origin", s."status", t."divisionId", count(*)::int AS "count"
    FROM "PolicyTask" t ${statusAsOf(asOfDay(context.now, asOf))} LEFT JOIN "Division" d ON d."id" = t."divisionId"
    WHERE ${bodyId ? Prisma.sql`t."bodyId" = ${bodyId}::uuid` : Prisma.sql`TRUE`}
    GROUP BY t."origin", s."status", t."divisionId", d."position"
    ORDER BY t."origin", s."status", d."position" NULLS LAST, t."divisionId"`;
}
