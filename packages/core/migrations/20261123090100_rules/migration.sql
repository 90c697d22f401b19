-- The rules that a Prisma schema cannot say. Each constraint's sentence for people stands in src/database/database-error.ts.

CREATE EXTENSION IF NOT EXISTS btree_gist;

-- Partial dates: a date is there with its precision or not at all, and is the first day of what is known.
CREATE FUNCTION partial_date_is_valid(date date, "precision" "DatePrecision") RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE "precision"
    WHEN 'DAY' THEN date IS NOT NULL
    WHEN 'MONTH' THEN date IS NOT NULL AND extract(day FROM date) = 1
    WHEN 'YEAR' THEN date IS NOT NULL AND extract(doy FROM date) = 1
    ELSE date IS NULL
  END
$$;

-- The days that a partial date stands for.
CREATE FUNCTION partial_days(date date, "precision" "DatePrecision") RETURNS daterange
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT daterange(date, (date + CASE "precision" WHEN 'DAY' THEN interval '1 day' WHEN 'MONTH' THEN interval '1 month' ELSE interval '1 year' END)::date)
$$;

DO $$
DECLARE
  pair record;
BEGIN
  FOR pair IN
    SELECT d.table_name, d.column_name AS date_column, p.column_name AS precision_column
    FROM information_schema.columns d
    JOIN information_schema.columns p
      ON p.table_schema = d.table_schema AND p.table_name = d.table_name
      AND p.column_name = regexp_replace(d.column_name, 'Date$', 'Precision')
    WHERE d.table_schema = current_schema AND d.column_name ~ 'Date$' AND p.column_name <> d.column_name
  LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I CHECK (partial_date_is_valid(%I, %I))',
      pair.table_name, pair.table_name || '_' || pair.date_column || '_partial', pair.date_column, pair.precision_column);
  END LOOP;
END $$;

-- Periods are half-open: they end after they begin.
DO $$
DECLARE
  period record;
BEGIN
  FOR period IN
    SELECT f.table_name FROM information_schema.columns f
    JOIN information_schema.columns u
      ON u.table_schema = f.table_schema AND u.table_name = f.table_name AND u.column_name = 'untilDate'
    WHERE f.table_schema = current_schema AND f.column_name = 'fromDate'
  LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I CHECK ("fromDate" < "untilDate")',
      period.table_name, period.table_name || '_period_in_order');
  END LOOP;
END $$;

-- Names are in Unicode NFC, so that equal names are equal, without blanks around them, and not empty.
DO $$
DECLARE
  named record;
