import { describe, expect, test } from 'vitest';
import { createClient, type ClientOptions } from './client.js';
import { EngagementInsightDocument, LogEngagementDocument, TypedDocumentString, ViewerDocument } from './generated/operations.js';
import { NotAnswered } from './not-answered.js';

interface Seen {
  readonly url: string;
  readonly headers: Headers;
  readonly body: { readonly query: string; readonly variables: Record<string, unknown> };
}

/** A client whose service gives these answers in turn, and what it was asked. */
function clientOf(answers: readonly (() => Response)[], options: Partial<ClientOptions> = {}) {
  const seen: Seen[] = [];
  const client = createClient({
    url: 'https://pcrm.test/graphql',
    key: 'pcrm_key',
    retries: { longestPauseMs: 1_000 },
    fetch: async (url, init) => {
      seen.push({ url, headers: new Headers(init.headers), body: JSON.parse(init.body as string) as Seen['body'] });
      const answer = answers[seen.length - 1];
      if (answer === undefined) throw new Error('asked too often');
      return answer();
    },
    ...options,
  });
  return { client, seen };
}

const viewer = { viewer: { id: 'QWN0b3I6MQ', name: '시연 담당자', role: 'STAFF', department: null } };
const answered = (data: unknown) => () => Response.json({ data });
const refused =
  (status: number, code: string, headers: Record<string, string> = {}) =>
  () =>
    Response.json({ data: null, errors: [{ message: `It is ${code}.`, extensions: { code } }] }, { status, headers });
const unreachable = () => {
  throw new TypeError('fetch failed');
};
const busy = refused(429, 'RATE_LIMITED', { 'retry-after': '0' });
const away = refused(503, 'UNAVAILABLE', { 'retry-after': '0' });
const input = {
  occurredAt: '2013-01-15T10:00:00+09:00',
  channel: 'VISIT',
  direction: 'OUTBOUND',
  subject: '주요업무 설명',
  stakeholderIds: ['T3JnYW5pemF0aW9uOjE'],
} as const;

const failureOf = async (asked: Promise<unknown>) => {
  const failure = await asked.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(failure instanceof NotAnswered)) throw new Error('It was not NotAnswered.', { cause: failure });
  return failure;
};

