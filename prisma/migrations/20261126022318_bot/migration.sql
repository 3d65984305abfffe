-- CreateTable
CREATE TABLE "Announcement" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "level" INTEGER,
    "classId" UUID,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "draftedById" UUID NOT NULL,
    "draftedAt" TIMESTAMPTZ(3) NOT NULL,
    "source" "Source" NOT NULL,
    "announcedById" UUID,
    "announcedAt" TIMESTAMPTZ(3),
    "discardedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Announcement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BotChat" (
    "chatId" TEXT NOT NULL,
    "personId" UUID,
    "pupilId" UUID,
    "language" TEXT,
    "expects" JSONB,
    "menu" TEXT,
    "done" BIGINT[],
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "BotChat_pkey" PRIMARY KEY ("chatId")
);

-- CreateTable
CREATE TABLE "BotDraft" (
    "chatId" TEXT NOT NULL,
    "updateId" BIGINT NOT NULL,
    "personId" UUID NOT NULL,
    "lessonId" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "kindCode" TEXT NOT NULL,
    "choices" JSONB NOT NULL,
    "entry" JSONB,
    "savedAt" TIMESTAMPTZ(3),
    "written" JSONB,
    "undoneAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "BotDraft_pkey" PRIMARY KEY ("chatId","updateId")
);

-- CreateIndex
CREATE INDEX "Announcement_draftedAt_idx" ON "Announcement"("draftedAt");

-- CreateIndex
CREATE INDEX "BotDraft_createdAt_idx" ON "BotDraft"("createdAt");

-- AddForeignKey
ALTER TABLE "Announcement" ADD CONSTRAINT "Announcement_classId_fkey" FOREIGN KEY ("classId") REFERENCES "SchoolClass"("id") ON DELETE SET NULL ON UPDATE CASCADE;
