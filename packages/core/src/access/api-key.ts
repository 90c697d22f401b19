import { createHash, createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { instant } from '../period.js';
import { line } from '../text.js';
import { allScopes } from './actor.js';
import type { KeyFor } from './secret.js';

const MINUTES_OF_WEEK = 7 * 24 * 60;

export const issueApiKeyInput = z.object({
  /** Whose key it is; one's own when left out. */
  actorId: z.uuid().nullish(),
  label: line(),
  scopes: z
    .array(z.enum(allScopes))
    .min(1, 'Name at least one scope, or leave the scopes out: then it is all that the actor may do.')
    .nullish(),
  expiresAt: instant().nullish(),
});

export const rotateApiKeyInput = z.object({
  id: z.uuid(),
  /** How long the earlier key still opens PCRM; an hour when left out. */
  overlapMinutes: z
    .int()
    .min(0, 'Write 0 or more minutes; 0 ends the earlier key at once.')
    .max(MINUTES_OF_WEEK, `Write at most ${MINUTES_OF_WEEK} minutes, which are a week.`)
    .nullish(),
  /** When left out, the new key lives as long as the earlier one was made for. */
  expiresAt: instant().nullish(),
});

export const revokeApiKeyInput = z.object({ id: z.uuid() });

const hashed = { hash: z.instanceof(Uint8Array<ArrayBuffer>), prefix: z.string() };

/** What is kept of a key that is issued. */
export const storeApiKeyInput = issueApiKeyInput.extend(hashed);

/** What is kept of a key that takes over. */
export const storeRotationInput = rotateApiKeyInput.extend(hashed);

/** A new key: 256 random bits, with a prefix by which people and secret scanners know what it is. */
export function newSecret(): string {
  return `pcrm_${randomBytes(32).toString('base64url')}`;
}

/** What is kept of a key. Without the secret of the installation the hash tells nothing, not even whether a key is this one. */
export function storedPartOf(secret: string, keyFor: KeyFor) {
  return { hash: hashOfKey(secret, keyFor), prefix: secret.slice(0, 9) };
}

/** The hash under which a key is kept. */
export function hashOfKey(secret: string, keyFor: KeyFor): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHmac('sha256', keyFor('api-key')).update(secret).digest());
}

/** The hash under which keys were kept before; one that is found under it is hashed anew. */
export function earlierHashOfKey(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(secret).digest());
}

/** When the key that takes over from another ends: as told, or after as long as that one was made for. */
export function endOfNext(
  { createdAt, expiresAt }: { readonly createdAt: Date; readonly expiresAt: Date | null },
  now: Date,
  told: Date | null | undefined,
): Date | null {
  if (told) return told;
  return expiresAt === null ? null : new Date(now.getTime() + expiresAt.getTime() - createdAt.getTime());
}

/** When the earlier of two keys ends: after the overlap, or before that by itself. */
export function endOfEarlier(expiresAt: Date | null, now: Date, overlapMinutes: number): Date {
  const end = now.getTime() + overlapMinutes * 60_000;
  return new Date(expiresAt === null ? end : Math.min(end, expiresAt.getTime()));
}
