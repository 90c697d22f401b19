import type { Transaction } from '../database/open-database.js';
import { Prisma } from '../generated/prisma/client.js';
import { mergeReferences } from './merge-references.js';

/** Which two are merged: the one whose id stays, and the one whose id goes. */
export interface Merging {
  readonly keptId: string;
  readonly mergedId: string;
}

/** A row that cannot stand beside one that the other has. */
export interface Collision {
  readonly table: string;
  readonly column: string;
  readonly rowId: string;
  /** The stakeholder whose row is taken out. */
  readonly ownerId: string;
  /** The row that says the same. */
  readonly standsFor: string | null;
}

/** Something that forbids the merge: a sentence that says cause and cure. */
export interface Obstacle {
  readonly rule: string;
  readonly message: string;
}

/** What is in the way of a merge: rows that are taken out, and what forbids it. */
export interface Collisions {
  readonly dropped: readonly Collision[];
  readonly obstacles: readonly Obstacle[];
}

/** Finds what is in the way. It only reads, so that the preview shows what the merge will do. */
export async function findCollisions(db: Pick<Transaction, '$queryRaw'>, merging: Merging): Promise<Collisions> {
  const found: Collisions[] = [await memberships(db, merging, 'memberId'), await memberships(db, merging, 'organizationId')];
  // A transaction has one connection, which answers one question at a time.
  for (const find of [contradictions, twins, relationshipManagers, attendances, participations, contactPoints, otherNames, dismissals]) {
    found.push(await find(db, merging));
  }
  return { dropped: found.flatMap(({ dropped }) => dropped), obstacles: found.flatMap(({ obstacles }) => obstacles) };
}

type Reader = Pick<Transaction, '$queryRaw'>;

// What shows that they are two: nobody represents, belongs to, or is part of themselves.
async function contradictions(db: Reader, { keptId, mergedId }: Merging): Promise<Collisions> {
  const both = Prisma.sql`(${keptId}::uuid, ${mergedId}::uuid)`;
  const [found] = await db.$queryRaw<{ bodies: boolean; mergedIsBody: boolean; partOf: boolean; memberOf: boolean; proxy: boolean }[]>`
    SELECT (SELECT count(*) = 2 FROM "Body" WHERE id IN ${both}) AS bodies,
      EXISTS (SELECT FROM "Body" WHERE id = ${mergedId}::uuid) AS "mergedIsBody",
      EXISTS (
        WITH RECURSIVE above (origin, id) AS (
          SELECT id, "parentId" FROM "Stakeholder" WHERE id IN ${both}
          UNION SELECT a.origin, s."parentId" FROM above a JOIN "Stakeholder" s ON s.id = a.id
        )
        SELECT FROM above WHERE id IN ${both} AND origin <> id
      ) AS "partOf",
      EXISTS (SELECT FROM "Membership" WHERE "memberId" IN ${both} AND "organizationId" IN ${both}) AS "memberOf",
      EXISTS (SELECT FROM "Attendance" WHERE "stakeholderId" IN ${both} AND "proxyId" IN ${both}) AS proxy`;
  const obstacles: Obstacle[] = [];
  if (found?.bodies) {
    obstacles.push({
      rule: 'both_are_bodies',
      message: 'Both are bodies, each with meetings and chairs of its own. Bodies are not merged.',
    });
  } else if (found?.mergedIsBody) {
    obstacles.push({
      rule: 'body_is_kept',
      message: 'The one to merge is a body, and the other is none. Keep the body, and merge the other into it.',
    });
  }
  if (found?.partOf) {
    obstacles.push({
      rule: 'part_of_the_other',
      message: 'One is a part of the other, so they are two. Correct the parent first if that is wrong.',
    });
  }
  if (found?.memberOf) {
    obstacles.push({ rule: 'member_of_the_other', message: 'One is a member of the other, so they are two. Keep them apart.' });
  }
  if (found?.proxy) {
    obstacles.push({
      rule: 'proxy_of_the_other',
      message: 'One represented the other in a meeting, so they are two. Correct the attendance first if that is wrong.',
    });
  }
  return { dropped: [], obstacles };
}

