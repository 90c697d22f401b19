import { randomBytes } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { createLogger } from './logger.js';
import { startService, type Service } from './start-service.js';
import { cuttable } from './testing-network.js';
import { post, testRedisUrl, useTestServer } from './testing.js';

const t = useTestServer();
const services: Service[] = [];
const ways: { readonly cut: () => Promise<void> }[] = [];
afterEach(async () => {
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

/** An instance that gives each caller 10 points a minute, and each address 3 requests that do not sign in. */
async function start(redisUrl: string): Promise<Instance> {
  const log: string[] = [];
  const logger = createLogger('info', { write: (line) => log.push((JSON.parse(line) as { msg: string }).msg) });
  const anywhere = { host: '127.0.0.1', port: 0 };
  const limits = { costPerMinute: 10, failedSignInsPerMinute: 3, trustedProxies: ['127.0.0.1'] };
  const service = await startService({ pcrm: t.pcrm, logger, graphiql: false, ...anywhere, metricsAt: anywhere, redisUrl, ...limits });
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
const AWAY = 'Redis is away: this instance counts limits for itself';
const BACK = 'Redis is back: limits are counted together again';

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
