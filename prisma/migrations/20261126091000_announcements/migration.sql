-- AlterTable
ALTER TABLE "Announcement" ADD COLUMN     "asksSeen" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "subgroupId" UUID;

-- CreateTable
CREATE TABLE "AnnouncementAcknowledgement" (
    "announcementId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "source" "Source" NOT NULL,

    CONSTRAINT "AnnouncementAcknowledgement_pkey" PRIMARY KEY ("announcementId","personId")
);

-- AddForeignKey
ALTER TABLE "Announcement" ADD CONSTRAINT "Announcement_subgroupId_fkey" FOREIGN KEY ("subgroupId") REFERENCES "Subgroup"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AnnouncementAcknowledgement" ADD CONSTRAINT "AnnouncementAcknowledgement_announcementId_fkey" FOREIGN KEY ("announcementId") REFERENCES "Announcement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AnnouncementAcknowledgement" ADD CONSTRAINT "AnnouncementAcknowledgement_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Messages of threads are no announcements.
UPDATE "Notice" SET "factKind" = 'message' WHERE "factKind" = 'announcement' AND "factId" IN (SELECT id FROM "ThreadMessage");
UPDATE "Delivery" d SET kind = 'messages' WHERE kind = 'announcements' AND EXISTS (
  SELECT 1 FROM "Notice" n WHERE n."deliveryId" = d.id AND n."factKind" = 'message');
