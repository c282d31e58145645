-- A request that needs no permission, such as a switch, has those of a session not resolved when it begins.
DROP FUNCTION foyer.session_status(text, text, text);
-- Why a session may not act, at tenant level or in an organization, and its permissions there; empty without p_with_permissions.
CREATE FUNCTION foyer.session_status(
  p_organization_id text, p_user_id text, p_session_id text, p_with_permissions boolean DEFAULT true
)
RETURNS TABLE (refusal text, permissions text[]) LANGUAGE plpgsql STABLE ROWS 1 AS $$
DECLARE
  active record;
  is_support boolean := false;
BEGIN
  SELECT s.connection_id, s.created_at INTO active
  FROM sessions s
  JOIN users u ON u.tenant_id = foyer.tenant_id() AND u.id = s.user_id
    AND NOT u.blocked AND u.email_verified_at IS NOT NULL
  JOIN tenants t ON t.id = foyer.tenant_id()
  WHERE s.tenant_id = foyer.tenant_id() AND s.id = p_session_id AND s.user_id = p_user_id
    AND s.ended_at IS NULL AND s.expires_at > now()
    AND s.last_seen_at > now() - make_interval(mins => t.session_idle_minutes);
  IF NOT FOUND THEN
    refusal := 'session';
  ELSIF p_organization_id IS NOT NULL THEN
    is_support := foyer.support_until(p_organization_id, p_user_id, p_session_id) IS NOT NULL;
    IF NOT is_support THEN
      refusal := foyer.organization_admits(
        p_organization_id, p_user_id, active.connection_id, active.created_at, p_session_id, true);
    END IF;
  END IF;
  IF refusal IS NULL AND NOT p_with_permissions THEN
    permissions := '{}';
  ELSIF is_support THEN
    permissions := foyer.support_permissions(p_user_id);
  ELSIF refusal IS NULL AND p_organization_id IS NULL AND NOT foyer.counts_at_tenant_level(active.connection_id) THEN
    permissions := '{}';
  ELSIF refusal IS NULL THEN
    permissions := (
      SELECT coalesce(array_agg(DISTINCT e.permission), '{}')
      FROM foyer.effective_permissions(p_user_id, p_organization_id, foyer.portal_api_id()) e);
  END IF;
  RETURN NEXT;
END $$;

DROP FUNCTION foyer.caller_status(text, text, jsonb);
-- The same of any caller; only those of a session are left out without p_with_permissions.
CREATE FUNCTION foyer.caller_status(
  p_bound_organization_id text, p_user_id text, p_caller jsonb, p_with_permissions boolean DEFAULT true
)
RETURNS TABLE (refusal text, permissions text[]) LANGUAGE plpgsql STABLE ROWS 1 AS $$
DECLARE
  active record;
BEGIN
  IF p_caller->>'session' IS NOT NULL THEN
    SELECT s.refusal, s.permissions INTO refusal, permissions
    FROM foyer.session_status(
      p_bound_organization_id, p_user_id, p_caller->>'session', p_with_permissions) s;
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
    cardinality(needed) > 0);
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
