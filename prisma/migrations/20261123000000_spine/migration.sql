-- CreateEnum
CREATE TYPE "TermKind" AS ENUM ('quarter', 'halfYear', 'trimester', 'module');

-- CreateEnum
CREATE TYPE "Sex" AS ENUM ('female', 'male');

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('administrator', 'head', 'deputyHead', 'teacher', 'secretary');

-- CreateEnum
CREATE TYPE "Kinship" AS ENUM ('mother', 'father', 'other');

-- CreateEnum
CREATE TYPE "Source" AS ENUM ('web', 'bot', 'import', 'seed');

-- CreateEnum
CREATE TYPE "FinalKind" AS ENUM ('term', 'year', 'exam', 'final');

-- CreateEnum
CREATE TYPE "Channel" AS ENUM ('telegram', 'email', 'paper');

-- CreateEnum
CREATE TYPE "ContactState" AS ENUM ('unconfirmed', 'confirmed', 'suspended', 'revoked');

-- CreateEnum
CREATE TYPE "ContactOrigin" AS ENUM ('statement', 'signedDocument', 'ownEntry', 'lastResort');

-- CreateEnum
CREATE TYPE "Frequency" AS ENUM ('now', 'evening', 'weekly', 'off');

-- CreateEnum
CREATE TYPE "Urgency" AS ENUM ('urgent', 'final', 'service', 'now', 'digest');

-- CreateEnum
CREATE TYPE "NoticeState" AS ENUM ('open', 'told', 'dropped');

-- CreateEnum
CREATE TYPE "DeliveryState" AS ENUM ('waiting', 'sending', 'sent', 'unknown', 'failed', 'dropped');

-- CreateTable
CREATE TABLE "Setting" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "validFrom" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actedById" UUID,
    "act" TEXT,

    CONSTRAINT "Setting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Building" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "Building_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SchoolYear" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE NOT NULL,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SchoolYear_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Term" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "yearId" UUID NOT NULL,
    "kind" "TermKind" NOT NULL,
    "number" INTEGER NOT NULL,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE NOT NULL,
    "levelFrom" INTEGER NOT NULL,
    "levelTo" INTEGER NOT NULL,

    CONSTRAINT "Term_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SchoolClass" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "yearId" UUID NOT NULL,
    "buildingId" UUID,
    "level" INTEGER NOT NULL,
    "letter" TEXT NOT NULL,

    CONSTRAINT "SchoolClass_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Subject" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,

    CONSTRAINT "Subject_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Person" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "surname" TEXT NOT NULL,
    "givenName" TEXT NOT NULL,
    "patronymic" TEXT,
    "sex" "Sex",
    "birthDate" DATE,
    "language" TEXT NOT NULL DEFAULT 'ru',
    "timeZone" TEXT,
    "externalId" TEXT,
    "placeholder" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RoleGrant" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "personId" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "from" DATE NOT NULL,
    "to" DATE,

    CONSTRAINT "RoleGrant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Enrolment" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "pupilId" UUID NOT NULL,
    "classId" UUID NOT NULL,
    "from" DATE NOT NULL,
    "to" DATE,

    CONSTRAINT "Enrolment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Guardianship" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "guardianId" UUID NOT NULL,
    "pupilId" UUID NOT NULL,
    "kinship" "Kinship" NOT NULL,
    "from" DATE NOT NULL,
    "to" DATE,
    "barredFrom" DATE,
    "barredBy" TEXT,

    CONSTRAINT "Guardianship_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ClassLeadership" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "teacherId" UUID NOT NULL,
    "classId" UUID NOT NULL,
    "from" DATE NOT NULL,
    "to" DATE,

    CONSTRAINT "ClassLeadership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Teaching" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "teacherId" UUID NOT NULL,
    "subjectId" UUID NOT NULL,
    "classId" UUID NOT NULL,
    "hoursAWeek" INTEGER NOT NULL DEFAULT 1,
    "from" DATE NOT NULL,
    "to" DATE,

    CONSTRAINT "Teaching_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Account" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "personId" UUID NOT NULL,
    "login" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "failedTries" INTEGER NOT NULL DEFAULT 0,
    "lockedUntil" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "tokenHash" TEXT NOT NULL,
    "accountId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("tokenHash")
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actorId" UUID,
    "via" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "objectId" UUID,
    "pupilId" UUID,
    "details" JSONB,

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Scale" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "Scale_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ScaleValue" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "scaleId" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "rank" INTEGER NOT NULL,
    "points" INTEGER,
    "passes" BOOLEAN NOT NULL,

    CONSTRAINT "ScaleValue_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WorkKind" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "weight" INTEGER NOT NULL DEFAULT 1,
    "checkingDays" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "WorkKind_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "Lesson" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "classId" UUID NOT NULL,
    "subjectId" UUID NOT NULL,
    "teacherId" UUID NOT NULL,
    "date" DATE NOT NULL,
    "number" INTEGER NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "topic" TEXT,
    "homework" TEXT,

    CONSTRAINT "Lesson_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Work" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "lessonId" UUID NOT NULL,
    "kindCode" TEXT NOT NULL,
    "title" TEXT,

    CONSTRAINT "Work_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Mark" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workId" UUID NOT NULL,
    "pupilId" UUID NOT NULL,
    "valueId" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "setAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Mark_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MarkVersion" (
    "markId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "valueId" UUID,
    "byId" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "source" "Source" NOT NULL,
    "act" TEXT,

    CONSTRAINT "MarkVersion_pkey" PRIMARY KEY ("markId","version")
);

