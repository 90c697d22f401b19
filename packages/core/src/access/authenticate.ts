import { createHash } from 'node:crypto';
import type { ReadDatabase } from '../database/open-database.js';
import type { Actor } from './actor.js';

/** The hash under which a key is kept. A key holds 256 random bits, so that no salt and no slow hash is needed. */
export function hashOfKey(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(secret).digest());
}

/** The actor that a key belongs to; undefined for a key that is unknown, expired or revoked, or whose actor is disabled. */
export async function authenticate(db: ReadDatabase, secret: string, now: Date): Promise<Actor | undefined> {
  const key = await db.apiKey.findUnique({ where: { hash: hashOfKey(secret) }, include: { actor: true } });
  if (key === null || key.revokedAt !== null || (key.expiresAt !== null && key.expiresAt <= now)) return undefined;
  return enabled(key.actor, now);
}

/** An actor by id; undefined when there is none or it is disabled. */
export async function findActor(db: ReadDatabase, id: string, now: Date): Promise<Actor | undefined> {
  const actor = await db.actor.findUnique({ where: { id } });
  return actor === null ? undefined : enabled(actor, now);
}

function enabled(actor: Actor & { readonly disabledAt: Date | null }, now: Date): Actor | undefined {
  if (actor.disabledAt !== null && actor.disabledAt <= now) return undefined;
  const { id, kind, name, role, scopes, departmentId } = actor;
  return { id, kind, name, role, scopes, departmentId };
}
