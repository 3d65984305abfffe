-- CreateEnum
CREATE TYPE "DeviceKind" AS ENUM ('phone', 'tablet', 'computer');

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "device" "DeviceKind",
ADD COLUMN     "id" UUID NOT NULL DEFAULT gen_random_uuid(),
ADD COLUMN     "seenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- CreateIndex
CREATE UNIQUE INDEX "Session_id_key" ON "Session"("id");
