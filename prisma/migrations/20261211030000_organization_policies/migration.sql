-- What an organization asks of those who enter it, besides their membership and sign-in method (docs/decisions/0075).

CREATE TABLE organization_policies (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  organization_id text NOT NULL,
  -- A second factor is required from then on; null if it is not.
  second_factor_from timestamptz(6),
  -- A sign-in counts for so long; null for as long as in the tenant.
  session_minutes integer CHECK (session_minutes >= 30),
  -- Of a session that was not used for so long it does not count any more; null for as long as in the tenant.
  idle_minutes integer CHECK (idle_minutes >= 5),
  -- Only addresses at these domains can be invited; null for any.
  invitation_domains text[],
  -- It can be used only from addresses in these networks; null for any.
  networks cidr[],
  updated_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (tenant_id, organization_id),
  FOREIGN KEY (tenant_id, organization_id) REFERENCES organizations (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);

ALTER TABLE organization_policies ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON organization_policies
  USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON organization_policies AS RESTRICTIVE FOR SELECT
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_insert ON organization_policies AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_update ON organization_policies AS RESTRICTIVE FOR UPDATE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  )
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_delete ON organization_policies AS RESTRICTIVE FOR DELETE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );

-- The longest time that a session was not used before it was used again: last_seen_at tells only about the last use.
ALTER TABLE sessions ADD COLUMN longest_idle_seconds integer NOT NULL DEFAULT 0;

-- Whether a sign-in had a second factor, as this organization counts: by a passkey or a code, or by one of its own
-- connections, whose provider decides. Of a session that was deleted only the connection counts.
CREATE FUNCTION foyer.has_second_factor(p_organization_id text, p_connection_id text, p_session_id text) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (
      SELECT FROM sessions s
      WHERE s.tenant_id = foyer.tenant_id() AND s.id = p_session_id AND 'mfa' = ANY (s.amr))
    OR EXISTS (
      SELECT FROM connections c
      WHERE c.tenant_id = foyer.tenant_id() AND c.id = p_connection_id
        AND (c.strategy = 'passkey' OR c.organization_id = p_organization_id));
END $$;

-- Which policy of the organization this sign-in does not meet now, or null: 'time' if the user signed in or was active
-- too long ago, 'factor' if it had no second factor. Idle time counts for sessions alone: an application refreshes its
-- tokens without the user.
CREATE FUNCTION foyer.policy_refusal(
  p_organization_id text, p_user_id text, p_connection_id text, p_signed_in_at timestamptz, p_session_id text,
  p_is_session boolean
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  kind text := foyer.access_kind();
  policy record;
  refusal text;
BEGIN
  -- Not every access that enters an organization sees its policies and all sessions.
  PERFORM set_config('app.kind', 'system', true);
  -- Most organizations have none.
  SELECT * INTO policy FROM organization_policies p
  WHERE p.tenant_id = foyer.tenant_id() AND p.organization_id = p_organization_id;
  IF FOUND THEN
    IF p_signed_in_at <= now() - make_interval(mins => policy.session_minutes) THEN
      refusal := 'time';
    ELSIF p_is_session AND EXISTS (
      SELECT FROM sessions s
      WHERE s.tenant_id = foyer.tenant_id() AND s.id = p_session_id
        AND greatest(make_interval(secs => s.longest_idle_seconds), now() - s.last_seen_at)
          >= make_interval(mins => policy.idle_minutes)) THEN
      refusal := 'time';
    ELSIF policy.second_factor_from <= now()
      AND NOT foyer.has_second_factor(p_organization_id, p_connection_id, p_session_id) THEN
      refusal := 'factor';
    END IF;
  END IF;
  PERFORM set_config('app.kind', kind, true);
  RETURN refusal;
END $$;

-- For a user whose sign-in has no second factor, where the organization requires one, now or later: {from, hasApp,
-- hasPasskey}, what they could sign in with. Else null.
CREATE FUNCTION foyer.missing_second_factor(
  p_organization_id text, p_user_id text, p_connection_id text, p_session_id text
) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_build_object('from', p.second_factor_from,
      'hasApp', EXISTS (
        SELECT FROM authenticators a WHERE a.tenant_id = foyer.tenant_id() AND a.user_id = p_user_id),
      'hasPasskey', EXISTS (
        SELECT FROM passkeys k WHERE k.tenant_id = foyer.tenant_id() AND k.user_id = p_user_id))
    FROM organization_policies p
    WHERE p.tenant_id = foyer.tenant_id() AND p.organization_id = p_organization_id
      AND p.second_factor_from IS NOT NULL
      AND NOT foyer.has_second_factor(p_organization_id, p_connection_id, p_session_id));
END $$;

