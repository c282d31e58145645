-- By which words an organization's audit log names an actor or a target: the filter by person finds their ids here, and the
-- events by their ids. The names in audit_people are of one event each, and a search among them reads all events.
-- Written by foyer.write_audit_events, erased by foyer.erase_user.
CREATE TABLE audit_words (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  organization_id text NOT NULL,
  subject_id text NOT NULL,
  word text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, subject_id, organization_id, word)
);
CREATE INDEX audit_words_by_word ON audit_words (tenant_id, organization_id, word, subject_id);

-- Row security binds the owner of a table, too.
ALTER TABLE audit_events NO FORCE ROW LEVEL SECURITY;
ALTER TABLE audit_people NO FORCE ROW LEVEL SECURITY;
INSERT INTO audit_words (tenant_id, organization_id, subject_id, word)
SELECT DISTINCT named.tenant_id, named.organization_id, named.subject_id, left(word, 100)
FROM (
  SELECT e.tenant_id, e.organization_id, e.actor_id AS subject_id, p.actor_name AS name, p.actor_email AS email
  FROM audit_events e JOIN audit_people p ON p.tenant_id = e.tenant_id AND p.event_id = e.id
  UNION
  SELECT e.tenant_id, e.organization_id, e.target_id, p.target_name, p.target_email
  FROM audit_events e JOIN audit_people p ON p.tenant_id = e.tenant_id AND p.event_id = e.id
) named
CROSS JOIN LATERAL regexp_split_to_table(
  foyer.fold_text(concat_ws(' ', named.name, named.email, split_part(named.email, '@', 2))), '\s+') AS word
WHERE named.organization_id IS NOT NULL AND named.subject_id IS NOT NULL AND word <> '';
ALTER TABLE audit_events FORCE ROW LEVEL SECURITY;
ALTER TABLE audit_people FORCE ROW LEVEL SECURITY;

ALTER TABLE audit_words ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON audit_words USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON audit_words AS RESTRICTIVE FOR SELECT
  USING (
    (SELECT foyer.is_tenant_wide())
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_insert ON audit_words AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
    OR (foyer.access_kind() = 'self' AND foyer.is_own_organization(organization_id))
  );
CREATE POLICY may_update ON audit_words AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON audit_words AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());

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
  -- In one order, since two transactions may add the same words.
  INSERT INTO audit_words (tenant_id, organization_id, subject_id, word)
  SELECT DISTINCT foyer.tenant_id(), named.organization_id, named.subject_id, left(word, 100)
  FROM (
    SELECT e."organizationId", e."actorId", concat_ws(' ', u.name, u.email, split_part(u.email, '@', 2))
    FROM jsonb_to_recordset(p_events) AS e ("organizationId" text, "actorKind" text, "actorId" text)
    JOIN users u ON u.tenant_id = foyer.tenant_id() AND u.id = e."actorId" AND e."actorKind" = 'user'
    UNION
    SELECT e."organizationId", e."targetId",
      concat_ws(' ', e."targetName", e."targetEmail", split_part(e."targetEmail", '@', 2))
    FROM jsonb_to_recordset(p_events) AS e (
      "organizationId" text, "targetId" text, "targetName" text, "targetEmail" text)
  ) named (organization_id, subject_id, names)
  CROSS JOIN LATERAL regexp_split_to_table(foyer.fold_text(named.names), '\s+') AS word
  WHERE named.organization_id IS NOT NULL AND named.subject_id IS NOT NULL AND word <> ''
  ORDER BY 2, 3, 4
  ON CONFLICT DO NOTHING;
END $$;

-- Erases what names a deleted user: audit events stay, without personal data, and open invitations, since they belong to
-- organizations. Of previous addresses, from the user's own events, not those that another user has by now.
CREATE OR REPLACE FUNCTION foyer.erase_user(p_user_id text, p_email_folded text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  addresses text[];
BEGIN
  SELECT array_append(array_agg(a.address), p_email_folded) INTO addresses FROM (
    SELECT lower(p.actor_email) AS address
    FROM audit_events e JOIN audit_people p ON p.tenant_id = foyer.tenant_id() AND p.event_id = e.id
    WHERE e.tenant_id = foyer.tenant_id() AND e.actor_id = p_user_id
    UNION
    SELECT p.target_email_folded
    FROM audit_events e JOIN audit_people p ON p.tenant_id = foyer.tenant_id() AND p.event_id = e.id
    WHERE e.tenant_id = foyer.tenant_id() AND e.target_id = p_user_id) a
  WHERE a.address IS NOT NULL
    AND NOT EXISTS (SELECT FROM users u WHERE u.tenant_id = foyer.tenant_id() AND u.email_folded = a.address);
  DELETE FROM audit_words WHERE tenant_id = foyer.tenant_id() AND subject_id = p_user_id;
  DELETE FROM audit_words w USING audit_events e
  WHERE w.tenant_id = foyer.tenant_id() AND w.subject_id = e.target_id
    AND e.tenant_id = foyer.tenant_id() AND e.actor_id = p_user_id AND e.target_kind = 'support_access';
  -- Of invitations to them, and not of another user who once had one of these addresses.
  DELETE FROM audit_words w USING audit_events e, audit_people p
  WHERE w.tenant_id = foyer.tenant_id() AND w.subject_id = e.target_id
    AND e.tenant_id = foyer.tenant_id() AND e.id = p.event_id
    AND p.tenant_id = foyer.tenant_id() AND p.target_email_folded = ANY (addresses)
    AND NOT EXISTS (SELECT FROM users u WHERE u.tenant_id = foyer.tenant_id() AND u.id = w.subject_id);
  -- The name of a support access is the reason that they wrote.
  UPDATE audit_people p SET actor_name = NULL, actor_email = NULL, ip = NULL, user_agent = NULL,
    target_name = CASE WHEN e.target_kind = 'support_access' THEN NULL ELSE p.target_name END
  FROM audit_events e
  WHERE e.tenant_id = foyer.tenant_id() AND e.actor_id = p_user_id
    AND p.tenant_id = foyer.tenant_id() AND p.event_id = e.id;
  UPDATE audit_people p SET target_name = NULL, target_email = NULL
  FROM audit_events e
  WHERE e.tenant_id = foyer.tenant_id() AND e.target_id = p_user_id
    AND p.tenant_id = foyer.tenant_id() AND p.event_id = e.id;
  UPDATE audit_people SET target_name = NULL, target_email = NULL
  WHERE tenant_id = foyer.tenant_id() AND target_email_folded = ANY (addresses);
  DELETE FROM mails WHERE tenant_id = foyer.tenant_id() AND recipient_folded = ANY (addresses);
  DELETE FROM email_proofs WHERE tenant_id = foyer.tenant_id() AND email_folded = ANY (addresses);
  DELETE FROM invitations
  WHERE tenant_id = foyer.tenant_id() AND email_folded = ANY (addresses) AND state <> 'pending';
  UPDATE invitations SET inviter_user_id = NULL,
    message = CASE state WHEN 'pending' THEN message END,
    inviter_name = CASE state WHEN 'pending' THEN inviter_name ELSE 'A deleted user' END
  WHERE tenant_id = foyer.tenant_id() AND inviter_user_id = p_user_id;
END $$;
