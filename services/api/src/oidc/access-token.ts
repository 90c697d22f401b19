import type { TokenAccount } from '@pcrm/core';
import { createRemoteJWKSet, decodeProtectedHeader, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { KeysUnavailable, type TokenSettings, type VerifyToken } from './token-settings.js';

// Header lines end at 8 KB in most proxies, and a token that only says who somebody is has less than one.
const LONGEST_TOKEN = 8_192;

// Clocks that are kept in time differ by less.
const TOLERANCE_SECONDS = 5;

// A working day and some: what lives longer is no access token but a password.
const LONGEST_LIFE_SECONDS = 24 * 3_600;

// Keys that the provider has withdrawn are forgotten within ten minutes. Unknown key ids make nobody ask it more often than every ten seconds.
const keySet = { cacheMaxAge: 600_000, cooldownDuration: 10_000, timeoutDuration: 2_000 } as const;

const threeParts = /^[\w-]+\.[\w-]+\.[\w-]+$/u;

// The thumbprints are there for people. What names keys, or what the signature covers, is for whoever would choose them: jku, jwk, crit ...
const headerNames: ReadonlySet<string> = new Set(['alg', 'typ', 'kid', 'x5t', 'x5t#S256']);

/** Checks access tokens (RFC 9068) of an identity provider: signature, issuer, audience, type, times and subject. */
export function tokenVerifier({ issuer, audience, jwksUrl, algorithms }: TokenSettings): VerifyToken {
  const keys = keysAt(jwksUrl);
  return async (token, now) => {
    if (token.length > LONGEST_TOKEN || !threeParts.test(token) || !token.split('.').every(isCanonical)) return undefined;
    try {
      if (!hasPlainHeader(token, algorithms)) return undefined;
      const { payload } = await jwtVerify(token, keys, {
        algorithms: [...algorithms],
        issuer,
        audience,
        typ: 'at+jwt',
        requiredClaims: ['exp', 'iat', 'sub'],
        clockTolerance: TOLERANCE_SECONDS,
        maxTokenAge: LONGEST_LIFE_SECONDS,
        currentDate: now,
      });
      return accountOf(payload, { issuer, audience, now });
    } catch (error) {
      // A TypeError is what jose says of a key that does not fit the algorithm.
      if (error instanceof errors.JOSEError || error instanceof TypeError) return undefined;
      throw error;
    }
  };
}

function keysAt(jwksUrl: string): JWTVerifyGetKey {
  const keys = createRemoteJWKSet(new URL(jwksUrl), keySet);
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      throw new KeysUnavailable('The keys of the identity provider in OIDC_JWKS_URL cannot be read.', { cause: error });
    }
  };
}

// Bits that decoding drops could be anything, and a token would have many spellings.
function isCanonical(part: string): boolean {
  return Buffer.from(part, 'base64url').toString('base64url') === part;
}

function hasPlainHeader(token: string, algorithms: readonly string[]): boolean {
  const header = decodeProtectedHeader(token);
  const { alg, kid } = header;
  return (
    Object.keys(header).every((name) => headerNames.has(name)) &&
    typeof alg === 'string' &&
    algorithms.includes(alg) &&
    typeof kid === 'string' &&
    kid !== ''
  );
}

interface Expected {
  readonly issuer: string;
  readonly audience: string;
  readonly now: Date;
}

function accountOf({ sub, aud, exp = 0 }: JWTPayload, { issuer, audience, now }: Expected): TokenAccount | undefined {
  // Who else a token is for could use it here.
  const isForUsAlone = aud === audience || (Array.isArray(aud) && aud.length === 1);
  const isShortLived = exp * 1_000 - now.getTime() <= LONGEST_LIFE_SECONDS * 1_000;
  const isSubject = typeof sub === 'string' && /^[^\p{Cc}\p{Cs}]{1,255}$/u.test(sub);
  if (!isForUsAlone || !isShortLived || !isSubject) return undefined;
  return { issuer, subject: sub, expiresAt: new Date((exp + TOLERANCE_SECONDS) * 1_000) };
}
