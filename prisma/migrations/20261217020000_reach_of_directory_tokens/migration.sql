-- What the user who created the token could grant then; null at tenant level, where nothing limits it. It reaches no further
-- if the one whose permissions limit the directory gets more of them.
ALTER TABLE directory_tokens ADD COLUMN maker_grantable text[];
ALTER TABLE directories NO FORCE ROW LEVEL SECURITY;
ALTER TABLE directory_tokens NO FORCE ROW LEVEL SECURITY;
UPDATE directory_tokens t SET maker_grantable = d.maker_held
FROM directories d
WHERE d.tenant_id = t.tenant_id AND d.organization_id = t.organization_id AND d.connection_id = t.connection_id
  AND d.maker_user_id IS NOT NULL;
ALTER TABLE directories FORCE ROW LEVEL SECURITY;
ALTER TABLE directory_tokens FORCE ROW LEVEL SECURITY;

-- The Management permissions up to which a request with this token gives roles and acts on members: of those of the
-- directory, what the token’s creator could grant, too.
CREATE FUNCTION foyer.directory_token_grantable(p_organization_id text, p_connection_id text, p_token_id text) RETURNS text[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
  grantable text[] := foyer.directory_grantable(p_organization_id, p_connection_id);
  of_token text[];
BEGIN
  SELECT t.maker_grantable INTO of_token FROM directory_tokens t
  WHERE t.tenant_id = foyer.tenant_id() AND t.organization_id = p_organization_id
    AND t.connection_id = p_connection_id AND t.id = p_token_id;
  IF NOT FOUND THEN
    RETURN '{}';
  ELSIF of_token IS NULL THEN
    RETURN grantable;
  END IF;
  RETURN ARRAY(SELECT unnest(grantable) INTERSECT SELECT unnest(of_token));
END $$;

CREATE OR REPLACE FUNCTION foyer.authorize_caller(
  p_bound_organization_id text, p_organization_id text, p_user_id text, p_caller jsonb
) RETURNS TABLE (refusal text, permissions text[], grantable text[]) LANGUAGE plpgsql STABLE ROWS 1 AS $$
BEGIN
  SELECT c.refusal, c.permissions INTO refusal, permissions
  FROM foyer.caller_status(p_bound_organization_id, p_user_id, p_caller) c;
  IF refusal IS NOT NULL OR p_organization_id IS NULL THEN
    grantable := '{}';
  ELSIF p_bound_organization_id IS NULL THEN
    grantable := foyer.portal_permissions();
  ELSIF p_caller->>'client' IS NOT NULL THEN
    grantable := permissions;
  ELSIF p_caller->>'directory' IS NOT NULL THEN
    grantable := foyer.directory_token_grantable(
      p_bound_organization_id, p_caller->>'directory', p_caller->>'token');
  ELSIF foyer.support_until(p_bound_organization_id, p_user_id, p_caller->>'session') IS NOT NULL THEN
    grantable := '{}';
  ELSE
    grantable := foyer.grantable_permissions(p_user_id, p_bound_organization_id);
    IF p_caller->'scopes' IS NOT NULL THEN
      grantable := foyer.limit_to_scopes(grantable, p_caller->'scopes');
    END IF;
  END IF;
  RETURN NEXT;
END $$;
