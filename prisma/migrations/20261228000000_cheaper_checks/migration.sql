-- Fewer statements for what each request asks: a statement in a function costs 8 µs or more.

-- Locks the session or authorization by which a user acts, and the session on which the authorization depends. The session’s
-- id is read before, since PostgreSQL uses no index below a policy for what coalesce() or a function returns.
CREATE OR REPLACE FUNCTION foyer.lock_sign_in(p_caller jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  authorization_id text := p_caller->>'authorization';
  session_id text := p_caller->>'session';
BEGIN
  IF authorization_id IS NOT NULL THEN
    SELECT a.session_id INTO session_id FROM authorizations a
    WHERE a.tenant_id = foyer.tenant_id() AND a.id = authorization_id AND NOT a.offline;
  END IF;
  PERFORM FROM sessions s WHERE s.tenant_id = foyer.tenant_id() AND s.id = session_id FOR SHARE;
  IF authorization_id IS NOT NULL THEN
    PERFORM FROM authorizations a
      WHERE a.tenant_id = foyer.tenant_id() AND a.id = authorization_id FOR SHARE;
  END IF;
END $$;

-- Locks users or roles in the order of their ids: those that the change alters FOR NO KEY UPDATE, the others FOR SHARE.
-- Each statement is written out, since EXECUTE plans it at every call. Few are shared, and thousands may be altered: those
-- between two shared ones are locked by one statement.
CREATE OR REPLACE FUNCTION foyer.lock_rows(p_table regclass, p_shared text[], p_altered text[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  altered text[] := array_remove(p_altered, NULL);
  shared text[] := array_remove(p_shared, NULL);
  locked_up_to text := '';
  shared_id text;
BEGIN
  IF shared <@ altered THEN
    shared := '{}';
  ELSIF cardinality(shared) > 1 OR cardinality(altered) > 0 THEN
    shared := ARRAY(SELECT DISTINCT s.id FROM unnest(shared) AS s (id) WHERE s.id <> ALL (altered) ORDER BY 1);
  END IF;
  FOREACH shared_id IN ARRAY shared || NULL::text LOOP
    IF cardinality(altered) > 0 THEN
      IF p_table = 'users'::regclass THEN
        PERFORM FROM users u
        WHERE u.tenant_id = foyer.tenant_id() AND u.id = ANY (altered) AND u.id > locked_up_to
          AND (shared_id IS NULL OR u.id < shared_id)
        ORDER BY u.id FOR NO KEY UPDATE;
      ELSE
        PERFORM FROM roles r
        WHERE r.tenant_id = foyer.tenant_id() AND r.id = ANY (altered) AND r.id > locked_up_to
          AND (shared_id IS NULL OR r.id < shared_id)
        ORDER BY r.id FOR NO KEY UPDATE;
      END IF;
    END IF;
    EXIT WHEN shared_id IS NULL;
    IF p_table = 'users'::regclass THEN
      PERFORM FROM users u WHERE u.tenant_id = foyer.tenant_id() AND u.id = shared_id FOR SHARE;
    ELSE
      PERFORM FROM roles r WHERE r.tenant_id = foyer.tenant_id() AND r.id = shared_id FOR SHARE;
    END IF;
    locked_up_to := shared_id;
  END LOOP;
END $$;

-- Locks what the permissions of a user depend on: the member, its roles there and, where they count (by inheritance or
-- for support), the roles at tenant level and the tenant's flag. Direct permissions and roles at tenant level change only
-- under the lock of the user's row; a support access is ended under the lock of the organization.
CREATE OR REPLACE FUNCTION foyer.lock_user_permissions(
  p_bound_organization_id text, p_user_id text, p_altered_roles text[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  counts record;
  held text[] := '{}';
BEGIN
  SELECT t.inherit_global_permissions_in_organizations AS by_inheritance, EXISTS (
      SELECT FROM support_accesses a
      WHERE a.tenant_id = t.id AND a.organization_id = p_bound_organization_id AND a.user_id = p_user_id) AS for_support
  INTO counts
  FROM tenants t WHERE t.id = foyer.tenant_id();
  IF p_bound_organization_id IS NOT NULL THEN
    PERFORM FROM members m
      WHERE m.tenant_id = foyer.tenant_id() AND m.organization_id = p_bound_organization_id AND m.user_id = p_user_id
      FOR SHARE;
    held := ARRAY(
      SELECT mr.role_id FROM member_roles mr
      WHERE mr.tenant_id = foyer.tenant_id() AND mr.organization_id = p_bound_organization_id AND mr.user_id = p_user_id
      ORDER BY mr.role_id FOR SHARE);
  END IF;
  IF p_bound_organization_id IS NULL OR counts.by_inheritance OR counts.for_support THEN
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
  IF p_bound_organization_id IS NOT NULL AND counts.by_inheritance THEN
    PERFORM FROM tenants t WHERE t.id = foyer.tenant_id() FOR SHARE;
  END IF;
END $$;

-- Whether a session, or a sign-in to an application that comes from it, has ended in an organization alone: for everyone
-- there (organizations.sessions_from), or this one (member_sessions.ended_at).
CREATE FUNCTION foyer.has_session_ended(p_sessions_from timestamptz, p_ended_at timestamptz, p_signed_in_at timestamptz)
RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT p_ended_at IS NOT NULL OR coalesce(p_signed_in_at < p_sessions_from, false)
$$;

-- The sessions of a member that were used in the organization of the access and may still be, the one used last first:
-- those of a refresh token for it, and those that this organization alone has not seen idle for too long. Whether and
-- when a session was used or ended elsewhere does not show. Of the session itself only the browser.
CREATE OR REPLACE FUNCTION foyer.list_member_sessions(p_user_id text) RETURNS jsonb LANGUAGE plpgsql AS $$
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
      JOIN organizations o ON o.tenant_id = foyer.tenant_id() AND o.id = a.organization_id
      JOIN tenants t ON t.id = foyer.tenant_id()
      WHERE a.tenant_id = foyer.tenant_id() AND a.organization_id = foyer.organization_id() AND a.user_id = p_user_id
        AND NOT foyer.has_session_ended(o.sessions_from, a.ended_at, s.created_at)
        AND ((s.expires_at > now() AND a.last_active_at > now() - make_interval(mins => t.session_idle_minutes))
          OR EXISTS (
            SELECT FROM authorizations z
            WHERE z.tenant_id = foyer.tenant_id() AND z.session_id = s.id AND z.organization_id = a.organization_id
              AND z.offline AND foyer.is_authorization_active(z.id)))
      ORDER BY a.last_active_at DESC, s.id LIMIT 100) l);
  PERFORM set_config('app.kind', kind, true);
  RETURN found;
END $$;

-- Why a user who signed in at that time by that connection cannot enter the organization now, or null: also because it
-- requires another one of them, because the provider is not trusted with their permissions, or by a policy (see
-- foyer.policy_refusal). The session: also the one from which a sign-in to an application comes; p_is_session says that it
-- is the session itself. Most organizations require no connection and have no policy: for them one statement is
-- enough.
CREATE OR REPLACE FUNCTION foyer.organization_admits(
  p_organization_id text, p_user_id text, p_connection_id text, p_signed_in_at timestamptz, p_session_id text,
  p_is_session boolean DEFAULT false
) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  entry record;
BEGIN
  SELECT m.user_id IS NOT NULL AS is_member,
    e.connection_id IS NOT NULL
      AND NOT foyer.has_session_ended(o.sessions_from, a.ended_at, p_signed_in_at) AS is_sign_in_allowed,
    EXISTS (
      SELECT FROM enabled_connections r
      WHERE r.tenant_id = foyer.tenant_id() AND r.organization_id = o.id AND r.is_required) AS requires_connection,
    -- Some other kinds of access do not see the policy.
    NOT foyer.is_tenant_wide() OR EXISTS (
      SELECT FROM organization_policies p
      WHERE p.tenant_id = foyer.tenant_id() AND p.organization_id = o.id) AS may_have_policy,
    c.id IS NOT NULL AS is_own_connection, c.options->'trust' AS trust
  INTO entry
  FROM organizations o
  LEFT JOIN members m ON m.tenant_id = foyer.tenant_id() AND m.organization_id = o.id AND m.user_id = p_user_id
    AND m.suspended_at IS NULL
  LEFT JOIN member_sessions a ON a.tenant_id = foyer.tenant_id() AND a.session_id = p_session_id
    AND a.organization_id = o.id
  LEFT JOIN enabled_connections e ON e.tenant_id = foyer.tenant_id() AND e.organization_id = o.id
    AND e.connection_id = p_connection_id AND e.is_enabled
  LEFT JOIN connections c ON c.tenant_id = foyer.tenant_id() AND c.id = e.connection_id AND c.organization_id = o.id
  WHERE o.tenant_id = foyer.tenant_id() AND o.id = p_organization_id
    AND o.deleted_at IS NULL AND o.suspended_at IS NULL;
  IF NOT FOUND THEN
    RETURN 'member';
  ELSIF NOT entry.is_member AND NOT EXISTS (
    SELECT FROM foyer.effective_permissions(p_user_id, p_organization_id, foyer.portal_api_id())) THEN
    RETURN 'member';
  ELSIF NOT entry.is_sign_in_allowed THEN
    RETURN 'connection';
  ELSIF entry.requires_connection AND foyer.required_connection(p_organization_id, p_user_id) <> p_connection_id THEN
    RETURN 'connection';
  ELSIF entry.is_own_connection
    AND NOT foyer.is_provider_trusted(entry.trust, p_organization_id, p_user_id) THEN
    RETURN 'connection';
  ELSIF entry.may_have_policy THEN
    RETURN foyer.policy_refusal(
      p_organization_id, p_user_id, p_connection_id, p_signed_in_at, p_session_id, p_is_session);
  END IF;
  RETURN NULL;
END $$;

DROP FUNCTION foyer.has_session_ended(text, text, timestamptz);

-- The permissions that a user has on one API, by which role, and whether they are inherited from tenant level: as a
-- member of an organization, or at tenant level where p_organization_id is null.
CREATE OR REPLACE FUNCTION foyer.effective_permissions(p_user_id text, p_organization_id text, p_api_id text)
RETURNS TABLE (permission text, role_id text, inherited boolean) LANGUAGE plpgsql STABLE ROWS 20 AS $$
DECLARE
  membership record;
BEGIN
  IF p_organization_id IS NULL THEN
    RETURN QUERY SELECT t.permission, t.role_id, false FROM foyer.tenant_permissions(p_user_id, p_api_id) t;
    RETURN;
  END IF;
  SELECT m.user_id IS NOT NULL AS is_member, m.suspended_at IS NOT NULL AS is_suspended, (
      SELECT t.inherit_global_permissions_in_organizations FROM tenants t WHERE t.id = foyer.tenant_id()) AS inherits, (
      SELECT a.is_portal FROM apis a WHERE a.tenant_id = foyer.tenant_id() AND a.id = p_api_id) AS is_portal
  INTO membership
  FROM organizations o
  JOIN users u ON u.tenant_id = foyer.tenant_id() AND u.id = p_user_id AND NOT u.blocked
  LEFT JOIN members m ON m.tenant_id = foyer.tenant_id() AND m.organization_id = o.id AND m.user_id = p_user_id
  WHERE o.tenant_id = foyer.tenant_id() AND o.id = p_organization_id
    AND o.deleted_at IS NULL AND o.suspended_at IS NULL;
  IF NOT FOUND OR membership.is_suspended THEN
    RETURN;
  END IF;
  -- Only those of the Management API have a level.
  IF membership.is_member AND membership.is_portal THEN
    RETURN QUERY
    SELECT rp.name, rp.role_id, false
    FROM member_roles mr
    JOIN role_permissions rp ON rp.tenant_id = foyer.tenant_id() AND rp.role_id = mr.role_id AND rp.api_id = p_api_id
    JOIN permissions p ON p.tenant_id = foyer.tenant_id() AND p.api_id = p_api_id AND p.name = rp.name
      AND p.level = 'organization'
    WHERE mr.tenant_id = foyer.tenant_id() AND mr.organization_id = p_organization_id AND mr.user_id = p_user_id;
  ELSIF membership.is_member THEN
    RETURN QUERY
    SELECT rp.name, rp.role_id, false
    FROM member_roles mr
    JOIN role_permissions rp ON rp.tenant_id = foyer.tenant_id() AND rp.role_id = mr.role_id AND rp.api_id = p_api_id
    WHERE mr.tenant_id = foyer.tenant_id() AND mr.organization_id = p_organization_id AND mr.user_id = p_user_id;
  END IF;
  IF membership.inherits AND (membership.is_member OR foyer.can_enter_any_organization(p_user_id)) THEN
    RETURN QUERY SELECT t.permission, t.role_id, true FROM foyer.tenant_permissions(p_user_id, p_api_id) t;
  END IF;
END $$;

-- Those permissions that are among the scopes, in their order.
CREATE OR REPLACE FUNCTION foyer.limit_to_scopes(p_permissions text[], p_scopes jsonb)
RETURNS text[] LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN ARRAY(
    SELECT p.name FROM unnest(p_permissions) WITH ORDINALITY AS p (name, position)
    WHERE p.name IN (SELECT jsonb_array_elements_text(p_scopes)) ORDER BY p.position);
END $$;

-- The organization that an application names by id or, if p_by_name, by slug, unless it is suspended or deleted.
CREATE OR REPLACE FUNCTION foyer.named_organization(p_name text, p_by_name boolean)
RETURNS TABLE (id text, slug text) LANGUAGE plpgsql STABLE ROWS 1 AS $$
BEGIN
  IF p_name IS NULL THEN
    RETURN;
  ELSIF p_by_name AND NOT starts_with(p_name, 'org_') THEN
    RETURN QUERY
    SELECT o.id, o.slug FROM organizations o
    WHERE o.tenant_id = foyer.tenant_id() AND o.deleted_at IS NULL AND o.suspended_at IS NULL AND o.slug = lower(p_name);
  ELSE
    RETURN QUERY
    SELECT o.id, o.slug FROM organizations o
    WHERE o.tenant_id = foyer.tenant_id() AND o.deleted_at IS NULL AND o.suspended_at IS NULL AND o.id = p_name;
  END IF;
END $$;

-- An authorization, if it is active: neither revoked nor expired, the user not blocked, and, unless it is offline, its
-- session active.
DROP FUNCTION foyer.active_authorization(text);
CREATE FUNCTION foyer.active_authorization(p_authorization_id text)
RETURNS TABLE (user_id text, client_id text, connection_id text, session_id text, organization_id text, offline boolean,
  payload jsonb, signed_in_at timestamptz)
LANGUAGE plpgsql STABLE ROWS 1 AS $$
BEGIN
  RETURN QUERY
  SELECT a.user_id, a.client_id, a.connection_id, a.session_id, a.organization_id, a.offline, a.payload,
    coalesce((a.payload->>'signed_in_at')::timestamptz, a.created_at)
  FROM authorizations a
  JOIN users u ON u.tenant_id = foyer.tenant_id() AND u.id = a.user_id
    AND NOT u.blocked AND u.email_verified_at IS NOT NULL
  WHERE a.tenant_id = foyer.tenant_id() AND a.id = p_authorization_id
    AND a.revoked_at IS NULL AND a.expires_at > now()
    AND (a.offline OR EXISTS (
      SELECT FROM sessions s
      JOIN tenants t ON t.id = foyer.tenant_id()
      WHERE s.tenant_id = foyer.tenant_id() AND s.id = a.session_id AND s.ended_at IS NULL AND s.expires_at > now()
        AND s.last_seen_at > now() - make_interval(mins => t.session_idle_minutes)));
END $$;

-- An authorization if it is active, or null.
CREATE OR REPLACE FUNCTION foyer.active_authorization_json(p_authorization_id text)
RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_build_object('id', p_authorization_id, 'userId', a.user_id, 'clientId', a.client_id,
      'connectionId', a.connection_id, 'sessionId', a.session_id, 'organizationId', a.organization_id,
      'offline', a.offline, 'payload', a.payload, 'since', a.signed_in_at)
    FROM foyer.active_authorization(p_authorization_id) a);
END $$;

-- What the OpenID provider stored under this hash as one of these kinds, with its authorization; null where there is
-- none, or its authorization is not active. Plans are kept: one fits all hashes.
CREATE OR REPLACE FUNCTION foyer.find_artifact(p_tenant_id text, p_kinds text[], p_hash text)
RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id, true), set_config('app.kind', 'system', true),
    set_config('plan_cache_mode', 'force_generic_plan', true);
  RETURN (
    SELECT jsonb_build_object(
      'kind', t.kind, 'payload', t.payload, 'consumedAt', t.consumed_at, 'authorization', a.found)
    FROM token_artifacts t
    -- Without OFFSET the function would be called for each use of its result.
    CROSS JOIN LATERAL (SELECT foyer.active_authorization_json(t.authorization_id) AS found OFFSET 0) a
    WHERE t.tenant_id = p_tenant_id AND t.kind = ANY (p_kinds) AND t.id_hash = p_hash AND t.expires_at > now()
      AND (t.authorization_id IS NULL OR a.found IS NOT NULL)
    LIMIT 1);
END $$;

-- The connection that the organization requires of this owner’s address, if the session is by another one and the audit
-- log does not show yet that it entered so; else null. Most organizations require none.
CREATE OR REPLACE FUNCTION foyer.unrecorded_bypass(p_organization_id text, p_user_id text, p_session_id text)
RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM enabled_connections e
    WHERE e.tenant_id = foyer.tenant_id() AND e.organization_id = p_organization_id AND e.is_required) THEN
    RETURN NULL;
  END IF;
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

