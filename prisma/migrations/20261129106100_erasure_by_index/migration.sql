-- Erasing a user finds their rows by these. Row security keeps lower() itself off an index, since it is not leakproof.
ALTER TABLE audit_people
  ADD COLUMN target_email_folded text GENERATED ALWAYS AS (lower(target_email)) STORED;
CREATE INDEX audit_people_by_target_address
  ON audit_people (tenant_id, target_email_folded) WHERE target_email_folded IS NOT NULL;

ALTER TABLE mails ADD COLUMN recipient_folded text GENERATED ALWAYS AS (lower(recipient)) STORED;
CREATE INDEX mails_by_recipient ON mails (tenant_id, recipient_folded);

CREATE INDEX invitations_closed_to_address ON invitations (tenant_id, email_folded) WHERE state <> 'pending';
CREATE INDEX invitations_by_inviter ON invitations (tenant_id, inviter_user_id) WHERE inviter_user_id IS NOT NULL;
