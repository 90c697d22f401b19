import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { sendNodeResponse, type ServerAdapterInitialContext } from '@whatwg-node/server';
import type { Plugin, YogaServer } from 'graphql-yoga';
import type { Logger } from 'pino';
import { isJson } from '../media-types.js';
import type { RequestState, ServicePlugin } from '../request-state.js';
import { securityHeaders } from '../security-headers.js';
import { LaneRequest } from './lane-request.js';

/** The short way of most requests into Yoga. */
export interface HttpLane {
  /** By which it learns of the plugins. */
  readonly plugin: ServicePlugin;
  /** What answers requests: the lane those that are for it, Yoga's own listener all others. */
  readonly before: (yogaListener: RequestListener) => RequestListener;
}

type LaneContext = RequestState & ServerAdapterInitialContext;
type Yoga = YogaServer<LaneContext, object>;
type Plugins = readonly Plugin<object, LaneContext>[];

// Whoever wants a stream of events or of parts asks for it.
const accepted = /^(?:(?:application\/(?:graphql-response\+)?json|\*\/\*)\s*(?:;[^,]*)?(?:,\s*|$))*$/u;

/** Whether a request is an operation that is posted as JSON and answered as JSON. Any other is for Yoga's own listener. */
export function isForLane({ method, url, headers }: IncomingMessage): boolean {
  return method === 'POST' && url === '/graphql' && isJson(headers['content-type']) && accepted.test(headers.accept ?? '');
}

/**
 * The lane for operations that are posted as JSON to `/graphql`. Yoga's own listener copies a request into a `Request` of its own, reads its
 * body through two streams and makes a context for each: three quarters of what a small query costs. The lane hands Yoga a
 * {@link LaneRequest} instead. What happens to it is not written here a second time: all plugins run, in their order, and what lies between
 * is Yoga's own `handle`.
 */
export function openHttpLane(logger: Logger): HttpLane {
  let lane: Lane | undefined;
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    try {
      await lane?.answer(incoming, outgoing);
    } catch (err) {
      logger.error({ err }, 'unexpected error');
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(500, { connection: 'close', ...securityHeaders }).end();
    }
  };
  return {
    plugin: {
      onYogaInit: ({ yoga }) => {
        lane = new Lane(yoga as unknown as Yoga);
      },
    },
    before: (yogaListener) => (incoming, outgoing) => {
      if (isForLane(incoming)) void answer(incoming, outgoing);
      else yogaListener(incoming, outgoing);
    },
  };
}

class Lane {
  readonly #onRequest;
  readonly #onResponse;

  constructor(readonly yoga: Yoga) {
    const plugins = yoga.getEnveloped._plugins as Plugins;
    this.#onRequest = plugins.flatMap(({ onRequest = [] }) => onRequest);
    this.#onResponse = plugins.flatMap(({ onResponse = [] }) => onResponse);
  }

  async answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { fetchAPI } = this.yoga;
    const headers = new fetchAPI.Headers(incoming.headers as Record<string, string>);
    const request = new LaneRequest({ incoming, outgoing }, headers) as unknown as Request;
    // What plugins need of a request they set themselves, in their order.
    const serverContext = { req: incoming, res: outgoing } as unknown as LaneContext;
    let response = await this.#respond(request, serverContext);
    const setResponse = (other: Response) => {
      response = other;
    };
    for (const hook of this.#onResponse) {
      const done = hook({ request, response, serverContext, fetchAPI, setResponse });
      if (done !== undefined) await done;
    }
    await sendNodeResponse(response, outgoing, incoming, true);
  }

  async #respond(request: Request, serverContext: LaneContext): Promise<Response> {
    const { fetchAPI } = this.yoga;
    const url = new fetchAPI.URL(request.url);
    let handle = this.yoga.handle;
    let early: Response | undefined;
    for (const hook of this.#onRequest) {
      const done = hook({
        request,
        url,
        serverContext,
        fetchAPI,
        requestHandler: handle,
        setRequestHandler: (other) => (handle = other),
        setRequest: () => {
          throw new Error('No plugin replaces the request of the lane.');
        },
        endResponse: (ended) => (early = ended),
      });
      if (done !== undefined) await done;
      if (early !== undefined) return early;
    }
    return handle(request, serverContext);
  }
}
