import { z } from 'zod';
import { requireScope } from '../access/actor.js';
import type { Context } from '../context.js';
import { loadPage, type KeysetList, type Page, type PageRequest } from '../database/keyset.js';
import { holdsOnSql } from '../database/period-sql.js';
import { Prisma, type JointTask, type JointTaskPartner } from '../generated/prisma/client.js';
import { groupBy } from '../group-by.js';
import { parseInput } from '../input.js';
import { asOfDay, asOfInput } from '../period.js';
import { presentSql } from '../stakeholders/present-stakeholder.js';
import type { Asker } from './proposal-queries.js';

/** Which joint tasks a list has, of those that are pursued on a day (today in Korea, when it is left out). Everything that is given must hold. */
export const jointTaskFilter = z.object({
  bodyId: z.uuid().nullish(),
  partnerId: z.uuid().nullish(),
  policyTaskId: z.uuid().nullish(),
  ...asOfInput,
});
export type JointTaskFilter = z.input<typeof jointTaskFilter>;

/** Joint tasks that are pursued on a day, as a list to page through, those taken on first first. */
export function jointTaskList({ actor, now }: Asker, filter: JointTaskFilter = {}): KeysetList<JointTask> {
  requireScope(actor, 'proposals:read');
  const { bodyId, partnerId, policyTaskId, asOf } = parseInput(jointTaskFilter, filter);
  const conditions = [holdsOnSql(Prisma.sql`t`, asOfDay(now, asOf))];
  if (bodyId) conditions.push(Prisma.sql`t."bodyId" = ${bodyId}::uuid`);
  if (policyTaskId) conditions.push(Prisma.sql`t."policyTaskId" = ${policyTaskId}::uuid`);
  if (partnerId) {
    conditions.push(
      Prisma.sql`t."id" IN (SELECT m."jointTaskId" FROM "JointTaskPartner" m WHERE m."partnerId" = ${presentSql(partnerId)})`,
    );
  }
  return {
    select: Prisma.sql`t.*`,
    from: Prisma.sql`"JointTask" t`,
    where: Prisma.join(conditions, ' AND '),
    order: [
      { column: Prisma.sql`t."fromDate"`, type: 'date' },
      { column: Prisma.sql`t."id"`, type: 'uuid' },
    ],
    descending: false,
  };
}

/** The same list below each organization that takes part. */
export function jointTasksOfPartner(asker: Asker, filter: JointTaskFilter = {}): KeysetList<JointTask> {
  const list = jointTaskList(asker, filter);
  const from = Prisma.sql`${list.from} JOIN "JointTaskPartner" p ON p."jointTaskId" = t."id"`;
  return { ...list, from, parent: Prisma.sql`p."partnerId"` };
}

/** The same list below each body that took them on. */
export function jointTasksOfBody(asker: Asker, filter: JointTaskFilter = {}): KeysetList<JointTask> {
  return { ...jointTaskList(asker, filter), parent: Prisma.sql`t."bodyId"` };
}

/** The same list below each policy task. */
export function jointTasksOfPolicyTask(asker: Asker, filter: JointTaskFilter = {}): KeysetList<JointTask> {
  return { ...jointTaskList(asker, filter), parent: Prisma.sql`t."policyTaskId"` };
}

/** The same list below each agenda item under which they were taken on. */
export function jointTasksOfAgendaItem(asker: Asker, filter: JointTaskFilter = {}): KeysetList<JointTask> {
  return { ...jointTaskList(asker, filter), parent: Prisma.sql`t."agendaItemId"` };
}

/** A page of the joint tasks that are pursued on a day. */
export async function listJointTasks(
  context: Context,
  { filter, ...page }: PageRequest & { readonly filter?: JointTaskFilter } = {},
): Promise<Page<JointTask>> {
  return loadPage(context.db, jointTaskList(context, filter), page);
}

const partnersInput = z.object({ ids: z.array(z.uuid().toLowerCase()) });

/** The partners of each of the joint tasks, those who lead first, in one statement. */
export async function partnersOfJointTasks({ db, actor }: Context, input: z.input<typeof partnersInput>): Promise<JointTaskPartner[][]> {
  requireScope(actor, 'proposals:read');
  const { ids } = parseInput(partnersInput, input);
  const where = { jointTaskId: { in: ids } };
  const partners = await db.jointTaskPartner.findMany({ where, orderBy: [{ role: 'asc' }, { partnerId: 'asc' }] });
  const byTask = groupBy(partners, ({ jointTaskId }) => jointTaskId);
  return ids.map((id) => byTask.get(id) ?? []);
}

const partnersOfTasksInput = z.object({ ids: z.array(z.uuid().toLowerCase()), ...asOfInput });

/** With whom each of the policy tasks is a joint task on a day, those who lead first, in one statement. */
export async function partnersOfPolicyTasks(context: Context, input: z.input<typeof partnersOfTasksInput>): Promise<JointTaskPartner[][]> {
  requireScope(context.actor, 'proposals:read');
  const { ids, asOf } = parseInput(partnersOfTasksInput, input);
  const partners = await context.db.$queryRaw<(JointTaskPartner & { readonly $of: string })[]>`
    SELECT t."policyTaskId" AS "$of", p.* FROM "JointTask" t JOIN "JointTaskPartner" p ON p."jointTaskId" = t."id"
    WHERE t."policyTaskId" = ANY(${ids}::uuid[]) AND ${holdsOnSql(Prisma.sql`t`, asOfDay(context.now, asOf))}
    ORDER BY p."role", t."fromDate", t."id", p."partnerId"`;
  const byTask = groupBy(partners, ({ $of }) => $of);
  return ids.map((id) => (byTask.get(id) ?? []).map(({ $of: _of, ...partner }) => partner));
}
