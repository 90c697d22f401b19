import { invalidCursor, pageSql, Prisma, type KeysetList, type PageRequest, type PageSql } from '@pcrm/core';
import { getNamedType, isObjectType, type FieldNode, type GraphQLField } from 'graphql';
import type { GraphQLContext } from '../context.js';
import { textOfJson, type Json } from './json-text.js';
import { cursorMarker } from './markers.js';
import { NotCompiled, type CompiledField, type FieldRule, type Row } from './rules.js';
import { plain, sql, type Fragment } from './sql-fragment.js';
import type { Input } from './statement-draft.js';

/** A page of a list whose rows are records, as a connection: of the root, or below the row that the field is one of. */
export function pageOf(listFor: (context: GraphQLContext, args: never) => KeysetList<unknown>): FieldRule {
  return (field) => {
    const { draft, row: around } = field;
    const parentId = around && Prisma.sql`${around.alias}."id"`;
    const page = draft.input((run): PageSql => {
      const args = field.args(run) as PageRequest;
      return pageSql(listFor(run.context, args as never), { ...args, ...openedCursors(run.context, args, purposesOf(field)) }, parentId);
    });
    return connectionJson(field, page);
  };
}

/** What the cursors of the field are good for: by the type of the row, where that tells. */
function purposesOf({ typeNames, definition: { name } }: CompiledField): string[] {
  return typeNames.map((type) => `${type}.${name}`);
}

function openedCursors({ cursors, actor }: GraphQLContext, { after, before }: PageRequest, purposes: readonly string[]): PageRequest {
  const open = (sealed: string | null | undefined, argument: string) => {
    if (sealed == null) return sealed;
    const [purpose, ...others] = purposes;
    // It is good for rows of one type alone.
    if (purpose === undefined || others.length > 0) throw new NotCompiled('A cursor is given below rows of several types.');
    const cursor = cursors.open(sealed, [purpose, actor.id]);
    if (cursor === undefined) throw invalidCursor(argument);
    return cursor;
  };
  return { after: open(after, 'after'), before: open(before, 'before') };
}

/** A connection while it is written. */
interface Connection {
  readonly field: CompiledField;
  readonly page: Input<PageSql>;
  readonly row: Row;
  /** Whether a row of the list is one of the page, and not the one that tells that the list goes on. */
  readonly isOnPage: Fragment;
  readonly cursor: Fragment;
  /** Whether rows are read, and not only counted. */
  readonly needsRows: boolean;
}

type Members = ReadonlyMap<string, readonly FieldNode[]>;

function connectionJson(field: CompiledField, page: Input<PageSql>): Json {
  const { draft, definition, nodes } = field;
  const row = field.newRow(fieldOf(fieldOf(definition, 'edges'), 'node').type);
  const alias = plain(row.alias);
  const purpose = field.byType((type) => draft.purpose(`${type}.${definition.name}`));
  const members = field.selected(definition.type, nodes);
  const connection: Connection = {
    field,
    page,
    row,
    isOnPage: sql`${alias}."$n" <= ${draft.hole(page, ({ size }) => Prisma.sql`${size}::int`)}`,
    cursor: textOfJson(cursorMarker(purpose, sql`${alias}."$cursor"`)),
    needsRows: [...members.values()].some(([node]) => node?.name.value === 'edges' || node?.name.value === 'pageInfo'),
  };
  const json = membersJson(members, (name, selected) => connectionMember(connection, name, selected), definition);
  const from = sql`(SELECT page.*, row_number() OVER () AS "$n" FROM (${draft.hole(page, ({ rows }) => rows)}) page) ${alias}`;
  // One row for the whole page, even where nothing is asked of its rows.
  return connection.needsRows ? [sql`(SELECT ${textOfJson(json)} FROM ${from} HAVING TRUE)`] : json;
}

