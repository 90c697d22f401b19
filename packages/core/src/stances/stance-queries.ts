import { z } from 'zod';
import { permits, requireScope, type Actor } from '../access/actor.js';
import { loadLoggedPage, logReads, logReadsOf, type CountablePage } from '../audit/read-log.js';
import type { Context } from '../context.js';
import { countRowsOfEach, loadPages, type KeysetList, type Page, type PageRequest } from '../database/keyset.js';
import { Prisma, type Stance } from '../generated/prisma/client.js';
import { StancePosition } from '../generated/prisma/enums.js';
import { parseInput } from '../input.js';
import { presentSql } from '../stakeholders/present-stakeholder.js';
import { uncorrectedSql, visibleStances, visibleStancesSql } from './stance-visibility.js';

/** Which stances a list has. Everything that is given must hold. */
export const stanceFilter = z.object({
  stakeholderId: z.uuid().nullish(),
  policyTaskId: z.uuid().nullish(),
  proposalId: z.uuid().nullish(),
  /** Stands at one of them. */
  positions: z.array(z.enum(StancePosition)).min(1).nullish(),
  /** Entries that were corrected or taken back, and those that take one back, too. */
  includeCorrected: z.boolean().nullish(),
});
export type StanceFilter = z.input<typeof stanceFilter>;

// Latest first. Written as in the indexes.
const byBeginning = [
  { column: Prisma.sql`t."heldFromDate"`, type: 'date' },
  { column: Prisma.sql`t."createdAt"`, type: 'timestamptz' },
  { column: Prisma.sql`t."id"`, type: 'uuid' },
] as const;

function stanceList(actor: Actor, filter: StanceFilter): KeysetList<Stance> {
  requireScope(actor, 'stances:read');
  const { stakeholderId, policyTaskId, proposalId, positions, includeCorrected } = parseInput(stanceFilter, filter);
  const conditions = [visibleStancesSql(actor)];
  if (!includeCorrected) conditions.push(uncorrectedSql(actor));
  if (stakeholderId) conditions.push(Prisma.sql`t."stakeholderId" = ${presentSql(stakeholderId)}`);
  if (policyTaskId) conditions.push(Prisma.sql`t."policyTaskId" = ${policyTaskId}::uuid`);
  if (proposalId) conditions.push(Prisma.sql`t."proposalId" = ${proposalId}::uuid`);
  if (positions) conditions.push(Prisma.sql`t."position" = ANY(${positions}::"StancePosition"[])`);
  return {
    select: Prisma.sql`t.*`,
    from: Prisma.sql`"Stance" t`,
    where: Prisma.join(conditions, ' AND '),
    order: byBeginning,
    descending: true,
  };
}

/** What lists of stances lie below. */
export type StanceParent = 'STAKEHOLDER' | 'POLICY_TASK' | 'PROPOSAL' | 'ENGAGEMENT' | 'MEETING';

const parents: Readonly<Record<StanceParent, Prisma.Sql>> = {
  STAKEHOLDER: Prisma.sql`t."stakeholderId"`,
  POLICY_TASK: Prisma.sql`t."policyTaskId"`,
  PROPOSAL: Prisma.sql`t."proposalId"`,
  ENGAGEMENT: Prisma.sql`t."engagementId"`,
  MEETING: Prisma.sql`t."meetingId"`,
};

interface ListBelow {
  readonly below: StanceParent;
  readonly parentIds: readonly string[];
  readonly filter?: StanceFilter | undefined;
}

/** A page of the stances that the actor may see, latest first: with a stakeholder and a policy task or proposal the timeline of the one on the other. */
export async function listStances(
  context: Context,
  { filter = {}, ...page }: PageRequest & { readonly filter?: StanceFilter | undefined } = {},
): Promise<CountablePage<Stance>> {
  const list = stanceList(context.actor, filter);
  return loadLoggedPage(context, { list, log: logStances, logTotal: (reader) => logCounted(reader, list, Prisma.sql`t`) }, page);
}

/** The same page of the list below each stakeholder, policy task, proposal, engagement or meeting, in the order of the ids. */
export async function stancesOfEach(
  context: Context,
  { below, filter = {}, ...request }: PageRequest & ListBelow,
): Promise<Page<Stance>[]> {
  const pages = await loadPages(context.db, { ...stanceList(context.actor, filter), parent: parents[below] }, request);
  await logStances(
    context,
    pages.flatMap(({ rows }) => rows.map(({ row }) => row)),
  );
  return pages;
}

/** How many stances the list below each has in all. */
export async function countStancesOfEach(context: Context, { below, filter = {}, parentIds }: ListBelow): Promise<number[]> {
  const list = { ...stanceList(context.actor, filter), parent: parents[below] };
  const where = Prisma.sql`${list.where} AND ${list.parent} = ANY(${parentIds}::uuid[])`;
  await logCounted(context, { ...list, where }, Prisma.sql`t`);
  return countRowsOfEach(context.db, list, parentIds);
}

const idsInput = z.array(z.uuid().toLowerCase());

/** The stances with these ids, in their order; null for one that is not there or that the actor may not see. */
export async function findStances(context: Context, ids: readonly string[]): Promise<(Stance | null)[]> {
  return loadBy(context, 'id', ids);
}

/** For each of the stances the entry that corrects it, in their order; null where none does that the actor may see. */
export async function correctionsOfEach(context: Context, ids: readonly string[]): Promise<(Stance | null)[]> {
  return loadBy(context, 'correctsId', ids);
}

async function loadBy(context: Context, column: 'id' | 'correctsId', ids: readonly string[]): Promise<(Stance | null)[]> {
  const { db, actor } = context;
  requireScope(actor, 'stances:read');
  const asked = parseInput(idsInput, [...ids]);
  const stances = await db.stance.findMany({ where: { [column]: { in: asked }, AND: visibleStances(actor) } });
  await logStances(context, stances);
  const stanceOf = new Map(stances.map((stance) => [stance[column], stance]));
  return asked.map((id) => stanceOf.get(id) ?? null);
}

/** Logs that stances are read, of those that are natural persons': they alone have a legal basis. */
export async function logStances(context: Context, stances: readonly Pick<Stance, 'id' | 'stakeholderId' | 'legalBasis'>[]): Promise<void> {
  const ofPersons = stances.filter(({ legalBasis }) => legalBasis !== null);
  await logReads(
    context,
    'STANCES',
    ofPersons.map(({ id, stakeholderId }) => ({ personId: stakeholderId, recordId: id })),
  );
}

/** Logs that the stances of natural persons are counted, on the rows of a list under an alias. */
export async function logCounted(
  context: Context,
  { from, where }: Pick<KeysetList<unknown>, 'from' | 'where'>,
  row: Prisma.Sql,
): Promise<void> {
  if (!permits(context.actor, 'stances:read-persons')) return;
  const records = Prisma.sql`SELECT ${row}."stakeholderId", ${row}."id" FROM ${from} WHERE ${where} AND ${row}."legalBasis" IS NOT NULL`;
  await logReadsOf(context, 'STANCES', records);
}
