-- AlterTable
ALTER TABLE "mails" ADD COLUMN "sender" TEXT;
