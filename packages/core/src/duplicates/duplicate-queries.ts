import { z } from 'zod';
import { requireScope, type Actor } from '../access/actor.js';
import type { Context } from '../context.js';
import { loadPage, type KeysetList, type Page, type PageRequest } from '../database/keyset.js';
import { Prisma, type DuplicateDismissal, type DuplicatePair, type DuplicateScan } from '../generated/prisma/client.js';
import { StakeholderKind } from '../generated/prisma/enums.js';
import { parseInput } from '../input.js';
import { possibleDuplicatesInput, scoreDuplicate, WORTH_A_LOOK, type DuplicateScore } from './duplicate.js';
import { factsOf, factsOfInput, sharingKeys } from './match-facts.js';

/** Somebody who may be the same as the one that is about to be registered. */
export interface PossibleDuplicate extends DuplicateScore {
  readonly stakeholderId: string;
}

// More than a form can show.
const AT_MOST = 10;

// That two share a number or a masked name tells what it is to who tries many.
function requireCompared(actor: Actor): void {
  requireScope(actor, 'stakeholders:read');
  requireScope(actor, 'personal-data:read');
}

/**
 * Who may be the one that is about to be registered: at most ten, the most likely first. Archived ones too. It takes what
 * `registerStakeholder` takes, and milliseconds among a million.
 */
export async function possibleDuplicates(
  { db, actor }: Context,
  input: z.input<typeof possibleDuplicatesInput>,
): Promise<PossibleDuplicate[]> {
  requireCompared(actor);
  const facts = await factsOfInput(db, parseInput(possibleDuplicatesInput, input));
  const candidates = await factsOf(db, await sharingKeys(db, facts));
  return (
    candidates
      // The new one bears the name too.
      .map((other) => ({ stakeholderId: other.id, ...scoreDuplicate({ ...facts, namesakes: facts.namesakes + 1 }, other) }))
      .filter(({ score }) => score >= WORTH_A_LOOK)
      .toSorted((a, b) => b.score - a.score || (a.stakeholderId < b.stakeholderId ? -1 : 1))
      .slice(0, AT_MOST)
  );
}

/** Which pairs a list has. Everything that is given must hold. */
export const duplicatePairFilter = z.object({
  kind: z.enum(StakeholderKind).nullish(),
  /** At least so many points. */
  minScore: z.int().min(0).max(100).nullish(),
  /** Pairs with this stakeholder. */
  stakeholderId: z.uuid().nullish(),
});
export type DuplicatePairFilter = z.input<typeof duplicatePairFilter>;

/** The pairs that the last search of all found, without those that somebody said are two; the most likely first. */
export function duplicatePairList(actor: Actor, filter: DuplicatePairFilter = {}): KeysetList<DuplicatePair> {
  requireCompared(actor);
  const { kind, minScore, stakeholderId } = parseInput(duplicatePairFilter, filter);
  const conditions = [
    Prisma.sql`NOT EXISTS (SELECT FROM "DuplicateDismissal" d
      WHERE least(d."firstId", d."secondId") = t."firstId" AND greatest(d."firstId", d."secondId") = t."secondId")`,
  ];
  if (kind) {
    conditions.push(Prisma.sql`(SELECT s.kind FROM "Stakeholder" s WHERE s.id = t."firstId") = ${kind}::"StakeholderKind"`);
  }
  if (minScore) conditions.push(Prisma.sql`t.score >= ${minScore}`);
  if (stakeholderId) conditions.push(Prisma.sql`present_stakeholder(${stakeholderId}::uuid) IN (t."firstId", t."secondId")`);
  return {
    select: Prisma.sql`t.*`,
    from: Prisma.sql`"DuplicatePair" t`,
    where: Prisma.join(conditions, ' AND '),
    order: [
      { column: Prisma.sql`t.score`, type: 'int' },
      { column: Prisma.sql`t."firstId"`, type: 'uuid' },
      { column: Prisma.sql`t."secondId"`, type: 'uuid' },
    ],
    descending: true,
  };
}

/** A page of the pairs that the last search of all found. */
export function listDuplicatePairs(
  context: Context,
  { filter, ...page }: PageRequest & { readonly filter?: DuplicatePairFilter } = {},
): Promise<Page<DuplicatePair>> {
  return loadPage(context.db, duplicatePairList(context.actor, filter), page);
}

/** Who was said to be two, newest first. */
export function duplicateDismissalList(actor: Actor): KeysetList<DuplicateDismissal> {
  requireScope(actor, 'stakeholders:read');
  return {
    select: Prisma.sql`t.*`,
    from: Prisma.sql`"DuplicateDismissal" t`,
    where: Prisma.sql`TRUE`,
    order: [
      { column: Prisma.sql`t."createdAt"`, type: 'timestamptz' },
      { column: Prisma.sql`t.id`, type: 'uuid' },
    ],
    descending: true,
  };
}

/** A page of those that were said to be two. */
export function listDuplicateDismissals(context: Context, page: PageRequest = {}): Promise<Page<DuplicateDismissal>> {
  return loadPage(context.db, duplicateDismissalList(context.actor), page);
}

/** The last search of all; null when there was none. */
export async function lastDuplicateScan({ db, actor }: Context): Promise<DuplicateScan | null> {
  requireScope(actor, 'stakeholders:read');
  return db.duplicateScan.findFirst({ orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] });
}
