-- Directory sync by SCIM 2.0: see docs/decisions/0070. A directory belongs to a connection of an organization's own.

ALTER TABLE connections ADD CONSTRAINT connections_with_owner UNIQUE (tenant_id, id, organization_id);

-- It can give, and act on members, up to what its maker can grant: as the maker of a join link.
CREATE TABLE directories (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  organization_id text NOT NULL,
  connection_id text NOT NULL,
  maker_user_id text NOT NULL,
  maker_held text[] NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, organization_id, connection_id),
  FOREIGN KEY (tenant_id, connection_id, organization_id)
    REFERENCES connections (tenant_id, id, organization_id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX directories_of_maker ON directories (tenant_id, maker_user_id);

CREATE TABLE directory_tokens (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  organization_id text NOT NULL,
  id text NOT NULL,
  connection_id text NOT NULL,
  token_hash text NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  expires_at timestamptz(6),
  last_used_at timestamptz(6),
  PRIMARY KEY (tenant_id, organization_id, id),
  UNIQUE (tenant_id, token_hash),
  FOREIGN KEY (tenant_id, organization_id, connection_id)
    REFERENCES directories (tenant_id, organization_id, connection_id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX directory_tokens_of_directory ON directory_tokens (tenant_id, organization_id, connection_id);

-- What a directory says about a member. It ends with the membership.
CREATE TABLE directory_users (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  organization_id text NOT NULL,
  id text NOT NULL,
  connection_id text NOT NULL,
  user_id text NOT NULL,
  user_name text NOT NULL,
  user_name_folded text NOT NULL,
  external_id text,
  email_folded text NOT NULL,
  attributes jsonb NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  updated_at timestamptz(6) NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, organization_id, id),
  UNIQUE (tenant_id, organization_id, user_id),
  UNIQUE (tenant_id, organization_id, connection_id, user_name_folded),
  FOREIGN KEY (tenant_id, organization_id, connection_id)
    REFERENCES directories (tenant_id, organization_id, connection_id) ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, organization_id, user_id)
    REFERENCES members (tenant_id, organization_id, user_id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX directory_users_in_order ON directory_users (tenant_id, organization_id, connection_id, created_at, id);
CREATE INDEX directory_users_by_external_id ON directory_users (tenant_id, organization_id, connection_id, external_id);
CREATE INDEX directory_users_by_email ON directory_users (tenant_id, organization_id, connection_id, email_folded);

CREATE TABLE directory_groups (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  organization_id text NOT NULL,
  id text NOT NULL,
  connection_id text NOT NULL,
  display_name text NOT NULL,
  name_folded text NOT NULL,
  external_id text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  updated_at timestamptz(6) NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, organization_id, id),
  UNIQUE (tenant_id, organization_id, connection_id, name_folded),
  FOREIGN KEY (tenant_id, organization_id, connection_id)
    REFERENCES directories (tenant_id, organization_id, connection_id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX directory_groups_in_order ON directory_groups (tenant_id, organization_id, connection_id, created_at, id);
CREATE INDEX directory_groups_by_external_id
  ON directory_groups (tenant_id, organization_id, connection_id, external_id);

CREATE TABLE directory_group_members (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  organization_id text NOT NULL,
  group_id text NOT NULL,
  directory_user_id text NOT NULL,
  PRIMARY KEY (tenant_id, organization_id, group_id, directory_user_id),
  FOREIGN KEY (tenant_id, organization_id, group_id)
    REFERENCES directory_groups (tenant_id, organization_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, organization_id, directory_user_id)
    REFERENCES directory_users (tenant_id, organization_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX directory_group_members_of_user
  ON directory_group_members (tenant_id, organization_id, directory_user_id);

-- The roles that the members of a group get.
CREATE TABLE directory_group_roles (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  organization_id text NOT NULL,
  group_id text NOT NULL,
  role_id text NOT NULL,
  usable_in text NOT NULL,
  PRIMARY KEY (tenant_id, organization_id, group_id, role_id),
  FOREIGN KEY (tenant_id, organization_id, group_id)
    REFERENCES directory_groups (tenant_id, organization_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, role_id, usable_in)
    REFERENCES roles (tenant_id, id, usable_in) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT directory_group_roles_usable CHECK (usable_in IN ('*', organization_id))
);
CREATE INDEX directory_group_roles_of_role ON directory_group_roles (tenant_id, role_id, usable_in);

-- What a directory asked for and what came of it. Names no one; kept for 30 days.
CREATE TABLE directory_requests (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  organization_id text NOT NULL,
  id text NOT NULL,
  connection_id text NOT NULL,
  token_id text NOT NULL,
  method text NOT NULL,
  resource text NOT NULL,
  resource_id text,
  status integer NOT NULL,
  reason text,
  occurred_at timestamptz(6) NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, organization_id, id),
  FOREIGN KEY (tenant_id, organization_id, connection_id)
    REFERENCES directories (tenant_id, organization_id, connection_id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX directory_requests_in_order ON directory_requests (tenant_id, organization_id, connection_id, id);
CREATE INDEX directory_requests_by_time ON directory_requests (tenant_id, occurred_at);

ALTER TABLE directories ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON directories USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON directories AS RESTRICTIVE FOR SELECT
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()));
CREATE POLICY may_insert ON directories AS RESTRICTIVE FOR INSERT
  WITH CHECK (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()));
CREATE POLICY may_update ON directories AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()))
  WITH CHECK (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()));
CREATE POLICY may_delete ON directories AS RESTRICTIVE FOR DELETE
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()));

