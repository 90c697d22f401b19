import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { openBeside, type Beside, type BesideParts } from './beside.js';
import { listen, urlOf, type Place } from './listen.js';
import { securityHeaders } from './security-headers.js';
import { createServer, type ServerParts } from './server.js';
import { createStreams, type StreamSettings } from './streams.js';
import { startUpkeep } from './upkeep.js';

/** A service that answers requests. */
export interface Service {
  /** Where GraphQL is served. */
  readonly url: string;
  /** Where metrics are served, where they are. */
  readonly metricsUrl?: string;
  /**
   * Stops: takes no more connections, answers what has come and what still comes on those there are, lets requests in flight finish for at
   * most eight seconds or what is given, and closes what is left.
   * The database stays open; whoever opened it closes it.
   */
  readonly stop: (graceMs?: number) => Promise<void>;
}

// Container platforms kill after ten seconds or more; what is left of them is for closing the database.
const GRACE_MS = 8_000;

// How long kept connections may bring one more request: longer than a round trip, shorter than anybody minds.
const LAST_REQUESTS_MS = 500;

interface ServiceParts extends Omit<ServerParts, keyof Beside | 'streams'>, Omit<BesideParts, 'streams'>, Place {
  readonly streamSettings?: StreamSettings;
}

/**
 * Serves GraphQL at `/graphql` of a host and port; port 0 takes any free one.
 *
 * @throws CannotListen when the port is in use or not permitted, or the host is not one of this machine.
 */
export async function startService({ host, port, streamSettings, ...parts }: ServiceParts): Promise<Service> {
  const streams = createStreams(streamSettings);
  const { metricsUrl, stop: stopBeside, ...beside } = await openBeside({ ...parts, streams });
  const { listener } = createServer({ ...parts, ...beside, streams });
  const http = createHttpServer(
    // A body of 256 KB in 30 s is 9 KB/s; nobody's line is slower, and whoever sends slower than that holds connections on purpose.
    { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 10_000, connectionsCheckingInterval: 2_000 },
    (request, response) => {
      endUnreadBody(request, response);
      if (hasUrl(request)) listener(request, response);
      else response.writeHead(400, { connection: 'close', ...securityHeaders }).end();
    },
  );
  const stop = stopperOf(http);
  try {
    await listen(http, { host, port }, { host: 'HOST', port: 'PORT' });
  } catch (error) {
    await stopBeside();
    throw error;
  }
  const stopUpkeep = startUpkeep(parts.pcrm, parts.logger);
  return {
    url: urlOf(http, host, '/graphql'),
    ...(metricsUrl !== undefined && { metricsUrl }),
    stop: async (graceMs) => {
      // They end when they are told to; whoever reads comes back to resume.
      streams.stop();
      await Promise.all([stop(graceMs), stopUpkeep()]);
      await stopBeside();
    },
  };
}

// An answer may be ready before the body has come: then a little more is read, for the answer to arrive, and whoever still sends is cut off.
const UNREAD_BYTES = 1024 * 1024;
const UNREAD_MS = 2_000;

function endUnreadBody(request: IncomingMessage, response: ServerResponse): void {
  response.once('finish', () => {
    if (request.complete) return;
    let left = UNREAD_BYTES;
    const { socket } = request;
    request.on('data', (chunk: Buffer) => {
      left -= chunk.length;
      if (left < 0) socket.destroy();
    });
    void setTimeout(UNREAD_MS, undefined, { ref: false }).then(() => request.complete || socket.destroy());
  });
}

// Yoga puts the URL together from the Host header, and answers with a stack when it cannot.
function hasUrl({ headers, url = '' }: IncomingMessage): boolean {
  return URL.canParse(`http://${headers.host ?? 'localhost'}${url}`);
}

function stopperOf(http: Server): Service['stop'] {
  const unanswered = new Set<ServerResponse>();
  let stopping: Promise<void> | undefined;
  let allAnswered: (() => void) | undefined;
  http.on('request', (_request, response) => {
    unanswered.add(response);
    // Whoever keeps the connection for a next request is told that there will be none.
    if (stopping) response.setHeader('connection', 'close');
    response.once('close', () => {
      unanswered.delete(response);
      if (unanswered.size === 0) allAnswered?.();
    });
  });
  const stop = async (graceMs: number) => {
    const until = performance.now() + graceMs;
    const closed = stopListening(http);
    for (const response of unanswered) if (!response.headersSent) response.setHeader('connection', 'close');
    // What is on its way on a connection that was kept is answered, too.
    if ((await openConnections(http)) > unanswered.size) await setTimeout(Math.min(LAST_REQUESTS_MS, graceMs), undefined, { ref: false });
    if (unanswered.size > 0) {
      const answered = new Promise<void>((resolve) => (allAnswered = resolve));
      await Promise.race([answered, setTimeout(Math.max(0, until - performance.now()), undefined, { ref: false })]);
    }
    // Browsers open connections ahead of need, and Node does not count those among the idle ones.
    http.closeAllConnections();
    await closed;
  };
  return (graceMs = GRACE_MS) => (stopping ??= stop(graceMs));
}

// HTTP's own close() cuts idle connections at once, with whatever request is just coming in on them.
function stopListening(http: Server): Promise<unknown> {
  return new Promise((resolve) => NetServer.prototype.close.call(http, resolve));
}

function openConnections(http: Server): Promise<number> {
  return new Promise((resolve) => http.getConnections((error, count) => resolve(error === null ? count : 0)));
}
