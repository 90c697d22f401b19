-- CreateEnum
CREATE TYPE "ActorKind" AS ENUM ('STAFF', 'SERVICE', 'SYSTEM');

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('VIEWER', 'STAFF', 'MANAGER', 'ADMIN');

-- CreateEnum
CREATE TYPE "BodyKind" AS ENUM ('CONSULTATIVE_BODY', 'COMMITTEE');

-- CreateEnum
CREATE TYPE "DuesRule" AS ENUM ('NONE', 'FIXED_PER_YEAR', 'BORNE_BY_CHAIR');

-- CreateEnum
CREATE TYPE "MoneyUnit" AS ENUM ('KRW', 'THOUSAND_KRW', 'MILLION_KRW');

-- CreateEnum
CREATE TYPE "CommitmentDirection" AS ENUM ('OURS', 'THEIRS');

-- CreateEnum
CREATE TYPE "CommitmentStatus" AS ENUM ('OPEN', 'DONE', 'BROKEN', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "DatePrecision" AS ENUM ('YEAR', 'MONTH', 'DAY');

-- CreateEnum
CREATE TYPE "EngagementChannel" AS ENUM ('MEETING', 'VISIT', 'CALL', 'EMAIL', 'OFFICIAL_LETTER', 'MESSAGE', 'SOCIAL_MEDIA', 'CALL_CENTER', 'FORUM', 'ROUNDTABLE', 'HEARING', 'FIELD_VISIT', 'BUS', 'CAFE', 'OTHER');

-- CreateEnum
CREATE TYPE "EngagementDirection" AS ENUM ('INBOUND', 'OUTBOUND', 'MUTUAL');

-- CreateEnum
CREATE TYPE "Confidentiality" AS ENUM ('PUBLIC', 'INTERNAL', 'RESTRICTED');

-- CreateEnum
CREATE TYPE "MeetingKind" AS ENUM ('REGULAR', 'EXTRAORDINARY');

-- CreateEnum
CREATE TYPE "MeetingStatus" AS ENUM ('PLANNED', 'HELD', 'CANCELLED');

-- CreateEnum
CREATE TYPE "AgendaDecision" AS ENUM ('ADOPTED', 'ADOPTED_AS_AMENDED', 'REJECTED', 'DEFERRED', 'NOTED');

-- CreateEnum
CREATE TYPE "AttendanceStatus" AS ENUM ('PRESENT', 'REPRESENTED', 'EXCUSED', 'ABSENT');

-- CreateEnum
CREATE TYPE "MembershipRole" AS ENUM ('MEMBER', 'CHAIR', 'VICE_CHAIR', 'SECRETARY', 'OBSERVER', 'POST_HOLDER');

-- CreateEnum
CREATE TYPE "MembershipBasis" AS ENUM ('EX_OFFICIO', 'APPOINTED', 'MUTUAL_ELECTION', 'ROTATION');

-- CreateEnum
CREATE TYPE "TermEnd" AS ENUM ('ON_DATE', 'UNTIL_NEXT_MEETING', 'WHILE_HOLDING_POST', 'OPEN_ENDED');

-- CreateEnum
CREATE TYPE "PolicyTaskOrigin" AS ENUM ('AGREED', 'NEW', 'COMMUNICATION', 'PENDING_ISSUE');

-- CreateEnum
CREATE TYPE "PolicyTaskStatus" AS ENUM ('PROPOSED', 'UNDER_REVIEW', 'MAINTAINED', 'CLOSED', 'SUPERSEDED', 'REJECTED');

-- CreateEnum
CREATE TYPE "SuccessionKind" AS ENUM ('REPLACED', 'MERGED', 'SPLIT');

-- CreateEnum
CREATE TYPE "ReviewRoundKind" AS ENUM ('QUARTERLY_PLENARY', 'HALF_YEARLY_DIVISION');

-- CreateEnum
CREATE TYPE "ReviewGrade" AS ENUM ('EXCELLENT', 'ON_TRACK', 'DELAYED', 'STALLED');

-- CreateEnum
CREATE TYPE "DeclaredMeasure" AS ENUM ('MEMBERS', 'POST_HOLDERS', 'MEETINGS_HELD', 'POLICY_TASKS', 'PROPOSALS');

-- CreateEnum
CREATE TYPE "StakeholderKind" AS ENUM ('PERSON', 'ORGANIZATION');

-- CreateEnum
CREATE TYPE "StakeholderCategory" AS ENUM ('CITY_COUNCIL', 'NATIONAL_ASSEMBLY', 'PARTY', 'CENTRAL_GOVERNMENT', 'LOCAL_GOVERNMENT', 'CIVIC_GROUP', 'EXPERT', 'COMMITTEE', 'CONSULTATIVE_BODY', 'PRESS', 'BUSINESS', 'CITIZEN', 'OWN_CITY');

-- CreateEnum
CREATE TYPE "Gender" AS ENUM ('FEMALE', 'MALE', 'OTHER');

-- CreateEnum
CREATE TYPE "OtherNameKind" AS ENUM ('ENGLISH', 'FORMER', 'HANJA', 'ABBREVIATION', 'ALIAS');

-- CreateEnum
CREATE TYPE "ContactPointKind" AS ENUM ('PHONE', 'MOBILE', 'EMAIL', 'ADDRESS', 'FAX', 'MESSENGER', 'SOCIAL_ACCOUNT', 'WEB');

-- CreateTable
CREATE TABLE "Department" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "parentId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Department_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Actor" (
    "id" UUID NOT NULL,
    "kind" "ActorKind" NOT NULL,
    "name" TEXT NOT NULL,
    "role" "Role",
    "scopes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "departmentId" UUID,
    "disabledAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Actor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApiKey" (
    "id" UUID NOT NULL,
    "actorId" UUID NOT NULL,
    "label" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "prefix" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ApiKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditRecord" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actorId" UUID NOT NULL,
    "departmentId" UUID,
    "command" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "requestId" TEXT,

    CONSTRAINT "AuditRecord_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IdempotencyRecord" (
    "actorId" UUID NOT NULL,
    "command" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "inputHash" BYTEA NOT NULL,
    "result" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "IdempotencyRecord_pkey" PRIMARY KEY ("actorId","command","key")
);

-- CreateTable
CREATE TABLE "Body" (
    "id" UUID NOT NULL,
    "kind" "BodyKind" NOT NULL,
    "legalBasis" TEXT,
    "chairBasis" "MembershipBasis",
    "chairSeats" SMALLINT NOT NULL DEFAULT 1,
    "regularMeetingsPerYear" SMALLINT,
    "regularMeetingMonths" SMALLINT[] DEFAULT ARRAY[]::SMALLINT[],
    "extraordinaryMeetings" BOOLEAN NOT NULL DEFAULT false,
    "convenedWhen" TEXT,
    "duesRule" "DuesRule" NOT NULL DEFAULT 'NONE',
    "duesAmount" BIGINT,
    "duesUnit" "MoneyUnit",
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "enteredById" UUID NOT NULL,
    "enteredForId" UUID,
    "sourceId" UUID,

    CONSTRAINT "Body_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SeatQuota" (
    "id" UUID NOT NULL,
    "bodyId" UUID NOT NULL,
    "basis" "MembershipBasis" NOT NULL,
    "seats" SMALLINT NOT NULL,
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

    CONSTRAINT "SeatQuota_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Division" (
    "id" UUID NOT NULL,
    "bodyId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "nameEnglish" TEXT,
    "position" SMALLINT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "enteredById" UUID NOT NULL,
    "enteredForId" UUID,
    "sourceId" UUID,

    CONSTRAINT "Division_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DuesPayment" (
    "id" UUID NOT NULL,
    "bodyId" UUID NOT NULL,
    "payerId" UUID NOT NULL,
    "year" SMALLINT NOT NULL,
    "amount" BIGINT NOT NULL,
    "unit" "MoneyUnit" NOT NULL,
    "paidOn" DATE NOT NULL,
    "note" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "enteredById" UUID NOT NULL,
    "enteredForId" UUID,
    "sourceId" UUID,

    CONSTRAINT "DuesPayment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Budget" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "year" SMALLINT NOT NULL,
    "total" BIGINT NOT NULL,
    "unit" "MoneyUnit" NOT NULL,
    "note" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "enteredById" UUID NOT NULL,
    "enteredForId" UUID,
    "sourceId" UUID,

    CONSTRAINT "Budget_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BudgetLine" (
    "id" UUID NOT NULL,
    "budgetId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "position" SMALLINT NOT NULL,

    CONSTRAINT "BudgetLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Commitment" (
    "id" UUID NOT NULL,
    "direction" "CommitmentDirection" NOT NULL,
    "text" TEXT NOT NULL,
    "stakeholderId" UUID NOT NULL,
    "ownerId" UUID NOT NULL,
    "ownerDepartmentId" UUID,
    "engagementId" UUID,
    "meetingId" UUID,
    "dueDate" DATE,
    "duePrecision" "DatePrecision",
    "status" "CommitmentStatus" NOT NULL DEFAULT 'OPEN',
    "closedOn" DATE,
    "closingNote" TEXT,
    "answeredInId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "enteredById" UUID NOT NULL,
    "enteredForId" UUID,
    "sourceId" UUID,

    CONSTRAINT "Commitment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Engagement" (
    "id" UUID NOT NULL,
    "occurredAt" TIMESTAMPTZ(3) NOT NULL,
    "channel" "EngagementChannel" NOT NULL,
    "direction" "EngagementDirection" NOT NULL,
    "subject" TEXT NOT NULL,
    "summary" TEXT,
    "place" TEXT,
    "confidentiality" "Confidentiality" NOT NULL DEFAULT 'INTERNAL',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "enteredById" UUID NOT NULL,
    "enteredForId" UUID,
    "sourceId" UUID,

    CONSTRAINT "Engagement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EngagementStakeholder" (
    "engagementId" UUID NOT NULL,
    "stakeholderId" UUID NOT NULL,
    "occurredAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "EngagementStakeholder_pkey" PRIMARY KEY ("engagementId","stakeholderId")
);

-- CreateTable
CREATE TABLE "EngagementStaff" (
    "engagementId" UUID NOT NULL,
    "actorId" UUID NOT NULL,

    CONSTRAINT "EngagementStaff_pkey" PRIMARY KEY ("engagementId","actorId")
);

-- CreateTable
CREATE TABLE "Topic" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Topic_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EngagementTopic" (
    "engagementId" UUID NOT NULL,
    "topicId" UUID NOT NULL,

    CONSTRAINT "EngagementTopic_pkey" PRIMARY KEY ("engagementId","topicId")
);

-- CreateTable
CREATE TABLE "EngagementPolicyTask" (
    "engagementId" UUID NOT NULL,
    "policyTaskId" UUID NOT NULL,
    "occurredAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "EngagementPolicyTask_pkey" PRIMARY KEY ("engagementId","policyTaskId")
);

-- CreateTable
CREATE TABLE "EngagementRevision" (
    "id" UUID NOT NULL,
    "engagementId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "snapshot" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "enteredById" UUID NOT NULL,
    "enteredForId" UUID,

    CONSTRAINT "EngagementRevision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Meeting" (
    "id" UUID NOT NULL,
    "bodyId" UUID NOT NULL,
    "ordinal" SMALLINT,
    "kind" "MeetingKind" NOT NULL,
    "status" "MeetingStatus" NOT NULL DEFAULT 'PLANNED',
    "title" TEXT,
    "hostId" UUID,
    "place" TEXT,
    "plannedDate" DATE,
    "plannedPrecision" "DatePrecision",
    "heldDate" DATE,
    "heldPrecision" "DatePrecision",
    "summary" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "enteredById" UUID NOT NULL,
    "enteredForId" UUID,
    "sourceId" UUID,

    CONSTRAINT "Meeting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AgendaItem" (
    "id" UUID NOT NULL,
    "meetingId" UUID NOT NULL,
    "position" SMALLINT NOT NULL,
    "title" TEXT NOT NULL,
    "proposerId" UUID,
    "policyTaskId" UUID,
    "decision" "AgendaDecision",
    "decisionText" TEXT,

    CONSTRAINT "AgendaItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Attendance" (
    "id" UUID NOT NULL,
    "meetingId" UUID NOT NULL,
    "stakeholderId" UUID NOT NULL,
    "status" "AttendanceStatus" NOT NULL,
    "proxyId" UUID,

    CONSTRAINT "Attendance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Post" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "capacity" SMALLINT NOT NULL DEFAULT 1,
    "legalBasis" TEXT,
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

    CONSTRAINT "Post_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Membership" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "memberId" UUID,
    "role" "MembershipRole" NOT NULL,
    "label" TEXT,
    "basis" "MembershipBasis",
    "postId" UUID,
    "exOfficioPostId" UUID,
    "seatNumber" SMALLINT,
    "onBehalfOfId" UUID,
    "divisionId" UUID,
    "fromDate" DATE,
    "fromPrecision" "DatePrecision",
    "termEnd" "TermEnd" NOT NULL DEFAULT 'OPEN_ENDED',
    "untilDate" DATE,
    "untilPrecision" "DatePrecision",
    "endReason" TEXT,
    "endedByMeetingId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "enteredById" UUID NOT NULL,
    "enteredForId" UUID,
    "sourceId" UUID,

    CONSTRAINT "Membership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PolicyTask" (
    "id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "titleIsPlaceholder" BOOLEAN NOT NULL DEFAULT false,
    "origin" "PolicyTaskOrigin" NOT NULL,
    "bodyId" UUID,
    "divisionId" UUID,
    "leadDepartmentId" UUID,
    "audience" TEXT,
    "startYear" SMALLINT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "enteredById" UUID NOT NULL,
    "enteredForId" UUID,
    "sourceId" UUID,

    CONSTRAINT "PolicyTask_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PolicyTaskStatusChange" (
    "id" UUID NOT NULL,
    "policyTaskId" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "status" "PolicyTaskStatus" NOT NULL,
    "changedDate" DATE NOT NULL,
    "changedPrecision" "DatePrecision" NOT NULL,
    "reason" TEXT NOT NULL,
    "reviewId" UUID,
    "successorUnknown" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "enteredById" UUID NOT NULL,
    "enteredForId" UUID,
    "sourceId" UUID,

    CONSTRAINT "PolicyTaskStatusChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PolicyTaskSuccession" (
    "predecessorId" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "successorId" UUID NOT NULL,
    "kind" "SuccessionKind" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "enteredById" UUID NOT NULL,
    "enteredForId" UUID,
    "sourceId" UUID,

    CONSTRAINT "PolicyTaskSuccession_pkey" PRIMARY KEY ("predecessorId","sequence","successorId")
);

-- CreateTable
CREATE TABLE "ReviewRound" (
    "id" UUID NOT NULL,
    "bodyId" UUID NOT NULL,
    "kind" "ReviewRoundKind" NOT NULL,
    "divisionId" UUID,
    "year" SMALLINT NOT NULL,
    "part" SMALLINT NOT NULL,
    "closedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "enteredById" UUID NOT NULL,
    "enteredForId" UUID,
    "sourceId" UUID,

    CONSTRAINT "ReviewRound_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Review" (
    "id" UUID NOT NULL,
    "roundId" UUID NOT NULL,
    "policyTaskId" UUID NOT NULL,
    "progress" SMALLINT NOT NULL,
    "grade" "ReviewGrade" NOT NULL,
    "remarks" TEXT,
    "evidence" TEXT,
    "correctsId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "enteredById" UUID NOT NULL,
    "enteredForId" UUID,
    "sourceId" UUID,

    CONSTRAINT "Review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Source" (
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "publisher" TEXT,
    "publishedDate" DATE,
    "publishedPrecision" "DatePrecision",
    "url" TEXT,
    "note" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "enteredById" UUID NOT NULL,
    "enteredForId" UUID,

    CONSTRAINT "Source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DeclaredFigure" (
    "id" UUID NOT NULL,
    "measure" "DeclaredMeasure" NOT NULL,
    "organizationId" UUID NOT NULL,
    "qualifier" TEXT NOT NULL DEFAULT '',
    "value" INTEGER NOT NULL,
    "asOfDate" DATE NOT NULL,
    "asOfPrecision" "DatePrecision" NOT NULL,
    "note" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "enteredById" UUID NOT NULL,
    "enteredForId" UUID,
    "sourceId" UUID NOT NULL,

    CONSTRAINT "DeclaredFigure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Stakeholder" (
    "id" UUID NOT NULL,
    "kind" "StakeholderKind" NOT NULL,
    "name" TEXT NOT NULL,
    "categories" "StakeholderCategory"[] DEFAULT ARRAY[]::"StakeholderCategory"[],
    "region" TEXT,
    "note" TEXT,
    "gender" "Gender",
    "foundedDate" DATE,
    "foundedPrecision" "DatePrecision",
    "dissolvedDate" DATE,
    "dissolvedPrecision" "DatePrecision",
    "parentId" UUID,
    "archivedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "enteredById" UUID NOT NULL,
    "enteredForId" UUID,
    "sourceId" UUID,

    CONSTRAINT "Stakeholder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OtherName" (
    "id" UUID NOT NULL,
    "stakeholderId" UUID NOT NULL,
    "kind" "OtherNameKind" NOT NULL,
    "name" TEXT NOT NULL,
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

    CONSTRAINT "OtherName_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ContactPoint" (
    "id" UUID NOT NULL,
    "stakeholderId" UUID NOT NULL,
    "kind" "ContactPointKind" NOT NULL,
    "value" TEXT NOT NULL,
    "label" TEXT,
    "fromDate" DATE,
    "fromPrecision" "DatePrecision",
    "untilDate" DATE,
    "untilPrecision" "DatePrecision",
    "doNotUse" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "enteredById" UUID NOT NULL,
    "enteredForId" UUID,
    "sourceId" UUID,

    CONSTRAINT "ContactPoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Assessment" (
    "id" UUID NOT NULL,
    "stakeholderId" UUID NOT NULL,
    "policyTaskId" UUID,
    "influence" SMALLINT NOT NULL,
    "interest" SMALLINT NOT NULL,
    "assessedOn" DATE NOT NULL,
    "rationale" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "enteredById" UUID NOT NULL,
    "enteredForId" UUID,
    "sourceId" UUID,

    CONSTRAINT "Assessment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RelationshipManager" (
    "id" UUID NOT NULL,
    "stakeholderId" UUID NOT NULL,
    "managerId" UUID NOT NULL,
    "departmentId" UUID NOT NULL,
    "fromDate" DATE NOT NULL,
    "fromPrecision" "DatePrecision" NOT NULL,
    "untilDate" DATE,
    "untilPrecision" "DatePrecision",
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "enteredById" UUID NOT NULL,
    "enteredForId" UUID,
    "sourceId" UUID,

    CONSTRAINT "RelationshipManager_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Department_name_key" ON "Department"("name");

-- CreateIndex
CREATE UNIQUE INDEX "ApiKey_hash_key" ON "ApiKey"("hash");

-- CreateIndex
CREATE INDEX "ApiKey_actorId_idx" ON "ApiKey"("actorId");

-- CreateIndex
CREATE INDEX "AuditRecord_subjectType_subjectId_at_idx" ON "AuditRecord"("subjectType", "subjectId", "at" DESC);

-- CreateIndex
CREATE INDEX "AuditRecord_actorId_at_idx" ON "AuditRecord"("actorId", "at" DESC);

-- CreateIndex
CREATE INDEX "AuditRecord_at_id_idx" ON "AuditRecord"("at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "IdempotencyRecord_createdAt_idx" ON "IdempotencyRecord"("createdAt");

-- CreateIndex
CREATE INDEX "SeatQuota_bodyId_idx" ON "SeatQuota"("bodyId");

-- CreateIndex
CREATE UNIQUE INDEX "Division_bodyId_name_key" ON "Division"("bodyId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Division_bodyId_position_key" ON "Division"("bodyId", "position");

-- CreateIndex
CREATE INDEX "DuesPayment_bodyId_year_idx" ON "DuesPayment"("bodyId", "year");

-- CreateIndex
CREATE INDEX "DuesPayment_payerId_idx" ON "DuesPayment"("payerId");

-- CreateIndex
CREATE UNIQUE INDEX "Budget_organizationId_year_key" ON "Budget"("organizationId", "year");

-- CreateIndex
CREATE UNIQUE INDEX "BudgetLine_budgetId_name_key" ON "BudgetLine"("budgetId", "name");

-- CreateIndex
CREATE INDEX "Commitment_stakeholderId_id_idx" ON "Commitment"("stakeholderId", "id");

-- CreateIndex
CREATE INDEX "Commitment_engagementId_idx" ON "Commitment"("engagementId");

-- CreateIndex
CREATE INDEX "Commitment_meetingId_idx" ON "Commitment"("meetingId");

-- CreateIndex
CREATE INDEX "Commitment_answeredInId_idx" ON "Commitment"("answeredInId");

-- CreateIndex
CREATE INDEX "Commitment_ownerId_idx" ON "Commitment"("ownerId");

-- CreateIndex
CREATE INDEX "Engagement_enteredById_idx" ON "Engagement"("enteredById");

-- CreateIndex
CREATE UNIQUE INDEX "Engagement_occurredAt_id_key" ON "Engagement"("occurredAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "EngagementStakeholder_stakeholderId_occurredAt_engagementId_idx" ON "EngagementStakeholder"("stakeholderId", "occurredAt" DESC, "engagementId" DESC);

-- CreateIndex
CREATE INDEX "EngagementStaff_actorId_idx" ON "EngagementStaff"("actorId");

-- CreateIndex
CREATE UNIQUE INDEX "Topic_name_key" ON "Topic"("name");

-- CreateIndex
CREATE INDEX "EngagementTopic_topicId_idx" ON "EngagementTopic"("topicId");

-- CreateIndex
CREATE INDEX "EngagementPolicyTask_policyTaskId_occurredAt_engagementId_idx" ON "EngagementPolicyTask"("policyTaskId", "occurredAt" DESC, "engagementId" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "EngagementRevision_engagementId_version_key" ON "EngagementRevision"("engagementId", "version");

-- CreateIndex
CREATE INDEX "Meeting_bodyId_heldDate_idx" ON "Meeting"("bodyId", "heldDate" DESC);

-- CreateIndex
CREATE INDEX "Meeting_bodyId_id_idx" ON "Meeting"("bodyId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Meeting_bodyId_ordinal_key" ON "Meeting"("bodyId", "ordinal");

-- CreateIndex
CREATE INDEX "AgendaItem_policyTaskId_idx" ON "AgendaItem"("policyTaskId");

-- CreateIndex
CREATE UNIQUE INDEX "AgendaItem_meetingId_position_key" ON "AgendaItem"("meetingId", "position");

-- CreateIndex
CREATE INDEX "Attendance_stakeholderId_idx" ON "Attendance"("stakeholderId");

-- CreateIndex
CREATE UNIQUE INDEX "Attendance_meetingId_stakeholderId_key" ON "Attendance"("meetingId", "stakeholderId");

-- CreateIndex
CREATE UNIQUE INDEX "Post_organizationId_title_key" ON "Post"("organizationId", "title");

-- CreateIndex
CREATE INDEX "Membership_organizationId_id_idx" ON "Membership"("organizationId", "id");

-- CreateIndex
CREATE INDEX "Membership_memberId_id_idx" ON "Membership"("memberId", "id");

-- CreateIndex
CREATE INDEX "Membership_postId_idx" ON "Membership"("postId");

-- CreateIndex
CREATE INDEX "Membership_exOfficioPostId_idx" ON "Membership"("exOfficioPostId");

-- CreateIndex
CREATE INDEX "Membership_onBehalfOfId_idx" ON "Membership"("onBehalfOfId");

-- CreateIndex
CREATE INDEX "PolicyTask_divisionId_idx" ON "PolicyTask"("divisionId");

-- CreateIndex
CREATE INDEX "PolicyTask_bodyId_idx" ON "PolicyTask"("bodyId");

-- CreateIndex
CREATE UNIQUE INDEX "PolicyTask_origin_number_key" ON "PolicyTask"("origin", "number");

-- CreateIndex
CREATE INDEX "PolicyTaskStatusChange_policyTaskId_changedDate_sequence_idx" ON "PolicyTaskStatusChange"("policyTaskId", "changedDate" DESC, "sequence" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "PolicyTaskStatusChange_policyTaskId_sequence_key" ON "PolicyTaskStatusChange"("policyTaskId", "sequence");

-- CreateIndex
CREATE INDEX "PolicyTaskSuccession_successorId_idx" ON "PolicyTaskSuccession"("successorId");

-- CreateIndex
CREATE INDEX "ReviewRound_bodyId_year_part_idx" ON "ReviewRound"("bodyId", "year", "part");

-- CreateIndex
CREATE UNIQUE INDEX "Review_correctsId_key" ON "Review"("correctsId");

-- CreateIndex
CREATE INDEX "Review_policyTaskId_idx" ON "Review"("policyTaskId");

-- CreateIndex
CREATE INDEX "Review_roundId_idx" ON "Review"("roundId");

-- CreateIndex
CREATE INDEX "DeclaredFigure_organizationId_idx" ON "DeclaredFigure"("organizationId");

-- CreateIndex
CREATE UNIQUE INDEX "DeclaredFigure_sourceId_organizationId_measure_qualifier_as_key" ON "DeclaredFigure"("sourceId", "organizationId", "measure", "qualifier", "asOfDate", "asOfPrecision");

-- CreateIndex
CREATE INDEX "Stakeholder_name_id_idx" ON "Stakeholder"("name", "id");

-- CreateIndex
CREATE INDEX "Stakeholder_createdAt_id_idx" ON "Stakeholder"("createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Stakeholder_categories_idx" ON "Stakeholder" USING GIN ("categories");

-- CreateIndex
CREATE INDEX "Stakeholder_parentId_idx" ON "Stakeholder"("parentId");

-- CreateIndex
CREATE INDEX "OtherName_stakeholderId_idx" ON "OtherName"("stakeholderId");

-- CreateIndex
CREATE INDEX "OtherName_name_idx" ON "OtherName"("name");

-- CreateIndex
CREATE INDEX "ContactPoint_stakeholderId_idx" ON "ContactPoint"("stakeholderId");

-- CreateIndex
CREATE INDEX "Assessment_stakeholderId_assessedOn_id_idx" ON "Assessment"("stakeholderId", "assessedOn" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Assessment_policyTaskId_idx" ON "Assessment"("policyTaskId");

-- CreateIndex
CREATE INDEX "RelationshipManager_stakeholderId_idx" ON "RelationshipManager"("stakeholderId");

-- CreateIndex
CREATE INDEX "RelationshipManager_managerId_idx" ON "RelationshipManager"("managerId");

-- AddForeignKey
ALTER TABLE "Department" ADD CONSTRAINT "Department_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Actor" ADD CONSTRAINT "Actor_departmentId_fkey" FOREIGN KEY ("departmentId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiKey" ADD CONSTRAINT "ApiKey_actorId_fkey" FOREIGN KEY ("actorId") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuditRecord" ADD CONSTRAINT "AuditRecord_actorId_fkey" FOREIGN KEY ("actorId") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuditRecord" ADD CONSTRAINT "AuditRecord_departmentId_fkey" FOREIGN KEY ("departmentId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IdempotencyRecord" ADD CONSTRAINT "IdempotencyRecord_actorId_fkey" FOREIGN KEY ("actorId") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Body" ADD CONSTRAINT "Body_id_fkey" FOREIGN KEY ("id") REFERENCES "Stakeholder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Body" ADD CONSTRAINT "Body_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Body" ADD CONSTRAINT "Body_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Body" ADD CONSTRAINT "Body_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SeatQuota" ADD CONSTRAINT "SeatQuota_bodyId_fkey" FOREIGN KEY ("bodyId") REFERENCES "Body"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SeatQuota" ADD CONSTRAINT "SeatQuota_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SeatQuota" ADD CONSTRAINT "SeatQuota_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SeatQuota" ADD CONSTRAINT "SeatQuota_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Division" ADD CONSTRAINT "Division_bodyId_fkey" FOREIGN KEY ("bodyId") REFERENCES "Body"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Division" ADD CONSTRAINT "Division_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Division" ADD CONSTRAINT "Division_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Division" ADD CONSTRAINT "Division_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DuesPayment" ADD CONSTRAINT "DuesPayment_bodyId_fkey" FOREIGN KEY ("bodyId") REFERENCES "Body"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DuesPayment" ADD CONSTRAINT "DuesPayment_payerId_fkey" FOREIGN KEY ("payerId") REFERENCES "Stakeholder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DuesPayment" ADD CONSTRAINT "DuesPayment_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DuesPayment" ADD CONSTRAINT "DuesPayment_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DuesPayment" ADD CONSTRAINT "DuesPayment_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Budget" ADD CONSTRAINT "Budget_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Stakeholder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Budget" ADD CONSTRAINT "Budget_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Budget" ADD CONSTRAINT "Budget_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Budget" ADD CONSTRAINT "Budget_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BudgetLine" ADD CONSTRAINT "BudgetLine_budgetId_fkey" FOREIGN KEY ("budgetId") REFERENCES "Budget"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Commitment" ADD CONSTRAINT "Commitment_stakeholderId_fkey" FOREIGN KEY ("stakeholderId") REFERENCES "Stakeholder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Commitment" ADD CONSTRAINT "Commitment_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Commitment" ADD CONSTRAINT "Commitment_ownerDepartmentId_fkey" FOREIGN KEY ("ownerDepartmentId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Commitment" ADD CONSTRAINT "Commitment_engagementId_fkey" FOREIGN KEY ("engagementId") REFERENCES "Engagement"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Commitment" ADD CONSTRAINT "Commitment_meetingId_fkey" FOREIGN KEY ("meetingId") REFERENCES "Meeting"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Commitment" ADD CONSTRAINT "Commitment_answeredInId_fkey" FOREIGN KEY ("answeredInId") REFERENCES "Engagement"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Commitment" ADD CONSTRAINT "Commitment_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Commitment" ADD CONSTRAINT "Commitment_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Commitment" ADD CONSTRAINT "Commitment_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Engagement" ADD CONSTRAINT "Engagement_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Engagement" ADD CONSTRAINT "Engagement_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Engagement" ADD CONSTRAINT "Engagement_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EngagementStakeholder" ADD CONSTRAINT "EngagementStakeholder_occurredAt_engagementId_fkey" FOREIGN KEY ("occurredAt", "engagementId") REFERENCES "Engagement"("occurredAt", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EngagementStakeholder" ADD CONSTRAINT "EngagementStakeholder_stakeholderId_fkey" FOREIGN KEY ("stakeholderId") REFERENCES "Stakeholder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EngagementStaff" ADD CONSTRAINT "EngagementStaff_engagementId_fkey" FOREIGN KEY ("engagementId") REFERENCES "Engagement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EngagementStaff" ADD CONSTRAINT "EngagementStaff_actorId_fkey" FOREIGN KEY ("actorId") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EngagementTopic" ADD CONSTRAINT "EngagementTopic_engagementId_fkey" FOREIGN KEY ("engagementId") REFERENCES "Engagement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EngagementTopic" ADD CONSTRAINT "EngagementTopic_topicId_fkey" FOREIGN KEY ("topicId") REFERENCES "Topic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EngagementPolicyTask" ADD CONSTRAINT "EngagementPolicyTask_occurredAt_engagementId_fkey" FOREIGN KEY ("occurredAt", "engagementId") REFERENCES "Engagement"("occurredAt", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EngagementPolicyTask" ADD CONSTRAINT "EngagementPolicyTask_policyTaskId_fkey" FOREIGN KEY ("policyTaskId") REFERENCES "PolicyTask"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EngagementRevision" ADD CONSTRAINT "EngagementRevision_engagementId_fkey" FOREIGN KEY ("engagementId") REFERENCES "Engagement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EngagementRevision" ADD CONSTRAINT "EngagementRevision_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EngagementRevision" ADD CONSTRAINT "EngagementRevision_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Meeting" ADD CONSTRAINT "Meeting_bodyId_fkey" FOREIGN KEY ("bodyId") REFERENCES "Body"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Meeting" ADD CONSTRAINT "Meeting_hostId_fkey" FOREIGN KEY ("hostId") REFERENCES "Stakeholder"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Meeting" ADD CONSTRAINT "Meeting_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Meeting" ADD CONSTRAINT "Meeting_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Meeting" ADD CONSTRAINT "Meeting_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgendaItem" ADD CONSTRAINT "AgendaItem_meetingId_fkey" FOREIGN KEY ("meetingId") REFERENCES "Meeting"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgendaItem" ADD CONSTRAINT "AgendaItem_proposerId_fkey" FOREIGN KEY ("proposerId") REFERENCES "Stakeholder"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgendaItem" ADD CONSTRAINT "AgendaItem_policyTaskId_fkey" FOREIGN KEY ("policyTaskId") REFERENCES "PolicyTask"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attendance" ADD CONSTRAINT "Attendance_meetingId_fkey" FOREIGN KEY ("meetingId") REFERENCES "Meeting"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attendance" ADD CONSTRAINT "Attendance_stakeholderId_fkey" FOREIGN KEY ("stakeholderId") REFERENCES "Stakeholder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attendance" ADD CONSTRAINT "Attendance_proxyId_fkey" FOREIGN KEY ("proxyId") REFERENCES "Stakeholder"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Stakeholder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Stakeholder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Stakeholder"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_exOfficioPostId_fkey" FOREIGN KEY ("exOfficioPostId") REFERENCES "Post"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_onBehalfOfId_fkey" FOREIGN KEY ("onBehalfOfId") REFERENCES "Stakeholder"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_divisionId_fkey" FOREIGN KEY ("divisionId") REFERENCES "Division"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_endedByMeetingId_fkey" FOREIGN KEY ("endedByMeetingId") REFERENCES "Meeting"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PolicyTask" ADD CONSTRAINT "PolicyTask_bodyId_fkey" FOREIGN KEY ("bodyId") REFERENCES "Body"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PolicyTask" ADD CONSTRAINT "PolicyTask_divisionId_fkey" FOREIGN KEY ("divisionId") REFERENCES "Division"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PolicyTask" ADD CONSTRAINT "PolicyTask_leadDepartmentId_fkey" FOREIGN KEY ("leadDepartmentId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PolicyTask" ADD CONSTRAINT "PolicyTask_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PolicyTask" ADD CONSTRAINT "PolicyTask_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PolicyTask" ADD CONSTRAINT "PolicyTask_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PolicyTaskStatusChange" ADD CONSTRAINT "PolicyTaskStatusChange_policyTaskId_fkey" FOREIGN KEY ("policyTaskId") REFERENCES "PolicyTask"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PolicyTaskStatusChange" ADD CONSTRAINT "PolicyTaskStatusChange_reviewId_fkey" FOREIGN KEY ("reviewId") REFERENCES "Review"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PolicyTaskStatusChange" ADD CONSTRAINT "PolicyTaskStatusChange_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PolicyTaskStatusChange" ADD CONSTRAINT "PolicyTaskStatusChange_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PolicyTaskStatusChange" ADD CONSTRAINT "PolicyTaskStatusChange_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PolicyTaskSuccession" ADD CONSTRAINT "PolicyTaskSuccession_predecessorId_fkey" FOREIGN KEY ("predecessorId") REFERENCES "PolicyTask"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PolicyTaskSuccession" ADD CONSTRAINT "PolicyTaskSuccession_predecessorId_sequence_fkey" FOREIGN KEY ("predecessorId", "sequence") REFERENCES "PolicyTaskStatusChange"("policyTaskId", "sequence") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PolicyTaskSuccession" ADD CONSTRAINT "PolicyTaskSuccession_successorId_fkey" FOREIGN KEY ("successorId") REFERENCES "PolicyTask"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PolicyTaskSuccession" ADD CONSTRAINT "PolicyTaskSuccession_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PolicyTaskSuccession" ADD CONSTRAINT "PolicyTaskSuccession_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PolicyTaskSuccession" ADD CONSTRAINT "PolicyTaskSuccession_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReviewRound" ADD CONSTRAINT "ReviewRound_bodyId_fkey" FOREIGN KEY ("bodyId") REFERENCES "Body"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReviewRound" ADD CONSTRAINT "ReviewRound_divisionId_fkey" FOREIGN KEY ("divisionId") REFERENCES "Division"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReviewRound" ADD CONSTRAINT "ReviewRound_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReviewRound" ADD CONSTRAINT "ReviewRound_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReviewRound" ADD CONSTRAINT "ReviewRound_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Review" ADD CONSTRAINT "Review_roundId_fkey" FOREIGN KEY ("roundId") REFERENCES "ReviewRound"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Review" ADD CONSTRAINT "Review_policyTaskId_fkey" FOREIGN KEY ("policyTaskId") REFERENCES "PolicyTask"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Review" ADD CONSTRAINT "Review_correctsId_fkey" FOREIGN KEY ("correctsId") REFERENCES "Review"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Review" ADD CONSTRAINT "Review_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Review" ADD CONSTRAINT "Review_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Review" ADD CONSTRAINT "Review_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Source" ADD CONSTRAINT "Source_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Source" ADD CONSTRAINT "Source_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeclaredFigure" ADD CONSTRAINT "DeclaredFigure_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Stakeholder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeclaredFigure" ADD CONSTRAINT "DeclaredFigure_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeclaredFigure" ADD CONSTRAINT "DeclaredFigure_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeclaredFigure" ADD CONSTRAINT "DeclaredFigure_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Stakeholder" ADD CONSTRAINT "Stakeholder_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Stakeholder"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Stakeholder" ADD CONSTRAINT "Stakeholder_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Stakeholder" ADD CONSTRAINT "Stakeholder_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Stakeholder" ADD CONSTRAINT "Stakeholder_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OtherName" ADD CONSTRAINT "OtherName_stakeholderId_fkey" FOREIGN KEY ("stakeholderId") REFERENCES "Stakeholder"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OtherName" ADD CONSTRAINT "OtherName_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OtherName" ADD CONSTRAINT "OtherName_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OtherName" ADD CONSTRAINT "OtherName_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContactPoint" ADD CONSTRAINT "ContactPoint_stakeholderId_fkey" FOREIGN KEY ("stakeholderId") REFERENCES "Stakeholder"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContactPoint" ADD CONSTRAINT "ContactPoint_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContactPoint" ADD CONSTRAINT "ContactPoint_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContactPoint" ADD CONSTRAINT "ContactPoint_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assessment" ADD CONSTRAINT "Assessment_stakeholderId_fkey" FOREIGN KEY ("stakeholderId") REFERENCES "Stakeholder"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assessment" ADD CONSTRAINT "Assessment_policyTaskId_fkey" FOREIGN KEY ("policyTaskId") REFERENCES "PolicyTask"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assessment" ADD CONSTRAINT "Assessment_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assessment" ADD CONSTRAINT "Assessment_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assessment" ADD CONSTRAINT "Assessment_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RelationshipManager" ADD CONSTRAINT "RelationshipManager_stakeholderId_fkey" FOREIGN KEY ("stakeholderId") REFERENCES "Stakeholder"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RelationshipManager" ADD CONSTRAINT "RelationshipManager_managerId_fkey" FOREIGN KEY ("managerId") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RelationshipManager" ADD CONSTRAINT "RelationshipManager_departmentId_fkey" FOREIGN KEY ("departmentId") REFERENCES "Department"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RelationshipManager" ADD CONSTRAINT "RelationshipManager_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RelationshipManager" ADD CONSTRAINT "RelationshipManager_enteredForId_fkey" FOREIGN KEY ("enteredForId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RelationshipManager" ADD CONSTRAINT "RelationshipManager_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;
