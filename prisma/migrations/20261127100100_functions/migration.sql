-- The context of a transaction, set only by foyer_enter and only until its end.
CREATE FUNCTION app_tenant() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT current_setting('app.tenant_id', true) $$;

CREATE FUNCTION app_kind() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT current_setting('app.kind', true) $$;

CREATE FUNCTION app_org() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT current_setting('app.organization_id', true) $$;

CREATE FUNCTION app_user() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT current_setting('app.user_id', true) $$;

-- What a public access names: a slug, a ticket's hash, an image's id.
CREATE FUNCTION app_subject() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT nullif(current_setting('app.subject', true), '') $$;

CREATE FUNCTION app_whole_tenant() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT current_setting('app.kind', true) IN ('tenant', 'system') $$;

-- Who acts may be a person by her session, an application with a token of hers, or a machine by its grant.
CREATE FUNCTION app_caller() RETURNS jsonb LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(nullif(current_setting('app.caller', true), ''), '{}')::jsonb
$$;

-- Search: folded words, kept by the database so that no writer can forget them.
CREATE FUNCTION foyer_fold(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT lower(regexp_replace(normalize(value, NFKD), '[\u0300-\u036f]', '', 'g'))
$$;

CREATE FUNCTION foyer_fold_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.name_folded := foyer_fold(NEW.name);
  RETURN NEW;
END $$;

CREATE FUNCTION foyer_index_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM user_words WHERE tenant_id = NEW.tenant_id AND user_id = NEW.id;
  INSERT INTO user_words (tenant_id, user_id, word)
  SELECT DISTINCT NEW.tenant_id, NEW.id, word
  FROM regexp_split_to_table(
    foyer_fold(NEW.name) || ' ' || foyer_fold(NEW.email) || ' ' || split_part(foyer_fold(NEW.email), '@', 2), '\s+'
  ) AS word
  WHERE word <> '';
  RETURN NULL;
END $$;

-- Holds admin:organizations at tenant level.
CREATE FUNCTION foyer_may_enter_any(p_user text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM apis a
    JOIN users u ON u.tenant_id = app_tenant() AND u.id = p_user AND NOT u.blocked
    WHERE a.tenant_id = app_tenant() AND a.is_portal AND (
      EXISTS (SELECT FROM user_permissions up
        WHERE up.tenant_id = app_tenant() AND up.user_id = u.id AND up.api_id = a.id AND up.name = 'admin:organizations')
      OR EXISTS (SELECT FROM roles r
        JOIN role_permissions rp ON rp.tenant_id = app_tenant() AND rp.role_id = r.id AND rp.api_id = a.id AND rp.name = 'admin:organizations'
        WHERE r.tenant_id = app_tenant() AND r.usable_in = '*' AND ((r.everyone AND u.email_verified_at IS NOT NULL) OR EXISTS (
          SELECT FROM user_roles ur WHERE ur.tenant_id = app_tenant() AND ur.user_id = u.id AND ur.role_id = r.id)))))
$$;

-- What a user holds on one API, and from which role; a null role_id is a direct permission.
-- p_org null: at tenant level. Otherwise as a member of that organization, or, with the tenant's flag
-- inherit_global_permissions_in_organizations on, by what she inherits.
CREATE FUNCTION foyer_held(p_user text, p_org text, p_api text)
RETURNS TABLE (permission text, role_id text, inherited boolean) LANGUAGE sql STABLE AS $$
  WITH person AS (
    SELECT u.id, u.email_verified_at IS NOT NULL AS proven
    FROM users u WHERE u.tenant_id = app_tenant() AND u.id = p_user AND NOT u.blocked
  ), global AS (
    SELECT up.name, NULL::text AS role_id
    FROM person p JOIN user_permissions up ON up.tenant_id = app_tenant() AND up.user_id = p.id AND up.api_id = p_api
    UNION ALL
    SELECT rp.name, rp.role_id
    FROM person p
    JOIN roles r ON r.tenant_id = app_tenant() AND r.usable_in = '*'
      AND ((r.everyone AND p.proven) OR EXISTS (
        SELECT FROM user_roles ur WHERE ur.tenant_id = app_tenant() AND ur.user_id = p.id AND ur.role_id = r.id))
    JOIN role_permissions rp ON rp.tenant_id = app_tenant() AND rp.role_id = r.id AND rp.api_id = p_api
  ), flag AS (
    SELECT t.inherit_global_permissions_in_organizations AS inherits FROM tenants t WHERE t.id = app_tenant()
  ), organization AS (
    SELECT o.id FROM organizations o
    WHERE o.tenant_id = app_tenant() AND o.id = p_org AND o.deleted_at IS NULL AND o.suspended_at IS NULL
  ), membership AS (
    SELECT m.organization_id, m.suspended_at IS NOT NULL AS suspended
    FROM organization o JOIN members m ON m.tenant_id = app_tenant() AND m.organization_id = o.id AND m.user_id = p_user
  ), own AS (
    SELECT rp.name, rp.role_id
    FROM person p, membership m
    JOIN member_roles mr ON mr.tenant_id = app_tenant() AND mr.organization_id = m.organization_id AND mr.user_id = p_user
    JOIN role_permissions rp ON rp.tenant_id = app_tenant() AND rp.role_id = mr.role_id AND rp.api_id = p_api
    JOIN permissions pm ON pm.tenant_id = app_tenant() AND pm.api_id = p_api AND pm.name = rp.name
    JOIN apis a ON a.tenant_id = app_tenant() AND a.id = p_api
    WHERE NOT m.suspended AND (NOT a.is_portal OR pm.level = 'organization')
  )
  SELECT g.name, g.role_id, false FROM global g WHERE p_org IS NULL
  UNION ALL
  SELECT w.name, w.role_id, false FROM own w
  UNION ALL
  SELECT g.name, g.role_id, true FROM global g, flag f, organization o
  WHERE f.inherits AND (
    EXISTS (SELECT FROM membership m WHERE NOT m.suspended)
    OR (NOT EXISTS (SELECT FROM membership) AND foyer_may_enter_any(p_user)))
$$;

CREATE FUNCTION foyer_portal_api() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT a.id FROM apis a WHERE a.tenant_id = app_tenant() AND a.is_portal
$$;

-- The Management permissions up to which a person may give, and above which she may not touch another:
-- those of her own roles there; inherited ones count only with admin:organizations.
CREATE FUNCTION foyer_power(p_user text, p_org text) RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(array_agg(DISTINCT h.permission), '{}')
  FROM foyer_held(p_user, p_org, foyer_portal_api()) h
  WHERE NOT h.inherited OR foyer_may_enter_any(p_user)
$$;

-- Whether this session may be here now, and what the person holds on the portal.
-- refusal: 'session' (gone, ended, idle, blocked), 'member' (nothing of hers here), 'connection' (sign in again,
-- in a way this organization allows), or null.
CREATE FUNCTION foyer_standing(p_org text, p_user text, p_session text)
RETURNS TABLE (refusal text, held text[]) LANGUAGE plpgsql STABLE AS $$
DECLARE
  s record;
  why text;
BEGIN
  SELECT se.connection_id, se.created_at INTO s
  FROM sessions se
  JOIN users u ON u.tenant_id = app_tenant() AND u.id = se.user_id AND NOT u.blocked AND u.email_verified_at IS NOT NULL
  JOIN tenants t ON t.id = app_tenant()
  WHERE se.tenant_id = app_tenant() AND se.id = p_session AND se.user_id = p_user
    AND se.ended_at IS NULL AND se.expires_at > now()
    AND se.last_seen_at > now() - make_interval(mins => t.session_idle_minutes);
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'session', NULL::text[];
    RETURN;
  END IF;

  IF p_org IS NOT NULL THEN
    why := foyer_admits(p_org, p_user, s.connection_id, s.created_at);
    IF why IS NOT NULL THEN
      RETURN QUERY SELECT why, NULL::text[];
      RETURN;
    END IF;
  END IF;

  RETURN QUERY SELECT NULL::text, coalesce(array_agg(DISTINCT h.permission), '{}')
  FROM foyer_held(p_user, p_org, foyer_portal_api()) h;
END $$;

CREATE FUNCTION foyer_invitation_mails(p_addresses text[]) RETURNS TABLE (address text, sent integer) LANGUAGE plpgsql AS $$
DECLARE
  kind text := app_kind();
BEGIN
  PERFORM set_config('app.kind', 'system', true);
  RETURN QUERY
  SELECT i.email_folded, count(*)::integer
  FROM invitations i
  JOIN invitation_tickets t ON t.tenant_id = app_tenant() AND t.organization_id = i.organization_id
    AND t.invitation_id = i.id AND t.purpose = 'mailed'
  WHERE i.tenant_id = app_tenant() AND i.email_folded = ANY (p_addresses) AND i.send_invitation_email
    AND t.created_at > now() - interval '24 hours'
  GROUP BY i.email_folded;
  PERFORM set_config('app.kind', kind, true);
END $$;

-- Whether somebody who signed in by this connection, at this time, may be in this organization now: null, or why not.
-- 'member': nothing of hers here. 'connection': sign in again, in a way that this organization allows.
CREATE FUNCTION foyer_admits(p_org text, p_user text, p_connection text, p_since timestamptz) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN NOT EXISTS (
      SELECT FROM organizations o
      JOIN members m ON m.tenant_id = app_tenant() AND m.organization_id = o.id AND m.user_id = p_user AND m.suspended_at IS NULL
      WHERE o.tenant_id = app_tenant() AND o.id = p_org AND o.deleted_at IS NULL AND o.suspended_at IS NULL
    ) AND NOT EXISTS (SELECT FROM foyer_held(p_user, p_org, foyer_portal_api())) THEN 'member'
    WHEN NOT EXISTS (
      SELECT FROM organizations o
      JOIN enabled_connections e ON e.tenant_id = app_tenant() AND e.organization_id = o.id AND e.connection_id = p_connection
      WHERE o.tenant_id = app_tenant() AND o.id = p_org AND (o.sessions_from IS NULL OR p_since >= o.sessions_from)
    ) THEN 'connection'
  END
$$;

-- Whether an authorization’s tokens still serve: not revoked, not expired, its person not blocked, and, unless it is
-- meant to outlive its session, the session alive.
CREATE FUNCTION foyer_in_force(p_authorization text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM authorizations a
    JOIN users u ON u.tenant_id = app_tenant() AND u.id = a.user_id AND NOT u.blocked AND u.email_verified_at IS NOT NULL
    WHERE a.tenant_id = app_tenant() AND a.id = p_authorization AND a.revoked_at IS NULL AND a.expires_at > now()
      AND (a.offline OR EXISTS (
        SELECT FROM sessions s
        JOIN tenants t ON t.id = app_tenant()
        WHERE s.tenant_id = app_tenant() AND s.id = a.session_id AND s.ended_at IS NULL AND s.expires_at > now()
          AND s.last_seen_at > now() - make_interval(mins => t.session_idle_minutes)))
  )
$$;

-- A role that cannot be given any more, or makes owners now, is not given by itself either.
CREATE FUNCTION foyer_role_joins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.joins := NEW.joins AND NEW.assignable AND NOT NEW.is_owner;
  RETURN NEW;
END $$;

-- How many members of the organization under way have come by this connection and still are in, and how many would
-- have no way in without it. An organization sees neither the sessions nor the identities of persons, so the function
-- looks in its stead, and answers with two numbers.
CREATE FUNCTION foyer_relying(p_connection text) RETURNS TABLE (signed_in integer, stranded integer)
LANGUAGE plpgsql AS $$
DECLARE
  kind text := app_kind();
BEGIN
  PERFORM set_config('app.kind', 'system', true);
  RETURN QUERY
  WITH people AS (
    SELECT m.user_id FROM members m
    JOIN users u ON u.tenant_id = app_tenant() AND u.id = m.user_id AND NOT u.blocked
    WHERE m.tenant_id = app_tenant() AND m.organization_id = app_org() AND m.suspended_at IS NULL
  ), others AS (
    SELECT c.id, c.strategy FROM enabled_connections e
    JOIN connections c ON c.tenant_id = app_tenant() AND c.id = e.connection_id
    WHERE e.tenant_id = app_tenant() AND e.organization_id = app_org() AND e.connection_id <> p_connection
  ), inside AS (
    SELECT DISTINCT s.user_id FROM sessions s JOIN tenants t ON t.id = app_tenant()
    WHERE s.tenant_id = app_tenant() AND s.connection_id = p_connection AND s.ended_at IS NULL AND s.expires_at > now()
      AND s.last_seen_at > now() - make_interval(mins => t.session_idle_minutes)
  ), known AS (
    -- A mail reaches everybody.
    SELECT p.user_id FROM people p WHERE EXISTS (SELECT FROM others WHERE strategy = 'email')
    UNION
    SELECT i.user_id FROM identities i JOIN others o ON o.id = i.connection_id WHERE i.tenant_id = app_tenant()
    UNION
    SELECT k.user_id FROM passkeys k
    WHERE k.tenant_id = app_tenant() AND EXISTS (SELECT FROM others WHERE strategy = 'passkey')
  )
  SELECT count(inside.user_id)::integer, (count(*) - count(known.user_id))::integer
  FROM people LEFT JOIN inside USING (user_id) LEFT JOIN known USING (user_id);
  PERFORM set_config('app.kind', kind, true);
END $$;

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

-- A machine’s token that says more than its grant does by now is told so. To a person it is not there, as a page is.
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
  ELSIF caller.refusal IS NOT NULL THEN
    RAISE EXCEPTION 'not found' USING ERRCODE = 'FY404';
  ELSIF NOT ARRAY(SELECT jsonb_array_elements_text(p_context->'needed')) <@ caller.held THEN
    IF p_context->'caller'->>'client' IS NOT NULL THEN
      RAISE EXCEPTION 'not held' USING ERRCODE = 'FY403';
    END IF;
    RAISE EXCEPTION 'not found' USING ERRCODE = 'FY404';
  ELSIF p_context->>'kind' = 'tenant' AND p_context->>'organization' IS NOT NULL AND NOT EXISTS (
    SELECT FROM organizations o
    WHERE o.tenant_id = p_context->>'tenant' AND o.id = p_context->>'organization' AND o.deleted_at IS NULL) THEN
    RAISE EXCEPTION 'not found' USING ERRCODE = 'FY404';
  END IF;
END $$;

-- Whether an organization’s members may come in by an application: by any, unless the people who run the product have
-- switched it over to those that they gave it for its members.
CREATE FUNCTION foyer_entitled(p_org text, p_client text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (SELECT FROM organizations o
      WHERE o.tenant_id = app_tenant() AND o.id = p_org AND o.is_app_entitlement_active)
    OR EXISTS (SELECT FROM organization_clients c
      WHERE c.tenant_id = app_tenant() AND c.organization_id = p_org AND c.client_id = p_client AND c.use_for_member_access)
$$;

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

CREATE TRIGGER users_fold BEFORE INSERT OR UPDATE OF name ON users
  FOR EACH ROW EXECUTE FUNCTION foyer_fold_user();
CREATE TRIGGER users_index AFTER INSERT OR UPDATE OF name, email ON users
  FOR EACH ROW EXECUTE FUNCTION foyer_index_user();
CREATE TRIGGER roles_joins BEFORE UPDATE ON roles FOR EACH ROW WHEN (OLD.joins) EXECUTE FUNCTION foyer_role_joins();
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

-- The organizations that a person may switch to, the one they were active in last first, with the names of their roles.
CREATE FUNCTION foyer_organizations_of(p_user text, p_limit int, p_offset int)
RETURNS TABLE (id text, slug text, "displayName" text, "logoId" text, roles text[]) LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
  SELECT o.id, o.slug, o.display_name, o.logo_id, ARRAY(
      SELECT r.name FROM member_roles mr
      JOIN roles r ON r.tenant_id = mr.tenant_id AND r.id = mr.role_id
      WHERE mr.tenant_id = m.tenant_id AND mr.organization_id = m.organization_id AND mr.user_id = m.user_id
      ORDER BY r.created_at, r.name)
  FROM members m
  JOIN organizations o ON o.tenant_id = m.tenant_id AND o.id = m.organization_id
  LEFT JOIN LATERAL (
    SELECT e.occurred_at FROM audit_events e
    WHERE e.tenant_id = m.tenant_id AND e.organization_id = m.organization_id AND e.actor_id = m.user_id
    ORDER BY e.occurred_at DESC LIMIT 1
  ) used ON true
  WHERE m.tenant_id = app_tenant() AND m.user_id = p_user AND m.suspended_at IS NULL
    AND o.deleted_at IS NULL AND o.suspended_at IS NULL
  ORDER BY coalesce(used.occurred_at, m.created_at) DESC, o.id
  LIMIT p_limit OFFSET p_offset;
END $$;

-- Who a cookie belongs to, in one statement: the live session with its person and the organization where they land, or null.
-- For a page also what they hold at tenant level, the organizations that they may switch to, and, where p_slug names
-- an organization, whether they may be there now and what they hold there. Sets the context of its own transaction.
CREATE FUNCTION foyer_caller_context(p_tenant text, p_user text, p_session text, p_slug text, p_is_page boolean)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  signed record;
  place record;
  why text;
  portal text;
  context jsonb;
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant, true), set_config('app.kind', 'system', true),
    set_config('app.organization_id', '', true), set_config('app.user_id', p_user, true),
    set_config('app.subject', '', true), set_config('app.caller', '{}', true);
  SELECT s.id, s.connection_id, s.amr, s.auth_time, s.expires_at, s.created_at, s.organization_id, u.email, u.name,
    s.last_seen_at < now() - interval '1 minute' AS seen_long_ago INTO signed
  FROM sessions s
  JOIN users u ON u.tenant_id = p_tenant AND u.id = s.user_id AND NOT u.blocked AND u.email_verified_at IS NOT NULL
  JOIN tenants t ON t.id = p_tenant
  WHERE s.tenant_id = p_tenant AND s.id = p_session AND s.user_id = p_user
    AND s.ended_at IS NULL AND s.expires_at > now()
    AND s.last_seen_at > now() - make_interval(mins => t.session_idle_minutes);
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;

  context := jsonb_build_object(
    'session', jsonb_build_object('id', signed.id, 'connectionId', signed.connection_id, 'amr', coalesce(signed.amr, '{}'),
      'authTime', signed.auth_time, 'expiresAt', signed.expires_at,
      'user', jsonb_build_object('id', p_user, 'email', signed.email, 'name', signed.name),
      'organization', CASE WHEN signed.organization_id IS NOT NULL
        AND foyer_admits(signed.organization_id, p_user, signed.connection_id, signed.created_at) IS NULL THEN (
        SELECT jsonb_build_object('id', o.id, 'slug', o.slug, 'displayName', o.display_name)
        FROM organizations o WHERE o.tenant_id = p_tenant AND o.id = signed.organization_id) END),
    'isSeenLongAgo', signed.seen_long_ago);
  IF NOT p_is_page THEN
    RETURN context;
  END IF;

  portal := foyer_portal_api();
  context := context || jsonb_build_object(
    'held', ARRAY(SELECT DISTINCT h.permission FROM foyer_held(p_user, NULL, portal) h),
    'organizations', (SELECT jsonb_agg(to_jsonb(o)) FROM foyer_organizations_of(p_user, 25, 0) o));
  IF p_slug IS NULL THEN
    RETURN context;
  END IF;

  SELECT o.id, o.slug, o.display_name, o.logo_id, o.primary_color, o.background_color,
    foyer_admits(o.id, p_user, signed.connection_id, signed.created_at) AS refusal INTO place
  FROM organization_slugs s
  JOIN organizations o ON o.tenant_id = p_tenant AND o.id = s.organization_id AND o.deleted_at IS NULL
  WHERE s.tenant_id = p_tenant AND s.slug = p_slug AND (s.held_until IS NULL OR s.held_until >= now());
  IF NOT FOUND OR place.refusal = 'member' THEN
    RETURN context;
  END IF;
  RETURN context || jsonb_build_object('entry', jsonb_build_object(
    'refusal', place.refusal,
    'organization', jsonb_build_object('id', place.id, 'slug', place.slug, 'displayName', place.display_name,
      'logoId', place.logo_id, 'primaryColor', place.primary_color, 'backgroundColor', place.background_color),
    'held', ARRAY(SELECT DISTINCT h.permission FROM foyer_held(p_user, place.id, portal) h),
    'isNews', NOT EXISTS (
        SELECT FROM members m WHERE m.tenant_id = p_tenant AND m.organization_id = place.id AND m.user_id = p_user)
      AND NOT EXISTS (
        SELECT FROM audit_events e WHERE e.tenant_id = p_tenant AND e.organization_id = place.id
          AND e.type = 'organization.entered' AND e.target_id = p_session)));
END $$;

-- An application with the hashes of the secrets that serve now, or null. Sets the context of its own transaction.
CREATE FUNCTION foyer_application(p_tenant text, p_client text) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant, true), set_config('app.kind', 'system', true);
  RETURN (
    SELECT jsonb_build_object('id', c.id, 'name', c.name, 'appType', c.app_type, 'grantTypes', coalesce(c.grant_types, '{}'),
      'tokenEndpointAuthMethod', c.token_endpoint_auth_method, 'redirectUris', coalesce(c.redirect_uris, '{}'),
      'logoutUrls', coalesce(c.logout_urls, '{}'), 'initiateLoginUri', c.initiate_login_uri, 'organizationUsage', c.organization_usage,
      'organizationRequireBehavior', c.organization_require_behavior,
      'organizationDiscoveryMethods', coalesce(c.organization_discovery_methods, '{}'), 'jwks', c.jwks, 'webOrigins', coalesce(c.web_origins, '{}'),
      'allowedOrigins', coalesce(c.allowed_origins, '{}'), 'defaultOrganizationId', c.default_organization_id,
      'refreshIdleSeconds', c.refresh_idle_seconds, 'refreshAbsoluteSeconds', c.refresh_absolute_seconds,
      'idTokenSeconds', c.id_token_seconds, 'requirePkce', c.require_pkce,
      'secretHashes', ARRAY(
        SELECT s.secret_hash FROM client_secrets s
        WHERE s.tenant_id = p_tenant AND s.client_id = c.id AND (s.expires_at IS NULL OR s.expires_at > now())))
    FROM clients c WHERE c.tenant_id = p_tenant AND c.id = p_client);
