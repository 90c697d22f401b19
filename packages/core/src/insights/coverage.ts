import { requireScope, type Actor } from '../access/actor.js';
import { readsAllEngagements, visibleEngagementsSql } from '../access/engagement-visibility.js';
import type { Context } from '../context.js';
import { loadPage, type KeysetList, type Page, type PageRequest } from '../database/keyset.js';
import { daySql, holdsOnSql, startOfDaySql } from '../database/period-sql.js';
import { Prisma, type Stakeholder } from '../generated/prisma/client.js';
import { parseInput } from '../input.js';
import { asOfDay } from '../period.js';
import { coverageInput, type CoverageInput } from './insight.js';
import { withheldCells } from './withheld.js';

/** How a member of staff keeps in touch with the stakeholders of influence that are theirs. */
export interface Coverage {
  /** Who keeps the relations; null for those that nobody keeps. */
  readonly managerId: string | null;
  /** For which department; null for those that nobody keeps. */
  readonly departmentId: string | null;
  /** How many they are; null where suppressed. */
  readonly stakeholders: number | null;
  /** How many of them were not contacted; null where suppressed. */
  readonly notContacted: number | null;
  /** Whether the figures are withheld: they are of fewer than five natural persons, or with the total they would tell such figures. */
  readonly suppressed: boolean;
}

/** A stakeholder of influence with whom nobody was in touch. */
export interface NotContacted extends Stakeholder {
  readonly influence: number;
  /** Null when there is no engagement on record that the actor may read. */
  readonly lastContactAt: Date | null;
}

/**
 * How many stakeholders of influence were not contacted for so many days, by who keeps the relation: those who have most to do first, and
 * last those whose figures are withheld. Who they are tells {@link notContactedList}.
 */
export async function coverage({ db, actor, now }: Context, input: CoverageInput = {}): Promise<Coverage[]> {
  const { day, stakeholders, isNotContacted } = stakeholdersOfInfluence({ actor, now }, input);
  const rows = await db.$queryRaw<(Coverage & { readonly persons: number })[]>`
    SELECT r."managerId", r."departmentId", count(*)::int AS "stakeholders", (count(*) FILTER (WHERE ${isNotContacted}))::int AS "notContacted",
      (count(*) FILTER (WHERE t."kind" = 'PERSON'))::int AS "persons"
    FROM ${stakeholders}
    LEFT JOIN "RelationshipManager" r ON r."stakeholderId" = t."id" AND ${holdsOnSql(Prisma.sql`r`, day)}
    GROUP BY 1, 2 ORDER BY 4 DESC, 3 DESC, 1, 2`;
  const withheld = withheldCells(rows, [({ managerId, departmentId }) => [managerId, departmentId]]);
  const told = rows.map((row) => {
    const { persons: _, ...figures } = row;
    const suppressed = withheld.has(row);
    return { ...figures, ...(suppressed ? { stakeholders: null, notContacted: null } : {}), suppressed };
  });
  // Their place in the order would tell of them, too.
  const keeper = ({ managerId, departmentId }: Coverage) => `${managerId} ${departmentId}`;
  const last = told.filter(({ suppressed }) => suppressed).toSorted((a, b) => (keeper(a) < keeper(b) ? -1 : 1));
  return [...told.filter(({ suppressed }) => !suppressed), ...last];
}

/** The stakeholders of influence that were not contacted for so many days, as a list to page through: those that were never come first. */
export function notContactedList(scope: Pick<Context, 'actor' | 'now'>, input: CoverageInput = {}): KeysetList<NotContacted> {
  const { stakeholders, isNotContacted } = stakeholdersOfInfluence(scope, input);
  return {
    // An array of an enum reaches the driver as text.
    select: Prisma.sql`t.*, t."categories"::text[] AS "categories", judged."influence", contact."lastContactAt"`,
    columns: Prisma.sql`t.*, judged."influence", contact."lastContactAt"`,
    from: stakeholders,
    where: isNotContacted,
    order: [
      { column: Prisma.sql`coalesce(contact."lastContactAt", '0001-01-01T00:00:00Z'::timestamptz)`, type: 'timestamptz' },
      { column: Prisma.sql`t."id"`, type: 'uuid' },
    ],
    descending: false,
    isReadWhole: true,
  };
}

/** A page of it. */
export async function listNotContacted(
  context: Context,
  { filter, ...page }: PageRequest & { readonly filter?: CoverageInput } = {},
): Promise<Page<NotContacted>> {
  return loadPage(context.db, notContactedList(context, filter), page);
}

function stakeholdersOfInfluence({ actor, now }: { readonly actor: Actor; readonly now: () => Date }, input: CoverageInput) {
  for (const scope of ['stakeholders:read', 'engagements:read'] as const) requireScope(actor, scope);
  const { influenceAtLeast, days, asOf } = parseInput(coverageInput, input);
  const day = asOfDay(now, asOf);
  const least = Prisma.sql`${influenceAtLeast ?? 4}::int`;
  const isByThen = Prisma.sql`a."policyTaskId" IS NULL AND a."assessedOn" <= ${daySql(day)}`;
  // A participation carries the time of its engagement, which is read only to tell whether the actor may read it.
  const mayRead = readsAllEngagements(actor)
    ? Prisma.sql`TRUE`
    : Prisma.sql`(SELECT ${visibleEngagementsSql(actor, Prisma.sql`e`)} FROM "Engagement" e WHERE e."id" = p."engagementId")`;
  // Of those who were ever judged so, the last judgement is looked up in the index on stakeholder and day: a join would sort all there are.
  const stakeholders = Prisma.sql`(SELECT DISTINCT a."stakeholderId" FROM "Assessment" a WHERE a."influence" >= ${least} AND ${isByThen}) once
    JOIN LATERAL (
      SELECT a."influence" FROM "Assessment" a WHERE a."stakeholderId" = once."stakeholderId" AND ${isByThen}
      ORDER BY a."assessedOn" DESC, a."id" DESC LIMIT 1
    ) judged ON judged."influence" >= ${least}
    JOIN "Stakeholder" t ON t."id" = once."stakeholderId" AND t."archivedAt" IS NULL
    LEFT JOIN LATERAL (
      SELECT p."occurredAt" AS "lastContactAt" FROM "EngagementStakeholder" p
      WHERE p."stakeholderId" = t."id" AND p."occurredAt" < ${startOfDaySql(day, 1)} AND ${mayRead}
      ORDER BY p."occurredAt" DESC, p."engagementId" DESC LIMIT 1
    ) contact ON TRUE`;
  const isNotContacted = Prisma.sql`(contact."lastContactAt" IS NULL OR contact."lastContactAt" < ${startOfDaySql(day, -(days ?? 90))})`;
  return { day, stakeholders, isNotContacted };
}
