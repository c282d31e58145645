-- AlterTable
ALTER TABLE "enabled_connections" ADD COLUMN     "organization_access_level" TEXT NOT NULL DEFAULT 'full',
ADD COLUMN     "organization_connection_name" TEXT;

-- CreateTable
CREATE TABLE "paused_connections" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "organization_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "assign_membership_on_login" BOOLEAN NOT NULL DEFAULT false,
    "show_as_button" BOOLEAN NOT NULL DEFAULT true,
    "is_signup_enabled" BOOLEAN NOT NULL DEFAULT false,
    "organization_connection_name" TEXT,
    "organization_access_level" TEXT NOT NULL DEFAULT 'full',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "paused_connections_pkey" PRIMARY KEY ("tenant_id","organization_id","connection_id")
);

-- AddForeignKey
ALTER TABLE "paused_connections" ADD CONSTRAINT "paused_connections_tenant_id_organization_id_fkey" FOREIGN KEY ("tenant_id", "organization_id") REFERENCES "organizations"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "paused_connections" ADD CONSTRAINT "paused_connections_tenant_id_connection_id_fkey" FOREIGN KEY ("tenant_id", "connection_id") REFERENCES "connections"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE enabled_connections ADD CONSTRAINT enabled_connections_access_level
  CHECK (organization_access_level IN ('none', 'readonly', 'limited', 'full'));
ALTER TABLE paused_connections ADD CONSTRAINT paused_connections_access_level
  CHECK (organization_access_level IN ('none', 'readonly', 'limited', 'full'));
CALL foyer_protect('paused_connections', 'app_whole_tenant() OR (app_kind() = ''organization'' AND organization_id = app_org())', 'app_whole_tenant() OR (app_kind() = ''organization'' AND organization_id = app_org())');
