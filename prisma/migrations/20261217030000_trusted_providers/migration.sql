-- Who set the provider of an organization’s own connection is kept from now on. Members already sign in by those that are
-- there, so they count as set at tenant level.
ALTER TABLE connections NO FORCE ROW LEVEL SECURITY;
UPDATE connections SET options = options || '{"trust": {"userId": null, "permissions": [], "isTenantLevel": true}}'
WHERE organization_id IS NOT NULL AND strategy = 'oidc';
ALTER TABLE connections FORCE ROW LEVEL SECURITY;
