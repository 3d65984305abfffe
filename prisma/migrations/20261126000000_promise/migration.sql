-- CreateEnum
CREATE TYPE "SeriesFrequency" AS ENUM ('daily', 'weekly');

-- AlterTable
ALTER TABLE "Choice" ADD COLUMN     "onlyLow" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Contact" ADD COLUMN     "recheckAskedAt" TIMESTAMPTZ(3),
ADD COLUMN     "revokedAt" TIMESTAMPTZ(3),
ADD COLUMN     "signedDocumentId" UUID,
ADD COLUMN     "suspendedAt" TIMESTAMPTZ(3),
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN     "bouncedAt" TIMESTAMPTZ(3),
ADD COLUMN     "pupilId" UUID,
ADD COLUMN     "triedContacts" UUID[] DEFAULT ARRAY[]::UUID[],
ADD COLUMN     "windowFrom" TIMESTAMPTZ(3),
ADD COLUMN     "windowUntil" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Notice" ADD COLUMN     "frequency" "Frequency" NOT NULL DEFAULT 'now',
ADD COLUMN     "onlyLow" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "PaperRound" ADD COLUMN     "classId" UUID;

-- AlterTable
ALTER TABLE "PaperSheet" ADD COLUMN     "handedOverById" UUID;

-- AlterTable
ALTER TABLE "Statement" ADD COLUMN     "receivedById" UUID;

-- CreateTable
CREATE TABLE "SignedDocument" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "personId" UUID NOT NULL,
    "number" TEXT,
    "date" DATE NOT NULL,
    "about" TEXT NOT NULL,
    "file" TEXT NOT NULL,
    "fileSha256" TEXT NOT NULL,
    "signatureFile" TEXT NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "receivedById" UUID,
    "verifiedAt" TIMESTAMPTZ(3),
    "verifiedHow" TEXT,
    "verifiedById" UUID,

    CONSTRAINT "SignedDocument_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "number" SERIAL NOT NULL,
    "personId" UUID NOT NULL,
    "pupilId" UUID NOT NULL,
    "codeHash" TEXT NOT NULL,
    "pinHash" TEXT NOT NULL,
    "issuedAt" TIMESTAMPTZ(3) NOT NULL,
    "issuedById" UUID,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "failedTries" INTEGER NOT NULL DEFAULT 0,
    "lockedUntil" TIMESTAMPTZ(3),
    "usedAt" TIMESTAMPTZ(3),
    "contactId" UUID,
    "declinedAt" TIMESTAMPTZ(3),
    "cancelledAt" TIMESTAMPTZ(3),

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Preference" (
    "personId" UUID NOT NULL,
    "quietFrom" INTEGER,
    "quietTo" INTEGER,
    "eveningHour" INTEGER,
    "weeklyDay" INTEGER,
    "weeklyHour" INTEGER,
    "sayNothing" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Preference_pkey" PRIMARY KEY ("personId")
);

-- CreateTable
CREATE TABLE "Series" (
    "personId" UUID NOT NULL,
    "pupilId" UUID NOT NULL,
    "frequency" "SeriesFrequency" NOT NULL,
    "nextDueAt" TIMESTAMPTZ(3) NOT NULL,
    "carriedUntil" TIMESTAMPTZ(3),

    CONSTRAINT "Series_pkey" PRIMARY KEY ("personId","pupilId","frequency")
);

-- CreateTable
CREATE TABLE "AbsenceDay" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "pupilId" UUID NOT NULL,
    "date" DATE NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "notedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AbsenceDay_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CallNote" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "noticeId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "pupilId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "byId" UUID,
    "reached" BOOLEAN NOT NULL,
    "note" TEXT,

    CONSTRAINT "CallNote_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DeliveryDay" (
    "day" DATE NOT NULL,
    "channel" "Channel" NOT NULL,
    "kind" TEXT NOT NULL,
    "urgency" "Urgency" NOT NULL,
    "state" "DeliveryState" NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "count" INTEGER NOT NULL,
    "onTime" INTEGER NOT NULL,

    CONSTRAINT "DeliveryDay_pkey" PRIMARY KEY ("day","channel","kind","urgency","state","reason")
);

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_number_key" ON "Invitation"("number");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_codeHash_key" ON "Invitation"("codeHash");

-- CreateIndex
CREATE INDEX "Invitation_personId_idx" ON "Invitation"("personId");

