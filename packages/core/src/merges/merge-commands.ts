import { defineCommand, toJson, type Entered } from '../command.js';
import type { Transaction } from '../database/open-database.js';
import { Conflict, NotFound, StaleVersion } from '../errors.js';
import { Prisma, type Stakeholder } from '../generated/prisma/client.js';
import { changedColumns, mergedFields, mergeStakeholdersInput, requireChoicesOfKind, type KeptColumns } from './merge.js';
import { findCollisions, type Collision, type Merging } from './merge-collisions.js';
import { mergeReferences } from './merge-references.js';

/**
 * Makes two records of one stakeholder one: everything that refers to the merged one refers to the survivor afterwards, and the merged id
 * resolves to the survivor. `undoMerge` takes it back.
 *
 * @throws StaleVersion when one of the two was revised after the versions given; Conflict when something shows that they are two, or cannot
 * stand twice: the message says which and what to do.
 */
export const mergeStakeholders = defineCommand({
  name: 'mergeStakeholders',
  scope: 'stakeholders:merge',
  schema: mergeStakeholdersInput,
  perform: async ({ db, data, entered }) => {
    const merging = { keptId: data.keepId.toLowerCase(), mergedId: data.mergeId.toLowerCase() };
    await lockStakeholders(db, [merging.keptId, merging.mergedId]);
    const kept = await requireVersion(db, merging.keptId, data.keepVersion);
    const merged = await requireVersion(db, merging.mergedId, data.mergeVersion);
    requireSameKind(kept, merged);
    requireChoicesOfKind(kept, data.choices);
    const { dropped, obstacles } = await findCollisions(db, merging);
    if (obstacles[0]) throw new Conflict(obstacles[0].rule, [...new Set(obstacles.map(({ message }) => message))].join(' '));

    const fields = mergedFields(kept, merged, data.choices);
    const changed = changedColumns(asColumns(kept), { ...asColumns(kept), ...asColumns(fields) });
    const { id } = await db.stakeholderMerge.create({
      data: {
        ...merging,
        mergedName: merged.name,
        survivorId: merging.keptId,
        reason: data.reason,
        fieldsBefore: changed.before as Prisma.InputJsonObject,
        fieldsAfter: changed.after as Prisma.InputJsonObject,
        ...entered,
      },
    });
    await moveRows(db, { id, ...merging }, dropped);
    await keepName(
      db,
      { id, keptId: kept.id, entered },
      [kept.name, merged.name].find((name) => name !== fields.name),
    );
    await takeOut(db, id, [{ table: 'Stakeholder', column: 'id', rowId: merged.id, ownerId: merged.id, standsFor: null }]);
    const version = { increment: 1 };
    await db.stakeholder.update({ where: { id: kept.id, version: kept.version }, data: { ...fields, version } });
    const after = await db.stakeholderMerge.findUniqueOrThrow({ where: { id } });
    return { type: 'StakeholderMerge', before: { kept, merged, dropped }, after };
  },
});

/**
 * Locks stakeholders, in an order that is the same for everybody. Whoever enters something that refers to one of them holds a share of that
 * lock until they have committed, and waits here from now on.
 */
export async function lockStakeholders(db: Transaction, ids: readonly string[]): Promise<void> {
  await db.$queryRaw`SELECT id FROM "Stakeholder" WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`;
}

async function requireVersion(db: Transaction, id: string, version: number): Promise<Stakeholder> {
  const stakeholder = await db.stakeholder.findUnique({ where: { id } });
  if (stakeholder === null) throw new NotFound('Stakeholder', id);
  if (stakeholder.version !== version) throw new StaleVersion('Stakeholder', id, version);
  return stakeholder;
}

/** @throws Conflict for a person and an organization. */
export function requireSameKind(kept: Stakeholder, merged: Stakeholder): void {
  if (kept.kind === merged.kind) return;
  throw new Conflict('same_kind', 'A person and an organization are not one stakeholder. Choose two of one kind.');
}

/** A record as JSON keeps it. */
export function asColumns(record: object): KeptColumns {
  return toJson(record) as unknown as KeptColumns;
}

// What cannot stand twice goes first, so that the rest can move.
async function moveRows(db: Transaction, { id, keptId, mergedId }: Merging & { readonly id: string }, dropped: readonly Collision[]) {
  await takeOut(db, id, dropped);
  for (const { table, column } of mergeReferences) {
    await db.$queryRaw`SELECT merge_move(${id}::uuid, ${table}, ${column}, ${mergedId}::uuid, ${keptId}::uuid)::text`;
  }
}

async function takeOut(db: Transaction, mergeId: string, rows: readonly Collision[]): Promise<void> {
  if (rows.length === 0) return;
  await db.$queryRaw`
    SELECT merge_drop(${mergeId}::uuid, lost."ownerId", lost."table", lost."column", lost."rowId", lost."standsFor")::text
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS lost ("table" text, "column" text, "rowId" uuid, "ownerId" uuid, "standsFor" uuid)`;
}

interface NameEntry {
  readonly id: string;
  readonly keptId: string;
  readonly entered: Entered;
}

// The name that is no longer in use is still one under which people look.
async function keepName(db: Transaction, { id: mergeId, keptId: stakeholderId, entered }: NameEntry, name: string | undefined) {
  if (name === undefined || (await db.otherName.count({ where: { stakeholderId, name } })) > 0) return;
  const { id: rowId } = await db.otherName.create({ data: { stakeholderId, kind: 'ALIAS', name, ...entered } });
  await db.mergedRow.create({ data: { mergeId, action: 'ADDED', table: 'OtherName', column: 'stakeholderId', rowId } });
}
