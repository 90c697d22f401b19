import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { RequestState, ServicePlugin } from '../request-state.js';

const routes: readonly string[] = ['/graphql', '/health', '/ready'];

/**
 * Gives each request an id, returned as `x-request-id`, and logs one line when it is answered. Of the URL only known routes are logged:
 * anything else in it is whatever the caller wrote.
 */
export function useRequestLog(logger: Logger): ServicePlugin {
  return {
    onRequest({ url, serverContext }) {
      serverContext.requestId = randomUUID();
      serverContext.startedAt = performance.now();
      serverContext.route = routes.includes(url.pathname) ? url.pathname : 'other';
    },
    onResponse({ request, response, serverContext }) {
      const { requestId, startedAt, route } = serverContext;
      const { actor }: Partial<RequestState> = serverContext;
      response.headers.set('x-request-id', requestId);
      const ms = Math.round(performance.now() - startedAt);
      const line = { requestId, method: request.method, route, status: response.status, ms, actorId: actor?.id };
      // Probes come every few seconds, for ever.
      logger[route === '/health' || route === '/ready' ? 'debug' : 'info'](line, 'answered');
    },
  };
}
