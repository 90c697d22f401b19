import type { Actor, Pcrm } from '@pcrm/core';
import { developmentLoginOf } from './development-login.js';
import type { VerifyToken } from './oidc/access-token.js';

/** Whom a request is signed in as at this moment; undefined when nobody. Nothing of it is remembered. */
export type SignIn = (request: Request) => Promise<Actor | undefined>;

interface Ways {
  /** Checks access tokens; left out, there is no identity provider. */
  readonly verifyToken?: VerifyToken;
  readonly developmentLogin: boolean;
}

/** Signs in with API keys and, where there is an identity provider, with its access tokens. */
export function signInWith(pcrm: Pcrm, { verifyToken, developmentLogin }: Ways): SignIn {
  const logIn = developmentLogin ? developmentLoginOf(pcrm) : undefined;
  return async (request) => {
    const given = /^bearer (?<credential>\S+)$/iu.exec(request.headers.get('authorization') ?? '')?.groups?.['credential'];
    if (given === undefined) return logIn?.(request);
    if (/^pcrm_[\w-]{43}$/u.test(given)) return pcrm.authenticate(given);
    const account = await verifyToken?.(given, pcrm.now());
    return account && pcrm.authenticateAccount(account);
  };
}
