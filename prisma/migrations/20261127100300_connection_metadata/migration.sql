ALTER TABLE "connections" ADD COLUMN     "metadata" JSONB NOT NULL DEFAULT '{}';
