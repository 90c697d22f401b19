import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import type { SchemaContainer } from '@prisma/schema-engine-wasm';
import { differenceToSchema } from './migrate.js';
import { pgliteAdapterFactory, pgliteExtensions } from './pglite-adapter.js';

const coreFolder = fileURLToPath(new URL('../../', import.meta.url));

/** Every *.prisma file below src, as the schema engine takes them. */
export async function readPrismaSchema(): Promise<SchemaContainer[]> {
  const source = join(coreFolder, 'src');
  const paths = (await readdir(source, { recursive: true })).filter((path) => path.endsWith('.prisma')).toSorted();
  return Promise.all(
    paths.map(async (path) => ({
      path,
      content: await readFile(join(source, path), 'utf8'),
    })),
  );
}

/**
 * Writes the migration that brings the committed ones to what the Prisma schema says, and returns its folder; what that schema cannot say
 * is added to it by hand. From the command line, after a build: `npm run migration -w @pcrm/core -- add_preferred_name`.
 *
 * @throws Error for a name that is not small letters, digits and `_`, and when the two are equal already.
 */
export async function newMigration(name: string, now: Date): Promise<string> {
  if (!/^[a-z][a-z0-9_]*$/u.test(name)) throw new Error(`Name the migration in small letters, digits and _, not ${JSON.stringify(name)}.`);
  const pglite = await PGlite.create({ extensions: pgliteExtensions });
  const sql = await differenceToSchema(pgliteAdapterFactory(pglite), await readPrismaSchema());
  await pglite.close();
  if (sql === '') throw new Error('The migrations say what the Prisma schema says already: there is nothing to write.');
  const folder = join(coreFolder, 'migrations', `${now.toISOString().replace(/\D/gu, '').slice(0, 14)}_${name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'migration.sql'), `${sql}\n`);
  return folder;
}
