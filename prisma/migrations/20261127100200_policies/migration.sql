-- Row security of every table. The policy tenant admits the rows of one tenant; the restrictive policies say, by kind
-- of access, which of these rows can be read and written. A restrictive policy with another name limits what can be
-- inserted from inside an organization.

/* Tenants */

ALTER TABLE tenants ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
-- All tenants can be read, to find the one of a request’s host; only the transaction’s own can be written.
CREATE POLICY tenant ON tenants
  USING (id = app_tenant() OR app_kind() = 'system') WITH CHECK (id = app_tenant());
CREATE POLICY may_see ON tenants AS RESTRICTIVE FOR SELECT USING (true);
CREATE POLICY may_insert ON tenants AS RESTRICTIVE FOR INSERT WITH CHECK (app_whole_tenant());
CREATE POLICY may_update ON tenants AS RESTRICTIVE FOR UPDATE
  USING (app_whole_tenant() AND id = app_tenant())
  WITH CHECK (app_whole_tenant());
CREATE POLICY may_delete ON tenants AS RESTRICTIVE FOR DELETE USING (app_whole_tenant() AND id = app_tenant());

ALTER TABLE tenant_branding ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON tenant_branding
  USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON tenant_branding AS RESTRICTIVE FOR SELECT USING (true);
CREATE POLICY may_insert ON tenant_branding AS RESTRICTIVE FOR INSERT WITH CHECK (app_whole_tenant());
CREATE POLICY may_update ON tenant_branding AS RESTRICTIVE FOR UPDATE
  USING (app_whole_tenant())
  WITH CHECK (app_whole_tenant());
CREATE POLICY may_delete ON tenant_branding AS RESTRICTIVE FOR DELETE USING (app_whole_tenant());

ALTER TABLE signing_keys ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON signing_keys USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON signing_keys AS RESTRICTIVE FOR SELECT USING (app_whole_tenant());
CREATE POLICY may_insert ON signing_keys AS RESTRICTIVE FOR INSERT WITH CHECK (app_whole_tenant());
CREATE POLICY may_update ON signing_keys AS RESTRICTIVE FOR UPDATE
  USING (app_whole_tenant())
  WITH CHECK (app_whole_tenant());
CREATE POLICY may_delete ON signing_keys AS RESTRICTIVE FOR DELETE USING (app_whole_tenant());

/* Connections */

ALTER TABLE connections ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON connections USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON connections AS RESTRICTIVE FOR SELECT USING (true);
CREATE POLICY may_insert ON connections AS RESTRICTIVE FOR INSERT WITH CHECK (app_whole_tenant());
CREATE POLICY may_update ON connections AS RESTRICTIVE FOR UPDATE
  USING (app_whole_tenant())
  WITH CHECK (app_whole_tenant());
CREATE POLICY may_delete ON connections AS RESTRICTIVE FOR DELETE USING (app_whole_tenant());

/* Users */

ALTER TABLE users ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON users USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON users AS RESTRICTIVE FOR SELECT
  USING (
    (SELECT app_whole_tenant())
    OR id = app_user()
    OR (app_kind() = 'organization' AND EXISTS (
      SELECT FROM members m WHERE m.organization_id = app_org() AND m.user_id = users.id))
  );
CREATE POLICY may_insert ON users AS RESTRICTIVE FOR INSERT
  WITH CHECK (app_whole_tenant() OR (app_kind() = 'self' AND id = app_user()));
CREATE POLICY may_update ON users AS RESTRICTIVE FOR UPDATE
  USING (app_whole_tenant() OR (app_kind() = 'self' AND id = app_user()))
  WITH CHECK (app_whole_tenant() OR (app_kind() = 'self' AND id = app_user()));
CREATE POLICY may_delete ON users AS RESTRICTIVE FOR DELETE
  USING (app_whole_tenant() OR (app_kind() = 'self' AND id = app_user()));

ALTER TABLE user_words ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON user_words USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON user_words AS RESTRICTIVE FOR SELECT
  USING (
    app_whole_tenant()
    OR user_id = app_user()
    OR (app_kind() = 'organization' AND EXISTS (
      SELECT FROM members m WHERE m.organization_id = app_org() AND m.user_id = user_words.user_id))
  );
CREATE POLICY may_insert ON user_words AS RESTRICTIVE FOR INSERT
  WITH CHECK (app_whole_tenant() OR (app_kind() = 'self' AND user_id = app_user()));
