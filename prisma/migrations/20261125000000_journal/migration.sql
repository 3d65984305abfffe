-- CreateEnum
CREATE TYPE "DayOffKind" AS ENUM ('vacation', 'publicHoliday', 'other');

-- CreateEnum
CREATE TYPE "AbsenceKind" AS ENUM ('absent', 'late');

-- CreateEnum
CREATE TYPE "AbsenceReason" AS ENUM ('illness', 'valid', 'invalid', 'released');

-- CreateEnum
CREATE TYPE "ExcuseState" AS ENUM ('given', 'confirmed', 'withdrawn');

-- CreateEnum
CREATE TYPE "CorrectionKind" AS ENUM ('mark', 'final');

-- CreateEnum
CREATE TYPE "CorrectionState" AS ENUM ('draft', 'requested', 'approved', 'refused', 'withdrawn');

-- AlterEnum
ALTER TYPE "Source" ADD VALUE 'api';

-- DropForeignKey
ALTER TABLE "Event" DROP CONSTRAINT "Event_pupilId_fkey";

-- DropForeignKey
ALTER TABLE "Lesson" DROP CONSTRAINT "Lesson_classId_fkey";

-- DropForeignKey
ALTER TABLE "Teaching" DROP CONSTRAINT "Teaching_classId_fkey";

-- AlterTable
ALTER TABLE "Account" ADD COLUMN     "disabledAt" TIMESTAMPTZ(3),
ADD COLUMN     "handedOverAt" TIMESTAMPTZ(3),
ADD COLUMN     "mustChange" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "ClassLeadership" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "Enrolment" ADD COLUMN     "documentOn" DATE,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "Event" ALTER COLUMN "pupilId" DROP NOT NULL;

-- AlterTable
ALTER TABLE "Guardianship" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "Lesson" ADD COLUMN     "cancelledFor" TEXT,
ADD COLUMN     "entryId" UUID,
ADD COLUMN     "material" TEXT,
ADD COLUMN     "noHomework" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "rollTakenAt" TIMESTAMPTZ(3),
ADD COLUMN     "rollTakenById" UUID,
ADD COLUMN     "roomId" UUID,
ADD COLUMN     "subgroupId" UUID,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1,
ALTER COLUMN "classId" DROP NOT NULL;

