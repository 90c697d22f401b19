import { setImmediate } from 'node:timers/promises';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { withScriptsRunBy } from './run-script.js';

/** Extensions that the migrations create. The embedded database has only those that it is given. */
export const pgliteExtensions = { btree_gist };

/** Prisma's driver adapter for the embedded database, with a second one in memory as shadow database. */
export function pgliteAdapterFactory(pglite: PGlite): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPGlite(pglite);
  const adapterOf = async (database: PGlite) =>
    withTurns(withFailingCommits(withScriptsRunBy(await new PrismaPGlite(database).connect(), (script) => database.exec(script))));
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: () => adapterOf(pglite),
    connectToShadowDb: async () => withKnownConstraints(await adapterOf(await PGlite.create({ extensions: pgliteExtensions }))),
  };
}

// The schema engine of Prisma 7.10 panics when it describes a database with constraints other than checks (c) and exclusions (x):
// constraint triggers (t), and since PostgreSQL 18 every NOT NULL (n).
function withKnownConstraints(adapter: SqlDriverAdapter): SqlDriverAdapter {
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    const type = result.columnNames.indexOf('constraint_type');
    return type < 0 ? result : { ...result, rows: result.rows.filter((row) => row[type] === 'c' || row[type] === 'x') };
  };
  return adapter;
}

// pglite-prisma-adapter 0.7 loses the error of a COMMIT: what a deferred constraint refused would count as written. So the constraints
// are checked before it.
function withFailingCommits(adapter: SqlDriverAdapter): SqlDriverAdapter {
  const startTransaction = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (isolationLevel) => {
    const transaction = await startTransaction(isolationLevel);
    const commit = transaction.commit.bind(transaction);
    transaction.commit = async () => {
      try {
        await transaction.executeRaw({ sql: 'SET CONSTRAINTS ALL IMMEDIATE', args: [], argTypes: [] });
      } catch (error) {
        await transaction.rollback();
        throw error;
      }
      await commit();
    };
    return transaction;
  };
  return adapter;
}

// The embedded database answers without leaving this thread: a program that enters record after record would never come to its signals,
// timers and sockets. So they have their turn before each transaction and each statement outside one.
function withTurns(adapter: SqlDriverAdapter): SqlDriverAdapter {
  const startTransaction = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (isolationLevel) => {
    await setImmediate();
    return startTransaction(isolationLevel);
  };
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    await setImmediate();
    return queryRaw(query);
  };
  return adapter;
}
