import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { inject } from 'vitest';
import { openDatabase, type OpenDatabase } from './open-database.js';
import { openPglite } from './open-embedded.js';
import { pgliteExtensions } from './pglite-adapter.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** A migrated database from which each test file makes its own. */
    template: { readonly dump: string } | { readonly serverUrl: string; readonly name: string };
  }
}

/** An open database of a test's own, and its URL where it lies on a server. */
export interface TestDatabase extends OpenDatabase {
  readonly databaseUrl: string | undefined;
}

/** Whether the tests run on a PostgreSQL server, where alone concurrency and injection count. */
export const onServer = process.env['TEST_DATABASE_URL'] !== undefined;

/** A fresh, migrated database: embedded, or on the server in TEST_DATABASE_URL. Closing it drops it. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const template = inject('template');
  if ('dump' in template) {
    const pglite = await PGlite.create({
      extensions: pgliteExtensions,
      loadDataDir: new Blob([await readFile(template.dump)]),
    });
    return { ...(await openPglite(pglite)), databaseUrl: undefined };
  }
  const name = `pcrm_test_${randomUUID().replaceAll('-', '')}`;
  await onServerDo(template.serverUrl, `CREATE DATABASE ${name} TEMPLATE ${template.name}`);
  const url = new URL(template.serverUrl);
  url.pathname = `/${name}`;
  const opened = await openDatabase({ databaseUrl: url.href });
  return {
    ...opened,
    databaseUrl: url.href,
    close: async () => {
      await opened.close();
      // Without FORCE: a connection that is still open is a leak, and the test fails.
      await onServerDo(template.serverUrl, `DROP DATABASE ${name}`);
    },
  };
}

async function onServerDo(serverUrl: string, statement: string): Promise<void> {
  const server = new pg.Client({ connectionString: serverUrl });
  await server.connect();
  await server.query(statement);
  await server.end();
}
