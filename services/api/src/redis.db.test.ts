import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { pcrmOn } from '@pcrm/core';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createLogger } from './logger.js';
import { openRedis } from './redis.js';
import { startService, type Service } from './start-service.js';
import { cuttable } from './testing-network.js';
import { subscribeTo, type TestStream } from './testing-streams.js';
import { post, testRedisUrl, useTestServer } from './testing.js';

const t = useTestServer();
const services: Service[] = [];
const ways: { readonly cut: () => Promise<void> }[] = [];
const streams: TestStream[] = [];
const clients: Redis[] = [];
afterEach(async () => {
  for (const stream of streams.splice(0)) stream.close();
  for (const client of clients.splice(0)) client.disconnect();
  await Promise.all(services.splice(0).map((service) => service.stop(0)));
  await Promise.all(ways.splice(0).map((way) => way.cut()));
});

interface Instance {
  readonly url: string;
  /** What is left of a minute after an operation that costs 2. */
  readonly left: () => Promise<string | null>;
  readonly status: () => Promise<number>;
  readonly isUp: () => Promise<boolean>;
  readonly log: readonly string[];
}

/** An instance that gives each caller 10 points a minute, unless told otherwise, and each address 3 requests that do not sign in. */
async function start(redisUrl: string, { pcrm = t.pcrm, costPerMinute = 10 } = {}): Promise<Instance> {
  const log: string[] = [];
  const logger = createLogger('info', { write: (line) => log.push((JSON.parse(line) as { msg: string }).msg) });
  const anywhere = { host: '127.0.0.1', port: 0 };
  const limits = { costPerMinute, failedSignInsPerMinute: 3, trustedProxies: ['127.0.0.1'] };
  const service = await startService({ pcrm, logger, graphiql: false, ...anywhere, metricsAt: anywhere, redisUrl, ...limits });
  services.push(service);
  const ask = () => post(fetch, t.keys.staff, { query: '{ viewer { name } }' }, service.url);
  return {
    url: service.url,
    left: async () => (await ask()).headers.get('ratelimit')?.replace(/;t=\d+$/u, '') ?? null,
    status: async () => (await ask()).status,
    isUp: async () => (await (await fetch(service.metricsUrl!)).text()).includes('\npcrm_redis_up 1\n'),
    log,
  };
}

const aboutRedis = ({ log }: Instance) => log.filter((line) => line.startsWith('Redis'));
const AWAY = 'Redis is away: this instance counts limits for itself, and hears of events from PostgreSQL alone';
const BACK = 'Redis is back: limits are counted together again, and instances tell each other of events';

test('where Redis was never reached, an instance starts, answers, counts for itself and says so once', async () => {
  const away = await cuttable('redis://127.0.0.1:6379', 6379);
  await away.cut();
  const instance = await start(away.url);
  expect(await instance.left()).toBe('"cost";r=8');
  expect(await instance.left()).toBe('"cost";r=6');
  expect(await instance.isUp()).toBe(false);
  await expect.poll(() => aboutRedis(instance)).toEqual([AWAY]);
});

test.runIf(testRedisUrl !== undefined)(
  'instances with one Redis have one limit; while it is away each counts for itself and fails nothing; then it is one limit again',
  async () => {
    const way = await cuttable(testRedisUrl!, 6379);
    ways.push(way);
    const one = await start(way.url);
    const other = await start(way.url);
    for (const { isUp } of [one, other]) await expect.poll(isUp).toBe(true);
    expect(await one.left()).toBe('"cost";r=8');
    expect(await other.left()).toBe('"cost";r=6');
    expect(await one.left()).toBe('"cost";r=4');

    await way.cut();
    for (const instance of [one, other]) {
      expect(await instance.left()).toBe('"cost";r=8');
      expect(await instance.left()).toBe('"cost";r=6');
      expect(await instance.isUp()).toBe(false);
      expect(aboutRedis(instance)).toEqual([AWAY]);
    }

    await way.mend();
    for (const { isUp } of [one, other]) await expect.poll(isUp, { timeout: 10_000 }).toBe(true);
    // What was counted in Redis before is still there.
    expect(await other.left()).toBe('"cost";r=2');
    expect(await one.left()).toBe('"cost";r=0');
    expect([await one.status(), await other.status()]).toEqual([429, 429]);
    for (const instance of [one, other]) expect(aboutRedis(instance)).toEqual([AWAY, BACK]);
  },
);

