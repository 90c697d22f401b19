import { z } from 'zod';
import { requireScope } from '../access/actor.js';
import type { Context } from '../context.js';
import { loadPage, type KeysetList, type Page, type PageRequest } from '../database/keyset.js';
import { patternOfPart } from '../database/like-pattern.js';
import { daySql } from '../database/period-sql.js';
import { Prisma, type DatePrecision, type Proposal, type ProposalStatusChange } from '../generated/prisma/client.js';
import { ProposalStatus } from '../generated/prisma/enums.js';
import { parseInput } from '../input.js';
import { asOfDay, asOfInput } from '../period.js';
import { presentSql } from '../stakeholders/present-stakeholder.js';
import { line } from '../text.js';

/** A proposal with where it stands as of a day: the last step of its history on or before it. */
export interface ProposalAsOf extends Proposal {
  readonly status: ProposalStatus;
  /** The day from which it stands there, with its precision. */
  readonly statusDate: Date;
  readonly statusPrecision: DatePrecision;
}

/** Which proposals a list has, and as of which day (today in Korea, when it is left out). Everything that is given must hold. */
export const proposalFilter = z.object({
  /** Stands at one of them, as of the day. */
  statuses: z.array(z.enum(ProposalStatus)).min(1).nullish(),
  bodyId: z.uuid().nullish(),
  /** Makes it: the body, or one of its proposers. */
  proposerId: z.uuid().nullish(),
  addresseeId: z.uuid().nullish(),
  policyTaskId: z.uuid().nullish(),
  /** The calendar year in which it was submitted. */
  year: z.int().min(1).max(9_998).nullish(),
  /** A part of the title or of the text. */
  contains: line().nullish(),
  /** Proposals that do not exist yet on the day are left out. */
  ...asOfInput,
});
export type ProposalFilter = z.input<typeof proposalFilter>;

/** Who asks, and what day it is. */
export type Asker = Pick<Context, 'actor' | 'now'>;

// Drafts have no date and count as the newest. Written as in the index "Proposal_order_idx".
const proposed = Prisma.sql`coalesce(t."proposedDate", DATE '9999-12-31')`;

/** Proposals as of a day, as a list to page through: the latest submitted first, drafts before them. */
export function proposalList({ actor, now }: Asker, filter: ProposalFilter = {}): KeysetList<ProposalAsOf> {
  requireScope(actor, 'proposals:read');
  const { asOf, ...conditions } = parseInput(proposalFilter, filter);
  return {
    select: proposalColumns,
    from: Prisma.sql`"Proposal" t ${statusAsOf(asOfDay(now, asOf))}`,
    where: Prisma.join(conditionsOf(conditions), ' AND '),
    order: [
      { column: proposed, type: 'date' },
      { column: Prisma.sql`t."id"`, type: 'uuid' },
    ],
    descending: true,
  };
}

/** The same list below each body that made them. */
export function proposalsOfBody(asker: Asker, filter: ProposalFilter = {}): KeysetList<ProposalAsOf> {
  return { ...proposalList(asker, filter), parent: Prisma.sql`t."bodyId"` };
}

/** The same list below each meeting that decided them, or is to. */
export function proposalsOfMeeting(asker: Asker, filter: ProposalFilter = {}): KeysetList<ProposalAsOf> {
  return { ...proposalList(asker, filter), parent: Prisma.sql`t."meetingId"` };
}

/** The same list below each agenda item. */
export function proposalsOfAgendaItem(asker: Asker, filter: ProposalFilter = {}): KeysetList<ProposalAsOf> {
  return { ...proposalList(asker, filter), parent: Prisma.sql`t."agendaItemId"` };
}