-- CreateIndex
CREATE INDEX "Series_nextDueAt_idx" ON "Series"("nextDueAt");

-- CreateIndex
CREATE UNIQUE INDEX "AbsenceDay_pupilId_date_key" ON "AbsenceDay"("pupilId", "date");

-- CreateIndex
CREATE INDEX "CallNote_noticeId_idx" ON "CallNote"("noticeId");

-- CreateIndex
CREATE INDEX "Delivery_dueAt_id_idx" ON "Delivery"("dueAt", "id");

-- AddForeignKey
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_signedDocumentId_fkey" FOREIGN KEY ("signedDocumentId") REFERENCES "SignedDocument"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SignedDocument" ADD CONSTRAINT "SignedDocument_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_pupilId_fkey" FOREIGN KEY ("pupilId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_issuedById_fkey" FOREIGN KEY ("issuedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Preference" ADD CONSTRAINT "Preference_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Series" ADD CONSTRAINT "Series_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Series" ADD CONSTRAINT "Series_pupilId_fkey" FOREIGN KEY ("pupilId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AbsenceDay" ADD CONSTRAINT "AbsenceDay_pupilId_fkey" FOREIGN KEY ("pupilId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_pupilId_fkey" FOREIGN KEY ("pupilId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaperRound" ADD CONSTRAINT "PaperRound_classId_fkey" FOREIGN KEY ("classId") REFERENCES "SchoolClass"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaperSheet" ADD CONSTRAINT "PaperSheet_handedOverById_fkey" FOREIGN KEY ("handedOverById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CallNote" ADD CONSTRAINT "CallNote_noticeId_fkey" FOREIGN KEY ("noticeId") REFERENCES "Notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CallNote" ADD CONSTRAINT "CallNote_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CallNote" ADD CONSTRAINT "CallNote_pupilId_fkey" FOREIGN KEY ("pupilId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CallNote" ADD CONSTRAINT "CallNote_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What the schema cannot say.
DROP INDEX notice_due;
CREATE INDEX notice_due ON "Notice" ("dueAt") WHERE state = 'open' AND "deliveryId" IS NULL AND frequency = 'now';
CREATE INDEX notice_in_series ON "Notice" ("personId", "pupilId", frequency) WHERE state = 'open' AND frequency <> 'now';
DROP INDEX delivery_waiting;
CREATE INDEX delivery_waiting ON "Delivery" (channel, urgency, (coalesce("deadlineAt", "dueAt")), id) WHERE state = 'waiting';

-- Where a person may be written to now: confirmed, and with consent (R34) unless it is paper.
CREATE VIEW usable_contact AS
SELECT c.id, c."personId", c.channel, c.address, c.rank, c.origin, c."createdAt"
FROM "Contact" c
WHERE c.state = 'confirmed' AND (c.channel = 'paper' OR EXISTS (
  SELECT 1 FROM "Consent" k WHERE k."personId" = c."personId" AND k.purpose = 'messages' AND k."withdrawnAt" IS NULL));

-- Who belongs into a lesson, with its day: a day of a pupil is found by it without walking through the year.
CREATE OR REPLACE VIEW lesson_pupil AS
SELECT l.id AS "lessonId", e."pupilId", e."classId", l.date
FROM "Lesson" l
JOIN "Enrolment" e ON e."classId" = l."classId" AND e."from" <= l.date AND (e."to" IS NULL OR e."to" >= l.date)
UNION ALL
SELECT l.id, m."pupilId", e."classId", l.date
FROM "Lesson" l
JOIN "SubgroupMember" m ON m."subgroupId" = l."subgroupId" AND m."from" <= l.date AND (m."to" IS NULL OR m."to" >= l.date)
JOIN "SubgroupClass" c ON c."subgroupId" = l."subgroupId"
JOIN "Enrolment" e ON e."classId" = c."classId" AND e."pupilId" = m."pupilId"
  AND e."from" <= l.date AND (e."to" IS NULL OR e."to" >= l.date);

-- What retention takes away, and what has to be put right: found without walking through a year of deliveries.
CREATE INDEX delivery_text ON "Delivery" ("dueAt") WHERE text IS NOT NULL;
CREATE INDEX delivery_broken ON "Delivery" ("settledAt") WHERE state = 'failed' AND reason = 'broken';
CREATE INDEX event_age ON "Event" USING brin ("occurredAt") WHERE "routedAt" IS NOT NULL;
