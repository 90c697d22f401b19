import { permits, survivorsOf, type Scope } from '@pcrm/core';
import { isObjectType, type GraphQLSchema } from 'graphql';
import type { GraphQLContext } from './context.js';

const uuidPattern = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu;

interface DecodedId {
  readonly typename: string;
  id: unknown;
}

/**
 * Whether there can be an answer to an id: it is one of this schema's, and the caller may read records of its type at all. Where not, it
 * answers null, as one that does not exist: an error would tell that the record is there.
 */
export function mayHaveNode({ actor }: GraphQLContext, schema: GraphQLSchema, { typename, id }: DecodedId): boolean {
  if (!uuidPattern.test(String(id))) return false;
  const type = schema.getType(typename);
  if (!isObjectType(type)) return true;
  const { authScopes } = (type.extensions['pothosOptions'] ?? {}) as { readonly authScopes?: unknown };
  // A type whose scopes depend on the record says for each record what it takes.
  if (typeof authScopes !== 'object' || authScopes === null || !('can' in authScopes)) return true;
  return permits(actor, authScopes.can as Scope);
}

/** Makes the ids of stakeholders who were merged those of the survivors; whether there were any. */
export async function replaceMergedIds({ db }: GraphQLContext, ids: readonly DecodedId[]): Promise<boolean> {
  const ofStakeholders = ids.filter(({ typename }) => typename === 'Person' || typename === 'Organization');
  const survivors = await survivorsOf(
    db,
    ofStakeholders.map(({ id }) => String(id).toLowerCase()),
  );
  for (const decoded of ofStakeholders) decoded.id = survivors.get(String(decoded.id).toLowerCase()) ?? decoded.id;
  return survivors.size > 0;
}
