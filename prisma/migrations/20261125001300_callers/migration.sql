-- Who acts may be a person by her session, an application with a token of hers, or a machine by its grant.
CREATE FUNCTION app_caller() RETURNS jsonb LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(nullif(current_setting('app.caller', true), ''), '{}')::jsonb
$$;

ALTER POLICY may_see ON authorizations USING (app_whole_tenant() OR user_id = app_user());
ALTER POLICY may_see ON client_grants USING (app_whole_tenant() OR client_id = app_caller()->>'client'
  OR (app_kind() = 'organization' AND EXISTS (SELECT FROM client_grant_organizations c
    WHERE c.tenant_id = client_grants.tenant_id AND c.grant_id = client_grants.id AND c.organization_id = app_org())));

-- When she signed in to what an authorization stands on, and how.
CREATE FUNCTION foyer_signed_in(p_authorization text)
RETURNS TABLE (user_id text, connection_id text, since timestamptz) LANGUAGE sql STABLE AS $$
  SELECT a.user_id, a.connection_id, coalesce((a.payload->>'signed_in_at')::timestamptz, a.created_at)
  FROM authorizations a WHERE a.tenant_id = app_tenant() AND a.id = p_authorization AND foyer_in_force(a.id)
$$;

-- What a machine was granted on the portal: tenant-wide, or in one organization, where nothing of tenant level counts.
CREATE FUNCTION foyer_granted(p_client text, p_org text) RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT array_agg(s.name)
  FROM client_grants g
  CROSS JOIN LATERAL unnest(g.scope) AS s (name)
  JOIN permissions p ON p.tenant_id = app_tenant() AND p.api_id = g.api_id AND p.name = s.name
  WHERE g.tenant_id = app_tenant() AND g.client_id = p_client AND g.api_id = foyer_portal_api()
    AND CASE WHEN p_org IS NULL THEN g.organization_usage <> 'require'
      ELSE p.level = 'organization' AND g.organization_usage <> 'deny'
        AND EXISTS (SELECT FROM organizations o
          WHERE o.tenant_id = app_tenant() AND o.id = p_org AND o.deleted_at IS NULL AND o.suspended_at IS NULL)
        AND (g.allow_any_organization OR EXISTS (SELECT FROM client_grant_organizations c
          WHERE c.tenant_id = app_tenant() AND c.grant_id = g.id AND c.organization_id = p_org)) END
$$;

CREATE FUNCTION foyer_every_permission() RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT array_agg(p.name) FROM permissions p WHERE p.tenant_id = app_tenant() AND p.api_id = foyer_portal_api()
$$;

-- A caller as of now: whether it may still be here, what it holds, and up to what it may give. p_bound: the
-- organization that it is bound to; who acts at tenant level on an organization (p_place) holds what it holds at tenant
-- level, and no giving rule binds it. refusal: as foyer_standing has it. A token is never worth more than its scopes.
CREATE FUNCTION foyer_caller(p_bound text, p_place text, p_user text, p_caller jsonb)
RETURNS TABLE (refusal text, held text[], power text[]) LANGUAGE plpgsql STABLE AS $$
DECLARE
  signed record;
  why text;
  live text[];
  might text[];
BEGIN
  IF p_caller->>'session' IS NOT NULL THEN
    SELECT s.refusal, s.held INTO why, live FROM foyer_standing(p_bound, p_user, p_caller->>'session') s;
  ELSIF p_caller->>'authorization' IS NOT NULL THEN
    SELECT * INTO signed FROM foyer_signed_in(p_caller->>'authorization') s WHERE s.user_id = p_user;
    IF NOT FOUND THEN
      why := 'session';
    ELSIF p_bound IS NOT NULL THEN
      why := foyer_admits(p_bound, p_user, signed.connection_id, signed.since);
    END IF;
    live := ARRAY(SELECT DISTINCT h.permission FROM foyer_held(p_user, p_bound, foyer_portal_api()) h);
  ELSE
    live := foyer_granted(p_caller->>'client', p_bound);
    IF live IS NULL THEN
      why := 'session';
    END IF;
  END IF;
  IF why IS NOT NULL THEN
    RETURN QUERY SELECT why, NULL::text[], '{}'::text[];
    RETURN;
  END IF;

  might := CASE WHEN p_place IS NULL THEN '{}'::text[]
    WHEN p_bound IS NULL THEN foyer_every_permission()
    WHEN p_caller->>'client' IS NOT NULL THEN live
    ELSE foyer_power(p_user, p_bound) END;
  IF p_caller->'scopes' IS NOT NULL THEN
    live := ARRAY(SELECT l.name FROM unnest(live) AS l (name) WHERE p_caller->'scopes' ? l.name);
    IF p_bound IS NOT NULL THEN
      might := ARRAY(SELECT m.name FROM unnest(might) AS m (name) WHERE p_caller->'scopes' ? m.name);
    END IF;
  END IF;
  RETURN QUERY SELECT NULL::text, live, might;
END $$;

-- Opens a transaction: sets its context and, for a caller, checks once more, with the data, that it may be here.
-- p_context: {kind, tenant, organization, user, subject, needed, caller: {session | authorization | client, scopes}}
CREATE FUNCTION foyer_enter(p_context jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  caller record;
BEGIN
  PERFORM set_config('app.tenant_id', p_context->>'tenant', true), set_config('app.kind', p_context->>'kind', true),
    set_config('app.organization_id', coalesce(p_context->>'organization', ''), true),
    set_config('app.user_id', coalesce(p_context->>'user', ''), true),
    set_config('app.subject', coalesce(p_context->>'subject', ''), true),
    set_config('app.caller', coalesce(p_context->>'caller', '{}'), true);
  IF p_context->'caller' IS NULL THEN
    RETURN;
  END IF;
  SELECT * INTO caller FROM foyer_caller(
    CASE WHEN p_context->>'kind' = 'organization' THEN p_context->>'organization' END, p_context->>'organization',
    p_context->>'user', p_context->'caller');
  IF caller.refusal = 'session' OR caller.refusal = 'connection' THEN
    RAISE EXCEPTION 'sign in again' USING ERRCODE = 'FY401';
  ELSIF caller.refusal IS NOT NULL
    OR NOT ARRAY(SELECT jsonb_array_elements_text(p_context->'needed')) <@ caller.held THEN
    RAISE EXCEPTION 'not found' USING ERRCODE = 'FY404';
  END IF;
END $$;
