-- CreateTable
CREATE TABLE "ErasureDemand" (
    "personId" UUID NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ErasureDemand_pkey" PRIMARY KEY ("personId")
);

-- AddForeignKey
ALTER TABLE "ErasureDemand" ADD CONSTRAINT "ErasureDemand_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