/** The same list below each stakeholder who made them: as the body, or as one of the proposers. */
export function proposalsOfStakeholder(asker: Asker, filter: ProposalFilter = {}): KeysetList<ProposalAsOf> {
  const made = Prisma.sql`(
    SELECT "proposalId", "stakeholderId" AS "makerId" FROM "ProposalProposer"
    UNION SELECT "id", "bodyId" FROM "Proposal" WHERE "bodyId" IS NOT NULL) made ON made."proposalId" = t."id"`;
  return joinedTo(proposalList(asker, filter), made, Prisma.sql`made."makerId"`);
}

/** The same list below each stakeholder to whom they are addressed. */
export function proposalsAddressedTo(asker: Asker, filter: ProposalFilter = {}): KeysetList<ProposalAsOf> {
  const addressee = Prisma.sql`"ProposalAddressee" a ON a."proposalId" = t."id"`;
  return joinedTo(proposalList(asker, filter), addressee, Prisma.sql`a."stakeholderId"`);
}

/** The same list below each policy task that they serve. */
export function proposalsOfPolicyTask(asker: Asker, filter: ProposalFilter = {}): KeysetList<ProposalAsOf> {
  const served = Prisma.sql`"ProposalPolicyTask" p ON p."proposalId" = t."id"`;
  return joinedTo(proposalList(asker, filter), served, Prisma.sql`p."policyTaskId"`);
}

function joinedTo(list: KeysetList<ProposalAsOf>, joined: Prisma.Sql, parent: Prisma.Sql): KeysetList<ProposalAsOf> {
  return { ...list, from: Prisma.sql`${list.from} JOIN ${joined}`, parent };
}

/** The columns of a {@link ProposalAsOf}: of a proposal `t` that {@link statusAsOf} was joined to. */
export const proposalColumns = Prisma.sql`t.*, s."status", s."changedDate" AS "statusDate", s."changedPrecision" AS "statusPrecision"`;

/** Joins to each proposal `t` its last step `s` on or before the day; one that does not exist yet on that day drops out. */
export function statusAsOf(day: Date): Prisma.Sql {
  return Prisma.sql`CROSS JOIN LATERAL (${lastStepOf(Prisma.sql`t."id"`, day)}) AS s`;
}

function lastStepOf(proposalId: Prisma.Sql, day: Date): Prisma.Sql {
  return Prisma.sql`SELECT c.* FROM "ProposalStatusChange" c WHERE c."proposalId" = ${proposalId} AND c."changedDate" <= ${daySql(day)}
    ORDER BY c."changedDate" DESC, c."sequence" DESC LIMIT 1`;
}

/** In a statement: a query of the last step of a proposal on or before the day, or of none. */
export function statusOfProposal({ actor, now }: Asker, proposalId: Prisma.Sql, asOf: Date | null): Prisma.Sql {
  requireScope(actor, 'proposals:read');
  return lastStepOf(proposalId, asOfDay(now, asOf));
}

/** The proposals `t` that were submitted in a calendar year. */
export function submittedIn(year: number): Prisma.Sql {
  return Prisma.sql`t."proposedDate" >= make_date(${year}::int, 1, 1) AND t."proposedDate" < make_date(${year}::int + 1, 1, 1)`;
}

function conditionsOf(filter: Omit<z.output<typeof proposalFilter>, 'asOf'>): Prisma.Sql[] {
  const { statuses, bodyId, proposerId, addresseeId, policyTaskId, year, contains } = filter;
  const conditions = [Prisma.sql`TRUE`];
  if (statuses) conditions.push(Prisma.sql`s."status" = ANY(${statuses}::"ProposalStatus"[])`);
  if (bodyId) conditions.push(Prisma.sql`t."bodyId" = ${bodyId}::uuid`);
  if (proposerId) {
    conditions.push(Prisma.sql`(t."bodyId" = ${presentSql(proposerId)} OR t."id" IN (
      SELECT m."proposalId" FROM "ProposalProposer" m WHERE m."stakeholderId" = ${presentSql(proposerId)}))`);
  }
  if (addresseeId) {
    conditions.push(
      Prisma.sql`t."id" IN (SELECT m."proposalId" FROM "ProposalAddressee" m WHERE m."stakeholderId" = ${presentSql(addresseeId)})`,
    );
  }
  if (policyTaskId) {
    conditions.push(
      Prisma.sql`t."id" IN (SELECT m."proposalId" FROM "ProposalPolicyTask" m WHERE m."policyTaskId" = ${policyTaskId}::uuid)`,
    );
  }
  if (year != null) conditions.push(submittedIn(year));
  if (contains != null) {
    const pattern = patternOfPart(contains);
    conditions.push(Prisma.sql`(t."title" ILIKE ${pattern} OR t."text" ILIKE ${pattern})`);
  }
  return conditions;
}

