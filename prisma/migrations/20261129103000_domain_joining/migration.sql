-- How people whose address is at a verified domain become members, and their requests to join.

/* Tables */

-- With a role, people at the domain join by themselves; without one they may ask. Nobody may where there is no row.
CREATE TABLE domain_join_settings (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  organization_id text NOT NULL,
  domain_id text NOT NULL,
  role_id text,
  usable_in text,
  -- The user whose permissions limit the role, and what their own roles gave them when they saved the setting.
  set_by text NOT NULL,
  held text[] NOT NULL,
  PRIMARY KEY (tenant_id, organization_id, domain_id),
  FOREIGN KEY (tenant_id, organization_id, domain_id)
    REFERENCES discovery_domains (tenant_id, organization_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  -- People may still ask when the role is deleted.
  FOREIGN KEY (tenant_id, role_id, usable_in)
    REFERENCES roles (tenant_id, id, usable_in) ON DELETE SET NULL (role_id, usable_in) ON UPDATE CASCADE,
  CONSTRAINT domain_join_settings_role CHECK ((role_id IS NULL) = (usable_in IS NULL)),
  CONSTRAINT domain_join_settings_usable_here CHECK (usable_in IN ('*', organization_id))
);
CREATE INDEX domain_join_settings_tenant_id_role_id_idx ON domain_join_settings (tenant_id, role_id);

-- A person’s request to become a member. `joined`: they became one in another way.
CREATE TABLE join_requests (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  organization_id text NOT NULL,
  id text NOT NULL,
  user_id text NOT NULL,
  message text,
  state text NOT NULL DEFAULT 'pending',
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  closed_at timestamptz(6),
  PRIMARY KEY (tenant_id, organization_id, id),
  FOREIGN KEY (tenant_id, organization_id)
    REFERENCES organizations (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT join_requests_state CHECK (state IN ('pending', 'approved', 'declined', 'withdrawn', 'joined'))
);
CREATE UNIQUE INDEX join_requests_one_pending
  ON join_requests (tenant_id, organization_id, user_id) WHERE state = 'pending';
CREATE INDEX join_requests_pending ON join_requests (tenant_id, organization_id, created_at, id)
  WHERE state = 'pending';
CREATE INDEX join_requests_tenant_id_user_id_organization_id_idx ON join_requests (tenant_id, user_id, organization_id);

/* Row security */

ALTER TABLE domain_join_settings ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON domain_join_settings
  USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON domain_join_settings AS RESTRICTIVE FOR SELECT
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_insert ON domain_join_settings AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_update ON domain_join_settings AS RESTRICTIVE FOR UPDATE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  )
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_delete ON domain_join_settings AS RESTRICTIVE FOR DELETE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );

ALTER TABLE join_requests ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON join_requests USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON join_requests AS RESTRICTIVE FOR SELECT
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
    OR (foyer.access_kind() = 'self' AND user_id = foyer.user_id())
  );
CREATE POLICY may_insert ON join_requests AS RESTRICTIVE FOR INSERT WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_update ON join_requests AS RESTRICTIVE FOR UPDATE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  )
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_delete ON join_requests AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());

/* What a change of the members means for both */

-- Limits the settings that a member saved to what their roles give them when the membership ends, as end_memberships
-- does with their invitations: the member’s roles are deleted after this.
CREATE FUNCTION foyer.limit_join_settings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE domain_join_settings s
  SET held = ARRAY(
    SELECT DISTINCT e.permission
    FROM foyer.effective_permissions(OLD.user_id, OLD.organization_id, foyer.portal_api_id()) e
    WHERE NOT e.inherited AND e.permission = ANY (s.held))
  WHERE s.tenant_id = OLD.tenant_id AND s.organization_id = OLD.organization_id AND s.set_by = OLD.user_id;
  RETURN OLD;
END $$;

CREATE TRIGGER members_limit_join_settings BEFORE DELETE ON members
  FOR EACH ROW EXECUTE FUNCTION foyer.limit_join_settings();

-- Closes the requests of users who became members in another way than by approval.
CREATE FUNCTION foyer.close_join_requests() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE join_requests q SET state = 'joined', closed_at = now()
  FROM added a
  WHERE q.tenant_id = a.tenant_id AND q.organization_id = a.organization_id AND q.user_id = a.user_id
    AND q.state = 'pending';
  RETURN NULL;
END $$;

