-- Join links: whoever has the link of an organization can join it, within what the link allows.

-- At most one of an organization has not ended. A new one replaces it, so that an old link can say why it no longer works.
CREATE TABLE join_links (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  organization_id text NOT NULL,
  id text NOT NULL,
  -- The SHA-256 of the secret in the link.
  token_hash text NOT NULL,
  -- In ASCII and lower case; none: any address.
  allowed_domains text[] NOT NULL DEFAULT '{}',
  max_uses integer,
  uses integer NOT NULL DEFAULT 0,
  ttl_seconds integer NOT NULL,
  expires_at timestamptz(6) NOT NULL,
  -- Who made or last changed it, and the Management permissions that their own roles gave them then.
  maker_user_id text NOT NULL,
  maker_held text[] NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ended_at timestamptz(6),
  ended_as text,
  PRIMARY KEY (tenant_id, organization_id, id),
  FOREIGN KEY (tenant_id, organization_id)
    REFERENCES organizations (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT join_links_max_uses CHECK (max_uses BETWEEN 1 AND 10000),
  CONSTRAINT join_links_ttl CHECK (ttl_seconds BETWEEN 3600 AND 7776000),
  CONSTRAINT join_links_ended CHECK (ended_as IN ('replaced', 'turned_off') AND ended_at IS NOT NULL
    OR ended_as IS NULL AND ended_at IS NULL)
);
CREATE UNIQUE INDEX join_links_tenant_id_token_hash_key ON join_links (tenant_id, token_hash);
CREATE UNIQUE INDEX join_links_one_current ON join_links (tenant_id, organization_id) WHERE ended_at IS NULL;

ALTER TABLE join_links ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON join_links USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON join_links AS RESTRICTIVE FOR SELECT
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_insert ON join_links AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_update ON join_links AS RESTRICTIVE FOR UPDATE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  )
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_delete ON join_links AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());

-- A role that a join link gives.
CREATE TABLE join_link_roles (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  organization_id text NOT NULL,
  join_link_id text NOT NULL,
  role_id text NOT NULL,
  usable_in text NOT NULL,
  PRIMARY KEY (tenant_id, organization_id, join_link_id, role_id),
  FOREIGN KEY (tenant_id, organization_id, join_link_id)
    REFERENCES join_links (tenant_id, organization_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, role_id, usable_in)
    REFERENCES roles (tenant_id, id, usable_in) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT join_link_roles_usable_here CHECK (usable_in IN ('*', organization_id))
);
CREATE INDEX join_link_roles_tenant_id_role_id_usable_in_idx ON join_link_roles (tenant_id, role_id, usable_in);

ALTER TABLE join_link_roles ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON join_link_roles
  USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON join_link_roles AS RESTRICTIVE FOR SELECT
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_insert ON join_link_roles AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_update ON join_link_roles AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON join_link_roles AS RESTRICTIVE FOR DELETE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
-- Nobody becomes an owner by a link, and inside an organization only its own roles and assignable ones can be given.
CREATE POLICY no_owners ON join_link_roles AS RESTRICTIVE FOR INSERT
  WITH CHECK (EXISTS (
    SELECT FROM roles r
    WHERE r.tenant_id = join_link_roles.tenant_id AND r.id = join_link_roles.role_id AND NOT r.is_owner
      AND (foyer.is_tenant_wide() OR r.usable_in <> '*' OR r.assignable)));

ALTER TABLE members ADD COLUMN join_link_id text,
  ADD FOREIGN KEY (tenant_id, organization_id, join_link_id) REFERENCES join_links (tenant_id, organization_id, id);

-- The join link through which somebody signs up.
ALTER TABLE email_proofs ADD COLUMN join_link_id text;

-- Why a join link does not work, or 'live'.
CREATE FUNCTION foyer.join_link_state(p_link join_links) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN p_link.ended_as IS NOT NULL THEN p_link.ended_as
    WHEN p_link.expires_at <= now() THEN 'expired'
    WHEN p_link.uses >= p_link.max_uses THEN 'used_up'
    ELSE 'live'
  END
$$;

/* What invitations and join links have in common */

