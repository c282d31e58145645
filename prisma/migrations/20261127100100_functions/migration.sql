-- The SQL functions, in the schema foyer, and the triggers. A function that reads tables is PL/pgSQL, which keeps its
-- plans; one that only reads a setting is SQL, which PostgreSQL puts in the place of the call.

CREATE SCHEMA foyer;

/* The context of a transaction: begin_request sets it, and it ends with the transaction */

-- The tenant of this transaction.
CREATE FUNCTION foyer.tenant_id() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT current_setting('app.tenant_id', true)
$$;

-- The kind of access: organization, tenant, self, public or system.
CREATE FUNCTION foyer.access_kind() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT current_setting('app.kind', true)
$$;

-- The organization of this access.
CREATE FUNCTION foyer.organization_id() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT current_setting('app.organization_id', true)
$$;

-- The user who acts, or for whom an application acts.
CREATE FUNCTION foyer.user_id() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT current_setting('app.user_id', true)
$$;

-- What a public access is about: a slug, the hash of a ticket, or the id of an image.
CREATE FUNCTION foyer.access_subject() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT nullif(current_setting('app.subject', true), '')
$$;

-- By what the caller acts: {session | authorization | client, scopes}.
CREATE FUNCTION foyer.caller() RETURNS jsonb LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(nullif(current_setting('app.caller', true), ''), '{}')::jsonb
$$;

-- Whether this access sees the whole tenant.
CREATE FUNCTION foyer.is_tenant_wide() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT current_setting('app.kind', true) IN ('tenant', 'system')
$$;

/* Row security: what only the kinds self and public ask, so that statements of other kinds do not plan it */

-- Whether the user of this access is a member of this organization.
CREATE FUNCTION foyer.is_own_organization(p_organization_id text) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM members m
    WHERE m.tenant_id = foyer.tenant_id() AND m.organization_id = p_organization_id AND m.user_id = foyer.user_id());
END $$;

-- Whether the subject of this access is a slug of this organization or the ticket of an invitation to it.
CREATE FUNCTION foyer.is_subject_organization(p_organization_id text) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN EXISTS (
      SELECT FROM organization_slugs s
      WHERE s.tenant_id = foyer.tenant_id() AND s.slug = foyer.access_subject()
        AND s.organization_id = p_organization_id)
    OR EXISTS (
      SELECT FROM invitation_tickets t
      WHERE t.tenant_id = foyer.tenant_id() AND t.ticket_hash = foyer.access_subject()
        AND t.organization_id = p_organization_id);
END $$;

-- Whether the subject of this access is a ticket of this invitation.
CREATE FUNCTION foyer.is_subject_invitation(p_invitation_id text) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM invitation_tickets t
    WHERE t.tenant_id = foyer.tenant_id() AND t.ticket_hash = foyer.access_subject()
      AND t.invitation_id = p_invitation_id);
END $$;

-- Whether the user of this access is the actor of this event.
CREATE FUNCTION foyer.is_own_event(p_event_id text) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM audit_events e
    WHERE e.tenant_id = foyer.tenant_id() AND e.id = p_event_id AND e.actor_id = foyer.user_id());
END $$;

/* Search: folded words, maintained by the database so that no writer can forget them */

-- The text in lower case and without accents.
CREATE FUNCTION foyer.fold_text(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT lower(regexp_replace(normalize(value, NFKD), '[\u0300-\u036f]', '', 'g'))
$$;

-- Sets the folded name of a user.
CREATE FUNCTION foyer.fold_user_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.name_folded := foyer.fold_text(NEW.name);
  RETURN NEW;
END $$;

CREATE TRIGGER users_fold BEFORE INSERT OR UPDATE OF name ON users
  FOR EACH ROW EXECUTE FUNCTION foyer.fold_user_name();

-- Replaces the words by which a user is found.
CREATE FUNCTION foyer.index_user_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM user_words WHERE tenant_id = NEW.tenant_id AND user_id = NEW.id;
  INSERT INTO user_words (tenant_id, user_id, word)
  SELECT DISTINCT NEW.tenant_id, NEW.id, word
  FROM regexp_split_to_table(
    foyer.fold_text(NEW.name) || ' ' || foyer.fold_text(NEW.email) || ' '
      || split_part(foyer.fold_text(NEW.email), '@', 2),
    '\s+'
  ) AS word
  WHERE word <> '';
  RETURN NULL;
END $$;

CREATE TRIGGER users_index AFTER INSERT OR UPDATE OF name, email ON users
  FOR EACH ROW EXECUTE FUNCTION foyer.index_user_words();

/* Permissions */

-- The id of the tenant's Management API, on which the portal runs.
CREATE FUNCTION foyer.portal_api_id() RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT a.id FROM apis a WHERE a.tenant_id = foyer.tenant_id() AND a.is_portal);
END $$;

-- All permissions of the Management API.
CREATE FUNCTION foyer.portal_permissions() RETURNS text[] LANGUAGE plpgsql STABLE AS $$
DECLARE
  portal_id text := foyer.portal_api_id();
BEGIN
  RETURN (
    SELECT array_agg(p.name) FROM permissions p WHERE p.tenant_id = foyer.tenant_id() AND p.api_id = portal_id);
END $$;

-- The permissions that a user has at tenant level on one API, and by which role; directly where role_id is null.
CREATE FUNCTION foyer.tenant_permissions(p_user_id text, p_api_id text)
RETURNS TABLE (permission text, role_id text) LANGUAGE plpgsql STABLE ROWS 20 AS $$
DECLARE
  is_verified boolean;
BEGIN
  SELECT u.email_verified_at IS NOT NULL INTO is_verified
  FROM users u WHERE u.tenant_id = foyer.tenant_id() AND u.id = p_user_id AND NOT u.blocked;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  RETURN QUERY
  SELECT up.name, NULL::text
  FROM user_permissions up
  WHERE up.tenant_id = foyer.tenant_id() AND up.user_id = p_user_id AND up.api_id = p_api_id
  UNION ALL
  SELECT rp.name, rp.role_id
  FROM (
    SELECT ur.role_id FROM user_roles ur WHERE ur.tenant_id = foyer.tenant_id() AND ur.user_id = p_user_id
    UNION
    SELECT r.id FROM roles r WHERE r.tenant_id = foyer.tenant_id() AND r.everyone AND is_verified
  ) AS held (id)
  JOIN role_permissions rp ON rp.tenant_id = foyer.tenant_id() AND rp.role_id = held.id AND rp.api_id = p_api_id;