-- The names of the organizations of the person of the access that require a second factor, now or later: at most ten. No
-- other kind of access gets any.
CREATE FUNCTION foyer.organizations_requiring_second_factor() RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
  kind text := foyer.access_kind();
  names text[];
BEGIN
  IF kind <> 'self' THEN
    RETURN '{}';
  END IF;
  PERFORM set_config('app.kind', 'system', true);
  names := ARRAY(
    SELECT o.display_name
    FROM members m
    JOIN organization_policies p ON p.tenant_id = foyer.tenant_id() AND p.organization_id = m.organization_id
      AND p.second_factor_from IS NOT NULL
    JOIN organizations o ON o.tenant_id = foyer.tenant_id() AND o.id = m.organization_id AND o.deleted_at IS NULL
    WHERE m.tenant_id = foyer.tenant_id() AND m.user_id = foyer.user_id() AND m.suspended_at IS NULL
    ORDER BY o.display_name, o.id LIMIT 10);
  PERFORM set_config('app.kind', kind, true);
  RETURN names;
END $$;

-- Whether this user could sign in to the organization with a second factor: by an app, by a passkey where it takes them, or
-- by one of its own connections.
CREATE FUNCTION foyer.can_use_second_factor(p_organization_id text, p_user_id text, p_takes_passkeys boolean)
RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (SELECT FROM authenticators a WHERE a.tenant_id = foyer.tenant_id() AND a.user_id = p_user_id)
    OR (p_takes_passkeys AND EXISTS (
      SELECT FROM passkeys k WHERE k.tenant_id = foyer.tenant_id() AND k.user_id = p_user_id))
    OR EXISTS (
      SELECT FROM identities i
      JOIN connections c ON c.tenant_id = foyer.tenant_id() AND c.id = i.connection_id
        AND c.organization_id = p_organization_id
      WHERE i.tenant_id = foyer.tenant_id() AND i.user_id = p_user_id);
END $$;

-- Of the 1,000 members of the organization of the access who follow this user id, those who cannot use a second factor
-- there, at most p_take: {examined, count, people: [{id, name, email, picture}], next}. next is where to go on, null at the end.
-- count is right where p_take is 0 alone: then all are counted and none is shown.
CREATE FUNCTION foyer.members_without_second_factor(p_after text, p_take integer) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  kind text := foyer.access_kind();
  takes_passkeys boolean;
  found jsonb;
BEGIN
  IF kind NOT IN ('organization', 'tenant') THEN
    RETURN '{"examined": 0, "count": 0, "people": [], "next": null}';
  END IF;
  PERFORM set_config('app.kind', 'system', true);
  takes_passkeys := EXISTS (
    SELECT FROM enabled_connections e
    JOIN connections c ON c.tenant_id = foyer.tenant_id() AND c.id = e.connection_id AND c.strategy = 'passkey'
    WHERE e.tenant_id = foyer.tenant_id() AND e.organization_id = foyer.organization_id() AND e.is_enabled);
  WITH examined AS MATERIALIZED (
    SELECT m.user_id FROM members m
    WHERE m.tenant_id = foyer.tenant_id() AND m.organization_id = foyer.organization_id() AND m.user_id > p_after
    ORDER BY m.user_id LIMIT 1000
  ), lacking AS MATERIALIZED (
    SELECT e.user_id FROM examined e
    WHERE NOT foyer.can_use_second_factor(foyer.organization_id(), e.user_id, takes_passkeys)
    ORDER BY e.user_id LIMIT CASE WHEN p_take > 0 THEN p_take + 1 END
  ), shown AS (
    SELECT l.user_id FROM lacking l ORDER BY l.user_id LIMIT p_take
  )
  SELECT jsonb_build_object('examined', (SELECT count(*) FROM examined), 'count', (SELECT count(*) FROM lacking),
    'people', (
      SELECT coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name, 'email', u.email, 'picture', u.picture)
        ORDER BY u.id), '[]')
      FROM shown s JOIN users u ON u.tenant_id = foyer.tenant_id() AND u.id = s.user_id),
    'next', CASE
      WHEN (SELECT count(*) FROM lacking) > p_take THEN (SELECT max(s.user_id) FROM shown s)
      WHEN (SELECT count(*) FROM examined) = 1000 THEN (SELECT max(e.user_id) FROM examined e) END) INTO found;
  PERFORM set_config('app.kind', kind, true);
  RETURN found;
END $$;

DROP FUNCTION foyer.organization_admits(text, text, text, timestamptz, text);

