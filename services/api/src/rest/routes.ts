import { createHash } from 'node:crypto';
import type { Scope } from '@pcrm/core';
import {
  getNamedType,
  getNullableType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isUnionType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { printSelection, scopesOf, selectionOf, variableOfScope, type Composite, type SelectedField } from './selection.js';

/** A value that a route takes in its URL, and where it goes in the variables of its operation. */
export interface Parameter {
  readonly name: string;
  readonly input: GraphQLArgument | GraphQLInputField;
  readonly path: readonly string[];
}

interface RouteOfAny {
  /** The field of the schema, or the name of the type of a record in small letters: what comes after `/rest/v1/`. */
  readonly name: string;
  readonly description: string;
  readonly document: string;
  /** Under which the document is registered. */
  readonly documentId: string;
  /** The permissions that the document asks for by variables. */
  readonly scopes: readonly Scope[];
  readonly selection: readonly SelectedField[];
  /** The type that is answered, or of which there is a list. */
  readonly type: GraphQLNamedType;
}

/** `GET /rest/v1/{field}`: a page of a list. */
export interface ListRoute extends RouteOfAny {
  readonly kind: 'LIST';
  readonly parameters: readonly Parameter[];
}

/** `GET /rest/v1/{type}/{id}`: a record. */
export interface RecordRoute extends RouteOfAny {
  readonly kind: 'RECORD';
}

/** `POST /rest/v1/{mutation}`: a command. */
export interface CommandRoute extends RouteOfAny {
  readonly kind: 'COMMAND';
  readonly field: GraphQLField<unknown, unknown>;
  /** What the body has: the fields of the one input, or the arguments. */
  readonly body: readonly (GraphQLArgument | GraphQLInputField)[];
  /** The argument that the body is; undefined where it has the arguments themselves. */
  readonly bodyOf: GraphQLArgument | undefined;
  readonly takesKey: boolean;
}

export type Route = ListRoute | RecordRoute | CommandRoute;

/** The routes of a schema: its lists, its records and its mutations. */
export function routesOf(schema: GraphQLSchema): Route[] {
  const queries = Object.values(schema.getQueryType()?.getFields() ?? {});
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
  const node = schema.getType('Node');
  const records = isInterfaceType(node) ? schema.getImplementations(node).objects : [];
  return [
    ...queries.filter(({ type }) => getNamedType(type).name.endsWith('Connection')).map((field) => listRoute(schema, field)),
    ...records.map((type) => recordRoute(schema, type)),
    ...mutations.map((field) => commandRoute(schema, field)),
  ];
}

function listRoute(schema: GraphQLSchema, field: GraphQLField<unknown, unknown>): ListRoute {
  const edge = getNamedType((getNamedType(field.type) as Composite).getFields()['edges']!.type) as Composite;
  const type = getNamedType(edge.getFields()['node']!.type) as Composite;
  const selection = selectionOf(schema, type);
  const page = `edges { node { ${printSelection(selection)} } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }`;
  const document = operation('query', {
    variables: [...field.args.map(declared), '$total: Boolean!'],
    selection,
    text: `${field.name}${passed(field.args)} { ${page} totalCount @include(if: $total) }`,
  });
  return {
    kind: 'LIST',
    ...described(field),
    type,
    selection,
    ...registered(document, selection),
    parameters: field.args.flatMap(parametersOf),
  };
}

function recordRoute(schema: GraphQLSchema, type: Composite): RecordRoute {
  const selection = selectionOf(schema, type);
  const document = operation('query', {
    variables: ['$id: ID!'],
    selection,
    text: `node(id: $id) { __typename ... on ${type.name} { ${printSelection(selection)} } }`,
  });
  const name = type.name.charAt(0).toLowerCase() + type.name.slice(1);
  return { kind: 'RECORD', name, description: type.description ?? '', type, selection, ...registered(document, selection) };
}

const REFUSALS = `... on Error { code message } ... on InvalidInputError { problems { path code message } }
  ... on ForbiddenError { scope } ... on ConflictError { rule } ... on StaleVersionError { basedOn }`;

function commandRoute(schema: GraphQLSchema, field: GraphQLField<unknown, unknown>): CommandRoute {
  const result = getNamedType(field.type);
  const success = isUnionType(result) ? result.getTypes().find(({ name }) => name.endsWith('Success')) : undefined;
  const data = success?.getFields()['data'];
  if (success === undefined || data === undefined) throw new Error(`${field.name} does not answer with a result and expected errors.`);
  const type = getNamedType(data.type);
  const selection = isObjectType(type) || isInterfaceType(type) ? selectionOf(schema, type) : [];
  const answered = isLeafType(type) ? 'data' : `data { ${printSelection(selection)} }`;
  // The key comes by the header Idempotency-Key, as for any mutation.
  const given = field.args.filter(({ name }) => name !== 'idempotencyKey');
  const document = operation('mutation', {
    variables: given.map(declared),
    selection,
    text: `${field.name}${passed(given)} { __typename ... on ${success.name} { ${answered} } ${REFUSALS} }`,
  });
  const [only] = given;
  const bodyOf = given.length === 1 && only?.name === 'input' ? only : undefined;
  const input = bodyOf && getNamedType(bodyOf.type);
  return {
    kind: 'COMMAND',
    ...described(field),
    field,
    type,
    selection,
    ...registered(document, selection),
    bodyOf,
    body: isInputObjectType(input) ? Object.values(input.getFields()) : given,
    takesKey: given.length < field.args.length,
  };
}

interface Operation {
  readonly variables: readonly string[];
  readonly selection: readonly SelectedField[];
  readonly text: string;
}

function operation(kind: 'query' | 'mutation', { variables, selection, text }: Operation): string {
  const declarations = [...variables, ...scopesOf(selection).map((scope) => `$${variableOfScope(scope)}: Boolean!`)];
  return `${kind}${declarations.length === 0 ? '' : ` (${declarations.join(', ')})`} { ${text} }`;
}

function registered(document: string, selection: readonly SelectedField[]) {
  return { document, documentId: createHash('sha256').update(document).digest('hex'), scopes: scopesOf(selection) };
}

function described({ name, description }: GraphQLField<unknown, unknown>) {
  return { name, description: description ?? '' };
}

function declared({ name, type }: GraphQLArgument): string {
  return `$${name}: ${String(type)}`;
}

function passed(args: readonly GraphQLArgument[]): string {
  return args.length === 0 ? '' : `(${args.map(({ name }) => `${name}: $${name}`).join(', ')})`;
}

// The fields of a filter are parameters of their own.
function parametersOf(argument: GraphQLArgument): Parameter[] {
  const type = getNullableType(argument.type);
  if (!isInputObjectType(type)) return [{ name: argument.name, input: argument, path: [argument.name] }];
  return Object.values(type.getFields())
    .filter((field) => isLeafType(getNamedType(field.type)))
    .map((field) => ({ name: field.name, input: field, path: [argument.name, field.name] }));
}
