import { schema } from '@pcrm/graphql';
import { GraphQLError } from 'graphql';
import type { PersistedOperations } from '../persisted-operations.js';
import type { ServicePlugin } from '../request-state.js';
import { answerOf } from '../rest/answer.js';
import { openApiOf } from '../rest/openapi.js';
import { variablesOf, type RouteRequest } from '../rest/read-request.js';
import { routesOf, type Route } from '../rest/routes.js';

/** Where the routes are. */
export const REST_PATH = '/rest/v1/';

/** The routes, and what is registered for them. Both are made when somebody first asks: most callers speak GraphQL. */
export interface Rest {
  readonly routes: () => readonly Route[];
  readonly operations: () => PersistedOperations;
}

/** The routes of the schema. */
export function createRest(): Rest {
  let routes: readonly Route[] | undefined;
  let operations: PersistedOperations | undefined;
  const made = () => (routes ??= routesOf(schema));
  return {
    routes: made,
    operations: () => (operations ??= new Map(made().map(({ documentId, document }) => [documentId, document]))),
  };
}

/**
 * Answers `GET /rest/v1/{list}`, `GET /rest/v1/{type}/{id}` and `POST /rest/v1/{mutation}` with JSON, for tools that do not speak GraphQL.
 * Each is a registered operation that passes what every operation passes, and nothing else.
 */
export function useRest({ routes }: Rest): ServicePlugin {
  const asked = new WeakMap<Request, RouteRequest>();
  let document: string | undefined;
  return {
    onRequestParse({ request, url, fetchAPI, serverContext, setRequestParser, endResponse }) {
      if (!isRoute(request)) return;
      const path = url.pathname.slice(REST_PATH.length);
      if (path === 'openapi.json' && request.method === 'GET') {
        document ??= JSON.stringify(openApiOf(routes()));
        endResponse(new fetchAPI.Response(document, { headers: { 'content-type': 'application/json; charset=utf-8' } }));
        return;
      }
      const found = find(routes(), request.method, path);
      if (found === undefined) throw noRoute();
      asked.set(request, found);
      serverContext.route = `${REST_PATH}${found.route.name}`;
      setRequestParser(async (body) => ({
        documentId: `sha256:${found.route.documentId}`,
        variables: await variablesOf(found, body, serverContext.actor),
      }));
    },
    onResultProcess(event) {
      const { request, serverContext } = event;
      if (!isRoute(request)) return;
      event.setResultProcessor((result, { Response }) => {
        if (Array.isArray(result) || Symbol.asyncIterator in result) throw new Error('A route answers once.');
        const { status, headers, body } = answerOf(asked.get(request)?.route, result, {
          headers: request.headers,
          tell: serverContext.tell,
        });
        // Of its own: what later plugins set on the answer is written into the object that it is made from.
        return new Response(body === undefined ? null : JSON.stringify(body), { status, headers: { ...headers } });
      }, 'application/json');
    },
  };
}

// Nearly every request is none, which its text tells sooner.
function isRoute({ url }: Request): boolean {
  return url.includes(REST_PATH) && new URL(url).pathname.startsWith(REST_PATH);
}

function find(routes: readonly Route[], method: string, path: string): RouteRequest | undefined {
  const [name = '', id, ...rest] = path.split('/');
  if (rest.length > 0) return undefined;
  const kind = method === 'POST' ? 'COMMAND' : id === undefined ? 'LIST' : 'RECORD';
  if (kind !== 'RECORD' && id !== undefined) return undefined;
  const route = routes.find((one) => one.kind === kind && one.name === name);
  return route && { route, id: id === undefined ? undefined : decoded(id) };
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

function noRoute(): GraphQLError {
  return new GraphQLError(`There is no such route. ${REST_PATH}openapi.json has them all.`, {
    extensions: { code: 'NOT_FOUND', http: { status: 404 } },
  });
}
