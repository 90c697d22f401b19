import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Ask, Body, ProgramName } from '../queries/query.js';
import { BENCH_SECRET } from './database.js';

/** Where a program finds its data: a database on a server, or a folder with the embedded one. */
export type ProgramData = { readonly databaseUrl: string } | { readonly dataDir: string };

/** A program that serves, as a process of its own. */
export interface Program {
  readonly name: ProgramName;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sends one body and gives what the answer holds under `data`. */
  readonly ask: Ask;
  /** Processor time that the process has used, in ms. */
  readonly cpuMs: () => Promise<number>;
  /** Memory that the process holds, in bytes. */
  readonly memory: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

/** What a program is started with. */
interface Start {
  readonly name: ProgramName;
  readonly data: ProgramData;
  /** The product's key; the rivals ask for none. */
  readonly key: string;
  /** Where its log goes. */
  readonly folder: string;
}

const require = createRequire(import.meta.url);
const paths: Readonly<Record<ProgramName, string>> = {
  pcrm: '/graphql',
  postgraphile: '/graphql',
  apollo: '/',
  pothos: '/graphql',
  limit: '/',
};

function scriptOf(name: ProgramName): string {
  return name === 'pcrm'
    ? join(dirname(require.resolve('@pcrm/api')), 'main.js')
    : new URL(`../rivals/${name}/serve.js`, import.meta.url).pathname;
}

// The costs of callers are counted, against a budget that no measurement uses up. A request waits for a connection as long as those of the
// rivals do, which have no limit.
function settingsOf({ name, data }: Start): Record<string, string> {
  const settings: Record<string, string> =
    name === 'pcrm'
      ? { PCRM_SECRET: BENCH_SECRET, COST_PER_MINUTE: '999999999999', DATABASE_WAIT_MS: '60000', LOG_LEVEL: 'info' }
      : { GRAPHILE_ENV: 'production' };
  if ('dataDir' in data) settings['PCRM_DATA_DIR'] = data.dataDir;
  else settings['DATABASE_URL'] = data.databaseUrl;
  return { ...settings, NODE_ENV: 'production' };
}

/** Starts a program; it may not serve yet. */
export async function startProgram(start: Start): Promise<Program> {
  const { name, key, folder } = start;
  const port = await freePort();
  const log = await open(join(folder, `${name}-${port}.log`), 'a');
  const child = spawn(process.execPath, [scriptOf(name)], {
    env: { ...settingsOf(start), PORT: String(port) },
    stdio: ['ignore', log.fd, log.fd],
  });
  const exited = once(child, 'exit');
  await log.close();
  const url = `http://127.0.0.1:${port}${paths[name]}`;
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    ...(name === 'pcrm' ? { authorization: `Bearer ${key}` } : {}),
  };
  const pid = child.pid ?? 0;
  return {
    name,
    url,
    headers,
    ask: (body) => ask({ url, headers }, body),
    cpuMs: () => cpuMsOf(pid),
    memory: () => memoryOf(pid),
    stop: async () => {
      child.kill('SIGTERM');
      // Those that do not stop by themselves are ended.
      const ended = await Promise.race([exited.then(() => true), setTimeout(5_000, false)]);
      if (!ended) child.kill('SIGKILL');
      await exited;
    },
  };
}

const START_PATIENCE_MS = 60_000;

/** Waits until a program answers, and says how long that took in ms. */
export async function firstAnswer({ name, ask: send }: Program, body: Body): Promise<number> {
  const started = performance.now();
  for (;;) {
    try {
      await send(body);
      return performance.now() - started;
    } catch (error) {
      if (performance.now() - started > START_PATIENCE_MS) throw new Error(`${name} did not come to answer.`, { cause: error });
      await setTimeout(2);
    }
  }
}

async function ask({ url, headers }: Pick<Program, 'url' | 'headers'>, body: Body): Promise<unknown> {
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 500)}`);
  const { data, errors } = JSON.parse(text) as { readonly data?: unknown; readonly errors?: unknown };
  if (errors !== undefined) throw new Error(`${url} answered with errors: ${JSON.stringify(errors).slice(0, 500)}`);
  return data;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

// Linux counts in hundredths of a second.
const MS_OF_TICK = 10;

async function cpuMsOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // After the name, which stands in brackets and may hold blanks: state, then from the twelfth on the ticks of user and system.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * MS_OF_TICK;
}

async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/mu.exec(status)?.[1] ?? 0) * 1024;
}