CREATE TRIGGER members_close_join_requests AFTER INSERT ON members REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION foyer.close_join_requests();

/* Joining */

-- The role with which people at a domain join by themselves now: none where they may only ask, or where the role cannot
-- be assigned any more, makes owners, or exceeds what the user who chose it may grant now or, if they are no member any
-- more, what they had when they chose it.
CREATE FUNCTION foyer.domain_join_role(p_organization_id text, p_domain_id text)
RETURNS TABLE (id text, name text, usable_in text) LANGUAGE plpgsql STABLE ROWS 1 AS $$
DECLARE
  portal_id text := foyer.portal_api_id();
  setting record;
  grantable text[];
BEGIN
  SELECT s.role_id, s.set_by, s.held INTO setting
  FROM domain_join_settings s
  WHERE s.tenant_id = foyer.tenant_id() AND s.organization_id = p_organization_id AND s.domain_id = p_domain_id;
  IF setting.role_id IS NULL THEN
    RETURN;
  END IF;
  grantable := foyer.grantable_permissions(setting.set_by, p_organization_id);
  IF cardinality(grantable) = 0 AND NOT EXISTS (
    SELECT FROM members m
    WHERE m.tenant_id = foyer.tenant_id() AND m.organization_id = p_organization_id AND m.user_id = setting.set_by) THEN
    grantable := setting.held;
  END IF;
  RETURN QUERY
  SELECT r.id, r.name, r.usable_in FROM roles r
  WHERE r.tenant_id = foyer.tenant_id() AND r.id = setting.role_id AND NOT r.is_owner
    AND ((r.usable_in = '*' AND r.assignable) OR r.usable_in = p_organization_id)
    AND ARRAY(
      SELECT rp.name FROM role_permissions rp
      JOIN permissions p ON p.tenant_id = foyer.tenant_id() AND p.api_id = rp.api_id AND p.name = rp.name
      WHERE rp.tenant_id = foyer.tenant_id() AND rp.role_id = r.id AND rp.api_id = portal_id
        AND p.level = 'organization') <@ grantable;
END $$;

-- Whether somebody else removed or suspended the user, or took a role from them, since they were last added: once they
-- are no member any more, only an invitation brings them back.
CREATE FUNCTION foyer.was_removed(p_organization_id text, p_user_id text) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM audit_events e
    WHERE e.tenant_id = foyer.tenant_id() AND e.organization_id = p_organization_id AND e.target_id = p_user_id
      AND e.occurred_at > coalesce((
        SELECT max(a.occurred_at) FROM audit_events a
        WHERE a.tenant_id = foyer.tenant_id() AND a.organization_id = p_organization_id AND a.target_id = p_user_id
          AND a.type = 'member.added'), '-infinity')
      AND (e.type = 'member.removed' OR e.actor_id IS DISTINCT FROM p_user_id AND (
        e.type = 'member.suspended' OR e.type = 'member.roles_changed'
          AND (e.details->'before'->'roles' <@ (e.details->'after'->'roles')) IS NOT TRUE)));
END $$;

-- The organizations that the person of this access can join or has asked to join; no other kind of access gets any.
-- Those that let people at the domain of their verified address in, with the role that they get, or null where they may
-- only ask; except where they are a member, need an invitation (was_removed), or were declined in the last 30 days.
-- can_enter: whether the organization accepts the sign-in of the person’s session.
CREATE FUNCTION foyer.joinable_organizations()
RETURNS TABLE (
  id text, slug text, display_name text, logo_id text, domain_id text, domain text, role_id text, role_name text,
  usable_in text, request_id text, requested_at timestamptz, can_enter boolean
) LANGUAGE plpgsql AS $$
DECLARE
  kind text := foyer.access_kind();
