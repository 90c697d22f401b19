-- CreateEnum
CREATE TYPE "SensitiveData" AS ENUM ('STANCES');

-- CreateEnum
CREATE TYPE "StancePosition" AS ENUM ('STRONGLY_SUPPORTS', 'SUPPORTS', 'NEUTRAL', 'OPPOSES', 'STRONGLY_OPPOSES', 'UNKNOWN');

-- CreateEnum
CREATE TYPE "StanceConfidence" AS ENUM ('STATED', 'REPORTED', 'INFERRED');

-- CreateEnum
CREATE TYPE "StanceLegalBasis" AS ENUM ('CONSENT', 'STATUTE', 'PUBLIC_STATEMENT');

-- CreateTable
CREATE TABLE "ReadRecord" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actorId" UUID NOT NULL,
    "departmentId" UUID,
    "data" "SensitiveData" NOT NULL,
    "personId" UUID NOT NULL,
    "recordIds" UUID[],
    "requestId" TEXT,

    CONSTRAINT "ReadRecord_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Stance" (
    "id" UUID NOT NULL,
    "stakeholderId" UUID NOT NULL,
    "policyTaskId" UUID,
    "proposalId" UUID,
    "position" "StancePosition" NOT NULL,
    "heldFromDate" DATE NOT NULL,
    "heldFromPrecision" "DatePrecision" NOT NULL,
    "confidence" "StanceConfidence" NOT NULL,
    "quotation" TEXT,
    "note" TEXT,
    "legalBasis" "StanceLegalBasis",
    "engagementId" UUID,
    "meetingId" UUID,
    "correctsId" UUID,
    "correctionReason" TEXT,
    "isRetraction" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "enteredById" UUID NOT NULL,
    "enteredForId" UUID,
    "sourceId" UUID,

    CONSTRAINT "Stance_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ReadRecord_personId_at_id_idx" ON "ReadRecord"("personId", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "ReadRecord_actorId_at_id_idx" ON "ReadRecord"("actorId", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "ReadRecord_at_id_idx" ON "ReadRecord"("at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Stance_correctsId_key" ON "Stance"("correctsId");

-- CreateIndex
CREATE INDEX "Stance_policyTaskId_heldFromDate_createdAt_id_idx" ON "Stance"("policyTaskId", "heldFromDate" DESC, "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Stance_proposalId_heldFromDate_createdAt_id_idx" ON "Stance"("proposalId", "heldFromDate" DESC, "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Stance_stakeholderId_heldFromDate_createdAt_id_idx" ON "Stance"("stakeholderId", "heldFromDate" DESC, "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Stance_engagementId_idx" ON "Stance"("engagementId");

-- CreateIndex
CREATE INDEX "Stance_meetingId_idx" ON "Stance"("meetingId");

-- AddForeignKey
ALTER TABLE "ReadRecord" ADD CONSTRAINT "ReadRecord_actorId_fkey" FOREIGN KEY ("actorId") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReadRecord" ADD CONSTRAINT "ReadRecord_departmentId_fkey" FOREIGN KEY ("departmentId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Stance" ADD CONSTRAINT "Stance_stakeholderId_fkey" FOREIGN KEY ("stakeholderId") REFERENCES "Stakeholder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Stance" ADD CONSTRAINT "Stance_policyTaskId_fkey" FOREIGN KEY ("policyTaskId") REFERENCES "PolicyTask"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Stance" ADD CONSTRAINT "Stance_proposalId_fkey" FOREIGN KEY ("proposalId") REFERENCES "Proposal"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Stance" ADD CONSTRAINT "Stance_engagementId_fkey" FOREIGN KEY ("engagementId") REFERENCES "Engagement"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Stance" ADD CONSTRAINT "Stance_meetingId_fkey" FOREIGN KEY ("meetingId") REFERENCES "Meeting"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Stance" ADD CONSTRAINT "Stance_correctsId_fkey" FOREIGN KEY ("correctsId") REFERENCES "Stance"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Stance" ADD CONSTRAINT "Stance_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Stance" ADD CONSTRAINT "Stance_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Stance" ADD CONSTRAINT "Stance_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- The rules that a Prisma schema cannot say.

ALTER TABLE "Stance"
  ADD CONSTRAINT "Stance_heldFromDate_partial" CHECK (partial_date_is_valid("heldFromDate", "heldFromPrecision")),
  ADD CONSTRAINT "Stance_about_one_thing" CHECK (num_nonnulls("policyTaskId", "proposalId") = 1),
  -- Heard in an engagement or in a meeting, or else read in a document: then its words are quoted.
  ADD CONSTRAINT "Stance_has_evidence" CHECK (CASE num_nonnulls("engagementId", "meetingId")
    WHEN 1 THEN TRUE WHEN 0 THEN "sourceId" IS NOT NULL AND quotation IS NOT NULL ELSE FALSE END),
  ADD CONSTRAINT "Stance_correction_has_reason" CHECK (("correctsId" IS NULL) = ("correctionReason" IS NULL)),
  ADD CONSTRAINT "Stance_retraction_corrects" CHECK ("correctsId" IS NOT NULL OR NOT "isRetraction");

-- A natural person's stance has its legal basis, which tells it apart from then on; a correction is one of the same stakeholder on the same.
CREATE FUNCTION check_stance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  broken text;
BEGIN
  IF NOT EXISTS (
    SELECT FROM "Stakeholder" WHERE id = NEW."stakeholderId" AND (kind = 'PERSON') = (NEW."legalBasis" IS NOT NULL)
  ) THEN broken := 'legal_basis_of_person';
  ELSIF NEW."correctsId" IS NOT NULL AND NOT EXISTS (
    SELECT FROM "Stance"
    WHERE id = NEW."correctsId" AND "stakeholderId" = NEW."stakeholderId"
      AND ("policyTaskId", "proposalId") IS NOT DISTINCT FROM (NEW."policyTaskId", NEW."proposalId")
  ) THEN broken := 'correction_of_same_stance';
  END IF;
  IF broken IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = format('row of "Stance" violates check constraint "%s"', broken);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "Stance_rules" BEFORE INSERT ON "Stance" FOR EACH ROW EXECUTE FUNCTION check_stance();
CREATE TRIGGER "Stance_written_once" BEFORE UPDATE ON "Stance" FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER "ReadRecord_written_once" BEFORE UPDATE OR DELETE ON "ReadRecord" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "ReadRecord_not_emptied" BEFORE TRUNCATE ON "ReadRecord" EXECUTE FUNCTION refuse_change();
