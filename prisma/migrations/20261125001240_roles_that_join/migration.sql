-- The role of those who become members by signing in. One in a tenant, or none: then nobody joins by herself.
ALTER TABLE roles ADD COLUMN joins BOOLEAN NOT NULL DEFAULT false;
CREATE UNIQUE INDEX roles_one_joins ON roles (tenant_id) WHERE joins;
ALTER TABLE roles ADD CONSTRAINT roles_joins_are_plain
  CHECK (NOT joins OR (organization_id IS NULL AND assignable AND NOT is_owner AND NOT everyone));

-- A role that cannot be given any more, or makes owners now, is not given by itself either.
CREATE FUNCTION foyer_role_joins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.joins := NEW.joins AND NEW.assignable AND NOT NEW.is_owner;
  RETURN NEW;
END $$;
CREATE TRIGGER roles_joins BEFORE UPDATE ON roles FOR EACH ROW WHEN (OLD.joins) EXECUTE FUNCTION foyer_role_joins();

-- Migrations run as the owner, whom row security holds as well: tenant by tenant.
DO $$
DECLARE
  t text;
BEGIN
  PERFORM set_config('app.kind', 'system', true);
  FOR t IN SELECT id FROM tenants LOOP
    PERFORM set_config('app.tenant_id', t, true);
    UPDATE roles SET joins = true
    WHERE tenant_id = t AND usable_in = '*' AND name = 'Member' AND assignable AND NOT is_owner AND NOT everyone;
  END LOOP;
END $$;
