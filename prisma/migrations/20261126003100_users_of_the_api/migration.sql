-- What an application’s directory knows of a person besides her name.
ALTER TABLE "users" ADD COLUMN "nickname" TEXT, ADD COLUMN "given_name" TEXT, ADD COLUMN "family_name" TEXT;

-- The order in which all users are listed.
CREATE INDEX "users_tenant_id_created_at_id_idx" ON "users"("tenant_id", "created_at", "id");
