-- The ticket of this hash, with what its pages show before its holder does anything; null where there is none. What the
-- holder does afterwards is an access of its own.
CREATE FUNCTION foyer.find_sso_ticket(p_tenant_id text, p_ticket_hash text) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant_id, true), set_config('app.kind', 'system', true);
  RETURN (
    SELECT jsonb_build_object(
      'id', t.id,
      'organizationId', t.organization_id,
      'connectionId', t.connection_id,
      'state', CASE WHEN o.deleted_at IS NOT NULL OR o.suspended_at IS NOT NULL THEN 'unavailable'
        ELSE foyer.sso_ticket_state(t) END,
      'expiresAt', t.expires_at,
      'config', t.connection_config,
      'connection', CASE WHEN c.id IS NOT NULL THEN jsonb_build_object('displayName', c.display_name) END,
      'assignMembershipOnLogin', coalesce(t.assign_membership_on_login, false),
      'offer', jsonb_build_object(
        'userAttributes', p.user_attributes, 'allowedStrategies', p.allowed_strategies,
        'introduction', p.introduction),
      'organization', jsonb_build_object(
        'slug', o.slug, 'displayName', o.display_name, 'logoId', o.logo_id, 'primaryColor', o.primary_color,
        'backgroundColor', o.background_color, 'brandDetails', o.brand_details))
    FROM sso_tickets t
    JOIN self_service_profiles p ON p.tenant_id = foyer.tenant_id() AND p.id = t.profile_id
    JOIN organizations o ON o.tenant_id = foyer.tenant_id() AND o.id = t.organization_id
    LEFT JOIN connections c ON c.tenant_id = foyer.tenant_id() AND c.id = t.connection_id
      AND c.organization_id = t.organization_id
    WHERE t.tenant_id = foyer.tenant_id() AND t.ticket_hash = p_ticket_hash);
END $$;
