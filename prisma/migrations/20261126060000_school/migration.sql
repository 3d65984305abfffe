-- CreateEnum
CREATE TYPE "OrderKind" AS ENUM ('enrolment', 'transfer', 'expulsion');

-- CreateEnum
CREATE TYPE "SchoolDocumentKind" AS ENUM ('licence', 'accreditation');

-- CreateEnum
CREATE TYPE "ThreadSide" AS ENUM ('family', 'teacher');

-- CreateEnum
CREATE TYPE "BoardKind" AS ENUM ('notice', 'analysis');

-- CreateEnum
CREATE TYPE "MaterialKind" AS ENUM ('lesson', 'homework', 'work');

-- AlterTable
ALTER TABLE "Preference" ADD COLUMN     "remindLessons" BOOLEAN NOT NULL DEFAULT true;

-- CreateTable
CREATE TABLE "LessonPlan" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "subjectId" UUID NOT NULL,
    "classId" UUID,
    "subgroupId" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "LessonPlan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LessonPlanVersion" (
    "planId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "byId" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "source" "Source" NOT NULL,

    CONSTRAINT "LessonPlanVersion_pkey" PRIMARY KEY ("planId","version")
);

-- CreateTable
CREATE TABLE "PlanLine" (
    "planId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "topic" TEXT NOT NULL,
    "hours" INTEGER NOT NULL,
    "homework" TEXT,
    "plannedOn" DATE,

    CONSTRAINT "PlanLine_pkey" PRIMARY KEY ("planId","version","position")
);

-- CreateTable
CREATE TABLE "MovementOrder" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "outsideId" TEXT NOT NULL,
    "kind" "OrderKind" NOT NULL,
    "number" TEXT NOT NULL,
    "signedOn" DATE NOT NULL,
    "from" DATE NOT NULL,
    "pupilKey" TEXT NOT NULL,
    "pupilId" UUID NOT NULL,
    "classId" UUID,
    "importedAt" TIMESTAMPTZ(3) NOT NULL,
    "importedBy" UUID,
    "checkedAt" TIMESTAMPTZ(3),
    "checkedBy" UUID,

    CONSTRAINT "MovementOrder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SchoolDocument" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "kind" "SchoolDocumentKind" NOT NULL,
    "number" TEXT NOT NULL,
    "issuedOn" DATE NOT NULL,
    "issuedBy" TEXT NOT NULL,
    "validTo" DATE,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,
    "recordedBy" UUID,

    CONSTRAINT "SchoolDocument_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FinalAcknowledgement" (
    "finalId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "source" "Source" NOT NULL,

    CONSTRAINT "FinalAcknowledgement_pkey" PRIMARY KEY ("finalId","personId")
);

-- CreateTable
CREATE TABLE "ExcuseFile" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "excuseId" UUID NOT NULL,
    "file" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "addedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ExcuseFile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Thread" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "pupilId" UUID NOT NULL,
    "guardianId" UUID NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Thread_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ThreadMessage" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "threadId" UUID NOT NULL,
    "side" "ThreadSide" NOT NULL,
    "authorId" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "source" "Source" NOT NULL,
    "readAt" TIMESTAMPTZ(3),
    "onceKey" TEXT,

    CONSTRAINT "ThreadMessage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BoardPost" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "kind" "BoardKind" NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "byId" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "source" "Source" NOT NULL,
    "onceKey" TEXT,

    CONSTRAINT "BoardPost_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Material" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "lessonId" UUID NOT NULL,
    "kind" "MaterialKind" NOT NULL,
    "pupilId" UUID,
    "name" TEXT NOT NULL,
    "file" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "addedById" UUID NOT NULL,
    "addedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Material_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "NightlyBackup" (
    "day" DATE NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "madeAt" TIMESTAMPTZ(3),
    "bytes" BIGINT,

    CONSTRAINT "NightlyBackup_pkey" PRIMARY KEY ("day")
);

-- CreateIndex
CREATE UNIQUE INDEX "LessonPlan_classId_subjectId_key" ON "LessonPlan"("classId", "subjectId");

-- CreateIndex
CREATE UNIQUE INDEX "LessonPlan_subgroupId_key" ON "LessonPlan"("subgroupId");

-- CreateIndex
CREATE UNIQUE INDEX "MovementOrder_outsideId_key" ON "MovementOrder"("outsideId");

-- CreateIndex
CREATE INDEX "MovementOrder_pupilKey_idx" ON "MovementOrder"("pupilKey");

