-- CreateTable
CREATE TABLE "OutboxEvent" (
    "id" BIGSERIAL NOT NULL,
    "position" BIGINT,
    "name" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "actorId" UUID NOT NULL,
    "departmentId" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "OutboxEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Outbox" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "lastPosition" BIGINT NOT NULL DEFAULT 0,
    "sweptTo" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "Outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EventConsumer" (
    "name" TEXT NOT NULL,
    "position" BIGINT NOT NULL,
    "holder" UUID,
    "heldUntil" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "EventConsumer_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "EventDelivery" (
    "consumer" TEXT NOT NULL,
    "eventId" BIGINT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "retryAt" TIMESTAMPTZ(3) NOT NULL,
    "failure" TEXT,
    "parkedAt" TIMESTAMPTZ(3),

    CONSTRAINT "EventDelivery_pkey" PRIMARY KEY ("consumer","eventId")
);

-- CreateIndex
CREATE UNIQUE INDEX "OutboxEvent_position_key" ON "OutboxEvent"("position");

-- CreateIndex
CREATE INDEX "EventDelivery_eventId_idx" ON "EventDelivery"("eventId");

-- AddForeignKey
ALTER TABLE "EventDelivery" ADD CONSTRAINT "EventDelivery_consumer_fkey" FOREIGN KEY ("consumer") REFERENCES "EventConsumer"("name") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EventDelivery" ADD CONSTRAINT "EventDelivery_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "OutboxEvent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: what the Prisma schema cannot say.

CREATE INDEX "OutboxEvent_unnumbered_idx" ON "OutboxEvent" ("id") WHERE "position" IS NULL;

INSERT INTO "Outbox" ("id") VALUES (1);
ALTER TABLE "Outbox" ADD CONSTRAINT "Outbox_one_row" CHECK ("id" = 1);

-- Numbers the events whose transactions are committed, a thousand at most, and returns the last position that was given. One at a time, so
-- that what is numbered later comes later: whoever has read up to a position never finds another event before it. An event that is not
-- committed yet gets its number when it is; nobody waits for it. Ids are taken at the end of a transaction, after the locks on what it
-- changed, so that the events of one record stay in their order.
CREATE FUNCTION number_events() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  last bigint;
BEGIN
  SELECT "lastPosition" INTO last FROM "Outbox" WHERE "id" = 1;
  IF NOT EXISTS (SELECT FROM "OutboxEvent" WHERE "position" IS NULL) THEN
    RETURN last;
  END IF;
  PERFORM FROM "Outbox" WHERE "id" = 1 FOR UPDATE;
  WITH fresh AS (
    SELECT "id", row_number() OVER (ORDER BY "id") AS place
    FROM (SELECT "id" FROM "OutboxEvent" WHERE "position" IS NULL ORDER BY "id" LIMIT 1000) AS next
  ), numbered AS (
    UPDATE "OutboxEvent" AS event SET "position" = outbox."lastPosition" + fresh.place
    FROM fresh, "Outbox" AS outbox
    WHERE event."id" = fresh."id" AND outbox."id" = 1
    RETURNING event."position"
  )
  UPDATE "Outbox" SET "lastPosition" = "lastPosition" + (SELECT count(*) FROM numbered) WHERE "id" = 1
  RETURNING "lastPosition" INTO last;
  PERFORM pg_notify('pcrm_events', last::text);
  RETURN last;
END
$$;
