import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLogger } from './logger.js';
import { startService, type Service } from './start-service.js';
import { post, useTestServer } from './testing.js';

const t = useTestServer();

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly status: { readonly code?: number };
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[];
}

interface Export {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: Span['attributes'] };
    readonly scopeSpans: readonly { readonly spans: readonly Span[] }[];
  }[];
}

/** What takes traces over OTLP. */
let collector: Server;
let endpoint: string;
let received: string[];
let log: string[];
let services: Service[];

beforeEach(async () => {
  received = [];
  log = [];
  services = [];
  collector = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      received.push(`${request.url} ${body}`);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  collector.listen(0, '127.0.0.1');
  await once(collector, 'listening');
  endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
});

afterEach(async () => {
  await Promise.all(services.map((service) => service.stop(0)));
  collector.close().closeAllConnections();
});

async function start(tracesTo: { endpoint: string; serviceName: string } | undefined): Promise<Service> {
  const logger = createLogger('trace', { write: (line) => log.push(line) });
  const service = await startService({ pcrm: t.pcrm, logger, graphiql: false, host: '127.0.0.1', port: 0, tracesTo });
  services.push(service);
  return service;
}

/** Everything that was sent, once the service has stopped. */
async function spansOf(service: Service): Promise<{ readonly spans: readonly Span[]; readonly text: string; readonly names: unknown }> {
  await service.stop();
  const exports = received.map((sent) => JSON.parse(sent.replace(/^\/v1\/traces /u, '')) as Export);
  const resources = exports.flatMap(({ resourceSpans }) => resourceSpans);
  return {
    spans: resources.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
    text: received.join('\n'),
    names: resources[0]?.resource.attributes,
  };
}

const attributesOf = ({ attributes }: Span) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]] as const));
const headers = () => ({ authorization: `Bearer ${t.keys.staff}`, 'content-type': 'application/json' });

const register = `mutation ($name: String!) { registerStakeholder(input: { kind: PERSON, name: $name }) { __typename } }`;

test('a request is one trace: parsed, validated, executed, and each statement below it', async () => {
  const service = await start({ endpoint, serviceName: 'pcrm-test' });
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  const body = JSON.stringify({ query: register, variables: { name: '박종렬' } });
  await (await fetch(service.url, { method: 'POST', headers: { ...headers(), traceparent }, body })).text();
  const requestId = (JSON.parse(log.at(-1)!) as { requestId: string }).requestId;
  expect(JSON.parse(log.at(-1)!)).toMatchObject({ traceId: '4bf92f3577b34da6a3ce929d0e0e4736', status: 200 });
  const { spans, names } = await spansOf(service);
  expect(names).toEqual([{ key: 'service.name', value: { stringValue: 'pcrm-test' } }]);
  expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set(['4bf92f3577b34da6a3ce929d0e0e4736']));
  const named = (name: string) => spans.filter((span) => span.name === name);
  const [request] = named('POST /graphql');
  expect(request?.parentSpanId).toBe('00f067aa0ba902b7');
  expect(attributesOf(request!)).toEqual({
    'http.request.method': 'POST',
    'http.route': '/graphql',
    'http.response.status_code': 200,
    'pcrm.request_id': requestId,
    'pcrm.cost': 2,
  });
  for (const name of ['graphql.parse', 'graphql.validate', 'graphql.execute']) {
    expect(named(name).map(({ parentSpanId }) => parentSpanId)).toEqual([request?.spanId]);
  }
  const [execution] = named('graphql.execute');
  expect(attributesOf(execution!)).toEqual({ 'graphql.operation.type': 'mutation' });
  const statements = named('prisma:client:db_query').filter(({ parentSpanId }) => parentSpanId === execution?.spanId);
  const texts = statements.map((span) => String(attributesOf(span)['db.query.text']));
  expect(texts.filter((text) => text.startsWith('INSERT INTO "public"."Stakeholder"'))).toHaveLength(1);
  expect(spans).toHaveLength(4 + named('prisma:client:db_query').length);
  for (const { startTimeUnixNano, endTimeUnixNano } of spans)
    expect(BigInt(endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(startTimeUnixNano));
});

