import { z } from 'zod';
import { requireScope, type Actor } from '../access/actor.js';
import { visibleEngagementsSql } from '../access/engagement-visibility.js';
import type { Context } from '../context.js';
import type { KeysetList } from '../database/keyset.js';
import { daySql } from '../database/period-sql.js';
import {
  Prisma,
  type DatePrecision,
  type PolicyTask,
  type ProposalOutcome,
  type ProposalProposer,
  type ProposalReply,
  type ProposalStatusChange,
} from '../generated/prisma/client.js';
import { ReplyStance } from '../generated/prisma/enums.js';
import { groupBy } from '../group-by.js';
import { parseInput } from '../input.js';
import { asOfDay, asOfInput } from '../period.js';
import { statusAsOf } from './proposal-queries.js';

/** The status history below each proposal, latest step first. */
export function statusChangesOfProposal(actor: Actor): KeysetList<ProposalStatusChange> {
  requireScope(actor, 'proposals:read');
  return {
    select: Prisma.sql`c.*`,
    from: Prisma.sql`"ProposalStatusChange" c`,
    where: Prisma.sql`TRUE`,
    parent: Prisma.sql`c."proposalId"`,
    order: [
      { column: Prisma.sql`c."sequence"`, type: 'int' },
      { column: Prisma.sql`c."id"`, type: 'uuid' },
    ],
    descending: true,
  };
}

/** The replies below each proposal, latest first. The engagement is named only to those who may read it. */
export function repliesOfProposal(actor: Actor): KeysetList<ProposalReply> {
  requireScope(actor, 'proposals:read');
  return {
    select: Prisma.sql`r."id", r."proposalId", r."addresseeId", r."stance", r."repliedDate", r."repliedPrecision", r."text",
      (SELECT e."id" FROM "Engagement" e WHERE e."id" = r."engagementId" AND ${visibleEngagementsSql(actor, Prisma.sql`e`)}) AS "engagementId",
      r."createdAt", r."enteredById", r."enteredForId", r."sourceId"`,
    from: Prisma.sql`"ProposalReply" r`,
    where: Prisma.sql`TRUE`,
    parent: Prisma.sql`r."proposalId"`,
    order: [
      { column: Prisma.sql`r."repliedDate"`, type: 'date' },
      { column: Prisma.sql`r."id"`, type: 'uuid' },
    ],
    descending: true,
  };
}

/** What came of each proposal, latest first. */
export function outcomesOfProposal(actor: Actor): KeysetList<ProposalOutcome> {
  requireScope(actor, 'proposals:read');
  return {
    select: Prisma.sql`o.*`,
    from: Prisma.sql`"ProposalOutcome" o`,
    where: Prisma.sql`TRUE`,
    parent: Prisma.sql`o."proposalId"`,
    order: [
      { column: Prisma.sql`o."decidedDate"`, type: 'date' },
      { column: Prisma.sql`o."id"`, type: 'uuid' },
    ],
    descending: true,
  };
}

const idsInput = z.object({ ids: z.array(z.uuid().toLowerCase()) });

/** Who makes each of the proposals beside its body, who leads first, in one statement. */
export async function proposersOfEach({ db, actor }: Context, input: z.input<typeof idsInput>): Promise<ProposalProposer[][]> {
  requireScope(actor, 'proposals:read');
  const { ids } = parseInput(idsInput, input);
  const where = { proposalId: { in: ids } };
  const proposers = await db.proposalProposer.findMany({ where, orderBy: [{ isLead: 'desc' }, { stakeholderId: 'asc' }] });
  const byProposal = groupBy(proposers, ({ proposalId }) => proposalId);
  return ids.map((id) => byProposal.get(id) ?? []);
}

