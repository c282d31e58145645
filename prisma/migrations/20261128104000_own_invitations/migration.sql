-- People see the pending invitations to their own verified address, without the link in the email.

CREATE INDEX invitations_pending_to_address ON invitations (tenant_id, email_folded) WHERE state = 'pending';

-- The invitations to the verified address of the person of this access; no other kind of access gets any. Those that they
-- can accept now, the newest first, or the one with the id, in whatever state. ticket_hash: of the ticket that admins share.
CREATE FUNCTION foyer.own_invitations(p_invitation_id text)
RETURNS TABLE (
  id text, version integer, ticket_hash text, organization_name text, logo_id text, inviter_name text,
  expires_at timestamptz
) LANGUAGE plpgsql AS $$
DECLARE
  kind text := foyer.access_kind();
BEGIN
  IF kind <> 'self' THEN
    RETURN;
  END IF;
  PERFORM set_config('app.kind', 'system', true);
  RETURN QUERY
  SELECT i.id, i.version, t.ticket_hash, o.display_name, o.logo_id, i.inviter_name, i.expires_at
  FROM users u
  JOIN invitations i ON i.tenant_id = foyer.tenant_id() AND i.email_folded = u.email_folded
  JOIN organizations o ON o.tenant_id = foyer.tenant_id() AND o.id = i.organization_id
  JOIN invitation_tickets t ON t.tenant_id = foyer.tenant_id() AND t.organization_id = i.organization_id
    AND t.invitation_id = i.id AND t.version = i.version AND t.purpose = 'shown'
  WHERE u.tenant_id = foyer.tenant_id() AND u.id = foyer.user_id()
    AND u.email_verified_at IS NOT NULL AND NOT u.blocked
    AND CASE WHEN p_invitation_id IS NULL THEN
      i.state = 'pending' AND i.expires_at > now() AND i.inviter_user_id IS DISTINCT FROM u.id
      AND o.deleted_at IS NULL AND o.suspended_at IS NULL
      AND NOT EXISTS (
        SELECT FROM members m
        WHERE m.tenant_id = foyer.tenant_id() AND m.organization_id = i.organization_id AND m.user_id = u.id)
    ELSE i.id = p_invitation_id END
  ORDER BY i.sent_at DESC, i.id
  LIMIT 25;
  PERFORM set_config('app.kind', kind, true);
END $$;
