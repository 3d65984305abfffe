-- CreateTable
CREATE TABLE "EntryLink" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "tokenHash" TEXT NOT NULL,
    "personId" UUID NOT NULL,
    "deliveryId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "EntryLink_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "EntryLink_tokenHash_key" ON "EntryLink"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "EntryLink_deliveryId_key" ON "EntryLink"("deliveryId");

-- CreateIndex
CREATE INDEX "EntryLink_personId_createdAt_idx" ON "EntryLink"("personId", "createdAt");

-- AddForeignKey
ALTER TABLE "EntryLink" ADD CONSTRAINT "EntryLink_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EntryLink" ADD CONSTRAINT "EntryLink_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "Delivery"("id") ON DELETE SET NULL ON UPDATE CASCADE;
