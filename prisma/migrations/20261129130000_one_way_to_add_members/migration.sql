-- One function adds members, however they join.

-- Adds these users, except members, with the roles ([{id, usableIn}]): by an invitation, by a join link, of which each
-- counts as a use, or otherwise. Answers with the ids of those who were not members. Its callers decide who may join.
CREATE FUNCTION foyer.insert_members(
  p_organization_id text, p_user_ids text[], p_roles jsonb, p_invitation_id text DEFAULT NULL,
  p_join_link_id text DEFAULT NULL
) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY
  WITH added AS (
    INSERT INTO members (tenant_id, organization_id, user_id, invitation_id, join_link_id)
    SELECT foyer.tenant_id(), p_organization_id, u.id, p_invitation_id, p_join_link_id
    FROM unnest(p_user_ids) AS u (id)
    ON CONFLICT (tenant_id, organization_id, user_id) DO NOTHING
    RETURNING user_id
  ), roles_given AS (
    INSERT INTO member_roles (tenant_id, organization_id, user_id, role_id, usable_in)
    SELECT foyer.tenant_id(), p_organization_id, a.user_id, r.id, r."usableIn"
    FROM added a CROSS JOIN jsonb_to_recordset(p_roles) AS r (id text, "usableIn" text)
  ), counted AS (
    UPDATE join_links l SET uses = l.uses + (SELECT count(*) FROM added)
    WHERE l.tenant_id = foyer.tenant_id() AND l.organization_id = p_organization_id AND l.id = p_join_link_id
      AND EXISTS (SELECT FROM added)
  )
  SELECT a.user_id FROM added a;
END $$;

-- Accepts an invitation for a user: closes it and merges its metadata into the user's. Answers with what adding the member
-- depends on, which stays as it is until the transaction ends; null where the invitation cannot be accepted. The
-- organization is locked first, so that it does not change meanwhile.
CREATE OR REPLACE FUNCTION foyer.accept_invitation(
  p_organization_id text, p_invitation_id text, p_version int, p_user_id text
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  accepted record;
  is_new boolean;
BEGIN
  PERFORM FROM organizations o WHERE o.tenant_id = foyer.tenant_id() AND o.id = p_organization_id FOR SHARE;
  UPDATE invitations i SET state = 'accepted', closed_at = now(), accepted_by = u.id
  FROM users u, organizations o
  WHERE i.tenant_id = foyer.tenant_id() AND i.organization_id = p_organization_id AND i.id = p_invitation_id
    AND i.state = 'pending' AND i.expires_at > now() AND i.version = p_version
    AND u.tenant_id = foyer.tenant_id() AND u.id = p_user_id AND u.email_folded = i.email_folded
    AND u.email_verified_at IS NOT NULL AND NOT u.blocked AND i.inviter_user_id IS DISTINCT FROM u.id
    AND o.tenant_id = foyer.tenant_id() AND o.id = i.organization_id
    AND o.deleted_at IS NULL AND o.suspended_at IS NULL
  RETURNING u.name, u.email, i.inviter_user_id, i.offered_roles, i.offered_role_ids INTO accepted;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;

  -- At the top level. The tenant's metadata replaces what the user has; a member's only adds what is missing.
  UPDATE users u SET app_metadata = u.app_metadata || i.app_metadata,
    user_metadata = CASE WHEN i.metadata_fills THEN i.user_metadata || u.user_metadata
      ELSE u.user_metadata || i.user_metadata END,
    updated_at = now()
  FROM invitations i
  WHERE u.tenant_id = foyer.tenant_id() AND u.id = p_user_id
    AND i.tenant_id = foyer.tenant_id() AND i.organization_id = p_organization_id AND i.id = p_invitation_id
    AND (i.app_metadata <> '{}' OR i.user_metadata <> '{}');

  is_new := NOT EXISTS (
    SELECT FROM members m
    WHERE m.tenant_id = foyer.tenant_id() AND m.organization_id = p_organization_id AND m.user_id = p_user_id);
  IF is_new THEN
    PERFORM FROM invitation_roles ir JOIN roles r ON r.tenant_id = foyer.tenant_id() AND r.id = ir.role_id
      WHERE ir.tenant_id = foyer.tenant_id() AND ir.organization_id = p_organization_id
        AND ir.invitation_id = p_invitation_id
      ORDER BY r.id FOR SHARE OF r;
  END IF;
  RETURN jsonb_build_object('name', accepted.name, 'email', accepted.email, 'isNew', is_new,
    'isSuspended', EXISTS (
      SELECT FROM members m
      WHERE m.tenant_id = foyer.tenant_id() AND m.organization_id = p_organization_id AND m.user_id = p_user_id
        AND m.suspended_at IS NOT NULL),
    'offered', (
      SELECT coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name) ORDER BY f.position), '[]')
      FROM unnest(accepted.offered_role_ids, accepted.offered_roles) WITH ORDINALITY AS f (id, name, position)
      WHERE f.name IS NOT NULL),
    'offers', foyer.invitation_offers(p_organization_id, p_invitation_id),
    'power', foyer.invitation_power(p_organization_id, p_invitation_id),
    -- Only while they are a member: nobody else may know the new member's name.
    'inviterEmail', (
      SELECT u.email FROM users u
      JOIN members m ON m.tenant_id = foyer.tenant_id() AND m.organization_id = p_organization_id AND m.user_id = u.id
      WHERE u.tenant_id = foyer.tenant_id() AND u.id = accepted.inviter_user_id AND NOT u.blocked
        AND m.suspended_at IS NULL));
