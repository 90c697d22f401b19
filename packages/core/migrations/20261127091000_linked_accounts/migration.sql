-- CreateTable
CREATE TABLE "LinkedAccount" (
    "id" UUID NOT NULL,
    "actorId" UUID NOT NULL,
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LinkedAccount_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "LinkedAccount_actorId_idx" ON "LinkedAccount"("actorId");

-- CreateIndex
CREATE UNIQUE INDEX "LinkedAccount_issuer_subject_key" ON "LinkedAccount"("issuer", "subject");

-- AddForeignKey
ALTER TABLE "LinkedAccount" ADD CONSTRAINT "LinkedAccount_actorId_fkey" FOREIGN KEY ("actorId") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
