-- The primary color of each tenant, for the list of tenants that every process keeps; no kind of access but the system’s gets
-- any.
CREATE FUNCTION foyer.tenant_colors() RETURNS TABLE (tenant_id text, primary_color text) LANGUAGE plpgsql AS $$
DECLARE
  before text := current_setting('app.tenant_id', true);
  one text;
BEGIN
  IF foyer.access_kind() <> 'system' THEN
    RETURN;
  END IF;
  FOR one IN SELECT t.id FROM tenants t LOOP
    PERFORM set_config('app.tenant_id', one, true);
    RETURN QUERY SELECT b.tenant_id, b.primary_color FROM tenant_branding b
      WHERE b.tenant_id = one AND b.primary_color IS NOT NULL;
  END LOOP;
  PERFORM set_config('app.tenant_id', coalesce(before, ''), true);
END $$;
