import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openPcrm, type DatabaseTarget, type Pcrm } from '@pcrm/core';
import { addActors, BAR_SECRET } from './bar-database.js';
import type { Bar, Measurement } from './bar.js';
import { startLoad, type Writer } from './load.js';
import { freePort, startServiceProcess } from './service-process.js';
import { compare, prepareWriter } from './writers.js';

const KILLS = 50;
const demanded = `no acknowledged write lost, none doubled, ${KILLS} times`;

/** What holds when the service is killed in the middle of writes, with eight clients. */
export const serviceKilledBars: readonly Bar[] = [
  {
    name: 'SIGKILL of the service, on PostgreSQL',
    demanded,
    measure: async ({ databaseUrl, pcrm, actors }) =>
      killOverAndOver({ databaseUrl }, await prepareWriter(pcrm, actors.staff), (use) => use(pcrm)),
  },
  {
    name: 'SIGKILL of the service, on the embedded database',
    demanded,
    measure: async () => {
      const dataDir = await mkdtemp(join(tmpdir(), 'pcrm-bar-'));
      // Its folder is locked while the service runs.
      const whileOpen: WhileOpen = async (use) => {
        const pcrm = await openPcrm({ dataDir }, { secret: BAR_SECRET });
        try {
          return await use(pcrm);
        } finally {
          await pcrm.close();
        }
      };
      try {
        const writer = await whileOpen(async (pcrm) => prepareWriter(pcrm, (await addActors(pcrm)).staff));
        return await killOverAndOver({ dataDir }, writer, whileOpen);
      } finally {
        await rm(dataDir, { recursive: true });
      }
    },
  },
];

type WhileOpen = <Result>(use: (pcrm: Pcrm) => Promise<Result>) => Promise<Result>;

async function killOverAndOver(target: DatabaseTarget, prepared: Omit<Writer, 'url'>, whileOpen: WhileOpen): Promise<Measurement> {
  const port = await freePort();
  let service = await startServiceProcess({ target, port });
  const load = startLoad({ ...prepared, url: service.url }, 'killed');
  try {
    for (let kill = 0; kill < KILLS; kill += 1) {
      await load.more(10 + Math.floor(30 * Math.random()));
      // A moment later, so that it strikes anywhere between two acknowledgements.
      await setTimeout(30 * Math.random());
      await service.end('SIGKILL');
      service = await startServiceProcess({ target, port });
    }
    await load.stop();
  } finally {
    await load.abandon();
    await service.end('SIGTERM');
  }
  const { lost, doubled, untold } = await whileOpen((pcrm) => compare(pcrm, load, 'killed'));
  const unanswered = load.failures.filter((failure) => failure.unanswered !== 'ECONNREFUSED').length;
  return {
    measured: `${lost} of ${load.acknowledged.size} lost, ${doubled} doubled; ${unanswered} were cut off and sent again`,
    passed: lost + doubled + untold === 0 && unanswered > 0,
  };
}
