import type { Actor } from '@pcrm/core';
import { COST_LIMIT, costOf, type Allowance, type GraphQLContext } from '@pcrm/graphql';
import type { ExecutionArgs } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { ServiceErrorCode } from '../error-codes.js';
import { limitExceeded } from '../limit-exceeded.js';
import type { Metrics } from '../metrics.js';
import { rateLimited } from '../rate-limited.js';
import { createRateLimit, type RateState } from '../rate-limits.js';
import type { SharedRedis } from '../redis.js';
import type { RequestState, ServicePlugin } from '../request-state.js';

/** Takes what operations cost from the allowance of their callers. */
export interface QueryCost {
  /**
   * Takes the cost of an operation before it runs, and tells it in the context.
   *
   * @throws LIMIT_EXCEEDED for one that costs too much, RATE_LIMITED when its caller has not as much left.
   */
  readonly charge: (args: ExecutionArgs) => Promise<void>;
  /** Takes what a request costs that was refused before it could run. Undefined where nothing is counted. */
  readonly chargeRefusal: (actor: Actor) => Promise<Allowance | undefined>;
  /** @throws RATE_LIMITED for a caller of whom it is known that nothing is left. */
  readonly requireSome: (actor: Actor) => void;
}

// To find out that a request is refused may take as long as a query that reads some rows.
const REFUSAL_COST = 500;

/** What is refused because of what the caller sent. */
const mistakes: ReadonlySet<ServiceErrorCode> = new Set<ServiceErrorCode>([
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'OPERATION_NOT_REGISTERED',
  'LIMIT_EXCEEDED',
]);

// As many callers as a large city has staff.
const MOST_CALLERS = 10_000;

/** Where points are counted beside the allowance of each caller. */
interface Counting {
  readonly shared?: SharedRedis | undefined;
  readonly metrics?: Pick<Metrics, 'spend'> | undefined;
}

/** So many points a minute for each caller. Zero: no allowance, and only the cost is told. */
export function queryCost(pointsPerMinute: number, { shared, metrics }: Counting): QueryCost {
  const points = pointsPerMinute === 0 ? undefined : createRateLimit(pointsPerMinute, { what: 'cost', shared });
  // Whoever had too little left has nothing until the minute is over.
  const out = new LRUCache<string, RateState & { readonly until: number }>({ max: MOST_CALLERS });
  const take = async (limit: NonNullable<typeof points>, { id }: Actor, cost: number) => {
    const state = await limit.take(id, cost);
    if (!state.allowed) out.set(id, { ...state, until: performance.now() + state.msBeforeReset });
    return state;
  };
  return {
    requireSome({ id }) {
      const state = out.get(id);
      const msBeforeReset = state === undefined ? 0 : state.until - performance.now();
      if (state === undefined || msBeforeReset <= 0) return;
      throw rateLimited({ ...state, msBeforeReset }, `Of the ${state.limit} points of this minute none are left.`);
    },
    async chargeRefusal(actor) {
      return points && allowanceOf(REFUSAL_COST, await take(points, actor, REFUSAL_COST));
    },
    async charge(args) {
      // Yoga's context of a request is the one that the resolvers get.
      const context = args.contextValue as GraphQLContext & { allowance?: Allowance; spent?: number };
      const cost = costOf(args);
      if (cost === undefined) return;
      context.allowance = { cost };
      if (cost > COST_LIMIT) throw tooExpensive(cost);
      if (points !== undefined) {
        const state = await take(points, context.actor, cost);
        context.allowance = allowanceOf(cost, state);
        if (!state.allowed)
          throw rateLimited(state, `This operation costs ${cost}, and of the ${state.limit} of this minute ${state.remaining} are left.`);
      }
      context.spent = cost;
      metrics?.spend(cost);
    },
  };
}

function allowanceOf(cost: number, { limit, remaining, msBeforeReset }: RateState): Allowance {
  return { cost, limit, remaining, resetsAt: new Date(Date.now() + msBeforeReset) };
}

/**
 * Takes the cost of each operation before it runs, and tells it and what is left in headers: `X-Query-Cost`, and `RateLimit` and
 * `RateLimit-Policy` as the IETF's draft has them. A subscription costs at its start and again with each event. What is refused costs, too,
 * and of whoever has nothing left no body is read.
 */
export function useQueryCost({ charge, chargeRefusal, requireSome }: QueryCost): ServicePlugin {
  return {
    onRequestParse: ({ serverContext }) => requireSome(serverContext.actor),
    onExecute: ({ args }) => charge(args),
    onSubscribe: ({ args }) => charge(args),
    async onResponse({ response, serverContext }) {
      const { actor, codes, spent, allowance: ofOperation }: Partial<RequestState> & { readonly allowance?: Allowance } = serverContext;
      const wasRefused = actor !== undefined && spent === undefined && codes?.some((code) => mistakes.has(code));
      const allowance = (wasRefused ? await chargeRefusal(actor) : undefined) ?? ofOperation;
      if (allowance === undefined) return;
      response.headers.set('x-query-cost', String(ofOperation?.cost ?? allowance.cost));
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