CREATE POLICY may_update ON user_words AS RESTRICTIVE FOR UPDATE
  USING (app_whole_tenant() OR (app_kind() = 'self' AND user_id = app_user()))
  WITH CHECK (app_whole_tenant() OR (app_kind() = 'self' AND user_id = app_user()));
CREATE POLICY may_delete ON user_words AS RESTRICTIVE FOR DELETE
  USING (app_whole_tenant() OR (app_kind() = 'self' AND user_id = app_user()));

ALTER TABLE identities ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON identities USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON identities AS RESTRICTIVE FOR SELECT
  USING (app_whole_tenant() OR (app_kind() = 'self' AND user_id = app_user()));
CREATE POLICY may_insert ON identities AS RESTRICTIVE FOR INSERT
  WITH CHECK (app_whole_tenant() OR (app_kind() = 'self' AND user_id = app_user()));
CREATE POLICY may_update ON identities AS RESTRICTIVE FOR UPDATE
  USING (app_whole_tenant() OR (app_kind() = 'self' AND user_id = app_user()))
  WITH CHECK (app_whole_tenant() OR (app_kind() = 'self' AND user_id = app_user()));
CREATE POLICY may_delete ON identities AS RESTRICTIVE FOR DELETE
  USING (app_whole_tenant() OR (app_kind() = 'self' AND user_id = app_user()));

ALTER TABLE passkeys ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON passkeys USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON passkeys AS RESTRICTIVE FOR SELECT
  USING (app_whole_tenant() OR (app_kind() = 'self' AND user_id = app_user()));
CREATE POLICY may_insert ON passkeys AS RESTRICTIVE FOR INSERT
  WITH CHECK (app_whole_tenant() OR (app_kind() = 'self' AND user_id = app_user()));
CREATE POLICY may_update ON passkeys AS RESTRICTIVE FOR UPDATE
  USING (app_whole_tenant() OR (app_kind() = 'self' AND user_id = app_user()))
  WITH CHECK (app_whole_tenant() OR (app_kind() = 'self' AND user_id = app_user()));
CREATE POLICY may_delete ON passkeys AS RESTRICTIVE FOR DELETE
  USING (app_whole_tenant() OR (app_kind() = 'self' AND user_id = app_user()));

ALTER TABLE email_proofs ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON email_proofs USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON email_proofs AS RESTRICTIVE FOR SELECT USING (app_whole_tenant());
CREATE POLICY may_insert ON email_proofs AS RESTRICTIVE FOR INSERT WITH CHECK (app_whole_tenant());
CREATE POLICY may_update ON email_proofs AS RESTRICTIVE FOR UPDATE
  USING (app_whole_tenant())
  WITH CHECK (app_whole_tenant());
CREATE POLICY may_delete ON email_proofs AS RESTRICTIVE FOR DELETE USING (app_whole_tenant());

ALTER TABLE sessions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON sessions USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON sessions AS RESTRICTIVE FOR SELECT USING (app_whole_tenant() OR user_id = app_user());
CREATE POLICY may_insert ON sessions AS RESTRICTIVE FOR INSERT
  WITH CHECK (app_whole_tenant() OR user_id = app_user());
CREATE POLICY may_update ON sessions AS RESTRICTIVE FOR UPDATE
  USING (app_whole_tenant() OR user_id = app_user())
  WITH CHECK (app_whole_tenant() OR user_id = app_user());
CREATE POLICY may_delete ON sessions AS RESTRICTIVE FOR DELETE
  USING (app_whole_tenant() OR user_id = app_user());

/* Organizations */

ALTER TABLE organizations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON organizations USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON organizations AS RESTRICTIVE FOR SELECT
  USING (
    (SELECT app_whole_tenant())
    OR (app_kind() = 'organization' AND id = app_org())
    OR (app_kind() = 'self' AND id IN (
      SELECT m.organization_id FROM members m WHERE m.user_id = app_user()))
    OR (app_kind() = 'public' AND id IN (
      SELECT s.organization_id FROM organization_slugs s WHERE s.slug = app_subject()
      UNION ALL SELECT t.organization_id FROM invitation_tickets t WHERE t.ticket_hash = app_subject()))
  );
