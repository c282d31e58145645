-- Functions that are called alone set app.kind back, too: within a transaction, the next statement must not be the system’s.

CREATE OR REPLACE FUNCTION foyer.caller_context(
  p_tenant_id text, p_user_id text, p_session_id text, p_slug text, p_is_page boolean
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  kind_before text := foyer.access_kind();
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
    PERFORM set_config('app.kind', kind_before, true);
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
    PERFORM set_config('app.kind', kind_before, true);
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
    PERFORM set_config('app.kind', kind_before, true);
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
    PERFORM set_config('app.kind', kind_before, true);
    RETURN context;
  END IF;
  -- The first page of a session in an organization is noted at once.
  context := context || jsonb_build_object('isSeenLongAgo', active.is_seen_long_ago OR (entry.refusal IS NULL AND EXISTS (
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
  PERFORM set_config('app.kind', kind_before, true);
  RETURN context;
END $$;

CREATE OR REPLACE FUNCTION foyer.client_access(
  p_tenant_id text, p_client_id text, p_audience text, p_organization text, p_by_name boolean
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  kind_before text := foyer.access_kind();
  answer jsonb;
  named record;
  is_my_organization boolean;
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id, true), set_config('app.kind', 'system', true),
    set_config('plan_cache_mode', 'force_generic_plan', true);
  SELECT * INTO named FROM foyer.named_organization(p_organization, p_by_name);
  SELECT t.url || '/my-org/' = p_audience INTO is_my_organization FROM tenants t WHERE t.id = p_tenant_id;
  answer := jsonb_build_object(
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
  PERFORM set_config('app.kind', kind_before, true);
  RETURN answer;
END $$;

CREATE OR REPLACE FUNCTION foyer.consume_artifact(p_tenant_id text, p_kind text, p_hash text) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  kind_before text := foyer.access_kind();
  is_consumed boolean;
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id, true), set_config('app.kind', 'system', true);
  UPDATE token_artifacts SET consumed_at = now()
  WHERE tenant_id = p_tenant_id AND kind = p_kind AND id_hash = p_hash AND consumed_at IS NULL;
  is_consumed := FOUND;
  PERFORM set_config('app.kind', kind_before, true);
  RETURN is_consumed;
END $$;

CREATE OR REPLACE FUNCTION foyer.find_account(p_tenant_id text, p_sign_in jsonb, p_audience text)
RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  kind_before text := foyer.access_kind();
  answer jsonb;
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
  answer := standing || jsonb_build_object('audience', audience, 'permissions', permissions,
    'managementPermissions', management,
    'granted', foyer.user_grant(clients, p_audience),
    'myOrganizationGranted', foyer.user_grant(clients, NULL));
  PERFORM set_config('app.kind', kind_before, true);
  RETURN answer;
END $$;

CREATE OR REPLACE FUNCTION foyer.find_application(p_tenant_id text, p_client_id text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  kind_before text := foyer.access_kind();
  answer jsonb;
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id, true), set_config('app.kind', 'system', true);
  answer := (
    SELECT jsonb_build_object('id', c.id, 'name', c.name, 'appType', c.app_type,
      'grantTypes', coalesce(c.grant_types, '{}'), 'tokenEndpointAuthMethod', c.token_endpoint_auth_method,
      'redirectUris', coalesce(c.redirect_uris, '{}'), 'logoutUrls', coalesce(c.logout_urls, '{}'),
      'initiateLoginUri', c.initiate_login_uri, 'organizationUsage', c.organization_usage,
      'organizationRequireBehavior', c.organization_require_behavior,
      'organizationDiscoveryMethods', coalesce(c.organization_discovery_methods, '{}'), 'jwks', c.jwks,
      'webOrigins', coalesce(c.web_origins, '{}'), 'allowedOrigins', coalesce(c.allowed_origins, '{}'),
      'defaultOrganizationId', c.default_organization_id,
      'refreshIdleSeconds', c.refresh_idle_seconds, 'refreshAbsoluteSeconds', c.refresh_absolute_seconds,
      'idTokenSeconds', c.id_token_seconds, 'requirePkce', c.require_pkce,
      'hasHadToken', c.first_token_at IS NOT NULL,
      'secretHashes', ARRAY(
        SELECT s.secret_hash FROM client_secrets s
        WHERE s.tenant_id = p_tenant_id AND s.client_id = c.id AND (s.expires_at IS NULL OR s.expires_at > now())),
      'usedTodayHashes', ARRAY(
        SELECT s.secret_hash FROM client_secrets s
        WHERE s.tenant_id = p_tenant_id AND s.client_id = c.id AND s.last_used_on >= (now() AT TIME ZONE 'UTC')::date))
    FROM clients c WHERE c.tenant_id = p_tenant_id AND c.id = p_client_id);
  PERFORM set_config('app.kind', kind_before, true);
  RETURN answer;
END $$;

CREATE OR REPLACE FUNCTION foyer.find_artifact(p_tenant_id text, p_kinds text[], p_hash text)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  kind_before text := foyer.access_kind();
  answer jsonb;
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id, true), set_config('app.kind', 'system', true),
    set_config('plan_cache_mode', 'force_generic_plan', true);
  answer := (
    SELECT jsonb_build_object(
      'kind', t.kind, 'payload', t.payload, 'consumedAt', t.consumed_at, 'authorization', a.found)
    FROM token_artifacts t
    -- Without OFFSET the function would be called for each use of its result.
    CROSS JOIN LATERAL (SELECT foyer.active_authorization_json(t.authorization_id) AS found OFFSET 0) a
    WHERE t.tenant_id = p_tenant_id AND t.kind = ANY (p_kinds) AND t.id_hash = p_hash AND t.expires_at > now()
      AND (t.authorization_id IS NULL OR a.found IS NOT NULL)
    LIMIT 1);
  PERFORM set_config('app.kind', kind_before, true);
  RETURN answer;
END $$;

CREATE OR REPLACE FUNCTION foyer.find_audience(p_tenant_id text, p_identifier text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  kind_before text := foyer.access_kind();
  answer jsonb;
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id, true), set_config('app.kind', 'system', true);
  answer := (SELECT to_jsonb(a) FROM foyer.audience(p_identifier) a);
  PERFORM set_config('app.kind', kind_before, true);
  RETURN answer;
END $$;

CREATE OR REPLACE FUNCTION foyer.find_authorization(p_tenant_id text, p_authorization_id text) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  kind_before text := foyer.access_kind();
  answer jsonb;
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id, true), set_config('app.kind', 'system', true);
  answer := foyer.active_authorization_json(p_authorization_id);
  PERFORM set_config('app.kind', kind_before, true);
  RETURN answer;
END $$;

CREATE OR REPLACE FUNCTION foyer.find_directory(p_tenant_id text, p_connection_id text, p_token_hash text) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  kind_before text := foyer.access_kind();
  answer jsonb;
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id, true), set_config('app.kind', 'system', true);
  answer := (
    SELECT jsonb_build_object('tokenId', t.id, 'organizationId', t.organization_id) FROM directory_tokens t
    WHERE t.tenant_id = p_tenant_id AND t.token_hash = p_token_hash AND t.connection_id = p_connection_id
      AND foyer.directory_permissions(t.organization_id, t.connection_id, t.id) IS NOT NULL);
  PERFORM set_config('app.kind', kind_before, true);
  RETURN answer;
END $$;

CREATE OR REPLACE FUNCTION foyer.find_named_organization(p_tenant_id text, p_name text, p_by_name boolean) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  kind_before text := foyer.access_kind();
  answer jsonb;
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id, true), set_config('app.kind', 'system', true);
  answer := (SELECT jsonb_build_object('id', o.id, 'slug', o.slug) FROM foyer.named_organization(p_name, p_by_name) o);
  PERFORM set_config('app.kind', kind_before, true);
  RETURN answer;
