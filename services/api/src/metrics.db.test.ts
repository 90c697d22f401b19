import { openPcrm, systemActor } from '@pcrm/core';
import { onServer, TEST_SECRET } from '@pcrm/core/testing';
import { afterEach, expect, test } from 'vitest';
import { CannotListen } from './listen.js';
import { createLogger } from './logger.js';
import { startService, type Service } from './start-service.js';
import { subscribeTo } from './testing-streams.js';
import { post, useTestServer } from './testing.js';

const t = useTestServer();
const services: Service[] = [];
const log: string[] = [];
afterEach(async () => {
  log.length = 0;
  await Promise.all(services.splice(0).map((service) => service.stop(0)));
});

const anywhere = { host: '127.0.0.1', port: 0 };

async function start(pcrm = t.pcrm) {
  const logger = createLogger('trace', { write: (line) => log.push(line) });
  const service = await startService({ pcrm, logger, graphiql: false, ...anywhere, metricsAt: anywhere, costPerMinute: 100_000 });
  services.push(service);
  return {
    send: (operation: object | string, key: string | undefined = t.keys.staff) => post(fetch, key, operation, service.url),
    scrape: async () => (await fetch(service.metricsUrl!)).text(),
    service,
  };
}

/** The samples with these words in them, as they are scraped. */
const samples = (text: string, words: string) => text.split('\n').filter((line) => !line.startsWith('#') && line.includes(words));

const register = `mutation ($name: String!) {
  registerStakeholder(input: { kind: PERSON, name: $name }) { __typename }
}`;

test('requests are counted by kind and code, refusals by code, and points that were spent', async () => {
  const { send, scrape, service } = await start();
  await send({ query: '{ viewer { name } }' });
  await send({ query: '{ viewer { name department { name } } }' });
  await send({ query: register, variables: { name: '박종렬' } });
  // Refused as data, in the result of the mutation.
  await send({ query: register, variables: { name: '박종렬' } }, t.keys.viewer);
  await send({ query: '{ nonsense }' });
  await send({ query: '{ viewer' });
  await send({ query: '{ viewer { name } }' }, 'pcrm_wrong');
  await fetch(new URL('/livez', service.url));
  await fetch(new URL('/elsewhere', service.url));
  const text = await scrape();
  expect(samples(text, 'pcrm_request_duration_seconds_count')).toEqual([
    'pcrm_request_duration_seconds_count{kind="query",code="OK"} 2',
    'pcrm_request_duration_seconds_count{kind="mutation",code="OK"} 2',
    'pcrm_request_duration_seconds_count{kind="none",code="GRAPHQL_VALIDATION_FAILED"} 1',
    'pcrm_request_duration_seconds_count{kind="none",code="GRAPHQL_PARSE_FAILED"} 1',
    'pcrm_request_duration_seconds_count{kind="none",code="UNAUTHENTICATED"} 1',
    'pcrm_request_duration_seconds_count{kind="none",code="OTHER"} 1',
  ]);
  expect(samples(text, 'pcrm_refusals_total')).toEqual([
    'pcrm_refusals_total{code="FORBIDDEN"} 1',
    'pcrm_refusals_total{code="GRAPHQL_VALIDATION_FAILED"} 1',
    'pcrm_refusals_total{code="GRAPHQL_PARSE_FAILED"} 1',
    'pcrm_refusals_total{code="UNAUTHENTICATED"} 1',
  ]);
  // viewer and its name; the department and its name with it; a mutation and the name of the type of its result, twice.
  expect(samples(text, 'pcrm_cost_points_total')).toEqual(['pcrm_cost_points_total 10']);
  expect(samples(text, 'pcrm_database_up')).toEqual(['pcrm_database_up 1']);
  expect(samples(text, 'nodejs_eventloop_lag_p99_seconds')).toHaveLength(1);
  expect(samples(text, 'process_resident_memory_bytes')).toHaveLength(1);
});

