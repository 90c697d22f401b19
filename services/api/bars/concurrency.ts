import { StaleVersion } from '@pcrm/core';
import type { Bar } from './bar.js';

const WRITERS = 20;

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
];
