import type { GraphQLSchema } from 'graphql';
import type { GraphQLContext } from './context.js';

/**
 * Makes each mutation of an operation forget what was loaded before it ended, so that its answer, and those of the mutations after it,
 * tell what is there now. GraphQL runs mutations one after the other, each with its whole answer.
 */
export function withFreshLoaders(schema: GraphQLSchema): GraphQLSchema {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const { resolve } = field;
    if (!resolve) continue;
    field.resolve = async (root, args, context: GraphQLContext, info) => {
      const result: unknown = await resolve(root, args, context, info);
      context.loaders.clear();
      return result;
    };
  }
  return schema;
}
