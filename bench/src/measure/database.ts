import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { openPcrm, systemActor } from '@pcrm/core';
import pg from 'pg';
import { fillServer, type DataSize } from '../data/fill-database.js';
import { administratorId } from '../queries/log-engagement.js';

/** A filled database of a measurement's own, and the key with which the product is asked. */
export interface BenchDatabase {
  readonly databaseUrl: string;
  /** Of an administrator, who sees everything, as the rivals show everything. */
  readonly key: string;
  readonly drop: () => Promise<void>;
}

/** The secret of the installations that are measured. */
export const BENCH_SECRET = 'a secret that only measurements have, of 32 bytes and more';

/** Copies the filled database of a size, which is made where it is not there yet, and opens it for the product and for the rivals. */
export async function openBenchDatabase(serverUrl: string, size: DataSize, { bare = false } = {}): Promise<BenchDatabase> {
  const template = await templateOf(serverUrl, size);
  const name = `${template}_${process.pid}${bare ? '_bare' : ''}`;
  await onServer(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const databaseUrl = urlOf(serverUrl, name);
  const drop = () => onServer(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
  try {
    const key = await issueKey(databaseUrl);
    await withClient(databaseUrl, async (client) =>
      client.query(await readFile(new URL('../../src/rivals/functions.sql', import.meta.url), 'utf8')),
    );
    if (bare) await withClient(databaseUrl, (client) => client.query(STOP_FOLLOWING));
    return { databaseUrl, key, drop };
  } catch (error) {
    await drop();
    throw error;
  }
}

// What keeps search and counters: the triggers for each statement. Those of rules are for each row.
const STOP_FOLLOWING = `DO $$
  DECLARE
    following record;
  BEGIN
    FOR following IN SELECT tgrelid::regclass AS of, tgname FROM pg_trigger WHERE NOT tgisinternal AND tgtype & 1 = 0 LOOP
      EXECUTE format('ALTER TABLE %s DISABLE TRIGGER %I', following.of, following.tgname);
    END LOOP;
  END $$`;

async function templateOf(serverUrl: string, size: DataSize): Promise<string> {
  const { engagements, stakeholders } = size;
  const name = ['pcrm_bench', shortOf(engagements), ...(stakeholders === undefined ? [] : [shortOf(stakeholders)])].join('_');
  const known = await withClient(serverUrl, (client) => client.query('SELECT FROM pg_database WHERE datname = $1', [name]));
  if (known.rows.length === 0) {
    await onServer(serverUrl, `CREATE DATABASE ${name}`);
    await fillServer(urlOf(serverUrl, name), size);
  }
  return name;
}

const shortOf = (count: number) => (count % 1_000_000 === 0 ? `${count / 1_000_000}m` : `${count / 1_000}k`);

async function issueKey(databaseUrl: string): Promise<string> {
  const pcrm = await openPcrm({ databaseUrl }, { secret: BENCH_SECRET });
  try {
    const actorId = await withClient(databaseUrl, administratorId);
    return (await pcrm.as(systemActor).issueApiKey({ actorId, label: 'measurement' })).secret;
  } finally {
    await pcrm.close();
  }
}

function urlOf(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Lends a connection. */
export async function withClient<Result>(databaseUrl: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const LOOK_EVERY_MS = 10;

/** Waits until the server runs no statement of anybody. */
export async function untilIdle(serverUrl: string): Promise<void> {
  await withClient(serverUrl, async (client) => {
    const isBusy = async () => {
      const { rows } = await client.query(
        `SELECT FROM pg_stat_activity WHERE state = 'active' AND backend_type = 'client backend' AND pid <> pg_backend_pid()`,
      );
      return rows.length > 0;
    };
    while (await isBusy()) await setTimeout(LOOK_EVERY_MS);
  });
}

async function onServer(serverUrl: string, statement: string): Promise<void> {
  await withClient(serverUrl, (client) => client.query(statement));
}
