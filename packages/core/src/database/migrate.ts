import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { bindMigrationAwareSqlAdapterFactory, type SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import type { MigrationList, SchemaContainer, SchemaEngine } from '@prisma/schema-engine-wasm';
import { CannotOpen } from '../errors.js';

// Node has it; its types come only with those of a browser.
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: Record<string, unknown> } }>;
};

const migrationsFolder = new URL('../../migrations/', import.meta.url);
const noFilters = { externalTables: [], externalEnums: [] };

/** What a database can be asked before the schema engine is worth loading. */
export interface MigrationTarget {
  readonly adapterFactory: SqlMigrationAwareDriverAdapterFactory;
  /** Runs a query and returns its rows. */
  readonly query: (sql: string) => Promise<Record<string, unknown>[]>;
  /** Runs the work while no other process migrates the same database. */
  readonly exclusively: <Result>(work: () => Promise<Result>) => Promise<Result>;
}

/**
 * Applies the migrations that the database has not had yet, with Prisma's own schema engine as WebAssembly, so that folder and
 * `_prisma_migrations` table stay those of `prisma migrate deploy`.
 *
 * @returns the names of the migrations that were applied; none when the database was up to date.
 * @throws CannotOpen when one cannot be applied.
 */
export async function migrate(target: MigrationTarget): Promise<string[]> {
  if (await isUpToDate(target)) return [];
  return target.exclusively(() =>
    withSchemaEngine(target.adapterFactory, async (engine) => {
      const migrationsList = await readMigrations();
      try {
        return (await engine.applyMigrations({ migrationsList, filters: noFilters })).appliedMigrationNames;
      } catch (error) {
        throw new CannotOpen(
          `The database cannot be brought up to date: ${reasonOf(error)}. Use a database that is PCRM's alone, owned by the user who signs in; if it was in use before, restore the last backup.`,
          { cause: error },
        );
      }
    }),
  );
}

// The engine's message goes on with a trace.
function reasonOf(error: unknown): string {
  const { message } = error as Error;
  return /ERROR: (.+)/u.exec(message)?.[1] ?? /.*/u.exec(message)?.[0] ?? message;
}

/**
 * The SQL that would bring a database with the committed migrations to what the Prisma schema says; empty when there is nothing to do.
 * The migrations are applied to a shadow database that the adapter creates.
 */
export async function differenceToSchema(
  adapterFactory: SqlMigrationAwareDriverAdapterFactory,
  schema: SchemaContainer[],
): Promise<string> {
  const migrations = await readMigrations();
  return withSchemaEngine(adapterFactory, async (engine) => {
    const { stdout } = await engine.diff({
      from: { tag: 'migrations', ...migrations },
      to: { tag: 'schemaDatamodel', files: schema },
      script: true,
      exitCode: null,
      filters: noFilters,
    });
    const sql = (stdout ?? '').trim();
    return sql === '-- This is an empty migration.' ? '' : sql;
  });
}

// Loading the engine takes about a second, so a database that has every migration is recognised without it.
async function isUpToDate({ query }: MigrationTarget): Promise<boolean> {
  const [{ found } = {}] = await query(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS found`);
  if (found !== true) return false;
  const rows = await query(
    `SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
  );
  const applied = new Map(rows.map((row) => [row['migration_name'], row['checksum']]));
  const { migrationDirectories } = await readMigrations();
  return migrationDirectories.every(
    ({ path, migrationFile: { content } }) =>
      content.tag === 'ok' && applied.get(path) === createHash('sha256').update(content.value).digest('hex'),
  );
}

/** The names of the committed migrations, in their order. */
export async function migrationNames(): Promise<string[]> {
  const entries = await readdir(migrationsFolder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
}

async function readMigrations(): Promise<MigrationList> {
  const names = await migrationNames();
  const migrationDirectories = await Promise.all(
    names.map(async (path) => ({
      path,
      migrationFile: {
        path: 'migration.sql',
        content: {
          tag: 'ok' as const,
          value: await readFile(new URL(`${path}/migration.sql`, migrationsFolder), 'utf8'),
        },
      },
    })),
  );
  const lockfile = {
    path: 'migration_lock.toml',
    content: await readFile(new URL('migration_lock.toml', migrationsFolder), 'utf8'),
  };
  return {
    baseDir: '.',
    lockfile,
    shadowDbInitScript: '',
    migrationDirectories,
  };
}

async function withSchemaEngine<Result>(
  adapterFactory: SqlMigrationAwareDriverAdapterFactory,
  work: (engine: SchemaEngine) => Promise<Result>,
): Promise<Result> {
  const { SchemaEngine } = await (schemaEngine ??= loadSchemaEngine());
  const bound = bindMigrationAwareSqlAdapterFactory(adapterFactory);
  const engine = await SchemaEngine.new({ datamodels: undefined }, () => undefined, bound);
  try {
    return await work(engine);
  } finally {
    engine.free();
  }
}

// Its bindings keep a view of one instance's memory, so that a second instance would read the first one's: it is loaded once.
let schemaEngine: ReturnType<typeof loadSchemaEngine> | undefined;

async function loadSchemaEngine() {
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const wasm = createRequire(import.meta.url)
    .resolve('@prisma/schema-engine-wasm')
    .replace(/schema_engine\.js$/u, 'schema_engine_bg.wasm');
  const { instance } = await WebAssembly.instantiate(await readFile(wasm), {
    './schema_engine_bg.js': bindings,
  });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports['__wbindgen_start'] as (() => void) | undefined)?.();
  return bindings;
}
