import { v7 as newId } from 'uuid';
import { rowsSql, type EntryParts, type Found } from '../entry-statement.js';
import { Prisma } from '../generated/prisma/client.js';

/** Who took part in an engagement and what it touched, to be entered: topics by name. What is left out is not touched. */
export interface NewLinks {
  readonly engagementId: string;
  readonly occurredAt: Date;
  readonly stakeholderIds?: readonly string[] | undefined;
  readonly staffIds?: readonly string[] | undefined;
  readonly topics?: readonly string[] | undefined;
  readonly policyTaskIds?: readonly string[] | undefined;
}

/** What enters the links of engagements. */
export function linkParts(engagements: readonly NewLinks[]): Partial<EntryParts>[] {
  const rowsOf = <Row>(rows: (links: NewLinks) => readonly Row[] | undefined) => engagements.flatMap((links) => rows(links) ?? []);
  const stakeholders = rowsOf(({ engagementId, occurredAt, stakeholderIds }) =>
    stakeholderIds?.map((stakeholderId) => ({ engagementId, occurredAt, stakeholderId })),
  );
  const staff = rowsOf(({ engagementId, staffIds }) => staffIds?.map((actorId) => ({ engagementId, actorId })));
  const policyTasks = rowsOf(({ engagementId, occurredAt, policyTaskIds }) =>
    policyTaskIds?.map((policyTaskId) => ({ engagementId, occurredAt, policyTaskId })),
  );
  const topics = rowsOf(({ engagementId, topics: names }) => names?.map((name) => ({ engagementId, name })));
  return [
    stakeholders.length === 0 ? {} : { writes: [stakeholdersSql(stakeholders)] },
    staff.length === 0 ? {} : { writes: [staffSql(staff)] },
    policyTasks.length === 0 ? {} : { writes: [policyTasksSql(policyTasks)] },
    topics.length === 0 ? {} : topicParts(topics),
  ];
}

/** The ids of the topics of an engagement that was entered, by name. */
export function topicIdsIn(found: Found, engagementId: string, topics: readonly string[]): string[] {
  return topics.map((_, index) => found(`topic ${engagementId} ${index + 1}`) as string);
}

const ofEntered = Prisma.sql`"engagementId" IN (SELECT "id" FROM "entering")`;

// In the order of their ids, in which all lock stakeholders who lock more than one: so nobody waits for somebody who waits for them.
function stakeholdersSql(rows: readonly object[]): Prisma.Sql {
  return Prisma.sql`"stakeholders" AS (
    INSERT INTO "EngagementStakeholder" ("engagementId", "occurredAt", "stakeholderId")
    SELECT "engagementId", "occurredAt", "stakeholderId"
    FROM json_populate_recordset(NULL::"EngagementStakeholder", ${rowsSql(rows)}) WHERE ${ofEntered} ORDER BY "stakeholderId")`;
}

function staffSql(rows: readonly object[]): Prisma.Sql {
  return Prisma.sql`"staff" AS (
    INSERT INTO "EngagementStaff" ("engagementId", "actorId")
    SELECT "engagementId", "actorId" FROM json_populate_recordset(NULL::"EngagementStaff", ${rowsSql(rows)}) WHERE ${ofEntered})`;
}

function policyTasksSql(rows: readonly object[]): Prisma.Sql {
  return Prisma.sql`"policyTasks" AS (
    INSERT INTO "EngagementPolicyTask" ("engagementId", "occurredAt", "policyTaskId")
    SELECT "engagementId", "occurredAt", "policyTaskId"
    FROM json_populate_recordset(NULL::"EngagementPolicyTask", ${rowsSql(rows)}) WHERE ${ofEntered})`;
}

/**
 * Topics that are not there yet are made, in alphabetical order, so that two statements that make the same ones wait for each other instead
 * of locking each other out. One that another statement has made since this one began is not seen by it; the update, which changes
 * nothing, is told its id.
 */
function topicParts(rows: readonly { readonly name: string }[]): Partial<EntryParts> {
  const names = [...new Set(rows.map(({ name }) => name))];
  const created = names.map((name) => ({ id: newId(), name }));
  return {
    writes: [
      Prisma.sql`"named" AS (
        SELECT "engagementId", "name" FROM json_to_recordset(${rowsSql(rows)}) AS given("engagementId" uuid, "name" text) WHERE ${ofEntered})`,
      Prisma.sql`"known" AS (SELECT "id", "name" FROM "Topic" WHERE "name" = ANY (${names}::text[]))`,
      Prisma.sql`"made" AS (
        INSERT INTO "Topic" ("id", "name")
        SELECT "id", "name" FROM json_populate_recordset(NULL::"Topic", ${rowsSql(created)})
        WHERE "name" IN (SELECT "name" FROM "named") AND "name" NOT IN (SELECT "name" FROM "known") ORDER BY "name"
        ON CONFLICT ("name") DO UPDATE SET "name" = excluded."name" RETURNING "id", "name")`,
      Prisma.sql`"topics" AS (
        SELECT "engagementId", "id", row_number() OVER (PARTITION BY "engagementId" ORDER BY "name") AS "place"
        FROM "named" JOIN (SELECT * FROM "known" UNION ALL SELECT * FROM "made") AS either USING ("name"))`,
      Prisma.sql`"topicLinks" AS (
        INSERT INTO "EngagementTopic" ("engagementId", "topicId") SELECT "engagementId", "id" FROM "topics")`,
    ],
    found: [Prisma.sql`SELECT 'topic ' || "engagementId" || ' ' || "place" AS "key", to_json("id")::text AS "value" FROM "topics"`],
  };
}
