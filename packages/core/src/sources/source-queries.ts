import { z } from 'zod';
import { requireScope, type Actor, type Scope } from '../access/actor.js';
import type { Context } from '../context.js';
import { loadPage, type KeysetList, type Page, type PageRequest } from '../database/keyset.js';
import { NotFound } from '../errors.js';
import { Prisma, type DeclaredFigure, type Source } from '../generated/prisma/client.js';
import { DeclaredMeasure } from '../generated/prisma/enums.js';
import { parseInput } from '../input.js';
import { presentSql } from '../stakeholders/present-stakeholder.js';
import { completenessOf, type Completeness } from './source.js';

const byId = [{ column: Prisma.sql`t."id"`, type: 'uuid' }] as const;

/** Sources, the last entered first, as a list to page through. */
export function sourceList(actor: Actor): KeysetList<Source> {
  requireScope(actor, 'sources:read');
  return { select: Prisma.sql`t.*`, from: Prisma.sql`"Source" t`, where: Prisma.sql`TRUE`, order: byId, descending: true };
}

/** A page of the sources. */
export function listSources(context: Context, page: PageRequest = {}): Promise<Page<Source>> {
  return loadPage(context.db, sourceList(context.actor), page);
}

/** Which declared figures a list has. Everything that is given must hold. */
export const declaredFigureFilter = z.object({
  organizationId: z.uuid().nullish(),
  measure: z.enum(DeclaredMeasure).nullish(),
});
export type DeclaredFigureFilter = z.input<typeof declaredFigureFilter>;

/** Figures as documents print them, as they were entered, as a list to page through. */
export function declaredFigureList(actor: Actor, filter: DeclaredFigureFilter = {}): KeysetList<DeclaredFigure> {
  requireScope(actor, 'sources:read');
  const { organizationId, measure } = parseInput(declaredFigureFilter, filter);
  const conditions = [Prisma.sql`TRUE`];
  if (organizationId) conditions.push(Prisma.sql`t."organizationId" = ${presentSql(organizationId)}`);
  if (measure) conditions.push(Prisma.sql`t."measure" = ${measure}::"DeclaredMeasure"`);
  const where = Prisma.join(conditions, ' AND ');
  return { select: Prisma.sql`t.*`, from: Prisma.sql`"DeclaredFigure" t`, where, order: byId, descending: false };
}

/** The same list below each of several organizations. */
export function declaredFiguresOf(actor: Actor, filter: DeclaredFigureFilter = {}): KeysetList<DeclaredFigure> {
  return { ...declaredFigureList(actor, filter), parent: Prisma.sql`t."organizationId"` };
}

/** A page of the declared figures. */
export function listDeclaredFigures(
  context: Context,
  { organizationId, measure, ...page }: PageRequest & DeclaredFigureFilter = {},
): Promise<Page<DeclaredFigure>> {
  return loadPage(context.db, declaredFigureList(context.actor, { organizationId, measure }), page);
}

/** What may be counted only by those who may read it. */
export const scopeOfMeasure: Readonly<Record<DeclaredMeasure, Scope>> = {
  [DeclaredMeasure.MEMBERS]: 'memberships:read',
  [DeclaredMeasure.POST_HOLDERS]: 'memberships:read',
  [DeclaredMeasure.MEETINGS_HELD]: 'meetings:read',
  [DeclaredMeasure.POLICY_TASKS]: 'policy-tasks:read',
  [DeclaredMeasure.PROPOSALS]: 'proposals:read',
  [DeclaredMeasure.JOINT_TASKS]: 'proposals:read',
};

/**
 * How many records stand behind each printed figure, in the order of the ids: members on the last day of the period for which it is
 * printed; holders of the posts of the organization and its units on that day; meetings held in the period; policy tasks of the body;
 * proposals that the body submitted in the period; joint tasks that it took on in the period.
 *
 * @throws NotFound when there is no such figure; Forbidden for those who may not read what is counted.
 */
