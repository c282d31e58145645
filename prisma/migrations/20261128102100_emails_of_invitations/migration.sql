-- Finds the emails of an invitation. An index on the expression itself would not be used: row security comes first.
ALTER TABLE mails ADD COLUMN invitation_id text GENERATED ALWAYS AS (payload->>'invitationId') STORED;
CREATE INDEX mails_of_invitation ON mails (tenant_id, organization_id, invitation_id) WHERE invitation_id IS NOT NULL;
