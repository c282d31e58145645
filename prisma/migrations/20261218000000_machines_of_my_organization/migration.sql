-- Grants of machines for the My Organization API (docs/decisions/0085).

-- Null: the My Organization API, which has no row. Its tokens are always for an organization.
ALTER TABLE client_grants ALTER COLUMN api_id DROP NOT NULL,
  ADD CONSTRAINT client_grants_my_organization CHECK (api_id IS NOT NULL OR organization_usage = 'require');
CREATE UNIQUE INDEX client_grants_of_my_organization ON client_grants (tenant_id, client_id) WHERE api_id IS NULL;

-- The Management permissions that an application was granted, or null: for the whole tenant, or in one organization,
-- where none of tenant level counts. By a token of the My Organization API: the scopes of the token that it was granted,
-- each with the permissions that p_caller says the scope needs.
CREATE FUNCTION foyer.client_permissions(p_caller jsonb, p_organization_id text) RETURNS text[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
  portal_id text := foyer.portal_api_id();
  scopes jsonb := p_caller->'myOrganization';
  client_grant record;
BEGIN
  SELECT g.id, g.scope, g.organization_usage, g.allow_any_organization INTO client_grant
  FROM client_grants g
  WHERE g.tenant_id = foyer.tenant_id() AND g.client_id = p_caller->>'client'
    AND CASE WHEN scopes IS NULL THEN g.api_id = portal_id ELSE g.api_id IS NULL END;
  IF NOT FOUND THEN
    RETURN NULL;
  ELSIF p_organization_id IS NULL THEN
    IF client_grant.organization_usage = 'require' THEN
      RETURN NULL;
    END IF;
  ELSIF client_grant.organization_usage = 'deny'
    OR NOT EXISTS (
      SELECT FROM organizations o
      WHERE o.tenant_id = foyer.tenant_id() AND o.id = p_organization_id
        AND o.deleted_at IS NULL AND o.suspended_at IS NULL)
    OR NOT (client_grant.allow_any_organization OR EXISTS (
      SELECT FROM client_grant_organizations c
      WHERE c.tenant_id = foyer.tenant_id() AND c.grant_id = client_grant.id
        AND c.organization_id = p_organization_id)) THEN
    RETURN NULL;
  END IF;
  IF scopes IS NOT NULL THEN
    RETURN ARRAY(
      SELECT s.name FROM unnest(client_grant.scope) AS s (name) WHERE scopes ? s.name
      UNION
      SELECT p.name FROM unnest(client_grant.scope) AS s (name)
      CROSS JOIN jsonb_array_elements_text(scopes->s.name) AS p (name));
  END IF;
  RETURN (
    SELECT array_agg(s.name ORDER BY s.position)
    FROM unnest(client_grant.scope) WITH ORDINALITY AS s (name, position)
    JOIN permissions p ON p.tenant_id = foyer.tenant_id() AND p.api_id = portal_id AND p.name = s.name
    WHERE p_organization_id IS NULL OR p.level = 'organization');
END $$;

-- Whether a caller (session, authorization, directory or application) can act now, bound to an organization or not, and
-- with which Management permissions: never with more than the scopes of its token.
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
  ELSIF p_caller->>'directory' IS NOT NULL THEN
    permissions := foyer.directory_permissions(
      p_bound_organization_id, p_caller->>'directory', p_caller->>'token');
    IF permissions IS NULL THEN
      refusal := 'session';
    END IF;
  ELSE
    permissions := foyer.client_permissions(p_caller, p_bound_organization_id);
    IF permissions IS NULL THEN
      refusal := 'session';
    END IF;
  END IF;
  IF refusal IS NULL AND p_caller->'scopes' IS NOT NULL THEN
    permissions := foyer.limit_to_scopes(permissions, p_caller->'scopes');
  END IF;
  RETURN NEXT;
END $$;

DROP FUNCTION foyer.client_permissions(text, text);

-- Locks the grants by which an application acts on organizations, and their rows for the organization.
CREATE OR REPLACE FUNCTION foyer.lock_client_grant(p_bound_organization_id text, p_client_id text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  portal_id text := foyer.portal_api_id();
BEGIN
  PERFORM FROM client_grants g
    WHERE g.tenant_id = foyer.tenant_id() AND g.client_id = p_client_id AND (g.api_id = portal_id OR g.api_id IS NULL)
    FOR SHARE;
  PERFORM FROM client_grant_organizations c
    WHERE c.tenant_id = foyer.tenant_id() AND c.organization_id = p_bound_organization_id AND c.grant_id IN (
      SELECT g.id FROM client_grants g
      WHERE g.tenant_id = foyer.tenant_id() AND g.client_id = p_client_id
        AND (g.api_id = portal_id OR g.api_id IS NULL))
    FOR SHARE;
END $$;

-- What an application may do as itself on the API with this identifier, in the organization that it names by id or, if
-- p_by_name, by slug: the API, the organization and the grant, each null where there is none. The My Organization API has
-- no row, so only its grant is found.
CREATE OR REPLACE FUNCTION foyer.client_access(
  p_tenant_id text, p_client_id text, p_audience text, p_organization text, p_by_name boolean
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  named record;
  is_my_organization boolean;
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id, true), set_config('app.kind', 'system', true);
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
      WHERE g.tenant_id = p_tenant_id AND g.client_id = p_client_id AND CASE
        WHEN is_my_organization THEN g.api_id IS NULL
        ELSE g.api_id = (SELECT a.id FROM apis a WHERE a.tenant_id = p_tenant_id AND a.identifier = p_audience) END));
END $$;
