-- Row security of every table. The policy tenant admits the rows of one tenant; the restrictive policies say, by kind
-- of access, which of these rows can be read and written. A restrictive policy with another name limits what can be
-- inserted from inside an organization.

/* Tenants */

ALTER TABLE tenants ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
-- All tenants can be read, to find the one of a request’s host; only the transaction’s own can be written.
CREATE POLICY tenant ON tenants
  USING (id = foyer.tenant_id() OR foyer.access_kind() = 'system') WITH CHECK (id = foyer.tenant_id());
CREATE POLICY may_select ON tenants AS RESTRICTIVE FOR SELECT USING (true);
CREATE POLICY may_insert ON tenants AS RESTRICTIVE FOR INSERT WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_update ON tenants AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide() AND id = foyer.tenant_id())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON tenants AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide() AND id = foyer.tenant_id());

ALTER TABLE tenant_branding ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON tenant_branding
  USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON tenant_branding AS RESTRICTIVE FOR SELECT USING (true);
CREATE POLICY may_insert ON tenant_branding AS RESTRICTIVE FOR INSERT WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_update ON tenant_branding AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON tenant_branding AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());

ALTER TABLE signing_keys ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON signing_keys USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON signing_keys AS RESTRICTIVE FOR SELECT USING (foyer.is_tenant_wide());
CREATE POLICY may_insert ON signing_keys AS RESTRICTIVE FOR INSERT WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_update ON signing_keys AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON signing_keys AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());

/* Connections */

ALTER TABLE connections ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON connections USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON connections AS RESTRICTIVE FOR SELECT USING (true);
CREATE POLICY may_insert ON connections AS RESTRICTIVE FOR INSERT WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_update ON connections AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON connections AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());

/* Users */

-- OFFSET 0 makes PostgreSQL look for each user in the index, and not read all members of the organization first.

ALTER TABLE users ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON users USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON users AS RESTRICTIVE FOR SELECT
  USING (
    (SELECT foyer.is_tenant_wide())
    OR id = foyer.user_id()
    OR (foyer.access_kind() = 'organization' AND EXISTS (
      SELECT FROM members m
      WHERE m.tenant_id = users.tenant_id AND m.organization_id = foyer.organization_id() AND m.user_id = users.id
      OFFSET 0))
  );
CREATE POLICY may_insert ON users AS RESTRICTIVE FOR INSERT
  WITH CHECK (foyer.is_tenant_wide() OR (foyer.access_kind() = 'self' AND id = foyer.user_id()));
CREATE POLICY may_update ON users AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'self' AND id = foyer.user_id()))
  WITH CHECK (foyer.is_tenant_wide() OR (foyer.access_kind() = 'self' AND id = foyer.user_id()));
CREATE POLICY may_delete ON users AS RESTRICTIVE FOR DELETE
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'self' AND id = foyer.user_id()));

ALTER TABLE user_words ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON user_words USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON user_words AS RESTRICTIVE FOR SELECT
  USING (
    foyer.is_tenant_wide()
    OR user_id = foyer.user_id()
    OR (foyer.access_kind() = 'organization' AND EXISTS (
      SELECT FROM members m
      WHERE m.tenant_id = user_words.tenant_id AND m.organization_id = foyer.organization_id()
        AND m.user_id = user_words.user_id
      OFFSET 0))
  );
CREATE POLICY may_insert ON user_words AS RESTRICTIVE FOR INSERT
  WITH CHECK (foyer.is_tenant_wide() OR (foyer.access_kind() = 'self' AND user_id = foyer.user_id()));
CREATE POLICY may_update ON user_words AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'self' AND user_id = foyer.user_id()))
  WITH CHECK (foyer.is_tenant_wide() OR (foyer.access_kind() = 'self' AND user_id = foyer.user_id()));
CREATE POLICY may_delete ON user_words AS RESTRICTIVE FOR DELETE
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'self' AND user_id = foyer.user_id()));

ALTER TABLE identities ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON identities USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON identities AS RESTRICTIVE FOR SELECT
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'self' AND user_id = foyer.user_id()));
CREATE POLICY may_insert ON identities AS RESTRICTIVE FOR INSERT
  WITH CHECK (foyer.is_tenant_wide() OR (foyer.access_kind() = 'self' AND user_id = foyer.user_id()));
