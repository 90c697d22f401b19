import { requireScope, type Actor } from '../access/actor.js';
import { visibleEngagementsSql } from '../access/engagement-visibility.js';
import type { Context } from '../context.js';
import type { RowsBelow } from '../database/rows-below.js';
import { Prisma, type Actor as ActorRecord, type PolicyTask, type Stakeholder, type Topic } from '../generated/prisma/client.js';
import { groupBy } from '../group-by.js';
import { nameOrderSql } from '../personal-data/personal-data.js';

const t = Prisma.sql`t`;
const parent = Prisma.sql`p."engagementId"`;

/** The stakeholders who took part in an engagement, by name. */
export function stakeholdersOfEngagement(actor: Actor): RowsBelow {
  requireScope(actor, 'stakeholders:read');
  return {
    from: Prisma.sql`"EngagementStakeholder" p JOIN "Stakeholder" t ON t."id" = p."stakeholderId"`,
    parent,
    order: Prisma.sql`${nameOrderSql(actor, t)}, t."id"`,
  };
}

/** The members of staff who took part in an engagement, by name. */
export function staffOfEngagement(actor: Actor): RowsBelow {
  requireScope(actor, 'access:read');
  return {
    from: Prisma.sql`"EngagementStaff" p JOIN "Actor" t ON t."id" = p."actorId"`,
    parent,
    order: Prisma.sql`t."name", t."id"`,
  };
}

/** The topics of an engagement, by name. */
export function topicsOfEngagement(): RowsBelow {
  return {
    from: Prisma.sql`"EngagementTopic" p JOIN "Topic" t ON t."id" = p."topicId"`,
    parent,
    order: Prisma.sql`t."name"`,
  };
}

/** The policy tasks that an engagement touched, by origin and number. */
export function policyTasksOfEngagement(actor: Actor): RowsBelow {
  requireScope(actor, 'policy-tasks:read');
  return {
    from: Prisma.sql`"EngagementPolicyTask" p JOIN "PolicyTask" t ON t."id" = p."policyTaskId"`,
    parent,
    order: Prisma.sql`t."origin", t."number"`,
  };
}

/** The stakeholders who took part in each of the engagements, by name, in one statement. Nobody for an engagement that may not be read. */
export async function stakeholdersOfEngagements(context: Context, engagementIds: readonly string[]): Promise<Stakeholder[][]> {
  const rows = stakeholdersOfEngagement(context.actor);
  // An array of an enum reaches the driver as text.
  return linkedTo(context, engagementIds, { rows, columns: Prisma.sql`t.*, t."categories"::text[] AS "categories"` });
}

/** The members of staff who took part in each of the engagements, by name, in one statement. */
export async function staffOfEngagements(context: Context, engagementIds: readonly string[]): Promise<ActorRecord[][]> {
  return linkedTo(context, engagementIds, { rows: staffOfEngagement(context.actor) });
}

/** The topics of each of the engagements, by name, in one statement. */
export async function topicsOfEngagements(context: Context, engagementIds: readonly string[]): Promise<Topic[][]> {
  return linkedTo(context, engagementIds, { rows: topicsOfEngagement() });
}

/** The policy tasks that each of the engagements touched, by origin and number, in one statement. */
export async function policyTasksOfEngagements(context: Context, engagementIds: readonly string[]): Promise<PolicyTask[][]> {
  return linkedTo(context, engagementIds, { rows: policyTasksOfEngagement(context.actor) });
}

interface Linked {
  readonly rows: RowsBelow;
  readonly columns?: Prisma.Sql;
}

async function linkedTo<Row>(
  { db, actor }: Context,
  engagementIds: readonly string[],
  { rows: { from, order }, columns = Prisma.sql`t.*` }: Linked,
): Promise<Row[][]> {
  requireScope(actor, 'engagements:read');
  const rows = await db.$queryRaw<(Row & { $engagement?: string })[]>`
    SELECT p."engagementId" AS "$engagement", ${columns} FROM ${from} JOIN "Engagement" above ON above."id" = p."engagementId"
    WHERE p."engagementId" = ANY(${engagementIds}::uuid[]) AND ${visibleEngagementsSql(actor, Prisma.sql`above`)} ORDER BY ${order}`;
  const byEngagement = groupBy(rows, (row) => {
    const { $engagement: id } = row;
    delete row.$engagement;
    return id;
  });
  return engagementIds.map((id) => byEngagement.get(id) ?? []);
}
