import { once } from 'node:events';
import { connect } from 'node:net';
import { systemActor } from '@pcrm/core';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { createLogger } from './logger.js';
import { startService, type Service } from './start-service.js';
import type { StreamSettings } from './streams.js';
import { subscribeTo, type TestStream } from './testing-streams.js';
import { post, read, useTestServer } from './testing.js';

const t = useTestServer();
const log: string[] = [];
const logger = createLogger('info', { write: (line) => log.push(line) });
const services: Service[] = [];
const streams: TestStream[] = [];
afterEach(async () => {
  for (const stream of streams.splice(0)) stream.close();
  await Promise.all(services.splice(0).map((service) => service.stop(0)));
});

async function start(settings: { streamSettings?: StreamSettings; costPerMinute?: number } = {}): Promise<string> {
  const service = await startService({ pcrm: t.pcrm, logger, graphiql: false, host: '127.0.0.1', port: 0, ...settings });
  services.push(service);
  return service.url;
}

/** What holds in a while; a busy machine takes longer. */
const expectSoon = <Value>(look: () => Value) => expect.poll(look, { timeout: 15_000, interval: 5 });

const logged = 'subscription ($filter: EngagementFilter) { engagementLogged(filter: $filter) { subject confidentiality } }';

async function follow(
  url: string,
  key: string,
  { query = logged, variables, lastId }: { query?: string; variables?: object; lastId?: string } = {},
) {
  const stream = await subscribeTo(url, { key, query, ...(variables && { variables }), lastId });
  streams.push(stream);
  return stream;
}

let stakeholderId: string;
beforeAll(async () => {
  stakeholderId = (await t.staff.registerStakeholder({ kind: 'PERSON', name: '박종렬' })).id;
});

const visit = { occurredAt: '2012-12-11T10:00:00+09:00', channel: 'VISIT', direction: 'OUTBOUND' } as const;
const logAs = (subject: string, more: object = {}) =>
  t.staff.logEngagement({ ...visit, subject, stakeholderIds: [stakeholderId], ...more });
const subjectsOf = ({ messages }: TestStream) => messages.map(({ data }) => data?.data?.engagementLogged?.subject);
const codesOf = ({ messages }: TestStream) =>
  messages.flatMap(({ data }) => data?.errors?.map((error: { extensions: { code: string } }) => error.extensions.code) ?? []);

test('what happens comes as it happens, in its order, each with an id', async () => {
  const url = await start();
  const stream = await follow(url, t.keys.staff);
  expect(stream.response.status).toBe(200);
  expect(stream.response.headers.get('content-type')).toBe('text/event-stream');
  expect(stream.response.headers.get('cache-control')).toBe('no-store');
  const subjects = ['첫째', '둘째', '셋째'];
  for (const subject of subjects) await logAs(subject);
  await expectSoon(() => subjectsOf(stream)).toEqual(subjects);
  expect(stream.messages[0]).toEqual({
    event: 'next',
    id: expect.stringMatching(/^[\w-]{80,}$/u),
    data: { data: { engagementLogged: { subject: '첫째', confidentiality: 'INTERNAL' } } },
  });
});

test('a stream that is cut off again and again is resumed without loss and without anything twice', async () => {
  const url = await start();
  const told: string[] = [];
  const subjects = Array.from({ length: 40 }, (_, index) => `접촉 ${index}`);
  const first = await follow(url, t.keys.staff);
  await expectSoon(() => first.lastId()).toBeDefined();
  let lastId = first.lastId();
  first.close();
  const writing = (async () => {
    for (const subject of subjects) await logAs(subject);
  })();
  while (told.length < subjects.length) {
    const stream = await follow(url, t.keys.staff, { lastId: lastId! });
    // Cut off after three, wherever that is.
    await expectSoon(() => stream.messages.length).toBeGreaterThanOrEqual(Math.min(3, subjects.length - told.length));
    stream.close();
    await stream.ended;
    told.push(...subjectsOf(stream));
    lastId = stream.lastId();
  }
  await writing;
  expect(told).toEqual(subjects);
});

