-- CreateEnum
CREATE TYPE "ProposalStatus" AS ENUM ('DRAFT', 'SUBMITTED', 'UNDER_REVIEW', 'ACCEPTED', 'PARTLY_ACCEPTED', 'REJECTED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "ReplyStance" AS ENUM ('ACCEPTED', 'PARTLY_ACCEPTED', 'REJECTED', 'UNDER_REVIEW', 'NOTED');

-- CreateEnum
CREATE TYPE "OutcomeUnit" AS ENUM ('PERCENT', 'KRW', 'MILLION_KRW', 'HUNDRED_MILLION_KRW', 'COUNT');

-- CreateEnum
CREATE TYPE "JointTaskRole" AS ENUM ('LEAD', 'PARTNER');

-- AlterEnum
ALTER TYPE "DeclaredMeasure" ADD VALUE 'JOINT_TASKS';

-- CreateTable
CREATE TABLE "Proposal" (
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT,
    "expectedEffect" TEXT,
    "bodyId" UUID,
    "channel" "EngagementChannel",
    "proposedDate" DATE,
    "proposedPrecision" "DatePrecision",
    "meetingId" UUID,
    "agendaItemId" UUID,
    "reraisesId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "enteredById" UUID NOT NULL,
    "enteredForId" UUID,
    "sourceId" UUID,

    CONSTRAINT "Proposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProposalProposer" (
    "proposalId" UUID NOT NULL,
    "stakeholderId" UUID NOT NULL,
    "isLead" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "ProposalProposer_pkey" PRIMARY KEY ("proposalId","stakeholderId")
);

-- CreateTable
CREATE TABLE "ProposalAddressee" (
    "proposalId" UUID NOT NULL,
    "stakeholderId" UUID NOT NULL,
    "addressedDate" DATE,
    "addressedPrecision" "DatePrecision",

    CONSTRAINT "ProposalAddressee_pkey" PRIMARY KEY ("proposalId","stakeholderId")
);

-- CreateTable
CREATE TABLE "ProposalPolicyTask" (
    "proposalId" UUID NOT NULL,
    "policyTaskId" UUID NOT NULL,

    CONSTRAINT "ProposalPolicyTask_pkey" PRIMARY KEY ("proposalId","policyTaskId")
);

-- CreateTable
CREATE TABLE "ProposalStatusChange" (
    "id" UUID NOT NULL,
    "proposalId" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "status" "ProposalStatus" NOT NULL,
    "changedDate" DATE NOT NULL,
    "changedPrecision" "DatePrecision" NOT NULL,
    "reason" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "enteredById" UUID NOT NULL,
    "enteredForId" UUID,
    "sourceId" UUID,

    CONSTRAINT "ProposalStatusChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProposalReply" (
    "id" UUID NOT NULL,
    "proposalId" UUID NOT NULL,
    "addresseeId" UUID NOT NULL,
    "stance" "ReplyStance" NOT NULL,
    "repliedDate" DATE NOT NULL,
    "repliedPrecision" "DatePrecision" NOT NULL,
    "text" TEXT,
    "engagementId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "enteredById" UUID NOT NULL,
    "enteredForId" UUID,
    "sourceId" UUID,

    CONSTRAINT "ProposalReply_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProposalOutcome" (
    "id" UUID NOT NULL,
    "proposalId" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "before" DOUBLE PRECISION,
    "after" DOUBLE PRECISION,
    "unit" "OutcomeUnit",
    "text" TEXT,
    "decidedById" UUID,
    "decidedDate" DATE NOT NULL,
    "decidedPrecision" "DatePrecision" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "enteredById" UUID NOT NULL,
    "enteredForId" UUID,
    "sourceId" UUID,

    CONSTRAINT "ProposalOutcome_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "JointTask" (
    "id" UUID NOT NULL,
    "policyTaskId" UUID NOT NULL,
    "bodyId" UUID,
    "meetingId" UUID,
    "agendaItemId" UUID,
    "cityPart" TEXT,
    "fromDate" DATE NOT NULL,
    "fromPrecision" "DatePrecision" NOT NULL,
    "untilDate" DATE,
    "untilPrecision" "DatePrecision",
    "endReason" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "enteredById" UUID NOT NULL,
    "enteredForId" UUID,
    "sourceId" UUID,

    CONSTRAINT "JointTask_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "JointTaskPartner" (
    "jointTaskId" UUID NOT NULL,
    "partnerId" UUID NOT NULL,
    "role" "JointTaskRole" NOT NULL DEFAULT 'PARTNER',
    "part" TEXT,

    CONSTRAINT "JointTaskPartner_pkey" PRIMARY KEY ("jointTaskId","partnerId")
);

-- CreateIndex
CREATE INDEX "Proposal_bodyId_proposedDate_idx" ON "Proposal"("bodyId", "proposedDate");

-- CreateIndex
CREATE INDEX "Proposal_proposedDate_id_idx" ON "Proposal"("proposedDate", "id");

-- CreateIndex
CREATE INDEX "Proposal_meetingId_idx" ON "Proposal"("meetingId");

-- CreateIndex
CREATE INDEX "Proposal_agendaItemId_idx" ON "Proposal"("agendaItemId");

-- CreateIndex
CREATE INDEX "Proposal_reraisesId_idx" ON "Proposal"("reraisesId");

-- CreateIndex
CREATE INDEX "ProposalProposer_stakeholderId_idx" ON "ProposalProposer"("stakeholderId");

-- CreateIndex
CREATE INDEX "ProposalAddressee_stakeholderId_idx" ON "ProposalAddressee"("stakeholderId");

-- CreateIndex
CREATE INDEX "ProposalPolicyTask_policyTaskId_idx" ON "ProposalPolicyTask"("policyTaskId");

-- CreateIndex
CREATE INDEX "ProposalStatusChange_proposalId_changedDate_sequence_idx" ON "ProposalStatusChange"("proposalId", "changedDate" DESC, "sequence" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "ProposalStatusChange_proposalId_sequence_key" ON "ProposalStatusChange"("proposalId", "sequence");

-- CreateIndex
CREATE INDEX "ProposalReply_proposalId_addresseeId_repliedDate_id_idx" ON "ProposalReply"("proposalId", "addresseeId", "repliedDate" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "ProposalReply_addresseeId_idx" ON "ProposalReply"("addresseeId");

-- CreateIndex
CREATE INDEX "ProposalReply_engagementId_idx" ON "ProposalReply"("engagementId");

-- CreateIndex
CREATE INDEX "ProposalOutcome_proposalId_decidedDate_idx" ON "ProposalOutcome"("proposalId", "decidedDate");

-- CreateIndex
CREATE INDEX "ProposalOutcome_decidedById_idx" ON "ProposalOutcome"("decidedById");

-- CreateIndex
CREATE INDEX "JointTask_policyTaskId_idx" ON "JointTask"("policyTaskId");

-- CreateIndex
CREATE INDEX "JointTask_bodyId_idx" ON "JointTask"("bodyId");

-- CreateIndex
CREATE INDEX "JointTask_meetingId_idx" ON "JointTask"("meetingId");

-- CreateIndex
CREATE INDEX "JointTask_agendaItemId_idx" ON "JointTask"("agendaItemId");

-- CreateIndex
CREATE INDEX "JointTaskPartner_partnerId_idx" ON "JointTaskPartner"("partnerId");

-- CreateIndex
CREATE UNIQUE INDEX "AgendaItem_id_meetingId_key" ON "AgendaItem"("id", "meetingId");

-- AddForeignKey
ALTER TABLE "Proposal" ADD CONSTRAINT "Proposal_bodyId_fkey" FOREIGN KEY ("bodyId") REFERENCES "Body"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Proposal" ADD CONSTRAINT "Proposal_meetingId_fkey" FOREIGN KEY ("meetingId") REFERENCES "Meeting"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Proposal" ADD CONSTRAINT "Proposal_agendaItemId_meetingId_fkey" FOREIGN KEY ("agendaItemId", "meetingId") REFERENCES "AgendaItem"("id", "meetingId") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Proposal" ADD CONSTRAINT "Proposal_reraisesId_fkey" FOREIGN KEY ("reraisesId") REFERENCES "Proposal"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Proposal" ADD CONSTRAINT "Proposal_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Proposal" ADD CONSTRAINT "Proposal_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Proposal" ADD CONSTRAINT "Proposal_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProposalProposer" ADD CONSTRAINT "ProposalProposer_proposalId_fkey" FOREIGN KEY ("proposalId") REFERENCES "Proposal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProposalProposer" ADD CONSTRAINT "ProposalProposer_stakeholderId_fkey" FOREIGN KEY ("stakeholderId") REFERENCES "Stakeholder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProposalAddressee" ADD CONSTRAINT "ProposalAddressee_proposalId_fkey" FOREIGN KEY ("proposalId") REFERENCES "Proposal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProposalAddressee" ADD CONSTRAINT "ProposalAddressee_stakeholderId_fkey" FOREIGN KEY ("stakeholderId") REFERENCES "Stakeholder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProposalPolicyTask" ADD CONSTRAINT "ProposalPolicyTask_proposalId_fkey" FOREIGN KEY ("proposalId") REFERENCES "Proposal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProposalPolicyTask" ADD CONSTRAINT "ProposalPolicyTask_policyTaskId_fkey" FOREIGN KEY ("policyTaskId") REFERENCES "PolicyTask"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProposalStatusChange" ADD CONSTRAINT "ProposalStatusChange_proposalId_fkey" FOREIGN KEY ("proposalId") REFERENCES "Proposal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProposalStatusChange" ADD CONSTRAINT "ProposalStatusChange_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProposalStatusChange" ADD CONSTRAINT "ProposalStatusChange_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProposalStatusChange" ADD CONSTRAINT "ProposalStatusChange_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProposalReply" ADD CONSTRAINT "ProposalReply_proposalId_fkey" FOREIGN KEY ("proposalId") REFERENCES "Proposal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProposalReply" ADD CONSTRAINT "ProposalReply_proposalId_addresseeId_fkey" FOREIGN KEY ("proposalId", "addresseeId") REFERENCES "ProposalAddressee"("proposalId", "stakeholderId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProposalReply" ADD CONSTRAINT "ProposalReply_engagementId_fkey" FOREIGN KEY ("engagementId") REFERENCES "Engagement"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProposalReply" ADD CONSTRAINT "ProposalReply_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProposalReply" ADD CONSTRAINT "ProposalReply_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProposalReply" ADD CONSTRAINT "ProposalReply_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProposalOutcome" ADD CONSTRAINT "ProposalOutcome_proposalId_fkey" FOREIGN KEY ("proposalId") REFERENCES "Proposal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProposalOutcome" ADD CONSTRAINT "ProposalOutcome_decidedById_fkey" FOREIGN KEY ("decidedById") REFERENCES "Stakeholder"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProposalOutcome" ADD CONSTRAINT "ProposalOutcome_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProposalOutcome" ADD CONSTRAINT "ProposalOutcome_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProposalOutcome" ADD CONSTRAINT "ProposalOutcome_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "JointTask" ADD CONSTRAINT "JointTask_policyTaskId_fkey" FOREIGN KEY ("policyTaskId") REFERENCES "PolicyTask"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "JointTask" ADD CONSTRAINT "JointTask_bodyId_fkey" FOREIGN KEY ("bodyId") REFERENCES "Body"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "JointTask" ADD CONSTRAINT "JointTask_meetingId_fkey" FOREIGN KEY ("meetingId") REFERENCES "Meeting"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "JointTask" ADD CONSTRAINT "JointTask_agendaItemId_meetingId_fkey" FOREIGN KEY ("agendaItemId", "meetingId") REFERENCES "AgendaItem"("id", "meetingId") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "JointTask" ADD CONSTRAINT "JointTask_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "JointTask" ADD CONSTRAINT "JointTask_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "JointTask" ADD CONSTRAINT "JointTask_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "JointTaskPartner" ADD CONSTRAINT "JointTaskPartner_jointTaskId_fkey" FOREIGN KEY ("jointTaskId") REFERENCES "JointTask"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "JointTaskPartner" ADD CONSTRAINT "JointTaskPartner_partnerId_fkey" FOREIGN KEY ("partnerId") REFERENCES "Stakeholder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the Prisma schema cannot say.

-- Partial dates, periods and names.
ALTER TABLE "Proposal"
  ADD CONSTRAINT "Proposal_proposedDate_partial" CHECK (partial_date_is_valid("proposedDate", "proposedPrecision")),
  ADD CONSTRAINT "Proposal_title_normalized" CHECK (title IS NFC NORMALIZED AND title = btrim(title) AND title <> ''),
  -- The item must be one of the meeting, which the foreign key on both only holds where both are there.
  ADD CONSTRAINT "Proposal_agenda_item_of_meeting" CHECK ("agendaItemId" IS NULL OR "meetingId" IS NOT NULL);
ALTER TABLE "ProposalAddressee"
  ADD CONSTRAINT "ProposalAddressee_addressedDate_partial" CHECK (partial_date_is_valid("addressedDate", "addressedPrecision"));
ALTER TABLE "ProposalStatusChange"
  ADD CONSTRAINT "ProposalStatusChange_changedDate_partial" CHECK (partial_date_is_valid("changedDate", "changedPrecision")),
  ADD CONSTRAINT "ProposalStatusChange_sequence_positive" CHECK (sequence > 0);
ALTER TABLE "ProposalReply"
  ADD CONSTRAINT "ProposalReply_repliedDate_partial" CHECK (partial_date_is_valid("repliedDate", "repliedPrecision"));
ALTER TABLE "ProposalOutcome"
  ADD CONSTRAINT "ProposalOutcome_decidedDate_partial" CHECK (partial_date_is_valid("decidedDate", "decidedPrecision")),
  ADD CONSTRAINT "ProposalOutcome_subject_normalized" CHECK (subject IS NFC NORMALIZED AND subject = btrim(subject) AND subject <> ''),
  ADD CONSTRAINT "ProposalOutcome_unit_of_values" CHECK ((num_nonnulls(before, after) > 0) = (unit IS NOT NULL)),
  ADD CONSTRAINT "ProposalOutcome_says_what_came" CHECK (num_nonnulls(after, text) > 0);
ALTER TABLE "ProposalProposer"
  ADD CONSTRAINT "ProposalProposer_one_lead" EXCLUDE USING gist ("proposalId" WITH =) WHERE ("isLead");
ALTER TABLE "JointTask"
  ADD CONSTRAINT "JointTask_fromDate_partial" CHECK (partial_date_is_valid("fromDate", "fromPrecision")),
  ADD CONSTRAINT "JointTask_untilDate_partial" CHECK (partial_date_is_valid("untilDate", "untilPrecision")),
  ADD CONSTRAINT "JointTask_period_in_order" CHECK ("fromDate" < "untilDate"),
  ADD CONSTRAINT "JointTask_reason_of_end" CHECK ("endReason" IS NULL OR "untilDate" IS NOT NULL),
  ADD CONSTRAINT "JointTask_agenda_item_of_meeting" CHECK ("agendaItemId" IS NULL OR "meetingId" IS NOT NULL),
  ADD CONSTRAINT "JointTask_one_at_a_time" EXCLUDE USING gist (
    "policyTaskId" WITH =, (coalesce("bodyId", "policyTaskId")) WITH =, daterange("fromDate", "untilDate") WITH &&);
CREATE TRIGGER "JointTaskPartner_is_organization" BEFORE INSERT OR UPDATE OF "partnerId" ON "JointTaskPartner"
  FOR EACH ROW EXECUTE FUNCTION require_organization('partnerId');

-- History is written once. Who answered may still be moved when two records of one stakeholder become one.
CREATE TRIGGER "ProposalStatusChange_written_once" BEFORE UPDATE OR DELETE ON "ProposalStatusChange" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "ProposalReply_written_once"
  BEFORE UPDATE OF stance, "repliedDate", "repliedPrecision", text OR DELETE ON "ProposalReply" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "ProposalOutcome_written_once"
  BEFORE UPDATE OF subject, before, after, unit, text, "decidedDate", "decidedPrecision" OR DELETE ON "ProposalOutcome"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The meeting named is one of the body named, where both are.
CREATE FUNCTION require_meeting_of_body() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."bodyId" IS NOT NULL AND EXISTS (SELECT FROM "Meeting" WHERE id = NEW."meetingId" AND "bodyId" <> NEW."bodyId") THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation',
      MESSAGE = format('row of "%s" violates check constraint "meeting_of_body"', TG_TABLE_NAME);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "Proposal_meeting_of_body" BEFORE INSERT OR UPDATE OF "meetingId", "bodyId" ON "Proposal" FOR EACH ROW EXECUTE FUNCTION require_meeting_of_body();
CREATE TRIGGER "JointTask_meeting_of_body" BEFORE INSERT OR UPDATE OF "meetingId", "bodyId" ON "JointTask" FOR EACH ROW EXECUTE FUNCTION require_meeting_of_body();

-- What raises another again was proposed after it, and never closes a circle. Writers take turns, for two halves of a circle may be
-- written at the same time. The date on which a proposal was submitted is kept: its history, its replies and its raisings stand on it.
CREATE FUNCTION check_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  earlier "Proposal"%ROWTYPE;
  broken text;
BEGIN
  IF NEW."reraisesId" IS NOT NULL THEN
    PERFORM pg_advisory_xact_lock(hashtext('Proposal.reraisesId'));
    SELECT * INTO earlier FROM "Proposal" WHERE id = NEW."reraisesId";
    IF EXISTS (
      WITH RECURSIVE before (id) AS (
        SELECT NEW."reraisesId"
        UNION
        SELECT p."reraisesId" FROM "Proposal" p JOIN before ON p.id = before.id WHERE p."reraisesId" IS NOT NULL
      )
      SELECT FROM before WHERE id = NEW.id
    ) THEN broken := 'reraising_without_circle';
    ELSIF earlier.id IS NOT NULL AND earlier."proposedDate" IS NULL THEN broken := 'reraises_what_was_submitted';
    ELSIF upper(partial_days(NEW."proposedDate", NEW."proposedPrecision")) <= earlier."proposedDate" THEN broken := 'reraised_later';
    END IF;
  END IF;
  IF TG_OP = 'UPDATE' AND OLD."proposedDate" IS NOT NULL
    AND (NEW."proposedDate", NEW."proposedPrecision") IS DISTINCT FROM (OLD."proposedDate", OLD."proposedPrecision") THEN
    broken := 'proposed_date_is_kept';
  END IF;
  IF broken IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = format('row of "Proposal" violates check constraint "%s"', broken);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "Proposal_rules" BEFORE INSERT OR UPDATE OF "reraisesId", "proposedDate", "proposedPrecision" ON "Proposal"
  FOR EACH ROW EXECUTE FUNCTION check_proposal();

-- Somebody makes every proposal: a body, or its proposers. Checked at commit, when the proposers are written too.
CREATE FUNCTION require_proposer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  proposal uuid := CASE TG_TABLE_NAME WHEN 'Proposal' THEN to_jsonb(NEW) ->> 'id' ELSE to_jsonb(OLD) ->> 'proposalId' END;
BEGIN
  IF EXISTS (SELECT FROM "Proposal" WHERE id = proposal AND "bodyId" IS NULL)
    AND NOT EXISTS (SELECT FROM "ProposalProposer" WHERE "proposalId" = proposal) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'row of "Proposal" violates check constraint "proposal_has_proposer"';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "Proposal_has_proposer" AFTER INSERT OR UPDATE OF "bodyId" ON "Proposal"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_proposer();
CREATE CONSTRAINT TRIGGER "ProposalProposer_of_proposal" AFTER DELETE ON "ProposalProposer"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_proposer();

-- The status history of a proposal is in order: steps are numbered without a gap, none is dated before the one it follows, and the
-- proposal is submitted on the date that it carries.
CREATE FUNCTION check_proposal_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  broken text;
BEGIN
  IF NEW.sequence > 1 AND NOT EXISTS (
    SELECT FROM "ProposalStatusChange"
    WHERE "proposalId" = NEW."proposalId" AND sequence = NEW.sequence - 1 AND "changedDate" <= NEW."changedDate"
  ) THEN broken := 'status_history_in_order';
  ELSIF NEW.status = 'SUBMITTED' AND NOT EXISTS (
    SELECT FROM "Proposal"
    WHERE id = NEW."proposalId" AND "proposedDate" = NEW."changedDate" AND "proposedPrecision" = NEW."changedPrecision"
  ) THEN broken := 'submitted_when_proposed';
  END IF;
  IF broken IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = format('row of "ProposalStatusChange" violates check constraint "%s"', broken);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "ProposalStatusChange_rules" BEFORE INSERT ON "ProposalStatusChange" FOR EACH ROW EXECUTE FUNCTION check_proposal_step();

-- Nothing is answered and nothing comes of a proposal before it was submitted. The argument names the date.
CREATE FUNCTION require_submitted_before() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  date date := (to_jsonb(NEW) ->> (TG_ARGV[0] || 'Date'))::date;
  "precision" "DatePrecision" := (to_jsonb(NEW) ->> (TG_ARGV[0] || 'Precision'))::"DatePrecision";
BEGIN
  IF NOT EXISTS (SELECT FROM "Proposal" WHERE id = NEW."proposalId" AND "proposedDate" < upper(partial_days(date, "precision"))) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation',
      MESSAGE = format('row of "%s" violates check constraint "answered_after_submission"', TG_TABLE_NAME);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "ProposalReply_rules" BEFORE INSERT ON "ProposalReply" FOR EACH ROW EXECUTE FUNCTION require_submitted_before('replied');
CREATE TRIGGER "ProposalOutcome_rules" BEFORE INSERT ON "ProposalOutcome" FOR EACH ROW EXECUTE FUNCTION require_submitted_before('decided');