async function twins(db: Reader, { keptId, mergedId }: Merging): Promise<Collisions> {
  const dropped: Collision[] = [];
  const obstacles: Obstacle[] = [];
  for (const { table, column, twins: rule, sentence } of mergeReferences) {
    if (rule === undefined) continue;
    const rows = await db.$queryRaw<{ rowId: string; standsFor: string; same: boolean }[]>`
      SELECT DISTINCT "rowId", "standsFor", same FROM merge_twins(${table}, ${column}, ${mergedId}::uuid, ${keptId}::uuid) ORDER BY 1`;
    for (const { rowId, standsFor, same } of rows) {
      if (rule === 'drop' || (rule === 'drop-if-same' && same)) dropped.push({ table, column, rowId, standsFor, ownerId: mergedId });
      else obstacles.push({ rule: `${table}_${column}_of_both`, message: sentence ?? `Both have a ${table} where one can have one.` });
    }
  }
  return { dropped, obstacles };
}

// Of two memberships in one role at one time, one is taken out if the other says everything that it says: a period that holds its own,
// and the same or more of the rest. Holders and chairs sit on different seats, and then they are two.
async function memberships(db: Reader, { keptId, mergedId }: Merging, column: 'memberId' | 'organizationId'): Promise<Collisions> {
  const asMember = column === 'memberId';
  const side = asMember
    ? Prisma.sql`g."memberId" = ${mergedId}::uuid AND k."memberId" = ${keptId}::uuid AND k."organizationId" = g."organizationId"
        AND k."postId" IS NOT DISTINCT FROM g."postId"`
    : Prisma.sql`g."organizationId" = ${mergedId}::uuid AND k."organizationId" = ${keptId}::uuid
        AND coalesce(k."memberId", k."exOfficioPostId") = coalesce(g."memberId", g."exOfficioPostId") AND k."postId" IS NULL AND g."postId" IS NULL`;
  const rows = await db.$queryRaw<
    { merged: string; kept: string; keptSaysAll: boolean; mergedSaysAll: boolean; role: string; name: string }[]
  >`
    SELECT g.id AS merged, k.id AS kept, g.role::text AS role, (SELECT name FROM "Stakeholder" WHERE id = ${
      asMember ? Prisma.sql`g."organizationId"` : Prisma.sql`g."memberId"`
    }) AS name, ${saysAll(Prisma.sql`k`, Prisma.sql`g`)} AS "keptSaysAll", ${saysAll(Prisma.sql`g`, Prisma.sql`k`)} AS "mergedSaysAll"
    FROM "Membership" g JOIN "Membership" k ON k.role = g.role AND ${side}
      AND daterange(k."fromDate", k."untilDate") && daterange(g."fromDate", g."untilDate")
    ORDER BY g.id, k.id`;
  const dropped: Collision[] = [];
  const obstacles: Obstacle[] = [];
  for (const { merged, kept, keptSaysAll, mergedSaysAll, role, name } of rows) {
    if (keptSaysAll) dropped.push({ table: 'Membership', column, rowId: merged, standsFor: kept, ownerId: mergedId });
    else if (mergedSaysAll) dropped.push({ table: 'Membership', column, rowId: kept, standsFor: merged, ownerId: keptId });
    else {
      const where = asMember ? `Both are ${role} of ${name ?? 'one organization'}` : `${name ?? 'A post'} is ${role} of both`;
      obstacles.push({
        rule: 'memberships_at_one_time',
        message: `${where} at the same time, and the two say different things. End or correct one of the memberships first.`,
      });
    }
  }
  return { dropped, obstacles };
}

