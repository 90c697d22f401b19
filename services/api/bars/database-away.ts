import { setTimeout } from 'node:timers/promises';
import type { Bar } from './bar.js';
import { startLoad, type Failure, type Load, type Writer } from './load.js';
import { withOwnPostgres } from './own-postgres.js';
import { freePort, startServiceProcess } from './service-process.js';
import { compare, prepareWriter } from './writers.js';

const KILLS = 20;

/** What holds when the PostgreSQL server goes away under load, and comes again. */
export const databaseAwayBars = (serverUrl: string): readonly Bar[] => [
  {
    name: 'SIGKILL of PostgreSQL under load',
    demanded: `none lost, none doubled, answering within 10 s of its return by itself, ${KILLS} times`,
    measure: ({ databaseUrl, pcrm, actors }) =>
      withOwnPostgres(serverUrl, async (postgres) => {
        const writer = await prepareWriter(pcrm, actors.staff);
        let longestMs = 0;
        const load = await underLoad(databaseUrl, writer, async (running) => {
          for (let kill = 0; kill < KILLS; kill += 1) {
            await running.more(20 + Math.floor(40 * Math.random()));
            await setTimeout(30 * Math.random());
            await postgres.kill();
            await postgres.start();
            const returned = performance.now();
            await running.more(1);
            longestMs = Math.max(longestMs, performance.now() - returned);
          }
        });
        const { lost, doubled, untold } = await compare(pcrm, load, 'away');
        const untyped = load.failures.filter((failure) => !saysUnavailable(failure)).length;
        return {
          measured: `${lost} of ${load.acknowledged.size} lost, ${doubled} doubled, answering after ${seconds(longestMs)} at most; ${untyped} of ${load.failures.length} errors were not UNAVAILABLE`,
          passed: lost + doubled + untold + untyped === 0 && longestMs <= 10_000 && load.failures.length > 0,
        };
      }),
  },
  {
    name: 'PostgreSQL restarted under load',
    demanded: 'errors only while it is away and 5 s after, all UNAVAILABLE with Retry-After; readiness follows within 2 s',
    measure: ({ databaseUrl, pcrm, actors }) =>
      withOwnPostgres(serverUrl, async (postgres) => {
        const writer = await prepareWriter(pcrm, actors.staff);
        const at = { stopping: 0, stopped: 0, starting: 0, returned: 0, unready: 0, ready: 0 };
        const load = await underLoad(databaseUrl, writer, async (running, url) => {
          await running.more(200);
          at.stopping = performance.now();
          await postgres.stop();
          at.stopped = performance.now();
          at.unready = await when(() => isReady(url), false);
          await setTimeout(3_000);
          at.starting = performance.now();
          await postgres.start();
          at.returned = performance.now();
          at.ready = await when(() => isReady(url), true);
          await setTimeout(Math.max(0, at.returned + 5_000 - performance.now()));
          await running.more(500);
        });
        const late = load.failures.filter((failure) => failure.at < at.stopping || failure.at > at.returned + 5_000).length;
        const untyped = load.failures.filter((failure) => !saysUnavailable(failure)).length;
        const last = Math.max(0, ...load.failures.map((failure) => failure.at - at.returned));
        const [unreadyMs, readyMs] = [at.unready - at.stopped, at.ready - at.returned];
        const { lost, doubled, untold } = await compare(pcrm, load, 'away');
        return {
          measured: `${load.failures.length} errors, ${late} before or later, the last ${seconds(last)} after its return, ${untyped} not UNAVAILABLE; unready after ${seconds(unreadyMs)}, ready after ${seconds(readyMs)}; ${lost} of ${load.acknowledged.size} lost`,
          passed: late + untyped + lost + doubled + untold === 0 && load.failures.length > 0 && unreadyMs <= 2_000 && readyMs <= 2_000,
        };
      }),
  },
];

/** Runs the work while eight clients write through a service, and lets them finish. */
async function underLoad(
  databaseUrl: string,
  writer: Omit<Writer, 'url'>,
  work: (load: Load, url: string) => Promise<void>,
): Promise<Load> {
  const service = await startServiceProcess({ target: { databaseUrl }, port: await freePort() });
  const load = startLoad({ ...writer, url: service.url }, 'away');
  try {
    await work(load, service.url);
    await load.stop();
    return load;
  } finally {
    await load.abandon();
    await service.end('SIGTERM');
  }
}

function saysUnavailable({ answered }: Failure): boolean {
  return answered?.status === 503 && answered.code === 'UNAVAILABLE' && /^\d+$/u.test(answered.retryAfter ?? '');
}

async function isReady(url: string): Promise<boolean> {
  return (await fetch(new URL('/readyz', url))).ok;
}

/** When it became so. */
async function when(look: () => Promise<boolean>, expected: boolean): Promise<number> {
  while ((await look()) !== expected) await setTimeout(20);
  return performance.now();
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
