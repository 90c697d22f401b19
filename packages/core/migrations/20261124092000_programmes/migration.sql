-- CreateEnum
CREATE TYPE "ProgrammeKind" AS ENUM ('FORUM', 'ACADEMY', 'ROUNDTABLE', 'E_GOVERNANCE', 'CONTEST', 'BUS', 'CAFE', 'CIVIC_GROUPS_DAY', 'OTHER');

-- CreateEnum
CREATE TYPE "SessionStatus" AS ENUM ('PLANNED', 'HELD', 'CANCELLED');

-- CreateEnum
CREATE TYPE "ParticipationStatus" AS ENUM ('REGISTERED', 'WAITING', 'CANCELLED', 'WALK_IN');

-- CreateTable
CREATE TABLE "Programme" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "ProgrammeKind" NOT NULL,
    "field" TEXT,
    "number" SMALLINT,
    "description" TEXT,
    "audience" TEXT,
    "leadDepartmentId" UUID,
    "fromDate" DATE,
    "fromPrecision" "DatePrecision",
    "untilDate" DATE,
    "untilPrecision" "DatePrecision",
    "cancelledOn" DATE,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "enteredById" UUID NOT NULL,
    "enteredForId" UUID,
    "sourceId" UUID,

    CONSTRAINT "Programme_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProgrammePolicyTask" (
    "programmeId" UUID NOT NULL,
    "policyTaskId" UUID NOT NULL,

    CONSTRAINT "ProgrammePolicyTask_pkey" PRIMARY KEY ("programmeId","policyTaskId")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "programmeId" UUID NOT NULL,
    "ordinal" SMALLINT,
    "title" TEXT,
    "status" "SessionStatus" NOT NULL DEFAULT 'PLANNED',
    "place" TEXT,
    "plannedDate" DATE,
    "plannedPrecision" "DatePrecision",
    "startsAt" TIMESTAMPTZ(3),
    "endsAt" TIMESTAMPTZ(3),
    "heldDate" DATE,
    "heldPrecision" "DatePrecision",
    "capacity" INTEGER,
    "waitingListCapacity" INTEGER,
    "registrationOpensAt" TIMESTAMPTZ(3),
    "registrationClosesAt" TIMESTAMPTZ(3),
    "headCount" INTEGER,
    "summary" TEXT,
    "placesTaken" INTEGER NOT NULL DEFAULT 0,
    "waiting" INTEGER NOT NULL DEFAULT 0,
    "lastNumber" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "enteredById" UUID NOT NULL,
    "enteredForId" UUID,
    "sourceId" UUID,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Participation" (
    "id" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "stakeholderId" UUID NOT NULL,
    "status" "ParticipationStatus" NOT NULL,
    "number" INTEGER,
    "registeredAt" TIMESTAMPTZ(3),
    "promotedAt" TIMESTAMPTZ(3),
    "cancelledAt" TIMESTAMPTZ(3),
    "attended" BOOLEAN,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "enteredById" UUID NOT NULL,
    "enteredForId" UUID,
    "sourceId" UUID,

    CONSTRAINT "Participation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SessionOpinion" (
    "engagementId" UUID NOT NULL,
    "sessionId" UUID NOT NULL,

    CONSTRAINT "SessionOpinion_pkey" PRIMARY KEY ("engagementId")
);

-- CreateIndex
CREATE INDEX "Programme_name_id_idx" ON "Programme"("name", "id");

-- CreateIndex
CREATE INDEX "Programme_leadDepartmentId_idx" ON "Programme"("leadDepartmentId");

-- CreateIndex
CREATE INDEX "ProgrammePolicyTask_policyTaskId_idx" ON "ProgrammePolicyTask"("policyTaskId");

-- CreateIndex
CREATE UNIQUE INDEX "Session_programmeId_ordinal_key" ON "Session"("programmeId", "ordinal");

-- CreateIndex
CREATE INDEX "Participation_sessionId_status_number_idx" ON "Participation"("sessionId", "status", "number");

-- CreateIndex
CREATE INDEX "Participation_stakeholderId_id_idx" ON "Participation"("stakeholderId", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Participation_sessionId_stakeholderId_key" ON "Participation"("sessionId", "stakeholderId");

-- CreateIndex
CREATE UNIQUE INDEX "Participation_sessionId_number_key" ON "Participation"("sessionId", "number");

-- CreateIndex
CREATE INDEX "SessionOpinion_sessionId_idx" ON "SessionOpinion"("sessionId");

-- AddForeignKey
ALTER TABLE "Programme" ADD CONSTRAINT "Programme_leadDepartmentId_fkey" FOREIGN KEY ("leadDepartmentId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Programme" ADD CONSTRAINT "Programme_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Programme" ADD CONSTRAINT "Programme_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Programme" ADD CONSTRAINT "Programme_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProgrammePolicyTask" ADD CONSTRAINT "ProgrammePolicyTask_programmeId_fkey" FOREIGN KEY ("programmeId") REFERENCES "Programme"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProgrammePolicyTask" ADD CONSTRAINT "ProgrammePolicyTask_policyTaskId_fkey" FOREIGN KEY ("policyTaskId") REFERENCES "PolicyTask"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_programmeId_fkey" FOREIGN KEY ("programmeId") REFERENCES "Programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Participation" ADD CONSTRAINT "Participation_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Participation" ADD CONSTRAINT "Participation_stakeholderId_fkey" FOREIGN KEY ("stakeholderId") REFERENCES "Stakeholder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Participation" ADD CONSTRAINT "Participation_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Participation" ADD CONSTRAINT "Participation_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Participation" ADD CONSTRAINT "Participation_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SessionOpinion" ADD CONSTRAINT "SessionOpinion_engagementId_fkey" FOREIGN KEY ("engagementId") REFERENCES "Engagement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SessionOpinion" ADD CONSTRAINT "SessionOpinion_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- The rules that a Prisma schema cannot say. Each constraint's sentence for people stands in src/database/database-error.ts.

ALTER TABLE "Programme"
  ADD CONSTRAINT "Programme_name_normalized" CHECK (name IS NFC NORMALIZED AND name = btrim(name) AND name <> ''),
  ADD CONSTRAINT "Programme_number_positive" CHECK (number > 0),
  ADD CONSTRAINT "Programme_fromDate_partial" CHECK (partial_date_is_valid("fromDate", "fromPrecision")),
  ADD CONSTRAINT "Programme_untilDate_partial" CHECK (partial_date_is_valid("untilDate", "untilPrecision")),
  ADD CONSTRAINT "Programme_period_in_order" CHECK ("fromDate" < "untilDate");

ALTER TABLE "Session"
  ADD CONSTRAINT "Session_ordinal_positive" CHECK (ordinal > 0),
  ADD CONSTRAINT "Session_plannedDate_partial" CHECK (partial_date_is_valid("plannedDate", "plannedPrecision")),
  ADD CONSTRAINT "Session_heldDate_partial" CHECK (partial_date_is_valid("heldDate", "heldPrecision")),
  ADD CONSTRAINT "Session_held_has_date" CHECK ((status = 'HELD') = ("heldDate" IS NOT NULL)),
  -- A session that starts at a time is planned for that day in Korea.
  ADD CONSTRAINT "Session_planned_for_day_of_start" CHECK ("startsAt" IS NULL OR ("plannedPrecision" IS NOT DISTINCT FROM 'DAY'
    AND "plannedDate" IS NOT DISTINCT FROM ("startsAt" AT TIME ZONE 'Asia/Seoul')::date)),
  ADD CONSTRAINT "Session_ends_after_start" CHECK ("endsAt" IS NULL OR coalesce("startsAt" < "endsAt", FALSE)),
  ADD CONSTRAINT "Session_registration_in_order" CHECK ("registrationOpensAt" < "registrationClosesAt"),
  ADD CONSTRAINT "Session_capacity_positive" CHECK (capacity > 0),
  ADD CONSTRAINT "Session_head_count_not_negative" CHECK ("headCount" >= 0),
  -- No overbooking: both counts are kept by the database, under the lock of this row.
  ADD CONSTRAINT "Session_places_within_capacity" CHECK ("placesTaken" BETWEEN 0 AND coalesce(capacity, "placesTaken")),
  ADD CONSTRAINT "Session_waiting_within_capacity" CHECK (waiting BETWEEN 0 AND coalesce("waitingListCapacity", waiting));
-- Lists of sessions run by the date held or else planned, those without either last.
CREATE INDEX "Session_date_idx" ON "Session" (coalesce("heldDate", "plannedDate", DATE '9999-12-31'), id);
CREATE INDEX "Session_programmeId_date_idx" ON "Session" ("programmeId", coalesce("heldDate", "plannedDate", DATE '9999-12-31'), id);

ALTER TABLE "Participation"
  ADD CONSTRAINT "Participation_number_positive" CHECK (number > 0),
  ADD CONSTRAINT "Participation_registration_is_numbered" CHECK (num_nulls(number, "registeredAt") = CASE status WHEN 'WALK_IN' THEN 2 ELSE 0 END),
  ADD CONSTRAINT "Participation_cancelled_has_time" CHECK ((status = 'CANCELLED') = ("cancelledAt" IS NOT NULL)),
  ADD CONSTRAINT "Participation_waiting_is_not_promoted" CHECK ("promotedAt" IS NULL OR status IN ('REGISTERED', 'CANCELLED')),
  ADD CONSTRAINT "Participation_walk_in_came" CHECK (status <> 'WALK_IN' OR coalesce(attended, FALSE));

-- A cancelled programme plans no sessions.
CREATE FUNCTION require_programme_going_on() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  cancelled date;
BEGIN
  SELECT "cancelledOn" INTO cancelled FROM "Programme" WHERE id = NEW."programmeId" FOR SHARE;
  IF cancelled IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'row of "Session" violates check constraint "programme_not_cancelled"';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "Session_of_programme_going_on" BEFORE INSERT ON "Session" FOR EACH ROW EXECUTE FUNCTION require_programme_going_on();

-- Registrations are for sessions that are to come. The lock makes them take turns with each other and with what changes the session.
CREATE FUNCTION check_registration() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  stands "SessionStatus";
BEGIN
  SELECT status INTO stands FROM "Session" WHERE id = NEW."sessionId" FOR NO KEY UPDATE;
  IF stands <> 'PLANNED' THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'row of "Participation" violates check constraint "registration_for_planned_session"';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "Participation_of_planned_session" BEFORE INSERT OR UPDATE OF status ON "Participation"
  FOR EACH ROW WHEN (NEW.status IN ('REGISTERED', 'WAITING')) EXECUTE FUNCTION check_registration();

-- A session counts its registrations with each of them, so that the checks of its row hold at every moment.
CREATE FUNCTION count_registrations() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    UPDATE "Session"
    SET "placesTaken" = "placesTaken" - (OLD.status = 'REGISTERED')::int, waiting = waiting - (OLD.status = 'WAITING')::int
    WHERE id = OLD."sessionId" AND OLD.status IN ('REGISTERED', 'WAITING');
  END IF;
  IF TG_OP <> 'DELETE' THEN
    UPDATE "Session"
    SET "placesTaken" = "placesTaken" + (NEW.status = 'REGISTERED')::int, waiting = waiting + (NEW.status = 'WAITING')::int,
      "lastNumber" = greatest("lastNumber", NEW.number)
    WHERE id = NEW."sessionId" AND NEW.status IN ('REGISTERED', 'WAITING');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "Participation_is_counted" AFTER INSERT OR DELETE OR UPDATE OF status, number, "sessionId" ON "Participation"
  FOR EACH ROW EXECUTE FUNCTION count_registrations();

-- Nobody waits beside a free place, and nobody has one who registered after somebody who waits. Checked at commit, when those who move up
-- have moved.
CREATE FUNCTION check_waiting_list() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  now_is "Session"%ROWTYPE;
  broken text;
BEGIN
  SELECT * INTO now_is FROM "Session" WHERE id = NEW.id;
  IF now_is.status <> 'PLANNED' OR now_is.waiting = 0 THEN RETURN NULL;
  ELSIF now_is."placesTaken" < now_is.capacity OR now_is.capacity IS NULL THEN broken := 'nobody_waits_beside_a_free_place';
  ELSIF (SELECT min(number) FROM "Participation" WHERE "sessionId" = NEW.id AND status = 'WAITING')
    < (SELECT max(number) FROM "Participation" WHERE "sessionId" = NEW.id AND status = 'REGISTERED') THEN broken := 'first_come_first_served';
  END IF;
  IF broken IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = format('row of "Session" violates check constraint "%s"', broken);
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "Session_waiting_list" AFTER INSERT OR UPDATE ON "Session"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.status = 'PLANNED' AND NEW.waiting > 0) EXECUTE FUNCTION check_waiting_list();