CREATE POLICY may_insert ON organizations AS RESTRICTIVE FOR INSERT
  WITH CHECK (app_whole_tenant() OR (app_kind() = 'organization' AND id = app_org()));
CREATE POLICY may_update ON organizations AS RESTRICTIVE FOR UPDATE
  USING (app_whole_tenant() OR (app_kind() = 'organization' AND id = app_org()))
  WITH CHECK (app_whole_tenant() OR (app_kind() = 'organization' AND id = app_org()));
CREATE POLICY may_delete ON organizations AS RESTRICTIVE FOR DELETE
  USING (app_whole_tenant() OR (app_kind() = 'organization' AND id = app_org()));

ALTER TABLE organization_slugs ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON organization_slugs
  USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON organization_slugs AS RESTRICTIVE FOR SELECT
  USING (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
    OR (app_kind() = 'public' AND slug = app_subject())
  );
CREATE POLICY may_insert ON organization_slugs AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  );
CREATE POLICY may_update ON organization_slugs AS RESTRICTIVE FOR UPDATE
  USING (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  )
  WITH CHECK (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  );
CREATE POLICY may_delete ON organization_slugs AS RESTRICTIVE FOR DELETE
  USING (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  );

ALTER TABLE images ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON images USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON images AS RESTRICTIVE FOR SELECT
  USING (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
    OR app_kind() = 'public'
  );
CREATE POLICY may_insert ON images AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  );
CREATE POLICY may_update ON images AS RESTRICTIVE FOR UPDATE
  USING (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  )
  WITH CHECK (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  );
CREATE POLICY may_delete ON images AS RESTRICTIVE FOR DELETE
  USING (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  );

ALTER TABLE discovery_domains ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON discovery_domains
  USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON discovery_domains AS RESTRICTIVE FOR SELECT
  USING (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  );
CREATE POLICY may_insert ON discovery_domains AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  );
CREATE POLICY may_update ON discovery_domains AS RESTRICTIVE FOR UPDATE
  USING (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  )
  WITH CHECK (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  );
CREATE POLICY may_delete ON discovery_domains AS RESTRICTIVE FOR DELETE
  USING (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  );

ALTER TABLE enabled_connections ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON enabled_connections
  USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON enabled_connections AS RESTRICTIVE FOR SELECT
  USING (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
    OR (app_kind() = 'self' AND organization_id IN (
      SELECT m.organization_id FROM members m WHERE m.user_id = app_user()))
    OR (app_kind() = 'public' AND organization_id IN (
      SELECT s.organization_id FROM organization_slugs s WHERE s.slug = app_subject()
      UNION ALL SELECT t.organization_id FROM invitation_tickets t WHERE t.ticket_hash = app_subject()))
  );
CREATE POLICY may_insert ON enabled_connections AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  );
CREATE POLICY may_update ON enabled_connections AS RESTRICTIVE FOR UPDATE
  USING (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  )
  WITH CHECK (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  );
CREATE POLICY may_delete ON enabled_connections AS RESTRICTIVE FOR DELETE
  USING (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  );

ALTER TABLE paused_connections ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON paused_connections
  USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON paused_connections AS RESTRICTIVE FOR SELECT
  USING (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  );
CREATE POLICY may_insert ON paused_connections AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  );
CREATE POLICY may_update ON paused_connections AS RESTRICTIVE FOR UPDATE
  USING (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  )
  WITH CHECK (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  );
CREATE POLICY may_delete ON paused_connections AS RESTRICTIVE FOR DELETE
  USING (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  );

ALTER TABLE members ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON members USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON members AS RESTRICTIVE FOR SELECT
  USING (
    (SELECT app_whole_tenant())
    OR (app_kind() = 'organization' AND organization_id = app_org())
    OR (app_kind() = 'self' AND user_id = app_user())
  );
-- Who joins is decided by an invitation or at tenant level: otherwise a member could add any user and see them.
CREATE POLICY may_insert ON members AS RESTRICTIVE FOR INSERT WITH CHECK (app_whole_tenant());
CREATE POLICY may_update ON members AS RESTRICTIVE FOR UPDATE
  USING (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  )
  WITH CHECK (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  );
CREATE POLICY may_delete ON members AS RESTRICTIVE FOR DELETE
  USING (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  );

/* APIs, permissions and roles */

