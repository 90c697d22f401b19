import type { z } from 'zod';
import type { ReadDatabase } from '../database/open-database.js';
import { Prisma } from '../generated/prisma/client.js';
import { MANY_NAMESAKES, type MatchFacts, type possibleDuplicatesInput } from './duplicate.js';

/** The facts of a stakeholder that is recorded. */
export interface StoredFacts extends MatchFacts {
  readonly id: string;
}

/** What tells each of the stakeholders from others, in one statement. */
export async function factsOf(db: Pick<ReadDatabase, '$queryRaw'>, ids: readonly string[]): Promise<StoredFacts[]> {
  return db.$queryRaw<StoredFacts[]>`
    SELECT s.id, s.kind::text AS kind, match_name(s.name) AS name, s.region, s.gender::text AS gender,
      s."foundedDate", s."foundedPrecision"::text AS "foundedPrecision", s."parentId",
      array(SELECT match_name(o.name) FROM "OtherName" o WHERE o."stakeholderId" = s.id) AS "otherNames",
      array(SELECT match_contact(c.kind, c.value) FROM "ContactPoint" c
        WHERE c."stakeholderId" = s.id AND match_contact(c.kind, c.value) IS NOT NULL) AS contacts,
      array(SELECT m."organizationId" FROM "Membership" m WHERE m."memberId" = s.id) AS "organizationIds",
      array(SELECT m."postId" FROM "Membership" m WHERE m."memberId" = s.id AND m."postId" IS NOT NULL) AS "postIds",
      ${namesakes(Prisma.sql`match_name(s.name)`, Prisma.sql`s.kind`)} AS namesakes
    FROM "Stakeholder" s WHERE s.id = ANY(${ids}::uuid[])`;
}

// Only whether a name is rare or common matters: nobody counts to eight hundred for it.
function namesakes(name: Prisma.Sql, kind: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT count(*)::int FROM (
    SELECT FROM "Stakeholder" n WHERE match_name(n.name) = ${name} AND n.kind = ${kind} LIMIT ${MANY_NAMESAKES + 1}) counted)`;
}

/** The same of one that is about to be registered. */
export async function factsOfInput(
  db: Pick<ReadDatabase, '$queryRaw'>,
  { kind, name, otherNames = [], contactPoints = [], ...input }: z.output<typeof possibleDuplicatesInput>,
): Promise<MatchFacts> {
  const [keys] = await db.$queryRaw<Pick<MatchFacts, 'name' | 'otherNames' | 'contacts' | 'namesakes'>[]>`
    SELECT match_name(${name}) AS name,
      array(SELECT match_name(o) FROM unnest(${otherNames.map((other) => other.name)}::text[]) o) AS "otherNames",
      array(SELECT match_contact(c.kind, c.value)
        FROM unnest(${contactPoints.map((point) => point.kind)}::"ContactPointKind"[], ${contactPoints.map(({ value }) => value)}::text[]) c (kind, value)
        WHERE match_contact(c.kind, c.value) IS NOT NULL) AS contacts,
      ${namesakes(Prisma.sql`match_name(${name})`, Prisma.sql`${kind}::"StakeholderKind"`)} AS namesakes`;
  return {
    kind,
    ...(keys as NonNullable<typeof keys>),
    region: input.region ?? null,
    gender: input.gender ?? null,
    foundedDate: input.founded?.date ?? null,
    foundedPrecision: input.founded?.precision ?? null,
    parentId: input.parentId ?? null,
    organizationIds: [],
    postIds: [],
  };
}

// Of a common name this many are compared, whichever the index gives first; those of the same region or parent have places of their own.
const OF_ONE_KEY = 30;

/** Who shares a key with the facts: each key is looked up in its own index. */
export async function sharingKeys(db: Pick<ReadDatabase, '$queryRaw'>, facts: MatchFacts): Promise<string[]> {
  const names = [...new Set([facts.name, ...facts.otherNames])];
  const kind = Prisma.sql`${facts.kind}::"StakeholderKind"`;
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT found.id FROM unnest(${names}::text[]) AS key (name) CROSS JOIN LATERAL (
      (SELECT s.id FROM "Stakeholder" s WHERE match_name(s.name) = key.name AND s.kind = ${kind} LIMIT ${OF_ONE_KEY})
      UNION (SELECT s.id FROM "Stakeholder" s
        WHERE match_name(s.name) = key.name AND s.kind = ${kind} AND s.region = ${facts.region} LIMIT ${OF_ONE_KEY})
      UNION (SELECT s.id FROM "Stakeholder" s
        WHERE match_name(s.name) = key.name AND s.kind = ${kind} AND s."parentId" = ${facts.parentId}::uuid LIMIT ${OF_ONE_KEY})
      UNION (SELECT o."stakeholderId" FROM "OtherName" o WHERE match_name(o.name) = key.name LIMIT ${OF_ONE_KEY})
    ) found
    UNION
    SELECT found.id FROM unnest(${facts.contacts}::text[]) AS key (contact) CROSS JOIN LATERAL (
      (SELECT c."stakeholderId" AS id FROM "ContactPoint" c WHERE match_contact(c.kind, c.value) = key.contact LIMIT ${OF_ONE_KEY})
      UNION (SELECT c."stakeholderId" FROM "ContactPoint" c JOIN "Stakeholder" s ON s.id = c."stakeholderId"
        WHERE match_contact(c.kind, c.value) = key.contact AND match_name(s.name) = ANY(${names}::text[]) LIMIT ${OF_ONE_KEY})
    ) found`;
  return rows.map(({ id }) => id);
}
