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
  is_member boolean;
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
    SELECT EXISTS (
      SELECT FROM organizations o
      JOIN members m ON m.tenant_id = app_tenant() AND m.organization_id = o.id AND m.user_id = p_user AND m.suspended_at IS NULL
      WHERE o.tenant_id = app_tenant() AND o.id = p_org AND o.deleted_at IS NULL AND o.suspended_at IS NULL
    ) INTO is_member;
    IF NOT is_member AND NOT EXISTS (SELECT FROM foyer_held(p_user, p_org, foyer_portal_api())) THEN
      RETURN QUERY SELECT 'member', NULL::text[];
      RETURN;
    END IF;
    IF NOT EXISTS (
      SELECT FROM organizations o
      JOIN enabled_connections e ON e.tenant_id = app_tenant() AND e.organization_id = o.id AND e.connection_id = s.connection_id
      WHERE o.tenant_id = app_tenant() AND o.id = p_org AND (o.sessions_from IS NULL OR s.created_at >= o.sessions_from)
    ) THEN
      RETURN QUERY SELECT 'connection', NULL::text[];
      RETURN;
    END IF;
  END IF;

  RETURN QUERY SELECT NULL::text, coalesce(array_agg(DISTINCT h.permission), '{}')
  FROM foyer_held(p_user, p_org, foyer_portal_api()) h;
END $$;

-- Opens a transaction: sets its context and, for a person, checks once more, with the data, that she may be here.
CREATE FUNCTION foyer_enter(
  p_kind text, p_tenant text, p_org text, p_user text, p_session text, p_needed text[], p_subject text
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  standing record;
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant, true), set_config('app.kind', p_kind, true),
    set_config('app.organization_id', coalesce(p_org, ''), true), set_config('app.user_id', coalesce(p_user, ''), true),
    set_config('app.subject', coalesce(p_subject, ''), true);
  IF p_session IS NULL THEN
    RETURN;
  END IF;
  SELECT * INTO standing FROM foyer_standing(p_org, p_user, p_session);
  IF standing.refusal = 'session' OR standing.refusal = 'connection' THEN
    RAISE EXCEPTION 'sign in again' USING ERRCODE = 'FY401';
  ELSIF standing.refusal IS NOT NULL OR NOT p_needed <@ standing.held THEN
    RAISE EXCEPTION 'not found' USING ERRCODE = 'FY404';
  END IF;
END $$;
