import type { Scope } from '@pcrm/core';
import {
  getNamedType,
  GraphQLID,
  GraphQLNonNull,
  GraphQLString,
  getNullableType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';

/** A type with fields. */
export type Composite = GraphQLObjectType | GraphQLInterfaceType;

/** What is answered of a field. */
export interface SelectedField {
  readonly name: string;
  readonly type: GraphQLOutputType;
  readonly description: string | undefined;
  /** It is answered to those who have this permission; to others it is left out. */
  readonly scope: Scope | undefined;
  /** What is answered of the object behind it. */
  readonly of: readonly SelectedField[] | undefined;
  /** It is a field of this type, where the object may be of several. */
  readonly on?: string;
}

// By these people know a record.
const NAMES: ReadonlySet<string> = new Set(['id', 'name', 'title', 'subject', 'label', 'kind', 'status']);

// What may be one of several kinds of record.
const eitherRecord: readonly SelectedField[] = [
  { name: '__typename', type: new GraphQLNonNull(GraphQLString), description: 'The kind of record.', scope: undefined, of: undefined },
  { name: 'id', type: new GraphQLNonNull(GraphQLID), description: 'The id of the record.', scope: undefined, of: undefined, on: 'Node' },
];

/**
 * What is answered of a record: every value that it has, and of each record that it names the id and what people know it by. Lists that
 * can grow are routes of their own.
 */
export function selectionOf(schema: GraphQLSchema, type: Composite): readonly SelectedField[] {
  return fieldsOf(type).flatMap((field): SelectedField[] => {
    const named = getNamedType(field.type);
    const own = { name: field.name, type: field.type, description: field.description ?? undefined };
    if (isLeafType(named)) return [{ ...own, scope: scopeOfField(field), of: undefined }];
    if (isUnionType(named)) return [{ ...own, scope: scopeOfField(field), of: eitherRecord }];
    if (!(isObjectType(named) || isInterfaceType(named)) || named.name.endsWith('Connection')) return [];
    const of = namesOf(named);
    // A list of what are no records is a computation, such as the collisions of an engagement.
    const isComputed = isListType(getNullableType(field.type)) && !('id' in named.getFields());
    return of.length === 0 || isComputed ? [] : [{ ...own, scope: scopeOfField(field) ?? scopeOfType(schema, named), of }];
  });
}

/** The same as text between the braces of a document. */
export function printSelection(fields: readonly SelectedField[]): string {
  return fields
    .map(({ name, scope, of, on }) => {
      const included = scope === undefined ? '' : ` @include(if: $${variableOfScope(scope)})`;
      const text = `${name}${included}${of === undefined ? '' : ` { ${printSelection(of)} }`}`;
      return on === undefined ? text : `... on ${on} { ${text} }`;
    })
    .join(' ');
}

/** The permissions on which a selection depends. */
export function scopesOf(fields: readonly SelectedField[]): Scope[] {
  return [...new Set(fields.flatMap(({ scope, of = [] }) => [...(scope === undefined ? [] : [scope]), ...scopesOf(of)]))];
}

/** The variable that says whether the caller has a permission, such as `access_read`. */
export function variableOfScope(scope: Scope): string {
  return scope.replaceAll(/\W/gu, '_');
}

function namesOf(type: Composite): readonly SelectedField[] {
  const leaves = fieldsOf(type).filter((field) => isLeafType(getNamedType(field.type)) && scopeOfField(field) === undefined);
  // What has no id is a part of the record, such as an amount with its unit, and is answered as a whole.
  const isRecord = leaves.some(({ name }) => name === 'id');
  return leaves
    .filter(({ name }) => !isRecord || NAMES.has(name))
    .map(({ name, type: leaf, description }) => ({
      name,
      type: leaf,
      description: description ?? undefined,
      scope: undefined,
      of: undefined,
    }));
}

// What has to be asked for with arguments, or costs more than a value, is asked for by GraphQL.
function fieldsOf(type: Composite): GraphQLField<unknown, unknown>[] {
  return Object.values(type.getFields()).filter(
    ({ args, extensions }) =>
      (extensions['pothosOptions'] as PothosOptions | undefined)?.complexity === undefined &&
      !args.some((argument) => isNonNullType(argument.type) && argument.defaultValue === undefined),
  );
}

interface PothosOptions {
  readonly authScopes?: unknown;
  readonly complexity?: unknown;
}

function scopeOfField(field: GraphQLField<unknown, unknown>): Scope | undefined {
  return canOf(field.extensions['pothosOptions']);
}

function scopeOfType(schema: GraphQLSchema, type: Composite): Scope | undefined {
  // Everybody may read themselves; who the others are takes this.
  if (type.name === 'Actor') return 'access:read';
  const [some] = isInterfaceType(type) ? schema.getImplementations(type).objects : [type];
  return canOf(some?.extensions['pothosOptions']);
}

function canOf(options: unknown): Scope | undefined {
  const { authScopes } = (options ?? {}) as PothosOptions;
  return typeof authScopes === 'object' && authScopes !== null && 'can' in authScopes ? (authScopes.can as Scope) : undefined;
}
