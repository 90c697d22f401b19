-- AlterTable
ALTER TABLE "Body" ADD COLUMN     "maxConsecutiveTerms" SMALLINT,
ADD COLUMN     "maxGenderPercent" SMALLINT;

-- AlterTable
ALTER TABLE "BudgetLine" ADD COLUMN     "duesBodyId" UUID;

-- AlterTable
ALTER TABLE "DuesPayment" ADD COLUMN     "budgetLineId" UUID;

-- CreateTable
CREATE TABLE "Rotation" (
    "id" UUID NOT NULL,
    "bodyId" UUID NOT NULL,
    "fromDate" DATE,
    "fromPrecision" "DatePrecision",
    "untilDate" DATE,
    "untilPrecision" "DatePrecision",
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "enteredById" UUID NOT NULL,
    "enteredForId" UUID,
    "sourceId" UUID,

    CONSTRAINT "Rotation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RotationTurn" (
    "id" UUID NOT NULL,
    "rotationId" UUID NOT NULL,
    "position" SMALLINT NOT NULL,
    "memberId" UUID NOT NULL,

    CONSTRAINT "RotationTurn_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Rotation_bodyId_idx" ON "Rotation"("bodyId");

-- CreateIndex
CREATE INDEX "RotationTurn_memberId_idx" ON "RotationTurn"("memberId");

-- CreateIndex
CREATE UNIQUE INDEX "RotationTurn_rotationId_position_key" ON "RotationTurn"("rotationId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "RotationTurn_rotationId_memberId_key" ON "RotationTurn"("rotationId", "memberId");

-- CreateIndex
CREATE INDEX "BudgetLine_duesBodyId_idx" ON "BudgetLine"("duesBodyId");

-- CreateIndex
CREATE INDEX "DuesPayment_budgetLineId_idx" ON "DuesPayment"("budgetLineId");

-- AddForeignKey
ALTER TABLE "DuesPayment" ADD CONSTRAINT "DuesPayment_budgetLineId_fkey" FOREIGN KEY ("budgetLineId") REFERENCES "BudgetLine"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BudgetLine" ADD CONSTRAINT "BudgetLine_duesBodyId_fkey" FOREIGN KEY ("duesBodyId") REFERENCES "Body"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Rotation" ADD CONSTRAINT "Rotation_bodyId_fkey" FOREIGN KEY ("bodyId") REFERENCES "Body"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Rotation" ADD CONSTRAINT "Rotation_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Rotation" ADD CONSTRAINT "Rotation_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Rotation" ADD CONSTRAINT "Rotation_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RotationTurn" ADD CONSTRAINT "RotationTurn_rotationId_fkey" FOREIGN KEY ("rotationId") REFERENCES "Rotation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RotationTurn" ADD CONSTRAINT "RotationTurn_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Stakeholder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What a Prisma schema cannot say. Each constraint's sentence for people stands in src/database/database-error.ts.
ALTER TABLE "Body"
  ADD CONSTRAINT "Body_max_consecutive_terms_positive" CHECK ("maxConsecutiveTerms" > 0),
  -- Below a half no committee could be made up of two genders.
  ADD CONSTRAINT "Body_max_gender_percent" CHECK ("maxGenderPercent" BETWEEN 50 AND 100);

ALTER TABLE "Rotation"
  ADD CONSTRAINT "Rotation_fromDate_partial" CHECK (partial_date_is_valid("fromDate", "fromPrecision")),
  ADD CONSTRAINT "Rotation_untilDate_partial" CHECK (partial_date_is_valid("untilDate", "untilPrecision")),
  ADD CONSTRAINT "Rotation_period_in_order" CHECK ("fromDate" < "untilDate"),
  ADD CONSTRAINT "Rotation_one_at_a_time" EXCLUDE USING gist ("bodyId" WITH =, daterange("fromDate", "untilDate") WITH &&);
ALTER TABLE "RotationTurn" ADD CONSTRAINT "RotationTurn_position_positive" CHECK (position > 0);

-- Dues are paid from a budget of the payer or of one of its units: the office of a city keeps the budget from which the city pays.
CREATE FUNCTION require_budget_line_of_payer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."budgetLineId" IS NOT NULL AND NOT EXISTS (
    WITH RECURSIVE above (id) AS (
      SELECT b."organizationId" FROM "BudgetLine" l JOIN "Budget" b ON b.id = l."budgetId" WHERE l.id = NEW."budgetLineId"
      UNION
      SELECT s."parentId" FROM above JOIN "Stakeholder" s ON s.id = above.id WHERE s."parentId" IS NOT NULL
    )
    SELECT FROM above WHERE id = NEW."payerId"
  ) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'row of "DuesPayment" violates check constraint "budget_line_of_payer"';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "DuesPayment_budget_line_of_payer" BEFORE INSERT OR UPDATE OF "budgetLineId", "payerId" ON "DuesPayment"
  FOR EACH ROW EXECUTE FUNCTION require_budget_line_of_payer();
