-- The organizations that a person may switch to, the one they were active in last first, with the names of their roles.
CREATE FUNCTION foyer_organizations_of(p_user text, p_limit int, p_offset int)
RETURNS TABLE (id text, slug text, "displayName" text, "logoId" text, roles text[]) LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
  SELECT o.id, o.slug, o.display_name, o.logo_id, ARRAY(
      SELECT r.name FROM member_roles mr
      JOIN roles r ON r.tenant_id = mr.tenant_id AND r.id = mr.role_id
      WHERE mr.tenant_id = m.tenant_id AND mr.organization_id = m.organization_id AND mr.user_id = m.user_id
      ORDER BY r.created_at, r.name)
  FROM members m
  JOIN organizations o ON o.tenant_id = m.tenant_id AND o.id = m.organization_id
  LEFT JOIN LATERAL (
    SELECT e.occurred_at FROM audit_events e
    WHERE e.tenant_id = m.tenant_id AND e.organization_id = m.organization_id AND e.actor_id = m.user_id
    ORDER BY e.occurred_at DESC LIMIT 1
  ) used ON true
  WHERE m.tenant_id = app_tenant() AND m.user_id = p_user AND m.suspended_at IS NULL
    AND o.deleted_at IS NULL AND o.suspended_at IS NULL
  ORDER BY coalesce(used.occurred_at, m.created_at) DESC, o.id
  LIMIT p_limit OFFSET p_offset;
END $$;

-- Who a cookie belongs to, in one statement: the live session with its person and the organization where they land, or null.
-- For a page also what they hold at tenant level, the organizations that they may switch to, and, where p_slug names
-- an organization, whether they may be there now and what they hold there. Sets the context of its own transaction.
CREATE FUNCTION foyer_caller_context(p_tenant text, p_user text, p_session text, p_slug text, p_is_page boolean)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  signed record;
  place record;
  why text;
  portal text;
  context jsonb;
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant, true), set_config('app.kind', 'system', true),
    set_config('app.organization_id', '', true), set_config('app.user_id', p_user, true),
    set_config('app.subject', '', true), set_config('app.caller', '{}', true);
  SELECT s.id, s.connection_id, s.amr, s.auth_time, s.expires_at, s.created_at, s.organization_id, u.email, u.name,
    s.last_seen_at < now() - interval '1 minute' AS seen_long_ago INTO signed
  FROM sessions s
  JOIN users u ON u.tenant_id = p_tenant AND u.id = s.user_id AND NOT u.blocked AND u.email_verified_at IS NOT NULL
  JOIN tenants t ON t.id = p_tenant
  WHERE s.tenant_id = p_tenant AND s.id = p_session AND s.user_id = p_user
    AND s.ended_at IS NULL AND s.expires_at > now()
    AND s.last_seen_at > now() - make_interval(mins => t.session_idle_minutes);
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;

  context := jsonb_build_object(
    'session', jsonb_build_object('id', signed.id, 'connectionId', signed.connection_id, 'amr', coalesce(signed.amr, '{}'),
      'authTime', signed.auth_time, 'expiresAt', signed.expires_at,
      'user', jsonb_build_object('id', p_user, 'email', signed.email, 'name', signed.name),
      'organization', CASE WHEN signed.organization_id IS NOT NULL
        AND foyer_admits(signed.organization_id, p_user, signed.connection_id, signed.created_at) IS NULL THEN (
        SELECT jsonb_build_object('id', o.id, 'slug', o.slug, 'displayName', o.display_name)
        FROM organizations o WHERE o.tenant_id = p_tenant AND o.id = signed.organization_id) END),
    'isSeenLongAgo', signed.seen_long_ago);
  IF NOT p_is_page THEN
    RETURN context;
  END IF;

  portal := foyer_portal_api();
  context := context || jsonb_build_object(
    'held', ARRAY(SELECT DISTINCT h.permission FROM foyer_held(p_user, NULL, portal) h),
    'organizations', (SELECT jsonb_agg(to_jsonb(o)) FROM foyer_organizations_of(p_user, 25, 0) o));
  IF p_slug IS NULL THEN
    RETURN context;
  END IF;

  SELECT o.id, o.slug, o.display_name, o.logo_id, o.primary_color, o.background_color,
    foyer_admits(o.id, p_user, signed.connection_id, signed.created_at) AS refusal INTO place
  FROM organization_slugs s
  JOIN organizations o ON o.tenant_id = p_tenant AND o.id = s.organization_id AND o.deleted_at IS NULL
  WHERE s.tenant_id = p_tenant AND s.slug = p_slug AND (s.held_until IS NULL OR s.held_until >= now());
  IF NOT FOUND OR place.refusal = 'member' THEN
    RETURN context;
  END IF;
  RETURN context || jsonb_build_object('entry', jsonb_build_object(
    'refusal', place.refusal,
    'organization', jsonb_build_object('id', place.id, 'slug', place.slug, 'displayName', place.display_name,
      'logoId', place.logo_id, 'primaryColor', place.primary_color, 'backgroundColor', place.background_color),
    'held', ARRAY(SELECT DISTINCT h.permission FROM foyer_held(p_user, place.id, portal) h),
    'isNews', NOT EXISTS (
        SELECT FROM members m WHERE m.tenant_id = p_tenant AND m.organization_id = place.id AND m.user_id = p_user)
      AND NOT EXISTS (
        SELECT FROM audit_events e WHERE e.tenant_id = p_tenant AND e.organization_id = place.id
          AND e.type = 'organization.entered' AND e.target_id = p_session)));
