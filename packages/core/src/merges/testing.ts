import type { TestPcrm } from '../testing.js';

// What a merge writes about itself, what tells of the past, pairs that a search writes anew, and counts, which are compared by a recount.
const beside = [
  'AuditRecord',
  'IdempotencyRecord',
  'StakeholderMerge',
  'MergedRow',
  'DuplicatePair',
  'DuplicateScan',
  'OutboxEvent',
  'EngagementTally',
  'StakeholderTally',
  'TalliedStakeholder',
  '_prisma_migrations',
];

/** Every row of every table as text, sorted; of stakeholders without what each write counts on. */
export async function dumpOf({ database }: TestPcrm): Promise<string[]> {
  const tables = await database.client.$queryRaw<{ name: string }[]>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL (${beside}::text[]) ORDER BY 1`;
  const rows: string[] = [];
  for (const { name } of tables) {
    const dumped = await database.client.$queryRawUnsafe<{ row: string }[]>(
      `SELECT (to_jsonb(t)${name === 'Stakeholder' ? ` - '{version,updatedAt}'::text[]` : ''})::text AS row FROM "${name}" t`,
    );
    rows.push(...dumped.map(({ row }) => `${name} ${row}`));
  }
  return rows.toSorted();
}

/** Merges two stakeholders as they are now. */
export async function merge({ pcrm, manager }: TestPcrm, mergeId: string, keepId: string, more: object = {}) {
  const [kept, merged] = await Promise.all([keepId, mergeId].map((id) => pcrm.db.stakeholder.findUniqueOrThrow({ where: { id } })));
  return manager.mergeStakeholders({
    keepId,
    mergeId,
    keepVersion: kept?.version ?? 0,
    mergeVersion: merged?.version ?? 0,
    reason: '같은 사람',
    ...more,
  });
}
