-- What webhooks do at once is bounded (docs/decisions/0069).

-- A resumed webhook, while the deliveries that waited are enqueued: the id of the last one.
ALTER TABLE webhooks ADD COLUMN catching_up_after text;
CREATE INDEX webhook_deliveries_pending ON webhook_deliveries (tenant_id, webhook_id, id) WHERE state = 'pending';

-- A deleted one is not shown any more, and goes once its deliveries are deleted.
ALTER TABLE webhooks DROP CONSTRAINT webhooks_state_check,
  ADD CONSTRAINT webhooks_state_check CHECK (state IN ('active', 'paused', 'disabled', 'deleted'));

-- Writes the events and the emails of a change. An email with `mostPerHour` is left out once as many of its template were
-- written to its recipient by its organization, or by the tenant without one, in the last hour, without those that could not be sent or were outdated.
-- Answers with the ids of the emails that were written. Not by RETURNING: a user may write emails that they may not read.
CREATE OR REPLACE FUNCTION foyer.write_events_and_mails(p_events jsonb, p_origin jsonb, p_mails jsonb) RETURNS text[]
LANGUAGE plpgsql AS $$
DECLARE
  written text[];
BEGIN
  PERFORM foyer.write_audit_events(p_events, p_origin);
  SELECT coalesce(array_agg(m.id), '{}') INTO written
  FROM jsonb_to_recordset(p_mails) AS m (
    id text, "organizationId" text, recipient text, template text, "mostPerHour" int)
  WHERE m."mostPerHour" IS NULL OR m."mostPerHour" > (
    SELECT count(*) FROM mails e
    WHERE e.tenant_id = foyer.tenant_id() AND e.recipient_folded = lower(m.recipient) AND e.template = m.template
      AND e.organization_id IS NOT DISTINCT FROM m."organizationId" AND e.created_at > now() - interval '1 hour' AND e.state <> 'failed');
  INSERT INTO mails (tenant_id, id, organization_id, recipient, template, payload)
  SELECT foyer.tenant_id(), m.id, m."organizationId", m.recipient, m.template, m.payload
  FROM jsonb_to_recordset(p_mails) AS m (
    id text, "organizationId" text, recipient text, template text, payload jsonb)
  WHERE m.id = ANY (written);
  RETURN written;
END $$;
