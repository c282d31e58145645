-- What the API keeps of an organization besides: the address of a picture elsewhere, never beside one of ours.
ALTER TABLE organizations
  ADD COLUMN logo_url TEXT,
  ADD COLUMN third_party_client_access TEXT NOT NULL DEFAULT 'block',
  ADD COLUMN is_app_entitlement_active BOOLEAN NOT NULL DEFAULT false,
  ADD CONSTRAINT organizations_one_logo CHECK (logo_id IS NULL OR logo_url IS NULL),
  ADD CONSTRAINT organizations_third_party_client_access CHECK (third_party_client_access IN ('block', 'allow'));

-- Lists that are walked by checkpoints: each in its order, the key last, so that no page costs more than another.
DROP INDEX "organizations_tenant_id_slug_idx";
CREATE INDEX "organizations_tenant_id_slug_id_idx" ON "organizations"("tenant_id", "slug", "id");
CREATE INDEX "organizations_tenant_id_display_name_id_idx" ON "organizations"("tenant_id", "display_name", "id");
CREATE INDEX "organizations_tenant_id_created_at_id_idx" ON "organizations"("tenant_id", "created_at", "id");
DROP INDEX "members_tenant_id_organization_id_created_at_idx";
CREATE INDEX "members_tenant_id_organization_id_created_at_user_id_idx" ON "members"("tenant_id", "organization_id", "created_at", "user_id");
DROP INDEX "member_roles_tenant_id_organization_id_role_id_idx";
CREATE INDEX "member_roles_tenant_id_organization_id_role_id_user_id_idx" ON "member_roles"("tenant_id", "organization_id", "role_id", "user_id");