-- What tokens say about a user, or why the user cannot have any now: refusal 'user', 'member', 'connection', 'time',
-- 'factor' or 'application'. p_sign_in: {userId, organizationId, connectionId, clientId, sessionId, since, isSession}.
-- bypassedConnectionId, in an organization: see foyer.unrecorded_bypass.
CREATE OR REPLACE FUNCTION foyer.account(p_sign_in jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  user_id text := p_sign_in->>'userId';
  organization_id text := p_sign_in->>'organizationId';
  account jsonb;
  refusal text;
BEGIN
  SELECT jsonb_build_object('id', u.id, 'email', u.email, 'name', u.name, 'picture', u.picture, 'emailVerified', true,
      'updatedAt', u.updated_at, 'organization', (
        SELECT jsonb_build_object('id', o.id, 'slug', o.slug)
        FROM organizations o WHERE o.tenant_id = foyer.tenant_id() AND o.id = organization_id)) INTO account
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
  RETURN jsonb_build_object('refusal', NULL, 'account', account, 'bypassedConnectionId',
    foyer.unrecorded_bypass(organization_id, user_id, p_sign_in->>'sessionId'));
END $$;

-- The scopes that tokens of users can have on the API with this identifier, by the grants of all of these applications, or
-- null if none limits them. p_audience null: on the My Organization API, which has no row.
CREATE OR REPLACE FUNCTION foyer.user_grant(p_client_ids text[], p_audience text)
RETURNS text[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  -- Most applications have no such grant.
  IF NOT EXISTS (
    SELECT FROM client_grants g
    WHERE g.tenant_id = foyer.tenant_id() AND g.client_id = ANY (p_client_ids) AND g.subject_type = 'user') THEN
    RETURN NULL;
  END IF;
  RETURN (
    WITH grants AS (
      SELECT g.scope FROM client_grants g
      JOIN tenants t ON t.id = g.tenant_id
      LEFT JOIN apis a ON a.tenant_id = g.tenant_id AND a.id = g.api_id
      WHERE g.tenant_id = foyer.tenant_id() AND g.client_id = ANY (p_client_ids) AND g.subject_type = 'user'
        AND coalesce(a.identifier, t.url || '/my-org/') = coalesce(p_audience, t.url || '/my-org/'))
    SELECT CASE WHEN EXISTS (SELECT FROM grants) THEN ARRAY(
      SELECT s.name FROM grants one CROSS JOIN LATERAL (SELECT DISTINCT name FROM unnest(one.scope) AS scope (name)) s
      GROUP BY s.name HAVING count(*) = (SELECT count(*) FROM grants)) END);
END $$;

-- These two see what their caller sees, as of the same moment. foyer.find_account relies on it.
ALTER FUNCTION foyer.is_provider_trusted(jsonb, text, text) STABLE;
ALTER FUNCTION foyer.policy_refusal(text, text, text, timestamptz, text, boolean) STABLE;

DROP FUNCTION foyer.sign_in_permissions(jsonb, text);
-- The permissions of the user of a sign-in on an API, sorted.
CREATE FUNCTION foyer.sign_in_permissions(p_sign_in jsonb, p_api_id text) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN ARRAY(
    SELECT DISTINCT e.permission
    FROM foyer.effective_permissions(p_sign_in->>'userId', p_sign_in->>'organizationId', p_api_id) e ORDER BY 1);
END $$;

-- What tokens say about a user or why the user cannot have any now, as foyer.account(); the API with the identifier
-- p_audience, or null; and the permissions of the user on it, null where there is no API or the user is refused.
-- managementPermissions: those on the Management API in the organization, where p_sign_in says withManagementPermissions, it
-- has an organization, and its application may use the My Organization API; null otherwise. granted, myOrganizationGranted:
-- as foyer.user_grant(), of the API and of the My Organization API, by the application of the sign-in and the one that gets
-- the token (p_sign_in.issuedTo). STABLE, as all that it calls, so that it reads everything as of one moment: permissions never
-- mix with an access right that has changed meanwhile. Plans are kept: one fits all users.
CREATE OR REPLACE FUNCTION foyer.find_account(p_tenant_id text, p_sign_in jsonb, p_audience text)
RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  standing jsonb;
  audience jsonb;
  permissions text[];
  management text[];
  clients text[] := array_remove(ARRAY[p_sign_in->>'clientId', p_sign_in->>'issuedTo'], NULL);
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id, true), set_config('app.kind', 'system', true),
    set_config('plan_cache_mode', 'force_generic_plan', true);
  standing := foyer.account(p_sign_in);
  SELECT to_jsonb(a) INTO audience FROM foyer.audience(p_audience) a;
  IF standing->>'refusal' IS NULL AND audience IS NOT NULL THEN
    permissions := foyer.sign_in_permissions(p_sign_in, audience->>'id');
  END IF;
  IF (p_sign_in->>'withManagementPermissions')::boolean AND standing->>'refusal' IS NULL
    AND p_sign_in->>'organizationId' IS NOT NULL AND EXISTS (
      SELECT FROM clients c
      WHERE c.tenant_id = foyer.tenant_id() AND c.id = p_sign_in->>'clientId' AND c.my_organization_configuration <> '{}') THEN
    management := foyer.sign_in_permissions(p_sign_in, foyer.portal_api_id());
  END IF;
  RETURN standing || jsonb_build_object('audience', audience, 'permissions', permissions,
    'managementPermissions', management,
    'granted', foyer.user_grant(clients, p_audience),
    'myOrganizationGranted', foyer.user_grant(clients, NULL));
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
  SELECT s.id, s.connection_id, s.amr, s.auth_time, s.expires_at, s.created_at, u.email, u.name, u.picture, o.id AS organization_id,
    o.slug, o.display_name, s.last_seen_at < now() - interval '1 minute' AS is_seen_long_ago INTO active
  FROM sessions s
  JOIN users u ON u.tenant_id = p_tenant_id AND u.id = s.user_id
    AND NOT u.blocked AND u.email_verified_at IS NOT NULL
  JOIN tenants t ON t.id = p_tenant_id
  LEFT JOIN organizations o ON o.tenant_id = p_tenant_id AND o.id = s.organization_id
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
        active.organization_id, p_user_id, active.connection_id, active.created_at, active.id, true) IS NULL THEN
        jsonb_build_object('id', active.organization_id, 'slug', active.slug, 'displayName', active.display_name) END),
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

