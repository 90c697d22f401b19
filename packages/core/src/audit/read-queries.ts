import { z } from 'zod';
import { requireScope, type Actor } from '../access/actor.js';
import type { Context } from '../context.js';
import { loadPage, type KeysetList, type Page, type PageRequest } from '../database/keyset.js';
import { Prisma, type ReadRecord } from '../generated/prisma/client.js';
import { SensitiveData } from '../generated/prisma/enums.js';
import { parseInput } from '../input.js';
import { instant } from '../period.js';

/** Which read records a list has. Everything that is given must hold. */
export const readFilter = z.object({
  /** Whose data was read. */
  personId: z.uuid().nullish(),
  /** Who read. */
  actorId: z.uuid().nullish(),
  data: z.enum(SensitiveData).nullish(),
  /** From this instant on. */
  from: instant().nullish(),
  /** Before this instant. */
  until: instant().nullish(),
});
export type ReadFilter = z.input<typeof readFilter>;

/** Who read whose sensitive data, as a list to page through, newest first. */
export function readList(actor: Actor, filter: ReadFilter = {}): KeysetList<ReadRecord> {
  requireScope(actor, 'audit:read');
  return {
    select: Prisma.sql`r.*`,
    from: Prisma.sql`"ReadRecord" r`,
    where: Prisma.join(conditionsOf(parseInput(readFilter, filter)), ' AND '),
    order: [
      { column: Prisma.sql`r."at"`, type: 'timestamptz' },
      { column: Prisma.sql`r."id"`, type: 'uuid' },
    ],
    descending: true,
  };
}

/** The same below each person: who has read their data. */
export function readsOfPerson(actor: Actor, filter: ReadFilter = {}): KeysetList<ReadRecord> {
  return { ...readList(actor, filter), parent: Prisma.sql`r."personId"` };
}

function conditionsOf({ personId, actorId, data, from, until }: z.output<typeof readFilter>): Prisma.Sql[] {
  const conditions = [Prisma.sql`TRUE`];
  if (personId) conditions.push(Prisma.sql`r."personId" = ANY(ids_of_stakeholder(${personId}::uuid))`);
  if (actorId) conditions.push(Prisma.sql`r."actorId" = ${actorId}::uuid`);
  if (data) conditions.push(Prisma.sql`r."data" = ${data}::"SensitiveData"`);
  if (from) conditions.push(Prisma.sql`r."at" >= ${from.toISOString()}::timestamptz`);
  if (until) conditions.push(Prisma.sql`r."at" < ${until.toISOString()}::timestamptz`);
  return conditions;
}

/** A page of who read whose sensitive data, newest first. For those who may read the audit. */
export async function listReads(
  context: Context,
  { filter, ...page }: PageRequest & { readonly filter?: ReadFilter } = {},
): Promise<Page<ReadRecord>> {
  return loadPage(context.db, readList(context.actor, filter), page);
}
