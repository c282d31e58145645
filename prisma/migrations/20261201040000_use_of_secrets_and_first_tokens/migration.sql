-- The last day, in UTC, on which the secret was right; null if it has never been.
ALTER TABLE client_secrets ADD COLUMN last_used_on date;
-- When the application got its first token as itself; null before.
ALTER TABLE clients ADD COLUMN first_token_at timestamptz;
-- When the first token for the API was issued; null before.
ALTER TABLE apis ADD COLUMN first_token_at timestamptz;

-- An application and the hashes of its current secrets, or null.
CREATE OR REPLACE FUNCTION foyer.find_application(p_tenant_id text, p_client_id text) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id, true), set_config('app.kind', 'system', true);
  RETURN (
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
END $$;

-- The API with this identifier, with all its permissions.
DROP FUNCTION foyer.audience(text);
CREATE FUNCTION foyer.audience(p_identifier text) RETURNS TABLE (
  id text, identifier text, "enforcePolicies" boolean, dialect text, lifetime int, "signingAlg" text,
  "allowsOffline" boolean, "hasHadToken" boolean, permissions text[]
) LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
  SELECT a.id, a.identifier, a.enforce_policies, a.token_dialect, a.token_lifetime, a.signing_alg,
    a.allow_offline_access, a.first_token_at IS NOT NULL,
    ARRAY(SELECT p.name FROM permissions p WHERE p.tenant_id = a.tenant_id AND p.api_id = a.id ORDER BY p.name)
  FROM apis a WHERE a.tenant_id = foyer.tenant_id() AND a.identifier = p_identifier;
END $$;

-- Notes the day on which a secret is used, and the first token of an application as itself and of an API. Null: nothing
-- to note. A row that another request is changing is left to the next one.
CREATE FUNCTION foyer.note_token_use(
  p_tenant_id text, p_client_id text, p_secret_hash text, p_first_of_client boolean, p_first_of_api text
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
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
END $$;
