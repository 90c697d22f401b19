-- CreateEnum
CREATE TYPE "TallyPeriod" AS ENUM ('MONTH', 'QUARTER', 'YEAR');

-- CreateEnum
CREATE TYPE "TallyApart" AS ENUM ('ALL', 'CATEGORY', 'CHANNEL');

-- CreateTable
CREATE TABLE "EngagementTally" (
    "apart" "TallyApart" NOT NULL,
    "month" DATE NOT NULL,
    "value" TEXT NOT NULL,
    "slot" INTEGER NOT NULL,
    "toPublic" INTEGER NOT NULL,
    "toInternal" INTEGER NOT NULL,
    "toAll" INTEGER NOT NULL,

    CONSTRAINT "EngagementTally_pkey" PRIMARY KEY ("apart","month","value","slot")
);

-- CreateTable
CREATE TABLE "StakeholderTally" (
    "period" "TallyPeriod" NOT NULL,
    "apart" "TallyApart" NOT NULL,
    "start" DATE NOT NULL,
    "kind" "StakeholderKind" NOT NULL,
    "value" TEXT NOT NULL,
    "slot" INTEGER NOT NULL,
    "toPublic" INTEGER NOT NULL,
    "toInternal" INTEGER NOT NULL,
    "toAll" INTEGER NOT NULL,

    CONSTRAINT "StakeholderTally_pkey" PRIMARY KEY ("period","apart","start","kind","value","slot")
);

-- CreateTable
CREATE TABLE "TalliedEngagement" (
    "engagementId" UUID NOT NULL,
    "month" DATE NOT NULL,
    "channel" "EngagementChannel" NOT NULL,
    "confidentiality" "Confidentiality" NOT NULL,
    "categories" "StakeholderCategory"[],

    CONSTRAINT "TalliedEngagement_pkey" PRIMARY KEY ("engagementId")
);

-- CreateTable
CREATE TABLE "TalliedStakeholder" (
    "stakeholderId" UUID NOT NULL,
    "period" "TallyPeriod" NOT NULL,
    "start" DATE NOT NULL,
    "kind" "StakeholderKind" NOT NULL,
    "categories" "StakeholderCategory"[],
    "seen" BIGINT NOT NULL,
    "added" BIGINT NOT NULL,

    CONSTRAINT "TalliedStakeholder_pkey" PRIMARY KEY ("stakeholderId","period","start")
);

-- CreateTable
CREATE TABLE "EngagementTotal" (
    "confidentiality" "Confidentiality" NOT NULL,
    "channel" "EngagementChannel" NOT NULL,
    "slot" INTEGER NOT NULL,
    "engagements" INTEGER NOT NULL,

    CONSTRAINT "EngagementTotal_pkey" PRIMARY KEY ("confidentiality","channel","slot")
);

-- By hand, from here on. How it works stands in docs/tallies.md.

-- A few rows that are written again and again: with room beside them, the next version of a row lies on the same page and no index changes.
ALTER TABLE "EngagementTally" SET (fillfactor = 25);
ALTER TABLE "StakeholderTally" SET (fillfactor = 25);
ALTER TABLE "EngagementTotal" SET (fillfactor = 25);

-- The month, the quarter and the year of an instant, in Korea.
CREATE FUNCTION tally_periods(instant timestamptz) RETURNS TABLE (period "TallyPeriod", start date) LANGUAGE sql STABLE AS $$
  SELECT period, date_trunc(field, instant AT TIME ZONE 'Asia/Seoul')::date
  FROM (VALUES ('MONTH'::"TallyPeriod", 'month'), ('QUARTER', 'quarter'), ('YEAR', 'year')) AS periods (period, field)
$$;

-- Who sees an engagement of that channel and confidentiality, as bits: a bit for each channel, 20 of them for who reads PUBLIC ones alone, then
-- 20 for who reads INTERNAL ones too, then 20 for who reads all.
CREATE FUNCTION seen_bits(channel "EngagementChannel", confidentiality "Confidentiality") RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT (1::bigint << (array_position(enum_range(NULL::"EngagementChannel"), channel) - 1)) *
    CASE confidentiality WHEN 'PUBLIC' THEN (1::bigint << 40) + (1::bigint << 20) + 1 WHEN 'INTERNAL' THEN (1::bigint << 40) + (1::bigint << 20) ELSE 1::bigint << 40 END
$$;

