-- Which attributes of users an application of the My Organization API shows and maps for identity providers
-- (docs/decisions/0082).

CREATE TABLE user_attribute_profiles (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  id text NOT NULL,
  name text NOT NULL,
  -- By Auth0's names: user_id, user_attributes.
  settings jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id)
);

ALTER TABLE user_attribute_profiles ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON user_attribute_profiles
  USING (tenant_id = foyer.tenant_id())
  WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON user_attribute_profiles AS RESTRICTIVE FOR SELECT USING (foyer.is_tenant_wide());
CREATE POLICY may_insert ON user_attribute_profiles AS RESTRICTIVE FOR INSERT WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_update ON user_attribute_profiles AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON user_attribute_profiles AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());

-- A profile that an application names is one of its tenant, and is not deleted meanwhile.
ALTER TABLE clients
  ADD COLUMN user_attribute_profile_id text
    GENERATED ALWAYS AS (my_organization_configuration->>'user_attribute_profile_id') STORED,
  ADD CONSTRAINT clients_user_attribute_profile_fkey
    FOREIGN KEY (tenant_id, user_attribute_profile_id) REFERENCES user_attribute_profiles (tenant_id, id);
CREATE INDEX clients_user_attribute_profile_idx
  ON clients (tenant_id, user_attribute_profile_id) WHERE user_attribute_profile_id IS NOT NULL;
