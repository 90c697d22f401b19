import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLType,
} from 'graphql';
import type { CommandRoute, ListRoute, RecordRoute, Route } from './routes.js';
import type { SelectedField } from './selection.js';

type Json = Readonly<Record<string, unknown>>;

const SCALARS: Readonly<Record<string, Json>> = {
  ID: { type: 'string' },
  String: { type: 'string' },
  Boolean: { type: 'boolean' },
  Int: { type: 'integer', minimum: -2_147_483_648, maximum: 2_147_483_647 },
  Float: { type: 'number' },
  SafeInt: { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
  DateTime: { type: 'string', format: 'date-time' },
  Date: { type: 'string', format: 'date' },
  PartialDate: { type: 'string', pattern: String.raw`^\d{4}(-\d{2}(-\d{2})?)?$` },
  JSON: {},
};

const PAGE_INFO: Json = {
  type: 'object',
  description: 'Where a page of a list begins and ends.',
  required: ['hasNextPage', 'hasPreviousPage', 'startCursor', 'endCursor'],
  properties: {
    hasNextPage: { type: 'boolean' },
    hasPreviousPage: { type: 'boolean' },
    startCursor: { type: ['string', 'null'] },
    endCursor: { type: ['string', 'null'] },
  },
};

const PROBLEM: Json = {
  type: 'object',
  description: 'Why something was refused, as RFC 9457 has it. Nothing was written.',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { const: 'about:blank' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'Cause and cure, for people.' },
    code: { type: 'string', description: 'A code from the closed list of the service.' },
    requestId: { type: 'string', format: 'uuid' },
    problems: {
      type: 'array',
      description: 'With INVALID_INPUT: every problem at once.',
      items: {
        type: 'object',
        required: ['path', 'code', 'message'],
        properties: {
          path: { type: 'array', items: { type: ['string', 'integer'] } },
          code: { type: 'string' },
          message: { type: 'string' },
        },
      },
    },
  },
};

/** The routes as an OpenAPI 3.1 document. */
export function openApiOf(routes: readonly Route[]): Json {
  const schemas = new Map<string, Json>([
    ['PageInfo', PAGE_INFO],
    ['Problem', PROBLEM],
  ]);
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const [path, item] = pathOf(route, schemas);
    paths[path] = item;
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'PCRM',
      version: '1',
      description: 'Policy customer relationship management (정책고객관리), for tools that do not speak GraphQL.',
      license: { name: 'Apache 2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/rest/v1' }],
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
      schemas: Object.fromEntries([...schemas].toSorted(([a], [b]) => (a < b ? -1 : 1))),
      responses: {
        Problem: { description: 'It was refused.', content: { 'application/problem+json': { schema: reference('Problem') } } },
      },
    },
  };
}

type Schemas = Map<string, Json>;

function pathOf(route: Route, schemas: Schemas): [string, Json] {
  switch (route.kind) {
    case 'LIST':
      return [`/${route.name}`, { get: listOperation(route, schemas) }];
    case 'RECORD':
      return [`/${route.name}/{id}`, { get: recordOperation(route, schemas) }];
    case 'COMMAND':
      return [`/${route.name}`, { post: commandOperation(route, schemas) }];
  }
}

function listOperation({ name, description, parameters, type, selection }: ListRoute, schemas: Schemas): Json {
  const page = {
    type: 'object',
    required: ['items', 'pageInfo'],
    properties: {
      items: { type: 'array', items: recordSchema(type, selection, schemas) },
      pageInfo: reference('PageInfo'),
      totalCount: { type: 'integer', description: 'How many there are in all; with total=true.' },
    },
  };
  const total = { name: 'total', in: 'query', description: 'Whether to count how many there are in all.', schema: { type: 'boolean' } };
  return {
    operationId: name,
    summary: description,
    tags: ['lists'],
    parameters: [...parameters.map(({ name: parameter, input }) => queryParameter(parameter, input, schemas)), total],
    responses: answers(page),
  };
}

function queryParameter(name: string, input: GraphQLArgument | GraphQLInputField, schemas: Schemas): Json {
  const type = isNonNullType(input.type) ? input.type.ofType : input.type;
  const schema = inputSchema(type, schemas);
  return {
    name,
    in: 'query',
    description: input.description ?? '',
    required: isNonNullType(input.type) && input.defaultValue === undefined,
    schema,
    ...(isListType(type) ? { style: 'form', explode: true } : {}),
  };
}

function recordOperation({ name, description, type, selection }: RecordRoute, schemas: Schemas): Json {
  const hasVersion = selection.some((field) => field.name === 'version');
  const unchanged = hasVersion ? { 304: { description: 'It has the version of If-None-Match.' } } : {};
  return {
    operationId: `${name}ById`,
    summary: description,
    tags: ['records'],
    parameters: [
      { name: 'id', in: 'path', required: true, description: 'The id.', schema: { type: 'string' } },
      ...(hasVersion ? [header('If-None-Match', 'The ETag that is known.')] : []),
    ],
    responses: { ...answers(recordSchema(type, selection, schemas)), ...unchanged },
  };
}

