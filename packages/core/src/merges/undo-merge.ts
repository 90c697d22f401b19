import { defineCommand } from '../command.js';
import type { Transaction } from '../database/open-database.js';
import { Conflict, NotFound } from '../errors.js';
import type { StakeholderMerge } from '../generated/prisma/client.js';
import { survivorsOf } from '../stakeholders/present-stakeholder.js';
import { restoredColumns, undoMergeInput, type KeptColumns } from './merge.js';
import { asColumns, lockStakeholders } from './merge-commands.js';

/**
 * Takes a merge back: the merged stakeholder is there again under its id, with every row that was moved from it and still belongs to the
 * survivor, and every row that was taken out. What was done since stays: rows that were entered after the merge belong to the survivor,
 * revised rows keep their revision, and so do fields of the survivor. Without anything in between, all is as it was.
 *
 * @throws Conflict `merge_undone` when it was undone already, and `later_merge` when a later one builds on it: undo that one first.
 */
export const undoMerge = defineCommand({
  name: 'undoMerge',
  scope: 'stakeholders:merge',
  schema: undoMergeInput,
  perform: async ({ db, data: { id, reason }, now }) => {
    const before = await lockMerge(db, id);
    await refuseBeforeLater(db, before);
    await restoreRows(db, before);
    await restoreFields(db, before);
    const after = await db.stakeholderMerge.update({ where: { id }, data: { undoneAt: now, undoneReason: reason, survivorId: null } });
    return { type: 'StakeholderMerge', before, after };
  },
});

// The stakeholder before the merge, as merging locks them.
async function lockMerge(db: Transaction, id: string): Promise<StakeholderMerge> {
  const found = await db.stakeholderMerge.findUnique({ where: { id } });
  if (found === null) throw new NotFound('StakeholderMerge', id);
  if (found.survivorId !== null) await lockStakeholders(db, [found.survivorId]);
  await db.$queryRaw`SELECT id FROM "StakeholderMerge" WHERE id = ${id}::uuid FOR UPDATE`;
  const merge = await db.stakeholderMerge.findUniqueOrThrow({ where: { id } });
  if (merge.undoneAt !== null) throw new Conflict('merge_undone', 'This merge was undone already.');
  return merge;
}

// Merges of one survivor lie on one another, and so do those of which one took out what the other had moved.
async function refuseBeforeLater(db: Transaction, { id, sequence, survivorId }: StakeholderMerge): Promise<void> {
  const [later] = await db.$queryRaw<{ id: string; mergedName: string }[]>`
    SELECT m.id, m."mergedName" FROM "StakeholderMerge" m
    WHERE m.sequence > ${sequence} AND m."undoneAt" IS NULL AND (m."survivorId" = ${survivorId}::uuid OR m.id IN (
      SELECT d."mergeId" FROM "MergedRow" own CROSS JOIN LATERAL unnest(ARRAY[own."rowId", own."standsFor"]) AS touched (id)
      JOIN "MergedRow" d ON d."table" = own."table" AND d."rowId" = touched.id AND d."row" ? 'id' WHERE own."mergeId" = ${id}::uuid
      UNION
      SELECT d."mergeId" FROM "MergedRow" own CROSS JOIN LATERAL unnest(ARRAY[own."rowId", own."standsFor"]) AS touched (id)
      JOIN "MergedRow" d ON d."standsFor" = touched.id AND d."table" = own."table" AND d."row" ? 'id' WHERE own."mergeId" = ${id}::uuid
    ))
    ORDER BY m.sequence DESC LIMIT 1`;
  if (later === undefined) return;
  throw new Conflict('later_merge', `A later merge, of ${later.mergedName} (${later.id}), builds on this one. Undo that one first.`);
}

// The stakeholder is there before the rows that refer to them, and rows have moved back before those that could not stand beside them.
async function restoreRows(db: Transaction, { id, mergedId, keptId }: StakeholderMerge): Promise<void> {
  await db.$queryRaw`SELECT merge_restore(r) FROM "MergedRow" r WHERE r."mergeId" = ${id}::uuid AND r.action = 'DROPPED' AND r."table" = 'Stakeholder'`;
  const moved = await db.$queryRaw<{ table: string; column: string }[]>`
    SELECT "table", "column" FROM "MergedRow" WHERE "mergeId" = ${id}::uuid AND action = 'MOVED' GROUP BY 1, 2 ORDER BY min(id)`;
  for (const { table, column } of moved) {
    await db.$queryRaw`SELECT merge_repoint(${id}::uuid, ${table}, ${column}, ${keptId}::uuid, ${mergedId}::uuid)::text`;
  }
  await db.$queryRaw`SELECT merge_restore_rows(${id}::uuid)::text`;
  const added = await db.mergedRow.findMany({ where: { mergeId: id, action: 'ADDED' }, select: { rowId: true } });
  await db.otherName.deleteMany({ where: { id: { in: added.map(({ rowId }) => rowId) } } });
}

async function restoreFields(db: Transaction, { keptId, fieldsBefore, fieldsAfter }: StakeholderMerge): Promise<void> {
  const present = await db.stakeholder.findUniqueOrThrow({ where: { id: keptId } });
  const [before, after] = [fieldsBefore as KeptColumns, fieldsAfter as KeptColumns];
  const restored = restoredColumns({ before, after: await withPresentParent(db, after) }, asColumns(present));
  await db.stakeholder.update({
    where: { id: keptId, version: present.version },
    data: { ...(await withRestoredParent(db, keptId, restored)), version: { increment: 1 } },
  });
}

// The parent that a merge chose may have been merged itself since: that is no revision of the field.
async function withPresentParent(db: Transaction, columns: KeptColumns): Promise<KeptColumns> {
  const { parentId } = columns;
  if (typeof parentId !== 'string') return columns;
  return { ...columns, parentId: (await survivorsOf(db, [parentId])).get(parentId) ?? parentId };
}

async function withRestoredParent(db: Transaction, id: string, columns: KeptColumns): Promise<KeptColumns> {
  const { parentId } = columns;
  if (typeof parentId !== 'string') return columns;
  const [row] = await db.$queryRaw<{ parentId: string }[]>`
    SELECT merge_present('Stakeholder', 'parentId', ${id}::uuid, ${parentId}::uuid) AS "parentId"`;
  return { ...columns, parentId: row?.parentId ?? null };
}
