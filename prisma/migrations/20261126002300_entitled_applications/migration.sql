-- Whether an organization’s members may come in by an application: by any, unless the people who run the product have
-- switched it over to those that they gave it for its members.
CREATE FUNCTION foyer_entitled(p_org text, p_client text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (SELECT FROM organizations o
      WHERE o.tenant_id = app_tenant() AND o.id = p_org AND o.is_app_entitlement_active)
    OR EXISTS (SELECT FROM organization_clients c
      WHERE c.tenant_id = app_tenant() AND c.organization_id = p_org AND c.client_id = p_client AND c.use_for_member_access)
$$;

-- A caller as of now: whether it may still be here, what it holds, and up to what it may give. p_bound: the
-- organization that it is bound to; who acts at tenant level on an organization (p_place) holds what it holds at tenant
-- level, and no giving rule binds it. refusal: as foyer_standing has it. A token is never worth more than its scopes.
CREATE OR REPLACE FUNCTION foyer_caller(p_bound text, p_place text, p_user text, p_caller jsonb)
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
      IF why IS NULL AND NOT foyer_entitled(p_bound, (SELECT a.client_id FROM authorizations a
        WHERE a.tenant_id = app_tenant() AND a.id = p_caller->>'authorization')) THEN
        why := 'session';
      END IF;
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
