-- Inside an organization nobody sets what applications keep about a user.
CREATE POLICY tenants_own ON invitations AS RESTRICTIVE FOR INSERT
  WITH CHECK (app_whole_tenant() OR app_metadata = '{}');

-- The list is walked by when they were made, of which a thousand may share one moment.
DROP INDEX "invitations_tenant_id_organization_id_created_at_idx";
CREATE INDEX "invitations_tenant_id_organization_id_created_at_id_idx" ON "invitations"("tenant_id", "organization_id", "created_at", "id");
