-- By hand: a Prisma schema has no indexes of a part of a table. Counted from the index alone, which has all that a segment is of.
CREATE INDEX "Stakeholder_segment" ON "Stakeholder" ("region", "kind") INCLUDE ("categories") WHERE "archivedAt" IS NULL;
