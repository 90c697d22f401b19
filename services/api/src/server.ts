import type { RequestListener } from 'node:http';
import type { Pcrm } from '@pcrm/core';
import { createContext, cursorSeal, schema } from '@pcrm/graphql';
import { subgraphSchema } from '@pcrm/graphql/federation';
import { createYoga } from 'graphql-yoga';
import type { Logger } from 'pino';
import { createDocumentCache, createRefusalCache } from './document-cache.js';
import { openHttpLane } from './http-lane/http-lane.js';
import { MAX_BODY_BYTES } from './json-body.js';
import type { Metrics } from './metrics.js';
import type { TokenSettings } from './oidc/token-settings.js';
import type { PersistedOperations } from './persisted-operations.js';
import { useAuthentication } from './plugins/use-authentication.js';
import { useClientAddress } from './plugins/use-client-address.js';
import { useCompiledLane } from './plugins/use-compiled-lane.js';
import { useCors } from './plugins/use-cors.js';
import { useErrorCodes } from './plugins/use-error-codes.js';
import { useGraphiqlPage } from './plugins/use-graphiql-page.js';
import { useIdempotencyKey } from './plugins/use-idempotency-key.js';
import { useLanguage } from './plugins/use-language.js';
import { useMetrics } from './plugins/use-metrics.js';
import { usePersistedOperations } from './plugins/use-persisted-operations.js';
import { useProbes } from './plugins/use-probes.js';
import { queryCost, useQueryCost } from './plugins/use-query-cost.js';
import { useQueryLimits } from './plugins/use-query-limits.js';
import { useRequestLog } from './plugins/use-request-log.js';
import { createRest, REST_PATH, useRest } from './plugins/use-rest.js';
import { useSecurityHeaders } from './plugins/use-security-headers.js';
import { useSignInLimit } from './plugins/use-sign-in-limit.js';
import { useStrictRequests } from './plugins/use-strict-requests.js';
import { useSubscriptions } from './plugins/use-subscriptions.js';
import type { SharedRedis } from './redis.js';
import type { RequestState, ServicePlugin } from './request-state.js';
import { createStreams, type Streams } from './streams.js';
import { signInWith } from './sign-in.js';

/** What the service is made from. */
export interface ServerParts {
  readonly pcrm: Pcrm;
  readonly logger: Logger;
  /** Whether browsers get GraphiQL at `/graphql`. */
  readonly graphiql: boolean;
  /** Points that each caller has in a minute; left out or 0, none are counted. */
  readonly costPerMinute?: number;
  /** Requests that do not sign in, of each address in a minute; left out, as many as come. */
  readonly failedSignInsPerMinute?: number;
  /** Bytes that have to be free on the disk of the embedded database; what the library takes when left out. */
  readonly freeBytes?: number;
  /** Addresses and networks of proxies that are believed. */
  readonly trustedProxies?: readonly string[];
  /** Origins whose pages may read answers. */
  readonly corsOrigins?: readonly string[];
  /** Documents that run by their hash. */
  readonly persistedOperations?: PersistedOperations;
  /** Whether nothing else runs. */
  readonly onlyPersistedOperations?: boolean;
  /** Where limits are counted by all instances together; left out, each counts for itself. */
  readonly redis?: SharedRedis;
  /** Whether a role's name signs in; with the embedded database and callers on this machine alone. */
  readonly developmentLogin?: boolean;
  /** The identity provider whose access tokens sign in; left out, API keys alone do. */
  readonly tokens?: TokenSettings | undefined;
  /** What measures requests. */
  readonly metrics?: Metrics;
  /** What makes spans of requests. */
  readonly traces?: ServicePlugin;
  /** Whether the schema is served as a subgraph of Apollo Federation. */
  readonly federation?: boolean;
  /** Whether there are routes for tools that do not speak GraphQL. */
  readonly rest?: boolean;
  /** The event streams; whoever stops the service ends them. */
  readonly streams?: Streams;
}

/** The GraphQL server. */
export interface GraphQLServer {
  /** Answers requests without a socket. */
  readonly fetch: (url: string, init?: RequestInit, context?: object) => Promise<Response>;
  /** Answers those of node:http: most by the HTTP lane, the others by Yoga. */
  readonly listener: RequestListener;
  /** Yoga's own listener, which could answer them all. */
  readonly yogaListener: RequestListener;
}

/** Makes the GraphQL server. */
export function createServer(parts: ServerParts): GraphQLServer {
  const { pcrm, logger, graphiql, failedSignInsPerMinute, persistedOperations } = parts;
  const { onlyPersistedOperations = false, developmentLogin = false } = parts;
  // Every instance derives the same key, so that a cursor is good at each of them and after a restart.
  const cursors = cursorSeal(pcrm.keyFor('cursor'));
  const rest = parts.rest === true ? createRest() : undefined;
  const hasOperations = rest !== undefined || (persistedOperations?.size ?? 0) > 0;
  const operationOf = (hash: string) => persistedOperations?.get(hash) ?? rest?.operations().get(hash);
  const cost = queryCost(parts.costPerMinute ?? 0, { shared: parts.redis, metrics: parts.metrics });
  const streams = parts.streams ?? createStreams();
  const lane = openHttpLane(logger);
  const yoga = createYoga<RequestState>({
    schema: parts.federation === true ? subgraphSchema() : schema,
    graphqlEndpoint: rest === undefined ? '/graphql' : `/:door(graphql|${REST_PATH.slice(1)}.+)`,
    context: ({ actor, requestId, tell }) => createContext(pcrm, actor, { requestId, cursors, tell }),
    // In this order a request passes them.
    plugins: [
      useRequestLog(logger),
      useCompiledLane(),
      useLanguage(),
      parts.metrics !== undefined && useMetrics(parts.metrics),
      parts.traces !== undefined && parts.traces,
      useClientAddress(parts.trustedProxies ?? []),
      useSecurityHeaders(),
      useCors(parts.corsOrigins ?? []),
      useProbes(pcrm, parts.freeBytes),
      graphiql && useGraphiqlPage(),
      failedSignInsPerMinute !== undefined && useSignInLimit(failedSignInsPerMinute, parts.redis),
      useAuthentication(signInWith(pcrm, { tokens: parts.tokens, developmentLogin })),
      useStrictRequests(),
      rest !== undefined && useRest(rest),
      // Where nothing but registered operations may run and none is registered, nothing runs.
      (hasOperations || onlyPersistedOperations) && usePersistedOperations(operationOf, onlyPersistedOperations),
      useQueryLimits(),
      useIdempotencyKey(),
      useQueryCost(cost),
      useErrorCodes(logger),
      useSubscriptions({ pcrm, logger, streams, cursors, cost }),
      lane.plugin,
    ],
    maxRequestBodySize: MAX_BODY_BYTES,
    parserAndValidationCache: { documentCache: createDocumentCache(), errorCache: createRefusalCache() },
    extraParamNames: ['documentId'],
    multipart: false,
    batching: false,
    // What the plugins above do instead. Yoga's health check cannot be switched off, but no URL ends in NUL.
    cors: false,
    graphiql: false,
    landingPage: false,
    healthCheckEndpoint: '\0',
    maskedErrors: false,
    logging: false,
  });
  return {
    fetch: async (url, init = {}, context = {}) => yoga.fetch(url, init, context),
    listener: lane.before((incoming, outgoing) => void yoga(incoming, outgoing)),
    yogaListener: (incoming, outgoing) => void yoga(incoming, outgoing),
  };
}
