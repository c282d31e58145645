-- A tenant's own mail server instead of its own account at Resend: see docs/decisions/0113. One row a tenant, so that the
-- checks take no time.
ALTER TABLE email_senders
  ADD COLUMN smtp_host text,
  ADD COLUMN smtp_port integer,
  ADD COLUMN smtp_user text,
  ADD COLUMN sealed_smtp_password text,
  ADD COLUMN smtp_set_at timestamptz(6),
  DROP CONSTRAINT email_senders_account,
  ADD CONSTRAINT email_senders_account CHECK (
    num_nonnulls(sealed_api_key, api_key_end, api_key_set_at) IN (0, 3)
    AND num_nonnulls(smtp_host, smtp_port, smtp_set_at) IN (0, 3)
    AND num_nonnulls(smtp_user, sealed_smtp_password) IN (0, 2)
    AND (smtp_user IS NULL OR smtp_host IS NOT NULL)
    AND num_nonnulls(from_address, sealed_api_key, smtp_host) IN (0, 2)
    AND (from_address IS NULL) = (num_nonnulls(sealed_api_key, smtp_host) = 0)
  ) NOT VALID;

-- The table has one row a tenant, so that the check takes no time.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE email_senders VALIDATE CONSTRAINT email_senders_account;
