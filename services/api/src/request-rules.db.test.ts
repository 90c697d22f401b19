import { expect, test } from 'vitest';
import { createLogger } from './logger.js';
import type { ServerParts } from './server.js';
import { post, read, serve, useTestServer, type Served } from './testing.js';

const t = useTestServer();
const logger = createLogger('silent', { write: () => {} });
const serverWith = (parts: Partial<ServerParts>) => serve({ pcrm: t.pcrm, logger, graphiql: false, ...parts });
const viewer = { query: '{ viewer { name } }' };
const url = 'http://localhost/graphql';

/** A request as it comes over a socket from an address. */
async function from(server: Served, address: string, key: string | undefined, operation: object = viewer) {
  const headers = { 'content-type': 'application/json', ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) };
  const init = { method: 'POST', headers, body: JSON.stringify(operation) };
  return read(await server.fetch(url, init, { req: { socket: { remoteAddress: address } } }));
}

test('what an operation costs and what is left of the minute stand in the headers and in the schema', async () => {
  const server = serverWith({ costPerMinute: 1_000 });
  const query = '{ allowance { cost costLimit limit remaining resetsAt } stakeholders(first: 20) { totalCount edges { node { id } } } }';
  // allowance 1 + 5, stakeholders 2 + 20 × (total 10 + edges 1 + node 1 + id 1).
  const { headers, body } = await post(server.fetch, t.keys.staff, { query });
  const { allowance } = body.data as { allowance: Record<string, unknown> };
  expect(allowance).toEqual({ cost: 268, costLimit: 20_000, limit: 1_000, remaining: 732, resetsAt: expect.any(String) });
  expect(headers.get('x-query-cost')).toBe('268');
  expect(headers.get('ratelimit-policy')).toBe('"cost";q=1000;w=60');
  expect(headers.get('ratelimit')).toMatch(/^"cost";r=732;t=(?:60|[1-5]?\d)$/u);
  const next = await post(server.fetch, t.keys.staff, { query, variables: {} });
  expect(next.headers.get('ratelimit')).toMatch(/^"cost";r=464;/u);
  expect((await post(server.fetch, t.keys.viewer, { query })).headers.get('ratelimit')).toMatch(/^"cost";r=732;/u);
});

test('whoever has used up a minute waits, and nobody else does', async () => {
  const server = serverWith({ costPerMinute: 500 });
  const query = '{ stakeholders(first: 100) { edges { node { id } } } }';
  expect((await post(server.fetch, t.keys.staff, { query })).status).toBe(200);
  const register =
    'mutation { registerStakeholder(input: { kind: PERSON, name: "너무 많이" }) { __typename ... on RegisterStakeholderSuccess { data { id name note categories createdAt } } } }';
  const many = `{ ${Array.from({ length: 5 }, (_, index) => `a${index}: stakeholders(first: 20) { edges { node { id } } }`).join(' ')} }`;
  const refused = await post(server.fetch, t.keys.staff, { query: many });
  const seconds = Number(refused.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(60);
  expect(refused).toMatchObject({
    status: 429,
    body: {
      errors: [
        {
          message: expect.stringMatching(/of the 500 of this minute 0 are left\. Wait \d+ s/u),
          extensions: { code: 'RATE_LIMITED', maximum: 500, retryAfterSeconds: seconds },
        },
      ],
    },
  });
  expect((await post(server.fetch, t.keys.staff, { query: register })).status).toBe(429);
  expect(await t.database.client.stakeholder.count({ where: { name: '너무 많이' } })).toBe(0);
  expect((await post(server.fetch, t.keys.manager, { query })).status).toBe(200);
});

test.each([
  ['over a limit', { query: `{ ${'viewer { name } '.repeat(200)} }` }],
  ['no GraphQL', { query: '{ viewer' }],
  ['not in the schema', { query: '{ nonsense }' }],
  ['no operation', {}],
  ['too deep', { query: '{ viewer { name } }', variables: JSON.parse(`${'['.repeat(30)}${']'.repeat(30)}`) }],
  [
    'too expensive',
    { query: '{ stakeholders(first: 100) { edges { node { engagements(first: 100) { edges { node { id subject } } } } } } }' },
  ],
])('what is %s costs too, and of whoever has nothing left nothing is looked at', async (_what, operation) => {
  const server = serverWith({ costPerMinute: 1_200 });
  const send = (given: object | string) => post(server.fetch, t.keys.staff, given);
  for (const left of [700, 200]) {
    const { headers, body } = await send(operation);
    expect(body.errors[0]?.extensions['code']).not.toBe('RATE_LIMITED');
    expect(headers.get('ratelimit')).toMatch(new RegExp(`^"cost";r=${left};`, 'u'));
  }
  expect((await send(viewer)).headers.get('ratelimit')).toMatch(/^"cost";r=\d+;/u);
  expect((await send(operation)).body.errors[0]?.extensions['code']).not.toBe('RATE_LIMITED');
  const { status, headers, body } = await send('{');
  expect({ status, body }).toMatchObject({ status: 429, body: { errors: [{ extensions: { code: 'RATE_LIMITED', maximum: 1_200 } }] } });
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await post(server.fetch, t.keys.viewer, viewer)).status).toBe(200);
});

