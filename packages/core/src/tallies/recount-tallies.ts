import type { OpenDatabase } from '../database/open-database.js';
import type { Session } from '../database/session.js';

/** A row that was not as it is counted from the engagements; null where there was none, or is none to be. */
export interface TallyDifference {
  readonly kept: Readonly<Record<string, unknown>> | null;
  readonly counted: Readonly<Record<string, unknown>> | null;
}

/** What a recount found to differ in one table. */
export interface TableDifferences {
  readonly table: string;
  readonly differences: number;
  /** The first of them, at most 20. */
  readonly examples: readonly TallyDifference[];
}

/** How to recount. */
export interface RecountOptions {
  /** Only to tell what differs, and to correct nothing. */
  readonly check?: boolean | undefined;
}

/** A table that is kept, and the view that counts anew what it must hold. */
interface KeptTable {
  readonly table: string;
  readonly view: string;
  readonly key: readonly string[];
  readonly values: readonly string[];
  /** Whether its values are sums over slots. */
  readonly slots: boolean;
}

const keptTables: readonly KeptTable[] = [
  {
    table: 'TalliedEngagement',
    view: 'recounted_engagement',
    key: ['engagementId'],
    values: ['month', 'channel', 'confidentiality', 'categories'],
    slots: false,
  },
  {
    table: 'TalliedStakeholder',
    view: 'recounted_stakeholder',
    key: ['stakeholderId', 'period', 'start'],
    values: ['kind', 'categories', 'seen'],
    slots: false,
  },
  {
    table: 'EngagementTally',
    view: 'recounted_engagement_tally',
    key: ['apart', 'month', 'value'],
    values: ['toPublic', 'toInternal', 'toAll'],
    slots: true,
  },
  {
    table: 'StakeholderTally',
    view: 'recounted_stakeholder_tally',
    key: ['period', 'apart', 'start', 'kind', 'value'],
    values: ['toPublic', 'toInternal', 'toAll'],
    slots: true,
  },
  { table: 'EngagementTotal', view: 'recounted_total', key: ['confidentiality', 'channel'], values: ['engagements'], slots: true },
];

/**
 * Counts all tallies anew from the engagements, in one transaction, corrects what differs and tells it: nothing when nothing did. Engagements
 * that were loaded past the triggers are tallied by it. While it corrects, others can read but enter no engagements.
 */
export async function recountTallies(
  { transact }: Pick<OpenDatabase, 'transact'>,
  { check = false }: RecountOptions,
): Promise<TableDifferences[]> {
  return transact(async (session) => {
    // A check reads one state of everything, so that it need not keep anybody from writing.
    await session.query(
      check
        ? 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ'
        : 'LOCK TABLE "Engagement", "EngagementStakeholder", "Stakeholder" IN SHARE ROW EXCLUSIVE MODE',
    );
    await session.query(`SELECT set_config('statement_timeout', '0', TRUE), set_config('work_mem', '128MB', TRUE)`);
    const found: TableDifferences[] = [];
    for (const kept of keptTables) {
      const differing = await findDifferences(session, kept);
      if (differing.differences === 0) continue;
      found.push(differing);
      if (!check) await correct(session, kept);
    }
    return found;
  });
}

const quoted = (names: readonly string[], of?: string) => names.map((name) => `${of === undefined ? '' : `${of}.`}"${name}"`).join(', ');

// The differences stay in a table that lasts as long as the transaction.
async function findDifferences(session: Session, { table, view, key, values, slots }: KeptTable): Promise<TableDifferences> {
  const sums = values.map((name) => `sum("${name}")::int AS "${name}"`).join(', ');
  const isCounted = values.map((name) => `sum("${name}") <> 0`).join(' OR ');
  const kept = slots
    ? `(SELECT ${quoted(key)}, 0 AS slot, ${sums} FROM "${table}" GROUP BY ${quoted(key)} HAVING ${isCounted})`
    : `"${table}"`;
  const rowOf = (side: string) => `CASE WHEN ${side}."${key[0]}" IS NOT NULL THEN row(${side}.*)::"${table}" END`;
  await session.query('DROP TABLE IF EXISTS pg_temp.tally_difference');
  await session.query(`
    CREATE TEMPORARY TABLE tally_difference ON COMMIT DROP AS SELECT ${rowOf('kept')} AS kept, ${rowOf('counted')} AS counted
    FROM ${kept} kept FULL JOIN ${view} counted USING (${quoted(key)})
    WHERE (${quoted(values, 'kept')}) IS DISTINCT FROM (${quoted(values, 'counted')})`);
  const [total] = await session.query('SELECT count(*)::int AS differences FROM tally_difference');
  const examples = await session.query(`
    SELECT to_jsonb(kept) - ARRAY['slot', 'added'] AS kept, to_jsonb(counted) - ARRAY['slot', 'added'] AS counted FROM tally_difference
    ORDER BY ${key.map((name) => `coalesce((kept)."${name}", (counted)."${name}")`).join(', ')} LIMIT 20`);
  return { table, differences: total?.['differences'] as number, examples: examples as unknown as TallyDifference[] };
}

async function correct(session: Session, { table, key }: KeptTable): Promise<void> {
  const keyOf = (row: string) => key.map((name) => `(${row})."${name}"`).join(', ');
  await session.query(`DELETE FROM "${table}" t USING tally_difference WHERE (${quoted(key, 't')}) = (${keyOf('kept')})`);
  await session.query(`INSERT INTO "${table}" SELECT (counted).* FROM tally_difference WHERE NOT (counted IS NULL)`);
}
