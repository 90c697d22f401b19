import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from './migrate.js';
import { serverTarget } from './open-database.js';
import { pgliteTarget } from './open-embedded.js';
import { pgliteExtensions } from './pglite-adapter.js';

/** Migrates one database for the whole run: a dump of the embedded one, or a template on the server in TEST_DATABASE_URL. */
export async function setup(project: TestProject): Promise<void> {
  const serverUrl = process.env['TEST_DATABASE_URL'];
  removeTemplate = await (serverUrl === undefined ? dumpTemplate(project) : serverTemplate(project, serverUrl));
}

/** Removes it again. */
export async function teardown(): Promise<void> {
  await removeTemplate?.();
}

let removeTemplate: (() => Promise<void>) | undefined;

async function dumpTemplate(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), 'pcrm-test-'));
  const dump = join(folder, 'template.tar');
  const pglite = await PGlite.create({ extensions: pgliteExtensions });
  await migrate(pgliteTarget(pglite));
  const file = await pglite.dumpDataDir('none');
  await writeFile(dump, Buffer.from(await file.arrayBuffer()));
  await pglite.close();
  project.provide('template', { dump });
  return () => rm(folder, { recursive: true });
}

async function serverTemplate(project: TestProject, serverUrl: string) {
  const name = `pcrm_template_${process.pid}`;
  const server = new pg.Client({ connectionString: serverUrl });
  await server.connect();
  // A run that was killed may have left its template behind, under a process id that is now ours.
  await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await server.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href });
  await migrate(serverTarget(pool, url.href));
  await pool.end();
  project.provide('template', { serverUrl, name });
  return async () => {
    await server.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await server.end();
  };
}
