-- Passkeys: a way to sign in at every tenant, switched on where the organization has all of its defaults.
DO $$
DECLARE
  made text;
  tenant record;
BEGIN
  PERFORM set_config('app.kind', 'system', true);
  FOR tenant IN SELECT t.id FROM tenants t LOOP
    PERFORM set_config('app.tenant_id', tenant.id, true);
    made := NULL;
    INSERT INTO connections (tenant_id, id, name, strategy, display_name, is_default)
    VALUES (tenant.id, 'con_' || substr(md5(gen_random_uuid()::text), 1, 16), 'passkey', 'passkey', 'Passkey', true)
    ON CONFLICT (tenant_id, name) DO NOTHING
    RETURNING id INTO made;
    INSERT INTO enabled_connections (tenant_id, organization_id, connection_id)
    SELECT tenant.id, o.id, made
    FROM organizations o
    WHERE made IS NOT NULL AND o.tenant_id = tenant.id AND NOT EXISTS (
      SELECT FROM connections c
      WHERE c.tenant_id = tenant.id AND c.is_default AND c.id <> made AND NOT EXISTS (
        SELECT FROM enabled_connections e
        WHERE e.tenant_id = tenant.id AND e.organization_id = o.id AND e.connection_id = c.id));
  END LOOP;
  PERFORM set_config('app.kind', '', true), set_config('app.tenant_id', '', true);
END $$;
