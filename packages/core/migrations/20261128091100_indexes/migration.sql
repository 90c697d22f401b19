-- DropIndex
DROP INDEX "Engagement_enteredById_idx";

-- DropIndex
DROP INDEX "EngagementStaff_actorId_idx";

-- CreateIndex
CREATE INDEX "EngagementStaff_actorId_engagementId_idx" ON "EngagementStaff"("actorId", "engagementId");

-- By hand: a Prisma schema has no indexes of a part of a table. RESTRICTED engagements that somebody reads are few; each ground has its index.
CREATE INDEX "Engagement_restricted" ON "Engagement" ("id") INCLUDE ("occurredAt", "channel") WHERE "confidentiality" = 'RESTRICTED';
CREATE INDEX "Engagement_restricted_enteredBy" ON "Engagement" ("enteredById", "occurredAt", "id") INCLUDE ("channel") WHERE "confidentiality" = 'RESTRICTED';
CREATE INDEX "Engagement_restricted_enteredFor" ON "Engagement" ("enteredForId", "occurredAt", "id") INCLUDE ("channel") WHERE "confidentiality" = 'RESTRICTED';
