import type { Actor, Pcrm } from '@pcrm/core';
import { GraphQLError } from 'graphql';
import type { ServicePlugin } from '../request-state.js';

/**
 * Lets an operation through only with the API key of an actor, before its body is read. The key is looked up each time, so that
 * revoking one takes effect with the next request.
 */
export function useAuthentication(pcrm: Pcrm): ServicePlugin {
  return {
    async onRequestParse({ request, serverContext }) {
      const actor = await signedInBy(pcrm, request);
      if (actor === undefined) throw unauthenticated();
      serverContext.actor = actor;
    },
  };
}

/** Whom a request is signed in as at this moment; undefined when nobody. Those who read an event stream are looked up by it again. */
export async function signedInBy(pcrm: Pcrm, { headers }: Request): Promise<Actor | undefined> {
  const key = /^bearer (pcrm_[\w-]{43})$/iu.exec(headers.get('authorization') ?? '')?.[1];
  return key === undefined ? undefined : pcrm.authenticate(key);
}

/** What is told to whoever is not signed in, or not any more. */
export function unauthenticated(): GraphQLError {
  return new GraphQLError(
    'This needs an API key that is valid. Send it in the header "Authorization: Bearer pcrm_...", or ask an administrator for one.',
    { extensions: { code: 'UNAUTHENTICATED', http: { status: 401, headers: { 'www-authenticate': 'Bearer' } } } },
  );
}
