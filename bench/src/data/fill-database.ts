import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { openPcrm } from '@pcrm/core';
import pg from 'pg';

/** How much data there is. */
export interface DataSize {
  readonly engagements: number;
  /** 20,000 when it is left out. */
  readonly stakeholders?: number;
}

const STAKEHOLDERS = 20_000;
// A statement of its own: it cannot run in a transaction.
const TIDY_UP = 'VACUUM ANALYZE';
const scripts = ['begin', 'stakeholders', 'engagements', 'finish'] as const;

/** Migrates an empty database of a PostgreSQL server and fills it. The same size gives the same rows, whenever and wherever. */
export async function fillServer(databaseUrl: string, size: DataSize): Promise<void> {
  const pcrm = await openPcrm({ databaseUrl });
  await pcrm.close();
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await writeData((script) => client.query(script), size);
    await client.query(TIDY_UP);
  } finally {
    await client.end();
  }
}

/** The same on the embedded database, in a folder that is not there yet. */
export async function fillEmbedded(dataDir: string, size: DataSize): Promise<void> {
  const pcrm = await openPcrm({ dataDir });
  await pcrm.close();
  const pglite = await PGlite.create({ dataDir: join(dataDir, 'postgres'), extensions: { btree_gist } });
  try {
    await writeData((script) => pglite.exec(script), size);
    await pglite.exec(TIDY_UP);
  } finally {
    await pglite.close();
  }
}

/** Writes the data into a migrated database without any, over one connection. */
export async function writeData(
  run: (script: string) => Promise<unknown>,
  { engagements, stakeholders = STAKEHOLDERS }: DataSize,
): Promise<void> {
  await run(`SET pcrm.engagements = ${engagements}; SET pcrm.stakeholders = ${stakeholders}`);
  for (const script of scripts) await run(await readFile(new URL(`../../src/data/${script}.sql`, import.meta.url), 'utf8'));
}
