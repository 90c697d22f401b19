-- AlterTable
ALTER TABLE "ApiKey" ADD COLUMN     "lastUsedAt" TIMESTAMPTZ(3),
ADD COLUMN     "replacesId" UUID,
ADD COLUMN     "scopes" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateIndex
CREATE UNIQUE INDEX "ApiKey_replacesId_key" ON "ApiKey"("replacesId");

-- AddForeignKey
ALTER TABLE "ApiKey" ADD CONSTRAINT "ApiKey_replacesId_fkey" FOREIGN KEY ("replacesId") REFERENCES "ApiKey"("id") ON DELETE SET NULL ON UPDATE CASCADE;
