import pg from 'pg';
import { openPcrm, type Pcrm } from '../open-pcrm.js';

/** Opens PCRM on a new, migrated database of a PostgreSQL server, to be filled and measured, and drops the database afterwards. */
export async function withMeasuredDatabase(serverUrl: string, measure: (pcrm: Pcrm, databaseUrl: string) => Promise<void>): Promise<void> {
  const name = `pcrm_measure_${process.pid}`;
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const server = new pg.Client({ connectionString: serverUrl });
  await server.connect();
  await server.query(`CREATE DATABASE ${name}`);
  try {
    const pcrm = await openPcrm({ databaseUrl: url.href });
    await measure(pcrm, url.href);
    await pcrm.close();
  } finally {
    await server.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await server.end();
  }
}