-- For each table that is kept, a view counts anew what it must hold. Triggers read the first two, for what is changed; a recount compares all.
-- What engagements with stakeholders are to be tallied as.
CREATE VIEW recounted_engagement AS
  SELECT e.id AS "engagementId", date_trunc('month', e."occurredAt" AT TIME ZONE 'Asia/Seoul')::date AS month, e.channel, e.confidentiality,
    array_agg(DISTINCT category ORDER BY category) AS categories
  FROM "Engagement" e JOIN "EngagementStakeholder" p ON p."engagementId" = e.id JOIN "Stakeholder" s ON s.id = p."stakeholderId"
  LEFT JOIN LATERAL unnest(s.categories) AS category ON TRUE
  GROUP BY e.id;

-- What stakeholders are to be tallied as.
CREATE VIEW recounted_stakeholder AS
  SELECT s.id AS "stakeholderId", period, start, s.kind, s.categories, bit_or(seen_bits(e.channel, e.confidentiality)) AS seen, 0::bigint AS added
  FROM "Stakeholder" s JOIN "EngagementStakeholder" p ON p."stakeholderId" = s.id JOIN "Engagement" e ON e.id = p."engagementId"
  CROSS JOIN LATERAL tally_periods(p."occurredAt")
  GROUP BY s.id, period, start;

-- The cells in which an engagement counts, so many times.
CREATE FUNCTION cells_of_engagement(channel "EngagementChannel", confidentiality "Confidentiality", categories "StakeholderCategory"[], times int)
RETURNS TABLE (apart "TallyApart", value text, to_public int, to_internal int, to_all int) LANGUAGE sql STABLE AS $$
  SELECT apart, value, CASE confidentiality WHEN 'PUBLIC' THEN times ELSE 0 END, CASE confidentiality WHEN 'RESTRICTED' THEN 0 ELSE times END, times
  FROM (
    VALUES ('ALL'::"TallyApart", ''), ('CHANNEL', channel::text)
    UNION ALL SELECT 'CATEGORY', coalesce(category::text, '') FROM unnest(categories) AS category
  ) cells (apart, value)
$$;

-- The cells in which a stakeholder counts in a period, so many times.
CREATE FUNCTION cells_of_stakeholder(categories "StakeholderCategory"[], seen bigint, times int)
RETURNS TABLE (apart "TallyApart", value text, to_public int, to_internal int, to_all int) LANGUAGE sql STABLE AS $$
  SELECT apart, value,
    CASE WHEN seen & channels > 0 THEN times ELSE 0 END,
    CASE WHEN seen & (channels << 20) > 0 THEN times ELSE 0 END,
    CASE WHEN seen & (channels << 40) > 0 THEN times ELSE 0 END
  FROM (
    SELECT 'ALL'::"TallyApart", '', (1::bigint << 20) - 1
    UNION ALL SELECT 'CATEGORY', coalesce(category::text, ''), (1::bigint << 20) - 1
      FROM unnest(CASE categories WHEN '{}' THEN ARRAY[NULL::"StakeholderCategory"] ELSE categories END) AS category
    UNION ALL SELECT 'CHANNEL', channel::text, 1::bigint << (position - 1)::int
      FROM unnest(enum_range(NULL::"EngagementChannel")) WITH ORDINALITY AS channels (channel, position)
  ) cells (apart, value, channels)
  WHERE seen & (channels << 40) > 0
$$;

CREATE VIEW recounted_engagement_tally AS
  SELECT apart, month, value, 0 AS slot, sum(to_public)::int AS "toPublic", sum(to_internal)::int AS "toInternal", sum(to_all)::int AS "toAll"
  FROM recounted_engagement e CROSS JOIN LATERAL cells_of_engagement(e.channel, e.confidentiality, e.categories, 1)
  GROUP BY apart, month, value;

CREATE VIEW recounted_stakeholder_tally AS
  SELECT period, apart, start, kind, value, 0 AS slot, sum(to_public)::int AS "toPublic", sum(to_internal)::int AS "toInternal", sum(to_all)::int AS "toAll"
  FROM recounted_stakeholder s CROSS JOIN LATERAL cells_of_stakeholder(s.categories, s.seen, 1)
  GROUP BY period, apart, start, kind, value;

CREATE VIEW recounted_total AS
  SELECT confidentiality, channel, 0 AS slot, count(*)::int AS engagements FROM "Engagement" GROUP BY confidentiality, channel;

