-- Only for the list of tenants, which is read before there is a tenant.
CREATE POLICY without_a_tenant ON tenant_branding FOR SELECT
  USING (foyer.access_kind() = 'system' AND foyer.tenant_id() = '');

-- The primary color of each tenant, for the list of tenants that every process keeps; no kind of access but the system’s gets
-- any.
CREATE OR REPLACE FUNCTION foyer.tenant_colors() RETURNS TABLE (tenant_id text, primary_color text)
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY SELECT b.tenant_id, b.primary_color FROM tenant_branding b
    WHERE b.primary_color IS NOT NULL AND foyer.access_kind() = 'system';
END $$;