function saysAll(more: Prisma.Sql, less: Prisma.Sql): Prisma.Sql {
  const columns = [
    Prisma.sql`basis`,
    Prisma.sql`label`,
    Prisma.sql`"exOfficioPostId"`,
    Prisma.sql`"onBehalfOfId"`,
    Prisma.sql`"divisionId"`,
    Prisma.sql`"endReason"`,
    Prisma.sql`"endedByMeetingId"`,
  ];
  return Prisma.sql`(${less}.role NOT IN ('CHAIR', 'POST_HOLDER')
    AND daterange(${more}."fromDate", ${more}."untilDate") @> daterange(${less}."fromDate", ${less}."untilDate")
    AND (${less}."termEnd" = 'OPEN_ENDED' OR ${less}."termEnd" = ${more}."termEnd")
    AND ${Prisma.join(
      columns.map((column) => Prisma.sql`(${less}.${column} IS NULL OR ${less}.${column} IS NOT DISTINCT FROM ${more}.${column})`),
      ' AND ',
    )})`;
}

// A department keeps a relation through one person at a time: the survivor's.
async function relationshipManagers(db: Reader, { keptId, mergedId }: Merging): Promise<Collisions> {
  return droppedRows(
    { table: 'RelationshipManager', column: 'stakeholderId' },
    await db.$queryRaw<DroppedRow[]>`
      SELECT DISTINCT ON (g.id) g.id AS "rowId", k.id AS "standsFor", g."stakeholderId" AS "ownerId"
      FROM "RelationshipManager" g JOIN "RelationshipManager" k ON k."departmentId" = g."departmentId"
        AND daterange(k."fromDate", k."untilDate") && daterange(g."fromDate", g."untilDate")
      WHERE g."stakeholderId" = ${mergedId}::uuid AND k."stakeholderId" = ${keptId}::uuid ORDER BY g.id, k.id`,
  );
}

// Whoever was seen in a meeting under one of two names was there.
async function attendances(db: Reader, { keptId, mergedId }: Merging): Promise<Collisions> {
  const presence = (table: Prisma.Sql) => Prisma.sql`array_position('{PRESENT,REPRESENTED,EXCUSED,ABSENT}', ${table}.status::text)`;
  return droppedRows(
    { table: 'Attendance', column: 'stakeholderId' },
    await db.$queryRaw<DroppedRow[]>`
      SELECT lost.* FROM "Attendance" g JOIN "Attendance" k ON k."meetingId" = g."meetingId" CROSS JOIN LATERAL (
        SELECT g.id AS "rowId", k.id AS "standsFor", g."stakeholderId" AS "ownerId" WHERE ${presence(Prisma.sql`k`)} <= ${presence(Prisma.sql`g`)}
        UNION ALL SELECT k.id, g.id, k."stakeholderId" WHERE ${presence(Prisma.sql`k`)} > ${presence(Prisma.sql`g`)}
      ) lost WHERE g."stakeholderId" = ${mergedId}::uuid AND k."stakeholderId" = ${keptId}::uuid ORDER BY 1`,
  );
}

// A registration that was cancelled says nothing beside one that stands. Two that stand took two places, of which others may have gone short.
async function participations(db: Reader, { keptId, mergedId }: Merging): Promise<Collisions> {
  const rows = await db.$queryRaw<(DroppedRow & { cancelled: boolean })[]>`
    SELECT lost.* FROM "Participation" g JOIN "Participation" k ON k."sessionId" = g."sessionId" CROSS JOIN LATERAL (
      SELECT g.id AS "rowId", k.id AS "standsFor", g."stakeholderId" AS "ownerId", g.status = 'CANCELLED' AS cancelled
      WHERE g.status = 'CANCELLED' OR k.status <> 'CANCELLED'
      UNION ALL SELECT k.id, g.id, k."stakeholderId", TRUE WHERE g.status <> 'CANCELLED' AND k.status = 'CANCELLED'
    ) lost WHERE g."stakeholderId" = ${mergedId}::uuid AND k."stakeholderId" = ${keptId}::uuid ORDER BY 1`;
  const { dropped } = droppedRows(
    { table: 'Participation', column: 'stakeholderId' },
    rows.filter(({ cancelled }) => cancelled),
  );
  const obstacle = {
    rule: 'places_in_one_session',
    message: 'Both have a part in one session. If it is still to come, cancel one of the two registrations first.',
  };
  return { dropped, obstacles: rows.some(({ cancelled }) => !cancelled) ? [obstacle] : [] };
}

