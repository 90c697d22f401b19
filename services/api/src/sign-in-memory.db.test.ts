import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLogger } from './logger.js';
import { startIdentityProvider, type TestIdentityProvider } from './oidc/testing-identity-provider.js';
import { createServer } from './server.js';
import { post, useTestServer, type Served } from './testing.js';

const t = useTestServer();
const SUBJECT = '0f8fad5b-d9cb-469f-a165-70867728950e';
let provider: TestIdentityProvider;
let server: Served;
let looked: number;
beforeAll(async () => {
  provider = await startIdentityProvider(SUBJECT, t.pcrm.now);
  const pcrm: typeof t.pcrm = {
    ...t.pcrm,
    authenticate: (key) => ((looked += 1), t.pcrm.authenticate(key)),
    authenticateAccount: (account) => ((looked += 1), t.pcrm.authenticateAccount(account)),
  };
  server = createServer({ pcrm, logger: createLogger('silent'), graphiql: false, tokens: provider.settings });
});
afterAll(() => provider.close());

const ask = async (credential: string) => (await post(server.fetch, credential, { query: '{ viewer { name role } }' })).status;

test.each(['key', 'token'])('requests with the same %s within half a second are looked up once', async (kind) => {
  const account = await t.admin.linkAccount({ actorId: t.actors.viewer.id, issuer: provider.settings.issuer, subject: SUBJECT });
  const credential = kind === 'key' ? (await t.issueKey(t.actors.viewer)).secret : provider.token();
  looked = 0;
  const started = performance.now();
  for (const _again of [1, 2, 3]) expect(await ask(credential)).toBe(200);
  expect(looked).toBeLessThanOrEqual(1 + Math.floor((performance.now() - started) / 500));
  await t.admin.unlinkAccount({ id: account.id });
});

// What another process does, this one hears of from the database alone.
test.each([
  [
    'revokes the key',
    async (keyId: string) => t.database.client.apiKey.update({ where: { id: keyId }, data: { revokedAt: t.pcrm.now() } }),
  ],
  [
    'disables the actor',
    async (_keyId: string, actorId: string) =>
      t.database.client.actor.update({ where: { id: actorId }, data: { disabledAt: t.pcrm.now() } }),
  ],
])('when another process %s, nothing opens after a second', async (_what, change) => {
  const { id: actorId } = await t.admin.addActor({ kind: 'STAFF', name: '퇴직자', role: 'STAFF' });
  const { id, secret } = await t.pcrm.as(t.actors.admin).issueApiKey({ actorId, label: 'test' });
  expect(await ask(secret)).toBe(200);
  await change(id, actorId);
  await expect.poll(() => ask(secret), { timeout: 1_000, interval: 20 }).toBe(401);
});

test('a role that this process changes holds with the next request', async () => {
  const { id: actorId } = await t.admin.addActor({ kind: 'STAFF', name: '승진', role: 'VIEWER' });
  const { secret } = await t.issueKey({ ...t.actors.viewer, id: actorId });
  const role = async () => (await post(server.fetch, secret, { query: '{ viewer { role } }' })).body.data;
  expect(await role()).toEqual({ viewer: { role: 'VIEWER' } });
  await t.admin.reviseActor({ id: actorId, version: 1, role: 'MANAGER' });
  expect(await role()).toEqual({ viewer: { role: 'MANAGER' } });
});

test('that a key is used is kept to the minute', async () => {
  const { id, secret } = await t.issueKey(t.actors.staff);
  const used = async () => (await t.database.client.apiKey.findUniqueOrThrow({ where: { id } })).lastUsedAt?.toISOString();
  await ask(secret);
  expect(await used()).toBe('2012-12-12T03:00:00.000Z');
  t.setNow('2012-12-12T03:01:00Z');
  await expect.poll(async () => (await ask(secret), used()), { timeout: 1_000, interval: 50 }).toBe('2012-12-12T03:01:00.000Z');
});
