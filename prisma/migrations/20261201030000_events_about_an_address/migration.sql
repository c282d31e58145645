-- The events about an address are read from an index in the order of the log: of an address under attack there are very
-- many.
ALTER TABLE audit_people ADD COLUMN occurred_at timestamptz(6);
-- Row security binds the owner of a table, too.
ALTER TABLE audit_events NO FORCE ROW LEVEL SECURITY;
ALTER TABLE audit_people NO FORCE ROW LEVEL SECURITY;
UPDATE audit_people p SET occurred_at = e.occurred_at
FROM audit_events e WHERE e.tenant_id = p.tenant_id AND e.id = p.event_id;
ALTER TABLE audit_events FORCE ROW LEVEL SECURITY;
ALTER TABLE audit_people FORCE ROW LEVEL SECURITY;
ALTER TABLE audit_people ALTER COLUMN occurred_at SET DEFAULT clock_timestamp(), ALTER COLUMN occurred_at SET NOT NULL;
DROP INDEX audit_people_by_target_address;
CREATE INDEX audit_people_by_target_address ON audit_people (tenant_id, target_email_folded, occurred_at, event_id)
  WHERE target_email_folded IS NOT NULL;

-- Writes audit events and, in rows of their own that can be erased, what identifies a person in them. p_origin: where
-- the request came from.
CREATE OR REPLACE FUNCTION foyer.write_audit_events(p_events jsonb, p_origin jsonb) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  written_at timestamptz := clock_timestamp();
BEGIN
  INSERT INTO audit_events (
    tenant_id, id, organization_id, type, actor_kind, actor_id, target_kind, target_id, details, request_id, occurred_at)
  SELECT foyer.tenant_id(), e.id, e."organizationId", e.type, e."actorKind", e."actorId", e."targetKind",
    e."targetId", e.details, p_origin->>'requestId', written_at + e.place * interval '1 microsecond'
  FROM ROWS FROM (jsonb_to_recordset(p_events) AS (id text, "organizationId" text, type text, "actorKind" text,
    "actorId" text, "targetKind" text, "targetId" text, details jsonb)) WITH ORDINALITY
    AS e (id, "organizationId", type, "actorKind", "actorId", "targetKind", "targetId", details, place);
  INSERT INTO audit_people (
    tenant_id, event_id, organization_id, actor_name, actor_email, target_name, target_email, ip, user_agent, occurred_at)
  SELECT foyer.tenant_id(), e.id, e."organizationId", u.name, u.email, e."targetName", e."targetEmail",
    p_origin->>'ip', p_origin->>'userAgent', written_at + e.place * interval '1 microsecond'
  FROM ROWS FROM (jsonb_to_recordset(p_events) AS (id text, "organizationId" text, "actorKind" text, "actorId" text,
    "targetName" text, "targetEmail" text)) WITH ORDINALITY
    AS e (id, "organizationId", "actorKind", "actorId", "targetName", "targetEmail", place)
  LEFT JOIN users u ON u.tenant_id = foyer.tenant_id() AND u.id = e."actorId" AND e."actorKind" = 'user';
END $$;
