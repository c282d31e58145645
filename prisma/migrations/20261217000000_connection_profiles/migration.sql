-- What an application of the My Organization API lets organizations choose for their own identity providers
-- (docs/decisions/0082).

CREATE TABLE connection_profiles (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  id text NOT NULL,
  name text NOT NULL,
  -- By Auth0's names; what is absent is as without a profile.
  settings jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id)
);

ALTER TABLE connection_profiles ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON connection_profiles
  USING (tenant_id = foyer.tenant_id())
  WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON connection_profiles AS RESTRICTIVE FOR SELECT USING (foyer.is_tenant_wide());
CREATE POLICY may_insert ON connection_profiles AS RESTRICTIVE FOR INSERT WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_update ON connection_profiles AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON connection_profiles AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());

-- A profile that an application names is one of its tenant, and is not deleted meanwhile.
ALTER TABLE clients
  ADD COLUMN connection_profile_id text
    GENERATED ALWAYS AS (my_organization_configuration->>'connection_profile_id') STORED,
  ADD CONSTRAINT clients_connection_profile_fkey
    FOREIGN KEY (tenant_id, connection_profile_id) REFERENCES connection_profiles (tenant_id, id);
CREATE INDEX clients_connection_profile_idx
  ON clients (tenant_id, connection_profile_id) WHERE connection_profile_id IS NOT NULL;