-- AlterTable
ALTER TABLE "Mark" ADD COLUMN     "enteredOn" DATE;
UPDATE "Mark" m SET "enteredOn" = (SELECT (min(v.at) AT TIME ZONE coalesce(
  (SELECT value #>> '{}' FROM "Setting" WHERE key = 'timeZone' ORDER BY "validFrom" DESC LIMIT 1), 'Asia/Krasnoyarsk'))::date
  FROM "MarkVersion" v WHERE v."markId" = m.id);
ALTER TABLE "Mark" ALTER COLUMN "enteredOn" SET NOT NULL;

-- AlterTable
ALTER TABLE "Person" ADD COLUMN     "address" TEXT,
ADD COLUMN     "email" TEXT,
ADD COLUMN     "phone" TEXT,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "RoleGrant" ADD COLUMN     "documentOn" DATE,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "SchoolYear" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "weekDays" INTEGER NOT NULL DEFAULT 5;

-- AlterTable
ALTER TABLE "Teaching" ADD COLUMN     "subgroupId" UUID,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1,
ALTER COLUMN "classId" DROP NOT NULL;

-- AlterTable
ALTER TABLE "Term" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "Work" ADD COLUMN     "checkingDays" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "weight" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "DayOff" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "yearId" UUID NOT NULL,
    "kind" "DayOffKind" NOT NULL,
    "name" TEXT NOT NULL,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE NOT NULL,
    "levelFrom" INTEGER NOT NULL DEFAULT 1,
    "levelTo" INTEGER NOT NULL DEFAULT 11,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "DayOff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MovedDay" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "yearId" UUID NOT NULL,
    "date" DATE NOT NULL,
    "likeWeekday" INTEGER,
    "levelFrom" INTEGER NOT NULL DEFAULT 1,
    "levelTo" INTEGER NOT NULL DEFAULT 11,
    "reason" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "MovedDay_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BellSchedule" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "yearId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "date" DATE,
    "weekdays" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "levelFrom" INTEGER NOT NULL DEFAULT 1,
    "levelTo" INTEGER NOT NULL DEFAULT 11,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "BellSchedule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Bell" (
    "scheduleId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "startsAt" INTEGER NOT NULL,
    "endsAt" INTEGER NOT NULL,

    CONSTRAINT "Bell_pkey" PRIMARY KEY ("scheduleId","number")
);

-- CreateTable
CREATE TABLE "WorkingDay" (
    "date" DATE NOT NULL,
    "working" BOOLEAN NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "WorkingDay_pkey" PRIMARY KEY ("date")
);

-- CreateTable
CREATE TABLE "Room" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,

    CONSTRAINT "Room_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Subgroup" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "yearId" UUID NOT NULL,
    "subjectId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Subgroup_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SubgroupClass" (
    "subgroupId" UUID NOT NULL,
    "classId" UUID NOT NULL,

    CONSTRAINT "SubgroupClass_pkey" PRIMARY KEY ("subgroupId","classId")
);

-- CreateTable
CREATE TABLE "SubgroupMember" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "subgroupId" UUID NOT NULL,
    "pupilId" UUID NOT NULL,
    "from" DATE NOT NULL,
    "to" DATE,

    CONSTRAINT "SubgroupMember_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StaffCard" (
    "personId" UUID NOT NULL,
    "post" TEXT NOT NULL,
    "grade" TEXT,
    "category" TEXT,
    "functions" TEXT,
    "speciality" TEXT,

    CONSTRAINT "StaffCard_pkey" PRIMARY KEY ("personId")
);

-- CreateTable
CREATE TABLE "TimetableEntry" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "teachingId" UUID NOT NULL,
    "weekday" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "roomId" UUID,
    "from" DATE NOT NULL,
    "to" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "TimetableEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Substitution" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "entryId" UUID NOT NULL,
    "date" DATE NOT NULL,
    "substituteId" UUID,
    "roomId" UUID,
    "cancelled" BOOLEAN NOT NULL DEFAULT false,
    "reason" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Substitution_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApiToken" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "accountId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "lastUsedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ApiToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IdempotencyKey" (
    "accountId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "status" INTEGER,
    "answer" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "IdempotencyKey_pkey" PRIMARY KEY ("accountId","key")
);

-- CreateTable
CREATE TABLE "LessonVersion" (
    "lessonId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "topic" TEXT,
    "material" TEXT,
    "homework" TEXT,
    "noHomework" BOOLEAN NOT NULL,
    "byId" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "source" "Source" NOT NULL,

    CONSTRAINT "LessonVersion_pkey" PRIMARY KEY ("lessonId","version")
);

-- CreateTable
CREATE TABLE "IndividualTask" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "lessonId" UUID NOT NULL,
    "pupilId" UUID NOT NULL,
    "text" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "IndividualTask_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IndividualTaskVersion" (
    "taskId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "text" TEXT,
    "byId" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "source" "Source" NOT NULL,

    CONSTRAINT "IndividualTaskVersion_pkey" PRIMARY KEY ("taskId","version")
);

-- CreateTable
CREATE TABLE "Exam" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "yearId" UUID NOT NULL,
    "classId" UUID NOT NULL,
    "subjectId" UUID NOT NULL,
    "heldOn" DATE NOT NULL,
    "resultsKnownAt" TIMESTAMPTZ(3),
    "protocol" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Exam_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Absence" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "lessonId" UUID NOT NULL,
    "pupilId" UUID NOT NULL,
    "kind" "AbsenceKind",
    "lateMinutes" INTEGER,
    "reason" "AbsenceReason",
    "documentId" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "setAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Absence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AbsenceVersion" (
    "absenceId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "kind" "AbsenceKind",
    "lateMinutes" INTEGER,
    "reason" "AbsenceReason",
    "documentId" UUID,
    "byId" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "source" "Source" NOT NULL,

    CONSTRAINT "AbsenceVersion_pkey" PRIMARY KEY ("absenceId","version")
);

-- CreateTable
CREATE TABLE "AbsenceDocument" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "pupilId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "number" TEXT,
    "issuedOn" DATE NOT NULL,
    "from" DATE NOT NULL,
    "to" DATE NOT NULL,
    "presentedOn" DATE NOT NULL,
    "takenById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AbsenceDocument_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Excuse" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "pupilId" UUID NOT NULL,
    "from" DATE NOT NULL,
    "to" DATE NOT NULL,
    "text" TEXT NOT NULL,
    "givenById" UUID NOT NULL,
    "givenAt" TIMESTAMPTZ(3) NOT NULL,
    "source" "Source" NOT NULL,
    "state" "ExcuseState" NOT NULL DEFAULT 'given',
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Excuse_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Correction" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "kind" "CorrectionKind" NOT NULL,
    "state" "CorrectionState" NOT NULL,
    "pupilId" UUID NOT NULL,
    "workId" UUID,
    "subjectId" UUID,
    "finalKind" "FinalKind",
    "period" TEXT,
    "wasValueId" UUID,
    "wasVersion" INTEGER NOT NULL,
    "wantedValueId" UUID,
    "reason" TEXT,
    "askedById" UUID NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "source" "Source" NOT NULL,
    "decidedById" UUID,
    "decidedAt" TIMESTAMPTZ(3),
    "act" TEXT,
    "answer" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Correction_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "DayOff_yearId_startsOn_idx" ON "DayOff"("yearId", "startsOn");

-- CreateIndex
CREATE UNIQUE INDEX "MovedDay_yearId_date_levelFrom_key" ON "MovedDay"("yearId", "date", "levelFrom");

-- CreateIndex
CREATE UNIQUE INDEX "BellSchedule_yearId_name_key" ON "BellSchedule"("yearId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Room_name_key" ON "Room"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Subgroup_yearId_subjectId_name_key" ON "Subgroup"("yearId", "subjectId", "name");

-- CreateIndex
CREATE INDEX "SubgroupClass_classId_idx" ON "SubgroupClass"("classId");

-- CreateIndex
CREATE INDEX "SubgroupMember_pupilId_idx" ON "SubgroupMember"("pupilId");

-- CreateIndex
CREATE UNIQUE INDEX "SubgroupMember_subgroupId_pupilId_from_key" ON "SubgroupMember"("subgroupId", "pupilId", "from");

-- CreateIndex
CREATE INDEX "TimetableEntry_teachingId_idx" ON "TimetableEntry"("teachingId");

-- CreateIndex
CREATE INDEX "TimetableEntry_weekday_number_idx" ON "TimetableEntry"("weekday", "number");

-- CreateIndex
CREATE INDEX "Substitution_date_idx" ON "Substitution"("date");

-- CreateIndex
CREATE UNIQUE INDEX "Substitution_entryId_date_key" ON "Substitution"("entryId", "date");

-- CreateIndex
CREATE UNIQUE INDEX "ApiToken_tokenHash_key" ON "ApiToken"("tokenHash");

-- CreateIndex
CREATE INDEX "ApiToken_accountId_idx" ON "ApiToken"("accountId");

-- CreateIndex
CREATE INDEX "IdempotencyKey_createdAt_idx" ON "IdempotencyKey"("createdAt");

-- CreateIndex
CREATE INDEX "IndividualTask_pupilId_idx" ON "IndividualTask"("pupilId");

-- CreateIndex
CREATE UNIQUE INDEX "IndividualTask_lessonId_pupilId_key" ON "IndividualTask"("lessonId", "pupilId");

-- CreateIndex
CREATE UNIQUE INDEX "Exam_classId_subjectId_key" ON "Exam"("classId", "subjectId");

-- CreateIndex
CREATE INDEX "Absence_pupilId_idx" ON "Absence"("pupilId");

-- CreateIndex
CREATE UNIQUE INDEX "Absence_lessonId_pupilId_key" ON "Absence"("lessonId", "pupilId");

-- CreateIndex
CREATE INDEX "AbsenceDocument_pupilId_from_idx" ON "AbsenceDocument"("pupilId", "from");

-- CreateIndex
CREATE INDEX "Excuse_pupilId_from_idx" ON "Excuse"("pupilId", "from");

-- CreateIndex
CREATE INDEX "Correction_state_askedAt_idx" ON "Correction"("state", "askedAt");

-- CreateIndex
CREATE INDEX "Correction_askedById_idx" ON "Correction"("askedById");

-- CreateIndex
CREATE INDEX "Correction_workId_idx" ON "Correction"("workId");

-- CreateIndex
CREATE INDEX "AuditEntry_actorId_at_idx" ON "AuditEntry"("actorId", "at");

-- CreateIndex
CREATE INDEX "Lesson_classId_subjectId_date_idx" ON "Lesson"("classId", "subjectId", "date");

-- CreateIndex
CREATE INDEX "Lesson_date_idx" ON "Lesson"("date");

-- CreateIndex
CREATE UNIQUE INDEX "Lesson_subgroupId_date_number_key" ON "Lesson"("subgroupId", "date", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Lesson_entryId_date_key" ON "Lesson"("entryId", "date");

-- CreateIndex
CREATE INDEX "Teaching_subgroupId_idx" ON "Teaching"("subgroupId");

-- CreateIndex
CREATE UNIQUE INDEX "Teaching_teacherId_subgroupId_from_key" ON "Teaching"("teacherId", "subgroupId", "from");

-- AddForeignKey
ALTER TABLE "DayOff" ADD CONSTRAINT "DayOff_yearId_fkey" FOREIGN KEY ("yearId") REFERENCES "SchoolYear"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MovedDay" ADD CONSTRAINT "MovedDay_yearId_fkey" FOREIGN KEY ("yearId") REFERENCES "SchoolYear"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BellSchedule" ADD CONSTRAINT "BellSchedule_yearId_fkey" FOREIGN KEY ("yearId") REFERENCES "SchoolYear"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Bell" ADD CONSTRAINT "Bell_scheduleId_fkey" FOREIGN KEY ("scheduleId") REFERENCES "BellSchedule"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Subgroup" ADD CONSTRAINT "Subgroup_yearId_fkey" FOREIGN KEY ("yearId") REFERENCES "SchoolYear"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Subgroup" ADD CONSTRAINT "Subgroup_subjectId_fkey" FOREIGN KEY ("subjectId") REFERENCES "Subject"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SubgroupClass" ADD CONSTRAINT "SubgroupClass_subgroupId_fkey" FOREIGN KEY ("subgroupId") REFERENCES "Subgroup"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SubgroupClass" ADD CONSTRAINT "SubgroupClass_classId_fkey" FOREIGN KEY ("classId") REFERENCES "SchoolClass"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SubgroupMember" ADD CONSTRAINT "SubgroupMember_subgroupId_fkey" FOREIGN KEY ("subgroupId") REFERENCES "Subgroup"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SubgroupMember" ADD CONSTRAINT "SubgroupMember_pupilId_fkey" FOREIGN KEY ("pupilId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StaffCard" ADD CONSTRAINT "StaffCard_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Teaching" ADD CONSTRAINT "Teaching_classId_fkey" FOREIGN KEY ("classId") REFERENCES "SchoolClass"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Teaching" ADD CONSTRAINT "Teaching_subgroupId_fkey" FOREIGN KEY ("subgroupId") REFERENCES "Subgroup"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TimetableEntry" ADD CONSTRAINT "TimetableEntry_teachingId_fkey" FOREIGN KEY ("teachingId") REFERENCES "Teaching"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TimetableEntry" ADD CONSTRAINT "TimetableEntry_roomId_fkey" FOREIGN KEY ("roomId") REFERENCES "Room"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Substitution" ADD CONSTRAINT "Substitution_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "TimetableEntry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Substitution" ADD CONSTRAINT "Substitution_substituteId_fkey" FOREIGN KEY ("substituteId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Substitution" ADD CONSTRAINT "Substitution_roomId_fkey" FOREIGN KEY ("roomId") REFERENCES "Room"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IdempotencyKey" ADD CONSTRAINT "IdempotencyKey_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Lesson" ADD CONSTRAINT "Lesson_classId_fkey" FOREIGN KEY ("classId") REFERENCES "SchoolClass"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Lesson" ADD CONSTRAINT "Lesson_subgroupId_fkey" FOREIGN KEY ("subgroupId") REFERENCES "Subgroup"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Lesson" ADD CONSTRAINT "Lesson_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "TimetableEntry"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Lesson" ADD CONSTRAINT "Lesson_roomId_fkey" FOREIGN KEY ("roomId") REFERENCES "Room"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Lesson" ADD CONSTRAINT "Lesson_rollTakenById_fkey" FOREIGN KEY ("rollTakenById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LessonVersion" ADD CONSTRAINT "LessonVersion_lessonId_fkey" FOREIGN KEY ("lessonId") REFERENCES "Lesson"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LessonVersion" ADD CONSTRAINT "LessonVersion_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IndividualTask" ADD CONSTRAINT "IndividualTask_lessonId_fkey" FOREIGN KEY ("lessonId") REFERENCES "Lesson"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IndividualTask" ADD CONSTRAINT "IndividualTask_pupilId_fkey" FOREIGN KEY ("pupilId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IndividualTaskVersion" ADD CONSTRAINT "IndividualTaskVersion_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "IndividualTask"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IndividualTaskVersion" ADD CONSTRAINT "IndividualTaskVersion_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Exam" ADD CONSTRAINT "Exam_yearId_fkey" FOREIGN KEY ("yearId") REFERENCES "SchoolYear"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Exam" ADD CONSTRAINT "Exam_classId_fkey" FOREIGN KEY ("classId") REFERENCES "SchoolClass"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Exam" ADD CONSTRAINT "Exam_subjectId_fkey" FOREIGN KEY ("subjectId") REFERENCES "Subject"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Absence" ADD CONSTRAINT "Absence_lessonId_fkey" FOREIGN KEY ("lessonId") REFERENCES "Lesson"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Absence" ADD CONSTRAINT "Absence_pupilId_fkey" FOREIGN KEY ("pupilId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Absence" ADD CONSTRAINT "Absence_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "AbsenceDocument"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AbsenceVersion" ADD CONSTRAINT "AbsenceVersion_absenceId_fkey" FOREIGN KEY ("absenceId") REFERENCES "Absence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AbsenceVersion" ADD CONSTRAINT "AbsenceVersion_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AbsenceDocument" ADD CONSTRAINT "AbsenceDocument_pupilId_fkey" FOREIGN KEY ("pupilId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AbsenceDocument" ADD CONSTRAINT "AbsenceDocument_takenById_fkey" FOREIGN KEY ("takenById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Excuse" ADD CONSTRAINT "Excuse_pupilId_fkey" FOREIGN KEY ("pupilId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Excuse" ADD CONSTRAINT "Excuse_givenById_fkey" FOREIGN KEY ("givenById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Correction" ADD CONSTRAINT "Correction_pupilId_fkey" FOREIGN KEY ("pupilId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Correction" ADD CONSTRAINT "Correction_workId_fkey" FOREIGN KEY ("workId") REFERENCES "Work"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Correction" ADD CONSTRAINT "Correction_subjectId_fkey" FOREIGN KEY ("subjectId") REFERENCES "Subject"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Correction" ADD CONSTRAINT "Correction_wasValueId_fkey" FOREIGN KEY ("wasValueId") REFERENCES "ScaleValue"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Correction" ADD CONSTRAINT "Correction_wantedValueId_fkey" FOREIGN KEY ("wantedValueId") REFERENCES "ScaleValue"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Correction" ADD CONSTRAINT "Correction_askedById_fkey" FOREIGN KEY ("askedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Correction" ADD CONSTRAINT "Correction_decidedById_fkey" FOREIGN KEY ("decidedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Event" ADD CONSTRAINT "Event_pupilId_fkey" FOREIGN KEY ("pupilId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- CreateIndex
CREATE INDEX "Lesson_subjectId_date_idx" ON "Lesson"("subjectId", "date");

-- CreateIndex
CREATE INDEX "AuditEntry_objectId_at_idx" ON "AuditEntry"("objectId", "at");

-- CreateIndex
CREATE INDEX "Session_accountId_idx" ON "Session"("accountId");

-- CreateIndex
CREATE INDEX "Person_surname_givenName_id_idx" ON "Person"("surname", "givenName", "id");

-- What the schema cannot say.

-- A login is the same in any case.
UPDATE "Account" SET login = lower(login);
ALTER TABLE "Account" ADD CONSTRAINT account_login_lower CHECK (login = lower(login));

-- A work keeps the weight and the checking norm of the day it was given.
UPDATE "Work" w SET weight = k.weight, "checkingDays" = k."checkingDays" FROM "WorkKind" k WHERE k.code = w."kindCode";

ALTER TABLE "Teaching" ADD CONSTRAINT teaching_of_class_or_subgroup CHECK (num_nonnulls("classId", "subgroupId") = 1);
ALTER TABLE "Lesson" ADD CONSTRAINT lesson_of_class_or_subgroup CHECK (num_nonnulls("classId", "subgroupId") = 1);

-- Who belongs into a lesson: the class on that day, or the subgroup's members who are still in one of its classes.
CREATE VIEW lesson_pupil AS
SELECT l.id AS "lessonId", e."pupilId", e."classId"
FROM "Lesson" l
JOIN "Enrolment" e ON e."classId" = l."classId" AND e."from" <= l.date AND (e."to" IS NULL OR e."to" >= l.date)
UNION ALL
SELECT l.id, m."pupilId", e."classId"
FROM "Lesson" l
JOIN "SubgroupMember" m ON m."subgroupId" = l."subgroupId" AND m."from" <= l.date AND (m."to" IS NULL OR m."to" >= l.date)
JOIN "SubgroupClass" c ON c."subgroupId" = l."subgroupId"
JOIN "Enrolment" e ON e."classId" = c."classId" AND e."pupilId" = m."pupilId"
  AND e."from" <= l.date AND (e."to" IS NULL OR e."to" >= l.date);

-- The classes of a lesson: its own, or those of its subgroup.
CREATE VIEW lesson_class AS
SELECT id AS "lessonId", "classId" FROM "Lesson" WHERE "classId" IS NOT NULL
UNION ALL
SELECT l.id, c."classId" FROM "Lesson" l JOIN "SubgroupClass" c ON c."subgroupId" = l."subgroupId";

-- What waits for the deputy head, and for its teacher.
CREATE INDEX correction_open ON "Correction" ("askedAt") WHERE state IN ('draft', 'requested');
-- A cell has one open request at a time.
CREATE UNIQUE INDEX correction_one_open_mark ON "Correction" ("workId", "pupilId")
  WHERE state IN ('draft', 'requested') AND kind = 'mark';
CREATE UNIQUE INDEX correction_one_open_final ON "Correction" ("pupilId", "subjectId", "finalKind", period)
  WHERE state IN ('draft', 'requested') AND kind = 'final';
