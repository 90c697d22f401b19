import { requireScope } from '../access/actor.js';
import { loadLoggedPage, type CountablePage } from '../audit/read-log.js';
import type { Context } from '../context.js';
import type { KeysetList, PageRequest } from '../database/keyset.js';
import { Prisma } from '../generated/prisma/client.js';
import { occupiedSeatsSql } from '../memberships/occupied-seats.js';
import { readDay, readSubject, type MapInput } from './stance-map.js';
import { logCounted } from './stance-queries.js';
import { standingsSql } from './stance-standings.js';
import { logTallies, tallyColumns, totalsOf, type PositionTotal, type Tally } from './stance-tally.js';

/** What stakeholders are grouped by. */
export type StanceGrouping = 'PARTY' | 'BODY' | 'REGION';

/** Those of a party, of a body or of a region who stand somewhere, and where. */
export interface StanceGroup {
  /** The party or the body; null for a region, and for those who belong to none. */
  readonly organizationId: string | null;
  /** The name of the party, body or region; null for those who belong to none. */
  readonly name: string | null;
  readonly positions: readonly PositionTotal[];
}

interface GroupRow {
  readonly organizationId: string | null;
  readonly name: string | null;
  readonly tallies: readonly Tally[];
}

/**
 * A page of where the parties, bodies or regions stand on the day, by name; those who belong to none come last. Who belongs to several is
 * counted in each: a member is of the body and of the party that the seat is held for, and so is who holds the post of a seat.
 */
export async function stanceGroups(
  context: Context,
  { by, ...input }: PageRequest & MapInput & { readonly by: StanceGrouping },
): Promise<CountablePage<StanceGroup>> {
  const { actor } = context;
  if (by !== 'REGION') requireScope(actor, 'memberships:read');
  const subject = await readSubject(context, input);
  const day = readDay(context, input);
  const standings = standingsSql({ actor, subject, day });
  const list: KeysetList<GroupRow> = {
    select: Prisma.sql`g."organizationId", g."name", g."tallies"`,
    from: Prisma.sql`(
      SELECT each."organizationId", each."name", jsonb_agg(to_jsonb(each)) AS "tallies" FROM (
        SELECT belongs."id" AS "organizationId", belongs."name", ${tallyColumns}
        FROM ${standings} s LEFT JOIN LATERAL (${groupsOfHolder[by](day)}) belongs ON TRUE
        GROUP BY belongs."id", belongs."name", s."position"
      ) each GROUP BY each."organizationId", each."name") g`,
    where: Prisma.sql`TRUE`,
    order: [
      { column: Prisma.sql`(g."name" IS NULL)::int`, type: 'int' },
      { column: Prisma.sql`coalesce(g."name", '')`, type: 'text' },
      { column: Prisma.sql`coalesce(g."organizationId"::text, '')`, type: 'text' },
    ],
    descending: false,
  };
  const log = (reader: Context, groups: readonly GroupRow[]) =>
    logTallies(
      reader,
      groups.flatMap(({ tallies }) => tallies),
    );
  // Everybody who stands somewhere is in one of the groups.
  const logTotal = (reader: Context) => logCounted(reader, { from: Prisma.sql`${standings} s`, where: Prisma.sql`TRUE` }, Prisma.sql`s`);
  const page = await loadLoggedPage(context, { list, log, logTotal }, input);
  const rows = page.rows.map(({ row: { tallies, ...group }, cursor }) => ({ row: { ...group, positions: totalsOf(tallies) }, cursor }));
  return { ...page, rows };
}

// What the holder of a standing `s` belongs to on the day.
const groupsOfHolder: Readonly<Record<StanceGrouping, (day: Date) => Prisma.Sql>> = {
  PARTY: (day) => Prisma.sql`SELECT DISTINCT o."id", o."name" FROM (${organizationsOfHolder(day)}) part
    JOIN "Stakeholder" o ON o."id" IN (part."organizationId", part."onBehalfOfId") WHERE o."categories" @> '{PARTY}'`,
  BODY: (day) => Prisma.sql`SELECT DISTINCT o."id", o."name" FROM (${organizationsOfHolder(day)}) part
    JOIN "Body" b ON b."id" = part."organizationId" JOIN "Stakeholder" o ON o."id" = b."id"`,
  REGION: () => Prisma.sql`SELECT NULL::uuid AS "id", o."region" AS "name" FROM "Stakeholder" o WHERE o."id" = s."stakeholderId"`,
};

// Itself, where it is a member, and where it sits through a post that it holds.
function organizationsOfHolder(day: Date): Prisma.Sql {
  return Prisma.sql`SELECT s."stakeholderId" AS "organizationId", NULL::uuid AS "onBehalfOfId"
    UNION ALL
    SELECT o."organizationId", o."onBehalfOfId" FROM ${occupiedSeatsSql(day)} o WHERE o."memberId" = s."stakeholderId"`;
}
