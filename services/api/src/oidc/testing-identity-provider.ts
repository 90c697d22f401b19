import { generateKeyPairSync, sign, constants, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tokenAlgorithms, type TokenSettings } from './token-settings.js';

type Fields = Readonly<Record<string, unknown>>;
type Algorithm = (typeof tokenAlgorithms)[number];

/** An identity provider on this machine: publishes keys, and signs whatever it is told to. */
export interface TestIdentityProvider {
  readonly settings: TokenSettings;
  /** A genuine access token of the subject, unless claims or header say otherwise; a field that is undefined is left out. */
  readonly token: (claims?: Fields, header?: Fields) => string;
  /** The key with which an algorithm signs. */
  readonly keys: Readonly<Record<Algorithm, { readonly kid: string; readonly privateKey: KeyObject; readonly publicKey: KeyObject }>>;
  /** What the key set answers; a status alone, or a body of its own. */
  answer: { status: number; body?: string };
  readonly close: () => Promise<void>;
}

export const AUDIENCE = 'pcrm';

/** Starts a provider. Its tokens are of the subject, and made at `now`. */
export async function startIdentityProvider(subject: string, now: () => Date): Promise<TestIdentityProvider> {
  const rsa = { kid: 'rsa-1', ...generateKeyPairSync('rsa', { modulusLength: 2048 }) };
  const keys = {
    RS256: rsa,
    PS256: rsa,
    ES256: { kid: 'ec-1', ...generateKeyPairSync('ec', { namedCurve: 'P-256' }) },
    EdDSA: { kid: 'ed-1', ...generateKeyPairSync('ed25519') },
  };
  const published = [rsa, keys.ES256, keys.EdDSA, { ...rsa, kid: 'twice' }, { ...rsa, kid: 'twice' }].map(({ kid, publicKey }) => ({
    ...publicKey.export({ format: 'jwk' }),
    kid,
    use: 'sig',
  }));
  const server = createServer((_request, response) => {
    response.writeHead(provider.answer.status, { 'content-type': 'application/json' });
    response.end(provider.answer.body ?? JSON.stringify({ keys: published }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const settings = { issuer: origin, audience: AUDIENCE, jwksUrl: `${origin}/certs`, algorithms: tokenAlgorithms };
  const provider: TestIdentityProvider = {
    settings,
    keys,
    answer: { status: 200 },
    token: (claims, header) => {
      const seconds = Math.floor(now().getTime() / 1_000);
      const { alg = 'RS256' } = header ?? {};
      const { kid, privateKey } = keys[alg as Algorithm] ?? rsa;
      const payload = { iss: origin, aud: AUDIENCE, sub: subject, iat: seconds, exp: seconds + 300, ...claims };
      return signed({ alg, typ: 'at+jwt', kid, ...header }, payload, privateKey);
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return provider;
}

/** A part of a token. */
export function encoded(part: unknown): string {
  return Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');
}

/** A token with this header and payload, signed as the header says, or as RS256 where it says something else. */
export function signed(header: Fields, payload: unknown, key: KeyObject): string {
  const content = `${encoded(header)}.${encoded(payload)}`;
  return `${content}.${signatureOf(String(header['alg']), content, key).toString('base64url')}`;
}

function signatureOf(algorithm: string, content: string, key: KeyObject): Buffer {
  const data = Buffer.from(content);
  switch (algorithm) {
    case 'PS256':
      return sign('sha256', data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 });
    case 'ES256':
      return sign('sha256', data, { key, dsaEncoding: 'ieee-p1363' });
    case 'EdDSA':
      return sign(null, data, key);
    case 'RS512':
      return sign('sha512', data, key);
    default:
      return sign('sha256', data, key);
  }
}