export async function completenessOfEach(
  { db, actor }: Context,
  { figureIds }: { readonly figureIds: readonly string[] },
): Promise<Completeness[]> {
  requireScope(actor, 'sources:read');
  const ids = parseInput(z.array(z.uuid()), [...figureIds]);
  const rows = await db.$queryRaw<{ id: string; measure: DeclaredMeasure; value: number; recorded: number | null }[]>`
    SELECT f."id", f."measure"::text AS measure, f."value", (${recordedSql})::int AS recorded
    FROM "DeclaredFigure" f
    CROSS JOIN LATERAL (SELECT partial_days(f."asOfDate", f."asOfPrecision") AS days) printed
    CROSS JOIN LATERAL (SELECT upper(printed.days) - 1 AS day) last
    WHERE f."id" = ANY(${ids}::uuid[])`;
  for (const measure of new Set(rows.map((row) => row.measure))) requireScope(actor, scopeOfMeasure[measure]);
  const figures = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => {
    const figure = figures.get(id);
    if (figure === undefined) throw new NotFound('DeclaredFigure', id);
    return completenessOf(figure.value, figure.recorded);
  });
}

// An enum's word that is none of the records' gives null, not 0: then there is nothing to compare with.
const recordedSql = Prisma.sql`
  CASE f."measure"
    WHEN 'MEMBERS' THEN CASE WHEN f."qualifier" IN ('', 'EX_OFFICIO', 'APPOINTED') THEN (
      SELECT count(*) FROM "Membership" m
      WHERE m."organizationId" = f."organizationId" AND m."role" = 'MEMBER' AND f."qualifier" IN ('', m."basis"::text)
        AND daterange(m."fromDate", m."untilDate") @> last.day
    ) END
    WHEN 'POST_HOLDERS' THEN CASE WHEN f."qualifier" = '' THEN (
      WITH RECURSIVE unit AS (
        SELECT f."organizationId" AS id
        UNION
        SELECT s."id" FROM unit JOIN "Stakeholder" s ON s."parentId" = unit.id
      )
      SELECT count(*) FROM "Membership" m JOIN unit ON unit.id = m."organizationId"
      WHERE m."role" = 'POST_HOLDER' AND daterange(m."fromDate", m."untilDate") @> last.day
    ) END
    WHEN 'MEETINGS_HELD' THEN CASE WHEN f."qualifier" IN ('', 'REGULAR', 'EXTRAORDINARY') THEN (
      SELECT count(*) FROM "Meeting" m
      WHERE m."bodyId" = f."organizationId" AND m."status" = 'HELD' AND f."qualifier" IN ('', m."kind"::text)
        AND partial_days(m."heldDate", m."heldPrecision") <@ printed.days
    ) END
    WHEN 'POLICY_TASKS' THEN CASE
      WHEN f."qualifier" IN ('', 'AGREED', 'NEW', 'COMMUNICATION', 'PENDING_ISSUE') THEN (
        SELECT count(*) FROM "PolicyTask" p WHERE p."bodyId" = f."organizationId" AND f."qualifier" IN ('', p."origin"::text)
      )
      WHEN EXISTS (SELECT FROM "Division" d WHERE d."bodyId" = f."organizationId" AND d."name" = f."qualifier") THEN (
        SELECT count(*) FROM "PolicyTask" p JOIN "Division" d ON d."id" = p."divisionId"
        WHERE p."bodyId" = f."organizationId" AND d."bodyId" = f."organizationId" AND d."name" = f."qualifier"
      )
    END
    WHEN 'PROPOSALS' THEN CASE WHEN f."qualifier" = '' OR f."qualifier" = ANY(enum_range(NULL::"EngagementChannel")::text[]) THEN (
      SELECT count(*) FROM "Proposal" p
      WHERE p."bodyId" = f."organizationId" AND f."qualifier" IN ('', p."channel"::text)
        AND partial_days(p."proposedDate", p."proposedPrecision") <@ printed.days
    ) END
    WHEN 'JOINT_TASKS' THEN CASE WHEN f."qualifier" = '' THEN (
      SELECT count(*) FROM "JointTask" j
      WHERE j."bodyId" = f."organizationId" AND partial_days(j."fromDate", j."fromPrecision") <@ printed.days
    ) END
  END`;

/** How many records stand behind a printed figure. @see completenessOfEach */
export async function completeness(context: Context, { figureId }: { readonly figureId: string }): Promise<Completeness> {
  const [only] = await completenessOfEach(context, { figureIds: [figureId] });
  if (only === undefined) throw new NotFound('DeclaredFigure', figureId);
  return only;
}
