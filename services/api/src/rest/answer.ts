import { STATUS_CODES } from 'node:http';
import type { Tell } from '@pcrm/core';
import type { ExecutionResult, GraphQLError } from 'graphql';
import { statusOf } from '../error-codes.js';
import type { Route } from './routes.js';

/** An answer of a route. */
export interface RouteAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

type Answered = Readonly<Record<string, unknown>>;

/** Who asked, and how they are told. */
interface Asker {
  readonly headers: Headers;
  readonly tell: Tell;
}

/** What the result of a route's operation is over HTTP. Without a route there is only an error to tell. */
export function answerOf(route: Route | undefined, { data, errors }: ExecutionResult, asker: Asker): RouteAnswer {
  const { headers, tell } = asker;
  const [error] = errors ?? [];
  if (error !== undefined) return problemOf(error);
  if (route === undefined || data == null) return problem(500, { code: 'INTERNAL', message: tell('There is no answer.') });
  switch (route.kind) {
    case 'LIST': {
      const { edges, pageInfo, totalCount } = data[route.name] as {
        readonly edges: readonly { readonly node: unknown }[];
        readonly pageInfo: unknown;
        readonly totalCount?: number;
      };
      const items = edges.map(({ node }) => node);
      return ok({ items, pageInfo, ...(totalCount === undefined ? {} : { totalCount }) });
    }
    case 'RECORD':
      return recordOf(data['node'] as Answered | null, route.type.name, asker);
    case 'COMMAND': {
      const { __typename, ...result } = data[route.name] as Answered & { readonly __typename: string };
      if (__typename.endsWith('Success')) return ok(result['data']);
      const isPrecondition = result['code'] === 'STALE_VERSION' && headers.has('if-match');
      return problem(isPrecondition ? 412 : statusOf(result), result);
    }
  }
}

function recordOf(node: Answered | null, typename: string, { headers, tell }: Asker): RouteAnswer {
  const { __typename, ...record } = node ?? {};
  if (__typename !== typename) {
    const message = `There is no ${typename} with this id, or you may not see it. Check the id, or ask an administrator for access.`;
    return problem(404, { code: 'NOT_FOUND', message: tell(message) });
  }
  const { version } = record;
  if (version === undefined) return ok(record);
  const etag = JSON.stringify(`${version as number}`);
  return headers.get('if-none-match') === etag
    ? { status: 304, headers: { etag }, body: undefined }
    : { ...ok(record), headers: { ...JSON_TYPE, etag } };
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

function ok(body: unknown): RouteAnswer {
  return { status: 200, headers: JSON_TYPE, body };
}

function problemOf({ message, extensions }: GraphQLError): RouteAnswer {
  const {
    http,
    unexpected: _unexpected,
    ...rest
  } = extensions as Answered & {
    readonly http?: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> };
  };
  const answer = problem(statusOf(extensions), { ...rest, message });
  return { ...answer, headers: { ...http?.headers, ...answer.headers } };
}

/** A refusal as RFC 9457 has it, with the code and whatever else it says as members. */
function problem(status: number, { message, ...members }: Answered): RouteAnswer {
  const body = { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail: message, ...members };
  return { status, headers: { 'content-type': 'application/problem+json; charset=utf-8' }, body };
}
