import { access, constants, mkdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { CannotOpen } from '../errors.js';
import { PrismaClient } from '../generated/prisma/client.js';
import { lockDataFolder } from './data-folder-lock.js';
import { migrate, type MigrationTarget } from './migrate.js';
import type { OpenDatabase } from './open-database.js';
import { pgliteAdapterFactory, pgliteExtensions } from './pglite-adapter.js';
import { readTextOnPglite } from './read-text.js';
import { transactOnPglite } from './session.js';
import { writeDoorOfPglite } from './write-door.js';

/**
 * Opens the embedded database in a folder, for this process alone, and brings it up to date.
 *
 * @throws CannotOpen when the folder is in use or not writable.
 */
export async function openEmbedded(dataDir: string, create: boolean): Promise<OpenDatabase> {
  if (!create && !(await isThere(join(dataDir, 'postgres', 'PG_VERSION')))) {
    throw new CannotOpen(`There is no database in the data folder ${dataDir}. Check its name, or have one made there.`);
  }
  try {
    await makeFolder(dataDir);
    await access(dataDir, constants.W_OK);
  } catch (error) {
    const message = `The data folder ${dataDir} cannot be written to. Give this account write access to it, or choose another folder.`;
    throw new CannotOpen(message, { cause: error });
  }
  const unlock = await lockDataFolder(dataDir);
  try {
    const pglite = await startEmbedded(dataDir);
    const database = await openPglite(pglite);
    return {
      ...database,
      folder: dataDir,
      close: async () => {
        await database.close();
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

// Node's own recursive mkdir never ends below a folder that takes no folders, such as /proc.
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return;
    if (code !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await mkdir(path);
  }
}

async function startEmbedded(dataDir: string): Promise<PGlite> {
  const folder = join(dataDir, 'postgres');
  try {
    return await PGlite.create({ dataDir: folder, extensions: pgliteExtensions });
  } catch (error) {
    const version = await readFile(join(folder, 'PG_VERSION'), 'utf8').catch(() => 'an unknown version');
    throw new CannotOpen(
      `The database in the data folder ${dataDir}, of PostgreSQL ${version.trim()}, cannot be started by this version of PCRM, or is damaged. Open it with the version that wrote it, restore a backup, or choose another folder.`,
      { cause: error },
    );
  }
}

/** Opens an embedded database that is already running; closing it stops it. */
export async function openPglite(pglite: PGlite): Promise<OpenDatabase> {
  const target = pgliteTarget(pglite);
  const migrations = await migrate(target);
  // It learns the types of arrays when it starts: those of enums that were only just created would be unknown to it.
  if (migrations.length > 0) await pglite.refreshArrayTypes();
  // One connection serves everybody: a transaction that hangs would stop the rest, so it gets two seconds.
  const client = new PrismaClient({
    adapter: target.adapterFactory,
    transactionOptions: { maxWait: 30_000, timeout: 2_000 },
    log: [{ emit: 'event', level: 'query' }],
  });
  return {
    client,
    migrations,
    write: writeDoorOfPglite(pglite),
    transact: transactOnPglite(pglite),
    readText: readTextOnPglite(pglite),
    close: async () => {
      await client.$disconnect();
      await pglite.close();
    },
  };
}

/** How the embedded database is migrated. */
export function pgliteTarget(pglite: PGlite): MigrationTarget {
  return {
    adapterFactory: pgliteAdapterFactory(pglite),
    query: async (sql) => (await pglite.query<Record<string, unknown>>(sql)).rows,
    // The data folder is locked already.
    exclusively: (work) => work(),
  };
}
