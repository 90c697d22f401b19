import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { DriverAdapterError, type SqlDriverAdapter, type SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { PrismaPGlite } from 'pglite-prisma-adapter';

/** Extensions that the migrations create. The embedded database has only those that it is given. */
export const pgliteExtensions = { btree_gist };

/** Prisma's driver adapter for the embedded database. */
export function pgliteAdapterFactory(pglite: PGlite): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPGlite(pglite);
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => withAwaitedScripts(await factory.connect(), pglite),
    connectToShadowDb: async () => {
      const shadow = await PGlite.create({ extensions: pgliteExtensions });
      return withKnownConstraints(withAwaitedScripts(await new PrismaPGlite(shadow).connect(), shadow));
    },
  };
}

// pglite-prisma-adapter 0.7.2 starts a script and does not wait for it, so that a failing migration would count as applied.
function withAwaitedScripts(adapter: SqlDriverAdapter, pglite: PGlite): SqlDriverAdapter {
  adapter.executeScript = async (script) => {
    try {
      await pglite.exec(script);
    } catch (error) {
      const { message, code } = error as { message: string; code?: string };
      throw new DriverAdapterError({
        kind: 'postgres',
        code: code ?? 'XX000',
        severity: 'ERROR',
        message,
        detail: undefined,
        column: undefined,
        hint: undefined,
      });
    }
  };
  return adapter;
}

// The schema engine of Prisma 7.10 panics when it describes a database with constraints other than checks (c) and exclusions (x):
// constraint triggers (t), and since PostgreSQL 18 every NOT NULL (n).
function withKnownConstraints(adapter: SqlDriverAdapter): SqlDriverAdapter {
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    const type = result.columnNames.indexOf('constraint_type');
    return type < 0
      ? result
      : {
          ...result,
          rows: result.rows.filter((row) => row[type] === 'c' || row[type] === 'x'),
        };
  };
  return adapter;
}
