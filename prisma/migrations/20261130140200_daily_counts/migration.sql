-- What happened in a tenant on each day (in UTC), counted once by the housekeeping: see docs/decisions/0058.
CREATE TABLE daily_counts (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  day date NOT NULL,
  kind text NOT NULL,
  count integer NOT NULL,
  PRIMARY KEY (tenant_id, day, kind),
  CONSTRAINT daily_counts_kind CHECK (
    kind IN ('sign_ins', 'failed_sign_ins', 'active_users', 'invitations_sent', 'invitations_accepted', 'emails_sent')
  )
);

-- Until when the events and emails of a tenant are counted.
CREATE TABLE counted_until (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  at timestamptz(6) NOT NULL,
  PRIMARY KEY (tenant_id)
);

-- Who is counted among a day's active users already. Kept for two days.
CREATE TABLE daily_users (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  day date NOT NULL,
  user_id text NOT NULL,
  PRIMARY KEY (tenant_id, day, user_id)
);

CREATE INDEX mails_by_sending ON mails (tenant_id, sent_at) WHERE sent_at IS NOT NULL;

ALTER TABLE daily_counts ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON daily_counts USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON daily_counts AS RESTRICTIVE FOR SELECT USING (foyer.is_tenant_wide());
CREATE POLICY may_insert ON daily_counts AS RESTRICTIVE FOR INSERT WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_update ON daily_counts AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON daily_counts AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());

ALTER TABLE counted_until ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON counted_until USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON counted_until AS RESTRICTIVE FOR SELECT USING (foyer.is_tenant_wide());
CREATE POLICY may_insert ON counted_until AS RESTRICTIVE FOR INSERT WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_update ON counted_until AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON counted_until AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());

ALTER TABLE daily_users ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON daily_users USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON daily_users AS RESTRICTIVE FOR SELECT USING (foyer.is_tenant_wide());
CREATE POLICY may_insert ON daily_users AS RESTRICTIVE FOR INSERT WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_update ON daily_users AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON daily_users AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());