/** The policy tasks that each of the proposals serves, by origin and number, in one statement. */
export async function policyTasksOfProposals({ db, actor }: Context, input: z.input<typeof idsInput>): Promise<PolicyTask[][]> {
  requireScope(actor, 'proposals:read');
  requireScope(actor, 'policy-tasks:read');
  const { ids } = parseInput(idsInput, input);
  const tasks = await db.$queryRaw<(PolicyTask & { readonly $of: string })[]>`
    SELECT x."proposalId" AS "$of", t.* FROM "ProposalPolicyTask" x JOIN "PolicyTask" t ON t."id" = x."policyTaskId"
    WHERE x."proposalId" = ANY(${ids}::uuid[]) ORDER BY t."origin"::text, t."number"`;
  const byProposal = groupBy(tasks, ({ $of }) => $of);
  return ids.map((id) => (byProposal.get(id) ?? []).map(({ $of: _of, ...task }) => task));
}

/** An addressee of a proposal as of a day: since when it lies with them, and what they answered last. */
export interface AddresseeAsOf {
  readonly proposalId: string;
  readonly stakeholderId: string;
  /** Null in a draft. */
  readonly sinceDate: Date | null;
  readonly sincePrecision: DatePrecision | null;
  /** The last reply on or before the day; null where there is none. */
  readonly stance: ReplyStance | null;
  readonly repliedDate: Date | null;
  readonly repliedPrecision: DatePrecision | null;
  /** Whether the proposal waits for them: it is SUBMITTED or UNDER_REVIEW, and they have not finally answered. */
  readonly isPending: boolean;
}

const addresseesInput = z.object({ ids: z.array(z.uuid().toLowerCase()), ...asOfInput });

/** The addressees to whom each of the proposals has gone by a day, in the order in which it came to them, in one statement. */
export async function addresseesOfEach(context: Context, input: z.input<typeof addresseesInput>): Promise<AddresseeAsOf[][]> {
  requireScope(context.actor, 'proposals:read');
  const { ids, asOf } = parseInput(addresseesInput, input);
  const day = asOfDay(context.now, asOf);
  const rows = await context.db.$queryRaw<AddresseeAsOf[]>`
    SELECT a."proposalId", a."stakeholderId", since.*, r."stance", r."repliedDate", r."repliedPrecision", ${isPendingSql} AS "isPending"
    FROM "Proposal" t JOIN "ProposalAddressee" a ON a."proposalId" = t."id" ${statusAsOf(day)} ${waitAsOf(day)}
    WHERE t."id" = ANY(${ids}::uuid[]) AND coalesce(a."addressedDate" <= ${daySql(day)}, TRUE)
    ORDER BY since."sinceDate", a."stakeholderId"`;
  const byProposal = groupBy(rows, ({ proposalId }) => proposalId);
  return ids.map((id) => byProposal.get(id) ?? []);
}

/**
 * Joins to each addressee `a` of a proposal `t` with the step `s` since when it lies with them (`since`) and their last reply `r` on or
 * before the day, where there is one.
 */
export function waitAsOf(day: Date): Prisma.Sql {
  return Prisma.sql`CROSS JOIN LATERAL (
      SELECT coalesce(a."addressedDate", t."proposedDate") AS "sinceDate",
        CASE WHEN a."addressedDate" IS NULL THEN t."proposedPrecision" ELSE a."addressedPrecision" END AS "sincePrecision") AS since
    LEFT JOIN LATERAL (
      SELECT x.* FROM "ProposalReply" x
      WHERE x."proposalId" = a."proposalId" AND x."addresseeId" = a."stakeholderId" AND x."repliedDate" <= ${daySql(day)}
      ORDER BY x."repliedDate" DESC, x."id" DESC LIMIT 1) AS r ON TRUE`;
}

/** Whether a proposal with the step `s` waits for the addressee with the last reply `r`. */
export const isPendingSql = Prisma.sql`(s."status" IN ('SUBMITTED', 'UNDER_REVIEW')
  AND coalesce(r."stance" IN ('UNDER_REVIEW', 'NOTED'), TRUE))`;
