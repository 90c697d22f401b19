import { statfs } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { migrationNames } from './migrate.js';
import type { OpenDatabase } from './open-database.js';

/** What serving needs, each with what is wrong with it in a sentence; what is undefined is well. */
export interface Readiness {
  /** A connection comes free in time, and the database answers and takes what is written. */
  readonly pool?: string;
  /** The database has every migration of this program. */
  readonly migrations?: string;
  /** The embedded database has room to write. The disk of a server is not seen from here. */
  readonly disk?: string;
}

/** What may be said of the check. */
export interface ReadinessOptions {
  /** How long the database has to answer, in milliseconds; 1,500 when left out. */
  readonly withinMs?: number;
  /** How many bytes have to be free on the disk of the embedded database; 100 MiB when left out. */
  readonly freeBytes?: number;
}

/** Looks whether requests can be served at this moment. It never throws. */
export async function readinessOf(
  { client, folder }: Pick<OpenDatabase, 'client' | 'folder'>,
  { withinMs = 1_500, freeBytes = 100 * 1024 * 1024 }: ReadinessOptions = {},
): Promise<Readiness> {
  const givenUp = new AbortController();
  const late = setTimeout(withinMs, { pool: 'The database does not answer in time.' }, { signal: givenUp.signal, ref: false });
  try {
    const [ofDatabase, ofDisk] = await Promise.all([Promise.race([databaseReadiness(client), late]), diskReadiness(folder, freeBytes)]);
    return { ...ofDatabase, ...ofDisk };
  } finally {
    givenUp.abort();
    await late.catch(() => undefined);
  }
}

async function databaseReadiness(client: OpenDatabase['client']): Promise<Readiness> {
  try {
    const [state] = await client.$queryRaw<{ readOnly: boolean; migrated: boolean }[]>`
      SELECT current_setting('transaction_read_only') = 'on' AS "readOnly", to_regclass('_prisma_migrations') IS NOT NULL AS "migrated"`;
    if (state?.readOnly) return { pool: 'The database takes nothing that is written.' };
    return state?.migrated && (await lacksNoMigration(client)) ? {} : { migrations: 'The database has not been migrated.' };
  } catch {
    return { pool: 'The database cannot be read.' };
  }
}

// One that a newer version applied does no harm.
async function lacksNoMigration(client: OpenDatabase['client']): Promise<boolean> {
  const rows = await client.$queryRaw<{ name: string }[]>`
    SELECT migration_name AS "name" FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`;
  const applied = new Set(rows.map(({ name }) => name));
  return (await migrationNames()).every((name) => applied.has(name));
}

async function diskReadiness(folder: string | undefined, freeBytes: number): Promise<Readiness> {
  if (folder === undefined) return {};
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize >= freeBytes ? {} : { disk: 'The disk of the data folder is nearly full.' };
  } catch {
    return { disk: 'The data folder cannot be read.' };
  }
}