-- CreateIndex
CREATE INDEX "MovementOrder_pupilId_idx" ON "MovementOrder"("pupilId");

-- CreateIndex
CREATE UNIQUE INDEX "SchoolDocument_kind_number_issuedOn_key" ON "SchoolDocument"("kind", "number", "issuedOn");

-- CreateIndex
CREATE UNIQUE INDEX "ExcuseFile_excuseId_sha256_key" ON "ExcuseFile"("excuseId", "sha256");

-- CreateIndex
CREATE INDEX "Thread_guardianId_idx" ON "Thread"("guardianId");

-- CreateIndex
CREATE UNIQUE INDEX "Thread_pupilId_guardianId_key" ON "Thread"("pupilId", "guardianId");

-- CreateIndex
CREATE UNIQUE INDEX "ThreadMessage_onceKey_key" ON "ThreadMessage"("onceKey");

-- CreateIndex
CREATE INDEX "ThreadMessage_threadId_at_idx" ON "ThreadMessage"("threadId", "at");

-- CreateIndex
CREATE INDEX "ThreadMessage_authorId_idx" ON "ThreadMessage"("authorId");

-- CreateIndex
CREATE UNIQUE INDEX "BoardPost_onceKey_key" ON "BoardPost"("onceKey");

-- CreateIndex
CREATE INDEX "BoardPost_at_idx" ON "BoardPost"("at");

-- CreateIndex
CREATE INDEX "Material_lessonId_idx" ON "Material"("lessonId");

-- CreateIndex
CREATE INDEX "Material_pupilId_idx" ON "Material"("pupilId");

-- CreateIndex
CREATE INDEX "Material_addedById_idx" ON "Material"("addedById");

-- AddForeignKey
ALTER TABLE "LessonPlan" ADD CONSTRAINT "LessonPlan_subjectId_fkey" FOREIGN KEY ("subjectId") REFERENCES "Subject"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LessonPlan" ADD CONSTRAINT "LessonPlan_classId_fkey" FOREIGN KEY ("classId") REFERENCES "SchoolClass"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LessonPlan" ADD CONSTRAINT "LessonPlan_subgroupId_fkey" FOREIGN KEY ("subgroupId") REFERENCES "Subgroup"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LessonPlanVersion" ADD CONSTRAINT "LessonPlanVersion_planId_fkey" FOREIGN KEY ("planId") REFERENCES "LessonPlan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PlanLine" ADD CONSTRAINT "PlanLine_planId_version_fkey" FOREIGN KEY ("planId", "version") REFERENCES "LessonPlanVersion"("planId", "version") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MovementOrder" ADD CONSTRAINT "MovementOrder_pupilId_fkey" FOREIGN KEY ("pupilId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MovementOrder" ADD CONSTRAINT "MovementOrder_classId_fkey" FOREIGN KEY ("classId") REFERENCES "SchoolClass"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FinalAcknowledgement" ADD CONSTRAINT "FinalAcknowledgement_finalId_fkey" FOREIGN KEY ("finalId") REFERENCES "FinalMark"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FinalAcknowledgement" ADD CONSTRAINT "FinalAcknowledgement_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExcuseFile" ADD CONSTRAINT "ExcuseFile_excuseId_fkey" FOREIGN KEY ("excuseId") REFERENCES "Excuse"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Thread" ADD CONSTRAINT "Thread_pupilId_fkey" FOREIGN KEY ("pupilId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Thread" ADD CONSTRAINT "Thread_guardianId_fkey" FOREIGN KEY ("guardianId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ThreadMessage" ADD CONSTRAINT "ThreadMessage_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ThreadMessage" ADD CONSTRAINT "ThreadMessage_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Material" ADD CONSTRAINT "Material_lessonId_fkey" FOREIGN KEY ("lessonId") REFERENCES "Lesson"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Material" ADD CONSTRAINT "Material_pupilId_fkey" FOREIGN KEY ("pupilId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A plan belongs to a class or to a subgroup.
ALTER TABLE "LessonPlan" ADD CONSTRAINT plan_has_one_owner CHECK (num_nonnulls("classId", "subgroupId") = 1);

-- A work is a pupil's; what a teacher lays out is nobody's alone.
ALTER TABLE "Material" ADD CONSTRAINT material_of_a_pupil CHECK ((kind = 'work') = ("pupilId" IS NOT NULL));
