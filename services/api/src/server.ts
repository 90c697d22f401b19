import type { Pcrm } from '@pcrm/core';
import { createContext, schema } from '@pcrm/graphql';
import { createYoga } from 'graphql-yoga';
import type { Logger } from 'pino';
import { createDocumentCache } from './document-cache.js';
import { useAuthentication } from './plugins/use-authentication.js';
import { useErrorCodes } from './plugins/use-error-codes.js';
import { useGraphiqlPage } from './plugins/use-graphiql-page.js';
import { useHealth } from './plugins/use-health.js';
import { MAX_BODY_BYTES, useQueryLimits } from './plugins/use-query-limits.js';
import { useRequestLog } from './plugins/use-request-log.js';
import { useStrictRequests } from './plugins/use-strict-requests.js';
import type { RequestState } from './request-state.js';

/** What the service is made from. */
export interface ServerParts {
  readonly pcrm: Pcrm;
  readonly logger: Logger;
  /** Whether browsers get GraphiQL at `/graphql`. */
  readonly graphiql: boolean;
}

/** The GraphQL server, without a socket: its `fetch` answers requests. */
export function createServer({ pcrm, logger, graphiql }: ServerParts) {
  return createYoga<RequestState>({
    schema,
    context: ({ actor, requestId }) => createContext(pcrm, actor, { requestId }),
    // In this order a request passes them.
    plugins: [
      useRequestLog(logger),
      useHealth(pcrm, logger),
      graphiql && useGraphiqlPage(),
      useAuthentication(pcrm),
      useStrictRequests(),
      useQueryLimits(),
      useErrorCodes(logger),
    ],
    maxRequestBodySize: MAX_BODY_BYTES,
    parserAndValidationCache: { documentCache: createDocumentCache(), errorCache: createDocumentCache() },
    multipart: false,
    batching: false,
    // Pages of other origins get no answer until there is a list of those that may.
    cors: false,
    // What the plugins above do instead. Yoga's health check cannot be switched off, but no URL ends in NUL.
    graphiql: false,
    landingPage: false,
    healthCheckEndpoint: '\0',
    maskedErrors: false,
    logging: false,
  });
}
