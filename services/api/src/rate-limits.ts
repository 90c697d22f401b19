import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { SharedRedis } from './redis.js';

/** What is left to somebody of so many points a minute. */
export interface RateState {
  /** Points of each minute. */
  readonly limit: number;
  readonly remaining: number;
  /** How long until there are all of them again. */
  readonly msBeforeReset: number;
}

/** Counts points by name and minute. */
export interface RateLimit {
  /** Takes points. `allowed` is false when there were not as many. */
  readonly take: (name: string, points: number) => Promise<RateState & { readonly allowed: boolean }>;
  /** Whether there are any left. */
  readonly look: (name: string) => Promise<RateState & { readonly allowed: boolean }>;
}

/** What is counted, and where. */
interface Counted {
  /** A word that tells this limit from others. */
  readonly what: string;
  /** Where all instances count together; left out, and while it is away, this process counts for itself. */
  readonly shared?: SharedRedis | undefined;
}

const SECONDS = 60;

/** So many points a minute for each name. */
export function createRateLimit(points: number, { what, shared }: Counted): RateLimit {
  const ofProcess = new RateLimiterMemory({ points, duration: SECONDS });
  const limiter = shared
    ? new RateLimiterRedis({
        storeClient: shared.client,
        keyPrefix: `pcrm:${what}`,
        points,
        duration: SECONDS,
        rejectIfRedisNotReady: true,
        insuranceLimiter: ofProcess,
      })
    : ofProcess;
  const stateOf = ({ remainingPoints, msBeforeNext }: RateLimiterRes) => ({
    limit: points,
    remaining: Math.max(0, remainingPoints),
    msBeforeReset: Math.max(0, msBeforeNext),
  });
  return {
    async take(name, taken) {
      try {
        return { ...stateOf(await limiter.consume(name, taken)), allowed: true };
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        return { ...stateOf(refusal), allowed: false };
      }
    },
    async look(name) {
      const found = await limiter.get(name);
      if (found === null) return { limit: points, remaining: points, msBeforeReset: 0, allowed: true };
      return { ...stateOf(found), allowed: found.remainingPoints > 0 };
    },
  };
}
