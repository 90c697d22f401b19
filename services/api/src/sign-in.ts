import type { Actor, Pcrm } from '@pcrm/core';
import type { VerifyToken } from './oidc/access-token.js';

/** Whom a request is signed in as at this moment; undefined when nobody. Nothing of it is remembered. */
export type SignIn = (request: Request) => Promise<Actor | undefined>;

/** Signs in with API keys and, where there is an identity provider, with its access tokens. */
export function signInWith(pcrm: Pcrm, verifyToken?: VerifyToken): SignIn {
  return async ({ headers }) => {
    const given = /^bearer (?<credential>\S+)$/iu.exec(headers.get('authorization') ?? '')?.groups?.['credential'] ?? '';
    if (/^pcrm_[\w-]{43}$/u.test(given)) return pcrm.authenticate(given);
    const account = await verifyToken?.(given, pcrm.now());
    return account && pcrm.authenticateAccount(account);
  };
}
