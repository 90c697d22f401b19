import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
} from 'graphql';
import { schema } from './schema.js';
import type { Answer } from './testing.js';

/** Asks the schema as one actor. */
type Ask = (source: string) => Promise<Answer>;

/** One field on the way to a record, with its arguments as they are written, and the type of what it leads to. */
export interface Step {
  readonly field: string;
  readonly args: string;
  readonly type: string;
}

/** Where a record of each type is found: the fields from the root. */
export type Tour = ReadonlyMap<string, readonly Step[]>;

/** Arguments by `Type.field`, as they are written: `(id: "…")`. Fields that need arguments and are not here are left out of a tour. */
export type Arguments = Readonly<Record<string, string>>;

/**
 * Finds a way to a record of every type there is one of, the shortest first, by asking. A type that is missing in the tour has no record
 * that the caller may see, or only results of mutations hold it.
 */
export async function findTour(ask: Ask, args: Arguments): Promise<Tour> {
  const tour = new Map<string, readonly Step[]>([['Query', []]]);
  const visit = async (typeName: string, way: readonly Step[], fields: readonly GraphQLField<unknown, unknown>[]) => {
    for (const field of fields) {
      const wanted = typesOf(getNamedType(field.type)).filter(({ name }) => !tour.has(name));
      if (wanted.length === 0) continue;
      const step = { field: field.name, args: argumentsOf(typeName, field, args) };
      const asked = [...way, { ...step, type: '' }];
      const { data } = await ask(writeWay(asked, '__typename'));
      const found = new Set(valuesAt(data, asked).map((value) => (value as { __typename: string }).__typename));
      for (const { name } of wanted) if (found.has(name)) tour.set(name, [...way, { ...step, type: name }]);
    }
  };
  // The lists of the root first, down to their rows, and before others those that take no arguments: they hold all records of a type.
  for (const ending of ['Connection', 'Edge', '']) {
    for (const [typeName, way] of new Map(tour)) {
      const isAsked = ending === 'Connection' ? typeName === 'Query' : typeName.endsWith(ending === 'Edge' ? 'Connection' : 'Edge');
      if (!isAsked) continue;
      const lists = fieldsToAsk(typeName, args).filter(({ name, type }) => name !== 'pageInfo' && getNamedType(type).name.endsWith(ending));
      await visit(
        typeName,
        way,
        lists.toSorted((a, b) => argumentsOf(typeName, a, args).length - argumentsOf(typeName, b, args).length),
      );
    }
  }
  for (const [typeName, way] of tour) await visit(typeName, way, fieldsToAsk(typeName, args));
  return tour;
}

/** The fields of a type that can be asked: those without arguments that must be given, and those whose arguments are known. */
export function fieldsToAsk(typeName: string, args: Arguments): GraphQLField<unknown, unknown>[] {
  const fields = Object.values((schema.getType(typeName) as GraphQLObjectType).getFields());
  const known = ({ name, args: taken }: GraphQLField<unknown, unknown>) =>
    args[`${typeName}.${name}`] !== undefined || !taken.some(isRequiredArgument);
  return fields.filter((field) => known(field) && !(typeName === 'Query' && /^nodes?$/u.test(field.name)));
}

/** The arguments with which a field is asked. A list below a list is kept short: what an operation may cost is counted in rows. */
export function argumentsOf(typeName: string, { name, type }: GraphQLField<unknown, unknown>, args: Arguments): string {
  const isListBelow = typeName !== 'Query' && getNamedType(type).name.endsWith('Connection');
  return args[`${typeName}.${name}`] ?? (isListBelow ? '(first: 4)' : '');
}

/** The operation that goes this way and asks for `inner` at its end. */
export function writeWay(way: readonly Step[], inner: string): string {
  const [step, ...rest] = way;
  if (step === undefined) return `{ ${inner} }`;
  const below = writeWay(rest, inner);
  const isAbstract = step.type !== '';
  return `{ ${step.field}${step.args} ${isAbstract ? `{ __typename ... on ${step.type} ${below} }` : below} }`;
}

/** What an answer has at the end of a way: one value for each record that it meets there. */
export function valuesAt(data: unknown, way: readonly Step[]): unknown[] {
  let values: unknown[] = [data];
  for (const { field, type } of way) {
    values = values.flatMap((value) => (value as Record<string, unknown> | null)?.[field] ?? []).filter((value) => value !== null);
    if (type !== '') values = values.filter((value) => (value as { __typename?: string }).__typename === type);
  }
  return values;
}

/** The smallest selection of a field: nothing for a scalar. */
export function smallestSelection({ type }: GraphQLField<unknown, unknown>): string {
  const named = getNamedType(type);
  if (!isCompositeType(named)) return '';
  return named.name.endsWith('Connection') ? '{ edges { __typename } }' : '{ __typename }';
}

/** The object types that a field of this type may answer with; none for a scalar. */
function typesOf(type: GraphQLNamedType): readonly GraphQLObjectType[] {
  if (isObjectType(type)) return [type];
  return isInterfaceType(type) || isUnionType(type) ? schema.getPossibleTypes(type) : [];
}
