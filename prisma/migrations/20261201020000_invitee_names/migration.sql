-- What the inviter calls the invitee, who can choose another name when they sign up.
ALTER TABLE invitations ADD COLUMN invitee_name text,
  ADD CONSTRAINT invitations_invitee_name_is_short CHECK (char_length(invitee_name) BETWEEN 1 AND 100);

-- The invitations to the verified address of the person of this access, the newest first, for the export of their data; no
-- other kind of access gets any.
CREATE FUNCTION foyer.exported_invitations() RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  kind text := foyer.access_kind();
  found jsonb;
BEGIN
  IF kind <> 'self' THEN
    RETURN '[]';
  END IF;
  PERFORM set_config('app.kind', 'system', true);
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'organizationId', i.organization_id, 'name', i.invitee_name,
    'invitedBy', i.inviter_name, 'message', i.message,
    'state', CASE WHEN i.state = 'pending' AND i.expires_at <= now() THEN 'expired' ELSE i.state END,
    'sentAt', i.sent_at, 'expiresAt', i.expires_at) ORDER BY i.sent_at DESC, i.id), '[]')
  INTO found
  FROM users u
  JOIN invitations i ON i.tenant_id = foyer.tenant_id() AND i.email_folded = u.email_folded
    AND (i.send_invitation_email OR i.state = 'pending')
  WHERE u.tenant_id = foyer.tenant_id() AND u.id = foyer.user_id() AND u.email_verified_at IS NOT NULL;
  PERFORM set_config('app.kind', kind, true);
  RETURN found;
END $$;
