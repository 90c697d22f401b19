import { GraphQLError } from 'graphql';
import type { RateState } from './rate-limits.js';

/** Too much in one minute: the answer says how long to wait. */
export function rateLimited({ limit, msBeforeReset }: RateState, sentence: string): GraphQLError {
  const seconds = Math.max(1, Math.ceil(msBeforeReset / 1000));
  return new GraphQLError(`${sentence} Wait ${seconds} s and repeat it, with the same idempotency key.`, {
    extensions: {
      code: 'RATE_LIMITED',
      maximum: limit,
      retryAfterSeconds: seconds,
      http: { status: 429, headers: { 'retry-after': String(seconds) } },
    },
  });
}