END $$;

-- What a machine may do on the API with this identifier, in the organization that it names by id or, if p_by_name, by slug:
-- the API, the organization and the grant, each null where there is none. Sets the context of its own transaction.
CREATE FUNCTION foyer_client_access(p_tenant text, p_client text, p_audience text, p_organization text, p_by_name boolean)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  place record;
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant, true), set_config('app.kind', 'system', true);
  SELECT o.id, o.slug INTO place FROM organizations o
  WHERE o.tenant_id = p_tenant AND o.deleted_at IS NULL AND o.suspended_at IS NULL
    AND CASE WHEN p_by_name AND NOT starts_with(p_organization, 'org_') THEN o.slug = lower(p_organization)
      ELSE o.id = p_organization END;
  RETURN jsonb_build_object(
    'organization', CASE WHEN place.id IS NOT NULL THEN jsonb_build_object('id', place.id, 'slug', place.slug) END,
    'audience', (SELECT to_jsonb(a) FROM foyer_audience(p_audience) a),
    'grant', (
      SELECT jsonb_build_object('scope', coalesce(g.scope, '{}'), 'organizationUsage', g.organization_usage,
        'allowAnyOrganization', g.allow_any_organization, 'includesOrganization', EXISTS (
          SELECT FROM client_grant_organizations c
          WHERE c.tenant_id = p_tenant AND c.grant_id = g.id AND c.organization_id = place.id))
      FROM apis a JOIN client_grants g ON g.tenant_id = p_tenant AND g.client_id = p_client AND g.api_id = a.id
      WHERE a.tenant_id = p_tenant AND a.identifier = p_audience));
