import { GraphQLError } from 'graphql';

/** The request is none that the service can read. The sentence says why, and what to send instead. */
export function badRequest(sentence: string): GraphQLError {
  return new GraphQLError(sentence, { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } });
}
