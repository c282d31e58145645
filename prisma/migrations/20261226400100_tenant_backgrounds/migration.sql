-- The colors of each tenant, for the list of tenants that every process keeps; no kind of access but the system’s gets any.
DROP FUNCTION foyer.tenant_colors();
CREATE FUNCTION foyer.tenant_colors() RETURNS TABLE (tenant_id text, primary_color text, background_color text)
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY SELECT b.tenant_id, b.primary_color, b.background->>'solid' FROM tenant_branding b
    WHERE foyer.access_kind() = 'system';
END $$;
