import { setTimeout } from 'node:timers/promises';
import { createLogger } from '../src/logger.js';
import { startIdentityProvider } from '../src/oidc/testing-identity-provider.js';
import { tokenAttacks } from '../src/oidc/testing-token-attacks.js';
import { createServer, type ServerParts } from '../src/server.js';
import { subscribeTo } from '../src/testing-streams.js';
import { post } from '../src/testing.js';
import type { Bar } from './bar.js';
import { freePort, startServiceProcess } from './service-process.js';

const logger = createLogger('silent');
const query = '{ viewer { name } }';
const SUBJECT = '0f8fad5b-d9cb-469f-a165-70867728950e';

const ROTATIONS = 20;
const TIMES = 10;
const CLIENTS = 8;

/** A server without a socket, as what is posted to. */
function serve(parts: Pick<ServerParts, 'pcrm' | 'tokens'>) {
  const server = createServer({ ...parts, logger, graphiql: false });
  return (url: string, init: RequestInit) => server.fetch(url, init);
}

/** Who asks. */
export const identityBars: readonly Bar[] = [
  {
    name: 'access token attacks',
    demanded: 'all refused, with one answer',
    measure: async ({ pcrm, actors }) => {
      const provider = await startIdentityProvider(SUBJECT, pcrm.now);
      try {
        const fetch = serve({ pcrm, tokens: provider.settings });
        await pcrm.as(actors.admin).linkAccount({ actorId: actors.admin.id, issuer: provider.settings.issuer, subject: SUBJECT });
        const answerTo = async (token: string | undefined) => {
          const { status, body } = await post(fetch, token, { query });
          return `${status} ${body.errors?.map(({ message, extensions }) => `${String(extensions['code'])} ${message}`).join()}`;
        };
        const refusal = await answerTo(undefined);
        const attacks = tokenAttacks(provider, pcrm.now());
        const answers = await Promise.all(attacks.map(([, token]) => answerTo(token)));
        const refused = answers.filter((answer) => answer === refusal && answer.startsWith('401 UNAUTHENTICATED')).length;
        const genuine = await Promise.all(provider.settings.algorithms.map((alg) => answerTo(provider.token({}, { alg }))));
        const taken = genuine.filter((answer) => answer.startsWith('200')).length;
        return {
          measured: `${refused} of ${attacks.length} refused, ${taken} of ${genuine.length} genuine ones taken`,
          passed: refused === attacks.length && attacks.length >= 30 && taken === genuine.length,
        };
      } finally {
        await provider.close();
      }
    },
  },
  {
    name: 'API key rotation under load',
    demanded: 'no 401',
    measure: async ({ pcrm, actors }) => {
      const fetch = serve({ pcrm });
      const office = pcrm.as(actors.staff);
      let key = await office.issueApiKey({ label: 'rotated' });
      const rotating = new AbortController();
      const statuses: number[] = [];
      const client = async () => {
        while (!rotating.signal.aborted) statuses.push((await post(fetch, key.secret, { query })).status);
      };
      const clients = Array.from({ length: CLIENTS }, client);
      for (let rotation = 0; rotation < ROTATIONS; rotation += 1) key = await office.rotateApiKey({ id: key.id, overlapMinutes: 1 });
      rotating.abort();
      await Promise.all(clients);
      const refused = statuses.filter((status) => status !== 200).length;
      return {
        measured: `${refused} refused of ${statuses.length} requests during ${ROTATIONS} rotations`,
        passed: refused === 0 && statuses.length > ROTATIONS,
      };
    },
  },
  {
    name: 'access after a key is revoked or its actor disabled',
    demanded: 'by another process: the next request is refused, and an open stream ends, within 1 s',
    measure: async ({ databaseUrl, pcrm, actors }) => {
      const service = await startServiceProcess({ target: { databaseUrl }, port: await freePort() });
      const admin = pcrm.as(actors.admin);
      const untilOut = async (end: (key: { id: string; actorId: string }) => Promise<unknown>) => {
        const actor = await admin.addActor({ kind: 'STAFF', name: 'leaves', role: 'STAFF' });
        const key = await admin.issueApiKey({ actorId: actor.id, label: 'ended' });
        const stream = await subscribeTo(service.url, { key: key.secret, query: 'subscription { engagementLogged { id } }' });
        const ask = async () => (await post(fetch, key.secret, { query }, service.url)).status;
        // What is remembered of the key is as fresh as it can be.
        if (!stream.response.ok || (await ask()) !== 200) throw new Error('The key does not open anything.');
        await end(key);
        const ended = performance.now();
        const since = () => performance.now() - ended;
        const streamMs = stream.ended.then(since);
        while ((await ask()) !== 401 && since() < 5_000) await setTimeout(5);
        const requestMs = since();
        return [requestMs, await Promise.race([streamMs, setTimeout(5_000, Infinity)])];
      };
      try {
        const revoked: number[][] = [];
        const disabled: number[][] = [];
        for (let time = 0; time < TIMES; time += 1) {
          revoked.push(await untilOut(({ id }) => admin.revokeApiKey({ id })));
          disabled.push(await untilOut(({ actorId }) => admin.reviseActor({ id: actorId, version: 1, disabled: true })));
        }
        const longest = (of: readonly number[][]) => [0, 1].map((place) => Math.ceil(Math.max(...of.map((times) => times[place]!))));
        const [ofKey, ofActor] = [longest(revoked), longest(disabled)];
        const told = ([request, stream]: number[]) => `request ${request} ms, stream ${stream} ms`;
        return {
          measured: `${TIMES} times each, the longest: revoked ${told(ofKey)}; disabled ${told(ofActor)}`,
          passed: [...ofKey, ...ofActor].every((ms) => ms < 1_000),
        };
      } finally {
        await service.end('SIGTERM');
      }
    },
  },
];
