import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLogger } from '../logger.js';
import { createServer } from '../server.js';
import { post, useTestServer, type Served } from '../testing.js';
import { startIdentityProvider, type TestIdentityProvider } from './testing-identity-provider.js';
import { tokenAttacks } from './testing-token-attacks.js';

const t = useTestServer();
const SUBJECT = '0f8fad5b-d9cb-469f-a165-70867728950e';
let provider: TestIdentityProvider;
let server: Served;

beforeAll(async () => {
  provider = await startIdentityProvider(SUBJECT, t.pcrm.now);
  server = startServer();
  await t.admin.linkAccount({ actorId: t.actors.staff.id, issuer: provider.settings.issuer, subject: SUBJECT });
});
afterAll(() => provider.close());

function startServer() {
  return createServer({ pcrm: t.pcrm, logger: createLogger('silent'), graphiql: false, tokens: provider.settings });
}

const query = '{ viewer { name credential { kind } } }';
const asStaff = { data: { viewer: { name: 'staff', credential: { kind: 'ACCESS_TOKEN' } } } };

/** What a caller is told, but for the id of the request. */
async function answerTo(credential: string | undefined, at: Served = server) {
  const { status, headers, body } = await post(at.fetch, credential, { query });
  const { errors, ...rest } = body;
  const told = errors?.map(({ message, extensions }) => ({ message, extensions: { ...extensions, requestId: undefined } }));
  return { status, authenticate: headers.get('www-authenticate'), body: { ...rest, ...(told && { errors: told }) } };
}

describe('an access token', () => {
  test.each(['RS256', 'PS256', 'ES256', 'EdDSA'])('signed with %s signs in whoever its account is linked to', async (alg) => {
    expect((await answerTo(provider.token({}, { alg }))).body).toEqual(asStaff);
  });

  test.each([
    ['the whole name of its type', {}, { typ: 'application/at+jwt' }],
    ['its audience as a list of one', { aud: ['pcrm'] }, {}],
    ['a clock that is 5 s behind', { iat: Date.parse('2012-12-12T03:00:05Z') / 1_000 }, {}],
    ['claims that nobody asks for', { roles: ['ADMIN'], scope: 'access:write', email: 'admin@example.go.kr' }, {}],
    ['a thumbprint', {}, { x5t: 'abc' }],
  ])('with %s is good', async (_what, claims, header) => {
    expect((await answerTo(provider.token(claims, header))).body).toEqual(asStaff);
  });

  test('that is not good is refused with the one answer that nothing gets, whatever is wrong with it', async () => {
    const refusal = await answerTo(undefined);
    expect(refusal).toMatchObject({ status: 401, authenticate: 'Bearer', body: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] } });
    const attacks = tokenAttacks(provider, t.pcrm.now());
    expect(attacks).toHaveLength(98);
    const answers = await Promise.all(attacks.map(async ([what, token]) => [what, await answerTo(token)] as const));
    expect(answers.filter(([, answer]) => JSON.stringify(answer) !== JSON.stringify(refusal))).toEqual([]);
  });

  test('does not sign in where no identity provider is set', async () => {
    expect(await answerTo(provider.token(), t.server)).toMatchObject({ status: 401 });
  });

  test('signs in nobody from the next request on, once its account is unlinked', async () => {
    const actor = await t.admin.addActor({ kind: 'STAFF', name: '주무관', role: 'VIEWER' });
    const linked = await t.admin.linkAccount({ actorId: actor.id, issuer: provider.settings.issuer, subject: 'u-2' });
    const token = provider.token({ sub: 'u-2' });
    expect(await answerTo(token)).toMatchObject({ status: 200 });
    await t.admin.unlinkAccount({ id: linked.id });
    expect(await answerTo(token)).toMatchObject({ status: 401 });
  });
});

describe('an identity provider whose keys cannot be read', () => {
  test.each([
    ['answers with an error', { status: 500 }],
    ['answers with something else', { status: 200, body: '<html>' }],
    ['answers without keys', { status: 200, body: '{}' }],
  ])('since it %s: the caller is told to come back, and API keys are good', async (_what, answer) => {
    provider.answer = answer;
    const fresh = startServer();
    const token = provider.token();
    const { status, headers, body } = await post(fresh.fetch, token, { query });
    expect({ status, retryAfter: headers.get('retry-after'), body }).toMatchObject({
      status: 503,
      retryAfter: '2',
      body: { errors: [{ message: expect.stringContaining('identity provider') as string, extensions: { code: 'UNAVAILABLE' } }] },
    });
    expect(await answerTo(t.keys.staff, fresh)).toMatchObject({ status: 200 });
    // What is no token at all is refused without asking.
    expect(await answerTo('nonsense', fresh)).toMatchObject({ status: 401 });
    provider.answer = { status: 200 };
    expect((await answerTo(token, fresh)).body).toEqual(asStaff);
  });
});
