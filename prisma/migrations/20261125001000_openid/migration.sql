-- OpenID Connect: keys, what the provider keeps, ways to sign in that others provide, and domains that lead to them.
ALTER TABLE "tenants" ADD COLUMN     "default_audience" TEXT,
ADD COLUMN     "default_redirection_uri" TEXT;

ALTER TABLE "identities" ADD COLUMN     "email" TEXT;

ALTER TABLE "apis" ADD COLUMN     "allow_offline_access" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "signing_alg" TEXT NOT NULL DEFAULT 'RS256';

ALTER TABLE "clients" ADD COLUMN     "id_token_seconds" INTEGER NOT NULL DEFAULT 36000,
ADD COLUMN     "jwks" JSONB,
ADD COLUMN     "organization_discovery_methods" TEXT[] DEFAULT ARRAY['email', 'organization_name']::TEXT[],
ADD COLUMN     "refresh_absolute_seconds" INTEGER NOT NULL DEFAULT 2592000,
ADD COLUMN     "refresh_idle_seconds" INTEGER NOT NULL DEFAULT 1296000,
ADD COLUMN     "web_origins" TEXT[] DEFAULT ARRAY[]::TEXT[];

ALTER TABLE "connections" ADD COLUMN     "options" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "sealed_secret" TEXT;

CREATE TABLE "passkeys" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "credential_id" TEXT NOT NULL,
    "public_key" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL DEFAULT 0,
    "transports" TEXT[],
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(6),

    CONSTRAINT "passkeys_pkey" PRIMARY KEY ("tenant_id","id")
);

CREATE TABLE "discovery_domains" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "organization_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "domain" TEXT NOT NULL,
    "verification" TEXT NOT NULL,
    "verified_at" TIMESTAMPTZ(6),
    "use_for_organization_discovery" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "discovery_domains_pkey" PRIMARY KEY ("tenant_id","organization_id","id")
);

CREATE TABLE "signing_keys" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "public_jwk" JSONB NOT NULL,
    "sealed_private" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "activated_at" TIMESTAMPTZ(6),
    "retired_at" TIMESTAMPTZ(6),

    CONSTRAINT "signing_keys_pkey" PRIMARY KEY ("tenant_id","id")
);

CREATE TABLE "authorizations" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "id" TEXT NOT NULL,
    "client_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "session_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "organization_id" TEXT,
    "offline" BOOLEAN NOT NULL DEFAULT false,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "authorizations_pkey" PRIMARY KEY ("tenant_id","id")
);

CREATE TABLE "token_artifacts" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text),
    "kind" TEXT NOT NULL,
    "id_hash" TEXT NOT NULL,
    "authorization_id" TEXT,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "consumed_at" TIMESTAMPTZ(6),

    CONSTRAINT "token_artifacts_pkey" PRIMARY KEY ("tenant_id","kind","id_hash")
);
CREATE INDEX "passkeys_tenant_id_user_id_idx" ON "passkeys"("tenant_id", "user_id");
CREATE UNIQUE INDEX "passkeys_tenant_id_credential_id_key" ON "passkeys"("tenant_id", "credential_id");
CREATE UNIQUE INDEX "discovery_domains_tenant_id_organization_id_domain_key" ON "discovery_domains"("tenant_id", "organization_id", "domain");
CREATE INDEX "authorizations_tenant_id_user_id_idx" ON "authorizations"("tenant_id", "user_id");
CREATE INDEX "authorizations_tenant_id_client_id_idx" ON "authorizations"("tenant_id", "client_id");
CREATE INDEX "authorizations_tenant_id_session_id_idx" ON "authorizations"("tenant_id", "session_id");
CREATE INDEX "authorizations_tenant_id_organization_id_idx" ON "authorizations"("tenant_id", "organization_id");
CREATE INDEX "token_artifacts_tenant_id_authorization_id_idx" ON "token_artifacts"("tenant_id", "authorization_id");
CREATE INDEX "token_artifacts_tenant_id_expires_at_idx" ON "token_artifacts"("tenant_id", "expires_at");
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_tenant_id_user_id_fkey" FOREIGN KEY ("tenant_id", "user_id") REFERENCES "users"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "discovery_domains" ADD CONSTRAINT "discovery_domains_tenant_id_organization_id_fkey" FOREIGN KEY ("tenant_id", "organization_id") REFERENCES "organizations"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "authorizations" ADD CONSTRAINT "authorizations_tenant_id_client_id_fkey" FOREIGN KEY ("tenant_id", "client_id") REFERENCES "clients"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "authorizations" ADD CONSTRAINT "authorizations_tenant_id_user_id_fkey" FOREIGN KEY ("tenant_id", "user_id") REFERENCES "users"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "authorizations" ADD CONSTRAINT "authorizations_tenant_id_organization_id_fkey" FOREIGN KEY ("tenant_id", "organization_id") REFERENCES "organizations"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "token_artifacts" ADD CONSTRAINT "token_artifacts_tenant_id_authorization_id_fkey" FOREIGN KEY ("tenant_id", "authorization_id") REFERENCES "authorizations"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;


