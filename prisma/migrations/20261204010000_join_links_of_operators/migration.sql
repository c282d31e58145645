-- Operators make the join link of an organization, too, and decide on requests to join it. The rule about granting does
-- not limit them (docs/decisions/0060).

ALTER TABLE join_links ADD COLUMN maker_exempt boolean NOT NULL DEFAULT false;

CREATE POLICY no_exempt_insert ON join_links AS RESTRICTIVE FOR INSERT
  WITH CHECK (foyer.is_tenant_wide() OR NOT maker_exempt);

-- Members may turn an operator’s link off and on again, so a policy, which knows no earlier row, would forbid too much.
-- Fails where an access that is not tenant-wide exempts the maker of a link.
CREATE FUNCTION foyer.reject_exempt_maker() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT foyer.is_tenant_wide() THEN
    RAISE EXCEPTION 'Only an operator is exempt from the rule about granting.' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER reject_exempt_maker BEFORE UPDATE ON join_links FOR EACH ROW
  WHEN (NEW.maker_exempt AND NOT OLD.maker_exempt) EXECUTE FUNCTION foyer.reject_exempt_maker();

-- Begins to join by a link: locks the organization, the link and its roles, and answers with all that joining depends on,
-- which stays as it is until the transaction ends. `grantable` is null for the link of an operator.
CREATE OR REPLACE FUNCTION foyer.begin_joining(p_organization_id text, p_join_link_id text, p_user_id text) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  link join_links;
  role_ids text[];
BEGIN
  PERFORM FROM organizations o WHERE o.tenant_id = foyer.tenant_id() AND o.id = p_organization_id FOR SHARE;
  SELECT * INTO STRICT link FROM join_links l
  WHERE l.tenant_id = foyer.tenant_id() AND l.organization_id = p_organization_id AND l.id = p_join_link_id
  FOR UPDATE;
  role_ids := ARRAY(
    SELECT r.id FROM join_link_roles lr JOIN roles r ON r.tenant_id = foyer.tenant_id() AND r.id = lr.role_id
    WHERE lr.tenant_id = foyer.tenant_id() AND lr.organization_id = p_organization_id
      AND lr.join_link_id = p_join_link_id
    ORDER BY r.id FOR SHARE OF r);
  RETURN (
    SELECT jsonb_build_object(
      'state', CASE WHEN o.deleted_at IS NOT NULL OR o.suspended_at IS NOT NULL THEN 'unavailable'
        ELSE foyer.join_link_state(link) END,
      'allowedDomains', link.allowed_domains,
      'name', u.name, 'email', u.email, 'emailFolded', u.email_folded,
      'isActive', u.email_verified_at IS NOT NULL AND NOT u.blocked,
      'isMember', m.user_id IS NOT NULL, 'isSuspended', m.suspended_at IS NOT NULL,
      'pendingRoles', foyer.role_offers(p_organization_id, role_ids),
      'grantable', CASE WHEN NOT link.maker_exempt
        THEN foyer.offerer_permissions(p_organization_id, link.maker_user_id, link.maker_held) END)
    FROM organizations o
    JOIN users u ON u.tenant_id = foyer.tenant_id() AND u.id = p_user_id
    LEFT JOIN members m ON m.tenant_id = foyer.tenant_id() AND m.organization_id = o.id AND m.user_id = u.id
    WHERE o.tenant_id = foyer.tenant_id() AND o.id = p_organization_id);
END $$;

-- Takes a role from the join link of an organization. A link that lacked the role p_instead ({id, usableIn, newLinkId,
-- newTokenHash, userId, held, isExempt, assignable}) is replaced by a new one with it, so that the earlier link never
-- gives it. The new link is limited by what the user can grant, if they can assign all of its roles and are not exempt
-- from the rule about granting; otherwise by what its maker can, and only if that allows the role. Of an operator’s link
-- only an operator makes a new one. A link with no role left is turned off. Answers with {id, before: [role names],
-- after: [role names], end}, where end is null for a link that stays; null where the link does not give the role.
CREATE OR REPLACE FUNCTION foyer.replace_join_link_role(p_organization_id text, p_role_id text, p_instead jsonb)
RETURNS jsonb LANGUAGE plpgsql AS $$
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
  IF p_instead->'isExempt' IS DISTINCT FROM 'true'
    AND given <@ ARRAY(SELECT jsonb_array_elements_text(p_instead->'assignable')) THEN
    link.maker_user_id := p_instead->>'userId';
    link.maker_held := ARRAY(SELECT jsonb_array_elements_text(p_instead->'held'));
    link.maker_exempt := false;
  ELSIF link.maker_exempt THEN
    IF NOT foyer.is_tenant_wide() THEN
      p_instead := NULL;
    END IF;
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
      maker_user_id, maker_held, maker_exempt)
    VALUES (p_organization_id, current_id, p_instead->>'newTokenHash', link.allowed_domains, link.max_uses, link.uses,
      link.ttl_seconds, link.expires_at, link.maker_user_id, link.maker_held,
      link.maker_exempt);
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

/* Operators decide on requests to join, too */

-- The pending requests to join the organization of this access, the oldest first, of users who could become members: who
-- asks is not visible to the organization otherwise.
CREATE OR REPLACE FUNCTION foyer.list_join_requests(p_limit int)
RETURNS TABLE (id text, name text, email text, picture text, message text, created_at timestamptz)
LANGUAGE plpgsql AS $$
DECLARE
  kind text := foyer.access_kind();
BEGIN
  IF kind NOT IN ('organization', 'tenant') THEN
    RETURN;
  END IF;
  PERFORM set_config('app.kind', 'system', true);
  RETURN QUERY
  SELECT q.id, u.name, u.email, u.picture, q.message, q.created_at
  FROM join_requests q
  JOIN users u ON u.tenant_id = foyer.tenant_id() AND u.id = q.user_id
    AND u.email_verified_at IS NOT NULL AND NOT u.blocked
  WHERE q.tenant_id = foyer.tenant_id() AND q.organization_id = foyer.organization_id() AND q.state = 'pending'
  ORDER BY q.created_at, q.id
  LIMIT p_limit;
  PERFORM set_config('app.kind', kind, true);
END $$;

-- Closes a pending request to join the organization of this access as approved or declined. Approving makes the user a
-- member with the role, unless they are blocked or unverified. Answers with the user; null where nothing was closed.
CREATE OR REPLACE FUNCTION foyer.close_join_request(p_request_id text, p_state text, p_role_id text, p_usable_in text) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  kind text := foyer.access_kind();
  closed record;
BEGIN
  IF kind NOT IN ('organization', 'tenant') THEN
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
