import { z } from 'zod';
import { permits, requireScope, type Actor } from '../access/actor.js';
import type { Context } from '../context.js';
import { loadPage, type KeysetList, type Page, type PageRequest } from '../database/keyset.js';
import { Prisma, type AuditRecord } from '../generated/prisma/client.js';
import { parseInput } from '../input.js';
import { instant } from '../period.js';
import { line } from '../text.js';

/** Which audit records a list has. Everything that is given must hold. */
export const auditFilter = z.object({
  /** The kind of record that was acted on, such as `Engagement`. */
  subjectType: line().nullish(),
  /** A record. That of a stakeholder stands for all that were merged into it. */
  subjectId: z.uuid().nullish(),
  actorId: z.uuid().nullish(),
  /** The command, such as `logEngagement`. */
  command: line().nullish(),
  /** From this instant on. */
  from: instant().nullish(),
  /** Before this instant. */
  until: instant().nullish(),
});
export type AuditFilter = z.input<typeof auditFilter>;

/** What was done, as a list to page through, newest first. */
export function auditList(actor: Actor, filter: AuditFilter = {}): KeysetList<AuditRecord> {
  requireScope(actor, 'audit:read');
  return {
    // Records of every kind stand in it as they were: what of them is masked is not told apart.
    select: permits(actor, 'personal-data:read') ? Prisma.sql`a.*` : Prisma.sql`a.*, NULL::jsonb AS "before", NULL::jsonb AS "after"`,
    from: Prisma.sql`"AuditRecord" a`,
    where: Prisma.join(conditionsOf(parseInput(auditFilter, filter)), ' AND '),
    order: [
      { column: Prisma.sql`a."at"`, type: 'timestamptz' },
      { column: Prisma.sql`a."id"`, type: 'uuid' },
    ],
    descending: true,
  };
}

function conditionsOf({ subjectType, subjectId, actorId, command, from, until }: z.output<typeof auditFilter>): Prisma.Sql[] {
  const conditions = [Prisma.sql`TRUE`];
  if (subjectType) conditions.push(Prisma.sql`a."subjectType" = ${subjectType}`);
  if (subjectId) conditions.push(Prisma.sql`a."subjectId" = ANY(ids_of_stakeholder(${subjectId}::uuid))`);
  if (actorId) conditions.push(Prisma.sql`a."actorId" = ${actorId}::uuid`);
  if (command) conditions.push(Prisma.sql`a."command" = ${command}`);
  if (from) conditions.push(Prisma.sql`a."at" >= ${from.toISOString()}::timestamptz`);
  if (until) conditions.push(Prisma.sql`a."at" < ${until.toISOString()}::timestamptz`);
  return conditions;
}

/** A page of what was done, newest first. For those who may read the audit. */
export function listAudit(
  context: Context,
  { filter, ...page }: PageRequest & { readonly filter?: AuditFilter } = {},
): Promise<Page<AuditRecord>> {
  return loadPage(context.db, auditList(context.actor, filter), page);
}
