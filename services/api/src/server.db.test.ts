import { expect, test } from 'vitest';
import { post, read, useTestServer, type HttpAnswer } from './testing.js';

const t = useTestServer();
const send = (operation: object | string, key: string | undefined = t.keys.staff) => post(t.server.fetch, key, operation);
const get = async (path: string, headers: Record<string, string> = {}) =>
  read(await t.server.fetch(`http://localhost${path}`, { headers }));
const codesOf = ({ errors }: HttpAnswer['body']) => errors.map(({ extensions }) => extensions['code']);
const register = `mutation ($name: String!) {
  registerStakeholder(input: { kind: PERSON, name: $name }) { __typename ... on RegisterStakeholderSuccess { data { id name } } }
}`;

test('an operation runs as the actor that the key belongs to, and the audit has the id of the request', async () => {
  const { status, headers, body } = await send({ query: register, variables: { name: '박종렬' } });
  expect({ status, body }).toMatchObject({ status: 200, body: { data: { registerStakeholder: { data: { name: '박종렬' } } } } });
  const requestId = headers.get('x-request-id');
  expect(requestId).toMatch(/^[\da-f]{8}-/u);
  expect(await t.database.client.auditRecord.findMany({ where: { requestId } })).toMatchObject([
    { actorId: t.actors.staff.id, command: 'registerStakeholder' },
  ]);
});