BEGIN
  FOR named IN
    SELECT * FROM (VALUES
      ('Department', 'name'), ('Actor', 'name'), ('Source', 'title'), ('Stakeholder', 'name'), ('OtherName', 'name'),
      ('ContactPoint', 'value'), ('Post', 'title'), ('Division', 'name'), ('BudgetLine', 'name'), ('AgendaItem', 'title'),
      ('Engagement', 'subject'), ('Topic', 'name'), ('Commitment', 'text'), ('PolicyTask', 'title')
    ) AS names (table_name, column_name)
  LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I CHECK (%3$I IS NFC NORMALIZED AND %3$I = btrim(%3$I) AND %3$I <> '''')',
      named.table_name, named.table_name || '_' || named.column_name || '_normalized', named.column_name);
  END LOOP;
END $$;

-- Actors: staff have a role, services have scopes, the system has neither.
ALTER TABLE "Actor"
  ADD CONSTRAINT "Actor_role_of_kind" CHECK ((kind = 'STAFF') = (role IS NOT NULL)),
  ADD CONSTRAINT "Actor_scopes_of_kind" CHECK (kind = 'SERVICE' OR scopes = '{}');
ALTER TABLE "ApiKey" ADD CONSTRAINT "ApiKey_hash_is_sha256" CHECK (octet_length(hash) = 32);
INSERT INTO "Actor" (id, kind, name, "updatedAt")
VALUES ('00000000-0000-7000-8000-000000000001', 'SYSTEM', 'PCRM', now());

-- What is written once.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'check_violation',
    MESSAGE = format('%s on "%s" violates check constraint "written_once"', TG_OP, TG_TABLE_NAME);
END $$;
CREATE TRIGGER "AuditRecord_written_once" BEFORE UPDATE OR DELETE ON "AuditRecord" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "AuditRecord_not_emptied" BEFORE TRUNCATE ON "AuditRecord" EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "EngagementRevision_written_once" BEFORE UPDATE ON "EngagementRevision" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "Assessment_written_once" BEFORE UPDATE ON "Assessment" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "PolicyTaskStatusChange_written_once" BEFORE UPDATE OR DELETE ON "PolicyTaskStatusChange" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "PolicyTaskSuccession_written_once" BEFORE UPDATE OR DELETE ON "PolicyTaskSuccession" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Persons and organizations.
ALTER TABLE "Stakeholder"
  ADD CONSTRAINT "Stakeholder_person_fields" CHECK (kind = 'PERSON' OR gender IS NULL),
  ADD CONSTRAINT "Stakeholder_organization_fields"
    CHECK (kind = 'ORGANIZATION' OR ("foundedDate" IS NULL AND "dissolvedDate" IS NULL AND "parentId" IS NULL)),
  ADD CONSTRAINT "Stakeholder_parent_is_another" CHECK ("parentId" <> id);

CREATE FUNCTION refuse_other_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind <> OLD.kind THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'update violates check constraint "Stakeholder_kind_is_kept"';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "Stakeholder_kind_is_kept" BEFORE UPDATE OF kind ON "Stakeholder" FOR EACH ROW EXECUTE FUNCTION refuse_other_kind();

-- The column named in the trigger's argument refers to an organization, never to a person.
CREATE FUNCTION require_organization() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  referred uuid := (to_jsonb(NEW) ->> TG_ARGV[0])::uuid;
BEGIN
  IF EXISTS (SELECT FROM "Stakeholder" WHERE id = referred AND kind <> 'ORGANIZATION') THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation',
      MESSAGE = format('row of "%s" violates check constraint "must_be_organization"', TG_TABLE_NAME);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "Stakeholder_parent_is_organization" BEFORE INSERT OR UPDATE OF "parentId" ON "Stakeholder" FOR EACH ROW EXECUTE FUNCTION require_organization('parentId');
CREATE TRIGGER "Post_in_organization" BEFORE INSERT OR UPDATE OF "organizationId" ON "Post" FOR EACH ROW EXECUTE FUNCTION require_organization('organizationId');
CREATE TRIGGER "Membership_in_organization" BEFORE INSERT OR UPDATE OF "organizationId" ON "Membership" FOR EACH ROW EXECUTE FUNCTION require_organization('organizationId');
CREATE TRIGGER "Body_is_organization" BEFORE INSERT OR UPDATE OF id ON "Body" FOR EACH ROW EXECUTE FUNCTION require_organization('id');
CREATE TRIGGER "Budget_of_organization" BEFORE INSERT OR UPDATE OF "organizationId" ON "Budget" FOR EACH ROW EXECUTE FUNCTION require_organization('organizationId');
CREATE TRIGGER "DeclaredFigure_of_organization" BEFORE INSERT OR UPDATE OF "organizationId" ON "DeclaredFigure" FOR EACH ROW EXECUTE FUNCTION require_organization('organizationId');

ALTER TABLE "Assessment"
  ADD CONSTRAINT "Assessment_influence_1_to_5" CHECK (influence BETWEEN 1 AND 5),
  ADD CONSTRAINT "Assessment_interest_1_to_5" CHECK (interest BETWEEN 1 AND 5);

-- A department has one manager of a relation at a time.
ALTER TABLE "RelationshipManager" ADD CONSTRAINT "RelationshipManager_one_at_a_time"
  EXCLUDE USING gist ("stakeholderId" WITH =, "departmentId" WITH =, daterange("fromDate", "untilDate") WITH &&);

-- Posts and memberships.
ALTER TABLE "Post" ADD CONSTRAINT "Post_capacity_positive" CHECK (capacity > 0);
ALTER TABLE "Membership"
  ADD CONSTRAINT "Membership_has_member" CHECK ("memberId" IS NOT NULL OR "exOfficioPostId" IS NOT NULL),
  ADD CONSTRAINT "Membership_not_in_itself" CHECK ("memberId" <> "organizationId"),
  ADD CONSTRAINT "Membership_post_of_holder" CHECK ((role = 'POST_HOLDER') = ("postId" IS NOT NULL)),
  ADD CONSTRAINT "Membership_ex_officio_post" CHECK ((basis IS NOT DISTINCT FROM 'EX_OFFICIO') = ("exOfficioPostId" IS NOT NULL)),
  ADD CONSTRAINT "Membership_basis_of_role" CHECK (role = 'CHAIR' OR basis IS NULL OR basis IN ('EX_OFFICIO', 'APPOINTED')),
  ADD CONSTRAINT "Membership_seat_number" CHECK ((role IN ('CHAIR', 'POST_HOLDER')) = ("seatNumber" IS NOT NULL) AND "seatNumber" > 0),
  ADD CONSTRAINT "Membership_ends_on_date" CHECK ("termEnd" <> 'ON_DATE' OR "untilDate" IS NOT NULL),
  ADD CONSTRAINT "Membership_while_holding_post" CHECK ("termEnd" <> 'WHILE_HOLDING_POST' OR "exOfficioPostId" IS NOT NULL),
  ADD CONSTRAINT "Membership_ended_by_meeting" CHECK ("endedByMeetingId" IS NULL OR ("termEnd" = 'UNTIL_NEXT_MEETING' AND "untilDate" IS NOT NULL)),
  -- A member's periods in one role of one body do not overlap; holding two posts of one organization is two roles.
  ADD CONSTRAINT "Membership_periods_do_not_overlap" EXCLUDE USING gist (
    "organizationId" WITH =, role WITH =, (coalesce("memberId", "exOfficioPostId")) WITH =, (coalesce("postId", "organizationId")) WITH =,
    daterange("fromDate", "untilDate") WITH &&),
  -- A body has one chair at a time in each of its chairs.
  ADD CONSTRAINT "Membership_one_chair_at_a_time" EXCLUDE USING gist (
    "organizationId" WITH =, "seatNumber" WITH =, daterange("fromDate", "untilDate") WITH &&) WHERE (role = 'CHAIR'),
  -- A seat of a post has one holder at a time.
  ADD CONSTRAINT "Membership_one_holder_at_a_time" EXCLUDE USING gist (
    "postId" WITH =, "seatNumber" WITH =, daterange("fromDate", "untilDate") WITH &&) WHERE (role = 'POST_HOLDER');

-- Chairs belong to bodies and are no more than the body has; holders are no more than the post's capacity; a held post is one of the
-- organization; a person who sits ex officio holds the post when the seat begins and when it ends, an organization sits through a post
-- of its own; a division is one of the body.
CREATE FUNCTION ex_officio_seat_is_held(seat "Membership") RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM "Post" p JOIN "Stakeholder" s ON s.id = seat."memberId"
    WHERE p.id = seat."exOfficioPostId" AND s.kind = 'ORGANIZATION' AND p."organizationId" = s.id
  ) OR (
    SELECT coalesce(
      bool_or(seat."fromDate" IS NULL OR daterange(h."fromDate", h."untilDate") && partial_days(seat."fromDate", seat."fromPrecision"))
      AND bool_or(h."untilDate" IS NULL OR coalesce(seat."untilDate" <= h."untilDate", FALSE)), FALSE)
    FROM "Membership" h WHERE h."postId" = seat."exOfficioPostId" AND h."memberId" = seat."memberId"
  )
$$;

CREATE FUNCTION check_membership() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  seats smallint;
  broken text;
BEGIN
  IF NEW.role = 'CHAIR' THEN
    SELECT "chairSeats" INTO seats FROM "Body" WHERE id = NEW."organizationId" FOR SHARE;
    IF seats IS NULL THEN broken := 'chair_of_body';
    ELSIF NEW."seatNumber" > seats THEN broken := 'chair_within_seats';
    END IF;
  ELSIF NEW.role = 'POST_HOLDER' THEN
    SELECT capacity INTO seats FROM "Post" WHERE id = NEW."postId" AND "organizationId" = NEW."organizationId" FOR SHARE;
    IF seats IS NULL THEN broken := 'post_of_organization';
    ELSIF NEW."seatNumber" > seats THEN broken := 'holder_within_capacity';
    END IF;
  END IF;
  IF NEW."exOfficioPostId" IS NOT NULL AND NEW."memberId" IS NOT NULL AND NOT ex_officio_seat_is_held(NEW) THEN
    broken := 'ex_officio_holds_post';
  END IF;
  IF NEW."divisionId" IS NOT NULL
    AND NOT EXISTS (SELECT FROM "Division" WHERE id = NEW."divisionId" AND "bodyId" = NEW."organizationId") THEN
    broken := 'division_of_body';
  END IF;
  IF broken IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = format('row of "Membership" violates check constraint "%s"', broken);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "Membership_rules" BEFORE INSERT OR UPDATE ON "Membership" FOR EACH ROW EXECUTE FUNCTION check_membership();

-- Who no longer holds a post keeps no seat by virtue of it: the seats are ended first, or in the same statement.
CREATE FUNCTION keep_ex_officio_seats_held() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM "Membership" seat
    WHERE seat."exOfficioPostId" = OLD."postId" AND seat."memberId" = OLD."memberId" AND NOT ex_officio_seat_is_held(seat)
  ) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'row of "Membership" violates check constraint "ex_officio_holds_post"';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "Membership_ex_officio_seats_held" AFTER UPDATE OR DELETE ON "Membership"
  FOR EACH ROW WHEN (OLD."postId" IS NOT NULL) EXECUTE FUNCTION keep_ex_officio_seats_held();

-- Fewer seats than are taken would leave somebody on a seat that does not exist.
CREATE FUNCTION refuse_fewer_seats() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  held record;
BEGIN
  IF TG_TABLE_NAME = 'Post' THEN
    SELECT 1 INTO held FROM "Membership" WHERE "postId" = NEW.id AND "seatNumber" > (to_jsonb(NEW) ->> 'capacity')::int LIMIT 1;
  ELSE
    SELECT 1 INTO held FROM "Membership" WHERE "organizationId" = NEW.id AND role = 'CHAIR' AND "seatNumber" > (to_jsonb(NEW) ->> 'chairSeats')::int LIMIT 1;
  END IF;
  IF FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = format('row of "%s" violates check constraint "seats_in_use"', TG_TABLE_NAME);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "Post_seats_in_use" BEFORE UPDATE OF capacity ON "Post" FOR EACH ROW EXECUTE FUNCTION refuse_fewer_seats();
CREATE TRIGGER "Body_seats_in_use" BEFORE UPDATE OF "chairSeats" ON "Body" FOR EACH ROW EXECUTE FUNCTION refuse_fewer_seats();

-- Bodies.
ALTER TABLE "Body"
  ADD CONSTRAINT "Body_chair_seats_positive" CHECK ("chairSeats" > 0),
  ADD CONSTRAINT "Body_regular_meetings_positive" CHECK ("regularMeetingsPerYear" > 0),
  ADD CONSTRAINT "Body_months_of_year" CHECK (1 <= ALL ("regularMeetingMonths") AND 12 >= ALL ("regularMeetingMonths")),
  ADD CONSTRAINT "Body_dues_of_rule" CHECK (CASE "duesRule"
    WHEN 'FIXED_PER_YEAR' THEN "duesAmount" > 0 AND "duesUnit" IS NOT NULL
    ELSE "duesAmount" IS NULL AND "duesUnit" IS NULL END);
ALTER TABLE "SeatQuota"
  ADD CONSTRAINT "SeatQuota_seats_positive" CHECK (seats > 0),
  ADD CONSTRAINT "SeatQuota_basis_of_seat" CHECK (basis IN ('EX_OFFICIO', 'APPOINTED')),
  ADD CONSTRAINT "SeatQuota_one_at_a_time" EXCLUDE USING gist ("bodyId" WITH =, basis WITH =, daterange("fromDate", "untilDate") WITH &&);
ALTER TABLE "Division" ADD CONSTRAINT "Division_position_positive" CHECK (position > 0);
ALTER TABLE "DuesPayment" ADD CONSTRAINT "DuesPayment_amount_positive" CHECK (amount > 0);
ALTER TABLE "Budget" ADD CONSTRAINT "Budget_total_not_negative" CHECK (total >= 0);
ALTER TABLE "DeclaredFigure" ADD CONSTRAINT "DeclaredFigure_value_not_negative" CHECK (value >= 0);

-- Meetings.
ALTER TABLE "Meeting"
  ADD CONSTRAINT "Meeting_ordinal_positive" CHECK (ordinal > 0),
  ADD CONSTRAINT "Meeting_held_has_date" CHECK ((status = 'HELD') = ("heldDate" IS NOT NULL));
ALTER TABLE "AgendaItem"
  ADD CONSTRAINT "AgendaItem_position_positive" CHECK (position > 0),
  ADD CONSTRAINT "AgendaItem_text_of_decision" CHECK ("decisionText" IS NULL OR decision IS NOT NULL);
ALTER TABLE "Attendance"
  ADD CONSTRAINT "Attendance_proxy_when_represented" CHECK ((status = 'REPRESENTED') = ("proxyId" IS NOT NULL)),
  ADD CONSTRAINT "Attendance_proxy_is_another" CHECK ("proxyId" <> "stakeholderId");

-- Commitments.
ALTER TABLE "Commitment"
  ADD CONSTRAINT "Commitment_made_somewhere" CHECK (num_nonnulls("engagementId", "meetingId") = 1),
  ADD CONSTRAINT "Commitment_closed_has_date" CHECK ((status = 'OPEN') = ("closedOn" IS NULL)),
  ADD CONSTRAINT "Commitment_answered_when_closed" CHECK (status <> 'OPEN' OR "answeredInId" IS NULL);
-- Lists of commitments run by due date, those without one last.
CREATE INDEX "Commitment_status_due_idx" ON "Commitment" (status, coalesce("dueDate", DATE '9999-12-31'), id);

-- Policy tasks.
ALTER TABLE "PolicyTask" ADD CONSTRAINT "PolicyTask_number_positive" CHECK (number > 0);
ALTER TABLE "PolicyTaskStatusChange"
  ADD CONSTRAINT "PolicyTaskStatusChange_sequence_positive" CHECK (sequence > 0),
  ADD CONSTRAINT "PolicyTaskStatusChange_unknown_successor" CHECK (NOT "successorUnknown" OR status = 'SUPERSEDED');
ALTER TABLE "PolicyTaskSuccession" ADD CONSTRAINT "PolicyTaskSuccession_of_another" CHECK ("predecessorId" <> "successorId");

-- The status history of a task is in order: steps are numbered without a gap, and none is dated before the one it follows.
CREATE FUNCTION check_status_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  broken text;
BEGIN
  IF NEW.sequence > 1 AND NOT EXISTS (
    SELECT FROM "PolicyTaskStatusChange"
    WHERE "policyTaskId" = NEW."policyTaskId" AND sequence = NEW.sequence - 1 AND "changedDate" <= NEW."changedDate"
  ) THEN broken := 'status_history_in_order';
  ELSIF NEW."reviewId" IS NOT NULL AND NOT EXISTS (
    SELECT FROM "Review" WHERE id = NEW."reviewId" AND "policyTaskId" = NEW."policyTaskId"
  ) THEN broken := 'review_of_same_task';
  END IF;
  IF broken IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = format('row of "PolicyTaskStatusChange" violates check constraint "%s"', broken);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "PolicyTaskStatusChange_rules" BEFORE INSERT ON "PolicyTaskStatusChange" FOR EACH ROW EXECUTE FUNCTION check_status_change();

-- The division named is one of the body named.
CREATE FUNCTION require_division_of_body() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."divisionId" IS NOT NULL AND NOT EXISTS (SELECT FROM "Division" WHERE id = NEW."divisionId" AND "bodyId" = NEW."bodyId") THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation',
      MESSAGE = format('row of "%s" violates check constraint "division_of_body"', TG_TABLE_NAME);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "PolicyTask_division_of_body" BEFORE INSERT OR UPDATE OF "divisionId", "bodyId" ON "PolicyTask" FOR EACH ROW EXECUTE FUNCTION require_division_of_body();
CREATE TRIGGER "ReviewRound_division_of_body" BEFORE INSERT OR UPDATE OF "divisionId", "bodyId" ON "ReviewRound" FOR EACH ROW EXECUTE FUNCTION require_division_of_body();

-- A superseded task names its successor, unless the source does not. Checked at commit, when the successions are written too.
CREATE FUNCTION require_successor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status = 'SUPERSEDED' AND NOT NEW."successorUnknown"
    AND NOT EXISTS (SELECT FROM "PolicyTaskSuccession" WHERE "predecessorId" = NEW."policyTaskId" AND sequence = NEW.sequence) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'row of "PolicyTaskStatusChange" violates check constraint "superseded_names_successor"';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "PolicyTaskStatusChange_names_successor" AFTER INSERT ON "PolicyTaskStatusChange"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_successor();

-- A succession comes with the step that supersedes the task, names one that was there by then, and never closes a circle.
-- Writers take turns, for two halves of a circle may be written at the same time.
CREATE FUNCTION check_succession() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  step "PolicyTaskStatusChange"%ROWTYPE;
  broken text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('PolicyTaskSuccession'));
  SELECT * INTO step FROM "PolicyTaskStatusChange" WHERE "policyTaskId" = NEW."predecessorId" AND sequence = NEW.sequence;
  IF step.status <> 'SUPERSEDED' OR step."successorUnknown" THEN broken := 'succession_of_superseded';
  ELSIF EXISTS (
    SELECT FROM "PolicyTaskStatusChange" WHERE "policyTaskId" = NEW."successorId" AND sequence = 1 AND "changedDate" > step."changedDate"
  ) THEN broken := 'successor_is_there';
  ELSIF EXISTS (
    WITH RECURSIVE later (id) AS (
      SELECT NEW."successorId"
      UNION
      SELECT s."successorId" FROM "PolicyTaskSuccession" s JOIN later ON s."predecessorId" = later.id
    )
    SELECT FROM later WHERE id = NEW."predecessorId"
  ) THEN broken := 'lineage_without_circle';
  END IF;
  IF broken IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = format('row of "PolicyTaskSuccession" violates check constraint "%s"', broken);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "PolicyTaskSuccession_rules" BEFORE INSERT ON "PolicyTaskSuccession" FOR EACH ROW EXECUTE FUNCTION check_succession();

-- Review rounds.
ALTER TABLE "ReviewRound"
  ADD CONSTRAINT "ReviewRound_part_of_kind" CHECK (part BETWEEN 1 AND CASE kind WHEN 'QUARTERLY_PLENARY' THEN 4 ELSE 2 END),
  ADD CONSTRAINT "ReviewRound_division_of_kind" CHECK ((kind = 'HALF_YEARLY_DIVISION') = ("divisionId" IS NOT NULL)),
  ADD CONSTRAINT "ReviewRound_once_a_period" EXCLUDE USING gist (
    "bodyId" WITH =, kind WITH =, (coalesce("divisionId", "bodyId")) WITH =, year WITH =, part WITH =);
ALTER TABLE "Review"
  ADD CONSTRAINT "Review_progress_in_percent" CHECK (progress BETWEEN 0 AND 100),
  ADD CONSTRAINT "Review_corrects_another" CHECK ("correctsId" <> id),
  -- One review of a task in a round; what follows are corrections.
  ADD CONSTRAINT "Review_once_a_round" EXCLUDE USING gist ("roundId" WITH =, "policyTaskId" WITH =) WHERE ("correctsId" IS NULL);

-- A closed round is not rewritten: corrections are new entries.
CREATE FUNCTION keep_closed_round() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  closed timestamptz;
BEGIN
  -- A revision that moves a review is one of the round that it leaves as well.
  FOR closed IN SELECT "closedAt" FROM "ReviewRound" WHERE id IN (NEW."roundId", OLD."roundId") FOR SHARE LOOP
    EXIT WHEN closed IS NOT NULL;
  END LOOP;
  IF closed IS NOT NULL AND (TG_OP <> 'INSERT' OR NEW."correctsId" IS NULL) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'row of "Review" violates check constraint "closed_round_is_kept"';
  END IF;
  IF TG_OP <> 'DELETE' AND NEW."correctsId" IS NOT NULL AND NOT EXISTS (
    SELECT FROM "Review" WHERE id = NEW."correctsId" AND "roundId" = NEW."roundId" AND "policyTaskId" = NEW."policyTaskId"
  ) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'row of "Review" violates check constraint "correction_of_same_review"';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER "Review_closed_round_is_kept" BEFORE INSERT OR UPDATE OR DELETE ON "Review" FOR EACH ROW EXECUTE FUNCTION keep_closed_round();

CREATE FUNCTION keep_round_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."closedAt" IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'row of "ReviewRound" violates check constraint "closed_round_is_kept"';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER "ReviewRound_closed_is_kept" BEFORE UPDATE OR DELETE ON "ReviewRound" FOR EACH ROW EXECUTE FUNCTION keep_round_closed();
