import { Prisma } from '@pcrm/core';
import { getMappedArgumentValues } from '@pothos/core';
import {
  getNamedType,
  isInterfaceType,
  isObjectType,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { collectSubfields } from 'graphql/execution/collectFields.js';
import { derivedRuleOf } from './derived-rules.js';
import { textOfJson, type Json } from './json-text.js';
import { requireFieldReadable, requireReadable } from './readable.js';
import { fieldRuleOf, NotCompiled, rowsRuleOf, type CompiledField, type Row } from './rules.js';
import { Fragment, named, plain, quoted, sql } from './sql-fragment.js';
import type { Run, StatementDraft } from './statement-draft.js';

/** An operation while its statement is written. */
export interface Compiling {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** The variables of the first run; the statement is for those runs in which directives say the same. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly draft: StatementDraft;
}

// As many as documents have levels.
const aliases: readonly Prisma.Sql[] = [
  Prisma.sql`r0`,
  Prisma.sql`r1`,
  Prisma.sql`r2`,
  Prisma.sql`r3`,
  Prisma.sql`r4`,
  Prisma.sql`r5`,
  Prisma.sql`r6`,
  Prisma.sql`r7`,
  Prisma.sql`r8`,
  Prisma.sql`r9`,
  Prisma.sql`r10`,
  Prisma.sql`r11`,
  Prisma.sql`r12`,
  Prisma.sql`r13`,
  Prisma.sql`r14`,
];

/** A row below another, or the first one: by a name that none around it has. */
function newRow(around: Row | undefined, type: GraphQLOutputType): Row {
  const alias = aliases[around === undefined ? 0 : aliases.indexOf(around.alias) + 1];
  if (alias === undefined) throw new NotCompiled('Rows lie too deep.');
  const row = getNamedType(type);
  if (!isObjectType(row) && !isInterfaceType(row)) throw new NotCompiled(`${row.name} is no row.`);
  return { alias, type: row };
}

/** A type that a row may have, and the condition that it has it: none where there is only this one. */
interface Kind {
  readonly type: GraphQLObjectType;
  readonly condition?: Fragment;
}

function kindsOf({ schema }: Compiling, { alias, type }: Row): Kind[] {
  if (isObjectType(type)) return [{ type }];
  const { kinds } = rowsRuleOf(type);
  if (kinds === undefined) throw new NotCompiled(`No column tells the type of ${type.name}.`);
  return Object.entries(kinds.types).map(([value, name]) => ({
    type: schema.getType(name) as GraphQLObjectType,
    condition: sql`${plain(alias)}.${named(kinds.column)} = ${quoted(value)}`,
  }));
}

/** By the type of the row, one of the texts. */
function byKind(kinds: readonly Kind[], textFor: (type: GraphQLObjectType) => Fragment): Fragment {
  const [only, ...others] = kinds.map(({ type, condition }) => ({ condition, text: textFor(type) }));
  if (only === undefined) throw new Error('A row has a type.');
  return others.reduce((text, { condition, text: other }) => {
    return condition === undefined ? text : sql`CASE WHEN ${condition} THEN ${other} ELSE ${text} END`;
  }, only.text);
}

/** What is selected of a row, as the JSON of an object. */
export function objectJson(compiling: Compiling, nodes: readonly FieldNode[], row: Row): Json {
  const kinds = kindsOf(compiling, row);
  for (const { type } of kinds) {
    rowsRuleOf(type);
    requireReadable(compiling.draft, type);
  }
  const members = inOneOrder(kinds.map(({ type }) => [...collected(compiling, type, nodes)]));
  const written = members.map(({ key, nodes: selected, kinds: having }): Json => {
    const field = { key, nodes: selected, row };
    if (having.size === kinds.length) return memberJson(compiling, { ...field, types: kinds });
    const each = kinds.filter((_, index) => having.has(index));
    return each.map(({ type, condition = sql`TRUE` }) => {
      const json = memberJson(compiling, { ...field, types: [{ type }], row: { ...row, type } });
      return sql`CASE WHEN ${condition} THEN ${textOfJson(json)} END`;
    });
  });
  const [first, ...others] = written.flat();
  if (first === undefined) return ['{}'];
  if (typeof first === 'string') return ['{', first.slice(1), ...others, '}'];
  // Which member is the first depends on the row.
  return ['{', sql`substr(${textOfJson([first, ...others])}, 2)`, '}'];
}

function collected({ schema, fragments, variables }: Compiling, type: GraphQLObjectType, nodes: readonly FieldNode[]) {
  return collectSubfields(schema, fragments, variables, type, nodes);
}

interface Member {
  readonly key: string;
  readonly nodes: readonly FieldNode[];
  /** By their index, the types of which it is selected. */
  readonly kinds: Set<number>;
}

/** What is selected of several types in one order, in which each finds its own: that of the document. */
function inOneOrder(selections: readonly (readonly (readonly [string, readonly FieldNode[]])[])[]): Member[] {
  const [first = [], ...others] = selections;
  const members: Member[] = first.map(([key, nodes]) => ({ key, nodes, kinds: new Set([0]) }));
  for (const [index, selection] of others.entries()) {
    let position = 0;
    for (const [key, nodes] of selection) {
      const same = members.findIndex((member) => member.key === key && isSame(member.nodes, nodes));
      if (same >= 0 && same < position) throw new NotCompiled('The types select in different orders.');
      if (same >= 0) members[same]?.kinds.add(index + 1);
      else members.splice(position, 0, { key, nodes, kinds: new Set([index + 1]) });
      position = same >= 0 ? same + 1 : position + 1;
    }
  }
  return members;
}

function isSame(some: readonly FieldNode[], others: readonly FieldNode[]): boolean {
  return some.length === others.length && some.every((node, index) => node === others[index]);
}

interface MemberOf {
  readonly key: string;
  readonly nodes: readonly FieldNode[];
  readonly row: Row;
  readonly types: readonly Kind[];
}

function memberJson(compiling: Compiling, { key, nodes, row, types }: MemberOf): Json {
  const name = nodes[0]?.name.value ?? '';
  const before = `,"${key}":`;
  if (name === '__typename') return [before, '"', byKind(types, (type) => quoted(type.name)), '"'];
  if (name === 'id') return [before, '"', globalId(row, types), '"'];
  return [before, ...fieldJson(compiling, { name, nodes, row, declaring: row.type, types })];
}

// As Relay's plugin encodes it. PostgreSQL breaks the line after 76 characters, which are the name, a colon and an id of 57 together.
function globalId({ alias }: Row, types: readonly Kind[]): Fragment {
  const id = sql`${plain(alias)}."id"`;
  return byKind(types, ({ name }) => {
    const encoded = sql`encode((${quoted(`${name}:`)} || ${id})::bytea, 'base64')`;
    return name.length < 20 ? encoded : sql`translate(${encoded}, E'\n', '')`;
  });
}

interface FieldOf {
  readonly name: string;
  readonly nodes: readonly FieldNode[];
  /** The type that declares it, and those of which it is selected. */
  readonly declaring: GraphQLObjectType | GraphQLInterfaceType;
  readonly types: readonly Kind[];
  readonly row?: Row;
}

/** A field by the rule that it declares, or that follows from the model. */
export function fieldJson(compiling: Compiling, { name, nodes, declaring, types, row }: FieldOf): Json {
  const { schema, draft } = compiling;
  const definition = declaring.getFields()[name];
  if (definition === undefined) throw new NotCompiled(`${declaring.name} has no field ${name}.`);
  requireFieldReadable(draft, definition);
  const rule = fieldRuleOf(definition) ?? (row && derivedRuleOf(definition, row));
  if (rule === undefined) throw new NotCompiled(`${declaring.name}.${name} has no rule.`);
  const field: CompiledField = {
    draft,
    row,
    definition,
    nodes,
    typeNames: types.map(({ type }) => type.name),
    args: (run) => argsOf(compiling, field, run),
    byType: (textFor) => byKind(types, ({ name: typeName }) => textFor(typeName)),
    typeNamed: (typeName) => schema.getType(typeName),
    newRow: (of) => newRow(row, of),
    select: (inner, of = nodes) => objectJson(compiling, of, inner),
    selected: (of, below) => collected(compiling, plainTypeOf(of), below),
  };
  return rule(field);

  function plainTypeOf(of: GraphQLOutputType): GraphQLObjectType {
    const object = schema.getType(getNamedType(of).name);
    if (!isObjectType(object)) throw new NotCompiled(`${getNamedType(of).name} is no object.`);
    requireReadable(draft, object);
    return object;
  }
}

function argsOf({ schema }: Compiling, { definition, nodes: [node] }: CompiledField, { context, variables }: Run): unknown {
  if (node === undefined) throw new Error('A field is selected by a node.');
  return getMappedArgumentValues(definition, node, context, { schema, variableValues: variables } as never);
}