test.each([
  ['an operation', '{ viewer { name } }'],
  ['introspection', '{ __schema { queryType { name } } }'],
  ['a mutation', 'mutation { registerStakeholder(input: { kind: PERSON, name: "무단" }) { __typename } }'],
  ['what is no GraphQL', 'nonsense'],
])('without a key %s is refused before it is looked at', async (_what, query) => {
  const { status, headers, body } = await post(t.server.fetch, undefined, { query });
  expect(status).toBe(401);
  expect(headers.get('www-authenticate')).toBe('Bearer');
  expect(body.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED', requestId: headers.get('x-request-id') } }]);
  expect(body.data).toBeUndefined();
  expect(await t.database.client.stakeholder.count({ where: { name: '무단' } })).toBe(0);
});

test('only a key in the header opens, in this one form', async () => {
  const query = '?query={viewer{name}}';
  const key = t.keys.staff;
  const wrong = `pcrm_${'A'.repeat(43)}`;
  for (const authorization of [
    key,
    `Basic ${key}`,
    `Bearer ${wrong}`,
    `Bearer ${key}x`,
    `Bearer ${key} ${key}`,
    'Bearer',
    'Bearer pcrm_',
  ]) {
    expect((await get(`/graphql${query}`, { authorization })).status).toBe(401);
  }
  expect((await get(`/graphql${query}&key=${key}`, { cookie: `authorization=Bearer ${key}` })).status).toBe(401);
  expect((await get(`/graphql${query}`, { authorization: `bearer ${key}` })).body).toEqual({ data: { viewer: { name: 'staff' } } });
});

test('a key that was revoked or has expired, and one of a disabled actor, opens nothing from the next request on', async () => {
  const query = { query: '{ viewer { name } }' };
  const revoked = await t.issueKey(t.actors.staff);
  expect((await send(query, revoked.secret)).status).toBe(200);
  await t.admin.revokeApiKey({ id: revoked.id });
  expect((await send(query, revoked.secret)).status).toBe(401);

  const expiring = await t.issueKey(t.actors.staff, '2012-12-12T04:00:00Z');
  expect((await send(query, expiring.secret)).status).toBe(200);
  t.setNow('2012-12-12T04:00:00Z');
  expect((await send(query, expiring.secret)).status).toBe(401);

  const leaving = await t.admin.addActor({ kind: 'STAFF', name: '퇴직자', role: 'STAFF' });
  const { secret } = await t.issueKey(leaving);
  expect((await send(query, secret)).status).toBe(200);
  await t.admin.reviseActor({ id: leaving.id, version: 1, disabled: true });
  expect((await send(query, secret)).status).toBe(401);
});

test('the probes answer without a key; other paths hold nothing', async () => {
  expect(await get('/livez')).toMatchObject({ status: 200, body: { status: 'ok' } });
  expect(await get('/readyz')).toMatchObject({ status: 200, body: { status: 'ready' } });
  expect((await get('/readyz')).headers.get('x-request-id')).not.toBeNull();
  for (const path of ['/', '/schema.graphql', '/graphql/x', '/livez/x']) expect((await get(path)).status).toBe(404);
});

test('browsers that open /graphql get GraphiQL, which may ask nobody else and holds no data', async () => {
  const { status, headers, body } = await get('/graphql', { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' });
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';.*connect-src 'self'/u);
  expect(body).toContain('Bearer <paste your key>');
  expect(body).not.toMatch(/<(?:script|link|img)[^>]+(?:src|href)="https?:/u);
});

test.each([
  ['syntax', '{ viewer {', 'GRAPHQL_PARSE_FAILED'],
  ['an unknown field', '{ viewer { salary } }', 'GRAPHQL_VALIDATION_FAILED'],
  ['a literal of the wrong type', '{ stakeholders(first: "many") { edges { cursor } } }', 'GRAPHQL_VALIDATION_FAILED'],
])('%s is the caller’s mistake', async (_what, query, code) => {
  const { status, body } = await send({ query });
  expect({ status, codes: codesOf(body) }).toEqual({ status: 200, codes: [code] });
  expect(await read(await t.server.fetch('http://localhost/graphql', asResponseJson({ query })))).toMatchObject({ status: 400 });
});

function asResponseJson(operation: object): RequestInit {
  const headers = {
    authorization: `Bearer ${t.keys.staff}`,
    'content-type': 'application/json',
    accept: 'application/graphql-response+json',
  };
  return { method: 'POST', headers, body: JSON.stringify(operation) };
}

test('variables that do not fit are the caller’s mistake, also where a scalar refuses them', async () => {
  const query = 'query ($first: Int!) { stakeholders(first: $first) { edges { cursor } } }';
  expect(codesOf((await send({ query, variables: { first: 'many' } })).body)).toEqual(['BAD_REQUEST']);
  const assess = `mutation ($day: Date!) { assessStakeholder(input: { stakeholderId: "UGVyc29uOjE=", influence: 1, interest: 1, assessedOn: $day }) { __typename } }`;
  const { body } = await send({ query: assess, variables: { day: '2012-02-30' } });
  expect(body.errors[0]).toMatchObject({ message: expect.stringContaining('Write an existing day'), extensions: { code: 'BAD_REQUEST' } });
});

test.each([
  ['a form', 'application/x-www-form-urlencoded', new URLSearchParams({ query: 'mutation { x }' }).toString()],
  ['plain text', 'text/plain', '{"query":"mutation { x }"}'],
  ['a GraphQL document', 'application/graphql', 'mutation { x }'],
  ['an upload', 'multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n{}\r\n--x--'],
])('%s from another site does not run', async (_what, type, body) => {
  const headers = { authorization: `Bearer ${t.keys.staff}`, 'content-type': type };
  const answer = await read(await t.server.fetch('http://localhost/graphql', { method: 'POST', headers, body }));
  expect(answer).toMatchObject({ status: 415, body: { errors: [{ extensions: { code: 'UNSUPPORTED_MEDIA_TYPE' } }] } });
});

test('pages of other origins get no permission to read answers', async () => {
  const { headers } = await get('/graphql', { origin: 'https://elsewhere.example' });
  expect(headers.get('access-control-allow-origin')).toBeNull();
});

test('GET takes queries and no mutations, and says what is wrong with its parameters', async () => {
  const headers = { authorization: `Bearer ${t.keys.staff}` };
  const mutation = encodeURIComponent('mutation { registerStakeholder(input: { kind: PERSON, name: "겟" }) { __typename } }');
  expect(await get(`/graphql?query=${mutation}`, headers)).toMatchObject({
    status: 405,
    body: { errors: [{ extensions: { code: 'BAD_REQUEST' } }] },
  });
  expect(await t.database.client.stakeholder.count({ where: { name: '겟' } })).toBe(0);
  const malformed = await get('/graphql?query={viewer{name}}&variables=nonsense', headers);
  expect(malformed).toMatchObject({ status: 400, body: { errors: [{ extensions: { code: 'BAD_REQUEST' } }] } });
});

test('a fault is masked, and logged with the id of the request and without anything that people entered', async () => {
  const canaries = ['카나리아', '0109876', 'canary-note', '질의문'];
  const { client } = t.database;
  await client.$executeRawUnsafe('ALTER TABLE "Stakeholder" ADD COLUMN "fault" int');
  await client.$executeRawUnsafe('UPDATE "Stakeholder" SET "fault" = 1');
  await client.$executeRawUnsafe('ALTER TABLE "Stakeholder" ALTER COLUMN "fault" SET NOT NULL');
  t.log.length = 0;
  const query = `mutation ($input: RegisterStakeholderInput!) { 질: __typename registerStakeholder(input: $input) { __typename } }`.replace(
    '질: ',
    '',
  );
  const input = { kind: 'PERSON', name: '카나리아', note: 'canary-note', contactPoints: [{ kind: 'MOBILE', value: '0109876' }] };
  const { headers, body } = await send({ query: `${query} # 질의문`, variables: { input } });
  const requestId = headers.get('x-request-id');
  expect(body.errors).toMatchObject([
    { message: expect.stringMatching(/^Something went wrong/u), extensions: { code: 'INTERNAL', requestId } },
  ]);
  expect(JSON.stringify(body)).not.toMatch(/"fault"|null value|"Stakeholder"|\.ts/u);
  const faults = t.log.map((line) => JSON.parse(line)).filter(({ level }) => level === 'error');
  expect(faults).toMatchObject([{ requestId, msg: 'unexpected error', err: { name: 'PrismaClientKnownRequestError' } }]);
  expect(faults[0].err.frames.length).toBeGreaterThan(1);
  await get('/카나리아?query=카나리아');
  await send({ query: '{ 카나리아 }' });
  await send({ query: 'query ($a: Int!) { stakeholders(first: $a) { edges { cursor } } }', variables: { a: 'canary-note' } });
  const log = decodeURIComponent(t.log.join('\n'));
  for (const canary of [...canaries, t.keys.staff]) expect(log).not.toContain(canary);
  await client.$executeRawUnsafe('ALTER TABLE "Stakeholder" DROP COLUMN "fault"');
});

test('each answered request is one line: who, what, how long, and no more', async () => {
  t.log.length = 0;
  const { headers } = await send({ query: '{ viewer { name } }' });
  expect(t.log.map((line) => JSON.parse(line))).toEqual([
    {
      level: 'info',
      time: expect.any(String),
      requestId: headers.get('x-request-id'),
      method: 'POST',
      route: '/graphql',
      status: 200,
      ms: expect.any(Number),
      actorId: t.actors.staff.id,
      msg: 'answered',
    },
  ]);
});

test('a request keeps the id it comes with where that is a UUID, and nothing else', async () => {
  const idOf = async (given: string) =>
    (await t.server.fetch('http://localhost/livez', { headers: { 'x-request-id': given } })).headers.get('x-request-id');
  expect(await idOf('0190f3a2-7c1e-7d3b-9a51-0242ac120002')).toBe('0190f3a2-7c1e-7d3b-9a51-0242ac120002');
  for (const given of ['010-1234-5678', 'hong', '', '0190f3a2-7c1e-7d3b-9a51-0242ac120002 x']) {
    expect(await idOf(given)).toMatch(/^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/u);
  }
});
