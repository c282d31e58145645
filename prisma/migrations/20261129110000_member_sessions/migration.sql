-- When members were last active in an organization, and in which sessions; and sessions that have ended there alone.

-- Null: never.
ALTER TABLE members ADD COLUMN last_active_at timestamptz(6);

-- A session in one of the organizations where it was used, or has ended. The times are those of this organization alone,
-- null where it was not used. Outlives the membership, so that a member who is added again has no ended session back.
CREATE TABLE member_sessions (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  session_id text NOT NULL,
  organization_id text NOT NULL,
  user_id text NOT NULL,
  started_at timestamptz(6) DEFAULT CURRENT_TIMESTAMP,
  last_active_at timestamptz(6) DEFAULT CURRENT_TIMESTAMP,
  ended_at timestamptz(6),
  PRIMARY KEY (tenant_id, session_id, organization_id),
  FOREIGN KEY (tenant_id, session_id) REFERENCES sessions (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, organization_id)
    REFERENCES organizations (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX member_sessions_tenant_id_organization_id_user_id_idx
  ON member_sessions (tenant_id, organization_id, user_id);
CREATE INDEX member_sessions_tenant_id_user_id_idx ON member_sessions (tenant_id, user_id);

-- A sign-in to an application ends in an organization by its session. Those whose session was deleted before them get it
-- again, as one that has ended. The owner of the tables reads and writes the rows of all tenants here.
ALTER TABLE authorizations NO FORCE ROW LEVEL SECURITY;
ALTER TABLE connections NO FORCE ROW LEVEL SECURITY;
ALTER TABLE members NO FORCE ROW LEVEL SECURITY;
ALTER TABLE sessions NO FORCE ROW LEVEL SECURITY;
INSERT INTO sessions (tenant_id, id, user_id, connection_id, auth_time, created_at, last_seen_at, expires_at, ended_at)
SELECT a.tenant_id, a.session_id, a.user_id, a.connection_id, t.signed_in_at, t.signed_in_at, a.created_at, a.created_at,
  a.created_at
FROM authorizations a
JOIN connections c ON c.tenant_id = a.tenant_id AND c.id = a.connection_id
CROSS JOIN LATERAL (SELECT coalesce((a.payload->>'signed_in_at')::timestamptz, a.created_at) AS signed_in_at) t
ORDER BY a.created_at
ON CONFLICT (tenant_id, id) DO NOTHING;
INSERT INTO member_sessions (tenant_id, session_id, organization_id, user_id, started_at, last_active_at)
SELECT a.tenant_id, a.session_id, a.organization_id, a.user_id, min(a.created_at), max(a.created_at)
FROM authorizations a
JOIN members m ON m.tenant_id = a.tenant_id AND m.organization_id = a.organization_id AND m.user_id = a.user_id
JOIN sessions s ON s.tenant_id = a.tenant_id AND s.id = a.session_id
WHERE a.offline AND a.revoked_at IS NULL AND a.expires_at > now()
GROUP BY a.tenant_id, a.session_id, a.organization_id, a.user_id;
UPDATE members m SET last_active_at = l.last_active_at
FROM (
  SELECT a.tenant_id, a.organization_id, a.user_id, max(a.last_active_at) AS last_active_at
  FROM member_sessions a GROUP BY a.tenant_id, a.organization_id, a.user_id) l
WHERE m.tenant_id = l.tenant_id AND m.organization_id = l.organization_id AND m.user_id = l.user_id;
ALTER TABLE authorizations FORCE ROW LEVEL SECURITY;
ALTER TABLE connections FORCE ROW LEVEL SECURITY;
ALTER TABLE members FORCE ROW LEVEL SECURITY;
ALTER TABLE sessions FORCE ROW LEVEL SECURITY;

ALTER TABLE member_sessions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON member_sessions
  USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON member_sessions AS RESTRICTIVE FOR SELECT
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
    OR (foyer.access_kind() = 'self' AND user_id = foyer.user_id())
  );
CREATE POLICY may_insert ON member_sessions AS RESTRICTIVE FOR INSERT WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_update ON member_sessions AS RESTRICTIVE FOR UPDATE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  )
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_delete ON member_sessions AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());

