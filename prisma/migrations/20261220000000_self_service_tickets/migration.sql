-- Self-service: someone without an account connects an identity provider to one organization (docs/decisions/0084).

CREATE TABLE self_service_profiles (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  id text NOT NULL,
  name text NOT NULL,
  description text,
  -- [{name, description, is_optional}]
  user_attributes jsonb NOT NULL DEFAULT '[]',
  -- In Auth0's names; none: all that Foyer has.
  allowed_strategies text[] NOT NULL DEFAULT '{}',
  -- What the first page of its tickets says above the choice; null: our own words.
  introduction text,
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  updated_at timestamptz(6) NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id)
);

CREATE TABLE sso_tickets (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  id text NOT NULL,
  organization_id text NOT NULL,
  profile_id text NOT NULL,
  -- The SHA-256 of the secret in the link.
  ticket_hash text NOT NULL,
  -- The one that its holder may create or change. It need not exist yet: its redirect URI is shown before.
  connection_id text NOT NULL,
  -- How a connection is created, {name, displayName, metadata}; null for one that was there before.
  connection_config jsonb,
  -- How the organization uses it once it is connected; null leaves that as it is.
  show_as_button boolean,
  assign_membership_on_login boolean,
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  expires_at timestamptz(6) NOT NULL,
  -- When the connection was there first. If it is gone later, the ticket has ended.
  connected_at timestamptz(6),
  finished_at timestamptz(6),
  revoked_at timestamptz(6),
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, ticket_hash),
  FOREIGN KEY (tenant_id, organization_id)
    REFERENCES organizations (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, profile_id)
    REFERENCES self_service_profiles (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX sso_tickets_of_organization ON sso_tickets (tenant_id, organization_id);
CREATE INDEX sso_tickets_of_profile ON sso_tickets (tenant_id, profile_id);
CREATE INDEX sso_tickets_by_expiry ON sso_tickets (tenant_id, expires_at);

ALTER TABLE self_service_profiles ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON self_service_profiles
  USING (tenant_id = foyer.tenant_id())
  WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON self_service_profiles AS RESTRICTIVE FOR SELECT USING (foyer.is_tenant_wide());
CREATE POLICY may_insert ON self_service_profiles AS RESTRICTIVE FOR INSERT WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_update ON self_service_profiles AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON self_service_profiles AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());

-- Of an organization's access, only the holder of a ticket sees it, and no one makes or revokes one.
ALTER TABLE sso_tickets ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON sso_tickets
  USING (tenant_id = foyer.tenant_id())
  WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON sso_tickets AS RESTRICTIVE FOR SELECT
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()
    AND id = foyer.caller()->>'ssoTicket'));
CREATE POLICY may_insert ON sso_tickets AS RESTRICTIVE FOR INSERT WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_update ON sso_tickets AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()
    AND id = foyer.caller()->>'ssoTicket'))
  WITH CHECK (foyer.is_tenant_wide() OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id()
    AND id = foyer.caller()->>'ssoTicket'));
CREATE POLICY may_delete ON sso_tickets AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());

-- The state of a ticket: live, or why it has ended.
CREATE FUNCTION foyer.sso_ticket_state(p_ticket sso_tickets) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN CASE
    WHEN p_ticket.revoked_at IS NOT NULL THEN 'revoked'
    WHEN p_ticket.connected_at IS NOT NULL AND NOT EXISTS (
      SELECT FROM connections c
      WHERE c.tenant_id = foyer.tenant_id() AND c.id = p_ticket.connection_id
        AND c.organization_id = p_ticket.organization_id) THEN 'unavailable'
    WHEN p_ticket.finished_at IS NOT NULL THEN 'finished'
    WHEN p_ticket.expires_at <= now() THEN 'expired'
    ELSE 'live' END;
END $$;

-- Whether a ticket is live, for its one connection and in its organization, which is neither deleted nor suspended.
CREATE FUNCTION foyer.is_sso_ticket_live(p_organization_id text, p_ticket_id text, p_connection_id text)
RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM sso_tickets t
    JOIN organizations o ON o.tenant_id = foyer.tenant_id() AND o.id = t.organization_id
      AND o.deleted_at IS NULL AND o.suspended_at IS NULL
    WHERE t.tenant_id = foyer.tenant_id() AND t.organization_id = p_organization_id AND t.id = p_ticket_id
      AND t.connection_id = p_connection_id AND foyer.sso_ticket_state(t) = 'live');
END $$;

-- Locks the ticket by which someone acts.
CREATE FUNCTION foyer.lock_sso_ticket(p_ticket_id text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF p_ticket_id IS NOT NULL THEN
    PERFORM FROM sso_tickets t WHERE t.tenant_id = foyer.tenant_id() AND t.id = p_ticket_id FOR UPDATE;
  END IF;
END $$;

-- Whether a caller (session, authorization, directory, ticket of self-service or application) can act now, bound to an organization or not, and
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
  ELSIF p_caller->>'ssoTicket' IS NOT NULL THEN
    permissions := '{}';
    IF NOT foyer.is_sso_ticket_live(
      p_bound_organization_id, p_caller->>'ssoTicket', p_caller->>'connection') THEN
      refusal := 'ticket';
    END IF;
  ELSE
    permissions := foyer.client_permissions(p_caller, p_bound_organization_id);
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
-- there: all for a caller that is not bound to the organization, none for one who has it open as support,
-- and for the holder of a ticket of self-service.
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
    grantable := foyer.directory_token_grantable(
      p_bound_organization_id, p_caller->>'directory', p_caller->>'token');
  ELSIF p_caller->>'ssoTicket' IS NOT NULL THEN
    grantable := '{}';
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
  -- Read under the lock of the organization, so that no other change adds to them.
  IF locks->'directoryUsers' IS NOT NULL OR locks->'directoryGroups' IS NOT NULL THEN
    users := users || foyer.directory_members(organization, locks->'directoryUsers', locks->'directoryGroups');
  END IF;
  PERFORM foyer.lock_rows('users', ARRAY[acting_user], users);
  IF acting_user IS NULL THEN
    PERFORM foyer.lock_client_grant(bound_organization, p_context->'caller'->>'client');
    PERFORM foyer.lock_directory(bound_organization, p_context->'caller');
    PERFORM foyer.lock_sso_ticket(p_context->'caller'->>'ssoTicket');
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