ALTER TABLE apis ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON apis USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON apis AS RESTRICTIVE FOR SELECT USING (true);
CREATE POLICY may_insert ON apis AS RESTRICTIVE FOR INSERT WITH CHECK (app_whole_tenant());
CREATE POLICY may_update ON apis AS RESTRICTIVE FOR UPDATE
  USING (app_whole_tenant())
  WITH CHECK (app_whole_tenant());
CREATE POLICY may_delete ON apis AS RESTRICTIVE FOR DELETE USING (app_whole_tenant());

ALTER TABLE permissions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON permissions USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON permissions AS RESTRICTIVE FOR SELECT USING (true);
CREATE POLICY may_insert ON permissions AS RESTRICTIVE FOR INSERT WITH CHECK (app_whole_tenant());
CREATE POLICY may_update ON permissions AS RESTRICTIVE FOR UPDATE
  USING (app_whole_tenant())
  WITH CHECK (app_whole_tenant());
CREATE POLICY may_delete ON permissions AS RESTRICTIVE FOR DELETE USING (app_whole_tenant());

ALTER TABLE roles ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON roles USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON roles AS RESTRICTIVE FOR SELECT
  USING (
    app_whole_tenant()
    OR usable_in = '*'
    OR (app_kind() = 'organization' AND usable_in = app_org())
    OR (app_kind() = 'self' AND usable_in IN (
      SELECT m.organization_id FROM members m WHERE m.user_id = app_user()))
  );
CREATE POLICY may_insert ON roles AS RESTRICTIVE FOR INSERT
  WITH CHECK (app_whole_tenant() OR (app_kind() = 'organization' AND usable_in = app_org()));
CREATE POLICY may_update ON roles AS RESTRICTIVE FOR UPDATE
  USING (app_whole_tenant() OR (app_kind() = 'organization' AND usable_in = app_org()))
  WITH CHECK (app_whole_tenant() OR (app_kind() = 'organization' AND usable_in = app_org()));
CREATE POLICY may_delete ON roles AS RESTRICTIVE FOR DELETE
  USING (app_whole_tenant() OR (app_kind() = 'organization' AND usable_in = app_org()));

ALTER TABLE role_permissions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON role_permissions
  USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON role_permissions AS RESTRICTIVE FOR SELECT
  USING (
    app_whole_tenant()
    OR usable_in = '*'
    OR (app_kind() = 'organization' AND usable_in = app_org())
    OR (app_kind() = 'self' AND usable_in IN (
      SELECT m.organization_id FROM members m WHERE m.user_id = app_user()))
  );
CREATE POLICY may_insert ON role_permissions AS RESTRICTIVE FOR INSERT
  WITH CHECK (app_whole_tenant() OR (app_kind() = 'organization' AND usable_in = app_org()));
CREATE POLICY may_update ON role_permissions AS RESTRICTIVE FOR UPDATE
  USING (app_whole_tenant())
  WITH CHECK (app_whole_tenant());
CREATE POLICY may_delete ON role_permissions AS RESTRICTIVE FOR DELETE
  USING (app_whole_tenant() OR (app_kind() = 'organization' AND usable_in = app_org()));
-- Inside an organization only permissions that are open to organizations can be put into a role.
CREATE POLICY opened ON role_permissions AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    app_whole_tenant()
    OR EXISTS (
      SELECT FROM permissions p
      JOIN apis a ON a.tenant_id = p.tenant_id AND a.id = p.api_id
      WHERE p.tenant_id = role_permissions.tenant_id AND p.api_id = role_permissions.api_id
        AND p.name = role_permissions.name AND p.open_to_organizations
        AND (NOT a.is_portal OR p.level = 'organization'))
  );

ALTER TABLE member_roles ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON member_roles USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON member_roles AS RESTRICTIVE FOR SELECT
  USING (
    (SELECT app_whole_tenant())
    OR (app_kind() = 'organization' AND organization_id = app_org())
    OR (app_kind() = 'self' AND user_id = app_user())
  );
CREATE POLICY may_insert ON member_roles AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  );
CREATE POLICY may_update ON member_roles AS RESTRICTIVE FOR UPDATE
  USING (app_whole_tenant())
  WITH CHECK (app_whole_tenant());
CREATE POLICY may_delete ON member_roles AS RESTRICTIVE FOR DELETE
  USING (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  );
