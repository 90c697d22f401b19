import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { encoded, signed, type TestIdentityProvider } from './testing-identity-provider.js';

/** A token that must not sign in, and what is wrong with it. */
export type TokenAttack = readonly [what: string, token: string];

/** Attacks on tokens of a subject who is linked to an actor: each would sign in if what it names were not checked. */
export function tokenAttacks(provider: TestIdentityProvider, now: Date): readonly TokenAttack[] {
  return [
    ...withAlgorithms(provider),
    ...withKeys(provider),
    ...withHeaders(provider),
    ...withClaims(provider, Math.floor(now.getTime() / 1_000)),
    ...withForms(provider),
  ];
}

const partsOf = (token: string) => token.split('.') as [header: string, payload: string, signature: string];

function withAlgorithms(provider: TestIdentityProvider): TokenAttack[] {
  const { kid, publicKey } = provider.keys.RS256;
  const [, payload, signature] = partsOf(provider.token());
  const hs256 = (secret: string) => {
    const content = `${encoded({ alg: 'HS256', typ: 'at+jwt', kid })}.${payload}`;
    return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
  };
  const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString();
  return [
    ...['none', 'None', 'NONE', 'nOnE', ''].flatMap((alg): TokenAttack[] => {
      const header = encoded({ alg, typ: 'at+jwt', kid });
      return [
        [`alg ${alg || 'empty'}, without a signature`, `${header}.${payload}.`],
        [`alg ${alg || 'empty'}, with one of another token`, `${header}.${payload}.${signature}`],
      ];
    }),
    ['no alg', provider.token({}, { alg: undefined })],
    ['alg as a list', provider.token({}, { alg: ['RS256'] })],
    ['HS256 with the public key as text', hs256(pem)],
    ['HS256 with the public key as text, without its last line end', hs256(pem.trim())],
    ['HS256 with the public key as JSON', hs256(JSON.stringify(publicKey.export({ format: 'jwk' })))],
    ['HS256 with an empty secret', hs256('')],
    ['alg in small letters', provider.token({}, { alg: 'rs256' })],
    ['alg with a space', provider.token({}, { alg: 'RS256 ' })],
    ['an algorithm that is not in the list', provider.token({}, { alg: 'RS512' })],
    ['an algorithm of another key', provider.token({}, { alg: 'ES256', kid })],
  ];
}

function withKeys(provider: TestIdentityProvider): TokenAttack[] {
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { kid } = provider.keys.RS256;
  const [, body] = partsOf(provider.token());
  const payload = JSON.parse(Buffer.from(body, 'base64url').toString()) as unknown;
  const byStranger = (header: object) => signed({ alg: 'RS256', typ: 'at+jwt', kid, ...header }, payload, stranger.privateKey);
  const jwk = { ...stranger.publicKey.export({ format: 'jwk' }), kid: 'mine' };
  const dataUrl = `data:application/json,${encodeURIComponent(JSON.stringify({ keys: [jwk] }))}`;
  return [
    ['the key of a stranger', byStranger({})],
    ['jwk: the key in the header', byStranger({ jwk })],
    ['jku: where the key is', byStranger({ kid: 'mine', jku: dataUrl })],
    ['x5u: where its certificate is', byStranger({ kid: 'mine', x5u: dataUrl })],
    ['x5c: its certificate', byStranger({ kid: 'mine', x5c: [encoded('certificate')] })],
    ['jku beside a genuine key', provider.token({}, { jku: dataUrl })],
    ['kid: a path', byStranger({ kid: '../../../../../../dev/null' })],
    ['kid: SQL', byStranger({ kid: "rsa-1' UNION SELECT 'secret" })],
    ['kid: a URL', byStranger({ kid: dataUrl })],
    ['kid: a property of every object', byStranger({ kid: '__proto__' })],
    ['kid of nobody', provider.token({}, { kid: 'rsa-2' })],
    ['kid of another key', provider.token({}, { kid: 'ec-1' })],
    ['kid that two keys have', provider.token({}, { kid: 'twice' })],
    ['no kid', provider.token({}, { kid: undefined })],
    ['an empty kid', provider.token({}, { kid: '' })],
    ['kid as a list', provider.token({}, { kid: [kid] })],
  ];
}

function withHeaders(provider: TestIdentityProvider): TokenAttack[] {
  return [
    ['crit: what is unknown', provider.token({}, { crit: ['exp'], exp: 1 })],
    ['crit: nothing', provider.token({}, { crit: [] })],
    ['b64: the payload as it is', provider.token({}, { b64: false, crit: ['b64'] })],
    ['b64 that is not critical', provider.token({}, { b64: false })],
    ['zip', provider.token({}, { zip: 'DEF' })],
    ['typ of an ID token', provider.token({}, { typ: 'JWT' })],
    ['no typ', provider.token({}, { typ: undefined })],
    ['typ of a logout token', provider.token({}, { typ: 'logout+jwt' })],
    ['cty: a token in the token', provider.token({}, { cty: 'JWT' })],
    ['a header that nobody knows', provider.token({}, { admin: true })],
  ];
}

