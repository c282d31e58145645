-- Organizations have connections of their own, to their identity providers (docs/decisions/0066). The owner never changes.

ALTER TABLE connections ADD COLUMN organization_id text;
ALTER TABLE connections ADD FOREIGN KEY (tenant_id, organization_id)
  REFERENCES organizations (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE connections ADD CONSTRAINT connections_own_is_no_default CHECK (organization_id IS NULL OR NOT is_default);
CREATE INDEX connections_of_organization ON connections (tenant_id, organization_id);

-- Whether the user of this access can see a connection of this organization: as a member, or because they signed in by it
-- or are linked to it.
CREATE FUNCTION foyer.is_own_connection(p_organization_id text, p_connection_id text) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN foyer.is_own_organization(p_organization_id)
    OR EXISTS (
      SELECT FROM identities i
      WHERE i.tenant_id = foyer.tenant_id() AND i.connection_id = p_connection_id AND i.user_id = foyer.user_id())
    OR EXISTS (
      SELECT FROM sessions s
      WHERE s.tenant_id = foyer.tenant_id() AND s.connection_id = p_connection_id AND s.user_id = foyer.user_id());
END $$;

-- Whether a connection can be enabled in this organization: the tenant’s can everywhere, an organization’s own only
-- there.
CREATE FUNCTION foyer.can_have_connection(p_organization_id text, p_connection_id text) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM connections c
    WHERE c.tenant_id = foyer.tenant_id() AND c.id = p_connection_id
      AND (c.organization_id IS NULL OR c.organization_id = p_organization_id));
END $$;

-- Whether a sign-in by this connection counts outside of organizations: not by an organization’s own, which decides for
-- that organization alone.
CREATE FUNCTION foyer.counts_at_tenant_level(p_connection_id text) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM connections c
    WHERE c.tenant_id = foyer.tenant_id() AND c.id = p_connection_id AND c.organization_id IS NULL);
END $$;

DROP POLICY may_select ON connections;
CREATE POLICY may_select ON connections AS RESTRICTIVE FOR SELECT
  USING (
    organization_id IS NULL
    OR foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
    OR (foyer.access_kind() = 'self' AND foyer.is_own_connection(organization_id, id))
    OR (foyer.access_kind() = 'public' AND foyer.is_subject_organization(organization_id))
  );
DROP POLICY may_insert ON connections;
CREATE POLICY may_insert ON connections AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
DROP POLICY may_update ON connections;
CREATE POLICY may_update ON connections AS RESTRICTIVE FOR UPDATE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  )
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
DROP POLICY may_delete ON connections;
CREATE POLICY may_delete ON connections AS RESTRICTIVE FOR DELETE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );

-- Whoever acts: no organization has another one’s connection.
CREATE POLICY own_connection_insert ON enabled_connections AS RESTRICTIVE FOR INSERT
  WITH CHECK (foyer.can_have_connection(organization_id, connection_id));
CREATE POLICY own_connection_update ON enabled_connections AS RESTRICTIVE FOR UPDATE
  USING (true) WITH CHECK (foyer.can_have_connection(organization_id, connection_id));

-- Whether a session can be in an organization now (at tenant level where that is null), and with which Management
-- permissions: there as support, if the session has it open so. An organization’s own connection gives none at tenant
-- level.
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
  ELSIF refusal IS NULL AND p_organization_id IS NULL AND NOT foyer.counts_at_tenant_level(active.connection_id) THEN
    permissions := '{}';
  ELSIF refusal IS NULL THEN
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
    IF refusal IS NULL AND p_bound_organization_id IS NULL
      AND NOT foyer.counts_at_tenant_level(active.connection_id) THEN
      permissions := '{}';
    ELSIF refusal IS NULL THEN
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
  ELSIF organization_id IS NULL AND NOT foyer.counts_at_tenant_level(p_sign_in->>'connectionId') THEN
    RETURN jsonb_build_object('refusal', 'connection');
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
    'held', ARRAY(
      SELECT DISTINCT e.permission FROM foyer.effective_permissions(p_user_id, NULL, portal_id) e
      WHERE foyer.counts_at_tenant_level(active.connection_id)),
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

-- Locks a slug for a new organization, then answers with what decides whether and how it is created: the slugs that
-- exclude it, the strategies of these connections of the tenant by their ids, the role of an owner or null, and the
-- template.
CREATE OR REPLACE FUNCTION foyer.prepare_organization(
  p_slug text, p_skeleton text, p_exact_only boolean, p_connection_ids text[]
) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  PERFORM foyer.lock_slug(p_skeleton);
  RETURN jsonb_build_object(
    'conflictingSlugs', foyer.conflicting_slugs(p_slug, p_skeleton, NULL, p_exact_only),
    'strategies', (
      SELECT coalesce(jsonb_object_agg(c.id, c.strategy), '{}')
      FROM connections c
      WHERE c.tenant_id = foyer.tenant_id() AND c.id = ANY (p_connection_ids) AND c.organization_id IS NULL),
    -- An operator may have renamed it.
    'ownerRoleId', (
      SELECT r.id FROM roles r
      WHERE r.tenant_id = foyer.tenant_id() AND r.usable_in = '*' AND r.is_owner AND r.assignable
      ORDER BY r.name = 'Owner' DESC, r.created_at LIMIT 1),
    'template', foyer.organization_template());
END $$;
