import { Prisma } from '@pcrm/core';
import { isObjectType } from 'graphql';
import { textOfJson } from './json-text.js';
import { elsewhereMarker } from './markers.js';
import { visibleTo } from './relations.js';
import { modelOf, NotCompiled, type CompiledField, type FieldRule, type Row } from './rules.js';
import { named, plain, quoted, sql, type Fragment } from './sql-fragment.js';

interface DecodedId {
  readonly typename: string;
  readonly id: unknown;
}

interface NodeArgs {
  readonly id: DecodedId;
}

interface NodesArgs {
  readonly ids: readonly DecodedId[];
}

const uuidPattern = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu;

/** The record with an id, of whatever type the id says. Another statement serves ids of another type. */
export const nodeRule: FieldRule = (field) => {
  const { draft } = field;
  const row = rowOfType(
    field,
    draft.fixed((run) => (field.args(run) as NodeArgs).id.typename),
  );
  const id = draft.input((run) => uuidOf((field.args(run) as NodeArgs).id));
  return [
    found(
      field,
      row,
      draft.hole(id, (uuid) => Prisma.sql`${uuid}::uuid`),
    ),
  ];
};

/** The records with several ids of one type. */
export const nodesRule: FieldRule = (field) => {
  const { draft } = field;
  const idsOf = (run: Parameters<CompiledField['args']>[0]) => (field.args(run) as NodesArgs).ids;
  const row = rowOfType(
    field,
    draft.fixed((run) => [...new Set(idsOf(run).map(({ typename }) => typename))].join()),
  );
  const ids = draft.input((run) => idsOf(run).map(uuidOf));
  const wanted = sql`unnest(${draft.hole(ids, (uuids) => Prisma.sql`${uuids}::uuid[]`)}) WITH ORDINALITY AS wanted (id, position)`;
  return ['[', sql`(SELECT string_agg(${found(field, row, sql`wanted.id`)}, ',' ORDER BY wanted.position) FROM ${wanted})`, ']'];
};

function rowOfType(field: CompiledField, typename: string): Row {
  const type = field.typeNamed(typename);
  if (!isObjectType(type)) throw new NotCompiled('There is no such type.');
  return field.newRow(type);
}

// What is no id of a record answers null, as the resolvers say.
function uuidOf({ id }: DecodedId): string {
  const text = String(id);
  if (!uuidPattern.test(text)) throw new NotCompiled('It is no id.');
  return text;
}

function found(field: CompiledField, row: Row, id: Fragment): Fragment {
  const record = sql`(SELECT ${textOfJson(field.select(row))} FROM ${named(modelOf(row.type))} ${plain(row.alias)}
    WHERE ${plain(row.alias)}."id" = ${id}${visibleTo(field, row)})`;
  // Who was merged is found under the id of whoever took them over.
  const otherwise = modelOf(row.type) === 'Stakeholder' ? elsewhereMarker : 'null';
  return sql`coalesce(${record}, ${quoted(otherwise)})`;
}