END $$;

-- Whether a user has admin:organizations at tenant level.
CREATE FUNCTION foyer.can_enter_any_organization(p_user_id text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM foyer.tenant_permissions(p_user_id, foyer.portal_api_id()) t
    WHERE t.permission = 'admin:organizations');
END $$;

-- The permissions that a user has on one API, by which role, and whether they are inherited from tenant level: as a
-- member of an organization, or at tenant level where p_organization_id is null.
CREATE FUNCTION foyer.effective_permissions(p_user_id text, p_organization_id text, p_api_id text)
RETURNS TABLE (permission text, role_id text, inherited boolean) LANGUAGE plpgsql STABLE ROWS 20 AS $$
DECLARE
  membership record;
BEGIN
  IF p_organization_id IS NULL THEN
    RETURN QUERY SELECT t.permission, t.role_id, false FROM foyer.tenant_permissions(p_user_id, p_api_id) t;
    RETURN;
  END IF;
  SELECT m.user_id IS NOT NULL AS is_member, m.suspended_at IS NOT NULL AS is_suspended, (
      SELECT t.inherit_global_permissions_in_organizations FROM tenants t WHERE t.id = foyer.tenant_id()) AS inherits
  INTO membership
  FROM organizations o
  JOIN users u ON u.tenant_id = foyer.tenant_id() AND u.id = p_user_id AND NOT u.blocked
  LEFT JOIN members m ON m.tenant_id = foyer.tenant_id() AND m.organization_id = o.id AND m.user_id = p_user_id
  WHERE o.tenant_id = foyer.tenant_id() AND o.id = p_organization_id
    AND o.deleted_at IS NULL AND o.suspended_at IS NULL;
  IF NOT FOUND OR membership.is_suspended THEN
    RETURN;
  END IF;
  IF membership.is_member THEN
    RETURN QUERY
    SELECT rp.name, rp.role_id, false
    FROM member_roles mr
    JOIN role_permissions rp ON rp.tenant_id = foyer.tenant_id() AND rp.role_id = mr.role_id AND rp.api_id = p_api_id
    JOIN permissions p ON p.tenant_id = foyer.tenant_id() AND p.api_id = p_api_id AND p.name = rp.name
    JOIN apis a ON a.tenant_id = foyer.tenant_id() AND a.id = p_api_id
    WHERE mr.tenant_id = foyer.tenant_id() AND mr.organization_id = p_organization_id AND mr.user_id = p_user_id
      AND (NOT a.is_portal OR p.level = 'organization');
  END IF;
  IF membership.inherits AND (membership.is_member OR foyer.can_enter_any_organization(p_user_id)) THEN
    RETURN QUERY SELECT t.permission, t.role_id, true FROM foyer.tenant_permissions(p_user_id, p_api_id) t;
  END IF;
END $$;

-- The Management permissions up to which a user may grant in an organization: those of their own roles there; inherited
-- ones only with admin:organizations.
CREATE FUNCTION foyer.grantable_permissions(p_user_id text, p_organization_id text) RETURNS text[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT coalesce(array_agg(DISTINCT e.permission), '{}')
    FROM foyer.effective_permissions(p_user_id, p_organization_id, foyer.portal_api_id()) e
    WHERE NOT e.inherited OR (SELECT foyer.can_enter_any_organization(p_user_id)));
END $$;

