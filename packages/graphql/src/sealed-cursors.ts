import { invalidCursor } from '@pcrm/core';
import { getNamedType, isObjectType, type GraphQLField, type GraphQLSchema } from 'graphql';
import type { GraphQLContext } from './context.js';

interface CursorArgs {
  readonly after?: string | null;
  readonly before?: string | null;
}

interface PageOfCursors {
  readonly edges: readonly { readonly cursor: string }[];
  readonly pageInfo: { readonly startCursor: string | null; readonly endCursor: string | null };
}

/**
 * Seals every cursor that the schema gives and opens every one that it is given, in one place for all connections, whoever resolves them.
 * A cursor is good for the field and the actor that it was given to: elsewhere it is answered like text that never was a cursor.
 */
export function withSealedCursors(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) if (isConnection(field)) sealCursorsOf(field);
  }
  return schema;
}

function isConnection(field: GraphQLField<unknown, GraphQLContext>): boolean {
  return getNamedType(field.type).name.endsWith('Connection');
}

function sealCursorsOf(field: GraphQLField<unknown, GraphQLContext>): void {
  const { resolve } = field;
  if (!resolve) return;
  field.resolve = async (parent, args: CursorArgs, context, info) => {
    const purpose = [`${info.parentType.name}.${info.fieldName}`, context.actor.id];
    const open = (argument: 'after' | 'before') => {
      const sealed = args[argument];
      if (sealed == null) return {};
      const cursor = context.cursors.open(sealed, purpose);
      if (cursor === undefined) throw invalidCursor(argument);
      return { [argument]: cursor };
    };
    const page = (await resolve(parent, { ...args, ...open('after'), ...open('before') }, context, info)) as PageOfCursors | null;
    if (page === null) return page;
    const seal = (cursor: string | null) => (cursor === null ? null : context.cursors.seal(cursor, purpose));
    const { startCursor, endCursor } = page.pageInfo;
    return {
      ...page,
      edges: page.edges.map((edge) => ({ ...edge, cursor: seal(edge.cursor) })),
      pageInfo: { ...page.pageInfo, startCursor: seal(startCursor), endCursor: seal(endCursor) },
    };
  };
}