test('pages of pages cost what they may hold, and too much of it is refused', async () => {
  const query = '{ stakeholders(first: 100) { edges { node { engagements(first: 100) { edges { node { id subject } } } } } } }';
  const { headers, body } = await post(serverWith({}).fetch, t.keys.staff, { query });
  // 2 + 100 × (edges 1 + node 1 + 2 + 100 × (1 + 1 + 2)).
  expect(body.errors).toMatchObject([{ extensions: { code: 'LIMIT_EXCEEDED', limit: 'cost', maximum: 20_000, found: 40_402 } }]);
  expect(headers.get('x-query-cost')).toBe('40402');
  expect(headers.get('ratelimit')).toBeNull();
});

test('the whole schema is not for nothing', async () => {
  const { headers } = await post(serverWith({}).fetch, t.keys.staff, { query: '{ __schema { queryType { name } } }' });
  expect(headers.get('x-query-cost')).toBe('501');
});

test('from an address that fails to sign in too often nothing is looked up any more, but who signed in lately goes on', async () => {
  const looked: string[] = [];
  const pcrm: typeof t.pcrm = { ...t.pcrm, authenticate: (key) => (looked.push(key), t.pcrm.authenticate(key)) };
  const server = serverWith({ pcrm, failedSignInsPerMinute: 3 });
  const wrong = `pcrm_${'A'.repeat(43)}`;
  expect((await from(server, '203.0.113.9', t.keys.staff)).status).toBe(200);
  for (const key of [wrong, undefined, wrong]) expect((await from(server, '203.0.113.9', key)).status).toBe(401);
  const before = looked.length;
  const refused = await from(server, '203.0.113.9', wrong);
  expect(refused).toMatchObject({ status: 429, body: { errors: [{ extensions: { code: 'RATE_LIMITED', maximum: 3 } }] } });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await from(server, '203.0.113.9', t.keys.viewer)).status).toBe(429);
  expect(looked).toHaveLength(before);
  expect((await from(server, '203.0.113.9', t.keys.staff)).status).toBe(200);
  expect((await from(server, '203.0.113.10', t.keys.viewer)).status).toBe(200);
});

test.each([
  ['nothing', undefined],
  ['an empty one', ''],
  ['a form', 'application/x-www-form-urlencoded'],
  ['an upload', 'multipart/form-data; boundary=x'],
  ['plain text', 'text/plain'],
  ['plain text that names JSON', 'text/plain; application/json'],
  ['plain text before JSON', 'text/plain, application/json'],
  ['JSON before plain text', 'application/json, text/plain'],
  ['a GraphQL document', 'application/graphql'],
  ['JSON of GraphQL', 'application/graphql+json'],
  ['something like JSON', 'application/jsonx'],
  ['XML', 'application/xml'],
])('a mutation under the content type %s does not run, also with a key', async (_what, type) => {
  const body = JSON.stringify({ query: 'mutation { registerStakeholder(input: { kind: PERSON, name: "위조" }) { __typename } }' });
  const headers: Record<string, string> = {
    authorization: `Bearer ${t.keys.staff}`,
    ...(type === undefined ? {} : { 'content-type': type }),
  };
  const answer = await t.server.fetch(url, { method: 'POST', headers, body: new TextEncoder().encode(body) });
  expect(answer.status).toBe(415);
  expect(await t.database.client.stakeholder.count({ where: { name: '위조' } })).toBe(0);
});

test.each([
  'application/json',
  'application/json; charset=utf-8',
  'application/json;charset=UTF-8',
  'Application/JSON',
  'APPLICATION/JSON; Charset=UTF-8',
  'application/json ; charset=utf-8',
])('%s is JSON', async (type) => {
  const headers = { authorization: `Bearer ${t.keys.staff}`, 'content-type': type };
  const answer = await t.server.fetch(url, { method: 'POST', headers, body: JSON.stringify(viewer) });
  expect(await read(answer)).toMatchObject({ status: 200, body: { data: { viewer: { name: 'staff' } } } });
});

test('only pages of exactly the listed origins may read answers, without cookies', async () => {
  const server = serverWith({ corsOrigins: ['https://dashboard.incheon.go.kr'] });
  const ask = async (origin: string, preflight?: { method: string; headers: Record<string, string> }) =>
    server.fetch(url, { method: preflight?.method ?? 'GET', headers: { ...preflight?.headers, origin } });
  const good = await ask('https://dashboard.incheon.go.kr');
  expect(good.headers.get('access-control-allow-origin')).toBe('https://dashboard.incheon.go.kr');
  expect(good.headers.get('access-control-expose-headers')).toContain('x-query-cost');
  for (const origin of [
    'https://dashboard.incheon.go.kr.evil.example',
    'http://dashboard.incheon.go.kr',
    'https://dashboard.incheon.go.kr:8443',
    'https://x.incheon.go.kr',
    'null',
    '*',
  ]) {
    const { headers } = await ask(origin);
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('vary')).toContain('origin');
  }
  const preflight = {
    method: 'OPTIONS',
    headers: { 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
  };
  const allowed = await ask('https://dashboard.incheon.go.kr', preflight);
  expect(allowed.status).toBe(204);
  expect(allowed.headers.get('access-control-allow-headers')).toContain('authorization');
  const refused = await ask('https://evil.example', preflight);
  for (const { headers } of [good, allowed, refused]) expect(headers.get('access-control-allow-credentials')).toBeNull();
  for (const name of ['access-control-allow-origin', 'access-control-allow-headers', 'access-control-allow-methods'])
    expect(refused.headers.get(name)).toBeNull();
});