-- The Management permissions that an application was granted, or null: for the whole tenant, or in one organization,
-- where none of tenant level counts.
CREATE FUNCTION foyer.client_permissions(p_client_id text, p_organization_id text) RETURNS text[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
  portal_id text := foyer.portal_api_id();
  client_grant record;
BEGIN
  SELECT g.id, g.scope, g.organization_usage, g.allow_any_organization INTO client_grant
  FROM client_grants g
  WHERE g.tenant_id = foyer.tenant_id() AND g.client_id = p_client_id AND g.api_id = portal_id;
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
  RETURN (
    SELECT array_agg(s.name ORDER BY s.position)
    FROM unnest(client_grant.scope) WITH ORDINALITY AS s (name, position)
    JOIN permissions p ON p.tenant_id = foyer.tenant_id() AND p.api_id = portal_id AND p.name = s.name
    WHERE p_organization_id IS NULL OR p.level = 'organization');
END $$;

/* Access: a refusal is null, or 'session' (sign in), 'connection' (sign in by one that the organization allows) or
   'member' (nothing to see here) */

-- Why a user who signed in at that time by that connection cannot enter the organization now, or null.
CREATE FUNCTION foyer.organization_admits(
  p_organization_id text, p_user_id text, p_connection_id text, p_signed_in_at timestamptz
) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  entry record;
BEGIN
  SELECT m.user_id IS NOT NULL AS is_member,
    e.connection_id IS NOT NULL AND (o.sessions_from IS NULL OR p_signed_in_at >= o.sessions_from) AS is_sign_in_allowed
  INTO entry
  FROM organizations o
  LEFT JOIN members m ON m.tenant_id = foyer.tenant_id() AND m.organization_id = o.id AND m.user_id = p_user_id
    AND m.suspended_at IS NULL
  LEFT JOIN enabled_connections e ON e.tenant_id = foyer.tenant_id() AND e.organization_id = o.id
    AND e.connection_id = p_connection_id
  WHERE o.tenant_id = foyer.tenant_id() AND o.id = p_organization_id
    AND o.deleted_at IS NULL AND o.suspended_at IS NULL;
  IF NOT FOUND THEN
    RETURN 'member';
  ELSIF NOT entry.is_member AND NOT EXISTS (
    SELECT FROM foyer.effective_permissions(p_user_id, p_organization_id, foyer.portal_api_id())) THEN
    RETURN 'member';
  ELSIF entry.is_sign_in_allowed THEN
    RETURN NULL;
  END IF;
  RETURN 'connection';
END $$;

-- Whether members of an organization can sign in to an application: to any, unless the organization is limited to those
-- that were added for its members.
CREATE FUNCTION foyer.organization_allows_client(p_organization_id text, p_client_id text) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN NOT EXISTS (
      SELECT FROM organizations o
      WHERE o.tenant_id = foyer.tenant_id() AND o.id = p_organization_id AND o.is_app_entitlement_active)
    OR EXISTS (
      SELECT FROM organization_clients c
      WHERE c.tenant_id = foyer.tenant_id() AND c.organization_id = p_organization_id AND c.client_id = p_client_id
        AND c.use_for_member_access);
END $$;

-- Whether a session can be in an organization now (at tenant level where that is null), and with which Management
-- permissions.
CREATE FUNCTION foyer.session_status(p_organization_id text, p_user_id text, p_session_id text)
RETURNS TABLE (refusal text, permissions text[]) LANGUAGE plpgsql STABLE ROWS 1 AS $$
DECLARE
  active record;
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
    refusal := foyer.organization_admits(p_organization_id, p_user_id, active.connection_id, active.created_at);
  END IF;
  IF refusal IS NULL THEN
    permissions := (
      SELECT coalesce(array_agg(DISTINCT e.permission), '{}')
      FROM foyer.effective_permissions(p_user_id, p_organization_id, foyer.portal_api_id()) e);
  END IF;
  RETURN NEXT;
END $$;

-- The user, application and sign-in of an authorization, if it is active: neither revoked nor expired, the user not
-- blocked, and, unless it is offline, its session active.
CREATE FUNCTION foyer.active_authorization(p_authorization_id text)
RETURNS TABLE (user_id text, client_id text, connection_id text, signed_in_at timestamptz)
LANGUAGE plpgsql STABLE ROWS 1 AS $$
BEGIN
  RETURN QUERY
  SELECT a.user_id, a.client_id, a.connection_id, coalesce((a.payload->>'signed_in_at')::timestamptz, a.created_at)
  FROM authorizations a
  JOIN users u ON u.tenant_id = foyer.tenant_id() AND u.id = a.user_id
    AND NOT u.blocked AND u.email_verified_at IS NOT NULL
  WHERE a.tenant_id = foyer.tenant_id() AND a.id = p_authorization_id
    AND a.revoked_at IS NULL AND a.expires_at > now()
    AND (a.offline OR EXISTS (
      SELECT FROM sessions s
      JOIN tenants t ON t.id = foyer.tenant_id()
      WHERE s.tenant_id = foyer.tenant_id() AND s.id = a.session_id AND s.ended_at IS NULL AND s.expires_at > now()
        AND s.last_seen_at > now() - make_interval(mins => t.session_idle_minutes)));
END $$;

-- Whether the tokens of an authorization are still valid.
CREATE FUNCTION foyer.is_authorization_active(p_authorization_id text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (SELECT FROM foyer.active_authorization(p_authorization_id));
END $$;

-- Those of the permissions that are among the scopes of a token.
CREATE FUNCTION foyer.limit_to_scopes(p_permissions text[], p_scopes jsonb) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN ARRAY(SELECT p.name FROM unnest(p_permissions) AS p (name) WHERE p_scopes ? p.name);
END $$;

-- Whether a caller (session, authorization or application) can act now, bound to an organization or not, and with which
-- Management permissions: never with more than the scopes of its token.
CREATE FUNCTION foyer.caller_status(p_bound_organization_id text, p_user_id text, p_caller jsonb)
RETURNS TABLE (refusal text, permissions text[]) LANGUAGE plpgsql STABLE ROWS 1 AS $$
DECLARE
  active record;
BEGIN
  IF p_caller->>'session' IS NOT NULL THEN
    SELECT s.refusal, s.permissions INTO refusal, permissions
    FROM foyer.session_status(p_bound_organization_id, p_user_id, p_caller->>'session') s;
  ELSIF p_caller->>'authorization' IS NOT NULL THEN
    SELECT a.client_id, a.connection_id, a.signed_in_at INTO active
    FROM foyer.active_authorization(p_caller->>'authorization') a WHERE a.user_id = p_user_id;
    IF NOT FOUND THEN
      refusal := 'session';
    ELSIF p_bound_organization_id IS NOT NULL THEN
      refusal := foyer.organization_admits(
        p_bound_organization_id, p_user_id, active.connection_id, active.signed_in_at);
      IF refusal IS NULL AND NOT foyer.organization_allows_client(p_bound_organization_id, active.client_id) THEN
        refusal := 'session';
      END IF;
    END IF;
    IF refusal IS NULL THEN
      permissions := ARRAY(
        SELECT DISTINCT e.permission
        FROM foyer.effective_permissions(p_user_id, p_bound_organization_id, foyer.portal_api_id()) e);
    END IF;
  ELSE
    permissions := foyer.client_permissions(p_caller->>'client', p_bound_organization_id);
    IF permissions IS NULL THEN
      refusal := 'session';
    END IF;
  END IF;
  IF refusal IS NULL AND p_caller->'scopes' IS NOT NULL THEN
    permissions := foyer.limit_to_scopes(permissions, p_caller->'scopes');
  END IF;
  RETURN NEXT;
END $$;

-- The status of a caller and, where it acts on an organization, the Management permissions up to which it may grant
-- there: all for a caller that is not bound to the organization.
CREATE FUNCTION foyer.authorize_caller(
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
  ELSE
    grantable := foyer.grantable_permissions(p_user_id, p_bound_organization_id);
    IF p_caller->'scopes' IS NOT NULL THEN
      grantable := foyer.limit_to_scopes(grantable, p_caller->'scopes');
    END IF;
  END IF;
  RETURN NEXT;
END $$;

-- Begins a transaction: sets its context, and for a caller checks the permissions that it needs.
-- p_context: {kind, tenant, organization, user, subject, needed, caller: {session | authorization | client, scopes}}
CREATE FUNCTION foyer.begin_request(p_context jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  is_bound boolean := p_context->>'kind' = 'organization';
  status record;
BEGIN
  PERFORM set_config('app.tenant_id', p_context->>'tenant', true), set_config('app.kind', p_context->>'kind', true),
    set_config('app.organization_id', coalesce(p_context->>'organization', ''), true),
    set_config('app.user_id', coalesce(p_context->>'user', ''), true),
    set_config('app.subject', coalesce(p_context->>'subject', ''), true),
    set_config('app.caller', coalesce(p_context->>'caller', '{}'), true);
  IF p_context->'caller' IS NULL THEN
    RETURN;
  END IF;
  SELECT * INTO status FROM foyer.caller_status(
    CASE WHEN is_bound THEN p_context->>'organization' END, p_context->>'user', p_context->'caller');
  IF status.refusal = 'session' OR status.refusal = 'connection' THEN
    RAISE EXCEPTION 'sign in again' USING ERRCODE = 'FY401';
  ELSIF status.refusal IS NOT NULL THEN
    RAISE EXCEPTION 'not found' USING ERRCODE = 'FY404';
  ELSIF NOT ARRAY(SELECT jsonb_array_elements_text(p_context->'needed')) <@ status.permissions THEN
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

/* Locks: all changes lock in one order: organization, users, session, authorization, grant, member, roles */

-- Locks rows in the order of their ids: those that the change alters FOR NO KEY UPDATE, the others FOR SHARE.
CREATE FUNCTION foyer.lock_rows(p_table regclass, p_shared text[], p_altered text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  row_id text;
BEGIN
  FOR row_id IN SELECT DISTINCT unnest(p_shared || p_altered) ORDER BY 1 LOOP
    EXECUTE format('SELECT FROM %s WHERE tenant_id = foyer.tenant_id() AND id = $1 FOR %s', p_table,
      CASE WHEN row_id = ANY (p_altered) THEN 'NO KEY UPDATE' ELSE 'SHARE' END) USING row_id;
  END LOOP;
END $$;

-- Locks what the permissions of a user depend on: the member, its roles there and, where they count, the roles at
-- tenant level and the tenant's flag. Direct permissions and roles at tenant level change only under the lock of the
-- user's row.
CREATE FUNCTION foyer.lock_user_permissions(p_bound_organization_id text, p_user_id text, p_altered_roles text[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  inherits boolean := EXISTS (
    SELECT FROM tenants t WHERE t.id = foyer.tenant_id() AND t.inherit_global_permissions_in_organizations);
  held text[];
BEGIN
  PERFORM FROM members m
    WHERE m.tenant_id = foyer.tenant_id() AND m.organization_id = p_bound_organization_id AND m.user_id = p_user_id
    FOR SHARE;
  PERFORM FROM member_roles mr
    WHERE mr.tenant_id = foyer.tenant_id() AND mr.organization_id = p_bound_organization_id AND mr.user_id = p_user_id
    ORDER BY mr.role_id FOR SHARE;
  held := ARRAY(
    SELECT mr.role_id FROM member_roles mr
    WHERE mr.tenant_id = foyer.tenant_id() AND mr.organization_id = p_bound_organization_id
      AND mr.user_id = p_user_id);
  IF p_bound_organization_id IS NULL OR inherits THEN
    PERFORM FROM user_roles ur
      WHERE ur.tenant_id = foyer.tenant_id() AND ur.user_id = p_user_id
      ORDER BY ur.role_id FOR SHARE;
    held := held || ARRAY(
      SELECT r.id FROM roles r
      WHERE r.tenant_id = foyer.tenant_id() AND (r.everyone OR EXISTS (
        SELECT FROM user_roles ur
        WHERE ur.tenant_id = foyer.tenant_id() AND ur.user_id = p_user_id AND ur.role_id = r.id)));
  END IF;
  PERFORM foyer.lock_rows('roles', held, p_altered_roles);
  -- Last, since a change that alters a role locks the role before the tenant.
  IF p_bound_organization_id IS NOT NULL AND inherits THEN
    PERFORM FROM tenants t WHERE t.id = foyer.tenant_id() FOR SHARE;
  END IF;
END $$;

-- Locks the session or authorization by which a user acts, and the session on which the authorization depends.
CREATE FUNCTION foyer.lock_sign_in(p_caller jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM sessions s
    WHERE s.tenant_id = foyer.tenant_id() AND s.id = coalesce(p_caller->>'session', (
      SELECT a.session_id FROM authorizations a
      WHERE a.tenant_id = foyer.tenant_id() AND a.id = p_caller->>'authorization' AND NOT a.offline))
    FOR SHARE;
  PERFORM FROM authorizations a
    WHERE a.tenant_id = foyer.tenant_id() AND a.id = p_caller->>'authorization' FOR SHARE;
END $$;

-- Locks the grant by which an application acts, and its row for the organization.
CREATE FUNCTION foyer.lock_client_grant(p_bound_organization_id text, p_client_id text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  portal_id text := foyer.portal_api_id();
BEGIN
  PERFORM FROM client_grants g
    WHERE g.tenant_id = foyer.tenant_id() AND g.client_id = p_client_id AND g.api_id = portal_id FOR SHARE;
  PERFORM FROM client_grant_organizations c
    WHERE c.tenant_id = foyer.tenant_id() AND c.organization_id = p_bound_organization_id AND c.grant_id IN (
      SELECT g.id FROM client_grants g
      WHERE g.tenant_id = foyer.tenant_id() AND g.client_id = p_client_id AND g.api_id = portal_id)
    FOR SHARE;
END $$;

-- Begins a change: locks what the caller's permission depends on, then checks the permission, so that it holds until
-- the commit. Each statement sees what was committed while it waited.
CREATE FUNCTION foyer.begin_change(p_context jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  organization text := p_context->>'organization';
  bound_organization text := CASE WHEN p_context->>'kind' = 'organization' THEN organization END;
  acting_user text := p_context->>'user';
  locks jsonb := p_context->'locks';
  users text[] := ARRAY(SELECT jsonb_array_elements_text(locks->'users'));
  roles text[] := ARRAY(SELECT jsonb_array_elements_text(locks->'roles'));
BEGIN
  IF p_context->'caller' IS NULL THEN
    PERFORM foyer.begin_request(p_context);
    RETURN;
  END IF;
  PERFORM set_config('app.tenant_id', p_context->>'tenant', true), set_config('app.kind', 'system', true);
  IF locks->>'organization' = 'update' THEN
    PERFORM FROM organizations o WHERE o.tenant_id = foyer.tenant_id() AND o.id = organization FOR UPDATE;
  ELSE
    PERFORM FROM organizations o WHERE o.tenant_id = foyer.tenant_id() AND o.id = organization FOR SHARE;
  END IF;
  -- Only ordinary changes in organizations can run at the same time: all others may alter the user's own rows.
  IF bound_organization IS NULL OR locks->>'organization' = 'update' THEN
    users := users || acting_user;
  END IF;
  PERFORM foyer.lock_rows('users', ARRAY[acting_user], users);
  IF acting_user IS NULL THEN
    PERFORM foyer.lock_client_grant(bound_organization, p_context->'caller'->>'client');
    PERFORM foyer.lock_rows('roles', '{}', roles);
  ELSE
    PERFORM foyer.lock_sign_in(p_context->'caller');
    IF p_context->>'kind' <> 'self' THEN
      PERFORM foyer.lock_user_permissions(bound_organization, acting_user, roles);
    END IF;
  END IF;
  PERFORM foyer.begin_request(p_context);
  PERFORM set_config('app.organization_lock',
      CASE WHEN organization IS NULL THEN '' ELSE coalesce(locks->>'organization', 'share') END, true),
    set_config('app.kind', CASE WHEN locks->>'as_system' = 'true' THEN 'system' ELSE p_context->>'kind' END, true);
END $$;

-- Rejects a write to rows on which permissions in an organization depend, unless the change began by locking the
-- organization FOR UPDATE: two changes that upgrade a lock FOR SHARE later would wait for each other.
CREATE FUNCTION foyer.assert_organization_locked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('app.organization_lock', true) = 'share' THEN
    RAISE EXCEPTION 'A change that writes % begins by locking the organization: use changeLocked().', TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER organization_locked BEFORE UPDATE OR DELETE ON organizations
  FOR EACH STATEMENT EXECUTE FUNCTION foyer.assert_organization_locked();
CREATE TRIGGER organization_locked BEFORE INSERT OR UPDATE OR DELETE ON members
  FOR EACH STATEMENT EXECUTE FUNCTION foyer.assert_organization_locked();
CREATE TRIGGER organization_locked BEFORE INSERT OR UPDATE OR DELETE ON member_roles
  FOR EACH STATEMENT EXECUTE FUNCTION foyer.assert_organization_locked();
CREATE TRIGGER organization_locked BEFORE INSERT OR UPDATE OR DELETE ON roles
  FOR EACH STATEMENT EXECUTE FUNCTION foyer.assert_organization_locked();
CREATE TRIGGER organization_locked BEFORE INSERT OR UPDATE OR DELETE ON role_permissions
  FOR EACH STATEMENT EXECUTE FUNCTION foyer.assert_organization_locked();
CREATE TRIGGER organization_locked BEFORE INSERT OR UPDATE OR DELETE ON enabled_connections
  FOR EACH STATEMENT EXECUTE FUNCTION foyer.assert_organization_locked();
CREATE TRIGGER organization_locked BEFORE INSERT OR UPDATE OR DELETE ON organization_clients
  FOR EACH STATEMENT EXECUTE FUNCTION foyer.assert_organization_locked();

/* Roles */

-- Ends that new members get a role by themselves once it can no longer be assigned or makes owners.
CREATE FUNCTION foyer.reset_role_joins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.joins := NEW.joins AND NEW.assignable AND NOT NEW.is_owner;
  RETURN NEW;
END $$;

CREATE TRIGGER roles_joins BEFORE UPDATE ON roles
  FOR EACH ROW WHEN (OLD.joins) EXECUTE FUNCTION foyer.reset_role_joins();

/* Counts that an organization may know, of rows that its access does not see */

-- How many members of the organization are signed in by this connection now, and how many have no other way to sign in.
CREATE FUNCTION foyer.connection_usage(p_connection_id text)
RETURNS TABLE (signed_in integer, without_alternative integer) LANGUAGE plpgsql AS $$
DECLARE
  kind text := foyer.access_kind();
BEGIN
  PERFORM set_config('app.kind', 'system', true);
  RETURN QUERY
  WITH people AS (
    SELECT m.user_id FROM members m
    JOIN users u ON u.tenant_id = foyer.tenant_id() AND u.id = m.user_id AND NOT u.blocked
    WHERE m.tenant_id = foyer.tenant_id() AND m.organization_id = foyer.organization_id() AND m.suspended_at IS NULL
  ), others AS (
    SELECT c.id, c.strategy FROM enabled_connections e
    JOIN connections c ON c.tenant_id = foyer.tenant_id() AND c.id = e.connection_id
    WHERE e.tenant_id = foyer.tenant_id() AND e.organization_id = foyer.organization_id()
      AND e.connection_id <> p_connection_id
  ), inside AS (
    SELECT DISTINCT s.user_id FROM sessions s JOIN tenants t ON t.id = foyer.tenant_id()
    WHERE s.tenant_id = foyer.tenant_id() AND s.connection_id = p_connection_id
      AND s.ended_at IS NULL AND s.expires_at > now()
      AND s.last_seen_at > now() - make_interval(mins => t.session_idle_minutes)
  ), known AS (
    -- Everybody can receive an email.
    SELECT p.user_id FROM people p WHERE EXISTS (SELECT FROM others WHERE strategy = 'email')
    UNION
    SELECT i.user_id FROM identities i JOIN others o ON o.id = i.connection_id WHERE i.tenant_id = foyer.tenant_id()
    UNION
    SELECT k.user_id FROM passkeys k
    WHERE k.tenant_id = foyer.tenant_id() AND EXISTS (SELECT FROM others WHERE strategy = 'passkey')
  )
  SELECT count(inside.user_id)::integer, (count(*) - count(known.user_id))::integer
  FROM people LEFT JOIN inside USING (user_id) LEFT JOIN known USING (user_id);
  PERFORM set_config('app.kind', kind, true);
END $$;

-- How many invitations were emailed to each of these addresses in the last 24 hours, by any organization of the tenant.
CREATE FUNCTION foyer.count_invitation_emails(p_addresses text[]) RETURNS TABLE (address text, sent integer)
LANGUAGE plpgsql AS $$
DECLARE
  kind text := foyer.access_kind();
BEGIN
  PERFORM set_config('app.kind', 'system', true);
  RETURN QUERY
  SELECT i.email_folded, count(*)::integer
  FROM invitations i
  JOIN invitation_tickets t ON t.tenant_id = foyer.tenant_id() AND t.organization_id = i.organization_id
    AND t.invitation_id = i.id AND t.purpose = 'mailed'
  WHERE i.tenant_id = foyer.tenant_id() AND i.email_folded = ANY (p_addresses) AND i.send_invitation_email
    AND t.created_at > now() - interval '24 hours'
  GROUP BY i.email_folded;
  PERFORM set_config('app.kind', kind, true);
END $$;

/* Reads in one statement: each function sets the context of its own transaction, so that none is begun around it */

-- The organizations that a user can switch to, last active first, with the names of their roles.
CREATE FUNCTION foyer.list_user_organizations(p_user_id text, p_limit int, p_offset int)
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
  ) last_event ON true
  WHERE m.tenant_id = foyer.tenant_id() AND m.user_id = p_user_id AND m.suspended_at IS NULL
    AND o.deleted_at IS NULL AND o.suspended_at IS NULL
  ORDER BY coalesce(last_event.occurred_at, m.created_at) DESC, o.id
  LIMIT p_limit OFFSET p_offset;
END $$;

-- Whose session it is and the organization where they land, or null where the session is not active. For a page also
-- their permissions at tenant level, the organizations that they can switch to and, for the organization with the slug,
-- whether they can enter it now and with which permissions.
CREATE FUNCTION foyer.caller_context(
  p_tenant_id text, p_user_id text, p_session_id text, p_slug text, p_is_page boolean
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  active record;
  entry record;
  portal_id text;
  context jsonb;
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id, true), set_config('app.kind', 'system', true),
    set_config('app.organization_id', '', true), set_config('app.user_id', p_user_id, true),
    set_config('app.subject', '', true), set_config('app.caller', '{}', true);
  SELECT s.id, s.connection_id, s.amr, s.auth_time, s.expires_at, s.created_at, s.organization_id, u.email, u.name,
    s.last_seen_at < now() - interval '1 minute' AS is_seen_long_ago INTO active
  FROM sessions s
  JOIN users u ON u.tenant_id = p_tenant_id AND u.id = s.user_id
    AND NOT u.blocked AND u.email_verified_at IS NOT NULL
  JOIN tenants t ON t.id = p_tenant_id
  WHERE s.tenant_id = p_tenant_id AND s.id = p_session_id AND s.user_id = p_user_id
    AND s.ended_at IS NULL AND s.expires_at > now()
    AND s.last_seen_at > now() - make_interval(mins => t.session_idle_minutes);
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;

  context := jsonb_build_object(
    'session', jsonb_build_object('id', active.id, 'connectionId', active.connection_id,
      'amr', coalesce(active.amr, '{}'), 'authTime', active.auth_time, 'expiresAt', active.expires_at,
      'user', jsonb_build_object('id', p_user_id, 'email', active.email, 'name', active.name),
      'organization', CASE WHEN active.organization_id IS NOT NULL AND foyer.organization_admits(
        active.organization_id, p_user_id, active.connection_id, active.created_at) IS NULL THEN (
        SELECT jsonb_build_object('id', o.id, 'slug', o.slug, 'displayName', o.display_name)
        FROM organizations o WHERE o.tenant_id = p_tenant_id AND o.id = active.organization_id) END),
    'isSeenLongAgo', active.is_seen_long_ago);
  IF NOT p_is_page THEN
    RETURN context;
  END IF;

  portal_id := foyer.portal_api_id();
  context := context || jsonb_build_object(
    'held', ARRAY(SELECT DISTINCT e.permission FROM foyer.effective_permissions(p_user_id, NULL, portal_id) e),
    'organizations', (SELECT jsonb_agg(to_jsonb(o)) FROM foyer.list_user_organizations(p_user_id, 25, 0) o));
  IF p_slug IS NULL THEN
    RETURN context;
  END IF;

  SELECT o.id, o.slug, o.display_name, o.logo_id, o.primary_color, o.background_color,
    foyer.organization_admits(o.id, p_user_id, active.connection_id, active.created_at) AS refusal INTO entry
  FROM organization_slugs s
  JOIN organizations o ON o.tenant_id = p_tenant_id AND o.id = s.organization_id AND o.deleted_at IS NULL
  WHERE s.tenant_id = p_tenant_id AND s.slug = p_slug AND (s.held_until IS NULL OR s.held_until >= now());
  IF NOT FOUND OR entry.refusal = 'member' THEN
    RETURN context;
  END IF;
  RETURN context || jsonb_build_object('entry', jsonb_build_object(
    'refusal', entry.refusal,
    'organization', jsonb_build_object('id', entry.id, 'slug', entry.slug, 'displayName', entry.display_name,
      'logoId', entry.logo_id, 'primaryColor', entry.primary_color, 'backgroundColor', entry.background_color),
    'held', ARRAY(SELECT DISTINCT e.permission FROM foyer.effective_permissions(p_user_id, entry.id, portal_id) e),
    'isNews', NOT EXISTS (
        SELECT FROM members m
        WHERE m.tenant_id = p_tenant_id AND m.organization_id = entry.id AND m.user_id = p_user_id)
      AND NOT EXISTS (
        SELECT FROM audit_events e
        WHERE e.tenant_id = p_tenant_id AND e.organization_id = entry.id
          AND e.type = 'organization.entered' AND e.target_id = p_session_id)));
END $$;

-- An application and the hashes of its current secrets, or null.
CREATE FUNCTION foyer.find_application(p_tenant_id text, p_client_id text) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id, true), set_config('app.kind', 'system', true);
  RETURN (
    SELECT jsonb_build_object('id', c.id, 'name', c.name, 'appType', c.app_type,
      'grantTypes', coalesce(c.grant_types, '{}'), 'tokenEndpointAuthMethod', c.token_endpoint_auth_method,
      'redirectUris', coalesce(c.redirect_uris, '{}'), 'logoutUrls', coalesce(c.logout_urls, '{}'),
      'initiateLoginUri', c.initiate_login_uri, 'organizationUsage', c.organization_usage,
      'organizationRequireBehavior', c.organization_require_behavior,
      'organizationDiscoveryMethods', coalesce(c.organization_discovery_methods, '{}'), 'jwks', c.jwks,
      'webOrigins', coalesce(c.web_origins, '{}'), 'allowedOrigins', coalesce(c.allowed_origins, '{}'),
      'defaultOrganizationId', c.default_organization_id,
      'refreshIdleSeconds', c.refresh_idle_seconds, 'refreshAbsoluteSeconds', c.refresh_absolute_seconds,
      'idTokenSeconds', c.id_token_seconds, 'requirePkce', c.require_pkce,
      'secretHashes', ARRAY(
        SELECT s.secret_hash FROM client_secrets s
        WHERE s.tenant_id = p_tenant_id AND s.client_id = c.id AND (s.expires_at IS NULL OR s.expires_at > now())))
    FROM clients c WHERE c.tenant_id = p_tenant_id AND c.id = p_client_id);
END $$;

-- The API with this identifier, with all its permissions.
CREATE FUNCTION foyer.audience(p_identifier text) RETURNS TABLE (
  id text, identifier text, "enforcePolicies" boolean, dialect text, lifetime int, "signingAlg" text,
  "allowsOffline" boolean, permissions text[]
) LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
  SELECT a.id, a.identifier, a.enforce_policies, a.token_dialect, a.token_lifetime, a.signing_alg,
    a.allow_offline_access,
    ARRAY(SELECT p.name FROM permissions p WHERE p.tenant_id = a.tenant_id AND p.api_id = a.id ORDER BY p.name)
  FROM apis a WHERE a.tenant_id = foyer.tenant_id() AND a.identifier = p_identifier;
END $$;

-- The API with this identifier, or null.
CREATE FUNCTION foyer.find_audience(p_tenant_id text, p_identifier text) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id, true), set_config('app.kind', 'system', true);
  RETURN (SELECT to_jsonb(a) FROM foyer.audience(p_identifier) a);
END $$;

-- The organization that an application names by id or, if p_by_name, by slug, unless it is suspended or deleted.
CREATE FUNCTION foyer.named_organization(p_name text, p_by_name boolean) RETURNS TABLE (id text, slug text)
LANGUAGE plpgsql STABLE ROWS 1 AS $$
BEGIN
  RETURN QUERY
  SELECT o.id, o.slug FROM organizations o
  WHERE o.tenant_id = foyer.tenant_id() AND o.deleted_at IS NULL AND o.suspended_at IS NULL
    AND CASE WHEN p_by_name AND NOT starts_with(p_name, 'org_') THEN o.slug = lower(p_name) ELSE o.id = p_name END;
END $$;

-- What an application may do as itself on the API with this identifier, in the organization that it names by id or, if
-- p_by_name, by slug: the API, the organization and the grant, each null where there is none.
CREATE FUNCTION foyer.client_access(
  p_tenant_id text, p_client_id text, p_audience text, p_organization text, p_by_name boolean
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  named record;
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id, true), set_config('app.kind', 'system', true);
  SELECT * INTO named FROM foyer.named_organization(p_organization, p_by_name);
  RETURN jsonb_build_object(
    'organization', CASE WHEN named.id IS NOT NULL THEN jsonb_build_object('id', named.id, 'slug', named.slug) END,
    'audience', (SELECT to_jsonb(a) FROM foyer.audience(p_audience) a),
    'grant', (
      SELECT jsonb_build_object('scope', coalesce(g.scope, '{}'), 'organizationUsage', g.organization_usage,
        'allowAnyOrganization', g.allow_any_organization, 'includesOrganization', EXISTS (
          SELECT FROM client_grant_organizations c
          WHERE c.tenant_id = p_tenant_id AND c.grant_id = g.id AND c.organization_id = named.id))
      FROM apis a JOIN client_grants g ON g.tenant_id = p_tenant_id AND g.client_id = p_client_id AND g.api_id = a.id
      WHERE a.tenant_id = p_tenant_id AND a.identifier = p_audience));
END $$;

-- An authorization if it is active, or null.
CREATE FUNCTION foyer.active_authorization_json(p_authorization_id text) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_build_object('id', a.id, 'userId', a.user_id, 'clientId', a.client_id,
      'connectionId', a.connection_id, 'sessionId', a.session_id, 'organizationId', a.organization_id,
      'offline', a.offline, 'payload', a.payload,
      'since', coalesce((a.payload->>'signed_in_at')::timestamptz, a.created_at))
    FROM authorizations a
    WHERE a.tenant_id = foyer.tenant_id() AND a.id = p_authorization_id AND foyer.is_authorization_active(a.id));
END $$;

-- What the OpenID provider stored under this hash as one of these kinds, with its authorization; null where there is
-- none, or its authorization is not active.
CREATE FUNCTION foyer.find_artifact(p_tenant_id text, p_kinds text[], p_hash text) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id, true), set_config('app.kind', 'system', true);
  RETURN (
    SELECT jsonb_build_object(
      'kind', t.kind, 'payload', t.payload, 'consumedAt', t.consumed_at, 'authorization', a.found)
    FROM token_artifacts t CROSS JOIN LATERAL (SELECT foyer.active_authorization_json(t.authorization_id) AS found) a
    WHERE t.tenant_id = p_tenant_id AND t.kind = ANY (p_kinds) AND t.id_hash = p_hash AND t.expires_at > now()
      AND (t.authorization_id IS NULL OR a.found IS NOT NULL)
    LIMIT 1);
END $$;

-- Stores something of the OpenID provider under this hash, or replaces it.
CREATE FUNCTION foyer.save_artifact(
  p_tenant_id text, p_kind text, p_hash text, p_authorization_id text, p_payload jsonb, p_expires_at timestamptz
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id, true), set_config('app.kind', 'system', true);
  INSERT INTO token_artifacts (tenant_id, kind, id_hash, authorization_id, payload, expires_at)
  VALUES (p_tenant_id, p_kind, p_hash, p_authorization_id, p_payload, p_expires_at)
  ON CONFLICT (tenant_id, kind, id_hash) DO UPDATE
  SET payload = excluded.payload, expires_at = excluded.expires_at;
END $$;

-- Marks what is stored under this hash as used: true for the first call, false for every later one.
CREATE FUNCTION foyer.consume_artifact(p_tenant_id text, p_kind text, p_hash text) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id, true), set_config('app.kind', 'system', true);
  UPDATE token_artifacts SET consumed_at = now()
  WHERE tenant_id = p_tenant_id AND kind = p_kind AND id_hash = p_hash AND consumed_at IS NULL;
  RETURN FOUND;
END $$;

-- The authorization with this id if it is active, or null.
CREATE FUNCTION foyer.find_authorization(p_tenant_id text, p_authorization_id text) RETURNS jsonb
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id, true), set_config('app.kind', 'system', true);
  RETURN foyer.active_authorization_json(p_authorization_id);
END $$;

-- The organization that an application names by id or, if p_by_name, by slug, or null: also where it is suspended.
CREATE FUNCTION foyer.find_named_organization(p_tenant_id text, p_name text, p_by_name boolean) RETURNS jsonb
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id, true), set_config('app.kind', 'system', true);
  RETURN (SELECT jsonb_build_object('id', o.id, 'slug', o.slug) FROM foyer.named_organization(p_name, p_by_name) o);
END $$;

-- The permissions of a user on an API in the organization of their sign-in, read together with whether it admits them;
-- null where it does not.
CREATE FUNCTION foyer.sign_in_permissions(p_sign_in jsonb, p_api_id text) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  user_id text := p_sign_in->>'userId';
  organization_id text := p_sign_in->>'organizationId';
BEGIN
  RETURN (
    SELECT to_jsonb(ARRAY(
      SELECT DISTINCT e.permission FROM foyer.effective_permissions(user_id, organization_id, p_api_id) e ORDER BY 1))
    WHERE organization_id IS NULL OR foyer.organization_admits(
      organization_id, user_id, p_sign_in->>'connectionId', (p_sign_in->>'since')::timestamptz) IS NULL);
END $$;

-- What tokens say about a user, or why the user cannot have any now: refusal 'user', 'member', 'connection' or
-- 'application'. p_sign_in: {userId, organizationId, connectionId, clientId, since}
CREATE FUNCTION foyer.account(p_sign_in jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  user_id text := p_sign_in->>'userId';
  organization_id text := p_sign_in->>'organizationId';
  account jsonb;
  refusal text;
BEGIN
  SELECT jsonb_build_object('id', u.id, 'email', u.email, 'name', u.name, 'picture', u.picture, 'emailVerified', true,
      'updatedAt', u.updated_at, 'organization', NULL) INTO account
  FROM users u
  WHERE u.tenant_id = foyer.tenant_id() AND u.id = user_id AND NOT u.blocked AND u.email_verified_at IS NOT NULL;
  IF NOT FOUND THEN
    RETURN jsonb_build_object('refusal', 'user');
  ELSIF organization_id IS NULL THEN
    RETURN jsonb_build_object('refusal', NULL, 'account', account);
  END IF;
  refusal := foyer.organization_admits(
    organization_id, user_id, p_sign_in->>'connectionId', (p_sign_in->>'since')::timestamptz);
  IF refusal IS NULL AND NOT foyer.organization_allows_client(organization_id, p_sign_in->>'clientId') THEN
    refusal := 'application';
  END IF;
  IF refusal IS NOT NULL THEN
    RETURN jsonb_build_object('refusal', refusal);
  END IF;
  RETURN coalesce((
    SELECT jsonb_build_object('refusal', NULL, 'account',
      account || jsonb_build_object('organization', jsonb_build_object('id', o.id, 'slug', o.slug)))
    FROM organizations o WHERE o.tenant_id = foyer.tenant_id() AND o.id = organization_id), '{"refusal": "member"}');
END $$;

-- What tokens say about a user or why the user cannot have any now, as foyer.account(); the API with the identifier
-- p_audience, or null; and the permissions of the user on it, null where there is no API or the user is refused.
CREATE FUNCTION foyer.find_account(p_tenant_id text, p_sign_in jsonb, p_audience text) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  standing jsonb;
  audience jsonb;
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id, true), set_config('app.kind', 'system', true);
  standing := foyer.account(p_sign_in);
  SELECT to_jsonb(a) INTO audience FROM foyer.audience(p_audience) a;
  RETURN standing || jsonb_build_object('audience', audience, 'permissions',
    CASE WHEN audience IS NOT NULL AND standing->>'refusal' IS NULL
      THEN foyer.sign_in_permissions(p_sign_in, audience->>'id') END);
END $$;

/* Audit log */

-- Writes audit events and, in rows of their own that can be erased, what identifies a person in them. p_origin: where
-- the request came from.
CREATE FUNCTION foyer.write_audit_events(p_events jsonb, p_origin jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit_events (
    tenant_id, id, organization_id, type, actor_kind, actor_id, target_kind, target_id, details, request_id)
  SELECT foyer.tenant_id(), e.id, e."organizationId", e.type, e."actorKind", e."actorId", e."targetKind",
    e."targetId", e.details, p_origin->>'requestId'
  FROM jsonb_to_recordset(p_events) AS e (id text, "organizationId" text, type text, "actorKind" text, "actorId" text,
    "targetKind" text, "targetId" text, details jsonb);
  INSERT INTO audit_people (
    tenant_id, event_id, organization_id, actor_name, actor_email, target_name, target_email, ip, user_agent)
  SELECT foyer.tenant_id(), e.id, e."organizationId", u.name, u.email, e."targetName", e."targetEmail",
    p_origin->>'ip', p_origin->>'userAgent'
  FROM jsonb_to_recordset(p_events) AS e (id text, "organizationId" text, "actorKind" text, "actorId" text,
    "targetName" text, "targetEmail" text)
  LEFT JOIN users u ON u.tenant_id = foyer.tenant_id() AND u.id = e."actorId" AND e."actorKind" = 'user';
END $$;