/** A page of proposals as of a day. */
export async function listProposals(
  context: Context,
  { filter, ...page }: PageRequest & { readonly filter?: ProposalFilter } = {},
): Promise<Page<ProposalAsOf>> {
  return loadPage(context.db, proposalList(context, filter), page);
}

/** One proposal; null when there is none. */
export async function findProposal({ db, actor }: Context, id: string): Promise<Proposal | null> {
  requireScope(actor, 'proposals:read');
  return db.proposal.findUnique({ where: { id: parseInput(z.uuid(), id) } });
}

const statusesInput = z.object({ ids: z.array(z.uuid().toLowerCase()), ...asOfInput });

/** For each of the proposals, in the order asked, its last step on or before the day; null where there is none. In one statement. */
export async function proposalStatusesAsOf(
  context: Context,
  input: z.input<typeof statusesInput>,
): Promise<(ProposalStatusChange | null)[]> {
  requireScope(context.actor, 'proposals:read');
  const { ids, asOf } = parseInput(statusesInput, input);
  const steps = await context.db.$queryRaw<ProposalStatusChange[]>`
    SELECT s.* FROM unnest(${ids}::uuid[]) AS t (id) ${statusAsOf(asOfDay(context.now, asOf))}`;
  const stepOf = new Map(steps.map((step) => [step.proposalId, step]));
  return ids.map((id) => stepOf.get(id) ?? null);
}

/** How many proposals of a body and a year stand at a status, and of how many of them an outcome is known. */
export interface ProposalTotal {
  /** Null for those that were made by no body. */
  readonly bodyId: string | null;
  /** The year in which they were submitted; null for drafts. */
  readonly year: number | null;
  readonly status: ProposalStatus;
  readonly count: number;
  readonly withOutcome: number;
}

const totalsInput = z.object({ bodyId: z.uuid().nullish(), year: z.int().min(1).max(9_998).nullish(), ...asOfInput });

/** Proposals by body, year and status as of a day (today in Korea, when it is left out), counted from the history in one statement. */
export async function proposalTotals(context: Context, input: z.input<typeof totalsInput> = {}): Promise<ProposalTotal[]> {
  requireScope(context.actor, 'proposals:read');
  const { bodyId, year, asOf } = parseInput(totalsInput, input);
  const day = asOfDay(context.now, asOf);
  return context.db.$queryRaw<ProposalTotal[]>`
    SELECT t."bodyId", submitted.year AS "year", s."status", count(*)::int AS "count", (count(*) FILTER (WHERE EXISTS (
      SELECT FROM "ProposalOutcome" o WHERE o."proposalId" = t."id" AND o."decidedDate" <= ${daySql(day)})))::int AS "withOutcome"
    FROM "Proposal" t ${statusAsOf(day)}
    CROSS JOIN LATERAL (SELECT CASE WHEN s."status" <> 'DRAFT' THEN extract(year FROM t."proposedDate")::int END AS year) submitted
    WHERE ${bodyId ? Prisma.sql`t."bodyId" = ${bodyId}::uuid` : Prisma.sql`TRUE`}
      AND ${year == null ? Prisma.sql`TRUE` : submittedIn(year)}
    GROUP BY t."bodyId", submitted.year, s."status"
    ORDER BY t."bodyId" NULLS LAST, submitted.year NULLS LAST, s."status"`;
}
