-- Plans are kept before the locks, too: PostgreSQL planned those of a user, a session and an authorization at each call.
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
  IF p_context->>'keepsPlans' = 'true' THEN
    PERFORM set_config('plan_cache_mode', 'force_generic_plan', true);
  END IF;
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

-- The tickets of each invitation are counted by themselves: joined with the invitations, they were all read while
-- PostgreSQL took their table to be small.
CREATE OR REPLACE FUNCTION foyer.count_invitation_emails(p_addresses text[]) RETURNS TABLE (address text, sent integer)
LANGUAGE plpgsql AS $$
DECLARE
  kind text := foyer.access_kind();
BEGIN
  PERFORM set_config('app.kind', 'system', true);
  RETURN QUERY
  SELECT i.email_folded, sum(emails.count)::integer
  FROM invitations i
  CROSS JOIN LATERAL (
    SELECT count(*) FROM invitation_tickets t
    WHERE t.tenant_id = foyer.tenant_id() AND t.organization_id = i.organization_id AND t.invitation_id = i.id
      AND t.purpose = 'mailed' AND t.created_at > now() - interval '24 hours') emails
  WHERE i.tenant_id = foyer.tenant_id() AND i.email_folded = ANY (p_addresses) AND i.send_invitation_email
  GROUP BY i.email_folded;
  PERFORM set_config('app.kind', kind, true);
END $$;
