-- One table for the connections that an organization has: enabled_connections keeps the settings of disabled ones, too,
-- and replaces paused_connections.

ALTER TABLE enabled_connections ADD COLUMN is_enabled boolean NOT NULL DEFAULT true;

-- The owner of the tables reads and writes the rows of all tenants here.
ALTER TABLE enabled_connections NO FORCE ROW LEVEL SECURITY;
ALTER TABLE paused_connections NO FORCE ROW LEVEL SECURITY;
INSERT INTO enabled_connections (tenant_id, organization_id, connection_id, assign_membership_on_login, show_as_button,
  is_signup_enabled, organization_connection_name, organization_access_level, created_at, is_enabled)
SELECT p.tenant_id, p.organization_id, p.connection_id, p.assign_membership_on_login, p.show_as_button,
  p.is_signup_enabled, p.organization_connection_name, p.organization_access_level, p.created_at, false
FROM paused_connections p
ON CONFLICT (tenant_id, organization_id, connection_id) DO NOTHING;
ALTER TABLE enabled_connections FORCE ROW LEVEL SECURITY;
DROP TABLE paused_connections;

-- Only the tenant and the organization see the disabled ones.
DROP POLICY may_select ON enabled_connections;
CREATE POLICY may_select ON enabled_connections AS RESTRICTIVE FOR SELECT
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
    OR (foyer.access_kind() = 'self' AND is_enabled AND foyer.is_own_organization(organization_id))
    OR (foyer.access_kind() = 'public' AND is_enabled AND foyer.is_subject_organization(organization_id))
  );

-- Why a user who signed in at that time by that connection cannot enter the organization now, or null.
CREATE OR REPLACE FUNCTION foyer.organization_admits(
  p_organization_id text, p_user_id text, p_connection_id text, p_signed_in_at timestamptz
) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  entry record;
BEGIN
  SELECT m.user_id IS NOT NULL AS is_member,
    e.connection_id IS NOT NULL AND (o.sessions_from IS NULL OR p_signed_in_at >= o.sessions_from) AS is_sign_in_allowed
  INTO entry
  FROM organizations o
  LEFT JOIN members m ON m.tenant_id = foyer.tenant_id() AND m.organization_id = o.id AND m.user_id = p_user_id
    AND m.suspended_at IS NULL
  LEFT JOIN enabled_connections e ON e.tenant_id = foyer.tenant_id() AND e.organization_id = o.id
    AND e.connection_id = p_connection_id AND e.is_enabled
  WHERE o.tenant_id = foyer.tenant_id() AND o.id = p_organization_id
    AND o.deleted_at IS NULL AND o.suspended_at IS NULL;
  IF NOT FOUND THEN
    RETURN 'member';
  ELSIF NOT entry.is_member AND NOT EXISTS (
    SELECT FROM foyer.effective_permissions(p_user_id, p_organization_id, foyer.portal_api_id())) THEN
    RETURN 'member';
  ELSIF entry.is_sign_in_allowed THEN
    RETURN NULL;
  END IF;
  RETURN 'connection';
END $$;

-- How many members of the organization are signed in by this connection now, and how many have no other way to sign in.
CREATE OR REPLACE FUNCTION foyer.connection_usage(p_connection_id text)
RETURNS TABLE (signed_in integer, without_alternative integer) LANGUAGE plpgsql AS $$
DECLARE
  kind text := foyer.access_kind();
BEGIN
  PERFORM set_config('app.kind', 'system', true);
  RETURN QUERY
  WITH people AS (
    SELECT m.user_id FROM members m
    JOIN users u ON u.tenant_id = foyer.tenant_id() AND u.id = m.user_id AND NOT u.blocked
    WHERE m.tenant_id = foyer.tenant_id() AND m.organization_id = foyer.organization_id() AND m.suspended_at IS NULL
  ), others AS (
    SELECT c.id, c.strategy FROM enabled_connections e
    JOIN connections c ON c.tenant_id = foyer.tenant_id() AND c.id = e.connection_id
    WHERE e.tenant_id = foyer.tenant_id() AND e.organization_id = foyer.organization_id()
      AND e.connection_id <> p_connection_id AND e.is_enabled
  ), inside AS (
    SELECT DISTINCT s.user_id FROM sessions s JOIN tenants t ON t.id = foyer.tenant_id()
    WHERE s.tenant_id = foyer.tenant_id() AND s.connection_id = p_connection_id
      AND s.ended_at IS NULL AND s.expires_at > now()
      AND s.last_seen_at > now() - make_interval(mins => t.session_idle_minutes)
  ), known AS (
    -- Everybody can receive an email.
    SELECT p.user_id FROM people p WHERE EXISTS (SELECT FROM others WHERE strategy = 'email')
    UNION
    SELECT i.user_id FROM identities i JOIN others o ON o.id = i.connection_id WHERE i.tenant_id = foyer.tenant_id()
    UNION
    SELECT k.user_id FROM passkeys k
    WHERE k.tenant_id = foyer.tenant_id() AND EXISTS (SELECT FROM others WHERE strategy = 'passkey')
  )
  SELECT count(inside.user_id)::integer, (count(*) - count(known.user_id))::integer
  FROM people LEFT JOIN inside USING (user_id) LEFT JOIN known USING (user_id);
  PERFORM set_config('app.kind', kind, true);
END $$;

-- Everything that invitations to these addresses depend on. p_wanted: {addresses, clientId, connectionId}
CREATE OR REPLACE FUNCTION foyer.check_invitations(p_wanted jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  addresses text[] := ARRAY(SELECT jsonb_array_elements_text(p_wanted->'addresses'));
BEGIN
  RETURN foyer.invitation_limits(addresses) || jsonb_build_object(
    'inviter', foyer.inviter(),
    'client', (
      SELECT jsonb_build_object('organizationUsage', c.organization_usage) FROM clients c
      WHERE c.tenant_id = foyer.tenant_id() AND c.id = p_wanted->>'clientId'),
    'connection', (
      SELECT jsonb_build_object('strategy', c.strategy, 'isEnabled', EXISTS (
        SELECT FROM enabled_connections e
        WHERE e.tenant_id = foyer.tenant_id() AND e.organization_id = foyer.organization_id()
          AND e.connection_id = c.id AND e.is_enabled))
      FROM connections c WHERE c.tenant_id = foyer.tenant_id() AND c.id = p_wanted->>'connectionId'));
END $$;