test('metrics are not at the address of the service, and their own address has nothing else', async () => {
  const { service } = await start();
  expect((await fetch(new URL('/metrics', service.url))).status).toBe(404);
  expect((await fetch(new URL('/graphql', service.metricsUrl))).status).toBe(404);
  expect((await fetch(service.metricsUrl!, { method: 'POST' })).status).toBe(404);
  expect((await fetch(service.metricsUrl!)).headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect((await startedWithout()).metricsUrl).toBeUndefined();
});

async function startedWithout(): Promise<Service> {
  const service = await startService({ pcrm: t.pcrm, logger: createLogger('silent'), graphiql: false, ...anywhere });
  services.push(service);
  return service;
}

test('a port for metrics that is in use is told by its name, and then nothing is served', async () => {
  const { service } = await start();
  const port = Number(new URL(service.metricsUrl!).port);
  const again = startService({
    pcrm: t.pcrm,
    logger: createLogger('silent'),
    graphiql: false,
    ...anywhere,
    metricsAt: { host: '127.0.0.1', port },
  });
  await expect(again).rejects.toThrow(CannotListen);
  await expect(again).rejects.toThrow(
    `Port ${port} is in use by another program. Stop that program, or choose another port with METRICS_PORT.`,
  );
});

test('the outbox is told with how far behind its consumers are, what is tried again and what was given up', async () => {
  const { scrape } = await start();
  const { events } = t.pcrm;
  const kept = async () => Number(samples(await scrape(), 'pcrm_outbox_events')[0]?.split(' ')[1]);
  const before = await kept();
  const position = await events.latest();
  const { client } = t.database;
  await client.eventConsumer.create({ data: { name: '느린 소비자', position } });
  t.setNow('2012-12-12T03:00:00.000Z');
  for (const name of ['하나', '둘', '셋']) await t.staff.registerStakeholder({ kind: 'PERSON', name });
  // Two of them numbered, one not yet.
  t.setNow('2012-12-12T03:00:30.000Z');
  await events.latest();
  await t.staff.registerStakeholder({ kind: 'PERSON', name: '넷' });
  const [first, second] = await client.outboxEvent.findMany({ where: { position: { gt: position } }, orderBy: { position: 'asc' } });
  const delivery = { consumerName: '느린 소비자', attempts: 1, retryAt: new Date(), failure: 'TimeoutError' };
  await client.eventDelivery.create({ data: { ...delivery, eventId: first!.id } });
  await client.eventDelivery.create({ data: { ...delivery, eventId: second!.id, parkedAt: new Date() } });
  const text = await scrape();
  expect(await kept()).toBe(before + 4);
  expect([...samples(text, 'pcrm_dispatch_lag'), ...samples(text, 'pcrm_deliveries')]).toEqual([
    'pcrm_dispatch_lag_events 4',
    'pcrm_dispatch_lag_seconds 30',
    'pcrm_deliveries{state="waiting"} 1',
    'pcrm_deliveries{state="parked"} 1',
  ]);
  expect(text).not.toContain('느린 소비자');
});

// The embedded database has one connection and no pool.
test.runIf(onServer)('the pool is told with connections in use and callers that wait', async () => {
  const connections = { most: 2, waitMs: 5_000 };
  const pcrm = await openPcrm({ databaseUrl: t.database.databaseUrl!, connections }, { secret: TEST_SECRET });
  const { scrape } = await start(pcrm);
  await Promise.all([1, 2, 3].map(() => pcrm.as(systemActor).listAudit({ first: 1 })));
  // The upkeep that begins with the service may still hold one.
  await expect
    .poll(async () => samples(await scrape(), 'pcrm_pool'))
    .toEqual(['pcrm_pool_connections{state="in_use"} 0', 'pcrm_pool_connections{state="idle"} 2', 'pcrm_pool_waiting 0']);
  const taken = [1, 2, 3].map(() => pcrm.db.$queryRaw`SELECT 1 AS one FROM pg_sleep(1)`.then(() => undefined));
  await expect.poll(() => pcrm.pool()).toEqual({ inUse: 2, idle: 0, waiting: 1 });
  await Promise.all(taken);
  await services.splice(0)[0]?.stop();
  await pcrm.close();
});

test('event streams that are open are counted, and what their events cost', async () => {
  const { scrape, service } = await start();
  const cost = async () => Number(samples(await scrape(), 'pcrm_cost_points_total')[0]?.split(' ')[1]);
  const open = async () => samples(await scrape(), 'pcrm_event_streams');
  expect(await open()).toEqual(['pcrm_event_streams 0']);
  const stream = await subscribeTo(service.url, { key: t.keys.staff, query: 'subscription { engagementLogged { id } }' });
  expect(await open()).toEqual(['pcrm_event_streams 1']);
  const before = await cost();
  const { id } = await t.staff.registerStakeholder({ kind: 'PERSON', name: '흐름' });
  const call = { occurredAt: '2012-12-11T10:00:00+09:00', channel: 'CALL', direction: 'INBOUND', subject: '흐름' } as const;
  await t.staff.logEngagement({ ...call, stakeholderIds: [id] });
  await expect.poll(() => stream.messages.length).toBe(1);
  expect((await cost()) - before).toBeGreaterThan(0);
  stream.close();
  await expect.poll(open).toEqual(['pcrm_event_streams 0']);
});

test('while the database is away the other figures are still there', async () => {
  const { scrape, send } = await start({ ...t.pcrm, events: { ...t.pcrm.events, backlog: () => Promise.reject(new Error('away')) } });
  await send({ query: '{ viewer { name } }' });
  const text = await scrape();
  expect(samples(text, 'pcrm_database_up')).toEqual(['pcrm_database_up 0']);
  expect(samples(text, 'pcrm_outbox_events')).toEqual(['pcrm_outbox_events Nan']);
  expect(samples(text, 'code="OK"').length).toBeGreaterThan(0);
});

test('names, numbers, keys and texts of requests are in no metric and no line of the log', async () => {
  const { send, scrape, service } = await start();
  const canaries = [
    '홍길동카나리아',
    '010-9876-5432',
    'canary@incheon.example',
    'CanaryOperation',
    'canaryfield',
    'canary-agent',
    '900101-1234567',
  ];
  const [name, phone, mail, operation, field, agent, number] = canaries as [string, string, string, string, string, string, string];
  const headers = {
    authorization: `Bearer ${t.keys.staff}`,
    'content-type': 'application/json',
    'user-agent': agent,
    'x-request-id': phone,
  };
  const bodies = [
    { query: register, variables: { name } },
    { operationName: operation, query: `query ${operation} { stakeholders(filter: { text: "${name} ${phone}" }) { totalCount } }` },
    { query: `query ${operation} { search(text: "${mail}") { totalCount } }` },
    { query: `{ ${field}(name: "${name}") }` },
    { query: `{ viewer(${phone}` },
    { query: register, variables: { name: { text: number } } },
    { query: `mutation { reviseStakeholder(input: { id: "${mail}", version: 1, name: "${name}" }) { __typename } }` },
    { query: `mutation { logEngagement(input: { idempotencyKey: "${phone}", subject: "${name}" }) { __typename } }` },
    `{ "query": "${phone}`,
  ];
  for (const body of bodies) {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    await (await fetch(service.url, { method: 'POST', headers, body: text })).text();
  }
  await (await fetch(`${service.url}?query={viewer{name}}&name=${encodeURIComponent(name)}&phone=${phone}`, { headers })).text();
  await (await fetch(new URL(`/${encodeURIComponent(name)}/${phone}`, service.url), { headers })).text();
  const wrong = `pcrm_${'C'.repeat(43)}`;
  await send({ query: '{ viewer { name } }' }, wrong);
  const logged = log.join('');
  const metrics = await scrape();
  expect(log.length).toBeGreaterThanOrEqual(bodies.length + 3);
  expect(samples(metrics, 'kind="mutation"').length).toBeGreaterThan(0);
  for (const canary of [...canaries, encodeURIComponent(name), wrong, t.keys.staff]) {
    expect({ canary, logged: logged.includes(canary), measured: metrics.includes(canary) }).toEqual({
      canary,
      logged: false,
      measured: false,
    });
  }
  // Nor who asked: ids are in no metric.
  expect(metrics).not.toMatch(/[\da-f]{8}-[\da-f]{4}-/u);
});
