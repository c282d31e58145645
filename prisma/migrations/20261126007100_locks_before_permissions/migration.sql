-- Locks these rows in the order of their ids: those that the change alters against everybody, the others for sharing.
CREATE FUNCTION foyer_lock_rows(p_table regclass, p_shared text[], p_altered text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  row_id text;
BEGIN
  FOR row_id IN SELECT DISTINCT unnest(p_shared || p_altered) ORDER BY 1 LOOP
    EXECUTE format('SELECT FROM %s WHERE tenant_id = app_tenant() AND id = $1 FOR %s', p_table,
      CASE WHEN row_id = ANY (p_altered) THEN 'NO KEY UPDATE' ELSE 'SHARE' END) USING row_id;
  END LOOP;
END $$;

-- The member, its roles there and, where they count, its roles and the tenant's flag: what a person's permissions rest on.
-- Direct permissions and roles at tenant level change only under the lock of the user's row.
CREATE FUNCTION foyer_lock_person_permissions(p_bound text, p_user text, p_altered_roles text[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  inherits boolean := EXISTS (
    SELECT FROM tenants t WHERE t.id = app_tenant() AND t.inherit_global_permissions_in_organizations);
  held text[];
BEGIN
  PERFORM FROM members m
    WHERE m.tenant_id = app_tenant() AND m.organization_id = p_bound AND m.user_id = p_user FOR SHARE;
  PERFORM FROM member_roles mr
    WHERE mr.tenant_id = app_tenant() AND mr.organization_id = p_bound AND mr.user_id = p_user
    ORDER BY mr.role_id FOR SHARE;
  held := ARRAY(SELECT mr.role_id FROM member_roles mr
    WHERE mr.tenant_id = app_tenant() AND mr.organization_id = p_bound AND mr.user_id = p_user);
  IF p_bound IS NULL OR inherits THEN
    PERFORM FROM user_roles ur WHERE ur.tenant_id = app_tenant() AND ur.user_id = p_user ORDER BY ur.role_id FOR SHARE;
    held := held || ARRAY(SELECT r.id FROM roles r
      WHERE r.tenant_id = app_tenant() AND (r.everyone OR EXISTS (
        SELECT FROM user_roles ur WHERE ur.tenant_id = app_tenant() AND ur.user_id = p_user AND ur.role_id = r.id)));
  END IF;
  PERFORM foyer_lock_rows('roles', held, p_altered_roles);
  -- Last, since whoever alters a role locks it before the tenant.
  IF p_bound IS NOT NULL AND inherits THEN
    PERFORM FROM tenants t WHERE t.id = app_tenant() FOR SHARE;
  END IF;
END $$;

-- The session or authorization by which a person acts; an authorization that is not offline rests on its session.
CREATE FUNCTION foyer_lock_sign_in(p_caller jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM sessions s
    WHERE s.tenant_id = app_tenant() AND s.id = coalesce(p_caller->>'session', (SELECT a.session_id FROM authorizations a
      WHERE a.tenant_id = app_tenant() AND a.id = p_caller->>'authorization' AND NOT a.offline)) FOR SHARE;
  PERFORM FROM authorizations a
    WHERE a.tenant_id = app_tenant() AND a.id = p_caller->>'authorization' FOR SHARE;
END $$;

-- The grant by which a machine acts, and its place on the grant's list of organizations.
CREATE FUNCTION foyer_lock_grant(p_bound text, p_client text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM client_grants g
    WHERE g.tenant_id = app_tenant() AND g.client_id = p_client AND g.api_id = foyer_portal_api() FOR SHARE;
  PERFORM FROM client_grant_organizations c
    WHERE c.tenant_id = app_tenant() AND c.organization_id = p_bound AND c.grant_id IN (
      SELECT g.id FROM client_grants g
      WHERE g.tenant_id = app_tenant() AND g.client_id = p_client AND g.api_id = foyer_portal_api())
    FOR SHARE;
END $$;

-- Enters for a change: locks what the caller's permission rests on, then checks the permission. What would take it away
-- and is under way is waited for; nothing can take it away before the change ends. Everybody locks in one order:
-- organization, users, session, authorization, grant, member, roles. Each statement sees what was committed before it.
CREATE FUNCTION foyer_begin_change(p_context jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  place text := p_context->>'organization';
  bound text := CASE WHEN p_context->>'kind' = 'organization' THEN place END;
  person text := p_context->>'user';
  locks jsonb := p_context->'locks';
  users text[] := ARRAY(SELECT jsonb_array_elements_text(locks->'users'));
  roles text[] := ARRAY(SELECT jsonb_array_elements_text(locks->'roles'));
BEGIN
  IF p_context->'caller' IS NULL THEN
    PERFORM foyer_enter(p_context);
    RETURN;
  END IF;
  PERFORM set_config('app.tenant_id', p_context->>'tenant', true), set_config('app.kind', 'system', true);
  IF locks->>'organization' = 'update' THEN
    PERFORM FROM organizations o WHERE o.tenant_id = app_tenant() AND o.id = place FOR UPDATE;
  ELSE
    PERFORM FROM organizations o WHERE o.tenant_id = app_tenant() AND o.id = place FOR SHARE;
  END IF;
  -- Only ordinary changes in organizations run beside each other: all others may alter what is the person's own.
  IF bound IS NULL OR locks->>'organization' = 'update' THEN
    users := users || person;
  END IF;
  PERFORM foyer_lock_rows('users', ARRAY[person], users);
  IF person IS NULL THEN
    PERFORM foyer_lock_grant(bound, p_context->'caller'->>'client');
    PERFORM foyer_lock_rows('roles', '{}', roles);
  ELSE
    PERFORM foyer_lock_sign_in(p_context->'caller');
    IF p_context->>'kind' <> 'self' THEN
      PERFORM foyer_lock_person_permissions(bound, person, roles);
    END IF;
  END IF;
  PERFORM foyer_enter(p_context);
  PERFORM set_config('app.organization_lock', CASE WHEN place IS NULL THEN '' ELSE coalesce(locks->>'organization', 'share') END, true),
    set_config('app.kind', CASE WHEN locks->>'as_system' = 'true' THEN 'system' ELSE p_context->>'kind' END, true);
END $$;

-- What people may do in an organization rests on these rows: a change in it that writes them locks it FOR UPDATE as it
-- begins. To lock it so later would be an upgrade of FOR SHARE, and two that upgrade wait for each other.
CREATE FUNCTION foyer_assert_organization_locked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('app.organization_lock', true) = 'share' THEN
    RAISE EXCEPTION 'A change that writes % begins by locking the organization: use changeLocked().', TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER organization_locked BEFORE UPDATE OR DELETE ON organizations
  FOR EACH STATEMENT EXECUTE FUNCTION foyer_assert_organization_locked();
CREATE TRIGGER organization_locked BEFORE INSERT OR UPDATE OR DELETE ON members
  FOR EACH STATEMENT EXECUTE FUNCTION foyer_assert_organization_locked();
CREATE TRIGGER organization_locked BEFORE INSERT OR UPDATE OR DELETE ON member_roles
  FOR EACH STATEMENT EXECUTE FUNCTION foyer_assert_organization_locked();
CREATE TRIGGER organization_locked BEFORE INSERT OR UPDATE OR DELETE ON roles
  FOR EACH STATEMENT EXECUTE FUNCTION foyer_assert_organization_locked();
CREATE TRIGGER organization_locked BEFORE INSERT OR UPDATE OR DELETE ON role_permissions
  FOR EACH STATEMENT EXECUTE FUNCTION foyer_assert_organization_locked();
CREATE TRIGGER organization_locked BEFORE INSERT OR UPDATE OR DELETE ON enabled_connections
  FOR EACH STATEMENT EXECUTE FUNCTION foyer_assert_organization_locked();
CREATE TRIGGER organization_locked BEFORE INSERT OR UPDATE OR DELETE ON organization_clients
  FOR EACH STATEMENT EXECUTE FUNCTION foyer_assert_organization_locked();
