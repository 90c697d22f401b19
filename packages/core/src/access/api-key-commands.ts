import type { z } from 'zod';
import { defineCommand } from '../command.js';
import type { Context } from '../context.js';
import type { Transaction } from '../database/open-database.js';
import { Conflict, InvalidInput, NotFound } from '../errors.js';
import type { ApiKey } from '../generated/prisma/client.js';
import { permits, requireAll, requireScope, scopesOf, type Actor, type Scope } from './actor.js';
import * as rules from './api-key.js';

/** A key as it is known after it was issued: everything but its hash. */
export type StoredApiKey = Omit<ApiKey, 'hash'>;

/** A key as it is answered once. */
export type IssuedApiKey = StoredApiKey & { readonly secret: string };

const withoutHash = { hash: true } as const;
const OVERLAP_MINUTES = 60;

const storeApiKey = defineCommand({
  name: 'issueApiKey',
  scope: null,
  schema: rules.storeApiKeyInput,
  perform: async ({ db, actor, data: { actorId, scopes, ...columns }, now }) => {
    const holderId = actorId ?? actor.id;
    if (holderId !== actor.id) requireScope(actor, 'access:write');
    requireLater(columns.expiresAt, now);
    // A key for some powers issues none for more, unless it says so.
    const narrowed = scopes ?? (actor.credential?.scopes as readonly Scope[] | null | undefined) ?? [];
    await requireMayGive(db, actor, { actorId: holderId, scopes: narrowed });
    const data = { ...columns, actorId: holderId, scopes: [...narrowed], createdAt: now };
    const after: StoredApiKey = await db.apiKey.create({ data, omit: withoutHash });
    return { type: 'ApiKey', before: null, after };
  },
});

/**
 * Issues a key with which an actor signs in: one's own, or with access:write anybody's, and never one for more than one has oneself. The
 * secret is in the answer and nowhere else, so this command takes no idempotency key.
 */
export async function issueApiKey(context: Context, input: z.input<typeof rules.issueApiKeyInput>): Promise<IssuedApiKey> {
  const secret = rules.newSecret();
  const stored = await storeApiKey(context, { ...input, ...rules.storedPartOf(secret, context.keyFor) });
  return { ...stored, secret };
}

const storeRotation = defineCommand({
  name: 'rotateApiKey',
  scope: null,
  schema: rules.storeRotationInput,
  perform: async ({ db, actor, data: { id, overlapMinutes, expiresAt, ...hashed }, now }) => {
    const before = await findKey(db, actor, id);
    if (before.revokedAt !== null || (before.expiresAt !== null && before.expiresAt <= now)) {
      throw new Conflict('key_has_ended', 'The key was revoked or has expired, so that nothing takes over from it. Issue a new key.');
    }
    requireLater(expiresAt, now);
    // A key that rotates itself gains nothing by it.
    if (actor.credential?.id !== id) await requireMayGive(db, actor, before);
    const end = rules.endOfEarlier(before.expiresAt, now, overlapMinutes ?? OVERLAP_MINUTES);
    const replaced = await db.apiKey.update({ where: { id }, data: { expiresAt: end }, select: { id: true, expiresAt: true } });
    const { actorId, label, scopes } = before;
    const next = { actorId, label, scopes, expiresAt: rules.endOfNext(before, now, expiresAt), replacesId: id, createdAt: now };
    const after: StoredApiKey = await db.apiKey.create({ data: { ...next, ...hashed }, omit: withoutHash });
    return { type: 'ApiKey', before, after, audited: { ...after, replaced } };
  },
});

/**
 * Issues a key that takes over from another, for the same actor and scopes. Both open PCRM for the overlap; then the earlier one ends. The
 * secret is in the answer and nowhere else, so this command takes no idempotency key.
 */
export async function rotateApiKey(context: Context, input: z.input<typeof rules.rotateApiKeyInput>): Promise<IssuedApiKey> {
  const secret = rules.newSecret();
  const stored = await storeRotation(context, { ...input, ...rules.storedPartOf(secret, context.keyFor) });
  return { ...stored, secret };
}

/** Ends a key at once: one's own, or with access:write anybody's. */
export const revokeApiKey = defineCommand({
  name: 'revokeApiKey',
  scope: null,
  schema: rules.revokeApiKeyInput,
  perform: async ({ db, actor, data: { id }, now }) => {
    const before = await findKey(db, actor, id);
    const after: StoredApiKey = await db.apiKey.update({ where: { id }, data: { revokedAt: before.revokedAt ?? now }, omit: withoutHash });
    return { type: 'ApiKey', before, after };
  },
});

// Keys of others do not exist for those who do not manage them.
async function findKey(db: Transaction, actor: Actor, id: string): Promise<StoredApiKey> {
  const key = await db.apiKey.findUnique({ where: { id }, omit: withoutHash });
  if (key === null || (key.actorId !== actor.id && !permits(actor, 'access:write'))) throw new NotFound('ApiKey', id);
  return key;
}

// Whoever signed in with a key for some of their powers would else issue themselves one for all of them.
async function requireMayGive(db: Transaction, actor: Actor, key: { readonly actorId: string; readonly scopes: readonly string[] }) {
  const holder = await db.actor.findUnique({ where: { id: key.actorId } });
  if (holder === null || holder.kind === 'SYSTEM') throw new NotFound('Actor', key.actorId);
  requireAll(actor, key.scopes as readonly Scope[]);
  requireAll(actor, key.scopes.length > 0 ? [] : scopesOf(holder));
}

function requireLater(expiresAt: Date | null | undefined, now: Date): void {
  if (expiresAt && expiresAt <= now) {
    throw InvalidInput.at(['expiresAt'], 'in_the_past', 'The key would have expired already. Choose a later time.');
  }
}
