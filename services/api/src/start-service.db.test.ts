import { once } from 'node:events';
import { connect } from 'node:net';
import { type Pcrm, openPcrm, systemActor } from '@pcrm/core';
import { onServer, TEST_SECRET } from '@pcrm/core/testing';
import { afterEach, expect, test } from 'vitest';
import { CannotListen } from './listen.js';
import { createLogger } from './logger.js';
import { startService, type Service } from './start-service.js';
import { post, read, useTestServer } from './testing.js';
import { cuttable } from './testing-network.js';

const t = useTestServer();
const logger = createLogger('silent');
const services: Service[] = [];
afterEach(async () => {
  await Promise.all(services.splice(0).map((service) => service.stop(0)));
});

async function start(pcrm: Pcrm = t.pcrm, port = 0): Promise<Service> {
  const service = await startService({ pcrm, logger, graphiql: false, host: '127.0.0.1', port });
  services.push(service);
  return service;
}

const portOf = ({ url }: Service) => Number(new URL(url).port);
const register = (name: string) => ({
  query: `mutation { registerStakeholder(input: { kind: PERSON, name: "${name}" }) { __typename } }`,
});

/** Holds a table, so that requests that need it wait until it is let go. */
async function holdStakeholders(): Promise<() => Promise<void>> {
  let letGo = () => {};
  const until = new Promise<void>((resolve) => (letGo = resolve));
  let held: Promise<void> | undefined;
  await new Promise<void>((resolve) => {
    held = t.database.client.$transaction(
      async (db) => {
        await db.$executeRaw`LOCK TABLE "Stakeholder" IN ACCESS EXCLUSIVE MODE`;
        resolve();
        await until;
      },
      { timeout: 20_000 },
    );
  });
  return async () => {
    letGo();
    await held;
  };
}

/** Waits until connections are taken no more. */
async function untilRefused(service: Service): Promise<void> {
  const connecting = () =>
    new Promise((resolve) => {
      const socket = connect(portOf(service), '127.0.0.1', () => resolve(socket.destroy()));
      socket.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code));
    });
  await expect.poll(connecting, { interval: 1 }).toBe('ECONNREFUSED');
}

/** A connection on which it is asked, at once and again, whether the service lives. */
function askWith(service: Service) {
  const socket = connect(portOf(service), '127.0.0.1');
  let received = '';
  socket.on('data', (chunk) => (received += chunk.toString()));
  const ask = () => void socket.write('GET /livez HTTP/1.1\r\nHost: x\r\n\r\n');
  ask();
  return {
    ask,
    closed: once(socket, 'close'),
    /** What was answered with 200, each from its headers to `"ok"`. */
    answers: () => received.match(/HTTP\/1\.1 200 OK[\s\S]*?"ok"/gu) ?? [],
  };
}

/** PCRM that tells when a request has arrived. */
function withArrivals(pcrm: Pcrm): { pcrm: Pcrm; arrived: Promise<void> } {
  let tell = () => {};
  const arrived = new Promise<void>((resolve) => (tell = resolve));
  const authenticate: Pcrm['authenticate'] = (key) => {
    tell();
    return pcrm.authenticate(key);
  };
  return { pcrm: { ...pcrm, authenticate }, arrived };
}

test('it answers at its address', async () => {
  const { url } = await start();
  expect(url).toMatch(/^http:\/\/localhost:\d+\/graphql$/u);
  expect((await post(fetch, t.keys.staff, { query: '{ viewer { name } }' }, url)).body).toEqual({ data: { viewer: { name: 'staff' } } });
  expect((await read(await fetch(new URL('/livez', url)))).body).toEqual({ status: 'ok' });
});

test('stopping lets a request in flight finish, and takes no more connections meanwhile', async () => {
  const { pcrm, arrived } = withArrivals(t.pcrm);
  const service = await start(pcrm);
  const letGo = await holdStakeholders();
  const answer = post(fetch, t.keys.staff, register('마지막 요청'), service.url);
  await arrived;
  let hasStopped = false;
  const stopped = service.stop().then(() => (hasStopped = true));
  await untilRefused(service);
  expect(hasStopped).toBe(false);
  await letGo();
  const { status, headers, body } = await answer;
  expect({ status, body }).toEqual({ status: 200, body: { data: { registerStakeholder: { __typename: 'RegisterStakeholderSuccess' } } } });
  expect(headers.get('connection')).toBe('close');
  await stopped;
  expect(await t.database.client.stakeholder.count({ where: { name: '마지막 요청' } })).toBe(1);
});

test('a request that does not finish in time is cut off', async () => {
  const { pcrm, arrived } = withArrivals(t.pcrm);
  const service = await start(pcrm);
  const letGo = await holdStakeholders();
  const answer = post(fetch, t.keys.staff, register('zu spät'), service.url).catch((error: Error) => error.message);
  await arrived;
  await service.stop(20);
  expect(await answer).toBe('fetch failed');
  await letGo();
});

