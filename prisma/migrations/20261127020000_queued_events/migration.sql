-- What lay in the queue is queued once more: routing it twice changes nothing.
DROP INDEX event_unpublished, event_unrouted;
ALTER TABLE "Event" DROP COLUMN "claimedUntil", DROP COLUMN "publishedAt", ADD COLUMN "queuedUntil" TIMESTAMPTZ(3);
CREATE INDEX event_unrouted ON "Event" ("occurredAt") WHERE "routedAt" IS NULL;
