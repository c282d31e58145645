-- What applications keep with a session, and with a sign-in of a person to an application.
ALTER TABLE "sessions" ADD COLUMN     "metadata" JSONB NOT NULL DEFAULT '{}';

ALTER TABLE "authorizations" ADD COLUMN     "metadata" JSONB NOT NULL DEFAULT '{}';
