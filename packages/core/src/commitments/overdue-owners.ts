import { z } from 'zod';
import { requireScope } from '../access/actor.js';
import type { Context } from '../context.js';
import { loadPage, type KeysetList, type Page, type PageRequest } from '../database/keyset.js';
import { daySql } from '../database/period-sql.js';
import { Prisma, type DatePrecision } from '../generated/prisma/client.js';
import { parseInput } from '../input.js';
import { asOfDay, asOfInput } from '../period.js';
import { wasOpenOn } from './commitment-queries.js';
import { visibleCommitmentsSql } from './commitment-visibility.js';

/** Whose commitments are overdue: an owner, and the department that answers for them. */
export interface OverdueOwner {
  readonly ownerId: string;
  readonly departmentId: string | null;
  readonly overdue: number;
  /** Due dates of the one that is overdue longest. */
  readonly earliestDueDate: Date;
  readonly earliestDuePrecision: DatePrecision;
  /** The owner was disabled: somebody else must see to them. */
  readonly ownerLeft: boolean;
  /** The owner works for another department now. */
  readonly ownerMoved: boolean;
}

const overdueOwnerFilter = z.object({ ...asOfInput, departmentId: z.uuid().nullish() });
export type OverdueOwnerFilter = z.input<typeof overdueOwnerFilter>;

/**
 * Who has overdue commitments on a day (today in Korea, when it is left out), by name, as far as the actor may see them: those with most
 * first. What was closed after the day was overdue on it; owner and due date are those of now.
 */
export function overdueOwners({ actor, now }: Pick<Context, 'actor' | 'now'>, filter: OverdueOwnerFilter = {}): KeysetList<OverdueOwner> {
  requireScope(actor, 'commitments:read');
  const { asOf, departmentId } = parseInput(overdueOwnerFilter, filter);
  const on = asOfDay(now, asOf);
  const day = daySql(on);
  const lastDay = Prisma.sql`upper(partial_days(t."dueDate", t."duePrecision"))`;
  return {
    select: Prisma.sql`o."ownerId", o."departmentId", o."overdue", o."earliestDueDate", o."earliestDuePrecision", o."ownerLeft", o."ownerMoved"`,
    from: Prisma.sql`(
      SELECT t."ownerId", t."ownerDepartmentId" AS "departmentId", count(*)::int AS "overdue",
        (array_agg(t."dueDate" ORDER BY ${lastDay}))[1] AS "earliestDueDate",
        (array_agg(t."duePrecision" ORDER BY ${lastDay}))[1] AS "earliestDuePrecision",
        owner."disabledAt" IS NOT NULL AS "ownerLeft",
        owner."departmentId" IS DISTINCT FROM t."ownerDepartmentId" AS "ownerMoved",
        t."ownerId"::text || coalesce(t."ownerDepartmentId"::text, '') AS key
      FROM "Commitment" t JOIN "Actor" owner ON owner."id" = t."ownerId"
      WHERE ${wasOpenOn(on, now)} AND ${lastDay} <= ${day} AND ${visibleCommitmentsSql(actor)}
        AND ${departmentId ? Prisma.sql`t."ownerDepartmentId" = ${departmentId}::uuid` : Prisma.sql`TRUE`}
      GROUP BY t."ownerId", t."ownerDepartmentId", owner."id"
    ) o`,
    where: Prisma.sql`TRUE`,
    order: [
      { column: Prisma.sql`o."overdue"`, type: 'int' },
      { column: Prisma.sql`o.key`, type: 'text' },
    ],
    descending: true,
  };
}

/** A page of those who have overdue commitments. */
export async function listOverdueOwners(
  context: Context,
  { filter, ...page }: PageRequest & { readonly filter?: OverdueOwnerFilter } = {},
): Promise<Page<OverdueOwner>> {
  return loadPage(context.db, overdueOwners(context, filter), page);
}