END $$;

-- An application with the hashes of the secrets that serve now, or null. Sets the context of its own transaction.
CREATE FUNCTION foyer_application(p_tenant text, p_client text) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant, true), set_config('app.kind', 'system', true);
  RETURN (
    SELECT jsonb_build_object('id', c.id, 'name', c.name, 'appType', c.app_type, 'grantTypes', coalesce(c.grant_types, '{}'),
      'tokenEndpointAuthMethod', c.token_endpoint_auth_method, 'redirectUris', coalesce(c.redirect_uris, '{}'),
      'logoutUrls', coalesce(c.logout_urls, '{}'), 'initiateLoginUri', c.initiate_login_uri, 'organizationUsage', c.organization_usage,
      'organizationRequireBehavior', c.organization_require_behavior,
      'organizationDiscoveryMethods', coalesce(c.organization_discovery_methods, '{}'), 'jwks', c.jwks, 'webOrigins', coalesce(c.web_origins, '{}'),
      'allowedOrigins', coalesce(c.allowed_origins, '{}'), 'defaultOrganizationId', c.default_organization_id,
      'refreshIdleSeconds', c.refresh_idle_seconds, 'refreshAbsoluteSeconds', c.refresh_absolute_seconds,
      'idTokenSeconds', c.id_token_seconds, 'requirePkce', c.require_pkce,
      'secretHashes', ARRAY(
        SELECT s.secret_hash FROM client_secrets s
        WHERE s.tenant_id = p_tenant AND s.client_id = c.id AND (s.expires_at IS NULL OR s.expires_at > now())))
    FROM clients c WHERE c.tenant_id = p_tenant AND c.id = p_client);
END $$;

-- What a machine may do on the API with this identifier, in the organization that it names by id or, if p_by_name, by slug:
-- the API, the organization and the grant, each null where there is none. Sets the context of its own transaction.
CREATE FUNCTION foyer_client_access(p_tenant text, p_client text, p_audience text, p_organization text, p_by_name boolean)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  place record;
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant, true), set_config('app.kind', 'system', true);
  SELECT o.id, o.slug INTO place FROM organizations o
  WHERE o.tenant_id = p_tenant AND o.deleted_at IS NULL AND o.suspended_at IS NULL
    AND CASE WHEN p_by_name AND NOT starts_with(p_organization, 'org_') THEN o.slug = lower(p_organization)
      ELSE o.id = p_organization END;
  RETURN jsonb_build_object(
    'organization', CASE WHEN place.id IS NOT NULL THEN jsonb_build_object('id', place.id, 'slug', place.slug) END,
    'audience', (SELECT to_jsonb(a) FROM foyer_audience(p_audience) a),
    'grant', (
      SELECT jsonb_build_object('scope', coalesce(g.scope, '{}'), 'organizationUsage', g.organization_usage,
        'allowAnyOrganization', g.allow_any_organization, 'includesOrganization', EXISTS (
          SELECT FROM client_grant_organizations c
          WHERE c.tenant_id = p_tenant AND c.grant_id = g.id AND c.organization_id = place.id))
      FROM apis a JOIN client_grants g ON g.tenant_id = p_tenant AND g.client_id = p_client AND g.api_id = a.id
      WHERE a.tenant_id = p_tenant AND a.identifier = p_audience));
END $$;

-- The API with this identifier, and every permission that it defines.
CREATE FUNCTION foyer_audience(p_identifier text) RETURNS TABLE (
  id text, identifier text, "enforcePolicies" boolean, dialect text, lifetime int, "signingAlg" text,
  "allowsOffline" boolean, permissions text[]
) LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
  SELECT a.id, a.identifier, a.enforce_policies, a.token_dialect, a.token_lifetime, a.signing_alg, a.allow_offline_access,
    ARRAY(SELECT p.name FROM permissions p WHERE p.tenant_id = a.tenant_id AND p.api_id = a.id ORDER BY p.name)
  FROM apis a WHERE a.tenant_id = app_tenant() AND a.identifier = p_identifier;
END $$;

-- What the OpenID provider kept under this hash, if its authorization is in force, or null. Sets the context of its own transaction.
CREATE FUNCTION foyer_artifact(p_tenant text, p_kind text, p_hash text) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant, true), set_config('app.kind', 'system', true);
  RETURN (
    SELECT jsonb_build_object('payload', t.payload, 'authorizationId', t.authorization_id, 'consumedAt', t.consumed_at)
    FROM token_artifacts t
    WHERE t.tenant_id = p_tenant AND t.kind = p_kind AND t.id_hash = p_hash AND t.expires_at > now()
      AND (t.authorization_id IS NULL OR foyer_in_force(t.authorization_id)));
