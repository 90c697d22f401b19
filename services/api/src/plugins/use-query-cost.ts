import { COST_LIMIT, costOf, type Allowance, type GraphQLContext } from '@pcrm/graphql';
import { limitExceeded } from '../limit-exceeded.js';
import { rateLimited } from '../rate-limited.js';
import { createRateLimit } from '../rate-limits.js';
import type { RequestState, ServicePlugin } from '../request-state.js';
import type { SharedLimits } from '../shared-limits.js';

/**
 * Takes the cost of each operation from the allowance of its caller before it runs, and tells both in headers: `X-Query-Cost`, and
 * `RateLimit` and `RateLimit-Policy` as the IETF's draft has them. Zero points a minute: no allowance, and only the cost is told.
 */
export function useQueryCost(pointsPerMinute: number, shared?: SharedLimits): ServicePlugin {
  const points = pointsPerMinute === 0 ? undefined : createRateLimit(pointsPerMinute, { what: 'cost', shared });
  return {
    async onExecute({ args }) {
      // Yoga's context of a request is the one that the resolvers get.
      const context = args.contextValue as unknown as RequestState & GraphQLContext & { allowance?: Allowance };
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