-- Notes that a session was used now, and in which organization, or null. At most once a minute. Locks the organization
-- first, as changes do, and skips the session and the member where they are locked.
CREATE FUNCTION foyer.note_activity(p_user_id text, p_session_id text, p_organization_id text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM organizations o
    WHERE o.tenant_id = foyer.tenant_id() AND o.id = p_organization_id FOR KEY SHARE;
  UPDATE sessions SET last_seen_at = now()
  WHERE tenant_id = foyer.tenant_id() AND id IN (
    SELECT s.id FROM sessions s
    WHERE s.tenant_id = foyer.tenant_id() AND s.id = p_session_id AND s.last_seen_at < now() - interval '1 minute'
    FOR NO KEY UPDATE SKIP LOCKED);
  INSERT INTO member_sessions (tenant_id, session_id, organization_id, user_id)
  SELECT m.tenant_id, p_session_id, m.organization_id, m.user_id
  FROM members m
  WHERE m.tenant_id = foyer.tenant_id() AND m.organization_id = p_organization_id AND m.user_id = p_user_id
  ON CONFLICT (tenant_id, session_id, organization_id) DO UPDATE SET last_active_at = now()
  WHERE member_sessions.last_active_at < now() - interval '1 minute';
  UPDATE members SET last_active_at = now()
  WHERE tenant_id = foyer.tenant_id() AND (organization_id, user_id) IN (
    SELECT m.organization_id, m.user_id FROM members m
    WHERE m.tenant_id = foyer.tenant_id() AND m.organization_id = p_organization_id AND m.user_id = p_user_id
      AND (m.last_active_at IS NULL OR m.last_active_at < now() - interval '1 minute')
    FOR NO KEY UPDATE SKIP LOCKED);
END $$;

-- As note_activity, in a statement of its own, which does not wait for an organization that a change has locked.
CREATE FUNCTION foyer.note_seen(p_tenant_id text, p_user_id text, p_session_id text, p_organization_id text)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id, true), set_config('app.kind', 'system', true);
  IF p_organization_id IS NOT NULL THEN
    PERFORM FROM organizations o
      WHERE o.tenant_id = p_tenant_id AND o.id = p_organization_id FOR KEY SHARE SKIP LOCKED;
    IF NOT FOUND THEN
      RETURN;
    END IF;
  END IF;
  PERFORM foyer.note_activity(p_user_id, p_session_id, p_organization_id);
END $$;

