import pg from 'pg';
import type { Bar } from './bar.js';
import { post, type Answer } from './load.js';
import { freePort, startServiceProcess } from './service-process.js';
import { prepareWriter } from './writers.js';

const CONNECTIONS = 4;
const WAITING = 20;
const CALLERS = 100;

interface Timed {
  readonly end: Answer<{ readonly errors?: readonly { readonly extensions: { readonly code: unknown } }[] }> | string;
  readonly ms: number;
}

/** What holds when every connection to the database is taken. */
export const exhaustedPoolBars: readonly Bar[] = [
  {
    name: 'Pool exhausted',
    demanded: `of ${CALLERS} callers ${WAITING} wait at most, all get UNAVAILABLE within 2 s, and it recovers within 1 s`,
    measure: async ({ databaseUrl, pcrm, actors }) => {
      const { key } = await prepareWriter(pcrm, actors.staff);
      const settings = { DATABASE_CONNECTIONS: String(CONNECTIONS), DATABASE_WAITING: String(WAITING) };
      const service = await startServiceProcess({ target: { databaseUrl }, port: await freePort(), settings });
      const ask = async (query: string): Promise<Timed> => {
        const started = performance.now();
        const end: Timed['end'] = await post({ url: service.url, key }, { query });
        return { end, ms: performance.now() - started };
      };
      try {
        const letGo = await takeEveryConnection(databaseUrl, () => void ask(register));
        const refused = await Promise.all(Array.from({ length: CALLERS }, () => ask(read)));
        await letGo();
        const freed = performance.now();
        while (!isAnswered(await ask(read))) if (performance.now() - freed > 10_000) break;
        const recoveredMs = performance.now() - freed;
        const unavailable = refused.filter(saysUnavailable).length;
        // Those who waited, waited for as long as they may: 1.5 s.
        const waited = refused.filter(({ ms }) => ms >= 1_500).length;
        const longestMs = Math.max(...refused.map(({ ms }) => ms));
        return {
          measured: `${unavailable} UNAVAILABLE within ${Math.round(longestMs)} ms, ${waited} of them waited; recovered after ${Math.round(recoveredMs)} ms`,
          passed: unavailable === CALLERS && waited <= WAITING && waited > 0 && longestMs <= 2_000 && recoveredMs <= 1_000,
        };
      } finally {
        await service.end('SIGTERM');
      }
    },
  },
];

// Whoever signed in a moment ago is let in without a look, so that it takes a query to need a connection.
const read = '{ engagements(first: 1) { edges { cursor } } }';

const register = 'mutation { registerStakeholder(input: { kind: PERSON, name: "기다림" }) { __typename } }';

/** Has every connection of the service wait for a table, until the returned function is called. */
async function takeEveryConnection(databaseUrl: string, wait: () => void): Promise<() => Promise<void>> {
  const holder = new pg.Client({ connectionString: databaseUrl });
  await holder.connect();
  await holder.query('BEGIN');
  await holder.query('LOCK TABLE "Stakeholder" IN ACCESS EXCLUSIVE MODE');
  for (let connection = 0; connection < CONNECTIONS; connection += 1) wait();
  for (let waiting = 0; waiting < CONNECTIONS;) {
    const { rows } = await holder.query<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM pg_locks WHERE NOT granted AND relation = '"Stakeholder"'::regclass`,
    );
    waiting = rows[0]?.waiting ?? 0;
  }
  return async () => {
    await holder.query('ROLLBACK');
    await holder.end();
  };
}

function saysUnavailable({ end }: Timed): boolean {
  return (
    typeof end !== 'string' && end.status === 503 && end.body.errors?.[0]?.extensions.code === 'UNAVAILABLE' && end.retryAfter !== null
  );
}

function isAnswered({ end }: Timed): boolean {
  return typeof end !== 'string' && end.status === 200;
}