test('only what the filter takes comes, and one that is wrong is told at once', async () => {
  const url = await start();
  const stream = await follow(url, t.keys.staff, { variables: { filter: { subjectContains: '예산' } } });
  await logAs('청소');
  await logAs('예산 설명');
  await logAs('예산 결산');
  await expectSoon(() => subjectsOf(stream)).toEqual(['예산 설명', '예산 결산']);
  const wrong = await follow(url, t.keys.staff, { variables: { filter: { subjectContains: '' } } });
  expect(await read(wrong.response)).toMatchObject({ status: 400, body: { errors: [{ extensions: { code: 'INVALID_INPUT' } }] } });
});

test('what one may not see does not come, and neither ids nor their number tell that it was there', async () => {
  const url = await start({ streamSettings: { keepAliveMs: 30 } });
  const [viewer, manager] = [await follow(url, t.keys.viewer), await follow(url, t.keys.manager)];
  await logAs('비공개', { confidentiality: 'RESTRICTED' });
  await logAs('공개');
  await expectSoon(() => subjectsOf(manager)).toEqual(['비공개', '공개']);
  await expectSoon(() => subjectsOf(viewer)).toEqual(['공개']);
  // While nothing happens and while something happens that is not for them, ids change and keep their length.
  const idsOf = async (during: () => Promise<unknown>) => {
    const ids = new Set<string>();
    await during();
    await expectSoon(() => ids.add(viewer.lastId()!).size).toBe(4);
    return [...ids];
  };
  const quiet = await idsOf(() => Promise.resolve());
  const busy = await idsOf(() => logAs('또 비공개', { confidentiality: 'RESTRICTED' }));
  expect(new Set([...quiet, ...busy].map((id) => id.length)).size).toBe(1);
  expect(viewer.messages).toHaveLength(1);
});

test('a key that is revoked, or an actor that is disabled, ends its streams within a second and nobody else’s', async () => {
  const url = await start();
  const leaving = await t.admin.addActor({ kind: 'STAFF', name: '퇴직자', role: 'STAFF' });
  const revoked = await t.issueKey(t.actors.staff);
  const [one, two, stays] = [
    await follow(url, revoked.secret),
    await follow(url, (await t.issueKey(leaving)).secret),
    await follow(url, t.keys.staff),
  ];
  await t.admin.revokeApiKey({ id: revoked.id });
  await t.admin.reviseActor({ id: leaving.id, version: 1, disabled: true });
  const started = performance.now();
  await Promise.all([one.ended, two.ended]);
  expect(performance.now() - started).toBeLessThan(1_000);
  for (const stream of [one, two]) {
    expect(codesOf(stream)).toEqual(['UNAUTHENTICATED']);
    expect(stream.messages.at(-1)).toEqual({ event: 'complete', data: null });
  }
  await logAs('남은 사람에게');
  await expectSoon(() => subjectsOf(stays)).toEqual(['남은 사람에게']);
});

test('at each event the reader is whoever they are by then: what a new role may not see does not come', async () => {
  const url = await start();
  const mover = await t.admin.addActor({ kind: 'STAFF', name: '전보자', role: 'MANAGER', departmentId: t.departmentId });
  const stream = await follow(url, (await t.issueKey(mover)).secret);
  await logAs('예전 비공개', { confidentiality: 'RESTRICTED' });
  await expectSoon(() => subjectsOf(stream)).toEqual(['예전 비공개']);
  await t.admin.reviseActor({ id: mover.id, version: 1, role: 'VIEWER' });
  await logAs('이제 비공개', { confidentiality: 'RESTRICTED' });
  await logAs('이제 공개');
  await expectSoon(() => subjectsOf(stream)).toEqual(['예전 비공개', '이제 공개']);
});

