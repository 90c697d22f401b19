import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { openBeside, type Beside, type BesideParts } from './beside.js';
import { gracefulStop, type Stop } from './graceful-stop.js';
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
  readonly stop: Stop;
}

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
  const stop = gracefulStop(http);
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