CREATE POLICY may_update ON identities AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'self' AND user_id = foyer.user_id()))
  WITH CHECK (foyer.is_tenant_wide() OR (foyer.access_kind() = 'self' AND user_id = foyer.user_id()));
CREATE POLICY may_delete ON identities AS RESTRICTIVE FOR DELETE
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'self' AND user_id = foyer.user_id()));

ALTER TABLE passkeys ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON passkeys USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON passkeys AS RESTRICTIVE FOR SELECT
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'self' AND user_id = foyer.user_id()));
CREATE POLICY may_insert ON passkeys AS RESTRICTIVE FOR INSERT
  WITH CHECK (foyer.is_tenant_wide() OR (foyer.access_kind() = 'self' AND user_id = foyer.user_id()));
CREATE POLICY may_update ON passkeys AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'self' AND user_id = foyer.user_id()))
  WITH CHECK (foyer.is_tenant_wide() OR (foyer.access_kind() = 'self' AND user_id = foyer.user_id()));
CREATE POLICY may_delete ON passkeys AS RESTRICTIVE FOR DELETE
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'self' AND user_id = foyer.user_id()));

ALTER TABLE email_proofs ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON email_proofs USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON email_proofs AS RESTRICTIVE FOR SELECT USING (foyer.is_tenant_wide());
CREATE POLICY may_insert ON email_proofs AS RESTRICTIVE FOR INSERT WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_update ON email_proofs AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON email_proofs AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());

ALTER TABLE sessions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON sessions USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON sessions AS RESTRICTIVE FOR SELECT
  USING (foyer.is_tenant_wide() OR user_id = foyer.user_id());
CREATE POLICY may_insert ON sessions AS RESTRICTIVE FOR INSERT
  WITH CHECK (foyer.is_tenant_wide() OR user_id = foyer.user_id());
CREATE POLICY may_update ON sessions AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide() OR user_id = foyer.user_id())
  WITH CHECK (foyer.is_tenant_wide() OR user_id = foyer.user_id());
CREATE POLICY may_delete ON sessions AS RESTRICTIVE FOR DELETE
  USING (foyer.is_tenant_wide() OR user_id = foyer.user_id());

/* Organizations */

ALTER TABLE organizations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON organizations USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON organizations AS RESTRICTIVE FOR SELECT
  USING (
    (SELECT foyer.is_tenant_wide())
    OR (foyer.access_kind() = 'organization' AND id = foyer.organization_id())
    OR (foyer.access_kind() = 'self' AND foyer.is_own_organization(id))
    OR (foyer.access_kind() = 'public' AND foyer.is_subject_organization(id))
  );
CREATE POLICY may_insert ON organizations AS RESTRICTIVE FOR INSERT
  WITH CHECK (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND id = foyer.organization_id()));
CREATE POLICY may_update ON organizations AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND id = foyer.organization_id()))
  WITH CHECK (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND id = foyer.organization_id()));
CREATE POLICY may_delete ON organizations AS RESTRICTIVE FOR DELETE
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND id = foyer.organization_id()));

ALTER TABLE organization_slugs ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON organization_slugs
  USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON organization_slugs AS RESTRICTIVE FOR SELECT
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
    OR (foyer.access_kind() = 'public' AND slug = foyer.access_subject())
  );
CREATE POLICY may_insert ON organization_slugs AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_update ON organization_slugs AS RESTRICTIVE FOR UPDATE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  )
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_delete ON organization_slugs AS RESTRICTIVE FOR DELETE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );

ALTER TABLE images ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON images USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON images AS RESTRICTIVE FOR SELECT
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
    OR foyer.access_kind() = 'public'
  );
CREATE POLICY may_insert ON images AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_update ON images AS RESTRICTIVE FOR UPDATE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  )
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_delete ON images AS RESTRICTIVE FOR DELETE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );

ALTER TABLE discovery_domains ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON discovery_domains
  USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON discovery_domains AS RESTRICTIVE FOR SELECT
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_insert ON discovery_domains AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_update ON discovery_domains AS RESTRICTIVE FOR UPDATE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  )
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_delete ON discovery_domains AS RESTRICTIVE FOR DELETE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );

ALTER TABLE enabled_connections ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON enabled_connections
  USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON enabled_connections AS RESTRICTIVE FOR SELECT
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
    OR (foyer.access_kind() = 'self' AND foyer.is_own_organization(organization_id))
    OR (foyer.access_kind() = 'public' AND foyer.is_subject_organization(organization_id))
  );