-- The Management permissions that a user can grant in the organization or, once they are not a member any more, those
-- among which they could when they offered roles there.
CREATE FUNCTION foyer.offerer_permissions(p_organization_id text, p_user_id text, p_held text[]) RETURNS text[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
  power text[] := foyer.grantable_permissions(p_user_id, p_organization_id);
BEGIN
  IF cardinality(power) > 0 OR EXISTS (
    SELECT FROM members m
    WHERE m.tenant_id = foyer.tenant_id() AND m.organization_id = p_organization_id AND m.user_id = p_user_id) THEN
    RETURN power;
  END IF;
  RETURN p_held;
END $$;

-- The Management permissions up to which an invitation can give roles: what its inviter can grant now or, once they are
-- not a member any more, what their roles gave them when they sent it; null where they act at tenant level.
CREATE OR REPLACE FUNCTION foyer.invitation_power(p_organization_id text, p_invitation_id text) RETURNS text[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
  sent record;
BEGIN
  SELECT i.inviter_user_id, i.inviter_exempt, coalesce(i.inviter_held, '{}') AS inviter_held INTO sent
  FROM invitations i
  WHERE i.tenant_id = foyer.tenant_id() AND i.organization_id = p_organization_id AND i.id = p_invitation_id;
  IF sent.inviter_exempt THEN
    RETURN NULL;
  ELSIF sent.inviter_user_id IS NULL THEN
    RETURN sent.inviter_held;
  END IF;
  RETURN foyer.offerer_permissions(p_organization_id, sent.inviter_user_id, sent.inviter_held);
END $$;

-- Of these roles those that still exist: whether they can still be given in the organization, and what they give on its
-- portal.
CREATE FUNCTION foyer.role_offers(p_organization_id text, p_role_ids text[]) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
  portal_id text := foyer.portal_api_id();
BEGIN
  RETURN (
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'usableIn', r.usable_in,
        'isOwner', r.is_owner,
        'isGivable', r.assignable OR r.usable_in = p_organization_id, 'permissions', ARRAY(
          SELECT rp.name FROM role_permissions rp
          JOIN permissions p ON p.tenant_id = foyer.tenant_id() AND p.api_id = rp.api_id AND p.name = rp.name
          WHERE rp.tenant_id = foyer.tenant_id() AND rp.role_id = r.id AND rp.api_id = portal_id
            AND p.level = 'organization'))
      ORDER BY r.is_owner DESC, r.created_at, r.name), '[]')
    FROM roles r WHERE r.tenant_id = foyer.tenant_id() AND r.id = ANY (p_role_ids));
END $$;

-- The roles that an invitation offers and that still exist, as role_offers.
CREATE OR REPLACE FUNCTION foyer.invitation_offers(p_organization_id text, p_invitation_id text) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN foyer.role_offers(p_organization_id, ARRAY(
    SELECT ir.role_id FROM invitation_roles ir
    WHERE ir.tenant_id = foyer.tenant_id() AND ir.organization_id = p_organization_id
      AND ir.invitation_id = p_invitation_id));
END $$;

/* Joining */

-- Begins to join by a link: locks the organization, the link and its roles, and answers with all that joining depends on,
-- which stays as it is until the transaction ends.
CREATE FUNCTION foyer.begin_joining(p_organization_id text, p_join_link_id text, p_user_id text) RETURNS jsonb
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
      'grantable', foyer.offerer_permissions(p_organization_id, link.maker_user_id, link.maker_held))
    FROM organizations o
    JOIN users u ON u.tenant_id = foyer.tenant_id() AND u.id = p_user_id
    LEFT JOIN members m ON m.tenant_id = foyer.tenant_id() AND m.organization_id = o.id AND m.user_id = u.id
    WHERE o.tenant_id = foyer.tenant_id() AND o.id = p_organization_id);
END $$;

-- Ends memberships with their roles. Open invitations that these members sent, and the join link that they made, are
-- limited to what their own roles give now; the invitations are revoked if p_revokes. No session of theirs is in the
-- organization any more. Answers with how many memberships ended, the invitations that were revoked, and whether the
-- organization has an owner.
CREATE OR REPLACE FUNCTION foyer.end_memberships(p_organization_id text, p_user_ids text[], p_revokes boolean)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  ended integer;
  revoked jsonb := '[]';
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
  END IF;
  RETURN jsonb_build_object('ended', ended, 'revoked', revoked, 'hasOwner', foyer.has_owner(p_organization_id));
END $$;
