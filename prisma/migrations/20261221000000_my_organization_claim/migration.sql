-- What tokens say about a user or why the user cannot have any now, as foyer.account(); the API with the identifier
-- p_audience, or null; and the permissions of the user on it, null where there is no API or the user is refused.
-- managementPermissions: those on the Management API in the organization, where p_sign_in says withManagementPermissions, it
-- has an organization, and its application may use the My Organization API; null otherwise.
CREATE OR REPLACE FUNCTION foyer.find_account(p_tenant_id text, p_sign_in jsonb, p_audience text) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  standing jsonb;
  audience jsonb;
  management jsonb;
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
    'managementPermissions', management);
END $$;
