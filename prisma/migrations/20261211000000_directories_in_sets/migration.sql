-- Changes of many members in sets, and what SCIM needs of its own in few statements: see docs/decisions/0070.

-- Locks users or roles in the order of their ids: those that the change alters FOR NO KEY UPDATE, the others FOR SHARE.
-- Each statement is written out, since EXECUTE plans it at every call. Few are shared, and thousands may be altered: those
-- between two shared ones are locked by one statement.
CREATE OR REPLACE FUNCTION foyer.lock_rows(p_table regclass, p_shared text[], p_altered text[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  altered text[] := array_remove(p_altered, NULL);
  locked_up_to text := '';
  shared_id text;
BEGIN
  FOREACH shared_id IN ARRAY ARRAY(
    SELECT DISTINCT s.id FROM unnest(p_shared) AS s (id) WHERE s.id IS NOT NULL AND s.id <> ALL (altered) ORDER BY 1
  ) || NULL::text LOOP
    IF p_table = 'users'::regclass THEN
      IF cardinality(altered) > 0 THEN
        PERFORM FROM users u
        WHERE u.tenant_id = foyer.tenant_id() AND u.id = ANY (altered) AND u.id > locked_up_to
          AND (shared_id IS NULL OR u.id < shared_id)
        ORDER BY u.id FOR NO KEY UPDATE;
      END IF;
      PERFORM FROM users u WHERE u.tenant_id = foyer.tenant_id() AND u.id = shared_id FOR SHARE;
    ELSE
      IF cardinality(altered) > 0 THEN
        PERFORM FROM roles r
        WHERE r.tenant_id = foyer.tenant_id() AND r.id = ANY (altered) AND r.id > locked_up_to
          AND (shared_id IS NULL OR r.id < shared_id)
        ORDER BY r.id FOR NO KEY UPDATE;
      END IF;
      PERFORM FROM roles r WHERE r.tenant_id = foyer.tenant_id() AND r.id = shared_id FOR SHARE;
    END IF;
    locked_up_to := shared_id;
  END LOOP;
END $$;

-- Adds roles to members and removes others, by rows of {user_id, added, usable_in, removed}. Answers with {roles, hasOwner}:
-- by the ids of these members, the names of the roles that they have then, owner roles first; and whether the organization
-- has an owner.
CREATE FUNCTION foyer.change_roles_of_members(p_organization_id text, p_changes jsonb) RETURNS jsonb
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO member_roles (tenant_id, organization_id, user_id, role_id, usable_in)
  SELECT foyer.tenant_id(), p_organization_id, c.user_id, a.role_id, a.usable_in
  FROM jsonb_to_recordset(p_changes) AS c (user_id text, added text[], usable_in text[])
  CROSS JOIN LATERAL unnest(c.added, c.usable_in) AS a (role_id, usable_in)
  ON CONFLICT DO NOTHING;
  DELETE FROM member_roles mr
  USING jsonb_to_recordset(p_changes) AS c (user_id text, removed text[])
  CROSS JOIN LATERAL unnest(c.removed) AS d (role_id)
  WHERE mr.tenant_id = foyer.tenant_id() AND mr.organization_id = p_organization_id AND mr.user_id = c.user_id
    AND mr.role_id = d.role_id;
  RETURN jsonb_build_object(
    'roles', (
      SELECT coalesce(jsonb_object_agg(h.user_id, h.names), '{}') FROM (
        SELECT mr.user_id, jsonb_agg(r.name ORDER BY r.is_owner DESC, r.created_at, r.name) AS names
        FROM (SELECT DISTINCT n.user_id FROM jsonb_to_recordset(p_changes) AS n (user_id text)) c
        JOIN member_roles mr ON mr.tenant_id = foyer.tenant_id() AND mr.organization_id = p_organization_id
          AND mr.user_id = c.user_id
        JOIN roles r ON r.tenant_id = foyer.tenant_id() AND r.id = mr.role_id
        GROUP BY mr.user_id) h),
    'hasOwner', foyer.has_owner(p_organization_id));
END $$;

-- The members (ids of users) that are these users of directories, or in these groups.
CREATE FUNCTION foyer.directory_members(p_organization_id text, p_user_ids jsonb, p_group_ids jsonb) RETURNS text[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN ARRAY(
    SELECT u.user_id FROM jsonb_array_elements_text(coalesce(p_user_ids, '[]')) AS w (id)
    JOIN directory_users u
      ON u.tenant_id = foyer.tenant_id() AND u.organization_id = p_organization_id AND u.id = w.id
    UNION
    SELECT u.user_id FROM directory_group_members gm
    JOIN directory_users u ON u.tenant_id = foyer.tenant_id() AND u.organization_id = p_organization_id
      AND u.id = gm.directory_user_id
    WHERE gm.tenant_id = foyer.tenant_id() AND gm.organization_id = p_organization_id
      AND gm.group_id IN (SELECT jsonb_array_elements_text(coalesce(p_group_ids, '[]'))));
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
  -- Read under the lock of the organization, so that no other change adds to them.
  IF locks->'directoryUsers' IS NOT NULL OR locks->'directoryGroups' IS NOT NULL THEN
    users := users || foyer.directory_members(organization, locks->'directoryUsers', locks->'directoryGroups');
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

-- The directory of the connection that has this active token, as {tokenId, organizationId}, or null; also null while its
-- organization is deleted or suspended.
CREATE FUNCTION foyer.find_directory(p_tenant_id text, p_connection_id text, p_token_hash text) RETURNS jsonb
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id, true), set_config('app.kind', 'system', true);
  RETURN (
    SELECT jsonb_build_object('tokenId', t.id, 'organizationId', t.organization_id) FROM directory_tokens t
    WHERE t.tenant_id = p_tenant_id AND t.token_hash = p_token_hash AND t.connection_id = p_connection_id
      AND foyer.directory_permissions(t.organization_id, t.connection_id, t.id) IS NOT NULL);
END $$;

-- Logs a request of a directory, as {organizationId, connectionId, tokenId, id, method, resource, resourceId, status,
-- reason}, and notes at most once a minute that its token was used. Nothing once the directory is turned off.
CREATE FUNCTION foyer.log_directory_request(p_tenant_id text, p_request jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id, true), set_config('app.kind', 'system', true);
  UPDATE directory_tokens t SET last_used_at = now()
  WHERE t.tenant_id = p_tenant_id AND t.organization_id = p_request->>'organizationId' AND t.id = p_request->>'tokenId'
    AND (t.last_used_at IS NULL OR t.last_used_at < now() - interval '1 minute');
  INSERT INTO directory_requests
    (tenant_id, organization_id, id, connection_id, token_id, method, resource, resource_id, status, reason)
  SELECT p_tenant_id, d.organization_id, p_request->>'id', d.connection_id, p_request->>'tokenId', p_request->>'method',
    p_request->>'resource', p_request->>'resourceId', (p_request->>'status')::integer, p_request->>'reason'
  FROM directories d
  WHERE d.tenant_id = p_tenant_id AND d.organization_id = p_request->>'organizationId'
    AND d.connection_id = p_request->>'connectionId'
  FOR KEY SHARE OF d;
END $$;

-- Creates a group of a directory or replaces all of it, by {id, displayName, nameFolded, externalId, members: [ids of users
-- of the directory]}. Answers with the group as it is then and with its members that came or went, by their ids as users:
-- none while no group of the directory gives a role. No row where a member is not a user of the directory.
CREATE FUNCTION foyer.write_directory_group(p_organization_id text, p_connection_id text, p_group jsonb)
RETURNS TABLE (
  version integer, created_at timestamptz, updated_at timestamptz, members jsonb, changed_user_ids text[]
) LANGUAGE plpgsql ROWS 1 AS $$
DECLARE
  wanted text[] := ARRAY(SELECT DISTINCT jsonb_array_elements_text(p_group->'members'));
  known integer;
BEGIN
  SELECT count(*) INTO known FROM unnest(wanted) AS w (id)
  JOIN directory_users u ON u.tenant_id = foyer.tenant_id() AND u.organization_id = p_organization_id AND u.id = w.id
  WHERE u.connection_id = p_connection_id;
  IF known < cardinality(wanted) THEN
    RETURN;
  END IF;
  INSERT INTO directory_groups AS g (
    tenant_id, organization_id, id, connection_id, display_name, name_folded, external_id)
  VALUES (foyer.tenant_id(), p_organization_id, p_group->>'id', p_connection_id, p_group->>'displayName',
    p_group->>'nameFolded', p_group->>'externalId')
  ON CONFLICT (tenant_id, organization_id, id) DO UPDATE
  SET display_name = EXCLUDED.display_name, name_folded = EXCLUDED.name_folded, external_id = EXCLUDED.external_id,
    version = g.version + 1, updated_at = now()
  WHERE g.connection_id = EXCLUDED.connection_id
  RETURNING g.version, g.created_at, g.updated_at INTO version, created_at, updated_at;
  WITH removed AS (
    DELETE FROM directory_group_members gm
    WHERE gm.tenant_id = foyer.tenant_id() AND gm.organization_id = p_organization_id AND gm.group_id = p_group->>'id'
      AND NOT EXISTS (SELECT FROM unnest(wanted) AS w (id) WHERE w.id = gm.directory_user_id)
    RETURNING gm.directory_user_id AS id
  ), added AS (
    INSERT INTO directory_group_members (tenant_id, organization_id, group_id, directory_user_id)
    SELECT foyer.tenant_id(), p_organization_id, p_group->>'id', w.id FROM unnest(wanted) AS w (id)
    ON CONFLICT DO NOTHING
    RETURNING directory_user_id AS id
  )
  SELECT coalesce(array_agg(u.user_id), '{}') INTO changed_user_ids
  FROM (SELECT r.id FROM removed r UNION ALL SELECT a.id FROM added a) c
  JOIN directory_users u ON u.tenant_id = foyer.tenant_id() AND u.organization_id = p_organization_id AND u.id = c.id
  WHERE EXISTS (
    SELECT FROM directory_group_roles gr
    JOIN directory_groups o
      ON o.tenant_id = gr.tenant_id AND o.organization_id = gr.organization_id AND o.id = gr.group_id
    WHERE gr.tenant_id = foyer.tenant_id() AND gr.organization_id = p_organization_id
      AND o.connection_id = p_connection_id);
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'userName', u.user_name) ORDER BY u.id), '[]') INTO members
  FROM unnest(wanted) AS w (id)
  JOIN directory_users u ON u.tenant_id = foyer.tenant_id() AND u.organization_id = p_organization_id AND u.id = w.id;
  RETURN NEXT;
