import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { defineCommand } from '../command.js';
import type { Context } from '../context.js';
import { InvalidInput, NotFound, StaleVersion } from '../errors.js';
import type { ApiKey } from '../generated/prisma/client.js';
import * as rules from './access.js';
import { hashOfKey } from './authenticate.js';

/** Adds a department of the city. */
export const addDepartment = defineCommand({
  name: 'addDepartment',
  scope: 'access:write',
  schema: rules.addDepartmentInput,
  perform: async ({ db, data }) => ({ type: 'Department', before: null, after: await db.department.create({ data }) }),
});

/** Adds a member of staff, with a role, or another city tool, with scopes. */
export const addActor = defineCommand({
  name: 'addActor',
  scope: 'access:write',
  schema: rules.addActorInput,
  perform: async ({ db, data }) => ({ type: 'Actor', before: null, after: await db.actor.create({ data }) }),
});

/** Changes an actor's name, role, scopes or department, or disables the actor. */
export const reviseActor = defineCommand({
  name: 'reviseActor',
  scope: 'access:write',
  schema: rules.reviseActorInput,
  perform: async ({ db, data: { id, version, disabled, ...columns }, now }) => {
    const before = await db.actor.findUnique({ where: { id } });
    if (before === null || before.kind === 'SYSTEM') throw new NotFound('Actor', id);
    const foreign = before.kind === 'STAFF' ? ('scopes' as const) : ('role' as const);
    if (columns[foreign] !== undefined) {
      throw InvalidInput.at([foreign], 'wrong_kind', 'Staff have a role and services have scopes. Leave this out.');
    }
    if (before.version !== version) throw new StaleVersion('Actor', id, version);
    const disabledAt = disabled ? (before.disabledAt ?? now) : null;
    const after = await db.actor.update({
      where: { id, version },
      data: { ...columns, ...(disabled === undefined ? {} : { disabledAt }), version: { increment: 1 } },
    });
    return { type: 'Actor', before, after };
  },
});

/** A key as it is known after it was issued: everything but its hash. */
export type StoredApiKey = Omit<ApiKey, 'hash'>;

const withoutHash = { hash: true } as const;

const storeApiKey = defineCommand({
  name: 'issueApiKey',
  scope: 'access:write',
  schema: rules.storeApiKeyInput,
  perform: async ({ db, data, now }) => {
    if (data.expiresAt && data.expiresAt <= now) {
      throw InvalidInput.at(['expiresAt'], 'in_the_past', 'The key would have expired already. Choose a later time.');
    }
    const actor = await db.actor.findUnique({ where: { id: data.actorId } });
    if (actor === null || actor.kind === 'SYSTEM') throw new NotFound('Actor', data.actorId);
    const after: StoredApiKey = await db.apiKey.create({ data, omit: withoutHash });
    return { type: 'ApiKey', before: null, after };
  },
});

/** Issues a key with which an actor signs in. The secret is in the answer and nowhere else, so this command takes no idempotency key. */
export async function issueApiKey(
  context: Context,
  input: z.input<typeof rules.issueApiKeyInput>,
): Promise<StoredApiKey & { readonly secret: string }> {
  const secret = `pcrm_${randomBytes(32).toString('base64url')}`;
  const stored = await storeApiKey(context, { ...input, hash: hashOfKey(secret), prefix: secret.slice(0, 9) });
  return { ...stored, secret };
}

/** Ends a key at once. */
export const revokeApiKey = defineCommand({
  name: 'revokeApiKey',
  scope: 'access:write',
  schema: rules.revokeApiKeyInput,
  perform: async ({ db, data: { id }, now }) => {
    const before: StoredApiKey | null = await db.apiKey.findUnique({ where: { id }, omit: withoutHash });
    if (before === null) throw new NotFound('ApiKey', id);
    const after: StoredApiKey = await db.apiKey.update({ where: { id }, data: { revokedAt: before.revokedAt ?? now }, omit: withoutHash });
    return { type: 'ApiKey', before, after };
  },
});