function withClaims(provider: TestIdentityProvider, seconds: number): TokenAttack[] {
  const { issuer, audience } = provider.settings;
  const cases: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    'another audience': { aud: 'another' },
    'no audience': { aud: undefined },
    'no audience in the list': { aud: [] },
    'another audience beside': { aud: [audience, 'another'] },
    'audience in capitals': { aud: audience.toUpperCase() },
    'another issuer': { iss: 'https://login.elsewhere.example' },
    'issuer with a slash': { iss: `${issuer}/` },
    'issuer that goes on': { iss: `${issuer}.elsewhere.example` },
    'issuer as a list': { iss: [issuer] },
    'no issuer': { iss: undefined },
    'expired beyond what clocks differ': { exp: seconds - 6 },
    'no end': { exp: undefined },
    'end as text': { exp: String(seconds + 300) },
    'end in ten years': { exp: seconds + 10 * 365 * 86_400 },
    'end in no time that there is': { exp: 1e300 },
    'not good yet': { nbf: seconds + 60 },
    'not good until as text': { nbf: '0' },
    'made in the future': { iat: seconds + 60 },
    'made the day before yesterday': { iat: seconds - 2 * 86_400 },
    'not made': { iat: undefined },
    'no subject': { sub: undefined },
    'an empty subject': { sub: '' },
    'subject as a number': { sub: 1 },
    'subject as a list': { sub: ['subject'] },
    'subject with NUL': { sub: 'subject\u0000' },
    'subject of 300 characters': { sub: 's'.repeat(300) },
    'subject: SQL': { sub: "' OR TRUE --" },
    'subject of nobody': { sub: 'nobody' },
  };
  return Object.entries(cases).map(([what, claims]) => [what, provider.token(claims)]);
}

function withForms(provider: TestIdentityProvider): TokenAttack[] {
  const genuine = provider.token();
  const [header, payload, signature] = partsOf(genuine);
  const { kid, privateKey } = provider.keys.RS256;
  const fields = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  const ec = provider.token({}, { alg: 'ES256' });
  const [ecHeader, ecPayload] = partsOf(ec);
  const der = sign('sha256', Buffer.from(`${ecHeader}.${ecPayload}`), provider.keys.ES256.privateKey).toString('base64url');
  const plain = { alg: 'RS256', typ: 'at+jwt', kid };
  return [
    ['payload changed', `${header}.${encoded({ ...fields, sub: 'another' })}.${signature}`],
    ['header changed', `${encoded({ ...plain, 'x5t#S256': 'x' })}.${payload}.${signature}`],
    ['signature changed', `${header}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`],
    ['signature in another spelling of the same bytes', respelled(genuine)],
    ['signature shortened', `${header}.${payload}.${signature.slice(0, -4)}`],
    ['signature stripped', `${header}.${payload}.`],
    ['signature and its dot stripped', `${header}.${payload}`],
    ['signature of zeros (ECDSA)', `${ecHeader}.${ecPayload}.${encoded('\0'.repeat(64))}`],
    ['empty signature (ECDSA)', `${ecHeader}.${ecPayload}.AA`],
    ['signature in DER (ECDSA)', `${ecHeader}.${ecPayload}.${der}`],
    ['signature of zeros (EdDSA)', zeros(provider.token({}, { alg: 'EdDSA' }))],
    ['longer than 8 KB', provider.token({ padding: 'x'.repeat(8_192) })],
    ['five parts, as if encrypted', `${encoded({ ...plain, enc: 'A256GCM' })}.AA.AA.${payload}.AA`],
    ['four parts', `${genuine}.${signature}`],
    ['a token as the payload', signed(plain, genuine, privateKey)],
    ['payload that is no object', signed(plain, 'null', privateKey)],
    ['payload that is a list', signed(plain, [fields], privateKey)],
    ['payload that is no JSON', signed(plain, '{', privateKey)],
    ['header that is no JSON', `${encoded('{')}.${payload}.${signature}`],
    ['the token as JSON', JSON.stringify({ protected: header, payload, signature })],
    ['padding', `${header}=.${payload}.${signature}`],
    ['a dot before', `.${genuine}`],
    ['twice the scheme', `Bearer ${genuine}`],
    ['two tokens', `${genuine},${genuine}`],
  ];
}

function zeros(token: string): string {
  const [header, payload] = partsOf(token);
  return `${header}.${payload}.${encoded('\0'.repeat(64))}`;
}

// 256 bytes end in a letter of which two bits count.
function respelled(token: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return `${token.slice(0, -1)}${letters[letters.indexOf(token.at(-1)!) + 1]}`;
}
