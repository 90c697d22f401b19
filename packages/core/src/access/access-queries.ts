import type { Context } from '../context.js';
import { loadPage, type KeysetList, type Page, type PageRequest } from '../database/keyset.js';
import { Prisma, type Actor as ActorRecord, type Department } from '../generated/prisma/client.js';
import { requireScope, type Actor } from './actor.js';

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
