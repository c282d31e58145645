-- Operators who have opened an organization as support: for a time, by one session, and with a reason.
CREATE TABLE support_accesses (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  id text NOT NULL,
  organization_id text NOT NULL,
  user_id text NOT NULL,
  session_id text NOT NULL,
  reason text NOT NULL,
  started_at timestamptz(6) NOT NULL DEFAULT clock_timestamp(),
  ends_at timestamptz(6) NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, organization_id)
    REFERENCES organizations (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, session_id) REFERENCES sessions (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX support_accesses_tenant_id_session_id_organization_id_key
  ON support_accesses (tenant_id, session_id, organization_id);
CREATE INDEX support_accesses_tenant_id_organization_id_started_at_idx
  ON support_accesses (tenant_id, organization_id, started_at);
CREATE INDEX support_accesses_tenant_id_user_id_idx ON support_accesses (tenant_id, user_id);

ALTER TABLE support_accesses ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON support_accesses
  USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
-- Inside an organization a caller sees only their own: foyer.support_until asks for it.
CREATE POLICY may_select ON support_accesses AS RESTRICTIVE FOR SELECT
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()
      AND user_id = foyer.user_id())
    OR (foyer.access_kind() = 'self' AND user_id = foyer.user_id())
  );
CREATE POLICY may_insert ON support_accesses AS RESTRICTIVE FOR INSERT WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_update ON support_accesses AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON support_accesses AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());

-- Until when a session has an organization open as support, or null. It ends by the database's clock, also while a
-- change waits for a lock; with admin:organizations; when the organization is suspended, deleted or ends all sessions;
-- and where the user becomes a member. Whether the session itself is active is asked by the callers.
CREATE FUNCTION foyer.support_until(p_organization_id text, p_user_id text, p_session_id text) RETURNS timestamptz
LANGUAGE plpgsql STABLE AS $$
DECLARE
  opened record;
BEGIN
  SELECT a.started_at, a.ends_at INTO opened
  FROM support_accesses a
  WHERE a.tenant_id = foyer.tenant_id() AND a.session_id = p_session_id AND a.organization_id = p_organization_id
    AND a.user_id = p_user_id AND a.ends_at > clock_timestamp();
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  RETURN (
    SELECT opened.ends_at FROM organizations o
    WHERE o.tenant_id = foyer.tenant_id() AND o.id = p_organization_id
      AND o.deleted_at IS NULL AND o.suspended_at IS NULL
      AND (o.sessions_from IS NULL OR opened.started_at > o.sessions_from)
      AND NOT EXISTS (
        SELECT FROM members m
        WHERE m.tenant_id = foyer.tenant_id() AND m.organization_id = o.id AND m.user_id = p_user_id)
      AND foyer.can_enter_any_organization(p_user_id));
END $$;

-- The Management permissions of an operator in an organization that they opened as support: of those that they have at
-- tenant level, the ones to read in organizations and to change what an organization is called and looks like. None by
-- which anyone gets or loses access.
CREATE FUNCTION foyer.support_permissions(p_user_id text) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
DECLARE
  portal_id text := foyer.portal_api_id();
BEGIN
  RETURN ARRAY(
    SELECT DISTINCT t.permission
    FROM foyer.tenant_permissions(p_user_id, portal_id) t
    JOIN permissions p ON p.tenant_id = foyer.tenant_id() AND p.api_id = portal_id AND p.name = t.permission
    WHERE p.level = 'organization' AND (starts_with(t.permission, 'read:') OR t.permission = 'update:organizations'));
END $$;

-- The organizations that a session has open as support.
CREATE FUNCTION foyer.list_supported_organizations(p_user_id text, p_session_id text)
RETURNS TABLE (id text, slug text, "displayName" text, "logoId" text) LANGUAGE plpgsql STABLE ROWS 1 AS $$
BEGIN
  RETURN QUERY
  SELECT o.id, o.slug, o.display_name, o.logo_id
  FROM support_accesses a
  JOIN organizations o ON o.tenant_id = a.tenant_id AND o.id = a.organization_id
  WHERE a.tenant_id = foyer.tenant_id() AND a.session_id = p_session_id
    AND foyer.support_until(a.organization_id, p_user_id, a.session_id) IS NOT NULL
  ORDER BY a.started_at, a.id LIMIT 25;
