import { randomUUID } from 'node:crypto';
import { openPcrm, systemActor, type Actor, type Pcrm } from '@pcrm/core';
import pg from 'pg';

/** A database of a bar's own on the server, with a department and a member of staff of each role. */
export interface BarDatabase {
  readonly databaseUrl: string;
  readonly pcrm: Pcrm;
  readonly actors: Readonly<Record<'viewer' | 'staff' | 'manager' | 'admin', Actor>>;
}

/** The secret of the bars' installations. */
export const BAR_SECRET = 'a secret that only bars have, of 32 bytes and more';

/** Makes a migrated database on the server, lets the work use it, and drops it. */
export async function withBarDatabase<Result>(serverUrl: string, work: (database: BarDatabase) => Promise<Result>): Promise<Result> {
  const name = `pcrm_bar_${randomUUID().replaceAll('-', '')}`;
  await onServer(serverUrl, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const pcrm = await openPcrm({ databaseUrl: url.href }, { secret: BAR_SECRET });
  try {
    return await work({ databaseUrl: url.href, pcrm, actors: await addActors(pcrm) });
  } finally {
    await pcrm.close();
    await onServer(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
  }
}

/** Adds a department and a member of staff of each role. */
export async function addActors(pcrm: Pcrm): Promise<BarDatabase['actors']> {
  const system = pcrm.as(systemActor);
  const departmentId = (await system.addDepartment({ name: '소통협력관실' })).id;
  const add = (role: 'VIEWER' | 'STAFF' | 'MANAGER' | 'ADMIN') =>
    system.addActor({ kind: 'STAFF', name: role.toLowerCase(), role, departmentId });
  return { viewer: await add('VIEWER'), staff: await add('STAFF'), manager: await add('MANAGER'), admin: await add('ADMIN') };
}

async function onServer(serverUrl: string, statement: string): Promise<void> {
  const server = new pg.Client({ connectionString: serverUrl });
  await server.connect();
  await server.query(statement);
  await server.end();
}
