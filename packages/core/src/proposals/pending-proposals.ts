import { z } from 'zod';
import { requireScope } from '../access/actor.js';
import type { Context } from '../context.js';
import { loadPage, type KeysetList, type Page, type PageRequest } from '../database/keyset.js';
import { daySql } from '../database/period-sql.js';
import { Prisma, type DatePrecision } from '../generated/prisma/client.js';
import type { ProposalStatus, ReplyStance } from '../generated/prisma/enums.js';
import { parseInput } from '../input.js';
import { asOfDay, asOfInput } from '../period.js';
import { presentSql } from '../stakeholders/present-stakeholder.js';
import { isPendingSql, waitAsOf } from './proposal-parts.js';
import { statusAsOf, type Asker } from './proposal-queries.js';

/** A proposal that waits for one of its addressees. */
export interface PendingProposal {
  readonly proposalId: string;
  /** Null where no addressee is known. */
  readonly addresseeId: string | null;
  readonly status: ProposalStatus;
  /** Since when it lies with them: a month or a year counts from its first day. */
  readonly sinceDate: Date;
  readonly sincePrecision: DatePrecision;
  readonly daysWaiting: number;
  /** What they answered last, which is not final; null where they have not answered. */
  readonly stance: ReplyStance | null;
}

/** Which of what is pending, as of which day (today in Korea, when it is left out). Everything that is given must hold. */
export const pendingFilter = z.object({
  addresseeId: z.uuid().nullish(),
  bodyId: z.uuid().nullish(),
  ...asOfInput,
});
export type PendingProposalFilter = z.input<typeof pendingFilter>;

/**
 * What is pending with whom since when, as a list to page through, the longest wait first: a proposal once for each addressee who has not
 * finally answered, and once for nobody where no addressee is known.
 */
export function pendingProposalList(asker: Asker, filter: PendingProposalFilter = {}): KeysetList<PendingProposal> {
  const { from, where, waited } = pendingRows(asker, filter);
  return {
    select: Prisma.sql`t."id" AS "proposalId", a."stakeholderId" AS "addresseeId", s."status", since.*, ${waited}::int AS "daysWaiting",
      r."stance"`,
    from,
    where,
    order: [
      { column: Prisma.sql`since."sinceDate"`, type: 'date' },
      { column: Prisma.sql`t."id"`, type: 'uuid' },
      // One row of a proposal has no addressee at most.
      { column: Prisma.sql`coalesce(a."stakeholderId", t."id")`, type: 'uuid' },
    ],
    descending: false,
  };
}

/** The same list below each addressee. */
export function pendingProposalsWith(asker: Asker, filter: PendingProposalFilter = {}): KeysetList<PendingProposal> {
  return { ...pendingProposalList(asker, filter), parent: Prisma.sql`a."stakeholderId"` };
}

/** A page of what is pending, the longest wait first. */
export async function pendingProposals(
  context: Context,
  { filter, ...page }: PageRequest & { readonly filter?: PendingProposalFilter } = {},
): Promise<Page<PendingProposal>> {
  return loadPage(context.db, pendingProposalList(context, filter), page);
}

/** How many proposals wait for an addressee, and how long the first of them has. */
export interface PendingTotal {
  /** Null where no addressee is known. */
  readonly addresseeId: string | null;
  readonly count: number;
  readonly longestWait: number;
}

/** What is pending by addressee, the longest wait first, in one statement. */
export async function pendingTotals(context: Context, filter: PendingProposalFilter = {}): Promise<PendingTotal[]> {
  const { from, where, waited } = pendingRows(context, filter);
  return context.db.$queryRaw<PendingTotal[]>`
    SELECT a."stakeholderId" AS "addresseeId", count(*)::int AS "count", max(${waited})::int AS "longestWait"
    FROM ${from} WHERE ${where} GROUP BY 1 ORDER BY 3 DESC, 2 DESC, 1 NULLS LAST`;
}

function pendingRows({ actor, now }: Asker, filter: PendingProposalFilter) {
  requireScope(actor, 'proposals:read');
  const { addresseeId, bodyId, asOf } = parseInput(pendingFilter, filter);
  const day = asOfDay(now, asOf);
  const conditions = [isPendingSql, Prisma.sql`since."sinceDate" <= ${daySql(day)}`];
  if (addresseeId) conditions.push(Prisma.sql`a."stakeholderId" = ${presentSql(addresseeId)}`);
  if (bodyId) conditions.push(Prisma.sql`t."bodyId" = ${bodyId}::uuid`);
  return {
    from: Prisma.sql`"Proposal" t ${statusAsOf(day)} LEFT JOIN "ProposalAddressee" a ON a."proposalId" = t."id" ${waitAsOf(day)}`,
    where: Prisma.join(conditions, ' AND '),
    waited: Prisma.sql`(${daySql(day)} - since."sinceDate")`,
  };
}
