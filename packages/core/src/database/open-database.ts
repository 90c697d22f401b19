import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { CannotOpen } from '../errors.js';
import { Prisma, PrismaClient } from '../generated/prisma/client.js';
import { boundedPool, CONNECTION_WAIT_MS, poolState, type ConnectionLimits, type PoolState } from './bounded-pool.js';
import { listenOn, type Listen } from './listen.js';
import { migrate, type MigrationTarget } from './migrate.js';
import { readTextOnServer, type ReadText } from './read-text.js';
import { withScriptsRunBy } from './run-script.js';
import { transactOnServer, type Transact } from './session.js';
import { writeDoorOfServer, type WriteDoor } from './write-door.js';

/** Where the data is: a folder for the embedded database, or the URL of a PostgreSQL server (15 and later). */
export type DatabaseTarget = { readonly dataDir: string } | ServerTarget;

/** A PostgreSQL server, and how it is used. */
interface ServerTarget {
  readonly databaseUrl: string;
  readonly connections?: ConnectionLimits;
}

/** The client with which commands write. */
export type Database = PrismaClient;

/** The same, inside a transaction. */
export type Transaction = Prisma.TransactionClient;

type ReadMethod = 'findUnique' | 'findUniqueOrThrow' | 'findFirst' | 'findFirstOrThrow' | 'findMany' | 'count' | 'aggregate' | 'groupBy';
type ModelProperty = Uncapitalize<Prisma.ModelName>;
// Sensitive data of natural persons: only queries that log the reading give it away.
type LoggedModel = 'stance';

/** What resolvers are given: they can read and nothing else, and not what is read through the log only. */
export type ReadDatabase = {
  readonly [Model in Exclude<ModelProperty, LoggedModel>]: Pick<PrismaClient[Model], ReadMethod>;
} & Pick<PrismaClient, '$queryRaw'>;

/** An open, migrated database. */
export interface OpenDatabase {
  /** Emits each statement as a `query` event. */
  readonly client: PrismaClient<'query'>;
  /** Names of the migrations that opening it applied. */
  readonly migrations: readonly string[];
  /** Calls when something is notified on a channel by whatever process; undefined where there is only this one. */
  readonly listen?: Listen;
  /** How the connections to the server are used at this moment; undefined for the embedded database, which has one. */
  readonly pool?: () => PoolState;
  /** For what is written in one statement. */
  readonly write: WriteDoor;
  /** For statements that are no operations of the product. */
  readonly transact: Transact;
  /** For statements that answer with a whole response. */
  readonly readText: ReadText;
  /** Where the embedded database writes; undefined where a server does. */
  readonly folder?: string;
  readonly close: () => Promise<void>;
}

/**
 * Opens the database and brings it up to date.
 *
 * @throws CannotOpen when the folder is in use or not writable, or the server cannot be reached, refuses the sign-in or is too old.
 */
export async function openDatabase(target: DatabaseTarget, create = true): Promise<OpenDatabase> {
  if (!('dataDir' in target)) return openServer(target);
  // Whoever has a server is spared loading the embedded database.
  const { openEmbedded } = await import('./open-embedded.js');
  return openEmbedded(target.dataDir, create);
}

// Any number will do, as long as everything that migrates this product's databases uses the same.
const MIGRATION_LOCK = 7_227_627;

async function openServer({ databaseUrl, connections = {} }: ServerTarget): Promise<OpenDatabase> {
  if (!URL.canParse(databaseUrl) || !/^postgres(?:ql)?:$/u.test(new URL(databaseUrl).protocol)) {
    throw new CannotOpen(
      'DATABASE_URL is not the address of a PostgreSQL server. Write it as postgresql://user:password@host:5432/database.',
    );
  }
  const migrations = await migrateServer(databaseUrl);
  const pool = boundedPool(databaseUrl, connections);
  const client = new PrismaClient({
    adapter: new PrismaPg(pool),
    // Not before the pool gives up, so that it is the pool that says why.
    transactionOptions: { maxWait: (connections.waitMs ?? CONNECTION_WAIT_MS) + 1_000, timeout: 10_000 },
    log: [{ emit: 'event', level: 'query' }],
  });
  return {
    client,
    migrations,
    listen: listenOn(databaseUrl),
    pool: () => poolState(pool),
    write: writeDoorOfServer(pool),
    transact: transactOnServer(pool),
    readText: readTextOnServer(pool),
    close: async () => {
      await client.$disconnect();
      await pool.end();
    },
  };
}

// With connections of their own: a migration of large tables takes longer than any statement that serves somebody.
async function migrateServer(databaseUrl: string): Promise<string[]> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 2,
    connectionTimeoutMillis: CONNECTION_WAIT_MS,
    options: '-c timezone=UTC -c jit=off',
  });
  pool.on('error', () => undefined);
  try {
    await refuseUnfitServer(pool);
    return await migrate(serverTarget(pool, databaseUrl));
  } finally {
    await pool.end();
  }
}

/** How a database on a server is migrated: behind a lock that other processes wait for. */
export function serverTarget(pool: pg.Pool, databaseUrl: string): MigrationTarget {
  const factory = new PrismaPg(pool);
  return {
    adapterFactory: {
      provider: factory.provider,
      adapterName: factory.adapterName,
      connect: async () => withScriptsRunBy(await factory.connect(), (script) => pool.query(script)),
      connectToShadowDb: () => factory.connectToShadowDb(),
    },
    query: async (sql) => (await pool.query<Record<string, unknown>>(sql)).rows,
    exclusively: async (work) => {
      // A connection of its own, without the pool's timeouts: another process may migrate for minutes.
      const connection = new pg.Client({ connectionString: databaseUrl });
      await connection.connect();
      try {
        await connection.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
        return await work();
      } finally {
        await connection.end();
      }
    },
  };
}

async function refuseUnfitServer(pool: pg.Pool): Promise<void> {
  const { version, encoding } = await describeServer(pool);
  if (version < 150_000) {
    throw new CannotOpen(`The PostgreSQL server is version ${Math.floor(version / 10_000)}. Use version 15 or later.`);
  }
  if (encoding !== 'UTF8') {
    throw new CannotOpen(`The database in DATABASE_URL has the encoding ${encoding}. Create it with ENCODING 'UTF8'.`);
  }
}

async function describeServer(pool: pg.Pool): Promise<{ readonly version: number; readonly encoding: string }> {
  try {
    const { rows } = await pool.query<{ version: number; encoding: string }>(
      `SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding`,
    );
    return rows[0] ?? { version: 0, encoding: 'unknown' };
  } catch (error) {
    const reason = error instanceof AggregateError ? error.errors.map(String).join('; ') : (error as Error).message;
    throw new CannotOpen(
      `The PostgreSQL server in DATABASE_URL cannot be used: ${reason}. Check that it runs, that the database exists, and the user and password.`,
      { cause: error },
    );
  }
}
