import type { TokenAccount } from '@pcrm/core';

/** Signature algorithms that may be taken. All are asymmetric: nothing that is public signs anything. */
export const tokenAlgorithms = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const;

/** Whose access tokens are taken. */
export interface TokenSettings {
  /** The identity provider, exactly as its tokens name it. */
  readonly issuer: string;
  /** This service, as tokens for it name it. */
  readonly audience: string;
  /** Where the provider publishes its keys. */
  readonly jwksUrl: string;
  readonly algorithms: readonly string[];
}

/** Whose token it is; undefined when it is not a genuine one for this service, whatever is wrong with it. */
export type VerifyToken = (token: string, now: Date) => Promise<TokenAccount | undefined>;

/** The keys of the identity provider cannot be had at this moment, so that nobody can tell whether a token is genuine. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}
