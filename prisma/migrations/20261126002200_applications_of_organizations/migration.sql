-- CreateTable
CREATE TABLE "organization_clients" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "organization_id" TEXT NOT NULL,
    "client_id" TEXT NOT NULL,
    "use_for_member_access" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organization_clients_pkey" PRIMARY KEY ("tenant_id","organization_id","client_id")
);

-- AddForeignKey
ALTER TABLE "organization_clients" ADD CONSTRAINT "organization_clients_tenant_id_organization_id_fkey" FOREIGN KEY ("tenant_id", "organization_id") REFERENCES "organizations"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organization_clients" ADD CONSTRAINT "organization_clients_tenant_id_client_id_fkey" FOREIGN KEY ("tenant_id", "client_id") REFERENCES "clients"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- An organization sees which applications it is meant to have; who runs the product decides.
CALL foyer_protect('organization_clients', 'app_whole_tenant() OR (app_kind() = ''organization'' AND organization_id = app_org())', 'app_whole_tenant()');
ALTER POLICY may_see ON clients USING (app_whole_tenant() OR organization_usage <> 'deny'
  OR (app_kind() = 'organization' AND EXISTS (SELECT FROM organization_clients o
    WHERE o.tenant_id = clients.tenant_id AND o.client_id = clients.id AND o.organization_id = app_org())));
