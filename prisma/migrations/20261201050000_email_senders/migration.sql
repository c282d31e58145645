-- A tenant's own sender: see docs/decisions/0062. Without an account of its own it sends by the environment's, and then
-- from the environment's address. Secrets are sealed; of each, the last characters stay readable.
CREATE TABLE email_senders (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  from_name text,
  from_address text,
  reply_to text,
  sealed_api_key text,
  api_key_end text,
  api_key_set_at timestamptz(6),
  sealed_webhook_secret text,
  webhook_secret_end text,
  webhook_secret_set_at timestamptz(6),
  changed_at timestamptz(6) NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id),
  CONSTRAINT email_senders_account CHECK (
    num_nonnulls(from_address, sealed_api_key, api_key_end, api_key_set_at) IN (0, 4)
  ),
  CONSTRAINT email_senders_webhook CHECK (
    num_nonnulls(sealed_webhook_secret, webhook_secret_end, webhook_secret_set_at) IN (0, 3)
    AND (sealed_webhook_secret IS NULL OR sealed_api_key IS NOT NULL)
  )
);

-- The account at the provider that may have accepted the draft: only there does its idempotency key prevent a second email.
ALTER TABLE mails ADD COLUMN tried_with text;

ALTER TABLE email_senders ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON email_senders USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON email_senders AS RESTRICTIVE FOR SELECT USING (foyer.is_tenant_wide());
CREATE POLICY may_insert ON email_senders AS RESTRICTIVE FOR INSERT WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_update ON email_senders AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON email_senders AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());
