-- Client grants of users: what applications may ask for on behalf of users (docs/decisions/0090).

-- client: what the application may do as itself. user: the scopes that its users’ tokens can have; its organizations are the
-- users’ own.
ALTER TABLE client_grants
  ADD COLUMN subject_type text NOT NULL DEFAULT 'client',
  ADD CONSTRAINT client_grants_subject_type CHECK (subject_type IN ('client', 'user')),
  ADD CONSTRAINT client_grants_of_users CHECK (subject_type = 'client' OR NOT allow_any_organization);

DROP INDEX client_grants_tenant_id_client_id_api_id_key;
CREATE UNIQUE INDEX client_grants_tenant_id_client_id_api_id_subject_type_key
  ON client_grants (tenant_id, client_id, api_id, subject_type);
DROP INDEX client_grants_of_my_organization;
CREATE UNIQUE INDEX client_grants_of_my_organization ON client_grants (tenant_id, client_id, subject_type)
  WHERE api_id IS NULL;

-- The Management permissions that an application was granted, or null: for the whole tenant, or in one organization,
-- where none of tenant level counts. By a token of the My Organization API: the scopes of the token that it was granted,
-- each with the permissions that p_caller says the scope needs. Grants of users do not count.
CREATE OR REPLACE FUNCTION foyer.client_permissions(p_caller jsonb, p_organization_id text) RETURNS text[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
  portal_id text := foyer.portal_api_id();
  scopes jsonb := p_caller->'myOrganization';
  client_grant record;
BEGIN
  SELECT g.id, g.scope, g.organization_usage, g.allow_any_organization INTO client_grant
  FROM client_grants g
  WHERE g.tenant_id = foyer.tenant_id() AND g.client_id = p_caller->>'client' AND g.subject_type = 'client'
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

-- Locks the grants by which an application acts on organizations, and their rows for the organization.
CREATE OR REPLACE FUNCTION foyer.lock_client_grant(p_bound_organization_id text, p_client_id text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  portal_id text := foyer.portal_api_id();
BEGIN
  PERFORM FROM client_grants g
    WHERE g.tenant_id = foyer.tenant_id() AND g.client_id = p_client_id AND g.subject_type = 'client'
      AND (g.api_id = portal_id OR g.api_id IS NULL)
    FOR SHARE;
  PERFORM FROM client_grant_organizations c
    WHERE c.tenant_id = foyer.tenant_id() AND c.organization_id = p_bound_organization_id AND c.grant_id IN (
      SELECT g.id FROM client_grants g
      WHERE g.tenant_id = foyer.tenant_id() AND g.client_id = p_client_id AND g.subject_type = 'client'
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
      WHERE g.tenant_id = p_tenant_id AND g.client_id = p_client_id AND g.subject_type = 'client' AND CASE
        WHEN is_my_organization THEN g.api_id IS NULL
        ELSE g.api_id = (SELECT a.id FROM apis a WHERE a.tenant_id = p_tenant_id AND a.identifier = p_audience) END));
END $$;

-- The scopes that tokens of users can have on the API with this identifier, by the grants of all of these applications, or
-- null if none limits them. p_audience null: on the My Organization API, which has no row.
CREATE FUNCTION foyer.user_grant(p_client_ids text[], p_audience text) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
BEGIN
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

-- What tokens say about a user or why the user cannot have any now, as foyer.account(); the API with the identifier
-- p_audience, or null; and the permissions of the user on it, null where there is no API or the user is refused.
-- managementPermissions: those on the Management API in the organization, where p_sign_in says withManagementPermissions, it
-- has an organization, and its application may use the My Organization API; null otherwise. granted, myOrganizationGranted:
-- as foyer.user_grant(), of the API and of the My Organization API, by the application of the sign-in and the one that gets
-- the token (p_sign_in.issuedTo).
CREATE OR REPLACE FUNCTION foyer.find_account(p_tenant_id text, p_sign_in jsonb, p_audience text) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  standing jsonb;
  audience jsonb;
  management jsonb;
  clients text[] := ARRAY(
    SELECT DISTINCT c.id FROM unnest(ARRAY[p_sign_in->>'clientId', p_sign_in->>'issuedTo']) AS c (id) WHERE c.id IS NOT NULL);
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id, true), set_config('app.kind', 'system', true);
  standing := foyer.account(p_sign_in);
  SELECT to_jsonb(a) INTO audience FROM foyer.audience(p_audience) a;
  IF (p_sign_in->>'withManagementPermissions')::boolean AND standing->>'refusal' IS NULL
    AND p_sign_in->>'organizationId' IS NOT NULL AND EXISTS (
      SELECT FROM clients c
      WHERE c.tenant_id = foyer.tenant_id() AND c.id = p_sign_in->>'clientId' AND c.my_organization_configuration <> '{}') THEN
    management := to_jsonb(foyer.sign_in_permissions(p_sign_in, foyer.portal_api_id()));
  END IF;
  RETURN standing || jsonb_build_object('audience', audience, 'permissions',
    CASE WHEN audience IS NOT NULL AND standing->>'refusal' IS NULL
      THEN foyer.sign_in_permissions(p_sign_in, audience->>'id') END,
    'managementPermissions', management,
    'granted', foyer.user_grant(clients, p_audience),
    'myOrganizationGranted', foyer.user_grant(clients, NULL));
END $$;
