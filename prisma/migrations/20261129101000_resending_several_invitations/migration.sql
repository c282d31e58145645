-- Begins to send invitations again: locks the limits, as for new ones, before the invitations, in whatever state; answers
-- with those that there are, the roles that they offer, the inviter and invitation_limits; null where there is none.
CREATE FUNCTION foyer.begin_resends(p_invitation_ids text[]) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  organization text := foyer.organization_id();
  -- They never change.
  addresses text[] := ARRAY(
    SELECT i.email_folded FROM invitations i
    WHERE i.tenant_id = foyer.tenant_id() AND i.organization_id = organization AND i.id = ANY (p_invitation_ids));
  locked jsonb;
BEGIN
  IF cardinality(addresses) = 0 THEN
    RETURN NULL;
  END IF;
  PERFORM foyer.lock_invitation_limits(addresses);
  PERFORM FROM invitations i
    WHERE i.tenant_id = foyer.tenant_id() AND i.organization_id = organization AND i.id = ANY (p_invitation_ids)
    ORDER BY i.id FOR UPDATE;
  SELECT jsonb_agg(jsonb_build_object('offers', foyer.invitation_offers(organization, i.id),
      'invitation', jsonb_build_object('id', i.id, 'email', i.email, 'emailFolded', i.email_folded, 'state', i.state,
        'version', i.version, 'inviterUserId', i.inviter_user_id, 'inviterName', i.inviter_name,
        'sendInvitationEmail', i.send_invitation_email, 'ttlSeconds', i.ttl_seconds,
        'metadataFills', i.metadata_fills, 'hasOfferedRoles', coalesce(cardinality(i.offered_roles), 0) > 0))
    ORDER BY i.email_folded)
  INTO locked
  FROM invitations i
  WHERE i.tenant_id = foyer.tenant_id() AND i.organization_id = organization AND i.id = ANY (p_invitation_ids);
  RETURN jsonb_build_object('invitations', locked, 'inviter', foyer.inviter()) || foyer.invitation_limits(addresses);
END $$;

DROP FUNCTION foyer.begin_resend(text);
