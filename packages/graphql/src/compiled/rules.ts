import type { Actor, Prisma, Scope } from '@pcrm/core';
import type { FieldNode, GraphQLField, GraphQLInterfaceType, GraphQLNamedType, GraphQLObjectType, GraphQLOutputType } from 'graphql';
import type { Json } from './json-text.js';
import { named, plain, sql, type Fragment } from './sql-fragment.js';
import type { Alias, Run, StatementDraft } from './statement-draft.js';

/** An operation that has no statement: the resolvers answer it. */
export class NotCompiled extends Error {}

/** How rows of a type are found and told apart. A type without this rule does not compile, nor does a field that answers with it. */
export interface RowsRule {
  /**
   * Which rows the actor may see, where one is named by an id or a foreign key. Left out, whoever has the scope of the type may see all. A
   * list has it in its `where`.
   */
  readonly visible?: (actor: Actor, row: Prisma.Sql) => Prisma.Sql;
  /** The scope with which all rows may be read, where the `authScopes` of the type depend on the row. */
  readonly scope?: Scope;
  /** Of an interface: the column that tells the type, and the types by its values. */
  readonly kinds?: { readonly column: string; readonly types: Readonly<Record<string, string>> };
}

/** A row of the statement. */
export interface Row {
  readonly alias: Alias;
  /** The type that the schema says it has: of an interface, the row tells which. */
  readonly type: GraphQLObjectType | GraphQLInterfaceType;
}

/** A field of a selection, where it is compiled. */
export interface CompiledField {
  readonly draft: StatementDraft;
  /** The row that it is a field of; none at the root. */
  readonly row: Row | undefined;
  readonly definition: GraphQLField<unknown, unknown>;
  readonly nodes: readonly FieldNode[];
  /** Of which types it is a field: several where the row tells which. */
  readonly typeNames: readonly string[];
  /** The arguments of a run as the resolver gets them, with decoded ids. */
  readonly args: (run: Run) => unknown;
  /** By the type of the row that it is a field of, one of the texts. */
  readonly byType: (textFor: (typeName: string) => Fragment) => Fragment;
  /** A type of the schema by its name. */
  readonly typeNamed: (name: string) => GraphQLNamedType | undefined;
  /** A new row of a type, by a name that no row around it has. */
  readonly newRow: (type: GraphQLOutputType) => Row;
  /** What is selected of a row. */
  readonly select: (row: Row, nodes?: readonly FieldNode[]) => Json;
  /** The fields that are selected of a type that is no row, such as a connection, by the name in the answer. */
  readonly selected: (type: GraphQLOutputType, nodes: readonly FieldNode[]) => ReadonlyMap<string, readonly FieldNode[]>;
}

/** The JSON text of a field. */
export type FieldRule = (field: CompiledField) => Json;

const KEY = 'compiled';

interface Extended {
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** For the `extensions` of a field: how it is written by the statement of a compiled operation. */
export function compiledBy(rule: FieldRule): { readonly [KEY]: FieldRule } {
  return { [KEY]: rule };
}

/** For the `extensions` of a type that is a model of the database: its rows can be read by the statement of a compiled operation. */
export function readAsRows(rule: RowsRule = {}): { readonly [KEY]: RowsRule } {
  return { [KEY]: rule };
}

/** The rule that a field declares. */
export function fieldRuleOf({ extensions }: Extended): FieldRule | undefined {
  return extensions[KEY] as FieldRule | undefined;
}

/** The rule of a type. @throws NotCompiled where it has none. */
export function rowsRuleOf({ name, extensions }: Extended & { readonly name: string }): RowsRule {
  const rule = extensions[KEY] as RowsRule | undefined;
  if (rule === undefined) throw new NotCompiled(`The type ${name} has no rule.`);
  return rule;
}

/** The table of a type's rows. */
export function modelOf({ name, extensions }: Extended & { readonly name: string }): string {
  const model = extensions['pothosPrismaModel'];
  if (typeof model !== 'string') throw new NotCompiled(`The type ${name} is no model.`);
  return model;
}

/** The row that a field is one of. */
export function rowOf({ row, definition }: CompiledField): Row {
  if (row === undefined) throw new NotCompiled(`${definition.name} is a field of no row.`);
  return row;
}

/** A field that is made of columns of the row. */
export function columnsBy<Columns extends readonly string[]>(
  columns: Columns,
  jsonOf: (...values: { [Column in keyof Columns]: Fragment }) => Json,
): FieldRule {
  return (field) => {
    const alias = plain(rowOf(field).alias);
    return jsonOf(...(columns.map((column) => sql`${alias}.${named(column)}`) as { [Column in keyof Columns]: Fragment }));
  };
}