-- CreateTable
CREATE TABLE "FinalMark" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "pupilId" UUID NOT NULL,
    "subjectId" UUID NOT NULL,
    "kind" "FinalKind" NOT NULL,
    "period" TEXT NOT NULL,
    "termId" UUID,
    "valueId" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "announcedVersion" INTEGER NOT NULL DEFAULT 0,
    "resultsKnownAt" TIMESTAMPTZ(3),
    "setAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "FinalMark_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FinalVersion" (
    "finalId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "valueId" UUID NOT NULL,
    "byId" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "source" "Source" NOT NULL,
    "act" TEXT,

    CONSTRAINT "FinalVersion_pkey" PRIMARY KEY ("finalId","version")
);

-- CreateTable
CREATE TABLE "Contact" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "personId" UUID NOT NULL,
    "channel" "Channel" NOT NULL,
    "address" TEXT NOT NULL,
    "rank" INTEGER NOT NULL DEFAULT 0,
    "state" "ContactState" NOT NULL DEFAULT 'unconfirmed',
    "suspendedReason" TEXT,
    "suspensionToldAt" TIMESTAMPTZ(3),
    "origin" "ContactOrigin" NOT NULL,
    "statementId" UUID,
    "confirmedAt" TIMESTAMPTZ(3),
    "confirmedById" UUID,
    "confirmedHow" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Statement" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "personId" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "date" DATE NOT NULL,
    "about" TEXT NOT NULL,
    "scan" TEXT,

    CONSTRAINT "Statement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Consent" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "personId" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "givenAt" TIMESTAMPTZ(3) NOT NULL,
    "source" TEXT NOT NULL,
    "withdrawnAt" TIMESTAMPTZ(3),

    CONSTRAINT "Consent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Choice" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "personId" UUID NOT NULL,
    "pupilId" UUID,
    "topic" TEXT NOT NULL,
    "frequency" "Frequency" NOT NULL,

    CONSTRAINT "Choice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Event" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "kind" TEXT NOT NULL,
    "factId" UUID NOT NULL,
    "factVersion" INTEGER NOT NULL,
    "pupilId" UUID NOT NULL,
    "actorId" UUID,
    "occurredAt" TIMESTAMPTZ(3) NOT NULL,
    "silent" BOOLEAN NOT NULL DEFAULT false,
    "claimedUntil" TIMESTAMPTZ(3),
    "publishedAt" TIMESTAMPTZ(3),
    "routedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Notice" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "factKind" TEXT NOT NULL,
    "factId" UUID NOT NULL,
    "factVersion" INTEGER NOT NULL,
    "personId" UUID NOT NULL,
    "pupilId" UUID NOT NULL,
    "urgency" "Urgency" NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "patienceUntil" TIMESTAMPTZ(3) NOT NULL,
    "deadlineAt" TIMESTAMPTZ(3),
    "state" "NoticeState" NOT NULL DEFAULT 'open',
    "reason" TEXT,
    "toldValue" TEXT,
    "toldVersion" INTEGER,
    "toldAt" TIMESTAMPTZ(3),
    "deliveryId" UUID,
    "triedContacts" UUID[] DEFAULT ARRAY[]::UUID[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Delivery" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "personId" UUID NOT NULL,
    "contactId" UUID NOT NULL,
    "channel" "Channel" NOT NULL,
    "kind" TEXT NOT NULL,
    "urgency" "Urgency" NOT NULL,
    "state" "DeliveryState" NOT NULL DEFAULT 'waiting',
    "reason" TEXT,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "notBefore" TIMESTAMPTZ(3),
    "patienceUntil" TIMESTAMPTZ(3) NOT NULL,
    "deadlineAt" TIMESTAMPTZ(3),
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "attemptId" UUID,
    "workerNumber" INTEGER,
    "leaseUntil" TIMESTAMPTZ(3),
    "queuedUntil" TIMESTAMPTZ(3),
    "repeats" INTEGER NOT NULL DEFAULT 0,
    "settledAt" TIMESTAMPTZ(3),
    "providerId" TEXT,
    "providerWords" TEXT,
    "subject" TEXT,
    "text" TEXT,
    "wording" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DeliveryNotice" (
    "deliveryId" UUID NOT NULL,
    "noticeId" UUID NOT NULL,
    "factVersion" INTEGER NOT NULL,
    "value" TEXT,
    "was" TEXT,

    CONSTRAINT "DeliveryNotice_pkey" PRIMARY KEY ("deliveryId","noticeId")
);