END $$;

-- Of the groups of a directory's user, which show them: another version once the user is deleted or has another name, but
-- one for all that a transaction changes. Not where the directory itself is deleted.
CREATE FUNCTION foyer.renew_groups_of_directory_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE directory_groups g SET version = g.version + 1, updated_at = now()
  FROM directory_group_members gm
  WHERE gm.tenant_id = OLD.tenant_id AND gm.organization_id = OLD.organization_id AND gm.directory_user_id = OLD.id
    AND g.tenant_id = OLD.tenant_id AND g.organization_id = OLD.organization_id AND g.id = gm.group_id
    AND g.updated_at <> now()
    AND EXISTS (
      SELECT FROM directories d
      WHERE d.tenant_id = OLD.tenant_id AND d.organization_id = OLD.organization_id
        AND d.connection_id = OLD.connection_id);
  RETURN OLD;
END $$;

CREATE TRIGGER directory_users_deleted BEFORE DELETE ON directory_users
  FOR EACH ROW EXECUTE FUNCTION foyer.renew_groups_of_directory_user();
CREATE TRIGGER directory_users_renamed AFTER UPDATE OF user_name ON directory_users
  FOR EACH ROW WHEN (OLD.user_name IS DISTINCT FROM NEW.user_name)
  EXECUTE FUNCTION foyer.renew_groups_of_directory_user();