END $$;

-- Whether a session can be in an organization now (at tenant level where that is null), and with which Management
-- permissions: there as support, if the session has it open so.
CREATE OR REPLACE FUNCTION foyer.session_status(p_organization_id text, p_user_id text, p_session_id text)
RETURNS TABLE (refusal text, permissions text[]) LANGUAGE plpgsql STABLE ROWS 1 AS $$
DECLARE
  active record;
  is_support boolean := false;
BEGIN
  SELECT s.connection_id, s.created_at INTO active
  FROM sessions s
  JOIN users u ON u.tenant_id = foyer.tenant_id() AND u.id = s.user_id
    AND NOT u.blocked AND u.email_verified_at IS NOT NULL
  JOIN tenants t ON t.id = foyer.tenant_id()
  WHERE s.tenant_id = foyer.tenant_id() AND s.id = p_session_id AND s.user_id = p_user_id
    AND s.ended_at IS NULL AND s.expires_at > now()
    AND s.last_seen_at > now() - make_interval(mins => t.session_idle_minutes);
  IF NOT FOUND THEN
    refusal := 'session';
  ELSIF p_organization_id IS NOT NULL THEN
    is_support := foyer.support_until(p_organization_id, p_user_id, p_session_id) IS NOT NULL;
    IF NOT is_support THEN
      refusal := foyer.organization_admits(
        p_organization_id, p_user_id, active.connection_id, active.created_at, p_session_id);
    END IF;
  END IF;
  IF is_support THEN
    permissions := foyer.support_permissions(p_user_id);
  ELSIF refusal IS NULL THEN
    permissions := (
      SELECT coalesce(array_agg(DISTINCT e.permission), '{}')
      FROM foyer.effective_permissions(p_user_id, p_organization_id, foyer.portal_api_id()) e);
  END IF;
  RETURN NEXT;
END $$;

-- The status of a caller and, where it acts on an organization, the Management permissions up to which it may grant
-- there: all for a caller that is not bound to the organization, none for one who has it open as support.
CREATE OR REPLACE FUNCTION foyer.authorize_caller(
  p_bound_organization_id text, p_organization_id text, p_user_id text, p_caller jsonb
) RETURNS TABLE (refusal text, permissions text[], grantable text[]) LANGUAGE plpgsql STABLE ROWS 1 AS $$
BEGIN
  SELECT c.refusal, c.permissions INTO refusal, permissions
  FROM foyer.caller_status(p_bound_organization_id, p_user_id, p_caller) c;
  IF refusal IS NOT NULL OR p_organization_id IS NULL THEN
    grantable := '{}';
  ELSIF p_bound_organization_id IS NULL THEN
    grantable := foyer.portal_permissions();
  ELSIF p_caller->>'client' IS NOT NULL THEN
    grantable := permissions;
  ELSIF foyer.support_until(p_bound_organization_id, p_user_id, p_caller->>'session') IS NOT NULL THEN
    grantable := '{}';
  ELSE
    grantable := foyer.grantable_permissions(p_user_id, p_bound_organization_id);
    IF p_caller->'scopes' IS NOT NULL THEN
      grantable := foyer.limit_to_scopes(grantable, p_caller->'scopes');
    END IF;
  END IF;
  RETURN NEXT;
END $$;

-- Locks what the permissions of a user depend on: the member, its roles there and, where they count (by inheritance or
-- for support), the roles at tenant level and the tenant's flag. Direct permissions and roles at tenant level change only
-- under the lock of the user's row; a support access is ended under the lock of the organization.
CREATE OR REPLACE FUNCTION foyer.lock_user_permissions(
  p_bound_organization_id text, p_user_id text, p_altered_roles text[]
)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  inherits boolean := EXISTS (
    SELECT FROM tenants t WHERE t.id = foyer.tenant_id() AND t.inherit_global_permissions_in_organizations);
  is_support boolean := EXISTS (
    SELECT FROM support_accesses a
    WHERE a.tenant_id = foyer.tenant_id() AND a.organization_id = p_bound_organization_id AND a.user_id = p_user_id);
  held text[];
