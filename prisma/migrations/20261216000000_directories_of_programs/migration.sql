-- Operators and the tenant's programs turn directory sync on, too (docs/decisions/0080). Then no maker limits it: it gives
-- roles, and acts on members, up to all permissions that a role can have in an organization.

ALTER TABLE directories ALTER COLUMN maker_user_id DROP NOT NULL;

CREATE POLICY no_unlimited_insert ON directories AS RESTRICTIVE FOR INSERT
  WITH CHECK (foyer.is_tenant_wide() OR maker_user_id IS NOT NULL);
CREATE POLICY no_unlimited_update ON directories AS RESTRICTIVE FOR UPDATE
  USING (true)
  WITH CHECK (foyer.is_tenant_wide() OR maker_user_id IS NOT NULL);

-- The Management permissions up to which a directory gives roles and acts on members: those that its maker can grant, or
-- all of organization level where it was turned on at tenant level.
CREATE OR REPLACE FUNCTION foyer.directory_grantable(p_organization_id text, p_connection_id text) RETURNS text[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
  directory record;
BEGIN
  SELECT d.maker_user_id, d.maker_held INTO directory
  FROM directories d
  WHERE d.tenant_id = foyer.tenant_id() AND d.organization_id = p_organization_id AND d.connection_id = p_connection_id;
  IF NOT FOUND THEN
    RETURN '{}';
  ELSIF directory.maker_user_id IS NULL THEN
    RETURN ARRAY(
      SELECT p.name FROM permissions p
      WHERE p.tenant_id = foyer.tenant_id() AND p.api_id = foyer.portal_api_id() AND p.level = 'organization');
  END IF;
  RETURN foyer.offerer_permissions(p_organization_id, directory.maker_user_id, directory.maker_held);
END $$;

-- The organization that a connection belongs to, as {organizationId}, which is null for one of the tenant; null where there
-- is no such connection. Begins the request, as every access does.
CREATE FUNCTION foyer.find_connection_owner(p_context jsonb, p_connection_id text) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  PERFORM foyer.begin_request(p_context);
  RETURN (
    SELECT jsonb_build_object('organizationId', c.organization_id) FROM connections c
    WHERE c.tenant_id = foyer.tenant_id() AND c.id = p_connection_id);
END $$;