test('a tool that loses the permission is told, and its stream ends', async () => {
  const url = await start();
  const tool = await t.pcrm.as(systemActor).addActor({ kind: 'SERVICE', name: '현황판', scopes: ['engagements:read'] });
  const { secret } = await t.issueKey(tool);
  const stream = await follow(url, secret);
  await t.admin.reviseActor({ id: tool.id, version: 1, scopes: ['policy-tasks:read'] });
  await logAs('못 볼 것');
  await stream.ended;
  expect(codesOf(stream)).toEqual(['FORBIDDEN']);
  expect(subjectsOf(stream)).not.toContain('못 볼 것');
  const again = await follow(url, secret);
  expect(await read(again.response)).toMatchObject({ status: 403, body: { errors: [{ extensions: { code: 'FORBIDDEN' } }] } });
});

test('whoever cannot subscribe is told by a status and a code', async () => {
  const url = await start();
  const ask = async (given: { key?: string; query?: string; lastId?: string }) => {
    const { status, body } = await read((await follow(url, given.key ?? t.keys.staff, given)).response);
    return [status, ...body.errors.map(({ extensions }) => extensions['code'])];
  };
  expect(await ask({ key: `pcrm_${'A'.repeat(43)}` })).toEqual([401, 'UNAUTHENTICATED']);
  expect(await ask({ query: 'subscription { nothing }' })).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
  expect(await ask({ lastId: '7' })).toEqual([400, 'INVALID_INPUT']);
  const mine = await follow(url, t.keys.staff);
  await expectSoon(() => mine.lastId()).toBeDefined();
  // An id is good for the actor it was given to.
  expect(await ask({ key: t.keys.manager, lastId: mine.lastId()! })).toEqual([400, 'INVALID_INPUT']);
  t.setNow('2012-12-19T03:00:00.000Z');
  expect(await ask({ lastId: mine.lastId()! })).toEqual([410, 'EVENTS_GONE']);
  t.setNow('2012-12-12T03:00:00.000Z');
});

test('a subscription that is asked for as JSON is refused with what to send', async () => {
  const url = await start();
  const headers = { authorization: `Bearer ${t.keys.staff}`, 'content-type': 'application/json', accept: 'application/json' };
  const answer = await read(await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query: logged }) }));
  expect(answer).toMatchObject({ status: 406, body: { errors: [{ extensions: { code: 'NOT_ACCEPTABLE' } }] } });
});

test('there are only so many streams, of one caller and in all, and one that is closed makes room', async () => {
  const url = await start({ streamSettings: { most: 3, mostOfActor: 2 } });
  const first = await follow(url, t.keys.staff);
  await follow(url, t.keys.staff);
  const third = await follow(url, t.keys.staff);
  expect(await read(third.response)).toMatchObject({
    status: 429,
    body: { errors: [{ extensions: { code: 'LIMIT_EXCEEDED', limit: 'streams', maximum: 2 } }] },
  });
  await follow(url, t.keys.viewer);
  const fourth = await follow(url, t.keys.viewer);
  expect(await read(fourth.response)).toMatchObject({ status: 429, body: { errors: [{ extensions: { maximum: 3 } }] } });
  first.close();
  await expectSoon(async () => (await follow(url, t.keys.viewer)).response.status).toBe(200);
});

test('a subscription costs at its start and with each event; beyond the allowance it ends, to be resumed', async () => {
  const url = await start({ costPerMinute: 9 });
  const stream = await follow(url, t.keys.staff);
  expect(stream.response.headers.get('x-query-cost')).toBe('3');
  for (const subject of ['하나', '둘', '셋']) await logAs(subject);
  await stream.ended;
  expect(subjectsOf(stream).slice(0, 2)).toEqual(['하나', '둘']);
  expect(codesOf(stream)).toEqual(['RATE_LIMITED']);
  expect(Number(stream.messages.at(-1)!.retry)).toBeGreaterThan(1_000);
  expect(stream.messages.map(({ event }) => event)).not.toContain('complete');
});

