import { clientReader } from '../client-address.js';
import type { ServicePlugin } from '../request-state.js';

/** Finds out from where a request comes, behind the proxies that are trusted. */
export function useClientAddress(trustedProxies: readonly string[]): ServicePlugin {
  const clientOf = clientReader(trustedProxies);
  return {
    onRequest({ request, serverContext }) {
      const { req } = serverContext as { req?: { socket?: { remoteAddress?: string } } };
      serverContext.client = clientOf({ socketAddress: req?.socket?.remoteAddress, url: request.url, headers: request.headers });
    },
  };
}
