-- What becomes of joining when a role is deleted, and when the maker of a join link is removed.

-- The names of the roles that a join link gives.
CREATE FUNCTION foyer.join_link_role_names(p_organization_id text, p_join_link_id text) RETURNS text[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN ARRAY(
    SELECT r.name FROM join_link_roles lr JOIN roles r ON r.tenant_id = foyer.tenant_id() AND r.id = lr.role_id
    WHERE lr.tenant_id = foyer.tenant_id() AND lr.organization_id = p_organization_id
      AND lr.join_link_id = p_join_link_id
    ORDER BY r.created_at, r.name);
END $$;

-- Takes a role from the join link of an organization. A link that lacked the role p_instead ({id, usableIn, newLinkId,
-- newTokenHash, userId, held, assignable}) is replaced by a new one with it, so that the earlier link never gives it. The
-- new link is limited by what the user can grant, if they can assign all of its roles; otherwise by what its maker can,
-- and only if that allows the role. A link with no role left is turned off. Answers with {id, before: [role names],
-- after: [role names], end}, where end is null for a link that stays; null where the link does not give the role.
CREATE FUNCTION foyer.replace_join_link_role(p_organization_id text, p_role_id text, p_instead jsonb) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  link join_links;
  current_id text;
  given text[];
  before text[];
BEGIN
  SELECT * INTO link FROM join_links l
  WHERE l.tenant_id = foyer.tenant_id() AND l.organization_id = p_organization_id AND l.ended_at IS NULL
  FOR UPDATE;
  given := ARRAY(
    SELECT lr.role_id FROM join_link_roles lr
    WHERE lr.tenant_id = foyer.tenant_id() AND lr.organization_id = p_organization_id AND lr.join_link_id = link.id);
  IF p_role_id <> ALL (given) THEN
    RETURN NULL;
  END IF;
  before := foyer.join_link_role_names(p_organization_id, link.id);
  given := array_remove(given, p_role_id);
  current_id := link.id;
  DELETE FROM join_link_roles lr
  WHERE lr.tenant_id = foyer.tenant_id() AND lr.organization_id = p_organization_id AND lr.join_link_id = link.id
    AND lr.role_id = p_role_id;
  IF given <@ ARRAY(SELECT jsonb_array_elements_text(p_instead->'assignable')) THEN
    link.maker_user_id := p_instead->>'userId';
    link.maker_held := ARRAY(SELECT jsonb_array_elements_text(p_instead->'held'));
  ELSIF NOT foyer.allows_role(p_instead->>'id',
    foyer.offerer_permissions(p_organization_id, link.maker_user_id, link.maker_held)) THEN
    p_instead := NULL;
  END IF;

  IF p_instead IS NOT NULL AND p_instead->>'id' <> ALL (given) THEN
    link.ended_as := 'replaced';
    current_id := p_instead->>'newLinkId';
  ELSIF given = '{}' THEN
    link.ended_as := 'turned_off';
  END IF;
  IF link.ended_as IS NOT NULL THEN
    UPDATE join_links l SET ended_at = now(), ended_as = link.ended_as
    WHERE l.tenant_id = foyer.tenant_id() AND l.organization_id = p_organization_id AND l.id = link.id;
  END IF;
  IF link.ended_as = 'replaced' THEN
    INSERT INTO join_links (organization_id, id, token_hash, allowed_domains, max_uses, uses, ttl_seconds, expires_at,
      maker_user_id, maker_held)
    VALUES (p_organization_id, current_id, p_instead->>'newTokenHash', link.allowed_domains, link.max_uses, link.uses,
      link.ttl_seconds, link.expires_at, link.maker_user_id, link.maker_held);
    INSERT INTO join_link_roles (organization_id, join_link_id, role_id, usable_in)
    SELECT p_organization_id, current_id, lr.role_id, lr.usable_in
    FROM join_link_roles lr
    JOIN roles r ON r.tenant_id = foyer.tenant_id() AND r.id = lr.role_id
      AND NOT r.is_owner AND (r.assignable OR r.usable_in <> '*')
    WHERE lr.tenant_id = foyer.tenant_id() AND lr.organization_id = p_organization_id AND lr.join_link_id = link.id
    UNION ALL
    SELECT p_organization_id, current_id, p_instead->>'id', p_instead->>'usableIn';
  END IF;
  RETURN jsonb_build_object('id', link.id, 'before', before, 'end', link.ended_as,
    'after', foyer.join_link_role_names(p_organization_id, current_id));
END $$;

-- Whether users with these Management permissions can grant what a role gives on the portal of an organization.
CREATE FUNCTION foyer.allows_role(p_role_id text, p_grantable text[]) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN NOT EXISTS (
    SELECT FROM role_permissions rp
    JOIN permissions p ON p.tenant_id = foyer.tenant_id() AND p.api_id = rp.api_id AND p.name = rp.name
    WHERE rp.tenant_id = foyer.tenant_id() AND rp.role_id = p_role_id AND rp.api_id = foyer.portal_api_id()
      AND p.level = 'organization' AND rp.name <> ALL (p_grantable));
END $$;

-- Deletes a role of an organization. The join link that gives it gets p_instead, if any, as replace_join_link_role does.
-- So do domains at which people join with it, if p_instead->'isForDomains': from then on what the user can grant limits
-- the role. Otherwise people at these domains may only ask to join. Answers with {domains: [{id, domain}], link}.
CREATE FUNCTION foyer.delete_organization_role(p_organization_id text, p_role_id text, p_instead jsonb) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  link jsonb := foyer.replace_join_link_role(p_organization_id, p_role_id, p_instead);
  for_domains jsonb := CASE WHEN p_instead->'isForDomains' = 'true' THEN p_instead END;
  domains jsonb;
BEGIN
  WITH changed AS (
    UPDATE domain_join_settings s SET role_id = for_domains->>'id', usable_in = for_domains->>'usableIn',
      set_by = coalesce(for_domains->>'userId', s.set_by),
      held = CASE WHEN for_domains IS NULL THEN s.held
        ELSE ARRAY(SELECT jsonb_array_elements_text(for_domains->'held')) END
    FROM discovery_domains d
    WHERE s.tenant_id = foyer.tenant_id() AND s.organization_id = p_organization_id AND s.role_id = p_role_id
      AND d.tenant_id = foyer.tenant_id() AND d.organization_id = p_organization_id AND d.id = s.domain_id
    RETURNING d.id, d.domain
  )
  SELECT coalesce(jsonb_agg(to_jsonb(c) ORDER BY c.domain), '[]') INTO domains FROM changed c;
  DELETE FROM roles r
  WHERE r.tenant_id = foyer.tenant_id() AND r.id = p_role_id AND r.organization_id = p_organization_id;
  RETURN jsonb_build_object('domains', domains, 'link', link);
END $$;

-- Before a role of the tenant is deleted: turns off the join links that give only this role. Until the transaction ends
-- it cannot be given. Answers with the links that give it, {organizationId, id, before: [role names], after: [role
-- names], end: 'turned_off' or null}, and the domains at which people join with it, {organizationId, id, domain}.
CREATE FUNCTION foyer.end_joining_with_role(p_role_id text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  links jsonb;
BEGIN
  PERFORM FROM roles r WHERE r.tenant_id = foyer.tenant_id() AND r.id = p_role_id FOR UPDATE;
  PERFORM FROM join_link_roles lr
    JOIN join_links l
      ON l.tenant_id = foyer.tenant_id() AND l.organization_id = lr.organization_id AND l.id = lr.join_link_id
    WHERE lr.tenant_id = foyer.tenant_id() AND lr.role_id = p_role_id AND l.ended_at IS NULL
    ORDER BY l.organization_id FOR UPDATE OF l;
  WITH giving AS MATERIALIZED (
    SELECT l.organization_id, l.id, foyer.join_link_role_names(l.organization_id, l.id) AS before, ARRAY(
      SELECT r.name FROM join_link_roles other
      JOIN roles r ON r.tenant_id = foyer.tenant_id() AND r.id = other.role_id
      WHERE other.tenant_id = foyer.tenant_id() AND other.organization_id = l.organization_id
        AND other.join_link_id = l.id AND other.role_id <> p_role_id
      ORDER BY r.created_at, r.name) AS after
    FROM join_link_roles lr
    JOIN join_links l
      ON l.tenant_id = foyer.tenant_id() AND l.organization_id = lr.organization_id AND l.id = lr.join_link_id
    WHERE lr.tenant_id = foyer.tenant_id() AND lr.role_id = p_role_id AND l.ended_at IS NULL
    ORDER BY l.organization_id
  ), ended AS (
    UPDATE join_links l SET ended_at = now(), ended_as = 'turned_off'
    FROM giving g
    WHERE l.tenant_id = foyer.tenant_id() AND l.organization_id = g.organization_id AND l.id = g.id AND g.after = '{}'
  )
  SELECT coalesce(jsonb_agg(jsonb_build_object('organizationId', g.organization_id, 'id', g.id, 'before', g.before,
    'after', g.after, 'end', CASE WHEN g.after = '{}' THEN 'turned_off' END)), '[]') INTO links
  FROM giving g;
  RETURN jsonb_build_object('links', links, 'domains', (
    SELECT coalesce(jsonb_agg(jsonb_build_object('organizationId', d.organization_id, 'id', d.id, 'domain', d.domain)
      ORDER BY d.organization_id, d.domain), '[]')
    FROM domain_join_settings s
    JOIN discovery_domains d
      ON d.tenant_id = foyer.tenant_id() AND d.organization_id = s.organization_id AND d.id = s.domain_id
    WHERE s.tenant_id = foyer.tenant_id() AND s.role_id = p_role_id));
END $$;

-- Ends memberships with their roles. Open invitations that these members sent, and the join link that they made, are
-- limited to what their own roles give now; if p_revokes, the invitations are revoked and the link is turned off. No
-- session of theirs is in the organization any more. Answers with how many memberships ended, the invitations that were
-- revoked, the id of the link that was turned off, and whether the organization has an owner.
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
