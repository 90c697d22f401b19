import type { Prisma, RowsBelow } from '@pcrm/core';
import { isNonNullType } from 'graphql';
import type { GraphQLContext } from '../context.js';
import { textOfJson, type Json } from './json-text.js';
import { elsewhereMarker } from './markers.js';
import { modelOf, rowOf, rowsRuleOf, type CompiledField, type FieldRule, type Row } from './rules.js';
import { named, plain, quoted, sql, type Fragment } from './sql-fragment.js';

/** The one row of which a condition holds, and which the actor may see; null where there is none. */
export function oneJson(field: CompiledField, row: Row, condition: Fragment): Json {
  const found = sql`(SELECT ${textOfJson(field.select(row))} FROM ${named(modelOf(row.type))} ${plain(row.alias)}
    WHERE ${condition}${visibleTo(field, row)})`;
  // One that must be there and is not is an error, which the resolvers tell.
  const otherwise = isNonNullType(field.definition.type) ? elsewhereMarker : 'null';
  return [sql`coalesce(${found}, ${quoted(otherwise)})`];
}

/** The visibility of a row that is named by an id, to be added to a condition. */
export function visibleTo({ draft }: CompiledField, { type, alias }: Row): Fragment {
  const { visible } = rowsRuleOf(type);
  if (visible === undefined) return sql``;
  return sql` AND ${draft.hole(
    draft.input(({ context }) => context.actor),
    (actor) => visible(actor, alias),
  )}`;
}

/** The rows that are selected, in their order, as a list. */
export function manyJson(field: CompiledField, row: Row, rows: Fragment): Json {
  return listJson(textOfJson(field.select(row)), sql`(${rows}) ${plain(row.alias)}`);
}

function listJson(item: Fragment, from: Fragment): Json {
  return ['[', sql`(SELECT string_agg(${item}, ',') FROM ${from})`, ']'];
}

/** A record that the row names by a foreign key. */
export function recordNamedBy(key: string): FieldRule {
  return (field) => {
    const around = rowOf(field);
    const row = field.newRow(field.definition.type);
    return oneJson(field, row, sql`${plain(row.alias)}."id" = ${plain(around.alias)}.${named(key)}`);
  };
}

/** Records below the row that are all read. */
export function recordsBelow(rowsFor: (context: GraphQLContext) => RowsBelow): FieldRule {
  return (field) => manyJson(field, field.newRow(field.definition.type), rowsBelow(field, rowsFor));
}

/** A text of each of the records below the row. */
export function textsBelow(rowsFor: (context: GraphQLContext) => RowsBelow, column: Prisma.Sql): FieldRule {
  return (field) => listJson(sql`to_json(${plain(column)})::text`, sql`(${rowsBelow(field, rowsFor)}) t`);
}

function rowsBelow(field: CompiledField, rowsFor: (context: GraphQLContext) => RowsBelow): Fragment {
  const { draft } = field;
  const rows = draft.input(({ context }) => rowsFor(context));
  return sql`SELECT t.* FROM ${draft.hole(rows, ({ from }) => from)}
    WHERE ${draft.hole(rows, ({ parent }) => parent)} = ${plain(rowOf(field).alias)}."id" ORDER BY ${draft.hole(rows, ({ order }) => order)}`;
}