-- The sessions of a member that were used in the organization of the access and may still be, the one used last first:
-- those of a refresh token for it, and those that this organization alone has not seen idle for too long. Whether and
-- when a session was used or ended elsewhere does not show. Of the session itself only the browser.
CREATE FUNCTION foyer.list_member_sessions(p_user_id text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  kind text := foyer.access_kind();
  found jsonb;
BEGIN
  IF kind <> 'organization' THEN
    RETURN '[]';
  END IF;
  PERFORM set_config('app.kind', 'system', true);
  found := (
    SELECT coalesce(jsonb_agg(to_jsonb(l) ORDER BY l."lastActiveAt" DESC, l.id), '[]')
    FROM (
      SELECT s.id, a.started_at AS "startedAt", a.last_active_at AS "lastActiveAt", s.user_agent AS "userAgent"
      FROM member_sessions a
      JOIN sessions s ON s.tenant_id = foyer.tenant_id() AND s.id = a.session_id
      JOIN tenants t ON t.id = foyer.tenant_id()
      WHERE a.tenant_id = foyer.tenant_id() AND a.organization_id = foyer.organization_id() AND a.user_id = p_user_id
        AND NOT foyer.has_session_ended(a.organization_id, s.id, s.created_at)
        AND ((s.expires_at > now() AND a.last_active_at > now() - make_interval(mins => t.session_idle_minutes))
          OR EXISTS (
            SELECT FROM authorizations z
            WHERE z.tenant_id = foyer.tenant_id() AND z.session_id = s.id AND z.organization_id = a.organization_id
              AND z.offline AND foyer.is_authorization_active(z.id)))
      ORDER BY a.last_active_at DESC, s.id LIMIT 100) l);
  PERFORM set_config('app.kind', kind, true);
  RETURN found;
END $$;

-- Ends all sessions of a member in the organization of the access, used there or not: those that go on, and those that
-- have ended but from which a sign-in to an application still comes.
CREATE FUNCTION foyer.end_member_sessions(p_user_id text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  kind text := foyer.access_kind();
BEGIN
  IF kind NOT IN ('organization', 'tenant') THEN
    RAISE EXCEPTION 'Only an organization, or the tenant for it, ends the sessions of a member.';
  END IF;
  PERFORM set_config('app.kind', 'system', true);
  INSERT INTO member_sessions
    (tenant_id, session_id, organization_id, user_id, started_at, last_active_at, ended_at)
  SELECT m.tenant_id, s.id, m.organization_id, m.user_id, NULL, NULL, now()
  FROM members m
  JOIN sessions s ON s.tenant_id = m.tenant_id AND s.user_id = m.user_id
  WHERE m.tenant_id = foyer.tenant_id() AND m.organization_id = foyer.organization_id() AND m.user_id = p_user_id
    AND (s.ended_at IS NULL OR EXISTS (
      SELECT FROM authorizations z WHERE z.tenant_id = m.tenant_id AND z.session_id = s.id AND z.revoked_at IS NULL))
  FOR KEY SHARE OF s
  ON CONFLICT (tenant_id, session_id, organization_id) DO UPDATE SET ended_at = now()
  WHERE member_sessions.ended_at IS NULL;
  PERFORM set_config('app.kind', kind, true);
END $$;

-- Whether a session, or a sign-in to an application that comes from it, has ended in an organization alone: for everyone
-- there, or this one.
CREATE FUNCTION foyer.has_session_ended(p_organization_id text, p_session_id text, p_signed_in_at timestamptz)
RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (
      SELECT FROM organizations o
      WHERE o.tenant_id = foyer.tenant_id() AND o.id = p_organization_id AND p_signed_in_at < o.sessions_from)
    OR EXISTS (
      SELECT FROM member_sessions a
      WHERE a.tenant_id = foyer.tenant_id() AND a.session_id = p_session_id
        AND a.organization_id = p_organization_id AND a.ended_at IS NOT NULL);
END $$;

-- Why a user who signed in at that time by that connection cannot enter the organization now, or null. The session: also
-- the one from which a sign-in to an application comes.
CREATE FUNCTION foyer.organization_admits(
  p_organization_id text, p_user_id text, p_connection_id text, p_signed_in_at timestamptz, p_session_id text
) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  entry record;
BEGIN
  SELECT m.user_id IS NOT NULL AS is_member,
    e.connection_id IS NOT NULL
      AND NOT foyer.has_session_ended(o.id, p_session_id, p_signed_in_at) AS is_sign_in_allowed
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

-- Whether a session can be in an organization now (at tenant level where that is null), and with which Management
-- permissions.
CREATE OR REPLACE FUNCTION foyer.session_status(p_organization_id text, p_user_id text, p_session_id text)
RETURNS TABLE (refusal text, permissions text[]) LANGUAGE plpgsql STABLE ROWS 1 AS $$
DECLARE
  active record;
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
    refusal := foyer.organization_admits(
      p_organization_id, p_user_id, active.connection_id, active.created_at, p_session_id);
  END IF;
  IF refusal IS NULL THEN
    permissions := (
      SELECT coalesce(array_agg(DISTINCT e.permission), '{}')
      FROM foyer.effective_permissions(p_user_id, p_organization_id, foyer.portal_api_id()) e);
  END IF;
  RETURN NEXT;
END $$;

-- Whether a caller (session, authorization or application) can act now, bound to an organization or not, and with which
-- Management permissions: never with more than the scopes of its token.
CREATE OR REPLACE FUNCTION foyer.caller_status(p_bound_organization_id text, p_user_id text, p_caller jsonb)
RETURNS TABLE (refusal text, permissions text[]) LANGUAGE plpgsql STABLE ROWS 1 AS $$
DECLARE
  active record;
BEGIN
  IF p_caller->>'session' IS NOT NULL THEN
    SELECT s.refusal, s.permissions INTO refusal, permissions
    FROM foyer.session_status(p_bound_organization_id, p_user_id, p_caller->>'session') s;
  ELSIF p_caller->>'authorization' IS NOT NULL THEN
    SELECT a.client_id, a.connection_id, a.signed_in_at, (
        SELECT z.session_id FROM authorizations z
        WHERE z.tenant_id = foyer.tenant_id() AND z.id = p_caller->>'authorization') AS session_id INTO active
    FROM foyer.active_authorization(p_caller->>'authorization') a WHERE a.user_id = p_user_id;
    IF NOT FOUND THEN
      refusal := 'session';
    ELSIF p_bound_organization_id IS NOT NULL THEN
      refusal := foyer.organization_admits(
        p_bound_organization_id, p_user_id, active.connection_id, active.signed_in_at, active.session_id);
      IF refusal IS NULL AND NOT foyer.organization_allows_client(p_bound_organization_id, active.client_id) THEN
        refusal := 'session';
      END IF;
    END IF;
    IF refusal IS NULL THEN
      permissions := ARRAY(
        SELECT DISTINCT e.permission
        FROM foyer.effective_permissions(p_user_id, p_bound_organization_id, foyer.portal_api_id()) e);
    END IF;
  ELSE
    permissions := foyer.client_permissions(p_caller->>'client', p_bound_organization_id);
    IF permissions IS NULL THEN
      refusal := 'session';
    END IF;
  END IF;
  IF refusal IS NULL AND p_caller->'scopes' IS NOT NULL THEN
    permissions := foyer.limit_to_scopes(permissions, p_caller->'scopes');
  END IF;
  RETURN NEXT;
END $$;

-- The permissions of a user on an API in the organization of their sign-in, read together with whether it admits them;
-- null where it does not.
CREATE OR REPLACE FUNCTION foyer.sign_in_permissions(p_sign_in jsonb, p_api_id text) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  user_id text := p_sign_in->>'userId';
  organization_id text := p_sign_in->>'organizationId';
BEGIN
  RETURN (
    SELECT to_jsonb(ARRAY(
      SELECT DISTINCT e.permission FROM foyer.effective_permissions(user_id, organization_id, p_api_id) e ORDER BY 1))
    WHERE organization_id IS NULL OR foyer.organization_admits(
      organization_id, user_id, p_sign_in->>'connectionId', (p_sign_in->>'since')::timestamptz,
      p_sign_in->>'sessionId') IS NULL);
END $$;

-- What tokens say about a user, or why the user cannot have any now: refusal 'user', 'member', 'connection' or
-- 'application'. p_sign_in: {userId, organizationId, connectionId, clientId, sessionId, since}
CREATE OR REPLACE FUNCTION foyer.account(p_sign_in jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  user_id text := p_sign_in->>'userId';
  organization_id text := p_sign_in->>'organizationId';
  account jsonb;
  refusal text;
BEGIN
  SELECT jsonb_build_object('id', u.id, 'email', u.email, 'name', u.name, 'picture', u.picture, 'emailVerified', true,
      'updatedAt', u.updated_at, 'organization', NULL) INTO account
  FROM users u
  WHERE u.tenant_id = foyer.tenant_id() AND u.id = user_id AND NOT u.blocked AND u.email_verified_at IS NOT NULL;
  IF NOT FOUND THEN
    RETURN jsonb_build_object('refusal', 'user');
  ELSIF organization_id IS NULL THEN
    RETURN jsonb_build_object('refusal', NULL, 'account', account);
  END IF;
  refusal := foyer.organization_admits(
    organization_id, user_id, p_sign_in->>'connectionId', (p_sign_in->>'since')::timestamptz,
    p_sign_in->>'sessionId');
  IF refusal IS NULL AND NOT foyer.organization_allows_client(organization_id, p_sign_in->>'clientId') THEN
    refusal := 'application';
  END IF;
  IF refusal IS NOT NULL THEN
    RETURN jsonb_build_object('refusal', refusal);
  END IF;
  RETURN coalesce((
    SELECT jsonb_build_object('refusal', NULL, 'account',
      account || jsonb_build_object('organization', jsonb_build_object('id', o.id, 'slug', o.slug)))
    FROM organizations o WHERE o.tenant_id = foyer.tenant_id() AND o.id = organization_id), '{"refusal": "member"}');
END $$;

-- Whose session it is and the organization where they land, or null where the session is not active. For a page also
-- their permissions at tenant level, the organizations that they can switch to and, for the organization with the slug,
-- whether they can enter it now and with which permissions. isSeenLongAgo: call foyer.note_seen.
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
    'organizations', (SELECT jsonb_agg(to_jsonb(o)) FROM foyer.list_user_organizations(p_user_id, 25, 0) o));
  IF p_slug IS NULL THEN
    RETURN context;
  END IF;

  SELECT o.id, o.slug, o.display_name, o.logo_id, o.brand_details->>'iconId' AS icon_id, o.primary_color, o.background_color,
    foyer.organization_admits(o.id, p_user_id, active.connection_id, active.created_at, active.id) AS refusal INTO entry
  FROM organization_slugs s
  JOIN organizations o ON o.tenant_id = p_tenant_id AND o.id = s.organization_id AND o.deleted_at IS NULL
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
    'held', ARRAY(SELECT DISTINCT e.permission FROM foyer.effective_permissions(p_user_id, entry.id, portal_id) e),
    'isNews', NOT EXISTS (
        SELECT FROM members m
        WHERE m.tenant_id = p_tenant_id AND m.organization_id = entry.id AND m.user_id = p_user_id)
      AND NOT EXISTS (
        SELECT FROM audit_events e
        WHERE e.tenant_id = p_tenant_id AND e.organization_id = entry.id
          AND e.type = 'organization.entered' AND e.target_id = p_session_id)));
END $$;

-- Replaced by the one that takes a session.
DROP FUNCTION foyer.organization_admits(text, text, text, timestamptz);
