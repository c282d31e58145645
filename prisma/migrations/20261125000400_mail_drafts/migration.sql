-- AlterTable
ALTER TABLE "mails" ADD COLUMN "draft" JSONB;