test('a reader who takes nothing is cut off, and the service goes on', async () => {
  const url = await start({ streamSettings: { slowMs: 100, keepAliveMs: 20 } });
  // Each event is 600 KB, and forty of them are more than the buffers between them take.
  const summaries = Array.from({ length: 40 }, (_, index) => `s${index}: summary`).join(' ');
  const body = JSON.stringify({ query: `subscription { engagementLogged { ${summaries} } }` });
  const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1' });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => undefined);
  socket.write(
    `POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${t.keys.staff}\r\nAccept: text/event-stream\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  // It is subscribed, and from here on nothing is read.
  await once(socket, 'readable');
  socket.pause();
  const summary = '가'.repeat(5_000);
  log.length = 0;
  const ended = () => log.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'stream ended');
  for (let count = 0; count < 40 && ended().length === 0; count += 1) await logAs('긴 것', { summary });
  await expectSoon(ended).toMatchObject([{ why: 'SLOW', actorId: t.actors.staff.id }]);
  socket.resume();
  await closed;
  expect((await post(fetch, t.keys.staff, { query: '{ viewer { name } }' }, url)).status).toBe(200);
});

test('on stopping streams are told when to come back, and hold nothing up', async () => {
  const url = await start();
  const stream = await follow(url, t.keys.staff);
  await logAs('마지막');
  await expectSoon(() => subjectsOf(stream)).toEqual(['마지막']);
  const started = performance.now();
  await services.splice(0)[0]?.stop();
  expect(performance.now() - started).toBeLessThan(2_000);
  await stream.ended;
  expect(stream.messages.at(-1)).toEqual({ retry: expect.stringMatching(/^[1-5]\d{3}$/u) });
  await logAs('그 사이');
  const next = await follow(await start(), t.keys.staff, { lastId: stream.lastId()! });
  await expectSoon(() => subjectsOf(next)).toEqual(['그 사이']);
});

test('commitments come on the day on which they fall due', async () => {
  const url = await start();
  const query = 'subscription ($filter: CommitmentFilter) { commitmentDue(filter: $filter) { text due status } }';
  const stream = await follow(url, t.keys.staff, { query, variables: { filter: { direction: 'OURS' } } });
  const { id: engagementId } = await logAs('약속한 자리');
  const promise = { text: '자료를 보낸다', stakeholderId, ownerId: t.actors.staff.id, engagementId, due: '2012-12-14' };
  await t.staff.makeCommitment({ ...promise, direction: 'OURS' });
  await t.staff.makeCommitment({ ...promise, direction: 'THEIRS' });
  await t.pcrm.announceDueCommitments();
  t.setNow('2012-12-14T03:00:00.000Z');
  expect(await t.pcrm.announceDueCommitments()).toBe(2);
  await expectSoon(() => stream.messages.map(({ data }) => data.data.commitmentDue)).toEqual([
    { text: '자료를 보낸다', due: '2012-12-14', status: 'OPEN' },
  ]);
  t.setNow('2012-12-12T03:00:00.000Z');
});

test('policy tasks come with each step, as they are by then', async () => {
  const url = await start();
  const query = 'subscription ($filter: PolicyTaskFilter) { policyTaskChanged(filter: $filter) { title status { status } } }';
  const all = await follow(url, t.keys.staff, { query });
  const rejected = await follow(url, t.keys.staff, { query, variables: { filter: { statuses: ['REJECTED'] } } });
  const added = { number: 7, title: '마을버스 노선', status: 'PROPOSED', on: '2012-11', reason: '시민 제안' } as const;
  const { id: policyTaskId } = await t.manager.addPolicyTask({ ...added, origin: 'COMMUNICATION' });
  await t.manager.changePolicyTaskStatus({ policyTaskId, version: 1, status: 'REJECTED', on: '2012-12-10', reason: '예산 없음' });
  await expectSoon(() => all.messages.map(({ data }) => data.data.policyTaskChanged.title)).toEqual(['마을버스 노선', '마을버스 노선']);
  await expectSoon(() => rejected.messages.at(-1)?.data.data.policyTaskChanged).toEqual({
    title: '마을버스 노선',
    status: { status: 'REJECTED' },
  });
});
