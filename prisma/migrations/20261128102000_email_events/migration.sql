-- What became of an email, as its provider reports it: the first report of each type, so that duplicates, their order
-- and their number make no difference. `reason` is a code of the provider; its free text is not kept.
CREATE TABLE email_events (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  mail_id text NOT NULL,
  type text NOT NULL,
  id text NOT NULL,
  organization_id text,
  reason text,
  occurred_at timestamptz(6) NOT NULL,
  PRIMARY KEY (tenant_id, mail_id, type),
  FOREIGN KEY (tenant_id, mail_id) REFERENCES mails (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT email_events_type CHECK (
    type IN ('sent', 'delivered', 'delivery_delayed', 'bounced', 'complained', 'suppressed', 'failed', 'opened', 'clicked')
  )
);

ALTER TABLE email_events ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON email_events USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON email_events AS RESTRICTIVE FOR SELECT
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_insert ON email_events AS RESTRICTIVE FOR INSERT WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_update ON email_events AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON email_events AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());
