-- Edits of a role can tell whether it changed meanwhile.
ALTER TABLE roles ADD COLUMN updated_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- Who holds a role, over all organizations.
CREATE INDEX "member_roles_tenant_id_role_id_idx" ON "member_roles"("tenant_id", "role_id");
CREATE INDEX "user_roles_tenant_id_role_id_idx" ON "user_roles"("tenant_id", "role_id");

-- An organization’s own role makes no owners and is given only there.
ALTER TABLE roles ADD CONSTRAINT roles_own_are_plain CHECK (organization_id IS NULL OR NOT (is_owner OR assignable));
ALTER TABLE apis ADD CONSTRAINT apis_token_dialect
  CHECK (token_dialect IN ('access_token', 'access_token_authz', 'rfc9068_profile', 'rfc9068_profile_authz'));
ALTER TABLE apis ADD CONSTRAINT apis_token_lifetime CHECK (token_lifetime BETWEEN 0 AND 2592000);

-- Inside an organization only what the operator has opened can be put into a role.
CREATE POLICY opened ON role_permissions AS RESTRICTIVE FOR INSERT WITH CHECK (
  app_whole_tenant() OR EXISTS (
    SELECT FROM permissions p
    JOIN apis a ON a.tenant_id = p.tenant_id AND a.id = p.api_id
    WHERE p.tenant_id = role_permissions.tenant_id AND p.api_id = role_permissions.api_id
      AND p.name = role_permissions.name AND p.open_to_organizations
      AND (NOT a.is_portal OR p.level = 'organization')
  )
);

-- The tenant’s template: the roles of its own that each new organization begins with.
CREATE TABLE "template_roles" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "template_roles_pkey" PRIMARY KEY ("tenant_id","id")
);
CREATE TABLE "template_role_permissions" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "template_role_id" TEXT NOT NULL,
    "api_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "template_role_permissions_pkey" PRIMARY KEY ("tenant_id","template_role_id","api_id","name")
);
CREATE UNIQUE INDEX "template_roles_tenant_id_name_key" ON "template_roles"("tenant_id", "name");
ALTER TABLE "template_role_permissions" ADD CONSTRAINT "template_role_permissions_tenant_id_template_role_id_fkey" FOREIGN KEY ("tenant_id", "template_role_id") REFERENCES "template_roles"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "template_role_permissions" ADD CONSTRAINT "template_role_permissions_tenant_id_api_id_name_fkey" FOREIGN KEY ("tenant_id", "api_id", "name") REFERENCES "permissions"("tenant_id", "api_id", "name") ON DELETE CASCADE ON UPDATE CASCADE;
CALL foyer_protect('template_roles', 'app_whole_tenant()', 'app_whole_tenant()');
CALL foyer_protect('template_role_permissions', 'app_whole_tenant()', 'app_whole_tenant()');
