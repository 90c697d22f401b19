import { z } from 'zod';
import { requireScope, type Actor } from '../access/actor.js';
import type { Context } from '../context.js';
import { loadPage, type KeysetList, type Page, type PageRequest } from '../database/keyset.js';
import { InvalidInput } from '../errors.js';
import { Prisma, type DuplicateDismissal, type Stakeholder, type StakeholderMerge } from '../generated/prisma/client.js';
import { groupBy } from '../group-by.js';
import { parseInput } from '../input.js';
import { unknownId } from '../references.js';
import { presentSql } from '../stakeholders/present-stakeholder.js';
import { mergePreviewInput, previewFields, requireChoicesOfKind, type FieldPreview } from './merge.js';
import { findCollisions, type Collision, type Merging, type Obstacle } from './merge-collisions.js';
import { requireSameKind } from './merge-commands.js';
import { mergeReferences } from './merge-references.js';

/** What a merge does in one column of one table, as far as the actor may see the rows. */
export interface MergeEffect {
  readonly table: string;
  readonly column: string;
  /** Rows that will refer to the survivor. */
  readonly moved: number;
  /** Rows that say what another says, and are taken out. */
  readonly dropped: number;
}

/** What merging two stakeholders would do. */
export interface MergePreview {
  readonly kept: Stakeholder;
  readonly merged: Stakeholder;
  readonly fields: readonly FieldPreview[];
  readonly effects: readonly MergeEffect[];
  /** What forbids it; empty when it can be done. */
  readonly obstacles: readonly Obstacle[];
  /** Somebody said that they are two. */
  readonly dismissal: DuplicateDismissal | null;
}

/** Shows what merging would do, and what forbids it. Nothing is written. @throws InvalidInput for ids that name nothing. */
export async function mergePreview(context: Context, input: z.input<typeof mergePreviewInput>): Promise<MergePreview> {
  const { db, actor } = context;
  requireScope(actor, 'stakeholders:merge');
  requireScope(actor, 'personal-data:read');
  const { keepId, mergeId, choices } = parseInput(mergePreviewInput, input);
  const [kept, merged] = await Promise.all([keepId, mergeId].map((id) => db.stakeholder.findUnique({ where: { id } })));
  if (!kept || !merged) {
    throw new InvalidInput([
      ...(kept ? [] : [unknownId(['keepId'], 'stakeholder')]),
      ...(merged ? [] : [unknownId(['mergeId'], 'stakeholder')]),
    ]);
  }
  requireSameKind(kept, merged);
  requireChoicesOfKind(kept, choices);
  const merging = { keptId: kept.id, mergedId: merged.id };
  const { dropped, obstacles } = await findCollisions(db, merging);
  const either = [
    { firstId: kept.id, secondId: merged.id },
    { firstId: merged.id, secondId: kept.id },
  ];
  return {
    kept,
    merged,
    fields: previewFields(kept, merged, choices),
    effects: await effectsOf(context, merging, dropped),
    obstacles,
    dismissal: await db.duplicateDismissal.findFirst({ where: { OR: either } }),
  };
}

async function effectsOf({ db, actor }: Context, merging: Merging, dropped: readonly Collision[]): Promise<MergeEffect[]> {
  const [tables, columns] = [mergeReferences.map(({ table }) => table), mergeReferences.map(({ column }) => column)];
  const counts = await db.$queryRaw<{ table: string; column: string; total: number }[]>`
    SELECT r."table", r."column", merge_count(r."table", r."column", ${merging.mergedId}::uuid) AS total
    FROM unnest(${tables}::text[], ${columns}::text[]) AS r ("table", "column")`;
  const totals = new Map(counts.map(({ table, column, total }) => [`${table}.${column}`, total]));
  const droppedByColumn = groupBy(dropped, ({ table, column }) => `${table}.${column}`);
  const effects = mergeReferences.map(async ({ table, column, visibleRows }) => {
    const all = droppedByColumn.get(`${table}.${column}`) ?? [];
    const own = all.filter(({ ownerId }) => ownerId === merging.mergedId).map(({ rowId }) => rowId);
    if (visibleRows === undefined)
      return { table, column, moved: (totals.get(`${table}.${column}`) ?? 0) - own.length, dropped: all.length };
    const stakeholderId = merging.mergedId;
    const visible = await visibleRows(db, actor, { stakeholderId });
    const visiblyDropped = own.length === 0 ? 0 : await visibleRows(db, actor, { stakeholderId, rowIds: own });
    return { table, column, moved: visible - visiblyDropped, dropped: visiblyDropped };
  });
  return (await Promise.all(effects)).filter(({ moved, dropped: lost }) => moved > 0 || lost > 0);
}

/** Which merges a list has. Everything that is given must hold. */
export const mergeFilter = z.object({
  /** Merges of this stakeholder, under any of its ids. */
  stakeholderId: z.uuid().nullish(),
  /** Only those that stand, or only those that were undone. */
  undone: z.boolean().nullish(),
});
export type MergeFilter = z.input<typeof mergeFilter>;

/** Merges of stakeholders, newest first. */
export function mergeList(actor: Actor, filter: MergeFilter = {}): KeysetList<StakeholderMerge> {
  requireScope(actor, 'stakeholders:read');
  const { stakeholderId, undone } = parseInput(mergeFilter, filter);
  const conditions = [Prisma.sql`TRUE`];
  if (stakeholderId) conditions.push(Prisma.sql`${presentSql(stakeholderId)} IN (t."survivorId", t."keptId", t."mergedId")`);
  if (undone != null) conditions.push(Prisma.sql`(t."undoneAt" IS NOT NULL) = ${undone}`);
  return {
    select: Prisma.sql`t.*`,
    from: Prisma.sql`"StakeholderMerge" t`,
    where: Prisma.join(conditions, ' AND '),
    order: [{ column: Prisma.sql`t.sequence`, type: 'int' }],
    descending: true,
  };
}

/** A page of the merges. */
export function listMerges(
  context: Context,
  { filter, ...page }: PageRequest & { readonly filter?: MergeFilter } = {},
): Promise<Page<StakeholderMerge>> {
  return loadPage(context.db, mergeList(context.actor, filter), page);
}

/** The standing merges below each survivor, newest first. */
export function mergesInto(actor: Actor): KeysetList<StakeholderMerge> {
  return { ...mergeList(actor), parent: Prisma.sql`t."survivorId"` };
}
