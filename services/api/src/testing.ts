import { once } from 'node:events';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemActor, type Actor } from '@pcrm/core';
import { useTestPcrm, type TestPcrm } from '@pcrm/core/testing';
import { afterAll, beforeAll } from 'vitest';
import { createLogger } from './logger.js';
import { createServer, type GraphQLServer, type ServerParts } from './server.js';

/** A Redis server for tests that need one; undefined where there is none, and then they are not in the suite. */
export const testRedisUrl = process.env['TEST_REDIS_URL'];

/** A server that answers requests. */
export type Served = Pick<GraphQLServer, 'fetch'>;

const listening: HttpServer[] = [];

/** Makes a server: without a socket, or, where the tests of the HTTP lane run, behind one. */
export function serve(parts: ServerParts): Served {
  const server = createServer(parts);
  return process.env['TEST_HTTP_LANE'] === undefined ? server : behindSocket(server);
}

function behindSocket({ fetch: fetchWithout, listener }: GraphQLServer): Served {
  const http = createHttpServer((incoming, outgoing) => {
    const address = incoming.headers['x-test-address'];
    if (address !== undefined) Object.defineProperty(incoming.socket, 'remoteAddress', { value: address });
    listener(incoming, outgoing);
  });
  listening.push(http);
  const begun = once(http.listen(0, '127.0.0.1'), 'listening');
  return {
    fetch: async (url, init = {}, context = {}) => {
      // No encrypted request comes over a socket of ours.
      if (!url.startsWith('http://localhost/')) return fetchWithout(url, init, context);
      await begun;
      const { req } = context as { readonly req?: { readonly socket: { readonly remoteAddress: string } } };
      const headers = {
        connection: 'close',
        ...(init.headers as Record<string, string>),
        ...(req && { 'x-test-address': req.socket.remoteAddress }),
      };
      return fetch(url.replace('localhost', `127.0.0.1:${(http.address() as AddressInfo).port}`), { ...init, headers });
    },
  };
}

/** A server on a fresh database, a key for each role, and what was logged. Filled before the first test. */
export interface TestServer extends TestPcrm {
  server: Served;
  keys: Record<keyof TestPcrm['actors'], string>;
  /** Lines of the log, at every level. */
  log: string[];
  issueKey: (actor: Actor, expiresAt?: string) => Promise<{ id: string; secret: string }>;
}

/** Opens a server before the tests of a file. */
export function useTestServer(): TestServer {
  const t = useTestPcrm() as TestServer;
  afterAll(() => {
    for (const http of listening.splice(0)) http.close().closeAllConnections();
  });
  beforeAll(async () => {
    t.log = [];
    t.server = serve({ pcrm: t.pcrm, logger: createLogger('trace', { write: (line) => t.log.push(line) }), graphiql: true });
    t.issueKey = (actor, expiresAt) => t.pcrm.as(systemActor).issueApiKey({ actorId: actor.id, label: 'test', expiresAt });
    const secretOf = async (actor: Actor) => (await t.issueKey(actor)).secret;
    const { viewer, staff, manager, admin } = t.actors;
    t.keys = {
      viewer: await secretOf(viewer),
      staff: await secretOf(staff),
      manager: await secretOf(manager),
      admin: await secretOf(admin),
    };
  });
  return t;
}

/** What a client reads of an answer. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly data?: unknown;
    readonly errors: readonly { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }[];
  };
}

type Fetch = (url: string, init: RequestInit) => Response | Promise<Response>;

/** Posts an operation as JSON with a key. */
export async function post(
  fetch: Fetch,
  key: string | undefined,
  operation: object | string,
  url = 'http://localhost/graphql',
): Promise<HttpAnswer> {
  const headers = { 'content-type': 'application/json', ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) };
  return read(await fetch(url, { method: 'POST', headers, body: typeof operation === 'string' ? operation : JSON.stringify(operation) }));
}

/** An answer with its body, as JSON where it is JSON. */
export async function read(response: Response): Promise<HttpAnswer> {
  const text = await response.text();
  const isJson = /json/u.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}
