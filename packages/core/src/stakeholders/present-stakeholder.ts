import { permits } from '../access/actor.js';
import type { Context } from '../context.js';
import { Conflict, InvalidInput, NotFound } from '../errors.js';
import { Prisma } from '../generated/prisma/client.js';
import type { ReadDatabase } from '../database/open-database.js';
import { shownName } from '../personal-data/personal-data.js';

/** In a statement: the id of the stakeholder that the id stands for, itself or whom it was merged into. */
export function presentSql(id: string): Prisma.Sql {
  return Prisma.sql`present_stakeholder(${id}::uuid)`;
}

/** The ids into which those of the given ids were merged that are no stakeholder's any more; in one statement. */
export async function survivorsOf(
  db: Pick<ReadDatabase, 'stakeholderMerge'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const merges = await db.stakeholderMerge.findMany({
    where: { mergedId: { in: [...ids] }, survivorId: { not: null } },
    select: { mergedId: true, survivorId: true },
  });
  return new Map(merges.map(({ mergedId, survivorId }) => [mergedId, survivorId as string]));
}

/**
 * What is wrong with a refused input that names a stakeholder who was merged: an id of theirs is found and read like any other, but nothing
 * new is written under it. Undefined when it was refused for something else.
 */
export async function mergedConflict(
  { db, actor }: Pick<Context, 'db' | 'actor'>,
  input: unknown,
  refusal: unknown,
): Promise<Conflict | undefined> {
  if (!namesNothing(refusal) || !permits(actor, 'stakeholders:read')) return undefined;
  const merge = await db.stakeholderMerge.findFirst({
    where: { mergedId: { in: uuidsIn(input) }, survivorId: { not: null } },
    select: { mergedId: true, mergedName: true, survivor: { select: { id: true, name: true, kind: true, categories: true } } },
    orderBy: { sequence: 'asc' },
  });
  if (merge?.survivor == null) return undefined;
  const { mergedId, mergedName, survivor } = merge;
  return new Conflict(
    'stakeholder_merged',
    `${shownName(actor, mergedName, survivor)} (${mergedId}) was merged into ${shownName(actor, survivor.name, survivor)}. Use the id ${survivor.id}, or undo the merge.`,
  );
}

function namesNothing(refusal: unknown): boolean {
  if (refusal instanceof NotFound) return true;
  return refusal instanceof InvalidInput && refusal.problems.some(({ code }) => code === 'unknown_id');
}

const uuidPattern = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu;

function uuidsIn(value: unknown): string[] {
  if (typeof value === 'string') return uuidPattern.test(value) ? [value] : [];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(uuidsIn);
}
