-- Networks from which an organization can be used, and email domains that it invites (docs/decisions/0076).

-- Notes where the request comes from: an address, 'server' for the server of an application, where no user is, or
-- nothing if it is not known. For a statement without foyer.begin_request.
CREATE FUNCTION foyer.set_request_address(p_address text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.ip', p_address, true);
END $$;

-- The address that the request comes from; null if it is not known or is a server’s.
CREATE FUNCTION foyer.request_address() RETURNS inet LANGUAGE sql STABLE AS $$
  SELECT nullif(nullif(current_setting('app.ip', true), ''), 'server')::inet
$$;

-- Whether the request is sent by the server of an application, with the token of one of its users: where those are was
-- checked when they signed in to it.
CREATE FUNCTION foyer.is_request_of_server() RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN current_setting('app.ip', true) = 'server' OR EXISTS (
    SELECT FROM authorizations a
    JOIN clients c ON c.tenant_id = foyer.tenant_id() AND c.id = a.client_id AND c.token_endpoint_auth_method <> 'none'
    WHERE a.tenant_id = foyer.tenant_id() AND a.id = foyer.caller()->>'authorization');
END $$;

-- Whether someone at the address of the request can use an organization that is limited to these networks.
CREATE FUNCTION foyer.is_within_networks(p_networks cidr[]) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN p_networks IS NULL OR coalesce(foyer.request_address() <<= ANY (p_networks), false);
END $$;

-- Of texts that are addresses or networks: each as a network, and whether it names one, without an address in it.
CREATE FUNCTION foyer.read_networks(p_given text[]) RETURNS TABLE (given text, network text, is_exact boolean)
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN QUERY
  SELECT g.text, network(g.text::inet)::text, host(g.text::inet) = host(network(g.text::inet))
  FROM unnest(p_given) WITH ORDINALITY AS g (text, place) ORDER BY g.place;
END $$;

-- Whether the organization invites this address, or lets its user join without an invitation.
CREATE FUNCTION foyer.allows_address(p_organization_id text, p_email_folded text) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN NOT EXISTS (
    SELECT FROM organization_policies p
    WHERE p.tenant_id = foyer.tenant_id() AND p.organization_id = p_organization_id
      AND split_part(p_email_folded, '@', 2) <> ALL (p.invitation_domains));
END $$;

-- Whether the email domains of the organization let someone with this address join it by signing in with this connection.
-- Who can use a connection of its own, its provider decides.
CREATE FUNCTION foyer.is_joining_allowed(p_organization_id text, p_connection_id text, p_email_folded text)
RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN foyer.allows_address(p_organization_id, p_email_folded) OR EXISTS (
    SELECT FROM connections c
    WHERE c.tenant_id = foyer.tenant_id() AND c.id = p_connection_id AND c.organization_id = p_organization_id);
END $$;

-- Which policy of the organization this sign-in does not meet now, or null: 'network' if the request comes from
-- elsewhere, 'time' if the user signed in or was active too long ago, 'factor' if it had no second factor. Idle time
-- counts for sessions alone: an application refreshes its tokens without the user.
CREATE OR REPLACE FUNCTION foyer.policy_refusal(
  p_organization_id text, p_user_id text, p_connection_id text, p_signed_in_at timestamptz, p_session_id text,
  p_is_session boolean
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  kind text := foyer.access_kind();
  policy record;
  refusal text;
BEGIN
  -- Not every access that enters an organization sees its policies and all sessions.
  PERFORM set_config('app.kind', 'system', true);
  -- Most organizations have none.
  SELECT * INTO policy FROM organization_policies p
  WHERE p.tenant_id = foyer.tenant_id() AND p.organization_id = p_organization_id;
  IF FOUND THEN
    IF NOT foyer.is_within_networks(policy.networks) AND NOT foyer.is_request_of_server() THEN
      refusal := 'network';
    ELSIF p_signed_in_at <= now() - make_interval(mins => policy.session_minutes) THEN
      refusal := 'time';
    ELSIF p_is_session AND EXISTS (
      SELECT FROM sessions s
      WHERE s.tenant_id = foyer.tenant_id() AND s.id = p_session_id
        AND greatest(make_interval(secs => s.longest_idle_seconds), now() - s.last_seen_at)
          >= make_interval(mins => policy.idle_minutes)) THEN
      refusal := 'time';
    ELSIF policy.second_factor_from <= now()
      AND NOT foyer.has_second_factor(p_organization_id, p_connection_id, p_session_id) THEN
      refusal := 'factor';
    END IF;
  END IF;
  PERFORM set_config('app.kind', kind, true);
  RETURN refusal;
END $$;

-- With the address of the request. Elsewhere than in the networks of the organization the caller learns that.
CREATE OR REPLACE FUNCTION foyer.begin_request(p_context jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  is_bound boolean := p_context->>'kind' = 'organization';
  status record;
BEGIN
  PERFORM set_config('app.tenant_id', p_context->>'tenant', true), set_config('app.kind', p_context->>'kind', true),
    set_config('app.organization_id', coalesce(p_context->>'organization', ''), true),
    set_config('app.user_id', coalesce(p_context->>'user', ''), true),
    set_config('app.subject', coalesce(p_context->>'subject', ''), true),
    set_config('app.caller', coalesce(p_context->>'caller', '{}'), true),
    set_config('app.ip', coalesce(p_context->>'ip', ''), true);
  IF p_context->>'keepsPlans' = 'true' THEN
    PERFORM set_config('plan_cache_mode', 'force_generic_plan', true);
  END IF;
  IF p_context->'caller' IS NULL THEN
    RETURN;
  END IF;
  SELECT * INTO status FROM foyer.caller_status(
    CASE WHEN is_bound THEN p_context->>'organization' END, p_context->>'user', p_context->'caller');
  IF status.refusal IN ('session', 'connection', 'time', 'factor') THEN
    RAISE EXCEPTION 'sign in again' USING ERRCODE = 'FY401';
  ELSIF status.refusal = 'network' THEN
    RAISE EXCEPTION 'other network' USING ERRCODE = 'FY406';
  ELSIF status.refusal IS NOT NULL THEN
    RAISE EXCEPTION 'not found' USING ERRCODE = 'FY404';
  ELSIF NOT ARRAY(SELECT jsonb_array_elements_text(p_context->'needed')) <@ status.permissions THEN
    -- The token of an application says more than its grant does by now. A person sees the same as a stranger.
    IF p_context->'caller'->>'client' IS NOT NULL THEN
      RAISE EXCEPTION 'missing permission' USING ERRCODE = 'FY403';
    END IF;
    RAISE EXCEPTION 'not found' USING ERRCODE = 'FY404';
  ELSIF p_context->>'kind' = 'tenant' AND p_context->>'organization' IS NOT NULL AND NOT EXISTS (
    SELECT FROM organizations o
    WHERE o.tenant_id = p_context->>'tenant' AND o.id = p_context->>'organization' AND o.deleted_at IS NULL) THEN
    RAISE EXCEPTION 'not found' USING ERRCODE = 'FY404';
  END IF;
END $$;

-- Which of the addresses are members or have a pending invitation (member counts first), how many invitations were
-- emailed to each and sent by the organization in the last 24 hours, how many days ago the organization was created,
-- and at which domains it invites addresses, or null for any.
CREATE OR REPLACE FUNCTION foyer.invitation_limits(p_addresses text[]) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  organization text := foyer.organization_id();
BEGIN
  RETURN jsonb_build_object(
    'allowedDomains', (
      SELECT to_jsonb(p.invitation_domains) FROM organization_policies p
      WHERE p.tenant_id = foyer.tenant_id() AND p.organization_id = organization),
    'taken', (
      SELECT coalesce(jsonb_agg(jsonb_build_object('address', t.address, 'by', t.taken_by)), '[]')
      FROM (
        SELECT i.email_folded AS address, 'invited' AS taken_by, 1 AS weight FROM invitations i
        WHERE i.tenant_id = foyer.tenant_id() AND i.organization_id = organization AND i.state = 'pending'
          AND i.expires_at > now() AND i.email_folded = ANY (p_addresses)
        UNION ALL
        SELECT u.email_folded, 'member', 2
        FROM members m JOIN users u ON u.tenant_id = foyer.tenant_id() AND u.id = m.user_id
        WHERE m.tenant_id = foyer.tenant_id() AND m.organization_id = organization
          AND u.email_folded = ANY (p_addresses)
        ORDER BY weight
      ) t),
    'emailed', (
      SELECT coalesce(jsonb_agg(to_jsonb(e)), '[]') FROM foyer.count_invitation_emails(p_addresses) e))
    || coalesce((
      SELECT jsonb_build_object(
        'ageInDays', extract(epoch FROM now() - o.created_at) / 86400,
        'sent', (
          SELECT count(*) FROM mails m
          WHERE m.tenant_id = foyer.tenant_id() AND m.organization_id = o.id AND m.template = 'invitation'
            AND m.created_at > now() - interval '24 hours' AND m.payload->'isTenants' IS NULL) + (
          SELECT count(*) FROM invitations i
          WHERE i.tenant_id = foyer.tenant_id() AND i.organization_id = o.id
            AND i.created_at > now() - interval '24 hours' AND NOT i.send_invitation_email AND NOT i.inviter_exempt))
      FROM organizations o WHERE o.tenant_id = foyer.tenant_id() AND o.id = organization),
      '{"ageInDays": 0, "sent": 0}');
END $$;

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
      'organizationDomains', (
        SELECT to_jsonb(p.invitation_domains) FROM organization_policies p
        WHERE p.tenant_id = foyer.tenant_id() AND p.organization_id = o.id),
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

-- The organizations that the person of this access can join or has asked to join; no other kind of access gets any.
-- Those that let people at the domain of their verified address in, with the role that they get, or null where they may
-- only ask; except where they are a member, need an invitation (was_removed), or were declined in the last 30 days.
-- can_enter: whether the organization accepts the sign-in of the person’s session.
CREATE OR REPLACE FUNCTION foyer.joinable_organizations()
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
    SELECT u.id, u.email_folded, split_part(u.email_folded, '@', 2) AS domain FROM users u
    WHERE u.tenant_id = foyer.tenant_id() AND u.id = foyer.user_id()
      AND u.email_verified_at IS NOT NULL AND NOT u.blocked
  ), open AS (
    SELECT d.organization_id, d.id, d.domain
    FROM person p
    JOIN discovery_domains d ON d.tenant_id = foyer.tenant_id() AND d.domain = p.domain AND d.verified_at IS NOT NULL
    JOIN domain_join_settings s ON s.tenant_id = foyer.tenant_id() AND s.organization_id = d.organization_id
      AND s.domain_id = d.id
    WHERE foyer.allows_address(d.organization_id, p.email_folded)
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
        AND coalesce(foyer.required_connection(o.id, foyer.user_id()) = s.connection_id, true)
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

-- Closes a pending request to join the organization of this access as approved or declined. Approving makes the user a
-- member with the role, unless they are blocked, unverified or at a domain that the organization does not invite.
-- Answers with the user; null where nothing was closed.
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
    AND (p_state = 'declined' OR (u.email_verified_at IS NOT NULL AND NOT u.blocked
      AND foyer.allows_address(q.organization_id, u.email_folded)))
  RETURNING u.id, u.name, u.email INTO closed;
  IF closed.id IS NOT NULL AND p_state = 'approved' THEN
    PERFORM foyer.insert_members(foyer.organization_id(), ARRAY[closed.id],
      jsonb_build_array(jsonb_build_object('id', p_role_id, 'usableIn', p_usable_in)));
  END IF;
  PERFORM set_config('app.kind', kind, true);
  RETURN CASE WHEN closed.id IS NOT NULL THEN to_jsonb(closed) END;
END $$;