function commandOperation({ name, description, field, type, selection, body, bodyOf, takesKey }: CommandRoute, schemas: Schemas): Json {
  const hasVersion = body.some((one) => one.name === 'version');
  const key = 'At most 255 characters. The same key with the same body answers the first result; with another body it is a conflict.';
  const answer = selection.length === 0 ? outputLeaf(type, schemas) : recordSchema(type, selection, schemas);
  const schema = bodyOf === undefined ? objectSchema(body, schemas) : inputSchema(bodyOf.type, schemas);
  return {
    operationId: name,
    summary: description,
    tags: ['commands'],
    parameters: [
      ...(takesKey ? [header('Idempotency-Key', key)] : []),
      ...(hasVersion
        ? [header('If-Match', 'The ETag of the record that the change is based on, instead of the version in the body.')]
        : []),
    ],
    requestBody: { required: body.some(isRequired), content: { 'application/json': { schema } } },
    responses: answers(answeredIsList(field) ? { type: 'array', items: answer } : answer),
  };
}

function header(name: string, description: string): Json {
  return { name, in: 'header', description, schema: { type: 'string' } };
}

function answeredIsList({ type }: CommandRoute['field']): boolean {
  const result = getNamedType(type);
  const success = 'getTypes' in result ? result.getTypes().find(({ name }) => name.endsWith('Success')) : undefined;
  const data = success?.getFields()['data']?.type;
  return data !== undefined && isListType(isNonNullType(data) ? data.ofType : data);
}

function answers(schema: Json): Json {
  return {
    200: { description: 'It was done.', content: { 'application/json': { schema } } },
    default: { $ref: '#/components/responses/Problem' },
  };
}

function recordSchema(type: GraphQLNamedType, selection: readonly SelectedField[], schemas: Schemas): Json {
  if (!schemas.has(type.name)) schemas.set(type.name, { ...answeredObject(selection, schemas), description: type.description ?? '' });
  return reference(type.name);
}

function answeredObject(selection: readonly SelectedField[], schemas: Schemas): Json {
  const properties = selection.map((field) => {
    const schema = outputSchema(field.type, field, schemas);
    return [field.name, { ...schema, description: field.description ?? '' }];
  });
  return {
    type: 'object',
    required: selection.filter(({ scope }) => scope === undefined).map(({ name }) => name),
    properties: Object.fromEntries(properties) as Json,
  };
}

function outputSchema(type: GraphQLType, field: SelectedField, schemas: Schemas): Json {
  if (isNonNullType(type)) return presentSchema(type.ofType, field, schemas);
  return { anyOf: [presentSchema(type, field, schemas), { type: 'null' }] };
}

function presentSchema(type: GraphQLType, field: SelectedField, schemas: Schemas): Json {
  if (isListType(type)) return { type: 'array', items: outputSchema(type.ofType, field, schemas) };
  const named = getNamedType(type);
  if (field.of === undefined) return outputLeaf(named, schemas);
  // What is answered of a record that another names.
  const name = `${named.name}Reference`;
  if (!schemas.has(name)) schemas.set(name, answeredObject(field.of, schemas));
  return reference(name);
}

function outputLeaf(type: GraphQLNamedType, schemas: Schemas): Json {
  if (!isEnumType(type)) return { ...SCALARS[type.name] };
  const values = type.getValues();
  const meanings = values.map(({ name, description }) => `${name}: ${description ?? ''}`).join('\n');
  schemas.set(type.name, { type: 'string', enum: values.map(({ name }) => name), description: `${type.description ?? ''}\n\n${meanings}` });
  return reference(type.name);
}

function inputSchema(type: GraphQLType, schemas: Schemas): Json {
  if (isNonNullType(type)) return inputSchema(type.ofType, schemas);
  if (isListType(type)) return { type: 'array', items: inputSchema(type.ofType, schemas) };
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return outputLeaf(named, schemas);
  if (!schemas.has(named.name)) {
    // Before its fields, which may have fields of the same type.
    schemas.set(named.name, {});
    schemas.set(named.name, { ...objectSchema(Object.values(named.getFields()), schemas), description: named.description ?? '' });
  }
  return reference(named.name);
}

// A version may come with If-Match instead.
function isRequired({ name, type, defaultValue }: GraphQLArgument | GraphQLInputField): boolean {
  return isNonNullType(type) && defaultValue === undefined && name !== 'version';
}

function objectSchema(fields: readonly (GraphQLArgument | GraphQLInputField)[], schemas: Schemas): Json {
  return {
    type: 'object',
    additionalProperties: false,
    required: fields.filter(isRequired).map(({ name }) => name),
    properties: Object.fromEntries(
      fields.map((field) => {
        const schema = inputSchema(field.type, schemas);
        const value = isNonNullType(field.type) ? schema : { anyOf: [schema, { type: 'null' }] };
        return [field.name, { ...value, description: field.description ?? '' }];
      }),
    ),
  };
}

function reference(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}