END $$;

-- The API with this identifier, and every permission that it defines.
CREATE FUNCTION foyer_audience(p_identifier text) RETURNS TABLE (
  id text, identifier text, "enforcePolicies" boolean, dialect text, lifetime int, "signingAlg" text,
  "allowsOffline" boolean, permissions text[]
) LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
  SELECT a.id, a.identifier, a.enforce_policies, a.token_dialect, a.token_lifetime, a.signing_alg, a.allow_offline_access,
    ARRAY(SELECT p.name FROM permissions p WHERE p.tenant_id = a.tenant_id AND p.api_id = a.id ORDER BY p.name)
  FROM apis a WHERE a.tenant_id = app_tenant() AND a.identifier = p_identifier;
END $$;

-- What the OpenID provider kept under this hash, if its authorization is in force, or null. Sets the context of its own transaction.
CREATE FUNCTION foyer_artifact(p_tenant text, p_kind text, p_hash text) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant, true), set_config('app.kind', 'system', true);
  RETURN (
    SELECT jsonb_build_object('payload', t.payload, 'authorizationId', t.authorization_id, 'consumedAt', t.consumed_at)
    FROM token_artifacts t
    WHERE t.tenant_id = p_tenant AND t.kind = p_kind AND t.id_hash = p_hash AND t.expires_at > now()
      AND (t.authorization_id IS NULL OR foyer_in_force(t.authorization_id)));