ALTER TABLE apis ADD CONSTRAINT apis_signing_alg CHECK (signing_alg IN ('RS256', 'PS256'));
ALTER TABLE clients ADD CONSTRAINT clients_organization_usage CHECK (organization_usage IN ('deny', 'allow', 'require'));
ALTER TABLE clients ADD CONSTRAINT clients_organization_require_behavior
  CHECK (organization_require_behavior IN ('no_prompt', 'pre_login_prompt', 'post_login_prompt'));
ALTER TABLE client_grants ADD CONSTRAINT client_grants_organization_usage CHECK (organization_usage IN ('deny', 'allow', 'require'));
ALTER TABLE signing_keys ADD CONSTRAINT signing_keys_state CHECK (state IN ('next', 'active', 'retired', 'revoked'));
CREATE UNIQUE INDEX signing_keys_one_active ON signing_keys (tenant_id) WHERE state = 'active';
CREATE UNIQUE INDEX signing_keys_one_next ON signing_keys (tenant_id) WHERE state = 'next';
-- A domain that DNS has proven belongs to one organization.
CREATE UNIQUE INDEX discovery_domains_one_owner ON discovery_domains (tenant_id, domain) WHERE verified_at IS NOT NULL;

CALL foyer_protect('passkeys', 'app_whole_tenant() OR (app_kind() = ''self'' AND user_id = app_user())', 'app_whole_tenant() OR (app_kind() = ''self'' AND user_id = app_user())');
CALL foyer_protect('discovery_domains', 'app_whole_tenant() OR (app_kind() = ''organization'' AND organization_id = app_org())', 'app_whole_tenant() OR (app_kind() = ''organization'' AND organization_id = app_org())');
CALL foyer_protect('signing_keys', 'app_whole_tenant()', 'app_whole_tenant()');
CALL foyer_protect('authorizations', 'app_whole_tenant() OR (app_kind() = ''self'' AND user_id = app_user())', 'app_whole_tenant() OR (app_kind() = ''self'' AND user_id = app_user())');
CALL foyer_protect('token_artifacts', 'app_whole_tenant()', 'app_whole_tenant()');

-- Whether somebody who signed in by this connection, at this time, may be in this organization now: null, or why not.
-- 'member': nothing of hers here. 'connection': sign in again, in a way that this organization allows.
CREATE FUNCTION foyer_admits(p_org text, p_user text, p_connection text, p_since timestamptz) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN NOT EXISTS (
      SELECT FROM organizations o
      JOIN members m ON m.tenant_id = app_tenant() AND m.organization_id = o.id AND m.user_id = p_user AND m.suspended_at IS NULL
      WHERE o.tenant_id = app_tenant() AND o.id = p_org AND o.deleted_at IS NULL AND o.suspended_at IS NULL
    ) AND NOT EXISTS (SELECT FROM foyer_held(p_user, p_org, foyer_portal_api())) THEN 'member'
    WHEN NOT EXISTS (
      SELECT FROM organizations o
      JOIN enabled_connections e ON e.tenant_id = app_tenant() AND e.organization_id = o.id AND e.connection_id = p_connection
      WHERE o.tenant_id = app_tenant() AND o.id = p_org AND (o.sessions_from IS NULL OR p_since >= o.sessions_from)
    ) THEN 'connection'
  END
$$;

CREATE OR REPLACE FUNCTION foyer_standing(p_org text, p_user text, p_session text)
RETURNS TABLE (refusal text, held text[]) LANGUAGE plpgsql STABLE AS $$
DECLARE
  s record;
  why text;
BEGIN
  SELECT se.connection_id, se.created_at INTO s
  FROM sessions se
  JOIN users u ON u.tenant_id = app_tenant() AND u.id = se.user_id AND NOT u.blocked AND u.email_verified_at IS NOT NULL
  JOIN tenants t ON t.id = app_tenant()
  WHERE se.tenant_id = app_tenant() AND se.id = p_session AND se.user_id = p_user
    AND se.ended_at IS NULL AND se.expires_at > now()
    AND se.last_seen_at > now() - make_interval(mins => t.session_idle_minutes);
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'session', NULL::text[];
    RETURN;
  END IF;

  IF p_org IS NOT NULL THEN
    why := foyer_admits(p_org, p_user, s.connection_id, s.created_at);
    IF why IS NOT NULL THEN
      RETURN QUERY SELECT why, NULL::text[];
      RETURN;
    END IF;
  END IF;

  RETURN QUERY SELECT NULL::text, coalesce(array_agg(DISTINCT h.permission), '{}')
  FROM foyer_held(p_user, p_org, foyer_portal_api()) h;
END $$;