END $$;

CREATE OR REPLACE FUNCTION foyer.find_sso_ticket(p_tenant_id text, p_ticket_hash text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  kind_before text := foyer.access_kind();
  answer jsonb;
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id, true), set_config('app.kind', 'system', true);
  answer := (
    SELECT jsonb_build_object(
      'id', t.id,
      'organizationId', t.organization_id,
      'connectionId', t.connection_id,
      'state', CASE WHEN o.deleted_at IS NOT NULL OR o.suspended_at IS NOT NULL THEN 'unavailable'
        ELSE foyer.sso_ticket_state(t) END,
      'expiresAt', t.expires_at,
      'config', t.connection_config,
      'connection', CASE WHEN c.id IS NOT NULL THEN jsonb_build_object('displayName', c.display_name) END,
      'assignMembershipOnLogin', coalesce(t.assign_membership_on_login, false),
      'offer', jsonb_build_object(
        'userAttributes', p.user_attributes, 'allowedStrategies', p.allowed_strategies,
        'introduction', p.introduction),
      'organization', jsonb_build_object(
        'slug', o.slug, 'displayName', o.display_name, 'logoId', o.logo_id, 'primaryColor', o.primary_color,
        'backgroundColor', o.background_color, 'brandDetails', o.brand_details))
    FROM sso_tickets t
    JOIN self_service_profiles p ON p.tenant_id = foyer.tenant_id() AND p.id = t.profile_id
    JOIN organizations o ON o.tenant_id = foyer.tenant_id() AND o.id = t.organization_id
    LEFT JOIN connections c ON c.tenant_id = foyer.tenant_id() AND c.id = t.connection_id
      AND c.organization_id = t.organization_id
    WHERE t.tenant_id = foyer.tenant_id() AND t.ticket_hash = p_ticket_hash);
  PERFORM set_config('app.kind', kind_before, true);
  RETURN answer;