BEGIN
  -- System: within a change of the person that bypasses row security.
  IF kind NOT IN ('self', 'system') OR foyer.user_id() = '' THEN
    RETURN;
  END IF;
  PERFORM set_config('app.kind', 'system', true);
  RETURN QUERY
  WITH person AS MATERIALIZED (
    SELECT u.id, split_part(u.email_folded, '@', 2) AS domain FROM users u
    WHERE u.tenant_id = foyer.tenant_id() AND u.id = foyer.user_id()
      AND u.email_verified_at IS NOT NULL AND NOT u.blocked
  ), open AS (
    SELECT d.organization_id, d.id, d.domain
    FROM person p
    JOIN discovery_domains d ON d.tenant_id = foyer.tenant_id() AND d.domain = p.domain AND d.verified_at IS NOT NULL
    JOIN domain_join_settings s ON s.tenant_id = foyer.tenant_id() AND s.organization_id = d.organization_id
      AND s.domain_id = d.id
  ), asked AS (
    SELECT q.organization_id, q.id, q.created_at
    FROM person p
    JOIN join_requests q ON q.tenant_id = foyer.tenant_id() AND q.user_id = p.id AND q.state = 'pending'
  )
  SELECT o.id, o.slug, o.display_name, o.logo_id, open.id, open.domain, r.id, r.name, r.usable_in, asked.id,
    asked.created_at, EXISTS (
      SELECT FROM sessions s
      JOIN enabled_connections e ON e.tenant_id = foyer.tenant_id() AND e.organization_id = o.id
        AND e.connection_id = s.connection_id AND e.is_enabled
      WHERE s.tenant_id = foyer.tenant_id() AND s.id = foyer.caller()->>'session'
        AND (o.sessions_from IS NULL OR s.created_at >= o.sessions_from))
  FROM open FULL JOIN asked USING (organization_id)
  JOIN organizations o ON o.tenant_id = foyer.tenant_id() AND o.id = organization_id
    AND o.deleted_at IS NULL AND o.suspended_at IS NULL
  LEFT JOIN LATERAL foyer.domain_join_role(o.id, open.id) r ON true
  WHERE NOT EXISTS (
      SELECT FROM members m
      WHERE m.tenant_id = foyer.tenant_id() AND m.organization_id = o.id AND m.user_id = foyer.user_id())
    AND NOT EXISTS (
      SELECT FROM join_requests q
      WHERE q.tenant_id = foyer.tenant_id() AND q.user_id = foyer.user_id() AND q.organization_id = o.id
        AND q.state = 'declined' AND q.closed_at > now() - interval '30 days')
    AND NOT foyer.was_removed(o.id, foyer.user_id())
  ORDER BY o.display_name, o.id
  LIMIT 25;
  PERFORM set_config('app.kind', kind, true);
END $$;

-- Locks what decides whether the person of this access can join an organization, so that joinable_organizations answers
-- the same until the transaction ends: the organization, the person's domain there, its setting and the role.
CREATE FUNCTION foyer.lock_joinable_organization(p_organization_id text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  locked_role text;
BEGIN
  PERFORM FROM organizations o WHERE o.tenant_id = foyer.tenant_id() AND o.id = p_organization_id FOR SHARE;
  SELECT s.role_id INTO locked_role
  FROM users u
  JOIN discovery_domains d ON d.tenant_id = foyer.tenant_id() AND d.organization_id = p_organization_id
    AND d.domain = split_part(u.email_folded, '@', 2)
  JOIN domain_join_settings s ON s.tenant_id = foyer.tenant_id() AND s.organization_id = p_organization_id
    AND s.domain_id = d.id
  WHERE u.tenant_id = foyer.tenant_id() AND u.id = foyer.user_id()
  FOR SHARE OF d, s;
  PERFORM FROM roles r WHERE r.tenant_id = foyer.tenant_id() AND r.id = locked_role FOR SHARE;
END $$;

/* Deciding on requests */

-- The pending requests to join the organization of this access, the oldest first, of users who could become members: who
-- asks is not visible to the organization otherwise.
CREATE FUNCTION foyer.list_join_requests(p_limit int)
RETURNS TABLE (id text, name text, email text, picture text, message text, created_at timestamptz)
LANGUAGE plpgsql AS $$
DECLARE
  kind text := foyer.access_kind();
BEGIN
  IF kind <> 'organization' THEN
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
CREATE FUNCTION foyer.close_join_request(p_request_id text, p_state text, p_role_id text, p_usable_in text) RETURNS jsonb
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
    INSERT INTO members (tenant_id, organization_id, user_id)
    VALUES (foyer.tenant_id(), foyer.organization_id(), closed.id);
    INSERT INTO member_roles (tenant_id, organization_id, user_id, role_id, usable_in)
    VALUES (foyer.tenant_id(), foyer.organization_id(), closed.id, p_role_id, p_usable_in);
  END IF;
  PERFORM set_config('app.kind', kind, true);
  RETURN CASE WHEN closed.id IS NOT NULL THEN to_jsonb(closed) END;
END $$;
