-- The session at a SAML provider from which one of ours was opened, so that signing out there ends it (docs/decisions/0073).

ALTER TABLE sessions ADD COLUMN provider_session jsonb;
CREATE INDEX sessions_of_provider ON sessions (tenant_id, connection_id, (provider_session->>'nameId'))
  WHERE provider_session IS NOT NULL AND ended_at IS NULL;