function connectionMember(connection: Connection, name: string, nodes: readonly FieldNode[]): Json {
  const { field, page, row, needsRows } = connection;
  const { draft, definition } = field;
  switch (name) {
    case 'edges':
      return edgesJson(connection, nodes);
    case 'pageInfo': {
      const type = fieldOf(definition, name);
      return membersJson(field.selected(type.type, nodes), (member) => pageInfoMember(connection, member), type);
    }
    case 'totalCount':
      return [draft.hole(page, (read) => (needsRows && read.isCounted ? countedIn(row) : read.total))];
    default:
      throw new NotCompiled(`A connection has no rule for ${name}.`);
  }
}

function countedIn({ alias }: Row): Prisma.Sql {
  return Prisma.sql`coalesce(max(${alias}."$total"), 0)`;
}

function edgesJson({ field, page, row, isOnPage, cursor }: Connection, nodes: readonly FieldNode[]): Json {
  const type = fieldOf(field.definition, 'edges');
  const members = field.selected(type.type, nodes);
  const edge = membersJson(members, (name, selected) => (name === 'node' ? field.select(row, selected) : edgeMember(name, cursor)), type);
  // Read backward, the last row comes first.
  const order = field.draft.hole(page, ({ backward }) => (backward ? Prisma.sql` ORDER BY ${row.alias}."$n" DESC` : Prisma.empty));
  return ['[', sql`string_agg(CASE WHEN ${isOnPage} THEN ${textOfJson(edge)} END, ','${order})`, ']'];
}

function edgeMember(name: string, cursor: Fragment): Json {
  if (name !== 'cursor') throw new NotCompiled(`An edge has no rule for ${name}.`);
  return [cursor];
}

function pageInfoMember({ field: { draft }, page, row, isOnPage, cursor }: Connection, name: string): Json {
  const goesOn = (size: number) => Prisma.sql`(count(*) > ${size}::int)::text`;
  const atCursor = ({ startsAtCursor }: PageSql) => (startsAtCursor ? Prisma.sql`'true'` : Prisma.sql`'false'`);
  const lastRead = (size: number) => Prisma.sql`least(count(*), ${size}::int)::int`;
  // In an order of its own: PostgreSQL 16 and later give it the rows in that of the edges, which read backward is another.
  const cursorAt = (place: Fragment): Json => [
    sql`coalesce((array_agg(${cursor} ORDER BY ${plain(row.alias)}."$n") FILTER (WHERE ${isOnPage}))[${place}], 'null')`,
  ];
  switch (name) {
    case 'hasNextPage':
      return [draft.hole(page, (read) => (read.backward ? atCursor(read) : goesOn(read.size)))];
    case 'hasPreviousPage':
      return [draft.hole(page, (read) => (read.backward ? goesOn(read.size) : atCursor(read)))];
    case 'startCursor':
      return cursorAt(draft.hole(page, ({ backward, size }) => (backward ? lastRead(size) : Prisma.sql`1`)));
    case 'endCursor':
      return cursorAt(draft.hole(page, ({ backward, size }) => (backward ? Prisma.sql`1` : lastRead(size))));
    default:
      throw new NotCompiled(`A page has no rule for ${name}.`);
  }
}

type TypedField = Pick<GraphQLField<unknown, unknown>, 'type'>;

/** What is selected of a type that is no row, by the names of its fields. */
function membersJson(members: Members, jsonFor: (name: string, nodes: readonly FieldNode[]) => Json, { type }: TypedField): Json {
  const json = [...members].flatMap(([key, nodes], index): Json => {
    const name = nodes[0]?.name.value ?? '';
    const before = `${index === 0 ? '' : ','}"${key}":`;
    return name === '__typename' ? [`${before}"${getNamedType(type).name}"`] : [before, ...jsonFor(name, nodes)];
  });
  return ['{', ...json, '}'];
}

function fieldOf({ type }: TypedField, name: string): TypedField {
  const object = getNamedType(type);
  const field = isObjectType(object) ? object.getFields()[name] : undefined;
  if (field === undefined) throw new NotCompiled(`${object.name} has no field ${name}.`);
  return field;
}