-- The slot of this transaction: the first that no other one holds until it ends. A slot is one writer's, so that nobody waits for anybody, and
-- there are as many as there were ever writers at the same time.
CREATE FUNCTION tally_slot() RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  slot int := 0;
BEGIN
  WHILE NOT pg_try_advisory_xact_lock(hashtext('EngagementTally'), slot) LOOP
    slot := slot + 1;
  END LOOP;
  RETURN slot;
END $$;

-- Tallies engagements anew: what they were tallied as is taken back. Doing it twice is doing it once, so that it does not matter which of
-- several triggers of a statement comes first.
CREATE FUNCTION tally_engagements(ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  own_slot int := tally_slot();
  -- Others who tally one of them wait here, and then read what was written meanwhile.
  earlier "TalliedEngagement"[] := ARRAY(SELECT t FROM "TalliedEngagement" t WHERE t."engagementId" = ANY (ids) ORDER BY t."engagementId" FOR UPDATE);
BEGIN
  WITH before AS MATERIALIZED (SELECT * FROM unnest(earlier)),
  after AS MATERIALIZED (SELECT * FROM recounted_engagement WHERE "engagementId" = ANY (ids)),
  come AS (
    INSERT INTO "TalliedEngagement" AS t TABLE after
    ON CONFLICT ("engagementId") DO UPDATE SET month = excluded.month, channel = excluded.channel,
      confidentiality = excluded.confidentiality, categories = excluded.categories
    WHERE t IS DISTINCT FROM excluded
  ), gone AS (
    DELETE FROM "TalliedEngagement" t USING before b
    WHERE t."engagementId" = b."engagementId" AND NOT EXISTS (SELECT FROM after a WHERE a."engagementId" = b."engagementId")
  )
  INSERT INTO "EngagementTally" AS t
  SELECT apart, month, value, own_slot, sum(to_public), sum(to_internal), sum(to_all)
  FROM (SELECT *, 1 AS times FROM after UNION ALL SELECT *, -1 FROM before) e
  CROSS JOIN LATERAL cells_of_engagement(channel, confidentiality, categories, times)
  GROUP BY apart, month, value
  HAVING sum(to_public) <> 0 OR sum(to_internal) <> 0 OR sum(to_all) <> 0
  ON CONFLICT (apart, month, value, slot) DO UPDATE SET
    "toPublic" = t."toPublic" + excluded."toPublic", "toInternal" = t."toInternal" + excluded."toInternal", "toAll" = t."toAll" + excluded."toAll";
END $$;

-- Writes what stakeholders are tallied as now instead of what they were before.
CREATE FUNCTION retally_stakeholders(before "TalliedStakeholder"[], after "TalliedStakeholder"[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  own_slot int := tally_slot();
BEGIN
  INSERT INTO "StakeholderTally" AS t
  SELECT period, apart, start, kind, value, own_slot, sum(to_public), sum(to_internal), sum(to_all)
  FROM (SELECT *, 1 AS times FROM unnest(after) UNION ALL SELECT *, -1 FROM unnest(before)) s
  CROSS JOIN LATERAL cells_of_stakeholder(categories, seen, times)
  GROUP BY period, apart, start, kind, value
  HAVING sum(to_public) <> 0 OR sum(to_internal) <> 0 OR sum(to_all) <> 0
  ON CONFLICT (period, apart, start, kind, value, slot) DO UPDATE SET
    "toPublic" = t."toPublic" + excluded."toPublic", "toInternal" = t."toInternal" + excluded."toInternal", "toAll" = t."toAll" + excluded."toAll";
END $$;

-- Tallies stakeholders anew in the years that begin on these days.
CREATE FUNCTION tally_stakeholders(ids uuid[], years date[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  before "TalliedStakeholder"[];
  after "TalliedStakeholder"[];
BEGIN
  -- Whoever enters an engagement with one of them holds a lock on them because of the foreign key: those are waited for, and wait.
  PERFORM FROM "Stakeholder" WHERE id = ANY (ids) ORDER BY id FOR UPDATE;
  before := ARRAY(SELECT t FROM "TalliedStakeholder" t WHERE "stakeholderId" = ANY (ids) AND date_trunc('year', start)::date = ANY (years));
  after := ARRAY(SELECT row(v.*)::"TalliedStakeholder" FROM recounted_stakeholder v WHERE "stakeholderId" = ANY (ids) AND date_trunc('year', start)::date = ANY (years));
  DELETE FROM "TalliedStakeholder" t USING unnest(before) b WHERE (t."stakeholderId", t.period, t.start) = (b."stakeholderId", b.period, b.start);
  INSERT INTO "TalliedStakeholder" SELECT * FROM unnest(after);
  PERFORM retally_stakeholders(before, after);
END $$;

-- Participations that are entered. As nothing goes, nothing is read but what is there now, and most often nothing is written of a
-- stakeholder: they were seen in the period and in the channel already.
CREATE FUNCTION tally_participations_entered() RETURNS trigger LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  unseen "TalliedStakeholder"[] := ARRAY(
    SELECT row(p."stakeholderId", period, start, NULL, NULL, seen_bits(e.channel, e.confidentiality), 0)::"TalliedStakeholder"
    FROM entered p JOIN "Engagement" e ON e.id = p."engagementId" CROSS JOIN LATERAL tally_periods(p."occurredAt")
    LEFT JOIN "TalliedStakeholder" t USING ("stakeholderId", period, start)
    WHERE t.seen IS NULL OR seen_bits(e.channel, e.confidentiality) & ~t.seen <> 0);
  added "TalliedStakeholder"[];
BEGIN
  IF unseen <> '{}' THEN
    WITH written AS (
      INSERT INTO "TalliedStakeholder" AS t
      SELECT u."stakeholderId", u.period, u.start, s.kind, s.categories, bit_or(u.seen), bit_or(u.seen) FROM unnest(unseen) u JOIN "Stakeholder" s ON s.id = u."stakeholderId"
      GROUP BY u."stakeholderId", u.period, u.start, s.kind, s.categories ORDER BY u."stakeholderId", u.period, u.start
      ON CONFLICT ("stakeholderId", period, start) DO UPDATE SET seen = t.seen | excluded.seen, added = excluded.seen & ~t.seen
      RETURNING *
    )
    SELECT array_agg(written) INTO added FROM written;
    PERFORM retally_stakeholders(ARRAY(SELECT row("stakeholderId", period, start, kind, categories, seen & ~a.added, 0)::"TalliedStakeholder" FROM unnest(added) a), added);
  END IF;
  PERFORM tally_engagements(ARRAY(SELECT DISTINCT "engagementId" FROM entered));
  RETURN NULL;
END $$;

CREATE FUNCTION tally_participations_changed() RETURNS trigger LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  touched record;
BEGIN
  IF TG_OP = 'DELETE' THEN
    SELECT array_agg("engagementId") AS engagements, array_agg("stakeholderId") AS stakeholders, array_agg(year) AS years INTO touched
    FROM (SELECT "engagementId", "stakeholderId", date_trunc('year', "occurredAt" AT TIME ZONE 'Asia/Seoul')::date AS year FROM gone) changes;
  ELSE
    WITH before AS (SELECT "engagementId", "stakeholderId", date_trunc('month', "occurredAt" AT TIME ZONE 'Asia/Seoul') AS month FROM gone),
    after AS (SELECT "engagementId", "stakeholderId", date_trunc('month', "occurredAt" AT TIME ZONE 'Asia/Seoul') AS month FROM come)
    SELECT array_agg("engagementId") AS engagements, array_agg("stakeholderId") AS stakeholders, array_agg(date_trunc('year', month)::date) AS years INTO touched
    FROM ((TABLE before EXCEPT TABLE after) UNION ALL (TABLE after EXCEPT TABLE before)) changes;
  END IF;
  IF touched.engagements IS NOT NULL THEN
    PERFORM tally_stakeholders(touched.stakeholders, touched.years);
    PERFORM tally_engagements(touched.engagements);
  END IF;
  RETURN NULL;
END $$;

-- An engagement gets another channel or confidentiality. Its time reaches the participations.
CREATE FUNCTION tally_engagements_changed() RETURNS trigger LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  changed uuid[] := ARRAY(SELECT id FROM (SELECT id, channel, confidentiality FROM come EXCEPT SELECT id, channel, confidentiality FROM gone) changes);
  touched record;
BEGIN
  IF changed <> '{}' THEN
    SELECT coalesce(array_agg("stakeholderId"), '{}') AS stakeholders,
      coalesce(array_agg(date_trunc('year', "occurredAt" AT TIME ZONE 'Asia/Seoul')::date), '{}') AS years INTO touched
    FROM "EngagementStakeholder" WHERE "engagementId" = ANY (changed);
    PERFORM tally_stakeholders(touched.stakeholders, touched.years);
    PERFORM tally_engagements(changed);
  END IF;
  RETURN NULL;
END $$;

-- A stakeholder gets other categories. Engagements that are being entered with them are waited for, and others wait: they lock the
-- stakeholder because of the foreign key.
CREATE FUNCTION keep_from_tallying() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM "Stakeholder" WHERE id = NEW.id FOR UPDATE;
  RETURN NEW;
END $$;

CREATE FUNCTION tally_stakeholders_changed() RETURNS trigger LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  changed uuid[] := ARRAY(SELECT id FROM (SELECT id, categories FROM come EXCEPT SELECT id, categories FROM gone) changes);
  touched record;
BEGIN
  SELECT array_agg("stakeholderId") AS stakeholders, array_agg(start) AS years INTO touched
  FROM "TalliedStakeholder" WHERE "stakeholderId" = ANY (changed) AND period = 'YEAR';
  IF touched.stakeholders IS NOT NULL THEN
    PERFORM tally_stakeholders(touched.stakeholders, touched.years);
    PERFORM tally_engagements(ARRAY(SELECT DISTINCT "engagementId" FROM "EngagementStakeholder" WHERE "stakeholderId" = ANY (changed)));
  END IF;
  RETURN NULL;
END $$;

-- How many engagements there are, with and without stakeholders.
CREATE FUNCTION count_engagements() RETURNS trigger LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  own_slot int := tally_slot();
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO "EngagementTotal" AS t SELECT confidentiality, channel, own_slot, count(*) FROM come GROUP BY 1, 2
    ON CONFLICT (confidentiality, channel, slot) DO UPDATE SET engagements = t.engagements + excluded.engagements;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO "EngagementTotal" AS t SELECT confidentiality, channel, own_slot, -count(*) FROM gone GROUP BY 1, 2
    ON CONFLICT (confidentiality, channel, slot) DO UPDATE SET engagements = t.engagements + excluded.engagements;
  ELSE
    INSERT INTO "EngagementTotal" AS t
    SELECT confidentiality, channel, own_slot, sum(times) FROM (
      SELECT confidentiality, channel, 1 AS times FROM come UNION ALL SELECT confidentiality, channel, -1 FROM gone
    ) changes GROUP BY 1, 2 HAVING sum(times) <> 0
    ON CONFLICT (confidentiality, channel, slot) DO UPDATE SET engagements = t.engagements + excluded.engagements;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "EngagementStakeholder_tally_insert" AFTER INSERT ON "EngagementStakeholder"
  REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION tally_participations_entered();
CREATE TRIGGER "EngagementStakeholder_tally_update" AFTER UPDATE ON "EngagementStakeholder"
  REFERENCING OLD TABLE AS gone NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION tally_participations_changed();
CREATE TRIGGER "EngagementStakeholder_tally_delete" AFTER DELETE ON "EngagementStakeholder"
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION tally_participations_changed();
CREATE TRIGGER "Engagement_tally_update" AFTER UPDATE ON "Engagement"
  REFERENCING OLD TABLE AS gone NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION tally_engagements_changed();
CREATE TRIGGER "Stakeholder_tally_lock" BEFORE UPDATE ON "Stakeholder"
  FOR EACH ROW WHEN (OLD.categories IS DISTINCT FROM NEW.categories) EXECUTE FUNCTION keep_from_tallying();
CREATE TRIGGER "Stakeholder_tally_update" AFTER UPDATE ON "Stakeholder"
  REFERENCING OLD TABLE AS gone NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION tally_stakeholders_changed();
CREATE TRIGGER "Engagement_count_insert" AFTER INSERT ON "Engagement"
  REFERENCING NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION count_engagements();
CREATE TRIGGER "Engagement_count_update" AFTER UPDATE ON "Engagement"
  REFERENCING OLD TABLE AS gone NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION count_engagements();
CREATE TRIGGER "Engagement_count_delete" AFTER DELETE ON "Engagement"
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION count_engagements();

-- What is there already.
INSERT INTO "TalliedEngagement" SELECT * FROM recounted_engagement;
INSERT INTO "TalliedStakeholder" SELECT * FROM recounted_stakeholder;
INSERT INTO "EngagementTally" SELECT * FROM recounted_engagement_tally;
INSERT INTO "StakeholderTally" SELECT * FROM recounted_stakeholder_tally;
INSERT INTO "EngagementTotal" SELECT * FROM recounted_total;
