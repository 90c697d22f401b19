import { z } from 'zod';
import { requireScope, type Actor } from '../access/actor.js';
import type { Context } from '../context.js';
import { loadPage, type KeysetList, type Page, type PageRequest } from '../database/keyset.js';
import { patternOfPart } from '../database/like-pattern.js';
import { holdsOnSql } from '../database/period-sql.js';
import { Prisma, type Stakeholder } from '../generated/prisma/client.js';
import { StakeholderCategory, StakeholderKind } from '../generated/prisma/enums.js';
import { parseInput } from '../input.js';
import { asOfDay, asOfInput } from '../period.js';
import { stakeholderNameHolds } from '../search/search-sql.js';
import { line } from '../text.js';
import { presentSql, survivorsOf } from './present-stakeholder.js';
import { nameIsFoundSql, nameOrderSql, shownName } from '../personal-data/personal-data.js';

/** Which stakeholders a list has. Everything that is given must hold. */
export const stakeholderFilter = z.object({
  kind: z.enum(StakeholderKind).nullish(),
  /** Carries at least one of them. */
  categories: z.array(z.enum(StakeholderCategory)).min(1).nullish(),
  region: line().nullish(),
  /** Part of the name or of another name, or initial consonants; capital letters, blanks and punctuation make no difference. */
  nameContains: line().nullish(),
  /** Organizations that are part of this one. */
  parentId: z.uuid().nullish(),
  /** Archived ones too. */
  includeArchived: z.boolean().nullish(),
});
export type StakeholderFilter = z.input<typeof stakeholderFilter>;

/** What stakeholders can be ordered by. */
export type StakeholderOrder = 'NAME' | 'NEWEST';

/** Stakeholders that the actor may see, as a list to page through. */
export function stakeholderList(actor: Actor, filter: StakeholderFilter = {}, order: StakeholderOrder = 'NAME'): KeysetList<Stakeholder> {
  requireScope(actor, 'stakeholders:read');
  return {
    // An array of an enum reaches the driver as text.
    select: Prisma.sql`t.*, t."categories"::text[] AS "categories"`,
    columns: Prisma.sql`t.*`,
    from: Prisma.sql`"Stakeholder" t`,
    where: Prisma.join(conditionsOf(actor, parseInput(stakeholderFilter, filter)), ' AND '),
    ...(order === 'NAME'
      ? { order: [{ column: nameOrderSql(actor, Prisma.sql`t`), type: 'text' }, uniqueKey], descending: false }
      : { order: [{ column: Prisma.sql`t."createdAt"`, type: 'timestamptz' }, uniqueKey], descending: true }),
  };
}

const uniqueKey = { column: Prisma.sql`t."id"`, type: 'uuid' } as const;

function conditionsOf(actor: Actor, filter: z.output<typeof stakeholderFilter>): Prisma.Sql[] {
  const { kind, categories, region, nameContains, parentId, includeArchived } = filter;
  const conditions = [Prisma.sql`TRUE`];
  if (!includeArchived) conditions.push(Prisma.sql`t."archivedAt" IS NULL`);
  if (kind) conditions.push(Prisma.sql`t."kind" = ${kind}::"StakeholderKind"`);
  if (categories) conditions.push(Prisma.sql`t."categories" && ${categoriesSql(categories)}`);
  if (region) conditions.push(Prisma.sql`t."region" = ${region}`);
  if (parentId) conditions.push(Prisma.sql`t."parentId" = ${presentSql(parentId)}`);
  if (nameContains) {
    const pattern = patternOfPart(nameContains);
    conditions.push(nameIsFoundSql(actor, Prisma.sql`t`));
    conditions.push(
      stakeholderNameHolds(nameContains) ??
        Prisma.sql`(t."name" LIKE ${pattern}
          OR EXISTS (SELECT FROM "OtherName" o WHERE o."stakeholderId" = t."id" AND o."name" LIKE ${pattern}))`,
    );
  }
  return conditions;
}