BEGIN
  PERFORM FROM members m
    WHERE m.tenant_id = foyer.tenant_id() AND m.organization_id = p_bound_organization_id AND m.user_id = p_user_id
    FOR SHARE;
  PERFORM FROM member_roles mr
    WHERE mr.tenant_id = foyer.tenant_id() AND mr.organization_id = p_bound_organization_id AND mr.user_id = p_user_id
    ORDER BY mr.role_id FOR SHARE;
  held := ARRAY(
    SELECT mr.role_id FROM member_roles mr
    WHERE mr.tenant_id = foyer.tenant_id() AND mr.organization_id = p_bound_organization_id
      AND mr.user_id = p_user_id);
  IF p_bound_organization_id IS NULL OR inherits OR is_support THEN
    PERFORM FROM user_roles ur
      WHERE ur.tenant_id = foyer.tenant_id() AND ur.user_id = p_user_id
      ORDER BY ur.role_id FOR SHARE;
    held := held || ARRAY(
      SELECT r.id FROM roles r
      WHERE r.tenant_id = foyer.tenant_id() AND (r.everyone OR EXISTS (
        SELECT FROM user_roles ur
        WHERE ur.tenant_id = foyer.tenant_id() AND ur.user_id = p_user_id AND ur.role_id = r.id)));
  END IF;
  PERFORM foyer.lock_rows('roles', held, p_altered_roles);
  -- Last, since a change that alters a role locks the role before the tenant.
  IF p_bound_organization_id IS NOT NULL AND inherits THEN
    PERFORM FROM tenants t WHERE t.id = foyer.tenant_id() FOR SHARE;
  END IF;
END $$;

