import { setTimeout } from 'node:timers/promises';
import { StaleVersion } from '@pcrm/core';
import type { Bar } from './bar.js';
import { logOnce, type Failure } from './load.js';
import { freePort, startServiceProcess } from './service-process.js';
import { prepareWriter } from './writers.js';

const WRITERS = 20;
const KEYS = 1_000;
const REQUESTS = 5;
// As many keys at a time as come to fifty requests.
const KEYS_AT_A_TIME = 10;

/** What holds when many write at once. */
export const concurrencyBars: readonly Bar[] = [
  {
    name: '20 writers on one version',
    demanded: '1 wins, 19 get STALE_VERSION',
    measure: async ({ pcrm, actors }) => {
      const office = pcrm.as(actors.staff);
      const { id, version } = await office.registerStakeholder({
        kind: 'ORGANIZATION',
        name: '인천광역시의회',
        categories: ['CITY_COUNCIL'],
      });
      const writes = Array.from({ length: WRITERS }, (_, writer) =>
        office.reviseStakeholder({ id, version, name: `인천광역시의회 ${writer}` }),
      );
      const ends = await Promise.allSettled(writes);
      const won = ends.filter(({ status }) => status === 'fulfilled').length;
      const stale = ends.filter((end) => end.status === 'rejected' && end.reason instanceof StaleVersion).length;
      return { measured: `${won} won, ${stale} stale`, passed: won === 1 && stale === WRITERS - 1 };
    },
  },
  {
    name: `Idempotency: ${KEYS} keys, ${REQUESTS} times in parallel`,
    demanded: `${KEYS} records, each told to all ${REQUESTS}`,
    measure: async ({ databaseUrl, pcrm, actors }) => {
      const service = await startServiceProcess({ target: { databaseUrl }, port: await freePort() });
      const writer = { ...(await prepareWriter(pcrm, actors.staff)), url: service.url };
      const refusals: Failure[] = [];
      // As a client does that is told that its first request is still running.
      const untilLogged = async (subject: string): Promise<string> => {
        for (;;) {
          const end = await logOnce(writer, subject);
          if (typeof end === 'string') return end;
          refusals.push(end);
          await setTimeout(20);
        }
      };
      const idsByKey: Set<string>[] = [];
      for (let first = 0; first < KEYS; first += KEYS_AT_A_TIME) {
        const ofKeys = Array.from({ length: KEYS_AT_A_TIME }, async (_, index) => {
          const ids = await Promise.all(Array.from({ length: REQUESTS }, () => untilLogged(`once ${first + index}`)));
          return new Set(ids);
        });
        idsByKey.push(...(await Promise.all(ofKeys)));
      }
      await service.end('SIGTERM');
      const records = await pcrm.db.engagement.count({ where: { subject: { startsWith: 'once ' } } });
      const told = new Set(idsByKey.flatMap((ids) => [...ids])).size;
      const running = refusals.filter(({ answered }) => answered?.code === 'ConflictError').length;
      const busy = refusals.filter(({ answered }) => answered?.code === 'UNAVAILABLE').length;
      return {
        measured: `${records} records, ${told} ids told; ${running} were told that the first is running, ${busy} that the database is busy, ${refusals.length - running - busy} something else`,
        passed: records === KEYS && told === KEYS && idsByKey.every((ids) => ids.size === 1) && refusals.length === running + busy,
      };
    },
  },
];
