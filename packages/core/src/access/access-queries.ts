import type { Context } from '../context.js';
import { loadPage, type KeysetList, type Page, type PageRequest } from '../database/keyset.js';
import { Prisma, type Actor as ActorRecord, type Department, type LinkedAccount } from '../generated/prisma/client.js';
import { permits, requireScope, type Actor } from './actor.js';
import type { StoredApiKey } from './api-key-commands.js';

const uniqueKey = { column: Prisma.sql`t."id"`, type: 'uuid' } as const;
const byName = { order: [{ column: Prisma.sql`t."name"`, type: 'text' }, uniqueKey], descending: false } as const;

/** The departments of the city, by name. */
export function departmentList(actor: Actor): KeysetList<Department> {
  requireScope(actor, 'access:read');
  return { select: Prisma.sql`t.*`, from: Prisma.sql`"Department" t`, where: Prisma.sql`TRUE`, ...byName };
}

/** Which actors a list has. */
export interface ActorFilter {
  readonly departmentId?: string | null | undefined;
  /** Disabled ones too. */
  readonly includeDisabled?: boolean | null | undefined;
}

/** Staff and services, by name. */
export function actorList(actor: Actor, { departmentId, includeDisabled }: ActorFilter = {}): KeysetList<ActorRecord> {
  requireScope(actor, 'access:read');
  const conditions = [Prisma.sql`t."kind" <> 'SYSTEM'`];
  if (departmentId) conditions.push(Prisma.sql`t."departmentId" = ${departmentId}::uuid`);
  if (!includeDisabled) conditions.push(Prisma.sql`t."disabledAt" IS NULL`);
  return { select: Prisma.sql`t.*`, from: Prisma.sql`"Actor" t`, where: Prisma.join(conditions, ' AND '), ...byName };
}

/** Which keys a list has. */
export interface ApiKeyFilter {
  readonly actorId?: string | null | undefined;
  /** Revoked and expired ones too. */
  readonly includeEnded?: boolean | null | undefined;
}

/** Keys, newest first: those of everybody for those who manage them, for others their own. */
export function apiKeyList(actor: Actor, now: Date, { actorId, includeEnded }: ApiKeyFilter = {}): KeysetList<StoredApiKey> {
  const conditions = [permits(actor, 'access:write') ? Prisma.sql`TRUE` : Prisma.sql`t."actorId" = ${actor.id}::uuid`];
  if (actorId) conditions.push(Prisma.sql`t."actorId" = ${actorId}::uuid`);
  if (!includeEnded) {
    conditions.push(Prisma.sql`t."revokedAt" IS NULL AND (t."expiresAt" IS NULL OR t."expiresAt" > ${now.toISOString()}::timestamptz)`);
  }
  return {
    select: Prisma.sql`t."id", t."actorId", t."label", t."prefix", t."scopes", t."expiresAt", t."revokedAt", t."lastUsedAt", t."replacesId",
      t."createdAt"`,
    from: Prisma.sql`"ApiKey" t`,
    where: Prisma.join(conditions, ' AND '),
    order: [{ column: Prisma.sql`t."createdAt"`, type: 'timestamptz' }, uniqueKey],
    descending: true,
  };
}

/** The accounts with which each actor signs in, oldest first. For those who manage them. */
export function accountsOfActor(actor: Actor): KeysetList<LinkedAccount> {
  requireScope(actor, 'access:write');
  return {
    select: Prisma.sql`t.*`,
    from: Prisma.sql`"LinkedAccount" t`,
    where: Prisma.sql`TRUE`,
    parent: Prisma.sql`t."actorId"`,
    order: [{ column: Prisma.sql`t."createdAt"`, type: 'timestamptz' }, uniqueKey],
    descending: false,
  };
}

/** A page of keys. */
export function listApiKeys(
  context: Context,
  { filter, ...page }: PageRequest & { readonly filter?: ApiKeyFilter } = {},
): Promise<Page<StoredApiKey>> {
  return loadPage(context.db, apiKeyList(context.actor, context.now(), filter), page);
}

/** A page of the departments of the city. */
export function listDepartments(context: Context, page: PageRequest = {}): Promise<Page<Department>> {
  return loadPage(context.db, departmentList(context.actor), page);
}

/** A page of staff and services. */
export function listActors(
  context: Context,
  { filter, ...page }: PageRequest & { readonly filter?: ActorFilter } = {},
): Promise<Page<ActorRecord>> {
  return loadPage(context.db, actorList(context.actor, filter), page);
}
