import type { Actor, Pcrm } from '@pcrm/core';
import { developmentLoginOf } from './development-login.js';
import type { TokenSettings } from './oidc/token-settings.js';
import { createSignInMemory } from './sign-in-memory.js';

/** Whom a request is signed in as; undefined when nobody. */
export type SignIn = (request: Request, fingerprint: () => string) => Promise<Actor | undefined>;

interface Ways {
  /** The identity provider whose access tokens are taken; left out, there is none. */
  readonly tokens?: TokenSettings | undefined;
  readonly developmentLogin: boolean;
}

/** Signs in with API keys and, where there is an identity provider, with its access tokens. */
export function signInWith(pcrm: Pcrm, { tokens, developmentLogin }: Ways): SignIn {
  const logIn = developmentLogin ? developmentLoginOf(pcrm) : undefined;
  const memory = createSignInMemory(pcrm);
  // What checks signatures is loaded where there are any.
  const verifier = tokens && import('./oidc/access-token.js').then(({ tokenVerifier }) => tokenVerifier(tokens));
  const lookUp = async (credential: string) => {
    if (/^pcrm_[\w-]{43}$/u.test(credential)) return pcrm.authenticate(credential);
    const account = await (await verifier)?.(credential, pcrm.now());
    return account && pcrm.authenticateAccount(account);
  };
  return async (request, fingerprint) => {
    const credential = /^bearer (?<credential>\S+)$/iu.exec(request.headers.get('authorization') ?? '')?.groups?.['credential'];
    // Who logs in for development depends on more than the header.
    if (credential === undefined) return logIn?.(request);
    return memory.find(fingerprint(), () => lookUp(credential));
  };
}