ALTER TABLE directory_tokens ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON directory_tokens USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON directory_tokens AS RESTRICTIVE FOR SELECT
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()));
CREATE POLICY may_insert ON directory_tokens AS RESTRICTIVE FOR INSERT
  WITH CHECK (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()));
CREATE POLICY may_update ON directory_tokens AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()))
  WITH CHECK (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()));
CREATE POLICY may_delete ON directory_tokens AS RESTRICTIVE FOR DELETE
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()));

ALTER TABLE directory_users ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON directory_users USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON directory_users AS RESTRICTIVE FOR SELECT
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()));
CREATE POLICY may_insert ON directory_users AS RESTRICTIVE FOR INSERT
  WITH CHECK (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()));
CREATE POLICY may_update ON directory_users AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()))
  WITH CHECK (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()));
CREATE POLICY may_delete ON directory_users AS RESTRICTIVE FOR DELETE
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()));

ALTER TABLE directory_groups ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON directory_groups USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON directory_groups AS RESTRICTIVE FOR SELECT
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()));
CREATE POLICY may_insert ON directory_groups AS RESTRICTIVE FOR INSERT
  WITH CHECK (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()));
CREATE POLICY may_update ON directory_groups AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()))
  WITH CHECK (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()));
CREATE POLICY may_delete ON directory_groups AS RESTRICTIVE FOR DELETE
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()));

ALTER TABLE directory_group_members ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON directory_group_members USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON directory_group_members AS RESTRICTIVE FOR SELECT
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()));
CREATE POLICY may_insert ON directory_group_members AS RESTRICTIVE FOR INSERT
  WITH CHECK (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()));
CREATE POLICY may_update ON directory_group_members AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()))
  WITH CHECK (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()));
CREATE POLICY may_delete ON directory_group_members AS RESTRICTIVE FOR DELETE
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()));

ALTER TABLE directory_group_roles ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON directory_group_roles USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON directory_group_roles AS RESTRICTIVE FOR SELECT
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()));
CREATE POLICY may_insert ON directory_group_roles AS RESTRICTIVE FOR INSERT
  WITH CHECK (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()));
CREATE POLICY may_update ON directory_group_roles AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()))
  WITH CHECK (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()));
CREATE POLICY may_delete ON directory_group_roles AS RESTRICTIVE FOR DELETE
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()));

ALTER TABLE directory_requests ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON directory_requests USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON directory_requests AS RESTRICTIVE FOR SELECT
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()));
CREATE POLICY may_insert ON directory_requests AS RESTRICTIVE FOR INSERT
  WITH CHECK (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()));
