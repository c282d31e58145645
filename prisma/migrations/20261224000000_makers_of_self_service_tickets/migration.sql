-- Who made a ticket of self-service, for the console's list (docs/decisions/0091): a user or an application, which may be deleted by now.
-- Null for tickets that were there before.
ALTER TABLE sso_tickets ADD COLUMN maker_user_id text, ADD COLUMN maker_client_id text;

-- An organization's, in the order of the list.
DROP INDEX sso_tickets_of_organization;
CREATE INDEX sso_tickets_of_organization ON sso_tickets (tenant_id, organization_id, created_at, id);