CREATE POLICY may_insert ON enabled_connections AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_update ON enabled_connections AS RESTRICTIVE FOR UPDATE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  )
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_delete ON enabled_connections AS RESTRICTIVE FOR DELETE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );

ALTER TABLE paused_connections ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON paused_connections
  USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON paused_connections AS RESTRICTIVE FOR SELECT
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_insert ON paused_connections AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_update ON paused_connections AS RESTRICTIVE FOR UPDATE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  )
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_delete ON paused_connections AS RESTRICTIVE FOR DELETE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );

ALTER TABLE members ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON members USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON members AS RESTRICTIVE FOR SELECT
  USING (
    (SELECT foyer.is_tenant_wide())
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
    OR (foyer.access_kind() = 'self' AND user_id = foyer.user_id())
  );
-- Who joins is decided by an invitation or at tenant level: otherwise a member could add any user and see them.
CREATE POLICY may_insert ON members AS RESTRICTIVE FOR INSERT WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_update ON members AS RESTRICTIVE FOR UPDATE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  )
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_delete ON members AS RESTRICTIVE FOR DELETE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );

/* APIs, permissions and roles */

ALTER TABLE apis ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON apis USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON apis AS RESTRICTIVE FOR SELECT USING (true);
CREATE POLICY may_insert ON apis AS RESTRICTIVE FOR INSERT WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_update ON apis AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON apis AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());

ALTER TABLE permissions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON permissions USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON permissions AS RESTRICTIVE FOR SELECT USING (true);
CREATE POLICY may_insert ON permissions AS RESTRICTIVE FOR INSERT WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_update ON permissions AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON permissions AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());

ALTER TABLE roles ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON roles USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON roles AS RESTRICTIVE FOR SELECT
  USING (
    foyer.is_tenant_wide()
    OR usable_in = '*'
    OR (foyer.access_kind() = 'organization' AND usable_in = foyer.organization_id())
    OR (foyer.access_kind() = 'self' AND foyer.is_own_organization(usable_in))
  );
CREATE POLICY may_insert ON roles AS RESTRICTIVE FOR INSERT
  WITH CHECK (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND usable_in = foyer.organization_id()));
CREATE POLICY may_update ON roles AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND usable_in = foyer.organization_id()))
  WITH CHECK (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND usable_in = foyer.organization_id()));
CREATE POLICY may_delete ON roles AS RESTRICTIVE FOR DELETE
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND usable_in = foyer.organization_id()));

ALTER TABLE role_permissions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON role_permissions
  USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON role_permissions AS RESTRICTIVE FOR SELECT
  USING (
    foyer.is_tenant_wide()
    OR usable_in = '*'
    OR (foyer.access_kind() = 'organization' AND usable_in = foyer.organization_id())
    OR (foyer.access_kind() = 'self' AND foyer.is_own_organization(usable_in))
  );
CREATE POLICY may_insert ON role_permissions AS RESTRICTIVE FOR INSERT
  WITH CHECK (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND usable_in = foyer.organization_id()));
CREATE POLICY may_update ON role_permissions AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON role_permissions AS RESTRICTIVE FOR DELETE
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND usable_in = foyer.organization_id()));
-- Inside an organization only permissions that are open to organizations can be put into a role.
CREATE POLICY open_permissions_only ON role_permissions AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    foyer.is_tenant_wide()
    OR EXISTS (
      SELECT FROM permissions p
      JOIN apis a ON a.tenant_id = p.tenant_id AND a.id = p.api_id
      WHERE p.tenant_id = role_permissions.tenant_id AND p.api_id = role_permissions.api_id
        AND p.name = role_permissions.name AND p.open_to_organizations
        AND (NOT a.is_portal OR p.level = 'organization'))
  );

ALTER TABLE member_roles ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON member_roles USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON member_roles AS RESTRICTIVE FOR SELECT
  USING (
    (SELECT foyer.is_tenant_wide())
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
    OR (foyer.access_kind() = 'self' AND user_id = foyer.user_id())
  );
