-- What a skilled developer writes over the base tables where lists and relations are not enough. PostGraphile serves the functions as
-- fields; Apollo Server and Pothos call them.
CREATE SCHEMA bench;

-- PostGraphile calls every "id" rowId, and this table has a column of that name.
COMMENT ON COLUMN "MergedRow"."rowId" IS '@name mergedRowId';

CREATE FUNCTION bench.stakeholders_of_category("of" "StakeholderCategory") RETURNS SETOF "Stakeholder" LANGUAGE sql STABLE AS $$
  SELECT * FROM "Stakeholder" WHERE categories @> ARRAY["of"] AND "archivedAt" IS NULL ORDER BY name, id
$$;

-- A participation carries the time of its engagement: the engagements themselves need not be read.
CREATE FUNCTION bench.engagements_by_month(since timestamptz, until timestamptz) RETURNS TABLE (start text, category "StakeholderCategory", engagements int) LANGUAGE sql STABLE AS $$
  SELECT to_char(date_trunc('month', p."occurredAt" AT TIME ZONE 'Asia/Seoul'), 'YYYY-MM-DD'), c.category, count(DISTINCT p."engagementId")::int
  FROM "EngagementStakeholder" p JOIN "Stakeholder" s ON s.id = p."stakeholderId" CROSS JOIN unnest(s.categories) AS c (category)
  WHERE p."occurredAt" >= since AND p."occurredAt" < until GROUP BY 1, 2 ORDER BY 1, 2
$$;

CREATE FUNCTION bench.overdue_commitments(on_day date) RETURNS SETOF "Commitment" LANGUAGE sql STABLE AS $$
  SELECT * FROM "Commitment" WHERE status = 'OPEN' AND "dueDate" < on_day ORDER BY "dueDate", id
$$;

-- Of influence 4 or more as last judged, and not met for so many days: those that were never met come first.
CREATE FUNCTION bench.not_contacted(on_day date, days int) RETURNS TABLE (stakeholder_id uuid, name text, influence int, last_contact_at timestamptz) LANGUAGE sql STABLE AS $$
  SELECT s.id, s.name, judged.influence, contact.at
  FROM (
    SELECT DISTINCT ON ("stakeholderId") "stakeholderId", influence FROM "Assessment" WHERE "policyTaskId" IS NULL AND "assessedOn" <= on_day
    ORDER BY "stakeholderId", "assessedOn" DESC, id DESC
  ) judged
  JOIN "Stakeholder" s ON s.id = judged."stakeholderId" AND s."archivedAt" IS NULL
  LEFT JOIN LATERAL (
    SELECT p."occurredAt" AS at FROM "EngagementStakeholder" p
    WHERE p."stakeholderId" = s.id AND p."occurredAt" < (on_day + 1)::timestamp AT TIME ZONE 'Asia/Seoul' ORDER BY p."occurredAt" DESC LIMIT 1
  ) contact ON TRUE
  WHERE judged.influence >= 4 AND (contact.at IS NULL OR contact.at < (on_day - days)::timestamp AT TIME ZONE 'Asia/Seoul')
  ORDER BY contact.at NULLS FIRST, s.id
$$;

CREATE FUNCTION bench.engagements_about(text text) RETURNS SETOF "Engagement" LANGUAGE sql STABLE AS $$
  SELECT * FROM "Engagement" WHERE subject LIKE '%' || text || '%' ORDER BY "occurredAt" DESC, id DESC
$$;

CREATE FUNCTION bench.stakeholders_named(pattern text) RETURNS SETOF "Stakeholder" LANGUAGE sql STABLE AS $$
  SELECT * FROM "Stakeholder" WHERE name ~ pattern AND "archivedAt" IS NULL ORDER BY name, id
$$;

CREATE FUNCTION bench.experts_in(region text) RETURNS SETOF "Stakeholder" LANGUAGE sql STABLE AS $$
  SELECT * FROM "Stakeholder" s WHERE s.categories @> '{EXPERT}' AND s.kind = 'PERSON' AND s.region = experts_in.region AND s."archivedAt" IS NULL
$$;

CREATE FUNCTION bench.log_engagement(entry json) RETURNS "Engagement" LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  logged "Engagement";
BEGIN
  INSERT INTO "Engagement" (id, "occurredAt", channel, direction, subject, "updatedAt", "enteredById")
  VALUES (gen_random_uuid(), (entry ->> 'occurredAt')::timestamptz, (entry ->> 'channel')::"EngagementChannel",
    (entry ->> 'direction')::"EngagementDirection", entry ->> 'subject', now(), (entry ->> 'enteredById')::uuid)
  RETURNING * INTO logged;
  INSERT INTO "EngagementStakeholder" ("engagementId", "stakeholderId", "occurredAt")
  SELECT logged.id, stakeholder_id::uuid, logged."occurredAt" FROM json_array_elements_text(entry -> 'stakeholderIds') AS stakeholder_id;
  INSERT INTO "EngagementStaff" ("engagementId", "actorId") VALUES (logged.id, logged."enteredById");
  RETURN logged;
END $$;

-- A batch in one statement for each table.
CREATE FUNCTION bench.log_engagements(entries json) RETURNS int LANGUAGE sql VOLATILE AS $$
  WITH given AS MATERIALIZED (
    SELECT gen_random_uuid() AS id, g.* FROM json_to_recordset(entries)
      AS g ("occurredAt" timestamptz, channel "EngagementChannel", direction "EngagementDirection", subject text, "stakeholderIds" uuid[], "enteredById" uuid)
  ),
  logged AS (
    INSERT INTO "Engagement" (id, "occurredAt", channel, direction, subject, "updatedAt", "enteredById")
    SELECT id, "occurredAt", channel, direction, subject, now(), "enteredById" FROM given RETURNING id
  ),
  links AS (
    INSERT INTO "EngagementStakeholder" ("engagementId", "stakeholderId", "occurredAt") SELECT id, unnest("stakeholderIds"), "occurredAt" FROM given
  ),
  staff AS (INSERT INTO "EngagementStaff" ("engagementId", "actorId") SELECT id, "enteredById" FROM given)
  SELECT count(*)::int FROM logged
$$;
