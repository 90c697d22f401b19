import { permits, type Actor } from '@pcrm/core';
import { getNamedType, getNullableType, GraphQLBoolean, GraphQLFloat, GraphQLInt, isListType, type GraphQLNamedType } from 'graphql';
import { badRequest } from '../bad-request.js';
import { parseJson } from '../json-body.js';
import type { CommandRoute, ListRoute, Parameter, Route } from './routes.js';
import { variableOfScope } from './selection.js';

/** A request of a route. */
export interface RouteRequest {
  readonly route: Route;
  /** What comes after the name of the route, for a record. */
  readonly id: string | undefined;
}

type Variables = Record<string, unknown>;

/** The variables of a route's operation, of the request and of what the caller may read. Throws BAD_REQUEST with the cure. */
export async function variablesOf({ route, id }: RouteRequest, request: Request, actor: Actor): Promise<Variables> {
  const mayRead = Object.fromEntries(route.scopes.map((scope) => [variableOfScope(scope), permits(actor, scope)]));
  switch (route.kind) {
    case 'LIST':
      return { ...ofQuery(route, new URL(request.url).searchParams), ...mayRead };
    case 'RECORD':
      return { id, ...mayRead };
    case 'COMMAND':
      return { ...(await ofBody(route, request)), ...mayRead };
  }
}

function ofQuery({ parameters }: ListRoute, given: URLSearchParams): Variables {
  const variables: Variables = { total: false };
  for (const name of new Set(given.keys())) {
    const texts = given.getAll(name);
    if (name === 'total') {
      variables['total'] = texts[0] === 'true';
      continue;
    }
    const parameter = parameters.find((one) => one.name === name);
    if (parameter === undefined) {
      const known = [...parameters.map((one) => one.name), 'total'].join(', ');
      throw badRequest(`There is no parameter "${name.slice(0, 50)}" here. Use ${known}.`);
    }
    put(variables, parameter.path, valueOf(parameter, texts));
  }
  return variables;
}

function put(variables: Variables, [first = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) variables[first] = value;
  else put((variables[first] ??= {}) as Variables, rest, value);
}

// What does not fit stays the text that it is, and is refused like any variable.
function valueOf({ name, input }: Parameter, texts: readonly string[]): unknown {
  const type = getNullableType(input.type);
  const values = texts.map((text) => scalarOf(getNamedType(type), text));
  if (isListType(type)) return values;
  if (values.length > 1) throw badRequest(`The parameter "${name}" is one value. Give it once.`);
  return values[0];
}

function scalarOf(type: GraphQLNamedType, text: string): unknown {
  const isNumber = type === GraphQLInt || type === GraphQLFloat || type.name === 'SafeInt';
  if (isNumber && /^-?\d+(?:\.\d+)?$/u.test(text)) return Number(text);
  if (type === GraphQLBoolean && /^(?:true|false)$/u.test(text)) return text === 'true';
  return text;
}

async function ofBody({ bodyOf, body }: CommandRoute, request: Request): Promise<Variables> {
  const given = await bodyOfRequest(request);
  const known = new Set(body.map((field) => field.name));
  for (const key of Object.keys(given)) {
    // Of an input the schema itself says which fields there are.
    if (bodyOf === undefined && !known.has(key)) throw badRequest(`There is no "${key.slice(0, 50)}" here. Use ${[...known].join(', ')}.`);
  }
  const basedOn = versionOf(request);
  const input = basedOn !== undefined && known.has('version') ? { version: basedOn, ...given } : given;
  return bodyOf === undefined ? input : { [bodyOf.name]: input };
}

async function bodyOfRequest(request: Request): Promise<Variables> {
  const bytes = await request.bytes();
  if (bytes.every(isSpace)) return {};
  const body = parseJson(bytes);
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Variables;
  throw badRequest('The body has to be a JSON object.');
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

/** The version that a change is based on, of the ETag of a record. */
function versionOf(request: Request): number | undefined {
  const tag = request.headers.get('if-match');
  if (tag === null) return undefined;
  const version = /^"(\d{1,9})"$/u.exec(tag)?.[1];
  if (version === undefined) throw badRequest('If-Match has to be the ETag of the record, such as "3" with its quotes.');
  return Number(version);
}