// The same number twice says nothing more; one that is not to be used stays so.
async function contactPoints(db: Reader, { keptId, mergedId }: Merging): Promise<Collisions> {
  return droppedRows(
    { table: 'ContactPoint', column: 'stakeholderId' },
    await db.$queryRaw<DroppedRow[]>`
      SELECT DISTINCT ON ("rowId") lost.* FROM "ContactPoint" g JOIN "ContactPoint" k
        ON k.kind = g.kind AND (k.value = g.value OR match_contact(k.kind, k.value) = match_contact(g.kind, g.value))
        AND (k."fromDate", k."untilDate") IS NOT DISTINCT FROM (g."fromDate", g."untilDate")
      CROSS JOIN LATERAL (
        SELECT g.id AS "rowId", k.id AS "standsFor", g."stakeholderId" AS "ownerId", 2 AS turn
        WHERE (k."doNotUse" OR NOT g."doNotUse") AND (g.label IS NULL OR g.label IS NOT DISTINCT FROM k.label)
        UNION ALL SELECT k.id, g.id, k."stakeholderId", 1
        WHERE g."doNotUse" AND NOT k."doNotUse" AND (k.label IS NULL OR k.label IS NOT DISTINCT FROM g.label)
      ) lost WHERE g."stakeholderId" = ${mergedId}::uuid AND k."stakeholderId" = ${keptId}::uuid ORDER BY "rowId", turn, "standsFor"`,
  );
}

async function otherNames(db: Reader, { keptId, mergedId }: Merging): Promise<Collisions> {
  return droppedRows(
    { table: 'OtherName', column: 'stakeholderId' },
    await db.$queryRaw<DroppedRow[]>`
      SELECT DISTINCT ON (g.id) g.id AS "rowId", k.id AS "standsFor", g."stakeholderId" AS "ownerId"
      FROM "OtherName" g JOIN "OtherName" k ON k.kind = g.kind AND k.name = g.name
        AND (k."fromDate", k."untilDate") IS NOT DISTINCT FROM (g."fromDate", g."untilDate")
      WHERE g."stakeholderId" = ${mergedId}::uuid AND k."stakeholderId" = ${keptId}::uuid ORDER BY g.id, k.id`,
  );
}

// That the two are not the same is over; that both are not a third is said once.
async function dismissals(db: Reader, { keptId, mergedId }: Merging): Promise<Collisions> {
  const rows = await db.$queryRaw<(DroppedRow & { column: string })[]>`
    SELECT g.id AS "rowId", NULL AS "standsFor", ${mergedId}::uuid AS "ownerId",
      CASE g."firstId" WHEN ${mergedId}::uuid THEN 'firstId' ELSE 'secondId' END AS column
    FROM "DuplicateDismissal" g
    CROSS JOIN LATERAL (SELECT CASE g."firstId" WHEN ${mergedId}::uuid THEN g."secondId" ELSE g."firstId" END AS id) third
    WHERE ${mergedId}::uuid IN (g."firstId", g."secondId") AND (third.id = ${keptId}::uuid OR EXISTS (
      SELECT FROM "DuplicateDismissal" k WHERE ${keptId}::uuid IN (k."firstId", k."secondId") AND third.id IN (k."firstId", k."secondId")))
    ORDER BY g.id`;
  return { dropped: rows.map((row) => ({ table: 'DuplicateDismissal', ...row })), obstacles: [] };
}

interface DroppedRow {
  readonly rowId: string;
  readonly standsFor: string | null;
  readonly ownerId: string;
}

function droppedRows(reference: { readonly table: string; readonly column: string }, rows: readonly DroppedRow[]): Collisions {
  return { dropped: rows.map(({ rowId, standsFor, ownerId }) => ({ ...reference, rowId, standsFor, ownerId })), obstacles: [] };
}
