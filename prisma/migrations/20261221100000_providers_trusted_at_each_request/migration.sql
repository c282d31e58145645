-- Whether a user may be signed in by an organization’s own provider: not with more permissions than the person had who said
-- or confirmed which provider it is, or has now. It is the rule of the sign-in, for those who were promoted since. p_trust: from
-- the options of the connection.
CREATE FUNCTION foyer.is_provider_trusted(p_trust jsonb, p_organization_id text, p_user_id text) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  kind text := foyer.access_kind();
  own text[];
  trusted text[];
BEGIN
  IF coalesce((p_trust->>'isTenantLevel')::boolean, false) OR coalesce(p_trust->>'userId' = p_user_id, false) THEN
    RETURN true;
  END IF;
  own := foyer.grantable_permissions(p_user_id, p_organization_id);
  trusted := ARRAY(SELECT jsonb_array_elements_text(p_trust->'permissions'));
  IF own <@ trusted THEN
    RETURN true;
  END IF;
  -- The user may not see that person.
  PERFORM set_config('app.kind', 'system', true);
  trusted := trusted || foyer.grantable_permissions(p_trust->>'userId', p_organization_id);
  PERFORM set_config('app.kind', kind, true);
  RETURN own <@ trusted;
END $$;

-- Why a user who signed in at that time by that connection cannot enter the organization now, or null: also because it
-- requires another one of them, because the provider is not trusted with their permissions, or by a policy (see
-- foyer.policy_refusal). The session: also the one from which a sign-in
-- to an application comes; p_is_session says that it is the session itself.
CREATE OR REPLACE FUNCTION foyer.organization_admits(
  p_organization_id text, p_user_id text, p_connection_id text, p_signed_in_at timestamptz, p_session_id text,
  p_is_session boolean DEFAULT false
) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  entry record;
BEGIN
  SELECT m.user_id IS NOT NULL AS is_member,
    e.connection_id IS NOT NULL
      AND NOT foyer.has_session_ended(o.id, p_session_id, p_signed_in_at) AS is_sign_in_allowed,
    c.id IS NOT NULL AS is_own_connection, c.options->'trust' AS trust
  INTO entry
  FROM organizations o
  LEFT JOIN members m ON m.tenant_id = foyer.tenant_id() AND m.organization_id = o.id AND m.user_id = p_user_id
    AND m.suspended_at IS NULL
  LEFT JOIN enabled_connections e ON e.tenant_id = foyer.tenant_id() AND e.organization_id = o.id
    AND e.connection_id = p_connection_id AND e.is_enabled
  LEFT JOIN connections c ON c.tenant_id = foyer.tenant_id() AND c.id = e.connection_id AND c.organization_id = o.id
  WHERE o.tenant_id = foyer.tenant_id() AND o.id = p_organization_id
    AND o.deleted_at IS NULL AND o.suspended_at IS NULL;
  IF NOT FOUND THEN
    RETURN 'member';
  ELSIF NOT entry.is_member AND NOT EXISTS (
    SELECT FROM foyer.effective_permissions(p_user_id, p_organization_id, foyer.portal_api_id())) THEN
    RETURN 'member';
  ELSIF entry.is_sign_in_allowed
    AND coalesce(foyer.required_connection(p_organization_id, p_user_id) = p_connection_id, true)
    AND (NOT entry.is_own_connection OR foyer.is_provider_trusted(entry.trust, p_organization_id, p_user_id)) THEN
    RETURN foyer.policy_refusal(
      p_organization_id, p_user_id, p_connection_id, p_signed_in_at, p_session_id, p_is_session);
  END IF;
  RETURN 'connection';
END $$;
