-- DropIndex
DROP INDEX "Mark_pupilId_idx";

-- CreateIndex
CREATE INDEX "Mark_pupilId_enteredOn_idx" ON "Mark"("pupilId", "enteredOn");
