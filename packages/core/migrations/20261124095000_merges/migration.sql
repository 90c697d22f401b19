-- CreateEnum
CREATE TYPE "DuplicateReason" AS ENUM ('SAME_NAME', 'SAME_NAME_AS_OTHER_NAME', 'SIMILAR_NAME', 'SAME_MOBILE', 'SAME_PHONE', 'SAME_EMAIL', 'SAME_WEB', 'SAME_ORGANIZATION', 'SAME_POST', 'SAME_PARENT', 'SAME_REGION', 'SAME_FOUNDING', 'DIFFERENT_GENDER', 'DIFFERENT_MOBILE', 'DIFFERENT_PARENT', 'DIFFERENT_REGION', 'DIFFERENT_FOUNDING');

-- CreateEnum
CREATE TYPE "MergedRowAction" AS ENUM ('MOVED', 'DROPPED', 'ADDED');

-- CreateTable
CREATE TABLE "DuplicatePair" (
    "firstId" UUID NOT NULL,
    "secondId" UUID NOT NULL,
    "score" SMALLINT NOT NULL,
    "evidence" JSONB NOT NULL,

    CONSTRAINT "DuplicatePair_pkey" PRIMARY KEY ("firstId","secondId")
);

-- CreateTable
CREATE TABLE "DuplicateDismissal" (
    "id" UUID NOT NULL,
    "firstId" UUID NOT NULL,
    "secondId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "enteredById" UUID NOT NULL,
    "enteredForId" UUID,
    "sourceId" UUID,

    CONSTRAINT "DuplicateDismissal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DuplicateScan" (
    "id" UUID NOT NULL,
    "stakeholders" INTEGER NOT NULL,
    "compared" INTEGER NOT NULL,
    "found" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "enteredById" UUID NOT NULL,
    "enteredForId" UUID,
    "sourceId" UUID,

    CONSTRAINT "DuplicateScan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StakeholderMerge" (
    "id" UUID NOT NULL,
    "sequence" SERIAL NOT NULL,
    "mergedId" UUID NOT NULL,
    "mergedName" TEXT NOT NULL,
    "keptId" UUID NOT NULL,
    "survivorId" UUID,
    "reason" TEXT NOT NULL,
    "fieldsBefore" JSONB NOT NULL,
    "fieldsAfter" JSONB NOT NULL,
    "undoneAt" TIMESTAMPTZ(3),
    "undoneReason" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "enteredById" UUID NOT NULL,
    "enteredForId" UUID,
    "sourceId" UUID,

    CONSTRAINT "StakeholderMerge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MergedRow" (
    "id" SERIAL NOT NULL,
    "mergeId" UUID NOT NULL,
    "action" "MergedRowAction" NOT NULL,
    "table" TEXT NOT NULL,
    "column" TEXT NOT NULL,
    "rowId" UUID NOT NULL,
    "standsFor" UUID,
    "row" JSONB,

    CONSTRAINT "MergedRow_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "DuplicatePair_score_firstId_secondId_idx" ON "DuplicatePair"("score" DESC, "firstId" DESC, "secondId" DESC);

-- CreateIndex
CREATE INDEX "DuplicatePair_secondId_idx" ON "DuplicatePair"("secondId");

-- CreateIndex
CREATE INDEX "DuplicateDismissal_firstId_idx" ON "DuplicateDismissal"("firstId");

-- CreateIndex
CREATE INDEX "DuplicateDismissal_secondId_idx" ON "DuplicateDismissal"("secondId");

-- CreateIndex
CREATE INDEX "DuplicateScan_createdAt_id_idx" ON "DuplicateScan"("createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "StakeholderMerge_sequence_key" ON "StakeholderMerge"("sequence");

-- CreateIndex
CREATE INDEX "StakeholderMerge_survivorId_idx" ON "StakeholderMerge"("survivorId");

-- CreateIndex
CREATE INDEX "StakeholderMerge_createdAt_id_idx" ON "StakeholderMerge"("createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "MergedRow_mergeId_id_idx" ON "MergedRow"("mergeId", "id");

-- CreateIndex
CREATE INDEX "MergedRow_table_rowId_idx" ON "MergedRow"("table", "rowId");

-- CreateIndex
CREATE INDEX "MergedRow_standsFor_idx" ON "MergedRow"("standsFor");

-- CreateIndex
CREATE INDEX "AgendaItem_proposerId_idx" ON "AgendaItem"("proposerId");

-- CreateIndex
CREATE INDEX "Attendance_proxyId_idx" ON "Attendance"("proxyId");

-- CreateIndex
CREATE INDEX "Meeting_hostId_idx" ON "Meeting"("hostId");

-- AddForeignKey
ALTER TABLE "DuplicatePair" ADD CONSTRAINT "DuplicatePair_firstId_fkey" FOREIGN KEY ("firstId") REFERENCES "Stakeholder"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DuplicatePair" ADD CONSTRAINT "DuplicatePair_secondId_fkey" FOREIGN KEY ("secondId") REFERENCES "Stakeholder"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DuplicateDismissal" ADD CONSTRAINT "DuplicateDismissal_firstId_fkey" FOREIGN KEY ("firstId") REFERENCES "Stakeholder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DuplicateDismissal" ADD CONSTRAINT "DuplicateDismissal_secondId_fkey" FOREIGN KEY ("secondId") REFERENCES "Stakeholder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DuplicateDismissal" ADD CONSTRAINT "DuplicateDismissal_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DuplicateDismissal" ADD CONSTRAINT "DuplicateDismissal_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DuplicateDismissal" ADD CONSTRAINT "DuplicateDismissal_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DuplicateScan" ADD CONSTRAINT "DuplicateScan_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DuplicateScan" ADD CONSTRAINT "DuplicateScan_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DuplicateScan" ADD CONSTRAINT "DuplicateScan_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StakeholderMerge" ADD CONSTRAINT "StakeholderMerge_survivorId_fkey" FOREIGN KEY ("survivorId") REFERENCES "Stakeholder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StakeholderMerge" ADD CONSTRAINT "StakeholderMerge_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StakeholderMerge" ADD CONSTRAINT "StakeholderMerge_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StakeholderMerge" ADD CONSTRAINT "StakeholderMerge_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MergedRow" ADD CONSTRAINT "MergedRow_mergeId_fkey" FOREIGN KEY ("mergeId") REFERENCES "StakeholderMerge"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- From here on written by hand: what a Prisma schema cannot say.

-- Duplicates are looked for by keys, each with its index. The key of a name: composed, in small letters, without legal forms,
-- titles, blanks and punctuation, so that ㈜ 인천관광 and 인천관광 주식회사 have the same.
CREATE FUNCTION match_name(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT coalesce(
    nullif(regexp_replace(regexp_replace(regexp_replace(lower(normalize(name, NFKC)),
      '\((사|재|주|유|합|학|의|복|사단|재단)\)|사단법인|재단법인|사회복지법인|학교법인|의료법인|주식회사|유한회사|[ ,]+(co\.,? *ltd|ltd|inc|corp|llc)\.?$', '', 'g'),
      '^([가-힣]{2,4}) +(님|씨|의원|위원장|위원|회장|대표|교수|박사|선생|선생님)$|^([가-힣]{3,4})님$', '\1\3'),
      '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u303f\u30fb\u318d\u119e]', '', 'g'), ''),
    name)
$$;

-- The key of a contact point: the last eight digits of a telephone number, mobile ones apart, or an e-mail or web address. None for what
-- many share, such as 120, and for addresses, which are written in too many ways.
CREATE FUNCTION match_contact(kind "ContactPointKind", value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE
    WHEN kind IN ('PHONE', 'MOBILE') THEN (
      SELECT CASE WHEN length(digits) >= 8 THEN CASE WHEN digits LIKE '01%' THEN 'mobile:' ELSE 'phone:' END || right(digits, 8) END
      FROM regexp_replace(regexp_replace(regexp_replace(lower(value), '(ext|내선|#).*$', ''), '[^0-9]', '', 'g'), '^82', '0') digits)
    WHEN kind = 'EMAIL' THEN 'email:' || lower(value)
    WHEN kind = 'WEB' THEN 'web:' || regexp_replace(lower(value), '^https?://(www\.)?|/+$', '', 'g')
  END
$$;

CREATE INDEX "Stakeholder_match_name_idx" ON "Stakeholder" (match_name(name), kind, region);
CREATE INDEX "OtherName_match_name_idx" ON "OtherName" (match_name(name));
CREATE INDEX "ContactPoint_match_contact_idx" ON "ContactPoint" (match_contact(kind, value)) WHERE match_contact(kind, value) IS NOT NULL;

ALTER TABLE "DuplicatePair"
  ADD CONSTRAINT "DuplicatePair_in_order" CHECK ("firstId" < "secondId"),
  ADD CONSTRAINT "DuplicatePair_score_to_100" CHECK (score BETWEEN 0 AND 100);
ALTER TABLE "DuplicateDismissal" ADD CONSTRAINT "DuplicateDismissal_of_two" CHECK ("firstId" <> "secondId");
CREATE UNIQUE INDEX "DuplicateDismissal_once" ON "DuplicateDismissal" (least("firstId", "secondId"), greatest("firstId", "secondId"));

-- Merges. The merged stakeholder's row is taken out and kept in MergedRow, so that the foreign keys themselves refuse whatever would
-- refer to it, at any moment and from any table.
ALTER TABLE "StakeholderMerge"
  ADD CONSTRAINT "StakeholderMerge_of_two" CHECK ("mergedId" <> "keptId"),
  ADD CONSTRAINT "StakeholderMerge_stands_or_is_undone" CHECK (("survivorId" IS NULL) = ("undoneAt" IS NOT NULL)),
  ADD CONSTRAINT "StakeholderMerge_reason_of_undoing" CHECK (("undoneReason" IS NULL) = ("undoneAt" IS NULL));
CREATE UNIQUE INDEX "StakeholderMerge_merged_once" ON "StakeholderMerge" ("mergedId") WHERE "survivorId" IS NOT NULL;
ALTER TABLE "MergedRow"
  ADD CONSTRAINT "MergedRow_dropped_is_kept" CHECK ((action = 'DROPPED') = ("row" IS NOT NULL)),
  ADD CONSTRAINT "MergedRow_stands_for_dropped" CHECK (action = 'DROPPED' OR "standsFor" IS NULL);

-- The stakeholder that an id stands for: itself, or whom it was merged into.
CREATE FUNCTION present_stakeholder(id uuid) RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce((SELECT "survivorId" FROM "StakeholderMerge" WHERE "mergedId" = $1 AND "survivorId" IS NOT NULL), $1)
$$;

-- Every id that stands for the same stakeholder.
CREATE FUNCTION ids_of_stakeholder(id uuid) RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT array_prepend(present_stakeholder($1), array(SELECT "mergedId" FROM "StakeholderMerge" WHERE "survivorId" = present_stakeholder($1)))
$$;

-- What is written once may still be moved from one stakeholder to another by a merge: a trigger names the columns that may.
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND TG_NARGS > 0 THEN
    IF to_jsonb(OLD) - TG_ARGV = to_jsonb(NEW) - TG_ARGV THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION USING ERRCODE = 'check_violation',
    MESSAGE = format('%s on "%s" violates check constraint "written_once"', TG_OP, TG_TABLE_NAME);
END $$;
DROP TRIGGER "Assessment_written_once" ON "Assessment";
CREATE TRIGGER "Assessment_written_once" BEFORE UPDATE ON "Assessment" FOR EACH ROW EXECUTE FUNCTION refuse_change('stakeholderId');
DROP TRIGGER "Stance_written_once" ON "Stance";
CREATE TRIGGER "Stance_written_once" BEFORE UPDATE ON "Stance" FOR EACH ROW EXECUTE FUNCTION refuse_change('stakeholderId');

-- What identifies a row beside a column that refers to a stakeholder: the rest of its primary key.
CREATE FUNCTION merge_key_of("table" text, "column" text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT a.attname::text FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
  WHERE i.indrelid = format('%I', $1)::regclass AND i.indisprimary ORDER BY a.attname = $2 LIMIT 1
$$;

-- Rows of the one that say what a row of the other says, where they cannot both stand: all other columns of a unique key agree.
-- `same`: they agree in everything but how they were entered.
CREATE FUNCTION merge_twins("table" text, "column" text, gone uuid, kept uuid)
RETURNS TABLE ("rowId" uuid, "standsFor" uuid, same boolean, "row" jsonb) LANGUAGE plpgsql STABLE AS $$
DECLARE
  agreed text;
  own text[] := ARRAY['id', "column", 'createdAt', 'updatedAt', 'version', 'enteredById', 'enteredForId', 'sourceId'];
BEGIN
  FOR agreed IN
    SELECT string_agg(format('g.%1$I = k.%1$I', a.attname), ' AND ')
    FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
    WHERE i.indrelid = format('%I', $1)::regclass AND i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL
    GROUP BY i.indexrelid, i.indnatts
    HAVING bool_or(a.attname = $2) AND count(*) > 1
  LOOP
    -- The column itself is where the two differ.
    agreed := replace(agreed, format('g.%1$I = k.%1$I', $2), 'TRUE');
    RETURN QUERY EXECUTE format(
      'SELECT g.%1$I, k.%1$I, to_jsonb(g) - $3 = to_jsonb(k) - $3, to_jsonb(g) FROM %2$I g JOIN %2$I k ON %3$s WHERE g.%4$I = $1 AND k.%4$I = $2',
      merge_key_of($1, $2), $1, agreed, $2) USING gone, kept, own;
  END LOOP;
END $$;

-- Takes out a row of a stakeholder and keeps it.
CREATE FUNCTION merge_drop(merge uuid, owner uuid, "table" text, "column" text, row_id uuid, stands_for uuid)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format(
    'WITH gone AS (DELETE FROM %1$I t WHERE t.%3$I = $2 AND t.%2$I = $3 RETURNING to_jsonb(t) AS kept)
     INSERT INTO "MergedRow" ("mergeId", action, "table", "column", "rowId", "standsFor", "row")
     SELECT $1, ''DROPPED'', %1$L, %2$L, $2, $4, kept FROM gone',
    "table", "column", merge_key_of("table", "column")) USING merge, row_id, owner, stands_for;
END $$;

-- Points the rows that a merge moved from one stakeholder to another.
CREATE FUNCTION merge_repoint(merge uuid, "table" text, "column" text, from_id uuid, to_id uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  seats uuid[];
BEGIN
  -- Who sits by virtue of a post holds it: until both have moved, such a seat stands without a member.
  IF "table" = 'Membership' AND "column" = 'memberId' THEN
    SELECT array_agg(m.id) INTO seats FROM "Membership" m JOIN "MergedRow" r ON r."rowId" = m.id
    WHERE r."mergeId" = merge AND r.action = 'MOVED' AND r."table" = $2 AND r."column" = $3
      AND m."memberId" = from_id AND m."exOfficioPostId" IS NOT NULL;
    UPDATE "Membership" SET "memberId" = NULL WHERE id = ANY (seats);
  END IF;
  EXECUTE format(
    'UPDATE %1$I t SET %2$I = $3 FROM "MergedRow" r
     WHERE r."mergeId" = $1 AND r.action = ''MOVED'' AND r."table" = %1$L AND r."column" = %2$L AND t.%3$I = r."rowId" AND t.%2$I = $2',
    "table", "column", merge_key_of("table", "column")) USING merge, from_id, to_id;
  UPDATE "Membership" SET "memberId" = to_id WHERE id = ANY (seats) AND "postId" IS NOT NULL;
  UPDATE "Membership" SET "memberId" = to_id WHERE id = ANY (seats) AND "postId" IS NULL;
END $$;

-- Moves everything of the merged stakeholder in one column to the survivor, and keeps what was moved.
CREATE FUNCTION merge_move(merge uuid, "table" text, "column" text, gone uuid, kept uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  moved int;
BEGIN
  EXECUTE format(
    'INSERT INTO "MergedRow" ("mergeId", action, "table", "column", "rowId") SELECT $1, ''MOVED'', %1$L, %2$L, t.%3$I FROM %1$I t WHERE t.%2$I = $2',
    "table", "column", merge_key_of("table", "column")) USING merge, gone;
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved > 0 THEN
    PERFORM merge_repoint(merge, "table", "column", gone, kept);
  END IF;
END $$;

-- How many rows refer to a stakeholder in a column.
CREATE FUNCTION merge_count("table" text, "column" text, id uuid) RETURNS int LANGUAGE plpgsql STABLE AS $$
DECLARE
  total int;
BEGIN
  EXECUTE format('SELECT count(*) FROM %I WHERE %I = $1', "table", "column") INTO total USING id;
  RETURN total;
END $$;

-- Whom a restored row refers to, where the one it named was itself merged since: those merges have moved this row too, and give it back.
CREATE FUNCTION merge_present("table" text, "column" text, row_id uuid, named uuid) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
  later "StakeholderMerge"%ROWTYPE;
BEGIN
  WHILE named IS NOT NULL AND NOT EXISTS (SELECT FROM "Stakeholder" s WHERE s.id = named) LOOP
    SELECT * INTO later FROM "StakeholderMerge" m WHERE m."mergedId" = named AND m."survivorId" IS NOT NULL;
    IF FOUND THEN
      INSERT INTO "MergedRow" ("mergeId", action, "table", "column", "rowId") VALUES (later.id, 'MOVED', "table", "column", row_id);
    END IF;
    named := later."keptId";
  END LOOP;
  RETURN named;
END $$;

-- Puts a dropped row back, unless the row that stands for it was taken away since: then the later change stays.
CREATE FUNCTION merge_restore(dropped "MergedRow") RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  restored jsonb := dropped."row";
  referring text;
  columns text;
  standing jsonb;
BEGIN
  IF dropped."standsFor" IS NOT NULL THEN
    EXECUTE format(
      'SELECT to_jsonb(t) FROM %I t JOIN "StakeholderMerge" m ON m.id = $1 WHERE t.%I = $2 AND t.%I IN (m."mergedId", m."keptId")',
      dropped."table", merge_key_of(dropped."table", dropped."column"), dropped."column")
      INTO standing USING dropped."mergeId", dropped."standsFor";
    IF standing IS NULL THEN
      RETURN FALSE;
    END IF;
  END IF;
  FOR referring IN
    SELECT a.attname FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
    WHERE c.contype = 'f' AND c.conrelid = format('%I', dropped."table")::regclass AND c.confrelid = '"Stakeholder"'::regclass
  LOOP
    restored := restored || jsonb_build_object(referring,
      merge_present(dropped."table", referring, dropped."rowId", (restored ->> referring)::uuid));
  END LOOP;
  -- A part in an engagement or an appointment carries its time, which may have been corrected since.
  FOR referring IN
    SELECT a.attname FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
    WHERE c.contype = 'f' AND cardinality(c.conkey) > 1 AND c.conrelid = format('%I', dropped."table")::regclass
      AND a.attname <> dropped."column" AND standing IS NOT NULL
  LOOP
    restored := restored || jsonb_build_object(referring, standing -> referring);
  END LOOP;
  -- Columns that were added to the table since get their defaults.
  SELECT string_agg(quote_ident(name), ', ') INTO columns FROM jsonb_object_keys(restored) AS name;
  EXECUTE format('INSERT INTO %1$I (%2$s) SELECT %2$s FROM jsonb_populate_record(NULL::%1$I, $1)', dropped."table", columns) USING restored;
  RETURN TRUE;
END $$;

-- Puts back all that a merge dropped beside the stakeholder, again and again, for a row may stand for another that was dropped too.
CREATE FUNCTION merge_restore_rows(merge uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  dropped "MergedRow"%ROWTYPE;
  done int[] := '{}';
  before int;
BEGIN
  LOOP
    before := cardinality(done);
    FOR dropped IN
      SELECT * FROM "MergedRow" r WHERE r."mergeId" = merge AND r.action = 'DROPPED' AND r."table" <> 'Stakeholder' AND r.id <> ALL (done) ORDER BY r.id
    LOOP
      IF merge_restore(dropped) THEN
        done := done || dropped.id;
      END IF;
    END LOOP;
    EXIT WHEN cardinality(done) = before;
  END LOOP;
END $$;
