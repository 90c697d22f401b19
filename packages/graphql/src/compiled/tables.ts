import type { Prisma } from '@pcrm/core';
import type { GraphQLContext } from '../context.js';
import { plainJson, textOfJson } from './json-text.js';
import { figureMarker, tableMarker } from './markers.js';
import { columnsBy, type FieldRule } from './rules.js';
import { joined, named, plain, sql } from './sql-fragment.js';

/**
 * A table of cells, as a list: all that a query finds, in its order. Which figures are withheld is told by the persons in all of them and
 * by what tells them apart.
 */
export function tableOf(cellsFor: (context: GraphQLContext, args: never) => Prisma.Sql, dimensions: readonly string[]): FieldRule {
  return (field) => {
    const row = field.newRow(field.definition.type);
    const alias = plain(row.alias);
    const query = field.draft.input((run) => cellsFor(run.context, field.args(run) as never));
    const columns = ['persons', ...dimensions].map((column) => sql`${alias}.${named(column)}`);
    const counted = tableMarker(['[', sql`string_agg(json_build_array(${joined(columns, ', ')})::text, ',')`, ']']);
    const cells = ['[', sql`string_agg(${textOfJson(field.select(row))}, ',')`, ']'];
    const from = sql`(SELECT cells.*, row_number() OVER () AS "$n" FROM (${field.draft.hole(query, (text) => text)}) cells) ${alias}`;
    return [sql`(SELECT ${textOfJson([...counted, ...cells])} FROM ${from})`];
  };
}

/** A figure in a cell of a table; null where it is withheld. */
export function figureIn(column: string): FieldRule {
  return columnsBy(['$n', column], (place, figure) => figureMarker(place, 'null', plainJson(figure)));
}

/** Whether the figures of a cell are withheld. */
export const suppressedRule: FieldRule = columnsBy(['$n'], (place) => figureMarker(place, 'true', ['false']));
