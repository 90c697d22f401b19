-- CreateEnum
CREATE TYPE "AppointmentStatus" AS ENUM ('PLANNED', 'HELD', 'CANCELLED');

-- CreateTable
CREATE TABLE "Appointment" (
    "id" UUID NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3),
    "channel" "EngagementChannel" NOT NULL,
    "subject" TEXT NOT NULL,
    "place" TEXT,
    "confidentiality" "Confidentiality" NOT NULL DEFAULT 'INTERNAL',
    "status" "AppointmentStatus" NOT NULL DEFAULT 'PLANNED',
    "cancelReason" TEXT,
    "engagementId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "enteredById" UUID NOT NULL,
    "enteredForId" UUID,
    "sourceId" UUID,

    CONSTRAINT "Appointment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AppointmentStakeholder" (
    "appointmentId" UUID NOT NULL,
    "stakeholderId" UUID NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AppointmentStakeholder_pkey" PRIMARY KEY ("appointmentId","stakeholderId")
);

-- CreateTable
CREATE TABLE "AppointmentStaff" (
    "appointmentId" UUID NOT NULL,
    "actorId" UUID NOT NULL,

    CONSTRAINT "AppointmentStaff_pkey" PRIMARY KEY ("appointmentId","actorId")
);

-- CreateIndex
CREATE UNIQUE INDEX "Appointment_engagementId_key" ON "Appointment"("engagementId");

-- CreateIndex
CREATE INDEX "Appointment_status_startsAt_id_idx" ON "Appointment"("status", "startsAt", "id");

-- CreateIndex
CREATE INDEX "Appointment_enteredById_idx" ON "Appointment"("enteredById");

-- CreateIndex
CREATE UNIQUE INDEX "Appointment_startsAt_id_key" ON "Appointment"("startsAt", "id");

-- CreateIndex
CREATE INDEX "AppointmentStakeholder_stakeholderId_startsAt_appointmentId_idx" ON "AppointmentStakeholder"("stakeholderId", "startsAt", "appointmentId");

-- CreateIndex
CREATE INDEX "AppointmentStaff_actorId_idx" ON "AppointmentStaff"("actorId");

-- AddForeignKey
ALTER TABLE "Appointment" ADD CONSTRAINT "Appointment_engagementId_fkey" FOREIGN KEY ("engagementId") REFERENCES "Engagement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Appointment" ADD CONSTRAINT "Appointment_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Appointment" ADD CONSTRAINT "Appointment_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Appointment" ADD CONSTRAINT "Appointment_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AppointmentStakeholder" ADD CONSTRAINT "AppointmentStakeholder_startsAt_appointmentId_fkey" FOREIGN KEY ("startsAt", "appointmentId") REFERENCES "Appointment"("startsAt", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AppointmentStakeholder" ADD CONSTRAINT "AppointmentStakeholder_stakeholderId_fkey" FOREIGN KEY ("stakeholderId") REFERENCES "Stakeholder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AppointmentStaff" ADD CONSTRAINT "AppointmentStaff_appointmentId_fkey" FOREIGN KEY ("appointmentId") REFERENCES "Appointment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AppointmentStaff" ADD CONSTRAINT "AppointmentStaff_actorId_fkey" FOREIGN KEY ("actorId") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What a Prisma schema cannot say. Each constraint's sentence for people stands in src/database/database-error.ts.

ALTER TABLE "Appointment"
  ADD CONSTRAINT "Appointment_subject_normalized" CHECK (subject IS NFC NORMALIZED AND subject = btrim(subject) AND subject <> ''),
  ADD CONSTRAINT "Appointment_ends_after_it_starts" CHECK ("endsAt" > "startsAt"),
  ADD CONSTRAINT "Appointment_held_names_engagement" CHECK ((status = 'HELD') = ("engagementId" IS NOT NULL)),
  ADD CONSTRAINT "Appointment_cancelled_has_reason" CHECK ((status = 'CANCELLED') = ("cancelReason" IS NOT NULL));

-- An appointment is held or cancelled once.
CREATE FUNCTION keep_closed_appointment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'row of "Appointment" violates check constraint "appointment_closed"';
END $$;
CREATE TRIGGER "Appointment_closed_is_kept" BEFORE UPDATE OF status ON "Appointment"
  FOR EACH ROW WHEN (OLD.status <> 'PLANNED' AND NEW.status <> OLD.status) EXECUTE FUNCTION keep_closed_appointment();