END $$;

-- The authorization with this id while it is in force, or null. Sets the context of its own transaction.
CREATE FUNCTION foyer_authorization(p_tenant text, p_id text) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant, true), set_config('app.kind', 'system', true);
  RETURN (
    SELECT jsonb_build_object('id', a.id, 'userId', a.user_id, 'clientId', a.client_id, 'connectionId', a.connection_id,
      'sessionId', a.session_id, 'organizationId', a.organization_id, 'offline', a.offline, 'payload', a.payload,
      'since', coalesce((a.payload->>'signed_in_at')::timestamptz, a.created_at))
    FROM authorizations a
    WHERE a.tenant_id = p_tenant AND a.id = p_id AND foyer_in_force(a.id));
END $$;

-- Whether a person may have tokens now, and what these say of them: refusal 'user', 'member', 'connection' or 'application',
-- or null with the account. Sets the context of its own transaction.
CREATE FUNCTION foyer_account(p_tenant text, p_as jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  person text := p_as->>'userId';
  place text := p_as->>'organizationId';
  account jsonb;
  why text;
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant, true), set_config('app.kind', 'system', true);
  SELECT jsonb_build_object('id', u.id, 'email', u.email, 'name', u.name, 'picture', u.picture, 'emailVerified', true,
      'updatedAt', u.updated_at, 'organization', NULL) INTO account
  FROM users u WHERE u.tenant_id = p_tenant AND u.id = person AND NOT u.blocked AND u.email_verified_at IS NOT NULL;
  IF NOT FOUND THEN
    RETURN jsonb_build_object('refusal', 'user');
  ELSIF place IS NULL THEN
    RETURN jsonb_build_object('refusal', NULL, 'account', account);
  END IF;
  why := foyer_admits(place, person, p_as->>'connectionId', (p_as->>'since')::timestamptz);
  IF why IS NULL AND NOT foyer_entitled(place, p_as->>'clientId') THEN
    why := 'application';
  END IF;
  IF why IS NOT NULL THEN
    RETURN jsonb_build_object('refusal', why);
  END IF;
  RETURN jsonb_build_object('refusal', NULL, 'account', account || (
    SELECT jsonb_build_object('organization', jsonb_build_object('id', o.id, 'slug', o.slug))
    FROM organizations o WHERE o.tenant_id = p_tenant AND o.id = place));