-- Why a user who signed in at that time by that connection cannot enter the organization now, or null: also because it
-- requires another one of them, or by a policy (see foyer.policy_refusal). The session: also the one from which a sign-in
-- to an application comes; p_is_session says that it is the session itself.
CREATE FUNCTION foyer.organization_admits(
  p_organization_id text, p_user_id text, p_connection_id text, p_signed_in_at timestamptz, p_session_id text,
  p_is_session boolean DEFAULT false
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
    RETURN foyer.policy_refusal(
      p_organization_id, p_user_id, p_connection_id, p_signed_in_at, p_session_id, p_is_session);
  END IF;
  RETURN 'connection';
END $$;

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
        p_organization_id, p_user_id, active.connection_id, active.created_at, p_session_id, true);
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

-- A sign-in that does not meet a policy of the organization is asked for again.
CREATE OR REPLACE FUNCTION foyer.begin_request(p_context jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  is_bound boolean := p_context->>'kind' = 'organization';
  status record;
BEGIN
  PERFORM set_config('app.tenant_id', p_context->>'tenant', true), set_config('app.kind', p_context->>'kind', true),
    set_config('app.organization_id', coalesce(p_context->>'organization', ''), true),
    set_config('app.user_id', coalesce(p_context->>'user', ''), true),
    set_config('app.subject', coalesce(p_context->>'subject', ''), true),
    set_config('app.caller', coalesce(p_context->>'caller', '{}'), true);
  IF p_context->>'keepsPlans' = 'true' THEN
    PERFORM set_config('plan_cache_mode', 'force_generic_plan', true);
  END IF;
  IF p_context->'caller' IS NULL THEN
    RETURN;
  END IF;
  SELECT * INTO status FROM foyer.caller_status(
    CASE WHEN is_bound THEN p_context->>'organization' END, p_context->>'user', p_context->'caller');
  IF status.refusal IN ('session', 'connection', 'time', 'factor') THEN
    RAISE EXCEPTION 'sign in again' USING ERRCODE = 'FY401';
  ELSIF status.refusal IS NOT NULL THEN
    RAISE EXCEPTION 'not found' USING ERRCODE = 'FY404';
  ELSIF NOT ARRAY(SELECT jsonb_array_elements_text(p_context->'needed')) <@ status.permissions THEN
    -- The token of an application says more than its grant does by now. A person sees the same as a stranger.
    IF p_context->'caller'->>'client' IS NOT NULL THEN
      RAISE EXCEPTION 'missing permission' USING ERRCODE = 'FY403';
    END IF;
    RAISE EXCEPTION 'not found' USING ERRCODE = 'FY404';
  ELSIF p_context->>'kind' = 'tenant' AND p_context->>'organization' IS NOT NULL AND NOT EXISTS (
    SELECT FROM organizations o
    WHERE o.tenant_id = p_context->>'tenant' AND o.id = p_context->>'organization' AND o.deleted_at IS NULL) THEN
    RAISE EXCEPTION 'not found' USING ERRCODE = 'FY404';
  END IF;
END $$;

-- What tokens say about a user, or why the user cannot have any now: refusal 'user', 'member', 'connection', 'time',
-- 'factor' or 'application'. p_sign_in: {userId, organizationId, connectionId, clientId, sessionId, since, isSession}
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
    p_sign_in->>'sessionId', coalesce((p_sign_in->>'isSession')::boolean, false));
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

-- Notes that a session was used now, and in which organization, or null. At most once a minute. Locks the organization
-- first, as changes do, and skips the session and the member where they are locked.
CREATE OR REPLACE FUNCTION foyer.note_activity(p_user_id text, p_session_id text, p_organization_id text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM organizations o
    WHERE o.tenant_id = foyer.tenant_id() AND o.id = p_organization_id FOR KEY SHARE;
  UPDATE sessions
  SET last_seen_at = now(),
    longest_idle_seconds = greatest(longest_idle_seconds, extract(epoch FROM now() - last_seen_at)::integer)
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

-- Whose session it is and the organization where they land, or null where the session is not active. For a page also
-- their permissions at tenant level, the organizations that they can switch to and, for the organization with the slug,
-- whether they can enter it now and with which permissions. isSeenLongAgo: call foyer.note_seen. What is open as support
-- counts for pages alone: it is never where the session lands. requiredConnectionId: by which they can enter, if by one
-- alone. bypassedConnectionId, missingSecondFactor: see foyer.unrecorded_bypass and foyer.missing_second_factor.
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
        active.organization_id, p_user_id, active.connection_id, active.created_at, active.id, true) IS NULL THEN (
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
      foyer.organization_admits(o.id, p_user_id, active.connection_id, active.created_at, active.id, true) END AS refusal
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
    'missingSecondFactor', CASE WHEN entry.support_ends_at IS NULL THEN
      foyer.missing_second_factor(entry.id, p_user_id, active.connection_id, active.id) END,
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
