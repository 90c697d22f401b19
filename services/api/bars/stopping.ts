import type { Bar } from './bar.js';
import { startLoad } from './load.js';
import { freePort, startServiceProcess } from './service-process.js';
import { compare, prepareWriter } from './writers.js';

const TIMES = 10;

/** What holds when the service is told to stop while eight clients write. */
export const stoppingBars: readonly Bar[] = [
  {
    name: 'SIGTERM under load',
    demanded: `no accepted request dropped, exit within 10 s, ${TIMES} times`,
    measure: async ({ databaseUrl, pcrm, actors }) => {
      const writer = await prepareWriter(pcrm, actors.staff);
      const sums = { answered: 0, untold: 0, bad: 0, longestMs: 0 };
      const dropped: (string | undefined)[] = [];
      for (let time = 0; time < TIMES; time += 1) {
        const service = await startServiceProcess({ target: { databaseUrl }, port: await freePort() });
        const name = `stopping ${time}`;
        const load = startLoad({ ...writer, url: service.url }, name);
        await load.more(100);
        const told = performance.now();
        const exitCode = await service.end('SIGTERM');
        sums.longestMs = Math.max(sums.longestMs, performance.now() - told);
        await load.abandon();
        if (exitCode !== 0) sums.bad += 1;
        sums.answered += load.acknowledged.size;
        // Connections that are refused were never accepted; whatever else had no answer was.
        dropped.push(...load.failures.map(({ unanswered }) => unanswered).filter((code) => code !== 'ECONNREFUSED'));
        sums.untold += (await compare(pcrm, load, name)).untold;
      }
      const { answered, untold, bad, longestMs } = sums;
      return {
        measured: `${answered} answered, ${dropped.length} dropped${dropped.map((code) => ` (${code})`).join('')}, ${untold} written and not answered; exit after ${(longestMs / 1000).toFixed(1)} s at most, ${bad} with an error`,
        passed: dropped.length + untold + bad === 0 && longestMs <= 10_000,
      };
    },
  },
];
