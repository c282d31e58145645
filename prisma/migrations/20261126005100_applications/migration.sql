-- What applications say of themselves, and the organization of a machine that names none.
ALTER TABLE "clients" ADD COLUMN     "allowed_origins" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "default_organization_id" TEXT,
ADD COLUMN     "description" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "logo_uri" TEXT,
ADD COLUMN     "metadata" JSONB NOT NULL DEFAULT '{}';

-- Only the organization is forgotten with it: the column of the tenant belongs to the key.
ALTER TABLE clients ADD CONSTRAINT clients_default_organization FOREIGN KEY (tenant_id, default_organization_id)
  REFERENCES organizations (tenant_id, id) ON DELETE SET NULL (default_organization_id) ON UPDATE CASCADE;
CREATE INDEX clients_default_organization_idx ON clients (tenant_id, default_organization_id) WHERE default_organization_id IS NOT NULL;