test('every answer tells browsers to keep, guess, frame and run nothing, also one that is an error', async () => {
  const authorization = `Bearer ${t.keys.staff}`;
  const requests: [string, RequestInit, number][] = [
    ['/graphql?query={viewer{name}}', { headers: { authorization } }, 200],
    ['/graphql?query={viewer{name}}', {}, 401],
    ['/graphql?query=mutation{x}', { headers: { authorization } }, 405],
    ['/graphql', { method: 'POST', headers: { authorization } }, 415],
    ['/graphql', { headers: { accept: 'text/html' } }, 200],
    ['/livez', {}, 200],
    ['/readyz', {}, 200],
    ['/nowhere', {}, 404],
  ];
  for (const [path, init, status] of requests) {
    const answer = await t.server.fetch(`http://localhost${path}`, init);
    expect([path, answer.status]).toEqual([path, status]);
    const { headers } = answer;
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';.*frame-ancestors 'none'/u);
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    expect(headers.get('strict-transport-security')).toBeNull();
  }
  const encrypted = await t.server.fetch('https://localhost/livez');
  expect(encrypted.headers.get('strict-transport-security')).toMatch(/^max-age=31536000/u);
});

test('a registered operation runs by its hash, and with the setting nothing else does', async () => {
  // printf '{ viewer { name } }' | sha256sum
  const hash = '3f9a5fe58741fdcb3ba59d8cc865ce0c081b65bca09f7904bc81277be1bdd3f0';
  const persistedOperations = new Map([[hash, '{ viewer { name } }']]);
  const open = serverWith({ persistedOperations });
  const closed = serverWith({ persistedOperations, onlyPersistedOperations: true });
  const answer = { data: { viewer: { name: 'staff' } } };
  const headers = { authorization: `Bearer ${t.keys.staff}` };
  for (const server of [open, closed]) {
    const send = (operation: object) => post(server.fetch, t.keys.staff, operation);
    expect((await send({ documentId: `sha256:${hash}` })).body).toEqual(answer);
    expect((await send({ extensions: { persistedQuery: { version: 1, sha256Hash: hash } } })).body).toEqual(answer);
    expect((await read(await server.fetch(`${url}?documentId=sha256:${hash}`, { headers }))).body).toEqual(answer);
    for (const documentId of [`sha256:${'0'.repeat(64)}`, '__proto__', 7, {}]) {
      expect(await send({ documentId })).toMatchObject({
        status: 400,
        body: { errors: [{ extensions: { code: 'OPERATION_NOT_REGISTERED' } }] },
      });
    }
  }
  expect((await post(open.fetch, t.keys.staff, { query: '{ viewer { id } }' })).status).toBe(200);
  expect((await post(open.fetch, t.keys.staff, { documentId: hash, query: '{ viewer { id } }' })).status).toBe(400);
  for (const operation of [{ query: '{ viewer { id } }' }, viewer, { query: '{ __schema { queryType { name } } }' }]) {
    expect(await post(closed.fetch, t.keys.staff, operation)).toMatchObject({
      status: 400,
      body: { errors: [{ extensions: { code: 'OPERATION_NOT_REGISTERED' } }] },
    });
  }
  const empty = serverWith({ onlyPersistedOperations: true });
  expect((await post(empty.fetch, t.keys.staff, viewer)).body.errors[0]?.extensions['code']).toBe('OPERATION_NOT_REGISTERED');
  // What is sent along is not looked at.
  expect((await post(closed.fetch, t.keys.staff, { documentId: hash, query: '{ viewer { id } }' })).body).toEqual(answer);
});

test('a cursor of one instance is good at another, as after a restart', async () => {
  for (const name of ['가람시민회', '나래시민회'])
    await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name, categories: ['CIVIC_GROUP'] });
  const query = 'query ($after: String) { stakeholders(first: 1, after: $after) { pageInfo { endCursor } edges { node { name } } } }';
  const page = async (server: typeof t.server, after?: string) =>
    (await post(server.fetch, t.keys.staff, { query, variables: { after } })).body.data as {
      stakeholders: { pageInfo: { endCursor: string }; edges: { node: { name: string } }[] };
    };
  const { stakeholders: first } = await page(serverWith({}));
  const { stakeholders: second } = await page(serverWith({}), first.pageInfo.endCursor);
  expect([...first.edges, ...second.edges].map(({ node }) => node.name)).toEqual(['가람시민회', '나래시민회']);
});
