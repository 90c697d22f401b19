import { createLogger } from '../src/logger.js';
import { startIdentityProvider } from '../src/oidc/testing-identity-provider.js';
import { tokenAttacks } from '../src/oidc/testing-token-attacks.js';
import { createServer, type ServerParts } from '../src/server.js';
import { post } from '../src/testing.js';
import type { Bar } from './bar.js';

const logger = createLogger('silent');
const query = '{ viewer { name } }';
const SUBJECT = '0f8fad5b-d9cb-469f-a165-70867728950e';

const ROTATIONS = 20;
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
    demanded: 'ends within 1 s',
    measure: async ({ pcrm, actors }) => {
      const fetch = serve({ pcrm });
      const admin = pcrm.as(actors.admin);
      const untilRefused = async (end: (key: { id: string; actorId: string }) => Promise<unknown>) => {
        const actor = await admin.addActor({ kind: 'STAFF', name: 'leaves', role: 'STAFF' });
        const key = await admin.issueApiKey({ actorId: actor.id, label: 'ended' });
        const open = (await pcrm.authenticate(key.secret))!;
        await end(key);
        const ended = performance.now();
        const isOut = async () => (await pcrm.revalidate(open)) === undefined && (await post(fetch, key.secret, { query })).status === 401;
        while (!(await isOut())) if (performance.now() - ended > 5_000) break;
        return performance.now() - ended;
      };
      const times = [
        await untilRefused(({ id }) => admin.revokeApiKey({ id })),
        await untilRefused(({ actorId }) => admin.reviseActor({ id: actorId, version: 1, disabled: true })),
      ];
      return { measured: times.map((ms) => `${Math.ceil(ms)} ms`).join(', '), passed: times.every((ms) => ms < 1_000) };
    },
  },
];