test('a statement that does not go through Prisma is in the trace like those that do, failed ones too', async () => {
  const service = await start({ endpoint, serviceName: 'pcrm' });
  const { id } = await t.staff.registerStakeholder({ kind: 'ORGANIZATION', name: '시의회' });
  const organization = Buffer.from(`Organization:${id}`).toString('base64');
  const mutation = `mutation ($subject: String!) { logEngagement(input: {
    occurredAt: "2012-12-11T10:00:00+09:00", channel: CALL, direction: INBOUND, subject: $subject, stakeholderIds: ["${organization}"]
  }) { __typename } }`;
  const send = (subject: string) => post(fetch, t.keys.staff, { query: mutation, variables: { subject } }, service.url);
  expect((await send('카나리아')).body).toEqual({ data: { logEngagement: { __typename: 'LogEngagementSuccess' } } });
  await t.database.client.$executeRaw`ALTER TABLE "Engagement" ADD CONSTRAINT "fails" CHECK ("subject" <> '거절')`;
  expect((await send('거절')).body).toEqual({ data: { logEngagement: { __typename: 'ConflictError' } } });
  await t.database.client.$executeRaw`ALTER TABLE "Engagement" DROP CONSTRAINT "fails"`;
  const { spans, text } = await spansOf(service);
  const executions = new Set(spans.filter(({ name }) => name === 'graphql.execute').map(({ spanId }) => spanId));
  const statements = spans.filter((span) => String(attributesOf(span)['db.query.text']).includes('INSERT INTO "Engagement"'));
  expect(statements.map(({ name, parentSpanId, status }) => [name, executions.has(parentSpanId ?? ''), status.code ?? 0])).toEqual([
    ['prisma:client:db_query', true, 0],
    ['prisma:client:db_query', true, 2],
  ]);
  expect(text).not.toContain('카나리아');
});

test('what was refused is in its span by code, probes have none, and a traceparent that is none begins a trace', async () => {
  const service = await start({ endpoint, serviceName: 'pcrm' });
  await post(fetch, t.keys.staff, { query: '{ nonsense }' }, service.url);
  await (
    await fetch(`${service.url}?query={viewer{name}}`, { headers: { ...headers(), traceparent: '00-parkjongryeol-00f067aa0ba902b7-01' } })
  ).text();
  await fetch(new URL('/livez', service.url));
  await fetch(new URL('/readyz', service.url));
  const { spans } = await spansOf(service);
  const requests = spans.filter(({ name }) => / \//u.test(name));
  expect(requests.map(({ name, parentSpanId }) => [name, parentSpanId ?? ''])).toEqual([
    ['POST /graphql', ''],
    ['GET /graphql', ''],
  ]);
  expect(attributesOf(requests[0]!)['pcrm.codes']).toEqual({ values: [{ stringValue: 'GRAPHQL_VALIDATION_FAILED' }] });
  expect(new Set(requests.map(({ traceId }) => traceId)).size).toBe(2);
});

test('no name, number, key or text of a request is in a trace', async () => {
  const service = await start({ endpoint, serviceName: 'pcrm' });
  const canaries = ['홍길동카나리아', '010-9876-5432', 'canary@incheon.example', 'CanaryOperation', 'canary-agent', t.keys.staff];
  const [name, phone, mail, operation, agent] = canaries as [string, string, string, string, string];
  const sent = {
    ...headers(),
    'user-agent': agent,
    'x-request-id': phone,
    tracestate: `canary=${operation}`,
    baggage: `name=${operation}`,
  };
  for (const body of [
    { query: register, variables: { name } },
    { query: register, variables: { name: { text: phone } } },
    { operationName: operation, query: `query ${operation} { stakeholders(filter: { text: "${name} ${phone}" }) { totalCount } }` },
    { query: `{ search(text: "${mail}") { totalCount } }` },
    { query: `{ viewer(${phone}` },
  ]) {
    await (await fetch(service.url, { method: 'POST', headers: sent, body: JSON.stringify(body) })).text();
  }
  await (await fetch(new URL(`/${encodeURIComponent(name)}?phone=${phone}`, service.url), { headers: sent })).text();
  const { spans, text } = await spansOf(service);
  expect(spans.filter((span) => /^(?:GET|POST) /u.test(span.name))).toHaveLength(6);
  for (const canary of [...canaries, encodeURIComponent(name)])
    expect({ canary, found: text.includes(canary) }).toEqual({ canary, found: false });
});

test('a collector that is away costs no request anything, and does not hold up the end', async () => {
  const away = { endpoint: 'http://127.0.0.1:9', serviceName: 'pcrm' };
  const service = await start(away);
  expect((await post(fetch, t.keys.staff, { query: '{ viewer { name } }' }, service.url)).status).toBe(200);
  const began = performance.now();
  await service.stop();
  expect(performance.now() - began).toBeLessThan(5_000);
});

test('without a collector nothing is sent, and no line of the log has the id of a trace', async () => {
  const service = await start(undefined);
  await post(fetch, t.keys.staff, { query: '{ viewer { name } }' }, service.url);
  await service.stop();
  expect(received).toEqual([]);
  expect(log.join('')).not.toContain('traceId');
});
