import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLogger } from '../logger.js';
import { createServer, type ServerParts } from '../server.js';
import { useTestServer } from '../testing.js';
import { isForLane } from './http-lane.js';

const t = useTestServer();

// printf '{ viewer { name } }' | sha256sum
const REGISTERED = '3f9a5fe58741fdcb3ba59d8cc865ce0c081b65bca09f7904bc81277be1bdd3f0';
const ORIGIN = 'https://dashboard.incheon.go.kr';

/** The two ways of one configuration, each behind a socket of its own, and how many requests the lane took. */
interface Ways {
  readonly lane: Server;
  readonly yoga: Server;
  taken: number;
}

const ways: Ways[] = [];
let usual: Ways;
let strict: Ways;
beforeAll(async () => {
  usual = await open({ corsOrigins: [ORIGIN], persistedOperations: new Map([[REGISTERED, '{ viewer { name } }']]), rest: true });
  strict = await open({ persistedOperations: new Map([[REGISTERED, '{ viewer { name } }']]), onlyPersistedOperations: true });
});
afterAll(() => {
  for (const { lane, yoga } of ways) for (const http of [lane, yoga]) http.close().closeAllConnections();
});

async function open(parts: Partial<ServerParts>): Promise<Ways> {
  const server = () => createServer({ pcrm: t.pcrm, logger: createLogger('silent'), graphiql: true, ...parts });
  const listen = async (listener: RequestListener) => {
    const http = createHttpServer(listener).listen(0, '127.0.0.1');
    await once(http, 'listening');
    return http;
  };
  const { listener } = server();
  const opened: Ways = {
    taken: 0,
    lane: await listen((incoming, outgoing) => {
      if (isForLane(incoming)) opened.taken += 1;
      listener(incoming, outgoing);
    }),
    yoga: await listen(server().yogaListener),
  };
  ways.push(opened);
  return opened;
}