CREATE POLICY may_insert ON member_roles AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_update ON member_roles AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON member_roles AS RESTRICTIVE FOR DELETE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
-- Inside an organization only its own roles and assignable ones can be given.
CREATE POLICY assignable_roles_only ON member_roles AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    foyer.is_tenant_wide()
    OR usable_in <> '*'
    OR EXISTS (
      SELECT FROM roles r
      WHERE r.tenant_id = member_roles.tenant_id AND r.id = member_roles.role_id AND r.assignable)
  );

ALTER TABLE user_roles ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON user_roles USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON user_roles AS RESTRICTIVE FOR SELECT
  USING (
    foyer.is_tenant_wide()
    OR user_id = foyer.user_id()
    OR (foyer.access_kind() = 'organization' AND EXISTS (
      SELECT FROM members m WHERE m.organization_id = foyer.organization_id() AND m.user_id = user_roles.user_id))
  );
CREATE POLICY may_insert ON user_roles AS RESTRICTIVE FOR INSERT WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_update ON user_roles AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON user_roles AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());

ALTER TABLE user_permissions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON user_permissions
  USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON user_permissions AS RESTRICTIVE FOR SELECT
  USING (
    foyer.is_tenant_wide()
    OR user_id = foyer.user_id()
    OR (foyer.access_kind() = 'organization' AND EXISTS (
      SELECT FROM members m WHERE m.organization_id = foyer.organization_id() AND m.user_id = user_permissions.user_id))
  );
CREATE POLICY may_insert ON user_permissions AS RESTRICTIVE FOR INSERT WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_update ON user_permissions AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON user_permissions AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());

ALTER TABLE template_roles ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON template_roles USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON template_roles AS RESTRICTIVE FOR SELECT USING (foyer.is_tenant_wide());
CREATE POLICY may_insert ON template_roles AS RESTRICTIVE FOR INSERT WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_update ON template_roles AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON template_roles AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());

ALTER TABLE template_role_permissions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON template_role_permissions
  USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON template_role_permissions AS RESTRICTIVE FOR SELECT USING (foyer.is_tenant_wide());
CREATE POLICY may_insert ON template_role_permissions AS RESTRICTIVE FOR INSERT WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_update ON template_role_permissions AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON template_role_permissions AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());

/* Applications */

ALTER TABLE clients ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON clients USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON clients AS RESTRICTIVE FOR SELECT
  USING (
    foyer.is_tenant_wide()
    OR organization_usage <> 'deny'
    OR (foyer.access_kind() = 'organization' AND EXISTS (
      SELECT FROM organization_clients o
      WHERE o.tenant_id = clients.tenant_id AND o.client_id = clients.id
        AND o.organization_id = foyer.organization_id()))
  );
CREATE POLICY may_insert ON clients AS RESTRICTIVE FOR INSERT WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_update ON clients AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON clients AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());

ALTER TABLE client_secrets ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON client_secrets USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON client_secrets AS RESTRICTIVE FOR SELECT USING (foyer.is_tenant_wide());
CREATE POLICY may_insert ON client_secrets AS RESTRICTIVE FOR INSERT WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_update ON client_secrets AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON client_secrets AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());

ALTER TABLE client_grants ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON client_grants USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON client_grants AS RESTRICTIVE FOR SELECT
  USING (
    foyer.is_tenant_wide()
    OR client_id = foyer.caller()->>'client'
    OR (foyer.access_kind() = 'organization' AND EXISTS (
      SELECT FROM client_grant_organizations c
      WHERE c.tenant_id = client_grants.tenant_id AND c.grant_id = client_grants.id
        AND c.organization_id = foyer.organization_id()))
  );
CREATE POLICY may_insert ON client_grants AS RESTRICTIVE FOR INSERT WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_update ON client_grants AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON client_grants AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());

ALTER TABLE client_grant_organizations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON client_grant_organizations
  USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON client_grant_organizations AS RESTRICTIVE FOR SELECT
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_insert ON client_grant_organizations AS RESTRICTIVE FOR INSERT WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_update ON client_grant_organizations AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON client_grant_organizations AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());

ALTER TABLE organization_clients ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON organization_clients
  USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON organization_clients AS RESTRICTIVE FOR SELECT
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_insert ON organization_clients AS RESTRICTIVE FOR INSERT WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_update ON organization_clients AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON organization_clients AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());

/* Invitations */

ALTER TABLE invitations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON invitations USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON invitations AS RESTRICTIVE FOR SELECT
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
    OR (foyer.access_kind() = 'public' AND foyer.is_subject_invitation(id))
  );
