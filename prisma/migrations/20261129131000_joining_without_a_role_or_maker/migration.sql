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

-- Deletes a role of an organization. Domains at which people join with it get p_domain_role ({id, usableIn}) instead, and
-- the join link that gives it gets p_link_role ({id, usableIn, newLinkId, newTokenHash}), limited as before to what the
-- users who set them can grant. A link that lacked the other role is replaced by a new one, so that nobody who has
-- the earlier one gets that role. Without another role people at the domains may only ask to join, and a link with no
-- role left is turned off. Answers with {domains: [{id, domain}], link: {id, before: [role names], after: [role names],
-- end}}; end is null for a link that stays.
CREATE FUNCTION foyer.delete_organization_role(
  p_organization_id text, p_role_id text, p_link_role jsonb, p_domain_role jsonb
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  link join_links;
  before text[];
  after text[];
  link_end text;
  domains jsonb;
BEGIN
  SELECT * INTO link FROM join_links l
  WHERE l.tenant_id = foyer.tenant_id() AND l.organization_id = p_organization_id AND l.ended_at IS NULL
  FOR UPDATE;
  IF NOT EXISTS (
    SELECT FROM join_link_roles lr
    WHERE lr.tenant_id = foyer.tenant_id() AND lr.organization_id = p_organization_id
      AND lr.join_link_id = link.id AND lr.role_id = p_role_id) THEN
    link := NULL;
  ELSE
    before := foyer.join_link_role_names(p_organization_id, link.id);
    IF p_link_role IS NOT NULL AND NOT EXISTS (
      SELECT FROM join_link_roles lr
      WHERE lr.tenant_id = foyer.tenant_id() AND lr.organization_id = p_organization_id
        AND lr.join_link_id = link.id AND lr.role_id = p_link_role->>'id') THEN
      link_end := 'replaced';
    ELSIF cardinality(before) = 1 THEN
      link_end := 'turned_off';
    END IF;
  END IF;
  IF link_end IS NOT NULL THEN
    UPDATE join_links l SET ended_at = now(), ended_as = link_end
    WHERE l.tenant_id = foyer.tenant_id() AND l.organization_id = p_organization_id AND l.id = link.id;
  END IF;
  IF link_end = 'replaced' THEN
    INSERT INTO join_links (organization_id, id, token_hash, allowed_domains, max_uses, uses, ttl_seconds, expires_at,
      maker_user_id, maker_held)
    VALUES (link.organization_id, p_link_role->>'newLinkId', p_link_role->>'newTokenHash', link.allowed_domains,
      link.max_uses, link.uses, link.ttl_seconds, link.expires_at, link.maker_user_id, link.maker_held);
    INSERT INTO join_link_roles (organization_id, join_link_id, role_id, usable_in)
    SELECT link.organization_id, p_link_role->>'newLinkId', lr.role_id, lr.usable_in FROM join_link_roles lr
    WHERE lr.tenant_id = foyer.tenant_id() AND lr.organization_id = p_organization_id
      AND lr.join_link_id = link.id AND lr.role_id <> p_role_id
    UNION
    SELECT link.organization_id, p_link_role->>'newLinkId', p_link_role->>'id', p_link_role->>'usableIn';
  END IF;

  WITH changed AS (
    UPDATE domain_join_settings s SET role_id = p_domain_role->>'id', usable_in = p_domain_role->>'usableIn'
    FROM discovery_domains d
    WHERE s.tenant_id = foyer.tenant_id() AND s.organization_id = p_organization_id AND s.role_id = p_role_id
      AND d.tenant_id = foyer.tenant_id() AND d.organization_id = p_organization_id AND d.id = s.domain_id
    RETURNING d.id, d.domain
  )
  SELECT coalesce(jsonb_agg(to_jsonb(c) ORDER BY c.domain), '[]') INTO domains FROM changed c;

  DELETE FROM roles r
  WHERE r.tenant_id = foyer.tenant_id() AND r.id = p_role_id AND r.organization_id = p_organization_id;
  after := foyer.join_link_role_names(p_organization_id,
    CASE link_end WHEN 'replaced' THEN p_link_role->>'newLinkId' ELSE link.id END);
  RETURN jsonb_build_object('domains', domains, 'link', CASE WHEN link.id IS NOT NULL THEN
    jsonb_build_object('id', link.id, 'before', before, 'after', after, 'end', link_end) END);
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
