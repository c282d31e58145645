-- The console lists a tenant's emails, newest first: ids sort by creation. By state, template, organization or what the
-- provider reported each, and by the beginning of an address.
CREATE INDEX mails_by_state ON mails (tenant_id, state, id);
CREATE INDEX mails_by_template ON mails (tenant_id, template, id);
CREATE INDEX mails_by_organization ON mails (tenant_id, organization_id, id) WHERE organization_id IS NOT NULL;
CREATE INDEX mails_by_address ON mails (tenant_id, recipient_folded COLLATE "C", id);
CREATE INDEX email_events_by_type ON email_events (tenant_id, type, mail_id);