CREATE POLICY may_insert ON invitations AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_update ON invitations AS RESTRICTIVE FOR UPDATE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  )
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_delete ON invitations AS RESTRICTIVE FOR DELETE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
-- Inside an organization nobody is exempt from the rule about granting.
CREATE POLICY no_exempt_inviter ON invitations AS RESTRICTIVE FOR INSERT
  WITH CHECK (foyer.is_tenant_wide() OR NOT inviter_exempt);
-- Inside an organization nobody sets what applications store about a user.
CREATE POLICY no_app_metadata ON invitations AS RESTRICTIVE FOR INSERT
  WITH CHECK (foyer.is_tenant_wide() OR (app_metadata = '{}' AND metadata_fills));

ALTER TABLE invitation_tickets ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON invitation_tickets
  USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON invitation_tickets AS RESTRICTIVE FOR SELECT
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
    OR (foyer.access_kind() = 'public' AND ticket_hash = foyer.access_subject())
  );
CREATE POLICY may_insert ON invitation_tickets AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_update ON invitation_tickets AS RESTRICTIVE FOR UPDATE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  )
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_delete ON invitation_tickets AS RESTRICTIVE FOR DELETE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );

ALTER TABLE invitation_roles ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON invitation_roles
  USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON invitation_roles AS RESTRICTIVE FOR SELECT
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_insert ON invitation_roles AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_update ON invitation_roles AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON invitation_roles AS RESTRICTIVE FOR DELETE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
-- Inside an organization only its own roles and assignable ones can be given.
CREATE POLICY assignable_roles_only ON invitation_roles AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    foyer.is_tenant_wide()
    OR usable_in <> '*'
    OR EXISTS (
      SELECT FROM roles r
      WHERE r.tenant_id = invitation_roles.tenant_id AND r.id = invitation_roles.role_id AND r.assignable)
  );

/* Tokens */

ALTER TABLE authorizations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON authorizations USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON authorizations AS RESTRICTIVE FOR SELECT
  USING (foyer.is_tenant_wide() OR user_id = foyer.user_id());
CREATE POLICY may_insert ON authorizations AS RESTRICTIVE FOR INSERT
  WITH CHECK (foyer.is_tenant_wide() OR (foyer.access_kind() = 'self' AND user_id = foyer.user_id()));
CREATE POLICY may_update ON authorizations AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'self' AND user_id = foyer.user_id()))
  WITH CHECK (foyer.is_tenant_wide() OR (foyer.access_kind() = 'self' AND user_id = foyer.user_id()));
CREATE POLICY may_delete ON authorizations AS RESTRICTIVE FOR DELETE
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'self' AND user_id = foyer.user_id()));

ALTER TABLE token_artifacts ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON token_artifacts
  USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON token_artifacts AS RESTRICTIVE FOR SELECT USING (foyer.is_tenant_wide());
CREATE POLICY may_insert ON token_artifacts AS RESTRICTIVE FOR INSERT WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_update ON token_artifacts AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON token_artifacts AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());

/* Audit log and emails */

ALTER TABLE audit_events ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON audit_events USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON audit_events AS RESTRICTIVE FOR SELECT
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
    OR (foyer.access_kind() = 'self' AND actor_id = foyer.user_id())
  );
CREATE POLICY may_insert ON audit_events AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
    OR (foyer.access_kind() = 'self' AND actor_id = foyer.user_id()
      AND (organization_id IS NULL OR foyer.is_own_organization(organization_id)))
  );
CREATE POLICY may_update ON audit_events AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON audit_events AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());

ALTER TABLE audit_people ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON audit_people USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON audit_people AS RESTRICTIVE FOR SELECT
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
    OR (foyer.access_kind() = 'self' AND foyer.is_own_event(event_id))
  );
CREATE POLICY may_insert ON audit_people AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
    OR (foyer.access_kind() = 'self' AND foyer.is_own_event(event_id))
  );
CREATE POLICY may_update ON audit_people AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON audit_people AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());

ALTER TABLE mails ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON mails USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON mails AS RESTRICTIVE FOR SELECT
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_insert ON mails AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
    OR (foyer.access_kind() = 'self' AND (organization_id IS NULL OR foyer.is_own_organization(organization_id)))
  );
CREATE POLICY may_update ON mails AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON mails AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());
