import { requireScope } from '../access/actor.js';
import { visibleEngagementsSql } from '../access/engagement-visibility.js';
import type { Context } from '../context.js';
import { Prisma, type Actor, type PolicyTask, type Stakeholder, type Topic } from '../generated/prisma/client.js';
import { groupBy } from '../group-by.js';
import { nameOrderSql } from '../personal-data/personal-data.js';

/** The stakeholders who took part in each of the engagements, by name, in one statement. Nobody for an engagement that may not be read. */
export async function stakeholdersOfEngagements(context: Context, engagementIds: readonly string[]): Promise<Stakeholder[][]> {
  requireScope(context.actor, 'stakeholders:read');
  return linkedTo(context, engagementIds, {
    // An array of an enum reaches the driver as text.
    columns: Prisma.sql`linked.*, linked."categories"::text[] AS "categories"`,
    tables: Prisma.sql`"EngagementStakeholder" p JOIN "Stakeholder" linked ON linked."id" = p."stakeholderId"`,
    order: Prisma.sql`${nameOrderSql(context.actor, Prisma.sql`linked`)}, linked."id"`,
  });
}

/** The members of staff who took part in each of the engagements, by name, in one statement. */
export async function staffOfEngagements(context: Context, engagementIds: readonly string[]): Promise<Actor[][]> {
  requireScope(context.actor, 'access:read');
  return linkedTo(context, engagementIds, {
    columns: Prisma.sql`linked.*`,
    tables: Prisma.sql`"EngagementStaff" p JOIN "Actor" linked ON linked."id" = p."actorId"`,
    order: Prisma.sql`linked."name", linked."id"`,
  });
}

/** The topics of each of the engagements, by name, in one statement. */
export async function topicsOfEngagements(context: Context, engagementIds: readonly string[]): Promise<Topic[][]> {
  return linkedTo(context, engagementIds, {
    columns: Prisma.sql`linked.*`,
    tables: Prisma.sql`"EngagementTopic" p JOIN "Topic" linked ON linked."id" = p."topicId"`,
    order: Prisma.sql`linked."name"`,
  });
}

/** The policy tasks that each of the engagements touched, by origin and number, in one statement. */
export async function policyTasksOfEngagements(context: Context, engagementIds: readonly string[]): Promise<PolicyTask[][]> {
  requireScope(context.actor, 'policy-tasks:read');
  return linkedTo(context, engagementIds, {
    columns: Prisma.sql`linked.*`,
    tables: Prisma.sql`"EngagementPolicyTask" p JOIN "PolicyTask" linked ON linked."id" = p."policyTaskId"`,
    order: Prisma.sql`linked."origin", linked."number"`,
  });
}

interface Link {
  readonly columns: Prisma.Sql;
  readonly tables: Prisma.Sql;
  readonly order: Prisma.Sql;
}

async function linkedTo<Row>({ db, actor }: Context, engagementIds: readonly string[], { columns, tables, order }: Link): Promise<Row[][]> {
  requireScope(actor, 'engagements:read');
  const rows = await db.$queryRaw<(Row & { $engagement?: string })[]>`
    SELECT p."engagementId" AS "$engagement", ${columns} FROM ${tables} JOIN "Engagement" t ON t."id" = p."engagementId"
    WHERE p."engagementId" = ANY(${engagementIds}::uuid[]) AND ${visibleEngagementsSql(actor)} ORDER BY ${order}`;
  const byEngagement = groupBy(rows, (row) => {
    const { $engagement: id } = row;
    delete row.$engagement;
    return id;
  });
  return engagementIds.map((id) => byEngagement.get(id) ?? []);
}
