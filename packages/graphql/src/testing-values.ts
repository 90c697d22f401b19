import { isEnumType, isInputObjectType, isListType, isNonNullType, type GraphQLArgument, type GraphQLInputField } from 'graphql';

/** An argument of a field or a field of an input type. */
export type Taken = GraphQLArgument | GraphQLInputField;

/** What is written where a value is asked for, as in a document. */
export interface Values {
  /** An id of one of these types; of any type where there are none. */
  readonly id: (types: readonly string[], taken: Taken) => string;
  readonly scalar: (type: string, taken: Taken) => string;
  readonly oneOf: (values: readonly string[]) => string;
  /** Whether something that need not be given is. */
  readonly isGiven: (taken: Taken) => boolean;
  /** How many a list has. */
  readonly length: (name: string) => number;
}

/** The arguments as they are written, in brackets; nothing when none is given. */
export function writeArguments(args: readonly GraphQLArgument[], values: Values): string {
  const written = writeFields(args, values);
  return written.length === 0 ? '' : `(${written.join(', ')})`;
}

function writeFields(fields: readonly Taken[], values: Values): string[] {
  const given = fields.filter((field) => isNonNullType(field.type) || values.isGiven(field));
  return given.map((field) => `${field.name}: ${writeValue(field.type, field, values)}`);
}

function writeValue(type: Taken['type'], field: Taken, values: Values): string {
  if (isNonNullType(type)) return writeValue(type.ofType, field, values);
  if (isListType(type)) {
    const each = Array.from({ length: values.length(field.name) }, () => writeValue(type.ofType, field, values));
    return `[${each.join(', ')}]`;
  }
  if (isInputObjectType(type)) return `{ ${writeFields(Object.values(type.getFields()), values).join(', ')} }`;
  if (isEnumType(type)) return values.oneOf(type.getValues().map(({ name }) => name));
  return type.name === 'ID' ? values.id(typesOfId(field), field) : values.scalar(type.name, field);
}

/** The types of which a global id may be; none where it may be any. */
export function typesOfId({ extensions }: Taken): readonly string[] {
  const types = (extensions['relayGlobalIDFor'] ?? []) as readonly { readonly typename: string }[];
  return types.map(({ typename }) => typename);
}

const scalars: Readonly<Record<string, string>> = {
  String: '"가나다"',
  Int: '1',
  SafeInt: '1',
  Float: '1.5',
  Boolean: 'true',
  Date: '"2012-12-12"',
  PartialDate: '"2012-12"',
  DateTime: '"2012-12-12T10:00:00+09:00"',
};

/** The least that can be given, with ids of records that are not there. */
export const leastValues = (idOf: (type: string) => string): Values => ({
  id: ([type = 'Stakeholder']) => JSON.stringify(idOf(type)),
  scalar: (type) => {
    const value = scalars[type];
    if (value === undefined) throw new Error(`No value is known for the scalar ${type}. Add one.`);
    return value;
  },
  oneOf: ([value = '']) => value,
  isGiven: () => false,
  length: () => 1,
});
