import { GraphQLError } from 'graphql';
import { fingerprintOf } from '../fingerprint.js';
import type { ServicePlugin } from '../request-state.js';
import type { SignIn } from '../sign-in.js';

/**
 * Lets an operation through only with the API key or access token of an actor, before its body is read. Revoking it, or disabling the actor,
 * takes effect with the next request in this process, and within a second in any other.
 */
export function useAuthentication(signIn: SignIn): ServicePlugin {
  return {
    async onRequestParse({ request, serverContext }) {
      const actor = await signIn(request, () => fingerprintOf(request, serverContext));
      if (actor === undefined) throw unauthenticated();
      serverContext.actor = actor;
    },
  };
}

/** What is told to whoever is not signed in, or not any more. One answer, whatever is wrong: it tells nobody how near they came. */
export function unauthenticated(): GraphQLError {
  return new GraphQLError(
    'This needs an API key or access token that is valid. Send it in the header "Authorization: Bearer ...", or ask an administrator for one.',
    { extensions: { code: 'UNAUTHENTICATED', http: { status: 401, headers: { 'www-authenticate': 'Bearer' } } } },
  );
}
