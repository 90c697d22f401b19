import { COST_LIMIT, costOf, type Allowance, type GraphQLContext } from '@pcrm/graphql';
import type { ExecutionArgs } from 'graphql';
import { limitExceeded } from '../limit-exceeded.js';
import { rateLimited } from '../rate-limited.js';
import { createRateLimit } from '../rate-limits.js';
import type { ServicePlugin } from '../request-state.js';
import type { SharedLimits } from '../shared-limits.js';

/** Takes what operations cost from the allowance of their callers. */
export interface QueryCost {
  /**
   * Takes the cost of an operation before it runs, and tells it in the context.
   *
   * @throws LIMIT_EXCEEDED for one that costs too much, RATE_LIMITED when its caller has not as much left.
   */
  readonly charge: (args: ExecutionArgs) => Promise<void>;
}

/** So many points a minute for each caller. Zero: no allowance, and only the cost is told. */
export function queryCost(pointsPerMinute: number, shared?: SharedLimits): QueryCost {
  const points = pointsPerMinute === 0 ? undefined : createRateLimit(pointsPerMinute, { what: 'cost', shared });
  return {
    async charge(args) {
      // Yoga's context of a request is the one that the resolvers get.
      const context = args.contextValue as GraphQLContext & { allowance?: Allowance; spent?: number };
      const cost = costOf(args);
      if (cost === undefined) return;
      context.allowance = { cost };
      if (cost > COST_LIMIT) throw tooExpensive(cost);
      if (points === undefined) {
        context.spent = cost;
        return;
      }
      const state = await points.take(context.actor.id, cost);
      const { limit, remaining, msBeforeReset } = state;
      context.allowance = { cost, limit, remaining, resetsAt: new Date(Date.now() + msBeforeReset) };
      if (!state.allowed)
        throw rateLimited(state, `This operation costs ${cost}, and of the ${limit} of this minute ${remaining} are left.`);
      context.spent = cost;
    },
  };
}

/**
 * Takes the cost of each operation before it runs, and tells it and what is left in headers: `X-Query-Cost`, and `RateLimit` and
 * `RateLimit-Policy` as the IETF's draft has them. A subscription costs at its start and again with each event.
 */
export function useQueryCost({ charge }: QueryCost): ServicePlugin {
  return {
    onExecute: ({ args }) => charge(args),
    onSubscribe: ({ args }) => charge(args),
    onResponse({ response, serverContext }) {
      const { allowance } = serverContext as { allowance?: Allowance };
      if (allowance === undefined) return;
      response.headers.set('x-query-cost', String(allowance.cost));
      if (allowance.limit === undefined || allowance.resetsAt === undefined) return;
      const seconds = Math.max(1, Math.ceil((allowance.resetsAt.getTime() - Date.now()) / 1000));
      response.headers.set('ratelimit-policy', `"cost";q=${allowance.limit};w=60`);
      response.headers.set('ratelimit', `"cost";r=${allowance.remaining};t=${seconds}`);
    },
  };
}

function tooExpensive(found: number) {
  return limitExceeded({
    limit: 'cost',
    maximum: COST_LIMIT,
    found,
    sentence: `The operation costs ${found} points`,
    cure: 'Ask for smaller pages: below a list everything costs as many times as the list has rows.',
  });
}
