-- Every tenant can be read to find a request’s host; only the transaction’s own can be written.
ALTER POLICY tenant ON tenants WITH CHECK (id = app_tenant());
ALTER POLICY may_update ON tenants USING (app_whole_tenant() AND id = app_tenant());
ALTER POLICY may_delete ON tenants USING (app_whole_tenant() AND id = app_tenant());

-- Who joins an organization is decided by an invitation or a tenant-level actor, never by its own members alone:
-- otherwise any user of the tenant could be made visible.
ALTER POLICY may_insert ON members WITH CHECK (app_whole_tenant());
