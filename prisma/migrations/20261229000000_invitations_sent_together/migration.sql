-- The whole order of the list: invitations of one batch were sent at the same moment, and PostgreSQL read and sorted all of them.
DROP INDEX invitations_open_by_sent;
CREATE INDEX invitations_open_by_sent ON invitations (tenant_id, organization_id, sent_at DESC, email_folded)
  WHERE state IN ('pending', 'expired');
