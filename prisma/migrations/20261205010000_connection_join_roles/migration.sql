-- The role with which people become members by signing in, for each connection of an organization (docs/decisions/0068).

-- Without a row they get the tenant’s role for new members. No one joins where the chosen role was deleted.
CREATE TABLE connection_join_settings (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  organization_id text NOT NULL,
  connection_id text NOT NULL,
  role_id text,
  usable_in text,
  -- The user whose permissions limit the role, and what their own roles gave them when they saved the setting.
  set_by text NOT NULL,
  held text[] NOT NULL,
  -- Saved at tenant level: the rule about granting does not limit it.
  set_exempt boolean NOT NULL DEFAULT false,
  PRIMARY KEY (tenant_id, organization_id, connection_id),
  FOREIGN KEY (tenant_id, organization_id, connection_id)
    REFERENCES enabled_connections (tenant_id, organization_id, connection_id) ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, role_id, usable_in)
    REFERENCES roles (tenant_id, id, usable_in) ON DELETE SET NULL (role_id, usable_in) ON UPDATE CASCADE,
  CONSTRAINT connection_join_settings_role CHECK ((role_id IS NULL) = (usable_in IS NULL)),
  CONSTRAINT connection_join_settings_usable_here CHECK (usable_in IN ('*', organization_id))
);
CREATE INDEX connection_join_settings_tenant_id_role_id_idx ON connection_join_settings (tenant_id, role_id);

ALTER TABLE connection_join_settings ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON connection_join_settings
  USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON connection_join_settings AS RESTRICTIVE FOR SELECT
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_insert ON connection_join_settings AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id() AND NOT set_exempt)
  );
CREATE POLICY may_update ON connection_join_settings AS RESTRICTIVE FOR UPDATE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  )
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id() AND NOT set_exempt)
  );
CREATE POLICY may_delete ON connection_join_settings AS RESTRICTIVE FOR DELETE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );

-- Limits the settings that a member saved to what their roles give them when the membership ends, as end_memberships
-- does with their invitations: the member’s roles are deleted after this. What they saved as an operator stays as it is.
CREATE OR REPLACE FUNCTION foyer.limit_join_settings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE domain_join_settings s
  SET held = ARRAY(
    SELECT DISTINCT e.permission
    FROM foyer.effective_permissions(OLD.user_id, OLD.organization_id, foyer.portal_api_id()) e
    WHERE NOT e.inherited AND e.permission = ANY (s.held))
  WHERE s.tenant_id = OLD.tenant_id AND s.organization_id = OLD.organization_id AND s.set_by = OLD.user_id
    AND NOT s.set_exempt;
  UPDATE connection_join_settings s
  SET held = ARRAY(
    SELECT DISTINCT e.permission
    FROM foyer.effective_permissions(OLD.user_id, OLD.organization_id, foyer.portal_api_id()) e
    WHERE NOT e.inherited AND e.permission = ANY (s.held))
  WHERE s.tenant_id = OLD.tenant_id AND s.organization_id = OLD.organization_id AND s.set_by = OLD.user_id
    AND NOT s.set_exempt;
  RETURN OLD;
END $$;

-- A role that someone chose for people who join by themselves, if it can be given now: not where it cannot be assigned any
-- more, makes owners, or exceeds what the user who chose it may grant now or, if they are no member any more, what they had
-- when they chose it. What an operator chose is not limited by what they may grant.
CREATE FUNCTION foyer.chosen_join_role(
  p_organization_id text, p_role_id text, p_set_by text, p_held text[], p_is_exempt boolean
) RETURNS TABLE (id text, name text, usable_in text) LANGUAGE plpgsql STABLE ROWS 1 AS $$
BEGIN
  RETURN QUERY
  SELECT r.id, r.name, r.usable_in FROM roles r
  WHERE r.tenant_id = foyer.tenant_id() AND r.id = p_role_id AND NOT r.is_owner
    AND ((r.usable_in = '*' AND r.assignable) OR r.usable_in = p_organization_id)
    AND (p_is_exempt OR foyer.allows_role(r.id, foyer.offerer_permissions(p_organization_id, p_set_by, p_held)));
END $$;

-- The role with which people at a domain join by themselves now: none where they may only ask, or as chosen_join_role.
CREATE OR REPLACE FUNCTION foyer.domain_join_role(p_organization_id text, p_domain_id text)
RETURNS TABLE (id text, name text, usable_in text) LANGUAGE plpgsql STABLE ROWS 1 AS $$
BEGIN
  RETURN QUERY
  SELECT c.id, c.name, c.usable_in
  FROM domain_join_settings s
  CROSS JOIN LATERAL foyer.chosen_join_role(p_organization_id, s.role_id, s.set_by, s.held, s.set_exempt) c
  WHERE s.tenant_id = foyer.tenant_id() AND s.organization_id = p_organization_id AND s.domain_id = p_domain_id
    AND s.role_id IS NOT NULL;
END $$;

-- The role with which people who sign in by a connection become members now: the one chosen for the connection, as
-- chosen_join_role, else the tenant’s role for new members.
CREATE FUNCTION foyer.connection_join_role(p_organization_id text, p_connection_id text)
RETURNS TABLE (id text, name text, usable_in text) LANGUAGE plpgsql STABLE ROWS 1 AS $$
DECLARE
  setting record;
BEGIN
  SELECT s.role_id, s.set_by, s.held, s.set_exempt INTO setting
  FROM connection_join_settings s
  WHERE s.tenant_id = foyer.tenant_id() AND s.organization_id = p_organization_id
    AND s.connection_id = p_connection_id;
  IF FOUND THEN
    RETURN QUERY SELECT * FROM foyer.chosen_join_role(
      p_organization_id, setting.role_id, setting.set_by, setting.held, setting.set_exempt);
    RETURN;
  END IF;
  RETURN QUERY
  SELECT r.id, r.name, r.usable_in FROM roles r WHERE r.tenant_id = foyer.tenant_id() AND r.joins;
END $$;