test('connections on which nothing was asked do not hold up stopping', async () => {
  const service = await start();
  const idle = connect(portOf(service), '127.0.0.1');
  await once(idle, 'connect');
  // Its answer says that the server has taken the connection before, too.
  await fetch(new URL('/livez', service.url)).then((response) => response.text());
  const closed = once(idle, 'close');
  await service.stop();
  expect(await closed).toEqual([false]);
});

test('a port in use, and a host that is elsewhere, are told in a sentence', async () => {
  const service = await start();
  const again = start(t.pcrm, portOf(service));
  await expect(again).rejects.toThrow(CannotListen);
  await expect(again).rejects.toThrow(
    `Port ${portOf(service)} is in use by another program. Stop that program, or choose another port with PORT.`,
  );
  await expect(startService({ pcrm: t.pcrm, logger, graphiql: false, host: '192.0.2.1', port: 0 })).rejects.toThrow(
    '192.0.2.1 is not an address of this machine.',
  );
});

test.each([
  ['a host that is none', 'GET /graphql HTTP/1.1\r\nHost: a b<>\r\nConnection: close\r\n\r\n'],
  ['a target that is none', 'GET http://[::1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
  ['two slashes', 'GET //// HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
  ['no HTTP', 'nonsense\r\n\r\n'],
])('%s is refused without a word about the inside', async (_what, request) => {
  const service = await start();
  const socket = connect(portOf(service), '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => (answer += chunk.toString()));
  socket.end(request);
  await once(socket, 'close');
  expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /u);
  expect(answer).not.toMatch(/node_modules|\.js|\bat /u);
});

// The embedded database is in this process and cannot be away.
test.runIf(onServer)('while the database is away answers say so and when to come back, and then all is well again', async () => {
  const way = await cuttable(t.database.databaseUrl!, 5432);
  const pcrm = await openPcrm({ databaseUrl: way.url }, { secret: TEST_SECRET });
  const { url } = await start(pcrm);
  const ask = () => post(fetch, t.keys.staff, { query: '{ engagements(first: 1) { edges { cursor } } }' }, url);
  const ready = async () => read(await fetch(new URL('/readyz', url)));
  expect((await ask()).status).toBe(200);
  expect((await ready()).status).toBe(200);
  await way.cut();
  const { status, headers, body } = await ask();
  expect({ status, body }).toMatchObject({ status: 503, body: { errors: [{ extensions: { code: 'UNAVAILABLE' } }] } });
  expect(headers.get('retry-after')).toBe('2');
  expect(await ready()).toMatchObject({ status: 503, body: { status: 'unavailable', checks: { pool: 'The database cannot be read.' } } });
  await way.mend();
  expect((await ask()).status).toBe(200);
  expect((await ready()).body).toEqual({ status: 'ready', checks: { pool: 'ok', migrations: 'ok', disk: 'ok' } });
  expect(await pcrm.findActor(systemActor.id)).toMatchObject({ name: 'PCRM' });
  await services.splice(0)[0]?.stop();
  await pcrm.close();
  await way.cut();
});

// A trigger that ends the connection in which it runs: at once, or deferred until the COMMIT.
const dying = (deferred: boolean) => [
  `CREATE FUNCTION end_connection() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END'`,
  `CREATE CONSTRAINT TRIGGER end_connection AFTER INSERT ON "Stakeholder" ${deferred ? 'DEFERRABLE INITIALLY DEFERRED' : ''} FOR EACH ROW EXECUTE FUNCTION end_connection()`,
];

test.runIf(onServer).each([
  ['at its COMMIT', true],
  ['in the middle of it', false],
])('when the connection of a transaction is ended %s the caller is told to come back, and nothing is doubled', async (_when, deferred) => {
  const pcrm = await openPcrm({ databaseUrl: t.database.databaseUrl! }, { secret: TEST_SECRET });
  const { url } = await start(pcrm);
  const name = `끊긴 요청 ${deferred}`;
  const query = `mutation { registerStakeholder(input: { kind: PERSON, name: "${name}" }, idempotencyKey: "${deferred}") { __typename } }`;
  const ask = () => post(fetch, t.keys.staff, { query }, url);
  for (const statement of dying(deferred)) await t.database.client.$executeRawUnsafe(statement);
  const { status, headers, body } = await ask();
  await t.database.client.$executeRawUnsafe('DROP FUNCTION end_connection CASCADE');
  expect({ status, body }).toMatchObject({ status: 503, body: { errors: [{ extensions: { code: 'UNAVAILABLE' } }] } });
  expect(headers.get('retry-after')).toBe('2');
  expect(await t.database.client.stakeholder.count({ where: { name } })).toBe(0);
  // The pool may give the ended connection away once more before it hears of its end.
  const written = { data: { registerStakeholder: { __typename: 'RegisterStakeholderSuccess' } } };
  await expect.poll(async () => (await ask()).body).toEqual(written);
  expect((await ask()).body).toEqual(written);
  expect(await t.database.client.stakeholder.count({ where: { name } })).toBe(1);
  await services.splice(0)[0]?.stop();
  await pcrm.close();
});

test.runIf(onServer)('when every connection is taken callers are told within two seconds, and it is well again within one', async () => {
  const connections = { most: 2, waitMs: 500, waiting: 3 };
  const pcrm = await openPcrm({ databaseUrl: t.database.databaseUrl!, connections }, { secret: TEST_SECRET });
  const { url } = await start(pcrm);
  const ask = async () => {
    const started = performance.now();
    const { status, headers, body } = await post(fetch, t.keys.staff, { query: '{ engagements(first: 1) { edges { cursor } } }' }, url);
    return { status, retryAfter: headers.get('retry-after'), code: body.errors?.[0]?.extensions['code'], ms: performance.now() - started };
  };
  const taken = [1, 2].map(() => pcrm.db.$queryRaw`SELECT 1 AS one FROM pg_sleep(1.5)`.then(() => undefined));
  await expect
    .poll(() => t.pcrm.db.$queryRaw`SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'SELECT 1 AS one FROM pg_sleep%'`)
    .toHaveLength(2);
  const waiting: number[] = [];
  const looking = setInterval(() => waiting.push(pcrm.pool()?.waiting ?? 0), 1);
  const refused = await Promise.all(Array.from({ length: 10 }, ask));
  clearInterval(looking);
  for (const answer of refused) expect(answer).toMatchObject({ status: 503, retryAfter: '2', code: 'UNAVAILABLE' });
  expect(Math.max(...refused.map(({ ms }) => ms))).toBeLessThan(2_000);
  // Three wait for a connection, and nobody else.
  expect(Math.max(...waiting)).toBe(3);
  await Promise.all(taken);
  const freed = performance.now();
  expect((await ask()).status).toBe(200);
  expect(performance.now() - freed).toBeLessThan(1_000);
  await services.splice(0)[0]?.stop();
  await pcrm.close();
});

test.runIf(onServer)('a statement ends at its limit, and the caller is told to come back', async () => {
  const connections = { statementMs: 100, lockMs: 50, idleInTransactionMs: 150 };
  const pcrm = await openPcrm({ databaseUrl: t.database.databaseUrl!, connections }, { secret: TEST_SECRET });
  const [limits] = await pcrm.db.$queryRaw<object[]>`
    SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock,
      current_setting('idle_in_transaction_session_timeout') AS idle`;
  expect(limits).toEqual({ statement: '100ms', lock: '50ms', idle: '150ms' });
  const slow: Pcrm['authenticate'] = async (key) => {
    await pcrm.db.$queryRaw`SELECT pg_sleep(5)`;
    return pcrm.authenticate(key);
  };
  const { url } = await start({ ...pcrm, authenticate: slow });
  const { status, body } = await post(fetch, t.keys.staff, { query: '{ viewer { name } }' }, url);
  expect({ status, body }).toMatchObject({ status: 503, body: { errors: [{ extensions: { code: 'UNAVAILABLE' } }] } });
  await services.splice(0)[0]?.stop();
  await pcrm.close();
});

test('a request that comes on a kept connection while stopping is answered, and told that it is the last', async () => {
  const service = await start();
  const kept = askWith(service);
  await expect.poll(kept.answers).toHaveLength(1);
  const stopped = service.stop();
  await untilRefused(service);
  kept.ask();
  await kept.closed;
  await stopped;
  const [first, second] = kept.answers();
  expect(first).not.toMatch(/connection: close/iu);
  expect(second).toMatch(/connection: close[\s\S]*"ok"/iu);
});

test('a connection that the system has taken before the service stops, and the service not yet, is answered', async () => {
  const service = await start();
  const connections = Array.from({ length: 20 }, () => askWith(service));
  // The connections are made in the next tick, and the event loop, in which the service would take them, does not turn before that.
  await new Promise<void>((resolve) => process.nextTick(resolve));
  await service.stop();
  for (const { answers, closed } of connections) {
    await closed;
    expect(answers()).toHaveLength(1);
  }
});

test('a request that arrives while the process is at work is answered before its connection is closed', async () => {
  const service = await start();
  const kept = askWith(service);
  await expect.poll(kept.answers).toHaveLength(1);
  const stopped = service.stop();
  await untilRefused(service);
  kept.ask();
  // At work until after the last moment for requests on kept connections.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
  await kept.closed;
  await stopped;
  expect(kept.answers()).toHaveLength(2);
});