-- Inside an organization only its own roles and assignable ones can be given.
CREATE POLICY givable ON member_roles AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    app_whole_tenant()
    OR usable_in <> '*'
    OR EXISTS (
      SELECT FROM roles r WHERE r.tenant_id = member_roles.tenant_id AND r.id = member_roles.role_id AND r.assignable)
  );

ALTER TABLE user_roles ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON user_roles USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON user_roles AS RESTRICTIVE FOR SELECT
  USING (
    app_whole_tenant()
    OR user_id = app_user()
    OR (app_kind() = 'organization' AND EXISTS (
      SELECT FROM members m WHERE m.organization_id = app_org() AND m.user_id = user_roles.user_id))
  );
CREATE POLICY may_insert ON user_roles AS RESTRICTIVE FOR INSERT WITH CHECK (app_whole_tenant());
CREATE POLICY may_update ON user_roles AS RESTRICTIVE FOR UPDATE
  USING (app_whole_tenant())
  WITH CHECK (app_whole_tenant());
CREATE POLICY may_delete ON user_roles AS RESTRICTIVE FOR DELETE USING (app_whole_tenant());

ALTER TABLE user_permissions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON user_permissions
  USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON user_permissions AS RESTRICTIVE FOR SELECT
  USING (
    app_whole_tenant()
    OR user_id = app_user()
    OR (app_kind() = 'organization' AND EXISTS (
      SELECT FROM members m WHERE m.organization_id = app_org() AND m.user_id = user_permissions.user_id))
  );
CREATE POLICY may_insert ON user_permissions AS RESTRICTIVE FOR INSERT WITH CHECK (app_whole_tenant());
CREATE POLICY may_update ON user_permissions AS RESTRICTIVE FOR UPDATE
  USING (app_whole_tenant())
  WITH CHECK (app_whole_tenant());
CREATE POLICY may_delete ON user_permissions AS RESTRICTIVE FOR DELETE USING (app_whole_tenant());

ALTER TABLE template_roles ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON template_roles USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON template_roles AS RESTRICTIVE FOR SELECT USING (app_whole_tenant());
CREATE POLICY may_insert ON template_roles AS RESTRICTIVE FOR INSERT WITH CHECK (app_whole_tenant());
CREATE POLICY may_update ON template_roles AS RESTRICTIVE FOR UPDATE
  USING (app_whole_tenant())
  WITH CHECK (app_whole_tenant());
CREATE POLICY may_delete ON template_roles AS RESTRICTIVE FOR DELETE USING (app_whole_tenant());

ALTER TABLE template_role_permissions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON template_role_permissions
  USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON template_role_permissions AS RESTRICTIVE FOR SELECT USING (app_whole_tenant());
CREATE POLICY may_insert ON template_role_permissions AS RESTRICTIVE FOR INSERT WITH CHECK (app_whole_tenant());
CREATE POLICY may_update ON template_role_permissions AS RESTRICTIVE FOR UPDATE
  USING (app_whole_tenant())
  WITH CHECK (app_whole_tenant());
CREATE POLICY may_delete ON template_role_permissions AS RESTRICTIVE FOR DELETE USING (app_whole_tenant());

/* Applications */

ALTER TABLE clients ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON clients USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON clients AS RESTRICTIVE FOR SELECT
  USING (
    app_whole_tenant()
    OR organization_usage <> 'deny'
    OR (app_kind() = 'organization' AND EXISTS (
      SELECT FROM organization_clients o
      WHERE o.tenant_id = clients.tenant_id AND o.client_id = clients.id AND o.organization_id = app_org()))
  );
CREATE POLICY may_insert ON clients AS RESTRICTIVE FOR INSERT WITH CHECK (app_whole_tenant());
CREATE POLICY may_update ON clients AS RESTRICTIVE FOR UPDATE
  USING (app_whole_tenant())
  WITH CHECK (app_whole_tenant());
CREATE POLICY may_delete ON clients AS RESTRICTIVE FOR DELETE USING (app_whole_tenant());

ALTER TABLE client_secrets ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON client_secrets USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON client_secrets AS RESTRICTIVE FOR SELECT USING (app_whole_tenant());
CREATE POLICY may_insert ON client_secrets AS RESTRICTIVE FOR INSERT WITH CHECK (app_whole_tenant());
CREATE POLICY may_update ON client_secrets AS RESTRICTIVE FOR UPDATE
  USING (app_whole_tenant())
  WITH CHECK (app_whole_tenant());
