-- What tokens say about a user, or why the user cannot have any now: refusal 'user', 'member', 'connection', 'time',
-- 'factor' or 'application'. p_sign_in: {userId, organizationId, connectionId, clientId, sessionId, since, isSession}.
-- bypassedConnectionId, in an organization: see foyer.unrecorded_bypass.
CREATE OR REPLACE FUNCTION foyer.account(p_sign_in jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  user_id text := p_sign_in->>'userId';
  organization_id text := p_sign_in->>'organizationId';
  account jsonb;
  refusal text;
BEGIN
  SELECT jsonb_build_object('id', u.id, 'email', u.email, 'name', u.name, 'picture', u.picture, 'emailVerified', true,
      'updatedAt', u.updated_at, 'organization', NULL) INTO account
  FROM users u
  WHERE u.tenant_id = foyer.tenant_id() AND u.id = user_id AND NOT u.blocked AND u.email_verified_at IS NOT NULL;
  IF NOT FOUND THEN
    RETURN jsonb_build_object('refusal', 'user');
  ELSIF organization_id IS NULL AND NOT foyer.counts_at_tenant_level(p_sign_in->>'connectionId') THEN
    RETURN jsonb_build_object('refusal', 'connection');
  ELSIF organization_id IS NULL THEN
    RETURN jsonb_build_object('refusal', NULL, 'account', account);
  END IF;
  refusal := foyer.organization_admits(
    organization_id, user_id, p_sign_in->>'connectionId', (p_sign_in->>'since')::timestamptz,
    p_sign_in->>'sessionId', coalesce((p_sign_in->>'isSession')::boolean, false));
  IF refusal IS NULL AND NOT foyer.organization_allows_client(organization_id, p_sign_in->>'clientId') THEN
    refusal := 'application';
  END IF;
  IF refusal IS NOT NULL THEN
    RETURN jsonb_build_object('refusal', refusal);
  END IF;
  RETURN coalesce((
    SELECT jsonb_build_object('refusal', NULL, 'account',
      account || jsonb_build_object('organization', jsonb_build_object('id', o.id, 'slug', o.slug)),
      'bypassedConnectionId', foyer.unrecorded_bypass(o.id, user_id, p_sign_in->>'sessionId'))
    FROM organizations o WHERE o.tenant_id = foyer.tenant_id() AND o.id = organization_id), '{"refusal": "member"}');
END $$;
