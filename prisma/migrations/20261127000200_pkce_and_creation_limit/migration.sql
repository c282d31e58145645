-- PKCE is required of every application. Only one that authenticates by itself may be exempt.
ALTER TABLE "clients" ADD COLUMN     "require_pkce" BOOLEAN NOT NULL DEFAULT true;
ALTER TABLE clients ADD CONSTRAINT clients_public_require_pkce CHECK (require_pkce OR token_endpoint_auth_method <> 'none');

-- How many organizations a person may create for themselves in 24 hours; null for any number.
ALTER TABLE "tenants" ADD COLUMN     "organizations_per_day" INTEGER DEFAULT 10;
ALTER TABLE tenants ADD CONSTRAINT tenants_organizations_per_day CHECK (organizations_per_day BETWEEN 1 AND 10000);

-- The limit counts events, so that a deleted organization still counts.
CREATE INDEX audit_events_organizations_created_idx ON audit_events (tenant_id, actor_id, occurred_at)
  WHERE type = 'organization.created';
