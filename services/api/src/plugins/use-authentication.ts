import type { Pcrm } from '@pcrm/core';
import { GraphQLError } from 'graphql';
import type { ServicePlugin } from '../request-state.js';

/**
 * Lets an operation through only with the API key of an actor, before its body is read. The key is looked up each time, so that
 * revoking one takes effect with the next request.
 */
export function useAuthentication(pcrm: Pcrm): ServicePlugin {
  return {
    async onRequestParse({ request, serverContext }) {
      const key = /^bearer (pcrm_[\w-]{43})$/iu.exec(request.headers.get('authorization') ?? '')?.[1];
      const actor = key === undefined ? undefined : await pcrm.authenticate(key);
      if (actor === undefined) throw unauthenticated();
      serverContext.actor = actor;
    },
  };
}

function unauthenticated(): GraphQLError {
  return new GraphQLError(
    'This needs an API key that is valid. Send it in the header "Authorization: Bearer pcrm_...", or ask an administrator for one.',
    { extensions: { code: 'UNAUTHENTICATED', http: { status: 401, headers: { 'www-authenticate': 'Bearer' } } } },
  );
}