// Written into the statement: for values that are bound, PostgreSQL plans as if a hundredth of all carried them, and sorts a fifth of all.
const categorySql: Readonly<Record<StakeholderCategory, Prisma.Sql>> = {
  CITY_COUNCIL: Prisma.sql`'CITY_COUNCIL'`,
  NATIONAL_ASSEMBLY: Prisma.sql`'NATIONAL_ASSEMBLY'`,
  PARTY: Prisma.sql`'PARTY'`,
  CENTRAL_GOVERNMENT: Prisma.sql`'CENTRAL_GOVERNMENT'`,
  LOCAL_GOVERNMENT: Prisma.sql`'LOCAL_GOVERNMENT'`,
  CIVIC_GROUP: Prisma.sql`'CIVIC_GROUP'`,
  EXPERT: Prisma.sql`'EXPERT'`,
  COMMITTEE: Prisma.sql`'COMMITTEE'`,
  CONSULTATIVE_BODY: Prisma.sql`'CONSULTATIVE_BODY'`,
  PRESS: Prisma.sql`'PRESS'`,
  BUSINESS: Prisma.sql`'BUSINESS'`,
  CITIZEN: Prisma.sql`'CITIZEN'`,
  OWN_CITY: Prisma.sql`'OWN_CITY'`,
};

function categoriesSql(categories: readonly StakeholderCategory[]): Prisma.Sql {
  return Prisma.sql`ARRAY[${Prisma.join(categories.map((category) => categorySql[category]))}]::"StakeholderCategory"[]`;
}

/** A page of the stakeholders that the actor may see. */
export function listStakeholders(
  context: Context,
  { filter, order, ...page }: PageRequest & { readonly filter?: StakeholderFilter; readonly order?: StakeholderOrder } = {},
): Promise<Page<Stakeholder>> {
  return loadPage(context.db, stakeholderList(context.actor, filter, order), page);
}

/** One stakeholder, or whom the id was merged into; null when there is none. */
export async function findStakeholder({ db, actor }: Context, id: string): Promise<Stakeholder | null> {
  requireScope(actor, 'stakeholders:read');
  const named = parseInput(z.uuid(), id).toLowerCase();
  const found = await db.stakeholder.findUnique({ where: { id: named } });
  if (found !== null) return found;
  const survivorId = (await survivorsOf(db, [named])).get(named);
  return survivorId === undefined ? null : db.stakeholder.findUnique({ where: { id: survivorId } });
}

const namesInput = z.object({ stakeholderIds: z.array(z.uuid()), ...asOfInput });

/**
 * The name of each stakeholder that was in use on a day, in the order of the ids: the former name that holds on it, or the name of now.
 * Null where there is no such stakeholder.
 */
export async function namesOfEach({ db, actor, now }: Context, input: z.input<typeof namesInput>): Promise<(string | null)[]> {
  requireScope(actor, 'stakeholders:read');
  const { stakeholderIds, asOf } = parseInput(namesInput, input);
  const rows = await db.$queryRaw<Pick<Stakeholder, 'id' | 'kind' | 'categories' | 'name'>[]>`
    SELECT t."id", t."kind", t."categories"::text[] AS "categories", ${nameOnSql(Prisma.sql`t`, asOfDay(now, asOf))} AS "name"
    FROM "Stakeholder" t WHERE t."id" = ANY(${stakeholderIds}::uuid[])`;
  const names = new Map(rows.map((row) => [row.id, shownName(actor, row.name, row)]));
  return stakeholderIds.map((id) => names.get(id) ?? null);
}

/** In a statement: the name of the stakeholder, the row `t`, that was in use on a day. */
export function nameOnSql(t: Prisma.Sql, day: Date): Prisma.Sql {
  return Prisma.sql`coalesce((
    SELECT o."name" FROM "OtherName" o
    WHERE o."stakeholderId" = ${t}."id" AND o."kind" = 'FORMER' AND ${holdsOnSql(Prisma.sql`o`, day)} AND o."untilDate" IS NOT NULL
    ORDER BY o."untilDate", o."id" LIMIT 1
  ), ${t}."name")`;
}