test.runIf(testRedisUrl !== undefined)('a Redis that says nothing any more is taken to be away, until it answers', async () => {
  const way = await cuttable(testRedisUrl!, 6379);
  ways.push(way);
  const instance = await start(way.url);
  await expect.poll(instance.isUp).toBe(true);
  way.hold();
  expect(await instance.left()).toBe('"cost";r=8');
  await expect.poll(instance.isUp).toBe(false);
  expect(await instance.left()).toBe('"cost";r=6');
  way.letGo();
  await expect.poll(instance.isUp, { timeout: 10_000 }).toBe(true);
  expect(aboutRedis(instance)).toEqual([AWAY, BACK]);
});

test.runIf(testRedisUrl !== undefined)('requests that do not sign in are counted together, too', async () => {
  const one = await start(testRedisUrl!);
  const other = await start(testRedisUrl!);
  for (const { isUp } of [one, other]) await expect.poll(isUp).toBe(true);
  const address = `10.${[...randomBytes(3)].join('.')}`;
  const signIn = async ({ url }: Instance) => {
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': address, authorization: 'Bearer pcrm_wrong' };
    return (await fetch(url, { method: 'POST', headers, body: '{"query":"{ viewer { name } }"}' })).status;
  };
  const statuses = [];
  for (const instance of [one, other, one, other, one]) statuses.push(await signIn(instance));
  expect(statuses).toEqual([401, 401, 401, 429, 429]);
});

const LOOK_MS = 500;

/** What holds in a while. `expect.poll` would move the clock, and have instances look. */
async function expectSoon<Value>(look: () => Value | Promise<Value>, expected: Value): Promise<void> {
  const latest = performance.now() + 15_000;
  while (performance.now() < latest && !isDeepStrictEqual(await look(), expected)) await setTimeout(5);
  expect(await look()).toEqual(expected);
}

const channel = `pcrm:events:${new URL(testRedisUrl ?? 'redis://none/0').pathname.slice(1)}`;

async function connect(): Promise<Redis> {
  const client = new Redis(testRedisUrl!);
  clients.push(client);
  await once(client, 'ready');
  return client;
}

/** What instances say to each other from now on, as a list that grows. */
async function overheard(): Promise<string[]> {
  const said: string[] = [];
  const client = await connect();
  client.on('message', (_channel: string, message: string) => said.push(message));
  await client.subscribe(channel);
  return said;
}

/** Two instances, one to write at and one to follow, which hears nothing from PostgreSQL. */
async function startTwo(redisUrl: string) {
  const { listen: _listen, ...deaf } = t.database;
  const costPerMinute = 1_000_000;
  const writing = await start(redisUrl, { costPerMinute });
  const following = await start(redisUrl, { costPerMinute, pcrm: pcrmOn(deaf, t.pcrm) });
  const stream = await subscribeTo(following.url, { key: t.keys.staff, query: 'subscription { policyTaskChanged { title } }' });
  streams.push(stream);
  await expectSoon(() => stream.lastId() !== undefined, true);
  const told = () => stream.messages.map(({ data }) => data.data.policyTaskChanged.title);
  return { writing, following, told };
}

let number = 0;

async function addTask({ url }: Instance, title: string): Promise<void> {
  const query = 'mutation ($input: AddPolicyTaskInput!) { addPolicyTask(input: $input) { __typename } }';
  const step = { status: 'MAINTAINED', on: '2012-12-11', reason: '합의' };
  const input = { number: (number += 1), title, origin: 'AGREED', ...step };
  const { status, body } = await post(fetch, t.keys.staff, { query, variables: { input } }, url);
  expect({ status, body }).toEqual({ status: 200, body: { data: { addPolicyTask: { __typename: 'AddPolicyTaskSuccess' } } } });
}

/** A Redis as a service opens it, without one: with commits that are made by hand, and a count of the looks. */
function openAlone(url: string) {
  const listeners = new Set<() => void>();
  const log: string[] = [];
  let looks = 0;
  const onCommit = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const logger = createLogger('info', { write: (line) => log.push((JSON.parse(line) as { msg: string }).msg) });
  const redis = openRedis(url, { logger, events: { onCommit, wake: () => (looks += 1) } });
  clients.push(redis.client);
  const commit = () => {
    for (const listener of listeners) listener();
  };
  return { ...redis, commit, listeners, looks: () => looks, log };
}