-- Whose session it is and the organization where they land, or null where the session is not active. For a page also
-- their permissions at tenant level, the organizations that they can switch to and, for the organization with the slug,
-- whether they can enter it now and with which permissions. isSeenLongAgo: call foyer.note_seen. What is open as support
-- counts for pages alone: it is never where the session lands.
CREATE OR REPLACE FUNCTION foyer.caller_context(
  p_tenant_id text, p_user_id text, p_session_id text, p_slug text, p_is_page boolean
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  active record;
  entry record;
  portal_id text;
  context jsonb;
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id, true), set_config('app.kind', 'system', true),
    set_config('app.organization_id', '', true), set_config('app.user_id', p_user_id, true),
    set_config('app.subject', '', true), set_config('app.caller', '{}', true);
  SELECT s.id, s.connection_id, s.amr, s.auth_time, s.expires_at, s.created_at, s.organization_id, u.email, u.name, u.picture,
    s.last_seen_at < now() - interval '1 minute' AS is_seen_long_ago INTO active
  FROM sessions s
  JOIN users u ON u.tenant_id = p_tenant_id AND u.id = s.user_id
    AND NOT u.blocked AND u.email_verified_at IS NOT NULL
  JOIN tenants t ON t.id = p_tenant_id
  WHERE s.tenant_id = p_tenant_id AND s.id = p_session_id AND s.user_id = p_user_id
    AND s.ended_at IS NULL AND s.expires_at > now()
    AND s.last_seen_at > now() - make_interval(mins => t.session_idle_minutes);
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;

  context := jsonb_build_object(
    'session', jsonb_build_object('id', active.id, 'connectionId', active.connection_id,
      'amr', coalesce(active.amr, '{}'), 'authTime', active.auth_time, 'expiresAt', active.expires_at,
      'user', jsonb_build_object('id', p_user_id, 'email', active.email, 'name', active.name,
        'picture', active.picture),
      'organization', CASE WHEN active.organization_id IS NOT NULL AND foyer.organization_admits(
        active.organization_id, p_user_id, active.connection_id, active.created_at, active.id) IS NULL THEN (
        SELECT jsonb_build_object('id', o.id, 'slug', o.slug, 'displayName', o.display_name)
        FROM organizations o WHERE o.tenant_id = p_tenant_id AND o.id = active.organization_id) END),
    'isSeenLongAgo', active.is_seen_long_ago);
  IF NOT p_is_page THEN
    RETURN context;
  END IF;

  portal_id := foyer.portal_api_id();
  context := context || jsonb_build_object(
    'held', ARRAY(SELECT DISTINCT e.permission FROM foyer.effective_permissions(p_user_id, NULL, portal_id) e),
    'organizations', (SELECT jsonb_agg(to_jsonb(o)) FROM foyer.list_user_organizations(p_user_id, 25, 0) o),
    'supported', (
      SELECT coalesce(jsonb_agg(to_jsonb(o)), '[]')
      FROM foyer.list_supported_organizations(p_user_id, p_session_id) o));
  IF p_slug IS NULL THEN
    RETURN context;
  END IF;

  SELECT o.id, o.slug, o.display_name, o.logo_id, o.brand_details->>'iconId' AS icon_id, o.primary_color, o.background_color,
    support.ends_at AS support_ends_at, CASE WHEN support.ends_at IS NULL THEN
      foyer.organization_admits(o.id, p_user_id, active.connection_id, active.created_at, active.id) END AS refusal
  INTO entry
  FROM organization_slugs s
  JOIN organizations o ON o.tenant_id = p_tenant_id AND o.id = s.organization_id AND o.deleted_at IS NULL
  CROSS JOIN LATERAL (SELECT foyer.support_until(o.id, p_user_id, active.id) AS ends_at) support
  WHERE s.tenant_id = p_tenant_id AND s.slug = p_slug AND (s.held_until IS NULL OR s.held_until >= now());
  IF NOT FOUND OR entry.refusal = 'member' THEN
    RETURN context;
  END IF;
  -- The first page of a session in an organization is noted at once.
  RETURN context || jsonb_build_object('isSeenLongAgo', active.is_seen_long_ago OR (entry.refusal IS NULL AND EXISTS (
    SELECT FROM members m
    LEFT JOIN member_sessions a
      ON a.tenant_id = p_tenant_id AND a.session_id = active.id AND a.organization_id = entry.id
    WHERE m.tenant_id = p_tenant_id AND m.organization_id = entry.id AND m.user_id = p_user_id
      AND (a.session_id IS NULL OR a.last_active_at < now() - interval '1 minute'))), 'entry', jsonb_build_object(
    'refusal', entry.refusal,
    'organization', jsonb_build_object('id', entry.id, 'slug', entry.slug, 'displayName', entry.display_name,
      'logoId', entry.logo_id, 'iconId', entry.icon_id, 'primaryColor', entry.primary_color, 'backgroundColor', entry.background_color),
    'held', CASE WHEN entry.support_ends_at IS NOT NULL THEN foyer.support_permissions(p_user_id) ELSE ARRAY(
      SELECT DISTINCT e.permission FROM foyer.effective_permissions(p_user_id, entry.id, portal_id) e) END,
    'support', (
      SELECT jsonb_build_object('id', a.id, 'endsAt', a.ends_at)
      FROM support_accesses a
      WHERE entry.support_ends_at IS NOT NULL AND a.tenant_id = p_tenant_id AND a.session_id = active.id
        AND a.organization_id = entry.id),
    'isNews', entry.support_ends_at IS NULL AND NOT EXISTS (
        SELECT FROM members m
        WHERE m.tenant_id = p_tenant_id AND m.organization_id = entry.id AND m.user_id = p_user_id)
      AND NOT EXISTS (
        SELECT FROM audit_events e
        WHERE e.tenant_id = p_tenant_id AND e.organization_id = entry.id
          AND e.type = 'organization.entered' AND e.target_id = p_session_id)));
END $$;