END $$;

CREATE OR REPLACE FUNCTION foyer.log_directory_request(p_tenant_id text, p_request jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  kind_before text := foyer.access_kind();
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id, true), set_config('app.kind', 'system', true);
  UPDATE directory_tokens t SET last_used_at = now()
  WHERE t.tenant_id = p_tenant_id AND t.organization_id = p_request->>'organizationId' AND t.id = p_request->>'tokenId'
    AND (t.last_used_at IS NULL OR t.last_used_at < now() - interval '1 minute');
  INSERT INTO directory_requests
    (tenant_id, organization_id, id, connection_id, token_id, method, resource, resource_id, status, reason)
  SELECT p_tenant_id, d.organization_id, p_request->>'id', d.connection_id, p_request->>'tokenId', p_request->>'method',
    p_request->>'resource', p_request->>'resourceId', (p_request->>'status')::integer, p_request->>'reason'
  FROM directories d
  WHERE d.tenant_id = p_tenant_id AND d.organization_id = p_request->>'organizationId'
    AND d.connection_id = p_request->>'connectionId'
  FOR KEY SHARE OF d;
  PERFORM set_config('app.kind', kind_before, true);
END $$;

CREATE OR REPLACE FUNCTION foyer.note_seen(p_tenant_id text, p_user_id text, p_session_id text, p_organization_id text)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  kind_before text := foyer.access_kind();
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id, true), set_config('app.kind', 'system', true);
  IF p_organization_id IS NOT NULL THEN
    PERFORM FROM organizations o
      WHERE o.tenant_id = p_tenant_id AND o.id = p_organization_id FOR KEY SHARE SKIP LOCKED;
    IF NOT FOUND THEN
      PERFORM set_config('app.kind', kind_before, true);
      RETURN;
    END IF;
  END IF;
  PERFORM foyer.note_activity(p_user_id, p_session_id, p_organization_id);
  PERFORM set_config('app.kind', kind_before, true);
END $$;

CREATE OR REPLACE FUNCTION foyer.note_token_use(
  p_tenant_id text, p_client_id text, p_secret_hash text, p_first_of_client boolean, p_first_of_api text
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  kind_before text := foyer.access_kind();
  today date := (now() AT TIME ZONE 'UTC')::date;
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id, true), set_config('app.kind', 'system', true);
  UPDATE client_secrets s SET last_used_on = today
  WHERE s.tenant_id = p_tenant_id AND s.id IN (
    SELECT u.id FROM client_secrets u
    WHERE u.tenant_id = p_tenant_id AND u.client_id = p_client_id AND u.secret_hash = p_secret_hash
      AND u.last_used_on IS DISTINCT FROM today
    FOR NO KEY UPDATE SKIP LOCKED);
  IF p_first_of_client THEN
    UPDATE clients c SET first_token_at = now()
    WHERE c.tenant_id = p_tenant_id AND c.id IN (
      SELECT u.id FROM clients u
      WHERE u.tenant_id = p_tenant_id AND u.id = p_client_id AND u.first_token_at IS NULL
      FOR NO KEY UPDATE SKIP LOCKED);
  END IF;
  IF p_first_of_api IS NOT NULL THEN
    UPDATE apis a SET first_token_at = now()
    WHERE a.tenant_id = p_tenant_id AND a.id IN (
      SELECT u.id FROM apis u
      WHERE u.tenant_id = p_tenant_id AND u.id = p_first_of_api AND u.first_token_at IS NULL
      FOR NO KEY UPDATE SKIP LOCKED);
  END IF;
  PERFORM set_config('app.kind', kind_before, true);
END $$;

CREATE OR REPLACE FUNCTION foyer.save_artifact(
  p_tenant_id text, p_kind text, p_hash text, p_authorization_id text, p_payload jsonb, p_expires_at timestamptz
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  kind_before text := foyer.access_kind();
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id, true), set_config('app.kind', 'system', true);
  INSERT INTO token_artifacts (tenant_id, kind, id_hash, authorization_id, payload, expires_at)
  VALUES (p_tenant_id, p_kind, p_hash, p_authorization_id, p_payload, p_expires_at)
  ON CONFLICT (tenant_id, kind, id_hash) DO UPDATE
  SET payload = excluded.payload, expires_at = excluded.expires_at;
  PERFORM set_config('app.kind', kind_before, true);
END $$;
