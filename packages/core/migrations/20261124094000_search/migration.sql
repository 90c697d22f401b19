-- CreateEnum
CREATE TYPE "SearchKind" AS ENUM ('STAKEHOLDER', 'POLICY_TASK', 'PROPOSAL', 'MEETING', 'ENGAGEMENT');

-- CreateTable
CREATE TABLE "SearchDocument" (
    "id" UUID NOT NULL,
    "kind" "SearchKind" NOT NULL,
    "names" TEXT NOT NULL,
    "contacts" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "affiliations" TEXT NOT NULL,
    "precedence" INTEGER NOT NULL,
    "archived" BOOLEAN NOT NULL,

    CONSTRAINT "SearchDocument_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "SearchDocument_kind_precedence_id_idx" ON "SearchDocument"("kind", "precedence", "id");

-- The form in which texts are compared: NFC, small letters, half width, single letters of Hangul as they are typed, without blanks and
-- punctuation. The same is written in search-key.ts, and a test compares the two.
CREATE FUNCTION search_key(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT regexp_replace(translate(normalize($1, NFC),
      '！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ［＼］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～' ||
      'ABCDEFGHIJKLMNOPQRSTUVWXYZÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ' ||
      'ᄀᄁᄂᄃᄄᄅᄆᄇᄈᄉᄊᄋᄌᄍᄎᄏᄐᄑ하ᅢᅣᅤᅥᅦᅧᅨᅩᅪᅫᅬᅭᅮᅯᅰᅱᅲᅳᅴᅵᆨᆩᆪᆫᆬᆭᆮᆯᆰᆱᆲᆳᆴᆵᆶᆷᆸᆹᆺᆻᆼᆽᆾᆿᇀᇁᇂ' ||
      '㈜㈔',
      '!"#$%&''()*+,-./0123456789:;<=>?@abcdefghijklmnopqrstuvwxyz[\]^_`abcdefghijklmnopqrstuvwxyz{|}~' ||
      'abcdefghijklmnopqrstuvwxyzàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþ' ||
      'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ' ||
      '주사'),
    '[\u0001-/:-@[-`{-\u00bf\u00d7\u00f7\u0300-\u036f\u115f\u1160\u180e\u2000-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\u303d-\u303f\u30fb\u3164\u318d\ufe00-\ufe6f\ufeff\uff5f-\uff65\uffa0\ufff0-\uffff]+',
    '', 'g')
$$;

-- A telephone number as the digits that are dialled in Korea; an extension is left out.
CREATE FUNCTION search_phone(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT regexp_replace(regexp_replace(regexp_replace($1, '(ext|내선|#).*', '', 'i'), '[^0-9]', '', 'g'), '^(00)?820?(?=[0-9]{7})', '0')
$$;

-- What a document is found by: parts of its texts, each marked with the kind of record and where it stands. Of names one and two
-- characters (n), two and three initial consonants (i), their beginning (^ and j) and the whole (= and ~); of contact points four characters and
-- the last three (c); of what else it says (t) and of affiliations (r) two characters. A bar ends a name. (It is not parallel safe on purpose: starting workers takes longer than any search.)
CREATE FUNCTION search_grams(kind "SearchKind", names text, contacts text, content text, affiliations text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE COST 100 AS $$
DECLARE
  mark text := CASE kind WHEN 'STAKEHOLDER' THEN 'S' WHEN 'POLICY_TASK' THEN 'P' WHEN 'PROPOSAL' THEN 'Q' WHEN 'MEETING' THEN 'M' ELSE 'E' END;
  grams text[] := '{}';
  code int;
  c text;
  initial text;
  -- What precedes the character, nearest first; null at the beginning of a name.
  c1 text;
  c2 text;
  c3 text;
  initial1 text;
  initial2 text;
  -- The initial consonants of the name so far.
  whole text := '';
  size int := 0;
  part record;
BEGIN
  FOREACH c IN ARRAY string_to_array(names, NULL) LOOP
    IF c = '|' THEN
      IF size BETWEEN 1 AND 20 AND length(whole) = size THEN grams := grams || (mark || '~' || whole); END IF;
      size := 0; whole := ''; c1 := NULL; initial1 := NULL; initial2 := NULL;
      CONTINUE;
    END IF;
    size := size + 1;
    grams := grams || (mark || 'n' || c);
    IF size > 1 THEN grams := grams || (mark || 'n' || c1 || c); END IF;
    IF size = 1 THEN grams := grams || (mark || '^' || c); END IF;
    IF size = 2 THEN grams := grams || (mark || '^' || c1 || c); END IF;
    code := ascii(c);
    initial := CASE WHEN code BETWEEN 44032 AND 55203 THEN substr('ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ', (code - 44032) / 588 + 1, 1) END;
    IF initial IS NOT NULL THEN
      whole := whole || initial;
      IF initial1 IS NOT NULL THEN grams := grams || (mark || 'i' || initial1 || initial); END IF;
      IF initial2 IS NOT NULL THEN grams := grams || (mark || 'i' || initial2 || initial1 || initial); END IF;
      IF size = 1 THEN grams := grams || (mark || 'j' || initial); END IF;
      IF size = 2 AND initial1 IS NOT NULL THEN grams := grams || (mark || 'j' || initial1 || initial); END IF;
    END IF;
    initial2 := initial1; initial1 := initial; c1 := c;
  END LOOP;
  FOREACH c IN ARRAY string_to_array(names, '|') LOOP
    IF length(c) BETWEEN 1 AND 20 THEN grams := grams || (mark || '=' || c); END IF;
  END LOOP;

  c1 := '|'; c2 := '|'; c3 := '|';
  FOREACH c IN ARRAY string_to_array(contacts, NULL) LOOP
    IF c <> '|' AND c1 <> '|' AND c2 <> '|' AND c3 <> '|' THEN grams := grams || (mark || 'c' || c3 || c2 || c1 || c); END IF;
    IF c = '|' AND c1 <> '|' AND c2 <> '|' AND c3 <> '|' THEN grams := grams || (mark || 'c' || c3 || c2 || c1); END IF;
    c3 := c2; c2 := c1; c1 := c;
  END LOOP;

  FOR part IN SELECT * FROM (VALUES ('t', content), ('r', affiliations)) AS parts (place, text) LOOP
    c1 := '|';
    FOREACH c IN ARRAY string_to_array(part.text, NULL) LOOP
      IF c <> '|' AND c1 <> '|' THEN grams := grams || (mark || part.place || c1 || c); END IF;
      c1 := c;
    END LOOP;
  END LOOP;
  RETURN grams;
END $$;

-- Additions wait in a list of at most 512 kB before they go into the index: entering a record stays quick, and so does finding one.
CREATE INDEX "SearchDocument_grams_idx" ON "SearchDocument"
  USING gin (search_grams(kind, names, contacts, content, affiliations)) WITH (gin_pending_list_limit = 512);

-- The documents of some records, as the records are now.
CREATE FUNCTION search_documents(which "SearchKind", ids uuid[]) RETURNS SETOF "SearchDocument" LANGUAGE sql STABLE AS $$
  SELECT s.id, which,
    concat('|' || search_key(s.name), (SELECT string_agg('|' || search_key(o.name), '' ORDER BY o.id) FROM "OtherName" o WHERE o."stakeholderId" = s.id), '|'),
    coalesce((
      SELECT '|' || string_agg(CASE WHEN c.kind IN ('PHONE', 'MOBILE', 'FAX') THEN search_phone(c.value) ELSE search_key(c.value) END, '|' ORDER BY c.id) || '|'
      FROM "ContactPoint" c WHERE c."stakeholderId" = s.id), ''),
    concat_ws('|', search_key(s.region), search_key(s.note)),
    coalesce((
      SELECT string_agg(concat_ws('|', search_key(n.name), (
        SELECT string_agg(search_key(o.name), '|' ORDER BY o.id) FROM "OtherName" o WHERE o."stakeholderId" = n.id
      ), search_key(p.title), search_key(m.label)), '|' ORDER BY m.id)
      FROM "Membership" m JOIN "Stakeholder" n ON n.id = m."organizationId" LEFT JOIN "Post" p ON p.id = m."postId"
      WHERE m."memberId" = s.id), ''),
    -- The more influence, the earlier; archived ones last.
    CASE WHEN s."archivedAt" IS NOT NULL THEN 1 ELSE -coalesce((
      SELECT a.influence FROM "Assessment" a WHERE a."stakeholderId" = s.id AND a."policyTaskId" IS NULL
      ORDER BY a."assessedOn" DESC, a.id DESC LIMIT 1), 0) END,
    s."archivedAt" IS NOT NULL
  FROM "Stakeholder" s WHERE which = 'STAKEHOLDER' AND s.id = ANY (ids)
  UNION ALL
  SELECT t.id, which, '|' || search_key(t.title) || '|', '', coalesce(search_key(t.audience), ''), '', -coalesce(t."startYear", 0), FALSE
  FROM "PolicyTask" t WHERE which = 'POLICY_TASK' AND t.id = ANY (ids)
  UNION ALL
  SELECT m.id, which, concat('|' || search_key(m.title), '|제' || m.ordinal || '차', '|'), '',
    concat_ws('|', search_key(m.place), search_key(m.summary), (
      SELECT string_agg(concat_ws('|', search_key(i.title), search_key(i."decisionText")), '|' ORDER BY i.position) FROM "AgendaItem" i WHERE i."meetingId" = m.id)),
    (SELECT concat_ws('|', search_key(n.name), (
        SELECT string_agg(search_key(o.name), '|' ORDER BY o.id) FROM "OtherName" o WHERE o."stakeholderId" = n.id))
      FROM "Stakeholder" n WHERE n.id = m."bodyId"),
    -- The newest first, in days.
    DATE '2000-01-01' - coalesce(m."heldDate", m."plannedDate", DATE '2000-01-01'), FALSE
  FROM "Meeting" m WHERE which = 'MEETING' AND m.id = ANY (ids)
  UNION ALL
  SELECT q.id, which, '|' || search_key(q.title) || '|', '',
    concat_ws('|', search_key(q.text), search_key(q."expectedEffect"), (
      SELECT string_agg(concat_ws('|', search_key(o.subject), search_key(o.text)), '|' ORDER BY o.id) FROM "ProposalOutcome" o WHERE o."proposalId" = q.id)),
    coalesce((
      SELECT concat_ws('|', search_key(n.name), (
        SELECT string_agg(search_key(o.name), '|' ORDER BY o.id) FROM "OtherName" o WHERE o."stakeholderId" = n.id))
      FROM "Stakeholder" n WHERE n.id = q."bodyId"), ''),
    DATE '2000-01-01' - coalesce(q."proposedDate", DATE '2000-01-01'), FALSE
  FROM "Proposal" q WHERE which = 'PROPOSAL' AND q.id = ANY (ids)
  UNION ALL
  SELECT e.id, which, '|' || search_key(e.subject) || '|', '', concat_ws('|', search_key(e.place), search_key(e.summary)), '',
    -- The newest first, in minutes.
    -(extract(epoch FROM e."occurredAt" - TIMESTAMPTZ '2000-01-01 00:00Z') / 60)::int, FALSE
  FROM "Engagement" e WHERE which = 'ENGAGEMENT' AND e.id = ANY (ids)
$$;

-- Writes the documents of some records anew. Writers of one document take turns before
-- they read what it is made of: otherwise the last one to commit would write what it had read before the other one committed.
-- A plan made once for all kinds saves more than two milliseconds for each record: planning takes longer than the work.
CREATE FUNCTION index_for_search(which "SearchKind", ids uuid[]) RETURNS void LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  PERFORM FROM "SearchDocument" WHERE id = ANY (ids) ORDER BY id FOR UPDATE;
  INSERT INTO "SearchDocument" AS d SELECT * FROM search_documents(which, ids)
  ON CONFLICT (id) DO UPDATE SET names = excluded.names, contacts = excluded.contacts, content = excluded.content,
    affiliations = excluded.affiliations, precedence = excluded.precedence, archived = excluded.archived
  WHERE d IS DISTINCT FROM excluded;
END $$;

-- Keeps the documents with a table: its first argument is the kind of record that a row belongs to, its second the column with its id.
CREATE FUNCTION follow_for_search() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ids uuid[];
BEGIN
  EXECUTE format(CASE TG_OP WHEN 'UPDATE' THEN 'SELECT array_agg(%1$I) FROM (SELECT %1$I FROM changed UNION SELECT %1$I FROM as_changed) AS changes'
    ELSE 'SELECT array_agg(DISTINCT %1$I) FROM changed' END, TG_ARGV[1]) INTO ids;
  IF TG_ARGV[1] = 'id' AND TG_OP = 'DELETE' THEN
    DELETE FROM "SearchDocument" WHERE id = ANY (ids);
  ELSIF ids IS NOT NULL THEN
    PERFORM index_for_search(TG_ARGV[0]::"SearchKind", ids);
  END IF;
  RETURN NULL;
END $$;

DO $$
DECLARE
  followed record;
BEGIN
  FOR followed IN
    SELECT * FROM (VALUES
      ('Stakeholder', 'STAKEHOLDER', 'id'), ('OtherName', 'STAKEHOLDER', 'stakeholderId'), ('ContactPoint', 'STAKEHOLDER', 'stakeholderId'),
      ('Assessment', 'STAKEHOLDER', 'stakeholderId'), ('Membership', 'STAKEHOLDER', 'memberId'), ('PolicyTask', 'POLICY_TASK', 'id'),
      ('Meeting', 'MEETING', 'id'), ('AgendaItem', 'MEETING', 'meetingId'), ('Proposal', 'PROPOSAL', 'id'), ('ProposalOutcome', 'PROPOSAL', 'proposalId'),
      ('Engagement', 'ENGAGEMENT', 'id')
    ) AS tables (table_name, kind, column_name)
  LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION follow_for_search(%L, %L)',
      followed.table_name || '_search_insert', followed.table_name, followed.kind, followed.column_name);
    EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %I REFERENCING OLD TABLE AS changed NEW TABLE AS as_changed FOR EACH STATEMENT EXECUTE FUNCTION follow_for_search(%L, %L)',
      followed.table_name || '_search_update', followed.table_name, followed.kind, followed.column_name);
    EXECUTE format('CREATE TRIGGER %I AFTER DELETE ON %I REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION follow_for_search(%L, %L)',
      followed.table_name || '_search_delete', followed.table_name, followed.kind, followed.column_name);
  END LOOP;
END $$;

-- A new name of an organization or of a post goes to its members, and to the meetings and proposals of the body.
CREATE FUNCTION follow_affiliations() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  renamed uuid[];
BEGIN
  CASE TG_TABLE_NAME
    WHEN 'Stakeholder' THEN
      renamed := ARRAY(SELECT a.id FROM as_changed a JOIN changed b USING (id) WHERE a.kind = 'ORGANIZATION' AND a.name <> b.name);
    WHEN 'OtherName' THEN
      renamed := ARRAY(SELECT DISTINCT c."stakeholderId" FROM changed c JOIN "Stakeholder" s ON s.id = c."stakeholderId" WHERE s.kind = 'ORGANIZATION');
    WHEN 'Post' THEN
      renamed := ARRAY(SELECT DISTINCT a."organizationId" FROM as_changed a JOIN changed b USING (id) WHERE a.title <> b.title);
  END CASE;
  IF cardinality(renamed) > 0 THEN
    PERFORM index_for_search('STAKEHOLDER', ARRAY(SELECT DISTINCT "memberId" FROM "Membership" WHERE "organizationId" = ANY (renamed) AND "memberId" IS NOT NULL));
    PERFORM index_for_search('MEETING', ARRAY(SELECT id FROM "Meeting" WHERE "bodyId" = ANY (renamed)));
    PERFORM index_for_search('PROPOSAL', ARRAY(SELECT id FROM "Proposal" WHERE "bodyId" = ANY (renamed)));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "Stakeholder_search_affiliations" AFTER UPDATE ON "Stakeholder" REFERENCING OLD TABLE AS changed NEW TABLE AS as_changed FOR EACH STATEMENT EXECUTE FUNCTION follow_affiliations();
CREATE TRIGGER "Post_search_affiliations" AFTER UPDATE ON "Post" REFERENCING OLD TABLE AS changed NEW TABLE AS as_changed FOR EACH STATEMENT EXECUTE FUNCTION follow_affiliations();
CREATE TRIGGER "OtherName_search_affiliations_insert" AFTER INSERT ON "OtherName" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION follow_affiliations();
CREATE TRIGGER "OtherName_search_affiliations_update" AFTER UPDATE ON "OtherName" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION follow_affiliations();
CREATE TRIGGER "OtherName_search_affiliations_delete" AFTER DELETE ON "OtherName" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION follow_affiliations();

-- What is there already.
SELECT index_for_search('STAKEHOLDER', ARRAY(SELECT id FROM "Stakeholder"));
SELECT index_for_search('POLICY_TASK', ARRAY(SELECT id FROM "PolicyTask"));
SELECT index_for_search('PROPOSAL', ARRAY(SELECT id FROM "Proposal"));
SELECT index_for_search('MEETING', ARRAY(SELECT id FROM "Meeting"));
SELECT index_for_search('ENGAGEMENT', ARRAY(SELECT id FROM "Engagement"));
