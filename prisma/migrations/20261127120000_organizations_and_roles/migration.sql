-- Functions that read or write in one statement what creating an organization and changing its members need.

/* Creating an organization */

-- Makes others who want a slug that looks like this one wait until the end of the transaction.
CREATE FUNCTION foyer.lock_slug(p_skeleton text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('slug ' || foyer.tenant_id() || ' ' || p_skeleton, 0));
END $$;

-- The slugs in use or held for others that exclude this one: those that look alike or, if p_exact_only, the same one.
CREATE FUNCTION foyer.conflicting_slugs(
  p_slug text, p_skeleton text, p_organization_id text, p_exact_only boolean
) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN ARRAY(
    SELECT s.slug FROM organization_slugs s
    WHERE s.tenant_id = foyer.tenant_id() AND s.skeleton = p_skeleton AND (s.slug = p_slug OR NOT p_exact_only)
      AND (s.held_until IS NULL OR s.held_until >= now())
      AND s.organization_id IS DISTINCT FROM p_organization_id
    LIMIT 100);
END $$;

-- What a new organization starts with: the default connections, and the template roles with those of their permissions
-- that are open to organizations.
CREATE FUNCTION foyer.organization_template() RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN jsonb_build_object(
    'connections', (
      SELECT coalesce(jsonb_agg(jsonb_build_object('connectionId', c.id)), '[]')
      FROM connections c WHERE c.tenant_id = foyer.tenant_id() AND c.is_default),
    'roles', (
      SELECT coalesce(jsonb_agg(jsonb_build_object('name', t.name, 'description', t.description, 'permissions', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('apiId', tp.api_id, 'name', tp.name)), '[]')
        FROM template_role_permissions tp
        JOIN permissions p ON p.tenant_id = tp.tenant_id AND p.api_id = tp.api_id AND p.name = tp.name
        WHERE tp.tenant_id = t.tenant_id AND tp.template_role_id = t.id AND p.open_to_organizations))), '[]')
      FROM template_roles t WHERE t.tenant_id = foyer.tenant_id()));
END $$;

-- Locks a slug for a new organization, then answers with what decides whether and how it is created: the slugs that
-- exclude it, the strategies of these connections by their ids, the role of an owner or null, and the template.
CREATE FUNCTION foyer.prepare_organization(
  p_slug text, p_skeleton text, p_exact_only boolean, p_connection_ids text[]
) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  PERFORM foyer.lock_slug(p_skeleton);
  RETURN jsonb_build_object(
    'conflictingSlugs', foyer.conflicting_slugs(p_slug, p_skeleton, NULL, p_exact_only),
    'strategies', (
      SELECT coalesce(jsonb_object_agg(c.id, c.strategy), '{}')
      FROM connections c WHERE c.tenant_id = foyer.tenant_id() AND c.id = ANY (p_connection_ids)),
    -- An operator may have renamed it.
    'ownerRoleId', (
      SELECT r.id FROM roles r
      WHERE r.tenant_id = foyer.tenant_id() AND r.usable_in = '*' AND r.is_owner AND r.assignable
      ORDER BY r.name = 'Owner' DESC, r.created_at LIMIT 1),
    'template', foyer.organization_template());
END $$;

