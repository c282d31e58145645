-- Operators set how people at a domain join, and delete roles with which people join. The rule about granting does not
-- limit them (docs/decisions/0060).

ALTER TABLE domain_join_settings ADD COLUMN set_exempt boolean NOT NULL DEFAULT false;

-- Inside an organization nobody is exempt from the rule about granting.
CREATE POLICY no_exempt_insert ON domain_join_settings AS RESTRICTIVE FOR INSERT
  WITH CHECK (foyer.is_tenant_wide() OR NOT set_exempt);
CREATE POLICY no_exempt_update ON domain_join_settings AS RESTRICTIVE FOR UPDATE
  USING (true) WITH CHECK (foyer.is_tenant_wide() OR NOT set_exempt);

-- Limits the settings that a member saved to what their roles give them when the membership ends, as end_memberships
-- does with their invitations: the member’s roles are deleted after this. What they saved as an operator stays as it is.
CREATE OR REPLACE FUNCTION foyer.limit_join_settings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE domain_join_settings s
  SET held = ARRAY(
    SELECT DISTINCT e.permission
    FROM foyer.effective_permissions(OLD.user_id, OLD.organization_id, foyer.portal_api_id()) e
    WHERE NOT e.inherited AND e.permission = ANY (s.held))
  WHERE s.tenant_id = OLD.tenant_id AND s.organization_id = OLD.organization_id AND s.set_by = OLD.user_id
    AND NOT s.set_exempt;
  RETURN OLD;
END $$;

-- The role with which people at a domain join by themselves now: none where they may only ask, or where the role cannot
-- be assigned any more, makes owners, or exceeds what the user who chose it may grant now or, if they are no member any
-- more, what they had when they chose it. What an operator chose is not limited by what they may grant.
CREATE OR REPLACE FUNCTION foyer.domain_join_role(p_organization_id text, p_domain_id text)
RETURNS TABLE (id text, name text, usable_in text) LANGUAGE plpgsql STABLE ROWS 1 AS $$
DECLARE
  setting record;
BEGIN
  SELECT s.role_id, s.set_by, s.held, s.set_exempt INTO setting
  FROM domain_join_settings s
  WHERE s.tenant_id = foyer.tenant_id() AND s.organization_id = p_organization_id AND s.domain_id = p_domain_id;
  IF setting.role_id IS NULL THEN
    RETURN;
  END IF;
  RETURN QUERY
  SELECT r.id, r.name, r.usable_in FROM roles r
  WHERE r.tenant_id = foyer.tenant_id() AND r.id = setting.role_id AND NOT r.is_owner
    AND ((r.usable_in = '*' AND r.assignable) OR r.usable_in = p_organization_id)
    AND (setting.set_exempt OR foyer.allows_role(r.id,
      foyer.offerer_permissions(p_organization_id, setting.set_by, setting.held)));
END $$;

-- Takes a role from the join link of an organization. A link that lacked the role p_instead ({id, usableIn, newLinkId,
-- newTokenHash, userId, held, isExempt, assignable}) is replaced by a new one with it, so that the earlier link never
-- gives it. The new link is limited by what the user can grant, if they can assign all of its roles and are not exempt
-- from the rule about granting; otherwise by what its maker can, and only if that allows the role. A link with no role
-- left is turned off. Answers with {id, before: [role names], after: [role names], end}, where end is null for a link
-- that stays; null where the link does not give the role.
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

-- Deletes a role of an organization. The join link that gives it gets p_instead, if any, as replace_join_link_role does.
-- So do domains at which people join with it, if p_instead->'isForDomains': from then on what the user can grant limits
-- the role, unless they are exempt. Otherwise people at these domains may only ask to join. Answers with
-- {domains: [{id, domain}], link}.
CREATE OR REPLACE FUNCTION foyer.delete_organization_role(p_organization_id text, p_role_id text, p_instead jsonb)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  link jsonb := foyer.replace_join_link_role(p_organization_id, p_role_id, p_instead);
  for_domains jsonb := CASE WHEN p_instead->'isForDomains' = 'true' THEN p_instead END;
  domains jsonb;
BEGIN
  WITH changed AS (
    UPDATE domain_join_settings s SET role_id = for_domains->>'id', usable_in = for_domains->>'usableIn',
      set_by = coalesce(for_domains->>'userId', s.set_by),
      held = CASE WHEN for_domains IS NULL THEN s.held
        ELSE ARRAY(SELECT jsonb_array_elements_text(for_domains->'held')) END,
      set_exempt = coalesce((for_domains->>'isExempt')::boolean, false)
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