CREATE POLICY may_delete ON client_secrets AS RESTRICTIVE FOR DELETE USING (app_whole_tenant());

ALTER TABLE client_grants ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON client_grants USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON client_grants AS RESTRICTIVE FOR SELECT
  USING (
    app_whole_tenant()
    OR client_id = app_caller()->>'client'
    OR (app_kind() = 'organization' AND EXISTS (
      SELECT FROM client_grant_organizations c
      WHERE c.tenant_id = client_grants.tenant_id AND c.grant_id = client_grants.id
        AND c.organization_id = app_org()))
  );
CREATE POLICY may_insert ON client_grants AS RESTRICTIVE FOR INSERT WITH CHECK (app_whole_tenant());
CREATE POLICY may_update ON client_grants AS RESTRICTIVE FOR UPDATE
  USING (app_whole_tenant())
  WITH CHECK (app_whole_tenant());
CREATE POLICY may_delete ON client_grants AS RESTRICTIVE FOR DELETE USING (app_whole_tenant());

ALTER TABLE client_grant_organizations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON client_grant_organizations
  USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON client_grant_organizations AS RESTRICTIVE FOR SELECT
  USING (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  );
CREATE POLICY may_insert ON client_grant_organizations AS RESTRICTIVE FOR INSERT WITH CHECK (app_whole_tenant());
CREATE POLICY may_update ON client_grant_organizations AS RESTRICTIVE FOR UPDATE
  USING (app_whole_tenant())
  WITH CHECK (app_whole_tenant());
CREATE POLICY may_delete ON client_grant_organizations AS RESTRICTIVE FOR DELETE USING (app_whole_tenant());

ALTER TABLE organization_clients ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON organization_clients
  USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON organization_clients AS RESTRICTIVE FOR SELECT
  USING (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  );
CREATE POLICY may_insert ON organization_clients AS RESTRICTIVE FOR INSERT WITH CHECK (app_whole_tenant());
CREATE POLICY may_update ON organization_clients AS RESTRICTIVE FOR UPDATE
  USING (app_whole_tenant())
  WITH CHECK (app_whole_tenant());
CREATE POLICY may_delete ON organization_clients AS RESTRICTIVE FOR DELETE USING (app_whole_tenant());

/* Invitations */

ALTER TABLE invitations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON invitations USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON invitations AS RESTRICTIVE FOR SELECT
  USING (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
    OR (app_kind() = 'public' AND id IN (
      SELECT t.invitation_id FROM invitation_tickets t WHERE t.ticket_hash = app_subject()))
  );
CREATE POLICY may_insert ON invitations AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  );
CREATE POLICY may_update ON invitations AS RESTRICTIVE FOR UPDATE
  USING (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  )
  WITH CHECK (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  );
CREATE POLICY may_delete ON invitations AS RESTRICTIVE FOR DELETE
  USING (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  );
-- Inside an organization nobody is exempt from the rule about granting.
CREATE POLICY exempt ON invitations AS RESTRICTIVE FOR INSERT WITH CHECK (app_whole_tenant() OR NOT inviter_exempt);
-- Inside an organization nobody sets what applications store about a user.
CREATE POLICY tenants_own ON invitations AS RESTRICTIVE FOR INSERT
  WITH CHECK (app_whole_tenant() OR (app_metadata = '{}' AND metadata_fills));

ALTER TABLE invitation_tickets ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON invitation_tickets
  USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON invitation_tickets AS RESTRICTIVE FOR SELECT
  USING (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
    OR (app_kind() = 'public' AND ticket_hash = app_subject())
  );
CREATE POLICY may_insert ON invitation_tickets AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  );
CREATE POLICY may_update ON invitation_tickets AS RESTRICTIVE FOR UPDATE
  USING (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  )
  WITH CHECK (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  );
CREATE POLICY may_delete ON invitation_tickets AS RESTRICTIVE FOR DELETE
  USING (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  );

ALTER TABLE invitation_roles ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON invitation_roles
  USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON invitation_roles AS RESTRICTIVE FOR SELECT
  USING (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  );
CREATE POLICY may_insert ON invitation_roles AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  );
CREATE POLICY may_update ON invitation_roles AS RESTRICTIVE FOR UPDATE
  USING (app_whole_tenant())
  WITH CHECK (app_whole_tenant());
