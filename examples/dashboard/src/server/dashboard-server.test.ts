import { createServer, type IncomingHttpHeaders } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { InfluenceAndInterestDocument } from '../generated/operations.js';
import { createDashboardServer } from './dashboard-server.js';

const KEY = 'pcrm_the_key_of_the_dashboard';
const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const files = new Map([
  ['/', { bytes: bytes('<title>현황판</title>'), type: 'text/html; charset=utf-8', isNamedByContent: false }],
  ['/assets/index-1.js', { bytes: bytes('1;'), type: 'text/javascript; charset=utf-8', isNamedByContent: true }],
]);

interface Asked {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let asked: Asked[] = [];
const service = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (text: string) => (body += text));
  request.on('end', () => {
    asked.push({ headers: request.headers, body });
    response.writeHead(200, { 'content-type': 'application/json', 'x-request-id': 'id-of-the-service', 'set-cookie': 'a=b' });
    response.end('{"data":{"influenceInterestMap":[]}}');
  });
});
let answer: (request: Request) => Promise<Response>;

beforeAll(async () => {
  await once(service.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(service.address() as AddressInfo).port}/graphql`;
  answer = createDashboardServer({ url, key: KEY, files, asOf: '2013-12-31' });
});
afterAll(() => {
  service.closeAllConnections();
  service.close();
});
beforeEach(() => {
  asked = [];
});

const get = (path: string, init: RequestInit = {}) => answer(new Request(`http://localhost${path}`, init));
const operation = InfluenceAndInterestDocument.trim();
const post = (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  get('/graphql', { method: 'POST', headers, body });

describe('the page', () => {
  test('is served under a policy that lets in nothing from elsewhere and nothing inline', async () => {
    const response = await get('/?asOf=2013-06-30');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('<title>현황판</title>');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy.split('; ').slice(0, 5)).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self'",
      "connect-src 'self'",
    ]);
    expect(policy).not.toMatch(/unsafe|data:|\*/u);
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('begins on the day that the program names, and keeps what else the address asks for', async () => {
    const response = await get('/?lang=en');
    expect([response.status, response.headers.get('location')]).toEqual([302, '/?lang=en&asOf=2013-12-31']);
  });

  test('has files that browsers keep, and no others', async () => {
    expect((await get('/assets/index-1.js')).headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    for (const path of ['/assets/', '/index.html', '/assets/../../package.json', '/..%2f..%2fpackage.json', '/favicon.ico']) {
      const response = await get(path);
      expect([path, response.status]).toEqual([path, 404]);
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
    expect((await get('/', { method: 'POST' })).status).toBe(405);
    const head = await get('/?asOf=2013-06-30', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });
});

describe('what is asked', () => {
  test('goes to the service with the key, and the answer comes back without more than it needs', async () => {
    const body = JSON.stringify({ query: operation, variables: { asOf: '2013-12-31' }, extensions: { more: true } });
    const headers = { 'content-type': 'application/json', 'x-request-id': 'id-of-the-page', cookie: 'c=d', authorization: 'Bearer own' };
    const response = await post(body, headers);
    expect(await response.json()).toEqual({ data: { influenceInterestMap: [] } });
    expect(response.headers.get('x-request-id')).toBe('id-of-the-service');
    expect(response.headers.has('set-cookie')).toBe(false);
    expect(JSON.stringify([...response.headers])).not.toContain(KEY);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.headers).toMatchObject({ authorization: `Bearer ${KEY}`, 'x-request-id': 'id-of-the-page' });
    expect(asked[0]?.headers.cookie).toBeUndefined();
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ query: operation, variables: { asOf: '2013-12-31' } });
  });

  test.each([
    ['another operation', JSON.stringify({ query: '{ viewer { name } }' }), 400, 'OPERATION_NOT_REGISTERED'],
    [
      'one of the page with more in it',
      JSON.stringify({ query: `${operation} query More { viewer { name } }` }),
      400,
      'OPERATION_NOT_REGISTERED',
    ],
    ['several at once', JSON.stringify([{ query: operation }]), 400, 'OPERATION_NOT_REGISTERED'],
    ['no JSON', 'query', 400, 'OPERATION_NOT_REGISTERED'],
    ['more than an operation takes', JSON.stringify({ query: operation, variables: { asOf: 'x'.repeat(9_000) } }), 413, 'BAD_REQUEST'],
  ])('is not %s', async (_what, body, status, code) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code } }] });
    expect(asked).toEqual([]);
  });

  test('comes from no form and by no link', async () => {
    const body = JSON.stringify({ query: operation });
    for (const type of ['text/plain', 'application/x-www-form-urlencoded'])
      expect((await post(body, { 'content-type': type })).status).toBe(415);
    expect((await get(`/graphql?query=${encodeURIComponent(operation)}`)).status).toBe(405);
    expect(asked).toEqual([]);
  });
});

test('a service that is away is said to be, in a way that the client of the page asks again', async () => {
  const away = createDashboardServer({ url: 'http://127.0.0.1:1/graphql', key: KEY, files, asOf: undefined });
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: operation }) };
  const response = await away(new Request('http://localhost/graphql', init));
  expect(response.status).toBe(503);
  const text = await response.text();
  expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'UNAVAILABLE' } }] });
  expect(text).not.toContain(KEY);
});
