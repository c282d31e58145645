-- What is sealed is sealed with another secret only once every process can open it. Outside public: no tenant has it.
CREATE TABLE foyer.processes (
  id text PRIMARY KEY,
  -- Of the secrets that it accepts; it seals with the first.
  secret_ids text[] NOT NULL,
  seen_at timestamptz NOT NULL
);

-- Only to find out whether a process can open the keys of all tenants.
CREATE POLICY without_a_tenant ON signing_keys FOR SELECT
  USING (foyer.access_kind() = 'system' AND foyer.tenant_id() = '');
