-- Of an application, a request reads the permissions that it needs.
DROP FUNCTION foyer.client_permissions(jsonb, text);
-- Permissions of an application at tenant level or in an organization; null without a grant. With p_needed possibly only
-- those of p_needed that the application has: a grant of the whole Management API has more than a hundred to read. For the
-- My Organization API they are its scopes and the permissions that these stand for.
CREATE FUNCTION foyer.client_permissions(p_caller jsonb, p_organization_id text, p_needed text[] DEFAULT NULL)
RETURNS text[] LANGUAGE plpgsql STABLE AS $$
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
  IF p_needed <@ client_grant.scope AND cardinality(p_needed) = (
    SELECT count(*) FROM permissions p
    WHERE p.tenant_id = foyer.tenant_id() AND p.api_id = portal_id AND p.name = ANY (p_needed)
      AND (p_organization_id IS NULL OR p.level = 'organization')) AND p_needed <> '{}' THEN
    RETURN p_needed;
  END IF;
  RETURN (
    SELECT array_agg(s.name ORDER BY s.position)
    FROM unnest(client_grant.scope) WITH ORDINALITY AS s (name, position)
    JOIN permissions p ON p.tenant_id = foyer.tenant_id() AND p.api_id = portal_id AND p.name = s.name
    WHERE p_organization_id IS NULL OR p.level = 'organization');
END $$;

DROP FUNCTION foyer.caller_status(text, text, jsonb, boolean);
-- Why a caller may not act, and their permissions; with p_needed possibly only those of p_needed that they have.
CREATE FUNCTION foyer.caller_status(
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

CREATE OR REPLACE FUNCTION foyer.begin_request(p_context jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  is_bound boolean := p_context->>'kind' = 'organization';
  needed text[] := ARRAY(SELECT jsonb_array_elements_text(p_context->'needed'));
  status record;
BEGIN
  PERFORM set_config('app.tenant_id', p_context->>'tenant', true), set_config('app.kind', p_context->>'kind', true),
    set_config('app.organization_id', coalesce(p_context->>'organization', ''), true),
    set_config('app.user_id', coalesce(p_context->>'user', ''), true),
    set_config('app.subject', coalesce(p_context->>'subject', ''), true),
    set_config('app.caller', coalesce(p_context->>'caller', '{}'), true),
    set_config('app.ip', coalesce(p_context->>'ip', ''), true);
  IF p_context->>'keepsPlans' = 'true' THEN
    PERFORM set_config('plan_cache_mode', 'force_generic_plan', true);
  END IF;
  IF p_context->'caller' IS NULL THEN
    RETURN;
  END IF;
  SELECT * INTO status FROM foyer.caller_status(
    CASE WHEN is_bound THEN p_context->>'organization' END, p_context->>'user', p_context->'caller',
    needed);
  IF status.refusal IN ('session', 'connection', 'time', 'factor') THEN
    RAISE EXCEPTION 'sign in again' USING ERRCODE = 'FY401';
  ELSIF status.refusal = 'network' THEN
    RAISE EXCEPTION 'other network' USING ERRCODE = 'FY406';
  ELSIF status.refusal IS NOT NULL THEN
    RAISE EXCEPTION 'not found' USING ERRCODE = 'FY404';
  ELSIF NOT needed <@ coalesce(status.permissions, '{}') THEN
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
