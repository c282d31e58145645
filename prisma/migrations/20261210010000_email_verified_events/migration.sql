-- The event of a verified address, the fact in its details, and the reason of a refused sign-in have the field's names.

-- The owner of the tables reads and writes the rows of all tenants here.
ALTER TABLE audit_events NO FORCE ROW LEVEL SECURITY;
UPDATE audit_events SET type = 'user.email_verified' WHERE type = 'user.proven';
UPDATE audit_events SET details = replace(details::text, '"isProven"', '"isEmailVerified"')::jsonb
WHERE details::text LIKE '%"isProven"%';
UPDATE audit_events SET details = details || '{"reason": "email_unverified"}' WHERE details->>'reason' = 'unproven';
ALTER TABLE audit_events FORCE ROW LEVEL SECURITY;

ALTER TABLE webhooks NO FORCE ROW LEVEL SECURITY;
UPDATE webhooks SET event_types = array_replace(event_types, 'user.proven', 'user.email_verified');
ALTER TABLE webhooks FORCE ROW LEVEL SECURITY;

ALTER TABLE webhook_deliveries NO FORCE ROW LEVEL SECURITY;
UPDATE webhook_deliveries SET type = 'user.email_verified' WHERE type = 'user.proven';
ALTER TABLE webhook_deliveries FORCE ROW LEVEL SECURITY;
