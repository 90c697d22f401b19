-- CreateTable
CREATE TABLE "CommitmentDue" (
    "commitmentId" UUID NOT NULL,
    "dueOn" DATE NOT NULL,
    "announcedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CommitmentDue_pkey" PRIMARY KEY ("commitmentId","dueOn")
);

-- AddForeignKey
ALTER TABLE "CommitmentDue" ADD CONSTRAINT "CommitmentDue_commitmentId_fkey" FOREIGN KEY ("commitmentId") REFERENCES "Commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: what was due before this was there is no news.
INSERT INTO "CommitmentDue" ("commitmentId", "dueOn", "announcedAt")
SELECT "id", upper(partial_days("dueDate", "duePrecision")) - 1, now() FROM "Commitment"
WHERE "status" = 'OPEN' AND upper(partial_days("dueDate", "duePrecision")) <= (now() AT TIME ZONE 'Asia/Seoul')::date;
