-- AlterTable
ALTER TABLE "Preference" ADD COLUMN     "tellJoined" BOOLEAN NOT NULL DEFAULT true;
