import { LRUCache } from 'lru-cache';
import { fingerprintOf } from '../fingerprint.js';
import { rateLimited } from '../rate-limited.js';
import { createRateLimit } from '../rate-limits.js';
import type { SharedRedis } from '../redis.js';
import type { RequestState, ServicePlugin } from '../request-state.js';

// As many as a large city has staff, for as long as a morning.
const good = { max: 10_000, ttl: 4 * 3_600_000 } as const;

/**
 * Takes only so many requests a minute from an address that are not signed in, or with what does not sign in. Beyond them nothing is
 * looked up any more, but for what signed in lately: a whole office may have one address, and one broken tool in it must not lock it out.
 */
export function useSignInLimit(failuresPerMinute: number, shared?: SharedRedis): ServicePlugin {
  const failures = createRateLimit(failuresPerMinute, { what: 'sign-in', shared });
  const signedInLately = new LRUCache<string, true>(good);
  return {
    async onRequestParse({ request, serverContext }) {
      const { address } = serverContext.client;
      const state = await failures.look(address);
      if (state.allowed || signedInLately.has(fingerprintOf(request, serverContext))) return;
      throw rateLimited(state, `From your address came ${state.limit} requests within a minute that did not sign in.`);
    },
    async onResponse({ request, response, serverContext }) {
      const { actor }: Partial<RequestState> = serverContext;
      if (actor !== undefined) signedInLately.set(fingerprintOf(request, serverContext), true);
      else if (response.status === 401) await failures.take(serverContext.client.address, 1);
    },
  };
}