describe('what is sent', () => {
  test('is the operation as JSON with the key and a request id', async () => {
    const { client, seen } = clientOf([answered(viewer)]);
    expect(await client.send(ViewerDocument)).toEqual(viewer);
    expect(seen).toHaveLength(1);
    expect(seen[0]?.url).toBe('https://pcrm.test/graphql');
    expect(seen[0]?.headers.get('authorization')).toBe('Bearer pcrm_key');
    expect(seen[0]?.headers.get('content-type')).toBe('application/json');
    expect(seen[0]?.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/u);
    expect(seen[0]?.body.query).toMatch(/^query Viewer \{/u);
    expect(seen[0]?.body.variables).toEqual({});
  });

  test('has a fresh key for each attempt, and no header without one', async () => {
    let issued = 0;
    const { client, seen } = clientOf([away, answered(viewer)], { key: async () => `pcrm_${(issued += 1)}` });
    await client.send(ViewerDocument);
    expect(seen.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer pcrm_1', 'Bearer pcrm_2']);
    const bare = clientOf([answered(viewer)], { key: undefined });
    await bare.client.send(ViewerDocument);
    expect(bare.seen[0]?.headers.has('authorization')).toBe(false);
  });

  test('carries the request id that is given, in each attempt', async () => {
    const { client, seen } = clientOf([away, answered(viewer)]);
    await client.with({ requestId: '0190f3a2-7c1e-7d3b-9a51-0242ac120002' }).send(ViewerDocument);
    expect(seen.map(({ headers }) => headers.get('x-request-id'))).toEqual([
      '0190f3a2-7c1e-7d3b-9a51-0242ac120002',
      '0190f3a2-7c1e-7d3b-9a51-0242ac120002',
    ]);
  });

  test('has an idempotency key where the mutation takes one, the same in each attempt', async () => {
    const { client, seen } = clientOf([away, answered({ logEngagement: { __typename: 'LogEngagementSuccess' } })]);
    await client.send(LogEngagementDocument, { input });
    const keys = seen.map(({ body }) => body.variables['idempotencyKey']);
    expect(keys[0]).toMatch(/^[\da-f-]{36}$/u);
    expect(keys[1]).toBe(keys[0]);
  });

  test('keeps the idempotency key that is given', async () => {
    const { client, seen } = clientOf([answered({ logEngagement: {} })]);
    await client.send(LogEngagementDocument, { input, idempotencyKey: 'agenda-42' });
    expect(seen[0]?.body.variables['idempotencyKey']).toBe('agenda-42');
  });
});

describe('asking again', () => {
  test.each([
    ['is busy', busy],
    ['is away', away],
    ['cannot be reached', unreachable],
  ])('a service that %s is asked again', async (_case, answer) => {
    const { client, seen } = clientOf([answer, answer, answered(viewer)]);
    expect(await client.send(ViewerDocument)).toEqual(viewer);
    expect(seen).toHaveLength(3);
  });

  test('ends after the times that are given', async () => {
    const { client, seen } = clientOf([away, away, away], { retries: { times: 2 } });
    expect((await failureOf(client.send(ViewerDocument))).code).toBe('UNAVAILABLE');
    expect(seen).toHaveLength(3);
  });

  test('waits as long as the service asks', async () => {
    const { client } = clientOf([refused(429, 'RATE_LIMITED', { 'retry-after': '1' }), answered(viewer)]);
    const started = performance.now();
    await client.send(ViewerDocument);
    expect(performance.now() - started).toBeGreaterThan(950);
  });

  test('is left to the caller where the service asks for long, with the time', async () => {
    const { client, seen } = clientOf([refused(429, 'RATE_LIMITED', { 'retry-after': '60' })]);
    expect((await failureOf(client.send(ViewerDocument))).retryAfterMs).toBe(60_000);
    expect(seen).toHaveLength(1);
  });

  test('does not repeat a mutation without a key that may have been carried out', async () => {
    const mutation = new TypedDocumentString<unknown, Record<string, never>>('mutation Close { close }');
    for (const answer of [away, unreachable]) {
      const { client, seen } = clientOf([answer, answered({})]);
      await failureOf(client.send(mutation));
      expect(seen).toHaveLength(1);
    }
    const { client, seen } = clientOf([busy, answered({ close: true })]);
    expect(await client.send(mutation)).toEqual({ close: true });
    expect(seen).toHaveLength(2);
  });

  test.each([
    [400, 'BAD_REQUEST'],
    [401, 'UNAUTHENTICATED'],
    [200, 'FORBIDDEN'],
    [500, 'INTERNAL'],
  ])('does not help against a status %d with %s', async (status, code) => {
    const { client, seen } = clientOf([refused(status, code), answered(viewer)]);
    const failure = await failureOf(client.send(ViewerDocument));
    expect(failure).toMatchObject({ status, code, message: `It is ${code}.` });
    expect(seen).toHaveLength(1);
  });

  test('stops when the caller gives up, also in the pause', async () => {
    const { client, seen } = clientOf([refused(503, 'UNAVAILABLE', { 'retry-after': '1' }), answered(viewer)]);
    const asked = client.with({ signal: AbortSignal.timeout(20) }).send(ViewerDocument);
    await expect(asked).rejects.toThrow(/timeout/u);
    expect(seen).toHaveLength(1);
  });
});

describe('what is thrown', () => {
  test('names the request as the service logged it', async () => {
    const { client } = clientOf([refused(400, 'BAD_REQUEST', { 'x-request-id': 'from-the-service' })]);
    expect((await failureOf(client.send(ViewerDocument))).requestId).toBe('from-the-service');
  });

  test('tells of a page that is not the service', async () => {
    const { client } = clientOf([() => new Response('<html>Bad gateway</html>', { status: 502 })]);
    expect(await failureOf(client.send(ViewerDocument))).toMatchObject({
      code: 'NO_ANSWER',
      message: 'The answer has the status 502 and is not one of the service. Check the URL, and what lies between.',
    });
  });

  test('tells of half an answer: there is no data that lacks parts', async () => {
    const half = { data: { engagementInsight: null }, errors: [{ message: 'No.', extensions: { code: 'FORBIDDEN' } }] };
    const { client } = clientOf([() => Response.json(half)]);
    const asked = client.send(EngagementInsightDocument, { from: '2013-01-01', until: '2014-01-01', by: 'MONTH' });
    expect((await failureOf(asked)).code).toBe('FORBIDDEN');
  });

  test('tells of a service that does not answer in time', async () => {
    const { client } = clientOf([], {
      timeoutMs: 20,
      retries: { times: 0 },
      fetch: (_url, { signal }) =>
        new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error))),
    });
    expect((await failureOf(client.send(ViewerDocument))).code).toBe('UNREACHABLE');
  });
});