CREATE POLICY may_update ON directory_requests AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()))
  WITH CHECK (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()));
CREATE POLICY may_delete ON directory_requests AS RESTRICTIVE FOR DELETE
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()));

-- The permissions of a directory in its organization, by an active token; null where there is none, or the organization is
-- deleted or suspended.
CREATE FUNCTION foyer.directory_permissions(p_organization_id text, p_connection_id text, p_token_id text) RETURNS text[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM directory_tokens t
    JOIN organizations o ON o.tenant_id = foyer.tenant_id() AND o.id = t.organization_id
      AND o.deleted_at IS NULL AND o.suspended_at IS NULL
    WHERE t.tenant_id = foyer.tenant_id() AND t.organization_id = p_organization_id
      AND t.connection_id = p_connection_id AND t.id = p_token_id AND (t.expires_at IS NULL OR t.expires_at > now())) THEN
    RETURN NULL;
  END IF;
  RETURN ARRAY['read:organization_members', 'create:organization_members', 'delete:organization_members',
    'read:organization_member_roles', 'create:organization_member_roles', 'delete:organization_member_roles'];
END $$;

-- The Management permissions up to which a directory gives roles and acts on members: those that its maker can grant.
CREATE FUNCTION foyer.directory_grantable(p_organization_id text, p_connection_id text) RETURNS text[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN coalesce((
    SELECT foyer.offerer_permissions(d.organization_id, d.maker_user_id, d.maker_held)
    FROM directories d
    WHERE d.tenant_id = foyer.tenant_id() AND d.organization_id = p_organization_id
      AND d.connection_id = p_connection_id), '{}');
END $$;

-- Locks the directory and the token by which it acts, and what its maker can grant there depends on.
CREATE FUNCTION foyer.lock_directory(p_organization_id text, p_caller jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  maker text;
BEGIN
  IF p_caller->>'directory' IS NULL THEN
    RETURN;
  END IF;
  SELECT d.maker_user_id INTO maker FROM directories d
    WHERE d.tenant_id = foyer.tenant_id() AND d.organization_id = p_organization_id
      AND d.connection_id = p_caller->>'directory'
    FOR SHARE;
  PERFORM FROM directory_tokens t
    WHERE t.tenant_id = foyer.tenant_id() AND t.organization_id = p_organization_id AND t.id = p_caller->>'token'
    FOR SHARE;
  PERFORM FROM roles r
    WHERE r.tenant_id = foyer.tenant_id() AND r.id IN (
      SELECT mr.role_id FROM member_roles mr
      WHERE mr.tenant_id = foyer.tenant_id() AND mr.organization_id = p_organization_id AND mr.user_id = maker)
    ORDER BY r.id FOR SHARE;
END $$;

-- Whether a caller (session, authorization, directory or application) can act now, bound to an organization or not, and
-- with which Management permissions: never with more than the scopes of its token.
CREATE OR REPLACE FUNCTION foyer.caller_status(p_bound_organization_id text, p_user_id text, p_caller jsonb)
RETURNS TABLE (refusal text, permissions text[]) LANGUAGE plpgsql STABLE ROWS 1 AS $$
DECLARE
  active record;
BEGIN
  IF p_caller->>'session' IS NOT NULL THEN
    SELECT s.refusal, s.permissions INTO refusal, permissions
    FROM foyer.session_status(p_bound_organization_id, p_user_id, p_caller->>'session') s;
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
-- there: all for a caller that is not bound to the organization, none for one who has it open as support.
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
    grantable := foyer.directory_grantable(p_bound_organization_id, p_caller->>'directory');
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

-- Begins a change: locks what the caller's permission depends on, then checks the permission, so that it holds until
-- the commit. Each statement sees what was committed while it waited.
CREATE OR REPLACE FUNCTION foyer.begin_change(p_context jsonb) RETURNS void LANGUAGE plpgsql AS $$
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
    PERFORM foyer.lock_directory(bound_organization, p_context->'caller');
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

-- Ends memberships. Pending invitations, join links and directories of these users are limited to the permissions that
-- the users have now. Answers with {ended, revoked: [{id, email}], turnedOffLink, hasOwner}.
CREATE OR REPLACE FUNCTION foyer.end_memberships(p_organization_id text, p_user_ids text[], p_revokes boolean)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  ended integer;
  revoked jsonb := '[]';
  turned_off text;
BEGIN
  WITH offerers AS MATERIALIZED (
    SELECT i.inviter_user_id AS id FROM invitations i
    WHERE i.tenant_id = foyer.tenant_id() AND i.organization_id = p_organization_id
      AND i.inviter_user_id = ANY (p_user_ids) AND i.state = 'pending'
    UNION
    SELECT l.maker_user_id FROM join_links l
    WHERE l.tenant_id = foyer.tenant_id() AND l.organization_id = p_organization_id
      AND l.maker_user_id = ANY (p_user_ids) AND l.ended_at IS NULL
    UNION
    SELECT d.maker_user_id FROM directories d
    WHERE d.tenant_id = foyer.tenant_id() AND d.organization_id = p_organization_id
      AND d.maker_user_id = ANY (p_user_ids)
  ), limits AS MATERIALIZED (
    SELECT v.id, ARRAY(
      SELECT DISTINCT e.permission
      FROM foyer.effective_permissions(v.id, p_organization_id, foyer.portal_api_id()) e
      WHERE NOT e.inherited) AS permissions
    FROM offerers v
  ), limited AS (
    UPDATE join_links jl
    SET maker_held = ARRAY(SELECT h.name FROM unnest(jl.maker_held) AS h (name) WHERE h.name = ANY (l.permissions))
    FROM limits l
    WHERE jl.tenant_id = foyer.tenant_id() AND jl.organization_id = p_organization_id AND jl.maker_user_id = l.id
      AND jl.ended_at IS NULL AND NOT jl.maker_held <@ l.permissions
  ), directories_limited AS (
    UPDATE directories d
    SET maker_held = ARRAY(SELECT h.name FROM unnest(d.maker_held) AS h (name) WHERE h.name = ANY (l.permissions))
    FROM limits l
    WHERE d.tenant_id = foyer.tenant_id() AND d.organization_id = p_organization_id AND d.maker_user_id = l.id
      AND NOT d.maker_held <@ l.permissions
  )
  UPDATE invitations i
  SET inviter_held = ARRAY(SELECT h.name FROM unnest(i.inviter_held) AS h (name) WHERE h.name = ANY (l.permissions))
  FROM limits l
  WHERE i.tenant_id = foyer.tenant_id() AND i.organization_id = p_organization_id AND i.inviter_user_id = l.id
    AND i.state = 'pending' AND NOT i.inviter_held <@ l.permissions;
  DELETE FROM members m
  WHERE m.tenant_id = foyer.tenant_id() AND m.organization_id = p_organization_id AND m.user_id = ANY (p_user_ids);
  GET DIAGNOSTICS ended = ROW_COUNT;
  UPDATE sessions s SET organization_id = NULL
  WHERE s.tenant_id = foyer.tenant_id() AND s.user_id = ANY (p_user_ids) AND s.organization_id = p_organization_id;
  IF p_revokes THEN
    WITH closed AS (
      UPDATE invitations i SET state = 'revoked', closed_at = now()
      WHERE i.tenant_id = foyer.tenant_id() AND i.organization_id = p_organization_id
        AND i.inviter_user_id = ANY (p_user_ids) AND i.state = 'pending' AND i.expires_at > now()
      RETURNING i.id, i.email
    )
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'email', c.email)), '[]') INTO revoked FROM closed c;
    UPDATE join_links l SET ended_at = now(), ended_as = 'turned_off'
    WHERE l.tenant_id = foyer.tenant_id() AND l.organization_id = p_organization_id
      AND l.maker_user_id = ANY (p_user_ids) AND l.ended_at IS NULL
    RETURNING l.id INTO turned_off;
  END IF;
  RETURN jsonb_build_object('ended', ended, 'revoked', revoked, 'turnedOffLink', turned_off,
    'hasOwner', foyer.has_owner(p_organization_id));
END $$;
