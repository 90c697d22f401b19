import type { Context } from '../context.js';
import { Prisma } from '../generated/prisma/client.js';
import type { Actor, Credential } from './actor.js';
import { earlierHashOfKey, hashOfKey } from './api-key.js';

/*
 * Who asks: the one place where what somebody signed in with becomes an Actor. Role, department and scopes are the database's at that moment;
 * of an actor that is disabled, and of a credential that was revoked or has expired, there is none.
 */

/** Whose access token it is, as its identity provider says. That the token is genuine has been checked. */
export interface TokenAccount {
  readonly issuer: string;
  readonly subject: string;
  readonly expiresAt: Date;
}

/** Finds who asks. */
export interface Door {
  /** The actor that an API key belongs to; undefined for a key that does not open anything. */
  readonly authenticate: (apiKey: string) => Promise<Actor | undefined>;
  /** The actor to whom an account is linked, for as long as its access token is good; undefined when it is linked to nobody. */
  readonly authenticateAccount: (account: TokenAccount) => Promise<Actor | undefined>;
  /** An actor by id; undefined when there is none or it is disabled. */
  readonly findActor: (id: string) => Promise<Actor | undefined>;
  /**
   * An actor as it is now, with what it signed in with; undefined once that was revoked or has expired, or the actor was disabled. For what
   * stays open longer than a request: ask again several times a second.
   */
  readonly revalidate: (actor: Actor) => Promise<Actor | undefined>;
}

type Parts = Pick<Context, 'db' | 'now' | 'keyFor'>;

/** The door of an installation. */
export function openDoor(parts: Parts): Door {
  return {
    authenticate: (apiKey) => authenticate(parts, apiKey),
    authenticateAccount: (account) => authenticateAccount(parts, account),
    findActor: (id) => findActor(parts, id),
    revalidate: (actor) => revalidate(parts, actor),
  };
}

interface ActorRow extends Omit<Actor, 'credential'> {
  /** Columns of the key; null where an actor is looked up without one. */
  readonly keyId: string | null;
  readonly keyScopes: readonly string[] | null;
  readonly keyExpiresAt: Date | null;
}

interface KeyRow extends ActorRow {
  readonly keyId: string;
  readonly hash: Uint8Array;
  readonly lastUsedAt: Date | null;
}

const actorColumns = Prisma.sql`a."id"::text, a."kind", a."name", a."role", a."scopes", a."departmentId"::text`;
const keyColumns = Prisma.sql`k."id"::text AS "keyId", k."scopes" AS "keyScopes", k."expiresAt" AS "keyExpiresAt", k."hash", k."lastUsedAt"`;
const keyAndActor = Prisma.sql`"ApiKey" k JOIN "Actor" a ON a."id" = k."actorId"`;

function isEnabled(now: Date): Prisma.Sql {
  return Prisma.sql`(a."disabledAt" IS NULL OR a."disabledAt" > ${now.toISOString()}::timestamptz)`;
}

function isGood(now: Date): Prisma.Sql {
  return Prisma.sql`k."revokedAt" IS NULL AND (k."expiresAt" IS NULL OR k."expiresAt" > ${now.toISOString()}::timestamptz) AND ${isEnabled(now)}`;
}

async function authenticate(parts: Parts, secret: string): Promise<Actor | undefined> {
  const now = parts.now();
  const hash = hashOfKey(secret, parts.keyFor);
  const [row] = await parts.db.$queryRaw<KeyRow[]>`
    SELECT ${actorColumns}, ${keyColumns} FROM ${keyAndActor}
    WHERE k."hash" IN (${hash}, ${earlierHashOfKey(secret)}) AND ${isGood(now)}`;
  if (row === undefined) return undefined;
  await noteUse(parts, row, hash);
  return toActor(row);
}

async function authenticateAccount({ db, now }: Parts, { issuer, subject, expiresAt }: TokenAccount): Promise<Actor | undefined> {
  if (expiresAt <= now()) return undefined;
  const [row] = await db.$queryRaw<(ActorRow & { readonly accountId: string })[]>`
    SELECT ${actorColumns}, NULL AS "keyId", l."id"::text AS "accountId" FROM "LinkedAccount" l JOIN "Actor" a ON a."id" = l."actorId"
    WHERE l."issuer" = ${issuer} AND l."subject" = ${subject} AND ${isEnabled(now())}`;
  return row && { ...toActor(row), credential: { kind: 'ACCESS_TOKEN', id: row.accountId, scopes: null, expiresAt } };
}

async function revalidateAccount({ db, now }: Parts, credential: Credential): Promise<Actor | undefined> {
  if (credential.expiresAt !== null && credential.expiresAt <= now()) return undefined;
  const [row] = await db.$queryRaw<ActorRow[]>`
    SELECT ${actorColumns}, NULL AS "keyId" FROM "LinkedAccount" l JOIN "Actor" a ON a."id" = l."actorId"
    WHERE l."id" = ${credential.id}::uuid AND ${isEnabled(now())}`;
  return row && { ...toActor(row), credential };
}

async function findActor({ db, now }: Parts, id: string): Promise<Actor | undefined> {
  const [row] = await db.$queryRaw<ActorRow[]>`
    SELECT ${actorColumns}, NULL AS "keyId" FROM "Actor" a WHERE a."id" = ${id}::uuid AND ${isEnabled(now())}`;
  return row && toActor(row);
}

// One statement that looks up two rows by their keys: cheap enough for each open stream several times a second.
async function revalidate(parts: Parts, { id, credential }: Actor): Promise<Actor | undefined> {
  if (credential === undefined) return findActor(parts, id);
  if (credential.kind === 'ACCESS_TOKEN') return revalidateAccount(parts, credential);
  const [row] = await parts.db.$queryRaw<KeyRow[]>`
    SELECT ${actorColumns}, ${keyColumns} FROM ${keyAndActor} WHERE k."id" = ${credential.id}::uuid AND ${isGood(parts.now())}`;
  return row && toActor(row);
}

const MINUTE_MS = 60_000;

// Once a minute, so that reading stays reading. Whoever has the key is also the only one who can hash it anew.
async function noteUse({ db, now }: Parts, { keyId, hash: kept, lastUsedAt }: KeyRow, hash: Uint8Array<ArrayBuffer>): Promise<void> {
  const at = now();
  const isCurrent = Buffer.from(kept).equals(hash);
  if (isCurrent && lastUsedAt !== null && at.getTime() - lastUsedAt.getTime() < MINUTE_MS) return;
  // Of many requests in the first moment of a minute one writes.
  const where = isCurrent ? { id: keyId, lastUsedAt } : { id: keyId };
  await db.apiKey.updateMany({ where, data: { lastUsedAt: at, hash } });
}

function toActor({ id, kind, name, role, scopes, departmentId, ...key }: ActorRow): Actor {
  const actor = { id, kind, name, role, scopes, departmentId };
  return key.keyId === null ? actor : { ...actor, credential: credentialOf(key.keyId, key) };
}

function credentialOf(id: string, { keyScopes, keyExpiresAt }: Pick<ActorRow, 'keyScopes' | 'keyExpiresAt'>): Credential {
  return { kind: 'API_KEY', id, scopes: keyScopes?.length ? keyScopes : null, expiresAt: keyExpiresAt };
}