-- Plans are kept before the locks, too: PostgreSQL planned those of a user, a session and an authorization at each call.
CREATE OR REPLACE FUNCTION foyer.begin_change(p_context jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  organization text := p_context->>'organization';
  bound_organization text := CASE WHEN p_context->>'kind' = 'organization' THEN organization END;
  acting_user text := p_context->>'user';
  locks jsonb := p_context->'locks';
  users text[] := '{}';
  roles text[] := '{}';
BEGIN
  IF p_context->'caller' IS NULL THEN
    PERFORM foyer.begin_request(p_context);
    RETURN;
  END IF;
  PERFORM set_config('app.tenant_id', p_context->>'tenant', true), set_config('app.kind', 'system', true);
  IF p_context->>'keepsPlans' = 'true' THEN
    PERFORM set_config('plan_cache_mode', 'force_generic_plan', true);
  END IF;
  IF locks ? 'users' THEN
    users := ARRAY(SELECT jsonb_array_elements_text(locks->'users'));
  END IF;
  IF locks ? 'roles' THEN
    roles := ARRAY(SELECT jsonb_array_elements_text(locks->'roles'));
  END IF;
  IF locks->>'organization' = 'update' THEN
    PERFORM FROM organizations o WHERE o.tenant_id = foyer.tenant_id() AND o.id = organization FOR UPDATE;
  ELSE
    PERFORM FROM organizations o WHERE o.tenant_id = foyer.tenant_id() AND o.id = organization FOR SHARE;
  END IF;
  -- Only ordinary changes in organizations can run at the same time: all others may alter the user's own rows.
  IF acting_user IS NOT NULL AND (bound_organization IS NULL OR locks->>'organization' = 'update') THEN
    users := users || acting_user;
  END IF;
  -- Read under the lock of the organization, so that no other change adds to them.
  IF locks->'directoryUsers' IS NOT NULL OR locks->'directoryGroups' IS NOT NULL THEN
    users := users || foyer.directory_members(organization, locks->'directoryUsers', locks->'directoryGroups');
  END IF;
  IF acting_user IS NOT NULL OR users <> '{}' THEN
    PERFORM foyer.lock_rows('users', ARRAY[acting_user], users);
  END IF;
  IF acting_user IS NULL THEN
    IF p_context->'caller' ? 'client' THEN
      PERFORM foyer.lock_client_grant(bound_organization, p_context->'caller'->>'client');
    ELSIF p_context->'caller' ? 'directory' THEN
      PERFORM foyer.lock_directory(bound_organization, p_context->'caller');
    ELSIF p_context->'caller' ? 'ssoTicket' THEN
      PERFORM foyer.lock_sso_ticket(p_context->'caller'->>'ssoTicket');
    END IF;
    IF roles <> '{}' THEN
      PERFORM foyer.lock_rows('roles', '{}', roles);
    END IF;
  ELSE
    PERFORM foyer.lock_sign_in(p_context->'caller');
    IF p_context->>'kind' <> 'self' THEN
      PERFORM foyer.lock_user_permissions(bound_organization, acting_user, roles);
    END IF;
  END IF;
  PERFORM foyer.begin_request(p_context);
  PERFORM set_config('app.organization_lock',
      CASE WHEN organization IS NULL THEN '' ELSE coalesce(locks->>'organization', 'share') END, true),
    set_config('app.kind', CASE WHEN locks->>'as_system' = 'true' THEN 'system' ELSE p_context->>'kind' END, true);
END $$;

-- Why a caller may not act, and their permissions; with p_needed possibly only those of p_needed that they have.
CREATE OR REPLACE FUNCTION foyer.caller_status(
  p_bound_organization_id text, p_user_id text, p_caller jsonb, p_needed text[] DEFAULT NULL
)
RETURNS TABLE (refusal text, permissions text[]) LANGUAGE plpgsql STABLE ROWS 1 AS $$
DECLARE
  active record;
BEGIN
  IF p_caller->>'session' IS NOT NULL THEN
    SELECT s.refusal, s.permissions INTO refusal, permissions
    FROM foyer.session_status(
      p_bound_organization_id, p_user_id, p_caller->>'session', p_needed IS DISTINCT FROM '{}') s;
  ELSIF p_caller->>'authorization' IS NOT NULL THEN
    SELECT a.client_id, a.connection_id, a.signed_in_at, a.session_id INTO active
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
  ELSIF p_caller->>'directory' IS NOT NULL THEN
    permissions := foyer.directory_permissions(
      p_bound_organization_id, p_caller->>'directory', p_caller->>'token');
    IF permissions IS NULL THEN
      refusal := 'session';
    END IF;
  ELSIF p_caller->>'ssoTicket' IS NOT NULL THEN
    permissions := '{}';
    IF NOT foyer.is_sso_ticket_live(
      p_bound_organization_id, p_caller->>'ssoTicket', p_caller->>'connection') THEN
      refusal := 'ticket';
    END IF;
  ELSE
    permissions := foyer.client_permissions(p_caller, p_bound_organization_id, p_needed);
    IF permissions IS NULL THEN
      refusal := 'session';
    END IF;
  END IF;
  IF refusal IS NULL AND p_caller->'scopes' IS NOT NULL THEN
    permissions := foyer.limit_to_scopes(permissions, p_caller->'scopes');
  END IF;
  RETURN NEXT;
END $$;

-- What an application may do as itself on the API with this identifier, in the organization that it names by id or, if
-- p_by_name, by slug: the API, the organization and the grant, each null where there is none. The My Organization API has
-- no row, so only its grant is found. Plans are kept: one fits all applications.
CREATE OR REPLACE FUNCTION foyer.client_access(
  p_tenant_id text, p_client_id text, p_audience text, p_organization text, p_by_name boolean
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  named record;
  is_my_organization boolean;
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id, true), set_config('app.kind', 'system', true),
    set_config('plan_cache_mode', 'force_generic_plan', true);
  SELECT * INTO named FROM foyer.named_organization(p_organization, p_by_name);
  SELECT t.url || '/my-org/' = p_audience INTO is_my_organization FROM tenants t WHERE t.id = p_tenant_id;
  RETURN jsonb_build_object(
    'organization', CASE WHEN named.id IS NOT NULL THEN jsonb_build_object('id', named.id, 'slug', named.slug) END,
    'audience', (SELECT to_jsonb(a) FROM foyer.audience(p_audience) a),
    'grant', (
      SELECT jsonb_build_object('scope', coalesce(g.scope, '{}'), 'organizationUsage', g.organization_usage,
        'allowAnyOrganization', g.allow_any_organization, 'includesOrganization', EXISTS (
          SELECT FROM client_grant_organizations c
          WHERE c.tenant_id = p_tenant_id AND c.grant_id = g.id AND c.organization_id = named.id))
      FROM client_grants g
      WHERE g.tenant_id = p_tenant_id AND g.client_id = p_client_id AND g.subject_type = 'client' AND CASE
        WHEN is_my_organization THEN g.api_id IS NULL
        ELSE g.api_id = (SELECT a.id FROM apis a WHERE a.tenant_id = p_tenant_id AND a.identifier = p_audience) END));
END $$;