-- CreateTable
CREATE TABLE "Attempt" (
    "id" UUID NOT NULL,
    "deliveryId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "repeat" BOOLEAN NOT NULL DEFAULT false,
    "reason" TEXT,
    "providerId" TEXT,
    "providerWords" TEXT,

    CONSTRAINT "Attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Permit" (
    "gate" TEXT NOT NULL,
    "slot" INTEGER NOT NULL,
    "freeAt" TIMESTAMPTZ(3) NOT NULL,
    "holder" INTEGER,

    CONSTRAINT "Permit_pkey" PRIMARY KEY ("gate","slot")
);

-- CreateTable
CREATE TABLE "Gate" (
    "name" TEXT NOT NULL,
    "pausedUntil" TIMESTAMPTZ(3),
    "stopped" TEXT,
    "repliedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Gate_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "PaperRound" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "number" SERIAL NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "printedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PaperRound_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PaperSheet" (
    "deliveryId" UUID NOT NULL,
    "roundId" UUID NOT NULL,
    "pupilId" UUID NOT NULL,
    "content" JSONB NOT NULL,
    "handedOverAt" TIMESTAMPTZ(3),

    CONSTRAINT "PaperSheet_pkey" PRIMARY KEY ("deliveryId","pupilId")
);

-- CreateTable
CREATE TABLE "PostboxMessage" (
    "deliveryId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "message" JSONB NOT NULL,

    CONSTRAINT "PostboxMessage_pkey" PRIMARY KEY ("deliveryId")
);

-- CreateIndex
CREATE INDEX "Setting_key_validFrom_idx" ON "Setting"("key", "validFrom" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Building_code_key" ON "Building"("code");

-- CreateIndex
CREATE UNIQUE INDEX "SchoolYear_name_key" ON "SchoolYear"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Term_yearId_kind_number_levelFrom_key" ON "Term"("yearId", "kind", "number", "levelFrom");

-- CreateIndex
CREATE UNIQUE INDEX "SchoolClass_yearId_level_letter_key" ON "SchoolClass"("yearId", "level", "letter");

-- CreateIndex
CREATE UNIQUE INDEX "Subject_name_key" ON "Subject"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Person_externalId_key" ON "Person"("externalId");

-- CreateIndex
CREATE UNIQUE INDEX "RoleGrant_personId_role_from_key" ON "RoleGrant"("personId", "role", "from");

-- CreateIndex
CREATE INDEX "Enrolment_classId_idx" ON "Enrolment"("classId");

-- CreateIndex
CREATE UNIQUE INDEX "Enrolment_pupilId_classId_from_key" ON "Enrolment"("pupilId", "classId", "from");

-- CreateIndex
CREATE INDEX "Guardianship_pupilId_idx" ON "Guardianship"("pupilId");

-- CreateIndex
CREATE UNIQUE INDEX "Guardianship_guardianId_pupilId_from_key" ON "Guardianship"("guardianId", "pupilId", "from");

-- CreateIndex
CREATE INDEX "ClassLeadership_classId_idx" ON "ClassLeadership"("classId");

-- CreateIndex
CREATE UNIQUE INDEX "ClassLeadership_teacherId_classId_from_key" ON "ClassLeadership"("teacherId", "classId", "from");

-- CreateIndex
CREATE INDEX "Teaching_classId_idx" ON "Teaching"("classId");

-- CreateIndex
CREATE UNIQUE INDEX "Teaching_teacherId_subjectId_classId_from_key" ON "Teaching"("teacherId", "subjectId", "classId", "from");

-- CreateIndex
CREATE UNIQUE INDEX "Account_personId_key" ON "Account"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "Account_login_key" ON "Account"("login");

-- CreateIndex
CREATE INDEX "AuditEntry_at_idx" ON "AuditEntry"("at");

-- CreateIndex
CREATE INDEX "AuditEntry_pupilId_at_idx" ON "AuditEntry"("pupilId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "Scale_code_key" ON "Scale"("code");

-- CreateIndex
CREATE UNIQUE INDEX "ScaleValue_scaleId_code_key" ON "ScaleValue"("scaleId", "code");

-- CreateIndex
CREATE UNIQUE INDEX "ScaleValue_scaleId_rank_key" ON "ScaleValue"("scaleId", "rank");

-- CreateIndex
CREATE INDEX "Lesson_teacherId_date_idx" ON "Lesson"("teacherId", "date");

-- CreateIndex
CREATE UNIQUE INDEX "Lesson_classId_date_number_subjectId_key" ON "Lesson"("classId", "date", "number", "subjectId");

-- CreateIndex
CREATE INDEX "Work_lessonId_idx" ON "Work"("lessonId");

-- CreateIndex
CREATE INDEX "Mark_pupilId_idx" ON "Mark"("pupilId");

-- CreateIndex
CREATE UNIQUE INDEX "Mark_workId_pupilId_key" ON "Mark"("workId", "pupilId");

-- CreateIndex
CREATE UNIQUE INDEX "FinalMark_pupilId_subjectId_kind_period_key" ON "FinalMark"("pupilId", "subjectId", "kind", "period");

-- CreateIndex
CREATE INDEX "Contact_channel_address_idx" ON "Contact"("channel", "address");

-- CreateIndex
CREATE UNIQUE INDEX "Contact_personId_channel_address_key" ON "Contact"("personId", "channel", "address");

-- CreateIndex
CREATE UNIQUE INDEX "Statement_personId_number_date_key" ON "Statement"("personId", "number", "date");

-- CreateIndex
CREATE UNIQUE INDEX "Consent_personId_purpose_givenAt_key" ON "Consent"("personId", "purpose", "givenAt");

-- CreateIndex
CREATE UNIQUE INDEX "Choice_personId_pupilId_topic_key" ON "Choice"("personId", "pupilId", "topic");

-- CreateIndex
CREATE INDEX "Event_factId_idx" ON "Event"("factId");

-- CreateIndex
CREATE INDEX "Notice_deliveryId_idx" ON "Notice"("deliveryId");

-- CreateIndex
CREATE UNIQUE INDEX "Notice_factId_personId_key" ON "Notice"("factId", "personId");

-- CreateIndex
CREATE INDEX "Delivery_contactId_createdAt_idx" ON "Delivery"("contactId", "createdAt");

-- CreateIndex
CREATE INDEX "Delivery_personId_createdAt_idx" ON "Delivery"("personId", "createdAt");

-- CreateIndex
CREATE INDEX "DeliveryNotice_noticeId_idx" ON "DeliveryNotice"("noticeId");

-- CreateIndex
CREATE UNIQUE INDEX "Attempt_deliveryId_number_key" ON "Attempt"("deliveryId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "PaperRound_number_key" ON "PaperRound"("number");

-- CreateIndex
CREATE INDEX "PaperSheet_roundId_idx" ON "PaperSheet"("roundId");

-- CreateIndex
CREATE INDEX "PostboxMessage_at_idx" ON "PostboxMessage"("at");

-- AddForeignKey
ALTER TABLE "Setting" ADD CONSTRAINT "Setting_actedById_fkey" FOREIGN KEY ("actedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Term" ADD CONSTRAINT "Term_yearId_fkey" FOREIGN KEY ("yearId") REFERENCES "SchoolYear"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SchoolClass" ADD CONSTRAINT "SchoolClass_yearId_fkey" FOREIGN KEY ("yearId") REFERENCES "SchoolYear"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SchoolClass" ADD CONSTRAINT "SchoolClass_buildingId_fkey" FOREIGN KEY ("buildingId") REFERENCES "Building"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoleGrant" ADD CONSTRAINT "RoleGrant_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Enrolment" ADD CONSTRAINT "Enrolment_pupilId_fkey" FOREIGN KEY ("pupilId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Enrolment" ADD CONSTRAINT "Enrolment_classId_fkey" FOREIGN KEY ("classId") REFERENCES "SchoolClass"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Guardianship" ADD CONSTRAINT "Guardianship_guardianId_fkey" FOREIGN KEY ("guardianId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Guardianship" ADD CONSTRAINT "Guardianship_pupilId_fkey" FOREIGN KEY ("pupilId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClassLeadership" ADD CONSTRAINT "ClassLeadership_teacherId_fkey" FOREIGN KEY ("teacherId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClassLeadership" ADD CONSTRAINT "ClassLeadership_classId_fkey" FOREIGN KEY ("classId") REFERENCES "SchoolClass"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Teaching" ADD CONSTRAINT "Teaching_teacherId_fkey" FOREIGN KEY ("teacherId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Teaching" ADD CONSTRAINT "Teaching_subjectId_fkey" FOREIGN KEY ("subjectId") REFERENCES "Subject"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Teaching" ADD CONSTRAINT "Teaching_classId_fkey" FOREIGN KEY ("classId") REFERENCES "SchoolClass"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuditEntry" ADD CONSTRAINT "AuditEntry_actorId_fkey" FOREIGN KEY ("actorId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuditEntry" ADD CONSTRAINT "AuditEntry_pupilId_fkey" FOREIGN KEY ("pupilId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScaleValue" ADD CONSTRAINT "ScaleValue_scaleId_fkey" FOREIGN KEY ("scaleId") REFERENCES "Scale"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Lesson" ADD CONSTRAINT "Lesson_classId_fkey" FOREIGN KEY ("classId") REFERENCES "SchoolClass"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Lesson" ADD CONSTRAINT "Lesson_subjectId_fkey" FOREIGN KEY ("subjectId") REFERENCES "Subject"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Lesson" ADD CONSTRAINT "Lesson_teacherId_fkey" FOREIGN KEY ("teacherId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Work" ADD CONSTRAINT "Work_lessonId_fkey" FOREIGN KEY ("lessonId") REFERENCES "Lesson"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Work" ADD CONSTRAINT "Work_kindCode_fkey" FOREIGN KEY ("kindCode") REFERENCES "WorkKind"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Mark" ADD CONSTRAINT "Mark_workId_fkey" FOREIGN KEY ("workId") REFERENCES "Work"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Mark" ADD CONSTRAINT "Mark_pupilId_fkey" FOREIGN KEY ("pupilId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Mark" ADD CONSTRAINT "Mark_valueId_fkey" FOREIGN KEY ("valueId") REFERENCES "ScaleValue"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MarkVersion" ADD CONSTRAINT "MarkVersion_markId_fkey" FOREIGN KEY ("markId") REFERENCES "Mark"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MarkVersion" ADD CONSTRAINT "MarkVersion_valueId_fkey" FOREIGN KEY ("valueId") REFERENCES "ScaleValue"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MarkVersion" ADD CONSTRAINT "MarkVersion_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FinalMark" ADD CONSTRAINT "FinalMark_pupilId_fkey" FOREIGN KEY ("pupilId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FinalMark" ADD CONSTRAINT "FinalMark_subjectId_fkey" FOREIGN KEY ("subjectId") REFERENCES "Subject"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FinalMark" ADD CONSTRAINT "FinalMark_termId_fkey" FOREIGN KEY ("termId") REFERENCES "Term"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FinalMark" ADD CONSTRAINT "FinalMark_valueId_fkey" FOREIGN KEY ("valueId") REFERENCES "ScaleValue"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FinalVersion" ADD CONSTRAINT "FinalVersion_finalId_fkey" FOREIGN KEY ("finalId") REFERENCES "FinalMark"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FinalVersion" ADD CONSTRAINT "FinalVersion_valueId_fkey" FOREIGN KEY ("valueId") REFERENCES "ScaleValue"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FinalVersion" ADD CONSTRAINT "FinalVersion_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_statementId_fkey" FOREIGN KEY ("statementId") REFERENCES "Statement"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_confirmedById_fkey" FOREIGN KEY ("confirmedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Statement" ADD CONSTRAINT "Statement_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Consent" ADD CONSTRAINT "Consent_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Choice" ADD CONSTRAINT "Choice_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Choice" ADD CONSTRAINT "Choice_pupilId_fkey" FOREIGN KEY ("pupilId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Event" ADD CONSTRAINT "Event_pupilId_fkey" FOREIGN KEY ("pupilId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Event" ADD CONSTRAINT "Event_actorId_fkey" FOREIGN KEY ("actorId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notice" ADD CONSTRAINT "Notice_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notice" ADD CONSTRAINT "Notice_pupilId_fkey" FOREIGN KEY ("pupilId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notice" ADD CONSTRAINT "Notice_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "Delivery"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeliveryNotice" ADD CONSTRAINT "DeliveryNotice_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "Delivery"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeliveryNotice" ADD CONSTRAINT "DeliveryNotice_noticeId_fkey" FOREIGN KEY ("noticeId") REFERENCES "Notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attempt" ADD CONSTRAINT "Attempt_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "Delivery"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaperSheet" ADD CONSTRAINT "PaperSheet_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "Delivery"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaperSheet" ADD CONSTRAINT "PaperSheet_roundId_fkey" FOREIGN KEY ("roundId") REFERENCES "PaperRound"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaperSheet" ADD CONSTRAINT "PaperSheet_pupilId_fkey" FOREIGN KEY ("pupilId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PostboxMessage" ADD CONSTRAINT "PostboxMessage_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "Delivery"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the schema cannot say.

-- The numbers of worker processes (src/deliveries/crew.ts).
CREATE SEQUENCE worker_number AS integer CYCLE;

-- Every living worker holds an advisory lock (7102, its number) on a connection of its own; it falls with the process.
CREATE VIEW living_worker AS
SELECT objid::int AS number FROM pg_locks
WHERE locktype = 'advisory' AND classid = 7102 AND objsubid = 2 AND granted
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database());

-- The queries of the post office look only at what is still owed, however much has been settled.
CREATE INDEX event_unpublished ON "Event" ("occurredAt") WHERE "publishedAt" IS NULL;
CREATE INDEX event_unrouted ON "Event" ("publishedAt") WHERE "routedAt" IS NULL;
CREATE INDEX notice_due ON "Notice" ("dueAt") WHERE state = 'open' AND "deliveryId" IS NULL;
CREATE INDEX delivery_waiting ON "Delivery" (channel, urgency, "dueAt", id) WHERE state = 'waiting';
CREATE INDEX delivery_sending ON "Delivery" ("leaseUntil") WHERE state = 'sending';
CREATE INDEX final_unannounced ON "FinalMark" (kind) WHERE "announcedVersion" < version;

-- A person is told in the order things happened: one message to a contact at a time.
CREATE UNIQUE INDEX delivery_one_sending ON "Delivery" ("contactId") WHERE state = 'sending';

-- One choice about all pupils; the ordinary unique index takes two empty ones for different.
CREATE UNIQUE INDEX choice_about_all ON "Choice" ("personId", topic) WHERE "pupilId" IS NULL;
