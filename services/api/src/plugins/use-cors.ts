import type { ServicePlugin } from '../request-state.js';

const allowed = {
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': 'authorization, content-type, accept, idempotency-key, if-match, if-none-match, last-event-id',
  'access-control-max-age': '600',
};
const exposed = 'x-request-id, x-query-cost, ratelimit, ratelimit-policy, retry-after, etag';

/**
 * Lets pages of exactly these origins read answers. There are no cookies, so that no page is ever allowed to send any. Yoga's own answers
 * other origins with the origin `null`, which sandboxed pages have.
 */
export function useCors(origins: readonly string[]): ServicePlugin {
  const isAllowed = (origin: string | null): origin is string => origin !== null && origins.includes(origin);
  return {
    onRequest(event) {
      const { request, fetchAPI } = event;
      const isPreflight = request.method === 'OPTIONS' && request.headers.has('access-control-request-method');
      if (!isPreflight) return;
      const headers = isAllowed(request.headers.get('origin')) ? allowed : {};
      event.endResponse(new fetchAPI.Response(null, { status: 204, headers }));
    },
    onResponse({ request, response }) {
      if (origins.length === 0) return;
      response.headers.append('vary', 'origin');
      const origin = request.headers.get('origin');
      if (!isAllowed(origin)) return;
      response.headers.set('access-control-allow-origin', origin);
      response.headers.set('access-control-expose-headers', exposed);
    },
  };
}
