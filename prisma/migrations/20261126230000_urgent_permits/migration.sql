ALTER TABLE "Gate" RENAME COLUMN "repliedAt" TO "urgentAt";