/** What comes back over a socket on which these bytes are written, with what is never twice the same made the same. */
async function exchange(http: Server, bytes: string | readonly (string | Buffer)[]): Promise<string> {
  const socket = connect((http.address() as AddressInfo).port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  const closed = once(socket, 'close');
  for (const part of [bytes].flat()) {
    socket.write(part);
    // Each part arrives by itself.
    await new Promise((resolve) => setImmediate(resolve));
  }
  await closed;
  const [head = '', ...body] = Buffer.concat(chunks).toString().split('\r\n\r\n');
  const [status = '', ...headers] = head.split('\r\n');
  const told = headers.map((line) => line.replace(/^[^:]+/u, (name) => name.toLowerCase())).filter((line) => !line.startsWith('date:'));
  return [status, ...told.toSorted(), '', body.join('\r\n\r\n')]
    .join('\n')
    .replaceAll(/[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/gu, '<id>')
    .replaceAll(/^id: .*$/gmu, 'id: <event>');
}

interface Sent {
  readonly method?: string;
  readonly path?: string;
  /** Undefined takes a header away. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string | Buffer;
}

const json = (operation: unknown): Sent => ({ body: JSON.stringify(operation) });

function bytesOf({ method = 'POST', path = '/graphql', headers = {}, body = '' }: Sent): Buffer {
  const all: Record<string, string | undefined> = {
    host: 'localhost',
    connection: 'close',
    authorization: `Bearer ${t.keys.staff}`,
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  return Buffer.concat([Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`), Buffer.from(body)]);
}

const viewer = json({ query: '{ viewer { name role } }' });
const accepting = (accept: string | undefined, sent: Sent = viewer): Sent => ({ ...sent, headers: { ...sent.headers, accept } });
const withHeaders = (headers: Sent['headers'], sent: Sent = viewer): Sent => ({ ...sent, headers });
const register =
  'mutation ($name: String!) { registerStakeholder(input: { kind: PERSON, name: $name }) { __typename ... on Error { code message } } }';
const subscription = json({ query: 'subscription { engagementLogged { id } }' });
const response = 'application/graphql-response+json';

/** Requests that the lane takes. */
const taken: Readonly<Record<string, Sent>> = {
  'a query': viewer,
  'a query with variables and an operation name': json({
    query: 'query A($first: Int!) { stakeholders(first: $first) { edges { node { id name } } totalCount } } query B { viewer { name } }',
    operationName: 'A',
    variables: { first: 3 },
  }),
  'a name in Korean': json({ query: '{ viewer { 이름: name } }' }),
  'Korean text in an answer': json({ query: register, variables: { name: '  ' } }),
  introspection: json({ query: '{ __schema { queryType { name } types { name } } }' }),
  'a mutation that is refused': json({ query: register, variables: { name: '' } }),
  'GraphQL response': accepting(response),
  JSON: accepting('application/json'),
  anything: accepting('*/*'),
  'a list of both': accepting(`${response}, application/json;q=0.9, */*;q=0.1`),
  'the other way round': accepting(`application/json, ${response}`),
  'in a character set': accepting('application/json; charset=utf-8'),
  'in another character set': accepting('application/json; charset=utf-16'),
  'nothing that it names': accepting(''),
  'a content type with a character set': withHeaders({ 'content-type': 'application/json; charset=utf-8' }),
  'a content type in capitals': withHeaders({ 'content-type': 'APPLICATION/JSON ;charset=UTF-8' }),
  'bad JSON': { body: '{"query": ' },
  'bad JSON, for GraphQL response': accepting(response, { body: '{"query": ' }),
  'an empty body': { body: '' },
  'text in another encoding': { body: Buffer.from('{"query":"{ viewer { name } } # 인천"}', 'utf16le') },
  'a byte order mark': { body: '\uFEFF{"query":"{ viewer { name } }"}' },
  null: { body: 'null' },
  'a number': { body: '7' },
  'a text': { body: '"{ viewer { name } }"' },
  'an empty object': { body: '{}' },
  'a query that is no text': json({ query: 7 }),
  'variables that are a list': json({ query: '{ viewer { name } }', variables: [] }),
  'extensions that are a text': json({ query: '{ viewer { name } }', extensions: 'x' }),
  'a parameter that there is none of': json({ query: '{ viewer { name } }', names: 1 }),
  'a batch': json([{ query: '{ viewer { name } }' }]),
  'deep variables': { body: `{"query":"{ viewer { name } }","variables":{"a":${'['.repeat(30)}${']'.repeat(30)}}}` },
  'brackets in a text': json({ query: '{ viewer { name } }', variables: { a: '[{"'.repeat(50) } }),
  'a long body': json({ query: `{ viewer { name } } #${'x'.repeat(200_000)}` }),
  'a body that is too long': json({ query: `{ viewer { name } } #${'x'.repeat(300_000)}` }),
  'a body that says to be too long': withHeaders({ 'content-length': '300000' }, { body: '{' }),
  'too many fields': json({ query: `{ viewer { ${'name '.repeat(400)} } }` }),
  'too many fields, for GraphQL response': accepting(response, json({ query: `{ viewer { ${'name '.repeat(400)} } }` })),
  'an unknown field': json({ query: '{ nonsense }' }),
  'an unknown field, for GraphQL response': accepting(response, json({ query: '{ nonsense }' })),
  'what is no GraphQL': accepting(response, json({ query: '{ viewer' })),
  'an operation that is not in the document': json({ query: 'query A { viewer { name } }', operationName: 'B' }),
  'two operations and no name': json({ query: 'query A { viewer { name } } query B { viewer { name } }' }),
  'variables that do not fit': accepting(response, json({ query: register, variables: { name: 7 } })),
  'an error beside data': json({ query: '{ viewer { name } stakeholders(first: 101) { totalCount } }' }),
  'an error that is the whole answer': accepting(response, json({ query: '{ stakeholders(first: 101) { totalCount } }' })),
  'a registered operation': json({ documentId: `sha256:${REGISTERED}` }),
  'one of an Apollo client': json({ extensions: { persistedQuery: { version: 1, sha256Hash: REGISTERED } } }),
  'one that is not registered': json({ documentId: 'sha256:0' }),
  'no key': withHeaders({ authorization: undefined }),
  'a wrong key': withHeaders({ authorization: `Bearer pcrm_${'A'.repeat(43)}` }),
  'a key and bad JSON without it': withHeaders({ authorization: undefined }, { body: '{' }),
  'an origin that may read': withHeaders({ origin: ORIGIN }),
  'an origin that may not': withHeaders({ origin: 'https://evil.example' }),
  'an id of its own': withHeaders({ 'x-request-id': '0190f3a2-7c1e-7d3b-9a51-0242ac120002' }),
  'an idempotency key that is none': withHeaders({ 'idempotency-key': '' }, json({ query: register, variables: { name: '열쇠' } })),
  'a key for a mutation that takes none': withHeaders(
    { 'idempotency-key': 'k' },
    json({ query: 'mutation { unmask(input: { id: "UGVyc29uOjE=", reason: "둘" }) { __typename } }' }),
  ),
  'a subscription that wants JSON': accepting('application/json', subscription),
  'a subscription to resume with an id that is none': accepting('*/*', withHeaders({ 'last-event-id': 'x' }, subscription)),
  'a name that every object has': json({ query: '{ viewer { name } }', variables: { __proto__: { a: 1 }, constructor: 1 } }),
};

/** Requests that Yoga answers itself. */
const left: Readonly<Record<string, Sent>> = {
  GET: { method: 'GET', path: '/graphql?query={viewer{name}}' },
  'GET of a mutation': { method: 'GET', path: '/graphql?query=mutation{x}' },
  PUT: { ...viewer, method: 'PUT' },
  'a preflight': { method: 'OPTIONS', headers: { origin: ORIGIN, 'access-control-request-method': 'POST', 'content-length': undefined } },
  'a form': withHeaders({ 'content-type': 'application/x-www-form-urlencoded' }, { body: 'query=%7Bviewer%7Bname%7D%7D' }),
  'an upload': withHeaders({ 'content-type': 'multipart/form-data; boundary=x' }, { body: '--x--' }),
  'no content type': withHeaders({ 'content-type': undefined }),
  'plain text': withHeaders({ 'content-type': 'text/plain' }),
  'a path with a query': { ...viewer, path: '/graphql?x=1' },
  'a longer path': { ...viewer, path: '/graphql/x' },
  'a route': { method: 'GET', path: '/rest/v1/stakeholders?first=2' },
  'a probe': { method: 'GET', path: '/livez' },
  'a subscription to resume, as a stream': accepting('text/event-stream', withHeaders({ 'last-event-id': 'x' }, subscription)),
  'a query that wants a stream': accepting('text/event-stream'),
  'a query that wants XML': accepting('text/xml'),
};

const cases = Object.entries({ ...taken, ...left });

test.each(cases)('%s is answered alike in both ways', async (what, sent) => {
  const before = usual.taken;
  const [byLane, byYoga] = [await exchange(usual.lane, [bytesOf(sent)]), await exchange(usual.yoga, [bytesOf(sent)])];
  expect(byLane).toBe(byYoga);
  expect(byLane).toMatch(/^HTTP\/1\.1 [245]\d\d /u);
  expect(usual.taken - before).toBe(what in taken ? 1 : 0);
});

test.each(cases)('where nothing but registered operations runs, %s is answered alike', async (_what, sent) => {
  expect(await exchange(strict.lane, [bytesOf(sent)])).toBe(await exchange(strict.yoga, [bytesOf(sent)]));
});

test('a body that comes in parts, without its length', async () => {
  const head = bytesOf({ headers: { 'content-length': undefined, 'transfer-encoding': 'chunked' } });
  const body = Buffer.from(
    JSON.stringify({ query: 'query ($a: StakeholderOrder!) { stakeholders(orderBy: $a) { totalCount } }', variables: { a: '인천' } }),
  );
  // A letter of three bytes comes in two of them.
  const cut = body.indexOf('천') + 1;
  const parts = [body.subarray(0, cut), body.subarray(cut)].flatMap((part) => [`${part.length.toString(16)}\r\n`, part, '\r\n']);
  const answer = await exchange(usual.lane, [head, ...parts, '0\r\n\r\n']);
  expect(answer).toContain('인천');
  expect(answer).toBe(await exchange(usual.yoga, [head, ...parts, '0\r\n\r\n']));
});

test('a body that comes in parts and is too long', async () => {
  const head = bytesOf({ headers: { 'content-length': undefined, 'transfer-encoding': 'chunked' } });
  const part = `10000\r\n${'x'.repeat(0x1_00_00)}\r\n`;
  const parts = [head, part, part, part, part, part, '0\r\n\r\n'];
  const answer = await exchange(usual.lane, parts);
  expect(answer).toMatch(/^HTTP\/1\.1 413 /u);
  expect(answer).toBe(await exchange(usual.yoga, parts));
});

test('requests that come before the earlier ones are answered', async () => {
  const kept = withHeaders({ connection: 'keep-alive' });
  const bytes = Buffer.concat([
    bytesOf(kept),
    bytesOf({ ...kept, body: '{', headers: { ...kept.headers, 'content-length': '1' } }),
    bytesOf(viewer),
  ]);
  const answer = await exchange(usual.lane, [bytes]);
  expect(answer.match(/HTTP\/1\.1 \d+/gu)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 400', 'HTTP/1.1 200']);
});

test('whoever asks before it sends the body is told to go on', async () => {
  const body = viewer.body as string;
  const head = bytesOf(withHeaders({ expect: '100-continue', 'content-length': String(body.length) }, {}));
  const answer = await exchange(usual.lane, [head, body]);
  expect(answer).toMatch(/^HTTP\/1\.1 100 Continue/u);
  expect(answer).toContain('{"data":{"viewer":{"name":"staff","role":"STAFF"}}}');
});
