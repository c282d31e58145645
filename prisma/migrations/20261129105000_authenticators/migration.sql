-- A user’s authenticator app (RFC 6238). The secret is sealed. `last_used_step`: a code works once.
CREATE TABLE authenticators (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  user_id text NOT NULL,
  sealed_secret text NOT NULL,
  last_used_step bigint NOT NULL,
  confirmed_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  last_used_at timestamptz(6),
  PRIMARY KEY (tenant_id, user_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);

-- Each signs in once instead of a code from the app. Only HMACs are stored, with a key from the app’s secret.
CREATE TABLE recovery_codes (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  user_id text NOT NULL,
  code_hash text NOT NULL,
  used_at timestamptz(6),
  PRIMARY KEY (tenant_id, user_id, code_hash),
  FOREIGN KEY (tenant_id, user_id) REFERENCES authenticators (tenant_id, user_id) ON DELETE CASCADE ON UPDATE CASCADE
);

-- A sign-in that a password or an emailed code began, and that waits for a code from the authenticator app.
CREATE TABLE pending_sign_ins (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  id text NOT NULL,
  user_id text NOT NULL,
  connection_id text NOT NULL,
  amr text[] NOT NULL,
  organization_id text,
  attempts integer NOT NULL DEFAULT 0,
  expires_at timestamptz(6) NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES authenticators (tenant_id, user_id) ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, connection_id) REFERENCES connections (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, organization_id) REFERENCES organizations (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX pending_sign_ins_tenant_id_user_id_idx ON pending_sign_ins (tenant_id, user_id);
CREATE INDEX pending_sign_ins_tenant_id_expires_at_idx ON pending_sign_ins (tenant_id, expires_at);

ALTER TABLE authenticators ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON authenticators
  USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON authenticators AS RESTRICTIVE FOR SELECT
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'self' AND user_id = foyer.user_id()));
CREATE POLICY may_insert ON authenticators AS RESTRICTIVE FOR INSERT
  WITH CHECK (foyer.is_tenant_wide() OR (foyer.access_kind() = 'self' AND user_id = foyer.user_id()));
CREATE POLICY may_update ON authenticators AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'self' AND user_id = foyer.user_id()))
  WITH CHECK (foyer.is_tenant_wide() OR (foyer.access_kind() = 'self' AND user_id = foyer.user_id()));
CREATE POLICY may_delete ON authenticators AS RESTRICTIVE FOR DELETE
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'self' AND user_id = foyer.user_id()));

ALTER TABLE recovery_codes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON recovery_codes
  USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON recovery_codes AS RESTRICTIVE FOR SELECT
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'self' AND user_id = foyer.user_id()));
CREATE POLICY may_insert ON recovery_codes AS RESTRICTIVE FOR INSERT
  WITH CHECK (foyer.is_tenant_wide() OR (foyer.access_kind() = 'self' AND user_id = foyer.user_id()));
CREATE POLICY may_update ON recovery_codes AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON recovery_codes AS RESTRICTIVE FOR DELETE
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'self' AND user_id = foyer.user_id()));

ALTER TABLE pending_sign_ins ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON pending_sign_ins
  USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON pending_sign_ins AS RESTRICTIVE FOR SELECT
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'self' AND user_id = foyer.user_id()));
CREATE POLICY may_insert ON pending_sign_ins AS RESTRICTIVE FOR INSERT WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_update ON pending_sign_ins AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON pending_sign_ins AS RESTRICTIVE FOR DELETE
  USING (foyer.is_tenant_wide() OR (foyer.access_kind() = 'self' AND user_id = foyer.user_id()));