END $$;

-- The authorization with this id while it is in force, or null. Sets the context of its own transaction.
CREATE FUNCTION foyer_authorization(p_tenant text, p_id text) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant, true), set_config('app.kind', 'system', true);
  RETURN (
    SELECT jsonb_build_object('id', a.id, 'userId', a.user_id, 'clientId', a.client_id, 'connectionId', a.connection_id,
      'sessionId', a.session_id, 'organizationId', a.organization_id, 'offline', a.offline, 'payload', a.payload,
      'since', coalesce((a.payload->>'signed_in_at')::timestamptz, a.created_at))
    FROM authorizations a
    WHERE a.tenant_id = p_tenant AND a.id = p_id AND foyer_in_force(a.id));
END $$;

-- Whether a person may have tokens now, and what these say of them: refusal 'user', 'member', 'connection' or 'application',
-- or null with the account. Sets the context of its own transaction.
CREATE FUNCTION foyer_account(p_tenant text, p_as jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  person text := p_as->>'userId';
  place text := p_as->>'organizationId';
  account jsonb;
  why text;
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant, true), set_config('app.kind', 'system', true);
  SELECT jsonb_build_object('id', u.id, 'email', u.email, 'name', u.name, 'picture', u.picture, 'emailVerified', true,
      'updatedAt', u.updated_at, 'organization', NULL) INTO account
  FROM users u WHERE u.tenant_id = p_tenant AND u.id = person AND NOT u.blocked AND u.email_verified_at IS NOT NULL;
  IF NOT FOUND THEN
    RETURN jsonb_build_object('refusal', 'user');
  ELSIF place IS NULL THEN
    RETURN jsonb_build_object('refusal', NULL, 'account', account);
  END IF;
  why := foyer_admits(place, person, p_as->>'connectionId', (p_as->>'since')::timestamptz);
  IF why IS NULL AND NOT foyer_entitled(place, p_as->>'clientId') THEN
    why := 'application';
  END IF;
  IF why IS NOT NULL THEN
    RETURN jsonb_build_object('refusal', why);
  END IF;
  RETURN jsonb_build_object('refusal', NULL, 'account', account || (
    SELECT jsonb_build_object('organization', jsonb_build_object('id', o.id, 'slug', o.slug))
    FROM organizations o WHERE o.tenant_id = p_tenant AND o.id = place));
END $$;

-- What a person holds on an API where they stand, read together with their right to stand there, or null where they may not
-- be. Sets the context of its own transaction.
CREATE FUNCTION foyer_held_by(p_tenant text, p_as jsonb, p_api text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  person text := p_as->>'userId';
  place text := p_as->>'organizationId';
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant, true), set_config('app.kind', 'system', true);
  RETURN (
    SELECT to_jsonb(ARRAY(SELECT DISTINCT h.permission FROM foyer_held(person, place, p_api) h ORDER BY 1))
    WHERE place IS NULL OR foyer_admits(place, person, p_as->>'connectionId', (p_as->>'since')::timestamptz) IS NULL);
END $$;

-- The API with this identifier, or null. Sets the context of its own transaction.
CREATE FUNCTION foyer_find_audience(p_tenant text, p_identifier text) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant, true), set_config('app.kind', 'system', true);
  RETURN (SELECT to_jsonb(a) FROM foyer_audience(p_identifier) a);
END $$;

-- Writes audit events and, in rows of their own that can be erased, what identifies somebody in them. p_origin: where the
-- request came from.
CREATE FUNCTION foyer_record_events(p_events jsonb, p_origin jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit_events (tenant_id, id, organization_id, type, actor_kind, actor_id, target_kind, target_id, details,
    request_id)
  SELECT app_tenant(), e.id, e."organizationId", e.type, e."actorKind", e."actorId", e."targetKind", e."targetId", e.details,
    p_origin->>'requestId'
  FROM jsonb_to_recordset(p_events) AS e (id text, "organizationId" text, type text, "actorKind" text, "actorId" text,
    "targetKind" text, "targetId" text, details jsonb);
  INSERT INTO audit_people (tenant_id, event_id, organization_id, actor_name, actor_email, target_name, target_email, ip,
    user_agent)
  SELECT app_tenant(), e.id, e."organizationId", u.name, u.email, e."targetName", e."targetEmail", p_origin->>'ip',
    p_origin->>'userAgent'
  FROM jsonb_to_recordset(p_events) AS e (id text, "organizationId" text, "actorKind" text, "actorId" text,
    "targetName" text, "targetEmail" text)
  LEFT JOIN users u ON u.tenant_id = app_tenant() AND u.id = e."actorId" AND e."actorKind" = 'user';
END $$;