END $$;

-- What a person holds on an API where they stand, read together with their right to stand there, or null where they may not
-- be. Sets the context of its own transaction.
CREATE FUNCTION foyer_held_by(p_tenant text, p_as jsonb, p_api text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  person text := p_as->>'userId';
  place text := p_as->>'organizationId';
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant, true), set_config('app.kind', 'system', true);
  RETURN (
    SELECT to_jsonb(ARRAY(SELECT DISTINCT h.permission FROM foyer_held(person, place, p_api) h ORDER BY 1))
    WHERE place IS NULL OR foyer_admits(place, person, p_as->>'connectionId', (p_as->>'since')::timestamptz) IS NULL);
END $$;

-- The API with this identifier, or null. Sets the context of its own transaction.
CREATE FUNCTION foyer_find_audience(p_tenant text, p_identifier text) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant, true), set_config('app.kind', 'system', true);
  RETURN (SELECT to_jsonb(a) FROM foyer_audience(p_identifier) a);
END $$;

-- Writes audit events and, in rows of their own that can be erased, what identifies somebody in them. p_origin: where the
-- request came from.
CREATE FUNCTION foyer_record_events(p_events jsonb, p_origin jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit_events (tenant_id, id, organization_id, type, actor_kind, actor_id, target_kind, target_id, details,
    request_id)
  SELECT app_tenant(), e.id, e."organizationId", e.type, e."actorKind", e."actorId", e."targetKind", e."targetId", e.details,
    p_origin->>'requestId'
  FROM jsonb_to_recordset(p_events) AS e (id text, "organizationId" text, type text, "actorKind" text, "actorId" text,
    "targetKind" text, "targetId" text, details jsonb);
  INSERT INTO audit_people (tenant_id, event_id, organization_id, actor_name, actor_email, target_name, target_email, ip,
    user_agent)
  SELECT app_tenant(), e.id, e."organizationId", u.name, u.email, e."targetName", e."targetEmail", p_origin->>'ip',
    p_origin->>'userAgent'
  FROM jsonb_to_recordset(p_events) AS e (id text, "organizationId" text, "actorKind" text, "actorId" text,
    "targetName" text, "targetEmail" text)
  LEFT JOIN users u ON u.tenant_id = app_tenant() AND u.id = e."actorId" AND e."actorKind" = 'user';
END $$;
