import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import type { DatabaseTarget } from '@pcrm/core';
import { BAR_SECRET } from './bar-database.js';

/** The service as a process of its own, as it was built. */
export interface ServiceProcess {
  readonly url: string;
  readonly pid: number;
  /** What lives in its memory once everything else was collected, and what the system has given it, in megabytes. */
  readonly memory: () => Promise<{ readonly aliveMb: number; readonly residentMb: number }>;
  /** Sends a signal, waits for the end, and returns the exit code: null when the signal ended it. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>;
}

interface ServiceOptions {
  readonly target: DatabaseTarget;
  /** One that {@link freePort} found, so that the service is found again after a restart. */
  readonly port: number;
  /** Settings beside those. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A port of this machine that nobody uses. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

// What was not collected yet is no growth: the process collects twice, since what has a finalizer goes with the second time.
const collector = `data:text/javascript,process.on('message', () => { gc(); gc(); process.send(process.memoryUsage()); });`;

/** Starts the service and waits until it serves. */
export async function startServiceProcess({ target, port, settings = {} }: ServiceOptions): Promise<ServiceProcess> {
  const program = new URL('../dist/main.js', import.meta.url).pathname;
  const data = 'dataDir' in target ? { PCRM_DATA_DIR: target.dataDir } : { DATABASE_URL: target.databaseUrl };
  const env = {
    ...data,
    PCRM_SECRET: BAR_SECRET,
    PORT: String(port),
    GRAPHIQL: 'off',
    COST_PER_MINUTE: '0',
    LOG_LEVEL: 'info',
    ...settings,
  };
  const child = spawn(process.execPath, ['--expose-gc', '--import', collector, program], {
    env,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const lines = createInterface({ input: child.stdout! });
  const url = await new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      const { msg, url: served } = JSON.parse(line) as { readonly msg: string; readonly url: string };
      if (msg === 'serving') resolve(served);
    });
    void exited.then(([code]) => reject(new Error(`The service ended with exit code ${code} before it served.`)));
  });
  return {
    url,
    pid: child.pid ?? 0,
    memory: async () => {
      const told = once(child, 'message') as Promise<[NodeJS.MemoryUsage]>;
      child.send('collect');
      const [{ heapUsed, external, rss }] = await told;
      return { aliveMb: (heapUsed + external) / 1024 ** 2, residentMb: rss / 1024 ** 2 };
    },
    end: async (signal) => {
      child.kill(signal);
      return (await exited)[0];
    },
  };
}
