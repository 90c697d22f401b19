import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { RequestState, ServicePlugin } from '../request-state.js';

const routes: readonly string[] = ['/graphql', '/livez', '/readyz'];

const uuid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/iu;

/**
 * Gives each request an id, or takes the one it comes with where that is a UUID: anything freer might hold somebody's name. It is returned
 * as `x-request-id`, and one line is logged when it is answered. Of the URL only known routes are logged: anything else in it is whatever
 * the caller wrote.
 */
export function useRequestLog(logger: Logger): ServicePlugin {
  return {
    onRequest({ request, url, serverContext }) {
      const given = request.headers.get('x-request-id') ?? '';
      serverContext.requestId = uuid.test(given) ? given : randomUUID();
      serverContext.startedAt = performance.now();
      serverContext.route = routes.includes(url.pathname) ? url.pathname : 'other';
    },
    onResponse({ request, response, serverContext }) {
      const { requestId, startedAt, route } = serverContext;
      const { actor, codes, traceId }: Partial<RequestState> = serverContext;
      response.headers.set('x-request-id', requestId);
      const ms = Math.round(performance.now() - startedAt);
      const line = {
        requestId,
        traceId,
        method: request.method,
        route,
        status: response.status,
        codes: codes && [...new Set(codes)],
        ms,
        actorId: actor?.id,
      };
      // Probes come every few seconds, for ever.
      logger[route === '/livez' || route === '/readyz' ? 'debug' : 'info'](line, 'answered');
    },
  };
}
