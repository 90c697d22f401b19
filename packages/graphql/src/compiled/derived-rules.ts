import { getDatamodel } from '@pcrm/core/pothos';
import { getNamedType, getNullableType, isEnumType, isListType, isNonNullType, type GraphQLField } from 'graphql';
import { enumJson, instantJson, plainJson, stringJson, type Json } from './json-text.js';
import { orderSql, whereSql, type PrismaQuery } from './prisma-query.js';
import { manyJson, oneJson } from './relations.js';
import { modelOf, NotCompiled, rowsRuleOf, type CompiledField, type FieldRule, type Row } from './rules.js';
import { named, plain, sql, type Fragment } from './sql-fragment.js';

const { models } = getDatamodel().datamodel as unknown as { readonly models: Readonly<Record<string, Model>> };

interface Model {
  readonly fields: readonly ModelField[];
}

interface ModelField {
  readonly name: string;
  readonly type: string;
  readonly kind: string;
  readonly isRequired: boolean;
  readonly isList: boolean;
  readonly relationName?: string;
  readonly relationFromFields?: readonly string[];
}

/** The rule of a field that Pothos reads from a column, or through a relation of the model; undefined for every other. */
export function derivedRuleOf({ extensions }: GraphQLField<unknown, unknown>, row: Row): FieldRule | undefined {
  const exposed = extensions['pothosExposedField'];
  if (typeof exposed === 'string') return columnRule(modelFieldOf(row, exposed));
  const relation = extensions['pothosPrismaRelationField'] as ModelField | undefined;
  return relation && relationRule(relation);
}

function modelFieldOf({ type }: Row, name: string): ModelField {
  const field = models[modelOf(type)]?.fields.find((each) => each.name === name);
  if (field === undefined) throw new NotCompiled(`${type.name} has no column ${name}.`);
  return field;
}

function columnRule(column: ModelField): FieldRule {
  return ({ row, definition: { type } }) => {
    if (isNonNullType(type) && !column.isRequired) throw new NotCompiled(`${column.name} may be null.`);
    return columnJson(sql`${plain((row as Row).alias)}.${named(column.name)}`, column, type);
  };
}

function columnJson(value: Fragment, column: ModelField, type: CompiledField['definition']['type']): Json {
  const scalar = getNamedType(type);
  const isList = isListType(getNullableType(type));
  if (isList !== column.isList) throw new NotCompiled(`${column.name} is a list on one side only.`);
  if (isEnumType(scalar)) {
    const isAsNamed = column.kind === 'enum' && scalar.getValues().every((each) => each.name === each.value);
    if (!isAsNamed) throw new NotCompiled(`${scalar.name} has values of its own.`);
    return isList ? [sql`to_json(${value})::text`] : enumJson(value);
  }
  const isKnown = columnTypes[scalar.name] === column.type;
  if (!isKnown) throw new NotCompiled(`${column.name} is no ${scalar.name}.`);
  if (isList) return [sql`to_json(${value})::text`];
  switch (scalar.name) {
    case 'String':
      return stringJson(value);
    case 'DateTime':
      return instantJson(value);
    default:
      return plainJson(value);
  }
}

// Scalars that are written alike from these columns. A number that may have a fraction or exceed 2^53 is not among them.
const columnTypes: Readonly<Record<string, string>> = { String: 'String', Int: 'Int', Boolean: 'Boolean', DateTime: 'DateTime' };

function relationRule(relation: ModelField): FieldRule {
  return (field) => {
    const { row, definition, draft } = field;
    if (row === undefined) throw new NotCompiled('A relation is one of a row.');
    const inner = field.newRow(definition.type);
    // The resolvers follow a relation without asking who may see the row at its end.
    if (rowsRuleOf(inner.type).visible !== undefined) throw new NotCompiled(`${inner.type.name} has a visibility of its own.`);
    if (!relation.isList) return oneJson(field, inner, conditionOf(relation, row, inner));
    const query = draft.input((run) => queryOf(definition, field.args(run) as object, run.context));
    const where = draft.hole(query, whereSql);
    const order = draft.hole(query, orderSql);
    const table = named(modelOf(inner.type));
    const rows = sql`SELECT t.* FROM ${table} t WHERE t.${keyBelow(relation, inner)} = ${plain(row.alias)}."id" AND ${where} ORDER BY ${order}`;
    return manyJson(field, inner, rows);
  };
}

/** Which row, or rows, are at the other end of a relation: by the foreign key on this side, or on the other. */
function conditionOf(relation: ModelField, row: Row, inner: Row): Fragment {
  const { relationFromFields: [key, ...others] = [] } = relation;
  if (others.length > 0) throw new NotCompiled(`${relation.name} has a key of several columns.`);
  const t = plain(inner.alias);
  if (key === undefined) return sql`${t}.${keyBelow(relation, inner)} = ${plain(row.alias)}."id"`;
  return sql`${t}."id" = ${plain(row.alias)}.${named(key)}`;
}

function keyBelow(relation: ModelField, { type }: Row): Fragment {
  const model = modelOf(type);
  const back = models[model]?.fields.find((field) => field.relationName === relation.relationName && field.name !== relation.name);
  const [key, ...others] = back?.relationFromFields ?? [];
  if (key === undefined || others.length > 0) throw new NotCompiled(`${relation.name} has no key of one column.`);
  return named(key);
}

/** What a relation is asked with, as the field declares it. */
function queryOf({ extensions, name }: CompiledField['definition'], args: object, context: object): PrismaQuery {
  const select = extensions['pothosPrismaSelect'] as (args: object, context: object, nested: (query: unknown) => unknown) => unknown;
  const { select: { [name]: query } = {} } = select(args, context, (asked) => asked) as { select?: Record<string, unknown> };
  return (typeof query === 'function' ? query(args, context) : query) as PrismaQuery;
}
