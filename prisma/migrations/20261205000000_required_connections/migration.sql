-- An organization requires a connection of its own for the people of its verified domains (docs/decisions/0068).

ALTER TABLE enabled_connections ADD COLUMN is_required boolean NOT NULL DEFAULT false;
ALTER TABLE enabled_connections ADD CONSTRAINT enabled_connections_required_is_enabled
  CHECK (is_enabled OR NOT is_required);
CREATE UNIQUE INDEX enabled_connections_one_required ON enabled_connections (tenant_id, organization_id)
  WHERE is_required;

-- The connection that an organization requires of this address, because it verified its domain; null if none.
CREATE FUNCTION foyer.connection_required_of(p_organization_id text, p_email_folded text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN (
    SELECT e.connection_id FROM enabled_connections e
    WHERE e.tenant_id = foyer.tenant_id() AND e.organization_id = p_organization_id AND e.is_required AND EXISTS (
      SELECT FROM discovery_domains d
      WHERE d.tenant_id = foyer.tenant_id() AND d.domain = split_part(p_email_folded, '@', 2)
        AND d.organization_id = p_organization_id AND d.verified_at IS NOT NULL));
END $$;

-- The same for the page of an invitation or a join link, which does not see domains.
CREATE FUNCTION foyer.connection_required_to_join(p_organization_id text, p_email_folded text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
  kind text := foyer.access_kind();
  connection text;
BEGIN
  PERFORM set_config('app.kind', 'system', true);
  connection := foyer.connection_required_of(p_organization_id, p_email_folded);
  PERFORM set_config('app.kind', kind, true);
  RETURN connection;
END $$;

-- The only connection whose sessions let this user enter the organization; null if each enabled one does. Owners may use
-- each, so that an organization is not locked out when its provider fails.
CREATE FUNCTION foyer.required_connection(p_organization_id text, p_user_id text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  connection text;
BEGIN
  -- Most organizations require none.
  IF NOT EXISTS (
    SELECT FROM enabled_connections e
    WHERE e.tenant_id = foyer.tenant_id() AND e.organization_id = p_organization_id AND e.is_required) THEN
    RETURN NULL;
  END IF;
  SELECT foyer.connection_required_of(p_organization_id, u.email_folded) INTO connection
  FROM users u WHERE u.tenant_id = foyer.tenant_id() AND u.id = p_user_id;
  IF connection IS NULL OR EXISTS (
    SELECT FROM members m
    JOIN member_roles mr ON mr.tenant_id = foyer.tenant_id() AND mr.organization_id = m.organization_id
      AND mr.user_id = m.user_id
    JOIN roles r ON r.tenant_id = foyer.tenant_id() AND r.id = mr.role_id AND r.is_owner
    WHERE m.tenant_id = foyer.tenant_id() AND m.organization_id = p_organization_id AND m.user_id = p_user_id
      AND m.suspended_at IS NULL) THEN
    RETURN NULL;
  END IF;
  RETURN connection;
END $$;

-- The connection that the organization requires of this owner’s address, if the session is by another one and the audit
-- log does not show yet that it entered so; else null.
CREATE FUNCTION foyer.unrecorded_bypass(p_organization_id text, p_user_id text, p_session_id text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT e.connection_id
    FROM enabled_connections e
    JOIN users u ON u.tenant_id = foyer.tenant_id() AND u.id = p_user_id
    JOIN sessions s ON s.tenant_id = foyer.tenant_id() AND s.id = p_session_id AND s.connection_id <> e.connection_id
    WHERE e.tenant_id = foyer.tenant_id() AND e.organization_id = p_organization_id AND e.is_required
      AND foyer.connection_required_of(p_organization_id, u.email_folded) IS NOT NULL
      AND foyer.required_connection(p_organization_id, p_user_id) IS NULL
      AND NOT EXISTS (
        SELECT FROM audit_events a
        WHERE a.tenant_id = foyer.tenant_id() AND a.organization_id = p_organization_id
          AND a.type = 'connection.bypassed' AND a.target_id = p_session_id));
END $$;

-- Counts in the organization of the access, for a requirement of this connection: members at its verified domains, those
-- of them who are signed in by another connection now and those who never used this one, owners, and all other members.
-- viewer: which of these the user of the access is, 'concerned', 'owner' or 'other'; null for no member.
CREATE FUNCTION foyer.requirement_usage(p_connection_id text)
RETURNS TABLE (concerned integer, elsewhere integer, without_identity integer, owners integer, others integer,
  viewer text)
LANGUAGE plpgsql AS $$
DECLARE
  kind text := foyer.access_kind();
BEGIN
  PERFORM set_config('app.kind', 'system', true);
  RETURN QUERY
  WITH people AS (
    SELECT m.user_id, EXISTS (
        SELECT FROM member_roles mr
        JOIN roles r ON r.tenant_id = foyer.tenant_id() AND r.id = mr.role_id AND r.is_owner
        WHERE mr.tenant_id = foyer.tenant_id() AND mr.organization_id = m.organization_id
          AND mr.user_id = m.user_id) AS is_owner,
      EXISTS (
        SELECT FROM discovery_domains d
        WHERE d.tenant_id = foyer.tenant_id() AND d.organization_id = m.organization_id
          AND d.domain = split_part(u.email_folded, '@', 2) AND d.verified_at IS NOT NULL) AS is_inside
    FROM members m
    JOIN users u ON u.tenant_id = foyer.tenant_id() AND u.id = m.user_id
      AND NOT u.blocked AND u.email_verified_at IS NOT NULL
    WHERE m.tenant_id = foyer.tenant_id() AND m.organization_id = foyer.organization_id() AND m.suspended_at IS NULL
  ), elsewhere AS (
    SELECT DISTINCT s.user_id FROM sessions s
    JOIN enabled_connections e ON e.tenant_id = foyer.tenant_id() AND e.organization_id = foyer.organization_id()
      AND e.connection_id = s.connection_id AND e.is_enabled
    JOIN tenants t ON t.id = foyer.tenant_id()
    WHERE s.tenant_id = foyer.tenant_id() AND s.connection_id <> p_connection_id
      AND s.ended_at IS NULL AND s.expires_at > now()
      AND s.last_seen_at > now() - make_interval(mins => t.session_idle_minutes)
      AND s.user_id IN (SELECT p.user_id FROM people p WHERE p.is_inside AND NOT p.is_owner)
  ), known AS (
    SELECT DISTINCT i.user_id FROM identities i
    WHERE i.tenant_id = foyer.tenant_id() AND i.connection_id = p_connection_id
  )
  SELECT count(*) FILTER (WHERE p.is_inside AND NOT p.is_owner)::integer, count(x.user_id)::integer,
    count(*) FILTER (WHERE p.is_inside AND NOT p.is_owner AND k.user_id IS NULL)::integer,
    count(*) FILTER (WHERE p.is_inside AND p.is_owner)::integer,
    count(*) FILTER (WHERE NOT p.is_inside)::integer,
    max(CASE WHEN NOT p.is_inside THEN 'other' WHEN p.is_owner THEN 'owner' ELSE 'concerned' END)
      FILTER (WHERE p.user_id = foyer.user_id())
  FROM people p LEFT JOIN elsewhere x USING (user_id) LEFT JOIN known k USING (user_id);
  PERFORM set_config('app.kind', kind, true);
END $$;

-- Why a user who signed in at that time by that connection cannot enter the organization now, or null: also because it
-- requires another one of them. The session: also the one from which a sign-in to an application comes.
CREATE OR REPLACE FUNCTION foyer.organization_admits(
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
  ELSIF entry.is_sign_in_allowed
    AND coalesce(foyer.required_connection(p_organization_id, p_user_id) = p_connection_id, true) THEN
    RETURN NULL;
  END IF;
  RETURN 'connection';
END $$;

-- Whose session it is and the organization where they land, or null where the session is not active. For a page also
-- their permissions at tenant level, the organizations that they can switch to and, for the organization with the slug,
-- whether they can enter it now and with which permissions. isSeenLongAgo: call foyer.note_seen. What is open as support
-- counts for pages alone: it is never where the session lands. requiredConnectionId: by which they can enter, if by one
-- alone. bypassedConnectionId: see foyer.unrecorded_bypass.
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
    'requiredConnectionId', CASE WHEN entry.support_ends_at IS NULL THEN
      foyer.required_connection(entry.id, p_user_id) END,
    'bypassedConnectionId', CASE WHEN entry.refusal IS NULL AND entry.support_ends_at IS NULL THEN
      foyer.unrecorded_bypass(entry.id, p_user_id, active.id) END,
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

-- The organizations that the person of this access can join or has asked to join; no other kind of access gets any.
-- Those that let people at the domain of their verified address in, with the role that they get, or null where they may
-- only ask; except where they are a member, need an invitation (was_removed), or were declined in the last 30 days.
-- can_enter: whether the organization accepts the sign-in of the person’s session.
CREATE OR REPLACE FUNCTION foyer.joinable_organizations()
RETURNS TABLE (
  id text, slug text, display_name text, logo_id text, domain_id text, domain text, role_id text, role_name text,
  usable_in text, request_id text, requested_at timestamptz, can_enter boolean
) LANGUAGE plpgsql AS $$
DECLARE
  kind text := foyer.access_kind();
BEGIN
  -- System: within a change of the person that bypasses row security.
  IF kind NOT IN ('self', 'system') OR foyer.user_id() = '' THEN
    RETURN;
  END IF;
  PERFORM set_config('app.kind', 'system', true);
  RETURN QUERY
  WITH person AS MATERIALIZED (
    SELECT u.id, split_part(u.email_folded, '@', 2) AS domain FROM users u
    WHERE u.tenant_id = foyer.tenant_id() AND u.id = foyer.user_id()
      AND u.email_verified_at IS NOT NULL AND NOT u.blocked
  ), open AS (
    SELECT d.organization_id, d.id, d.domain
    FROM person p
    JOIN discovery_domains d ON d.tenant_id = foyer.tenant_id() AND d.domain = p.domain AND d.verified_at IS NOT NULL
    JOIN domain_join_settings s ON s.tenant_id = foyer.tenant_id() AND s.organization_id = d.organization_id
      AND s.domain_id = d.id
  ), asked AS (
    SELECT q.organization_id, q.id, q.created_at
    FROM person p
    JOIN join_requests q ON q.tenant_id = foyer.tenant_id() AND q.user_id = p.id AND q.state = 'pending'
  )
  SELECT o.id, o.slug, o.display_name, o.logo_id, open.id, open.domain, r.id, r.name, r.usable_in, asked.id,
    asked.created_at, EXISTS (
      SELECT FROM sessions s
      JOIN enabled_connections e ON e.tenant_id = foyer.tenant_id() AND e.organization_id = o.id
        AND e.connection_id = s.connection_id AND e.is_enabled
      WHERE s.tenant_id = foyer.tenant_id() AND s.id = foyer.caller()->>'session'
        AND coalesce(foyer.required_connection(o.id, foyer.user_id()) = s.connection_id, true)
        AND (o.sessions_from IS NULL OR s.created_at >= o.sessions_from))
  FROM open FULL JOIN asked USING (organization_id)
  JOIN organizations o ON o.tenant_id = foyer.tenant_id() AND o.id = organization_id
    AND o.deleted_at IS NULL AND o.suspended_at IS NULL
  LEFT JOIN LATERAL foyer.domain_join_role(o.id, open.id) r ON true
  WHERE NOT EXISTS (
      SELECT FROM members m
      WHERE m.tenant_id = foyer.tenant_id() AND m.organization_id = o.id AND m.user_id = foyer.user_id())
    AND NOT EXISTS (
      SELECT FROM join_requests q
      WHERE q.tenant_id = foyer.tenant_id() AND q.user_id = foyer.user_id() AND q.organization_id = o.id
        AND q.state = 'declined' AND q.closed_at > now() - interval '30 days')
    AND NOT foyer.was_removed(o.id, foyer.user_id())
  ORDER BY o.display_name, o.id
  LIMIT 25;
  PERFORM set_config('app.kind', kind, true);
END $$;