-- Creates an organization with its slug, connections and roles and, where it has an owner, with this member. A slug in
-- use or held is a unique violation; one whose hold has ended is free.
-- p_organization: {id, slug, skeleton, displayName, primaryColor, backgroundColor, logoUrl, metadata,
-- thirdPartyClientAccess, isAppEntitlementActive, connections: [{connectionId, assignMembershipOnLogin, showAsButton,
-- isSignupEnabled}], roles: [{id, name, description, permissions: [{apiId, name}]}], owner: {userId, roleId}}
CREATE FUNCTION foyer.create_organization(p_organization jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  new_id text := p_organization->>'id';
  new_slug text := p_organization->>'slug';
  owner_id text := p_organization->'owner'->>'userId';
BEGIN
  INSERT INTO organizations (tenant_id, id, slug, display_name, primary_color, background_color, logo_url, metadata,
    third_party_client_access, is_app_entitlement_active)
  VALUES (foyer.tenant_id(), new_id, new_slug, p_organization->>'displayName', p_organization->>'primaryColor',
    p_organization->>'backgroundColor', p_organization->>'logoUrl', p_organization->'metadata',
    p_organization->>'thirdPartyClientAccess', (p_organization->>'isAppEntitlementActive')::boolean);
  DELETE FROM organization_slugs s
    WHERE s.tenant_id = foyer.tenant_id() AND s.slug = new_slug AND s.held_until < now();
  INSERT INTO organization_slugs (tenant_id, slug, skeleton, organization_id)
  VALUES (foyer.tenant_id(), new_slug, p_organization->>'skeleton', new_id);
  INSERT INTO enabled_connections (
    tenant_id, organization_id, connection_id, assign_membership_on_login, show_as_button, is_signup_enabled)
  SELECT foyer.tenant_id(), new_id, c."connectionId", coalesce(c."assignMembershipOnLogin", false),
    coalesce(c."showAsButton", true), coalesce(c."isSignupEnabled", false)
  FROM jsonb_to_recordset(p_organization->'connections') AS c ("connectionId" text,
    "assignMembershipOnLogin" boolean, "showAsButton" boolean, "isSignupEnabled" boolean);
  INSERT INTO roles (tenant_id, id, name, description, organization_id)
  SELECT foyer.tenant_id(), r.id, r.name, r.description, new_id
  FROM jsonb_to_recordset(p_organization->'roles') AS r (id text, name text, description text);
  INSERT INTO role_permissions (tenant_id, role_id, usable_in, api_id, name)
  SELECT foyer.tenant_id(), r.id, new_id, p."apiId", p.name
  FROM jsonb_to_recordset(p_organization->'roles') AS r (id text, permissions jsonb)
  CROSS JOIN jsonb_to_recordset(r.permissions) AS p ("apiId" text, name text);
  IF owner_id IS NOT NULL THEN
    INSERT INTO members (tenant_id, organization_id, user_id) VALUES (foyer.tenant_id(), new_id, owner_id);
    INSERT INTO member_roles (tenant_id, organization_id, user_id, role_id, usable_in)
    VALUES (foyer.tenant_id(), new_id, owner_id, p_organization->'owner'->>'roleId', '*');
  END IF;
END $$;

/* Changing members */

-- Whether the organization has an owner: a member, not suspended, blocked or unverified, with a role that makes owners.
CREATE FUNCTION foyer.has_owner(p_organization_id text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM member_roles mr
    JOIN roles r ON r.tenant_id = mr.tenant_id AND r.id = mr.role_id AND r.is_owner
    JOIN members m ON m.tenant_id = mr.tenant_id AND m.organization_id = mr.organization_id AND m.user_id = mr.user_id
    JOIN users u ON u.tenant_id = m.tenant_id AND u.id = m.user_id
    WHERE mr.tenant_id = foyer.tenant_id() AND mr.organization_id = p_organization_id
      AND m.suspended_at IS NULL AND NOT u.blocked AND u.email_verified_at IS NOT NULL);
END $$;

-- Adds roles to a member and removes others; answers with the names of the roles that the member has then, owner roles
-- first, and whether the organization has an owner.
CREATE FUNCTION foyer.change_member_roles(
  p_organization_id text, p_user_id text, p_added text[], p_usable_in text[], p_removed text[]
) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO member_roles (tenant_id, organization_id, user_id, role_id, usable_in)
  SELECT foyer.tenant_id(), p_organization_id, p_user_id, a.role_id, a.usable_in
  FROM unnest(p_added, p_usable_in) AS a (role_id, usable_in)
  ON CONFLICT DO NOTHING;
  DELETE FROM member_roles mr
  WHERE mr.tenant_id = foyer.tenant_id() AND mr.organization_id = p_organization_id AND mr.user_id = p_user_id
    AND mr.role_id = ANY (p_removed);
  RETURN jsonb_build_object(
    'roles', (
      SELECT coalesce(jsonb_agg(r.name ORDER BY r.is_owner DESC, r.created_at, r.name), '[]')
      FROM member_roles mr JOIN roles r ON r.tenant_id = mr.tenant_id AND r.id = mr.role_id
      WHERE mr.tenant_id = foyer.tenant_id() AND mr.organization_id = p_organization_id AND mr.user_id = p_user_id),
    'hasOwner', foyer.has_owner(p_organization_id));
END $$;

-- Ends memberships with their roles. Open invitations that these members sent are limited to what their own roles give
-- now, and are revoked if p_revokes. No session of theirs is in the organization any more. Answers with how many
-- memberships ended, the invitations that were revoked, and whether the organization has an owner.
CREATE FUNCTION foyer.end_memberships(p_organization_id text, p_user_ids text[], p_revokes boolean) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  ended integer;
  revoked jsonb := '[]';
BEGIN
  WITH inviters AS MATERIALIZED (
    SELECT DISTINCT i.inviter_user_id AS id FROM invitations i
    WHERE i.tenant_id = foyer.tenant_id() AND i.organization_id = p_organization_id
      AND i.inviter_user_id = ANY (p_user_ids) AND i.state = 'pending'
  ), limits AS MATERIALIZED (
    SELECT v.id, ARRAY(
      SELECT DISTINCT e.permission
      FROM foyer.effective_permissions(v.id, p_organization_id, foyer.portal_api_id()) e
      WHERE NOT e.inherited) AS permissions
    FROM inviters v
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
  END IF;
  RETURN jsonb_build_object('ended', ended, 'revoked', revoked, 'hasOwner', foyer.has_owner(p_organization_id));
END $$;

/* Changing a role */

-- Changes an organization's own role; answers with how many permissions were added, which are only those that are open to
-- organizations. p_change: {name, description, adds: [{apiId, name}], removes: [{apiId, name}]}
CREATE FUNCTION foyer.change_organization_role(p_organization_id text, p_role_id text, p_change jsonb) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  added integer;
BEGIN
  DELETE FROM role_permissions rp
  USING jsonb_to_recordset(p_change->'removes') AS x ("apiId" text, name text)
  WHERE rp.tenant_id = foyer.tenant_id() AND rp.role_id = p_role_id AND rp.usable_in = p_organization_id
    AND rp.api_id = x."apiId" AND rp.name = x.name;
  INSERT INTO role_permissions (tenant_id, role_id, usable_in, api_id, name)
  SELECT foyer.tenant_id(), p_role_id, p_organization_id, pm.api_id, pm.name
  FROM jsonb_to_recordset(p_change->'adds') AS x ("apiId" text, name text)
  JOIN permissions pm ON pm.tenant_id = foyer.tenant_id() AND pm.api_id = x."apiId" AND pm.name = x.name
  JOIN apis a ON a.tenant_id = foyer.tenant_id() AND a.id = pm.api_id
  WHERE pm.open_to_organizations AND (NOT a.is_portal OR pm.level = 'organization');
  GET DIAGNOSTICS added = ROW_COUNT;
  UPDATE roles r SET name = p_change->>'name', description = p_change->>'description',
    updated_at = greatest(clock_timestamp(), r.updated_at + interval '1 microsecond')
  WHERE r.tenant_id = foyer.tenant_id() AND r.id = p_role_id AND r.usable_in = p_organization_id;
  RETURN added;
END $$;
