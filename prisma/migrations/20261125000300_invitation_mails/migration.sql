-- How many invitation mails went to each of these addresses in the last 24 hours, over all organizations of the
-- tenant: a mail bomb is one mailbox’s trouble, whoever sends. An organization’s access sees only its own rows, so the
-- count alone crosses that line.
CREATE INDEX invitations_by_address ON invitations (tenant_id, email_folded) WHERE send_invitation_email;

CREATE FUNCTION foyer_invitation_mails(p_addresses text[]) RETURNS TABLE (address text, sent integer) LANGUAGE plpgsql AS $$
DECLARE
  kind text := app_kind();
BEGIN
  PERFORM set_config('app.kind', 'system', true);
  RETURN QUERY
  SELECT i.email_folded, count(*)::integer
  FROM invitations i
  JOIN invitation_tickets t ON t.tenant_id = app_tenant() AND t.organization_id = i.organization_id
    AND t.invitation_id = i.id AND t.purpose = 'mailed'
  WHERE i.tenant_id = app_tenant() AND i.email_folded = ANY (p_addresses) AND i.send_invitation_email
    AND t.created_at > now() - interval '24 hours'
  GROUP BY i.email_folded;
  PERFORM set_config('app.kind', kind, true);
END $$;