END $$;

-- Closes a pending request to join the organization of this access as approved or declined. Approving makes the user a
-- member with the role, unless they are blocked or unverified. Answers with the user; null where nothing was closed.
CREATE OR REPLACE FUNCTION foyer.close_join_request(p_request_id text, p_state text, p_role_id text, p_usable_in text) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  kind text := foyer.access_kind();
  closed record;
BEGIN
  IF kind <> 'organization' THEN
    RETURN NULL;
  END IF;
  PERFORM set_config('app.kind', 'system', true);
  UPDATE join_requests q SET state = p_state, closed_at = now()
  FROM users u
  WHERE q.tenant_id = foyer.tenant_id() AND q.organization_id = foyer.organization_id() AND q.id = p_request_id
    AND q.state = 'pending' AND u.tenant_id = foyer.tenant_id() AND u.id = q.user_id
    AND (p_state = 'declined' OR (u.email_verified_at IS NOT NULL AND NOT u.blocked))
  RETURNING u.id, u.name, u.email INTO closed;
  IF closed.id IS NOT NULL AND p_state = 'approved' THEN
    PERFORM foyer.insert_members(foyer.organization_id(), ARRAY[closed.id],
      jsonb_build_array(jsonb_build_object('id', p_role_id, 'usableIn', p_usable_in)));
  END IF;
  PERFORM set_config('app.kind', kind, true);
  RETURN CASE WHEN closed.id IS NOT NULL THEN to_jsonb(closed) END;
END $$;

-- Creates an organization with its slug, connections and roles and, where it has an owner, with this member. A slug in
-- use or held is a unique violation; one whose hold has ended is free.
-- p_organization: {id, slug, skeleton, displayName, primaryColor, backgroundColor, logoUrl, metadata,
-- thirdPartyClientAccess, isAppEntitlementActive, connections: [{connectionId, assignMembershipOnLogin, showAsButton,
-- isSignupEnabled}], roles: [{id, name, description, permissions: [{apiId, name}]}], owner: {userId, roleId}}
CREATE OR REPLACE FUNCTION foyer.create_organization(p_organization jsonb) RETURNS void LANGUAGE plpgsql AS $$
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
    PERFORM foyer.insert_members(new_id, ARRAY[owner_id],
      jsonb_build_array(jsonb_build_object('id', p_organization->'owner'->>'roleId', 'usableIn', '*')));
  END IF;
END $$;