CREATE POLICY may_delete ON invitation_roles AS RESTRICTIVE FOR DELETE
  USING (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  );
-- Inside an organization only its own roles and assignable ones can be given.
CREATE POLICY givable ON invitation_roles AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    app_whole_tenant()
    OR usable_in <> '*'
    OR EXISTS (
      SELECT FROM roles r WHERE r.tenant_id = invitation_roles.tenant_id AND r.id = invitation_roles.role_id AND r.assignable)
  );

/* Tokens */

ALTER TABLE authorizations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON authorizations USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON authorizations AS RESTRICTIVE FOR SELECT
  USING (app_whole_tenant() OR user_id = app_user());
CREATE POLICY may_insert ON authorizations AS RESTRICTIVE FOR INSERT
  WITH CHECK (app_whole_tenant() OR (app_kind() = 'self' AND user_id = app_user()));
CREATE POLICY may_update ON authorizations AS RESTRICTIVE FOR UPDATE
  USING (app_whole_tenant() OR (app_kind() = 'self' AND user_id = app_user()))
  WITH CHECK (app_whole_tenant() OR (app_kind() = 'self' AND user_id = app_user()));
CREATE POLICY may_delete ON authorizations AS RESTRICTIVE FOR DELETE
  USING (app_whole_tenant() OR (app_kind() = 'self' AND user_id = app_user()));

ALTER TABLE token_artifacts ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON token_artifacts
  USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON token_artifacts AS RESTRICTIVE FOR SELECT USING (app_whole_tenant());
CREATE POLICY may_insert ON token_artifacts AS RESTRICTIVE FOR INSERT WITH CHECK (app_whole_tenant());
CREATE POLICY may_update ON token_artifacts AS RESTRICTIVE FOR UPDATE
  USING (app_whole_tenant())
  WITH CHECK (app_whole_tenant());
CREATE POLICY may_delete ON token_artifacts AS RESTRICTIVE FOR DELETE USING (app_whole_tenant());

/* Audit log and emails */

ALTER TABLE audit_events ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON audit_events USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON audit_events AS RESTRICTIVE FOR SELECT
  USING (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
    OR (app_kind() = 'self' AND actor_id = app_user())
  );
CREATE POLICY may_insert ON audit_events AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
    OR (app_kind() = 'self' AND actor_id = app_user() AND (
      organization_id IS NULL OR organization_id IN (
      SELECT m.organization_id FROM members m WHERE m.user_id = app_user())))
  );
CREATE POLICY may_update ON audit_events AS RESTRICTIVE FOR UPDATE
  USING (app_whole_tenant())
  WITH CHECK (app_whole_tenant());
CREATE POLICY may_delete ON audit_events AS RESTRICTIVE FOR DELETE USING (app_whole_tenant());

ALTER TABLE audit_people ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON audit_people USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON audit_people AS RESTRICTIVE FOR SELECT
  USING (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
    OR (app_kind() = 'self' AND EXISTS (
      SELECT FROM audit_events e WHERE e.id = event_id AND e.actor_id = app_user()))
  );
CREATE POLICY may_insert ON audit_people AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
    OR (app_kind() = 'self' AND EXISTS (
      SELECT FROM audit_events e WHERE e.id = event_id AND e.actor_id = app_user()))
  );
CREATE POLICY may_update ON audit_people AS RESTRICTIVE FOR UPDATE
  USING (app_whole_tenant())
  WITH CHECK (app_whole_tenant());
CREATE POLICY may_delete ON audit_people AS RESTRICTIVE FOR DELETE USING (app_whole_tenant());

ALTER TABLE mails ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON mails USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY may_see ON mails AS RESTRICTIVE FOR SELECT
  USING (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
  );
CREATE POLICY may_insert ON mails AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    app_whole_tenant()
    OR (app_kind() = 'organization' AND organization_id = app_org())
    OR (app_kind() = 'self' AND (
      organization_id IS NULL OR organization_id IN (
      SELECT m.organization_id FROM members m WHERE m.user_id = app_user())))
  );
CREATE POLICY may_update ON mails AS RESTRICTIVE FOR UPDATE
  USING (app_whole_tenant())
  WITH CHECK (app_whole_tenant());
CREATE POLICY may_delete ON mails AS RESTRICTIVE FOR DELETE USING (app_whole_tenant());