describe.runIf(testRedisUrl !== undefined)('events', () => {
  // No instance looks for itself: its clock stands still.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
  afterEach(() => void vi.useRealTimers());

  test('that are committed at one instance come to those who follow another, by an empty message', async () => {
    const said = await overheard();
    const { writing, following, told } = await startTwo(testRedisUrl!);
    for (const { isUp } of [writing, following]) await expectSoon(isUp, true);
    const titles = ['첫째', '둘째', '셋째'];
    for (const [index, title] of titles.entries()) {
      await addTask(writing, title);
      await expectSoon(told, titles.slice(0, index + 1));
    }
    await expectSoon(() => said, ['', '', '']);
  });

  test('come with the next look while Redis is away, and at once again when it is back', async () => {
    const way = await cuttable(testRedisUrl!, 6379);
    ways.push(way);
    const { writing, following, told } = await startTwo(way.url);
    for (const { isUp } of [writing, following]) await expectSoon(isUp, true);
    await addTask(writing, '먼저');
    await expectSoon(told, ['먼저']);

    await way.cut();
    await addTask(writing, '끊긴 동안');
    vi.advanceTimersByTime(LOOK_MS);
    await expectSoon(told, ['먼저', '끊긴 동안']);

    await addTask(writing, '아직 끊긴 동안');
    await way.mend();
    // Nobody was told of it: it comes because the instance looks as soon as it hears again.
    await expectSoon(told, ['먼저', '끊긴 동안', '아직 끊긴 동안']);
    await expectSoon(writing.isUp, true);
    await addTask(writing, '다시');
    await expectSoon(told, ['먼저', '끊긴 동안', '아직 끊긴 동안', '다시']);
    for (const instance of [writing, following]) expect(aboutRedis(instance)).toEqual([AWAY, BACK]);
  });

  test('of many commits in one instant are told twice at most: at the first and after the last', async () => {
    const said = await overheard();
    const { client, commit, looks, isUp } = openAlone(testRedisUrl!);
    await expectSoon(looks, 1);
    expect(isUp()).toBe(true);
    for (let count = 0; count < 1_000; count += 1) commit();
    await expectSoon(() => said.length > 1, true);
    // Sent after all that was sent by then.
    await client.publish(channel, 'end');
    await expectSoon(() => said.at(-1), 'end');
    expect(said).toEqual(['', '', 'end']);
    // It hears itself as well, which costs it a look.
    await expectSoon(looks, 4);
  });

  test('of an installation with another database number of the same Redis are not heard', async () => {
    const url = new URL(testRedisUrl!);
    url.pathname = '/1';
    const { looks } = openAlone(url.href);
    await expectSoon(looks, 1);
    const client = await connect();
    expect(await client.publish(channel, '')).toBe(0);
    expect(await client.publish('pcrm:events:1', '')).toBe(1);
    await expectSoon(looks, 2);
  });

  test('are not told after the stop', async () => {
    const said = await overheard();
    const { commit, listeners, looks, stop, client } = openAlone(testRedisUrl!);
    await expectSoon(looks, 1);
    stop();
    commit();
    await expectSoon(() => client.status, 'end');
    await (await connect()).publish(channel, 'end');
    await expectSoon(() => said, ['end']);
    expect(looks()).toBe(1);
    expect([listeners.size, vi.getTimerCount()]).toEqual([0, 0]);
  });

  test('are not waited for by a connection that leads nowhere: it is found out where nobody asks anything, and made anew', async () => {
    const way = await cuttable(testRedisUrl!, 6379);
    ways.push(way);
    const { looks, isUp, log } = openAlone(way.url);
    await expectSoon(looks, 1);
    way.hold();
    vi.advanceTimersByTime(5_000);
    await expectSoon(isUp, false);
    way.letGo();
    await expectSoon(looks, 2);
    await (await connect()).publish(channel, '');
    await expectSoon(looks, 3);
    expect(log).toEqual([AWAY, BACK]);
  });

  test('that an account of Redis may not hear of are said to be heard from PostgreSQL alone, once; limits are counted', async () => {
    const admin = await connect();
    const user = `limits-${randomBytes(4).toString('hex')}`;
    await admin.call('ACL', 'SETUSER', user, 'on', '>secret', '~pcrm:*', 'resetchannels', '+@all');
    const url = new URL(testRedisUrl!);
    url.username = user;
    url.password = 'secret';
    const { client, commit, looks, isUp, log } = openAlone(url.href);
    await expectSoon(() => log, ['Redis refuses a subscription: this instance hears of events from PostgreSQL alone']);
    commit();
    vi.advanceTimersByTime(5_000);
    expect(await client.incr(`pcrm:test:${user}`)).toBe(1);
    // The second refusal has come by then: what is asked after it is answered after it.
    await client.ping();
    expect([isUp(), looks(), log.length]).toEqual([true, 0, 1]);
    await admin.del(`pcrm:test:${user}`);
    await admin.call('ACL', 'DELUSER', user);
  });
});
