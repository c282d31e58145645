-- Inviting, resending and accepting in few statements, whatever the number of invitees. Each function runs in the
-- context that begin_change or begin_request has set, under the row security of the caller.

/* What an invitation depends on */

-- Locks the limit of the organization of this access, then those of the addresses: until the transaction ends nobody
-- else sends invitations from it or to them. A server has a limited number of locks, so addresses share 128 of them.
CREATE FUNCTION foyer.lock_invitation_limits(p_addresses text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  tenant_key text := 'invitations ' || foyer.tenant_id();
  bucket int;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(tenant_key || ' ' || foyer.organization_id(), 0));
  FOR bucket IN SELECT DISTINCT mod(hashtext(a.address), 128) FROM unnest(p_addresses) AS a (address) ORDER BY 1 LOOP
    PERFORM pg_advisory_xact_lock(hashtext(tenant_key), bucket);
  END LOOP;
END $$;

-- The caller as the inviter in the organization of this access: their status as authorize_caller has it, their name, and
-- the Management permissions that their own roles there give (of an application: all that it has there).
CREATE FUNCTION foyer.inviter() RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  organization text := foyer.organization_id();
  acting_user text := nullif(foyer.user_id(), '');
  status record;
BEGIN
  SELECT * INTO status FROM foyer.authorize_caller(
    CASE WHEN foyer.access_kind() = 'organization' THEN organization END, organization, acting_user, foyer.caller());
  RETURN jsonb_build_object(
    'refusal', status.refusal, 'held', coalesce(status.permissions, '{}'), 'power', status.grantable,
    'name', CASE WHEN acting_user IS NULL THEN (
        SELECT c.name FROM clients c WHERE c.tenant_id = foyer.tenant_id() AND c.id = foyer.caller()->>'client')
      ELSE (SELECT u.name FROM users u WHERE u.tenant_id = foyer.tenant_id() AND u.id = acting_user) END,
    'ownPower', CASE WHEN acting_user IS NULL THEN status.grantable ELSE ARRAY(
      SELECT DISTINCT e.permission
      FROM foyer.effective_permissions(acting_user, organization, foyer.portal_api_id()) e WHERE NOT e.inherited) END);
END $$;

-- Which of the addresses are members or have a pending invitation (member counts first), how many invitations were
-- emailed to each and sent by the organization in the last 24 hours, and how many days ago the organization was created.
CREATE FUNCTION foyer.invitation_limits(p_addresses text[]) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  organization text := foyer.organization_id();
BEGIN
  RETURN jsonb_build_object(
    'taken', (
      SELECT coalesce(jsonb_agg(jsonb_build_object('address', t.address, 'by', t.taken_by)), '[]')
      FROM (
        SELECT i.email_folded AS address, 'invited' AS taken_by, 1 AS weight FROM invitations i
        WHERE i.tenant_id = foyer.tenant_id() AND i.organization_id = organization AND i.state = 'pending'
          AND i.expires_at > now() AND i.email_folded = ANY (p_addresses)
        UNION ALL
        SELECT u.email_folded, 'member', 2
        FROM members m JOIN users u ON u.tenant_id = foyer.tenant_id() AND u.id = m.user_id
        WHERE m.tenant_id = foyer.tenant_id() AND m.organization_id = organization
          AND u.email_folded = ANY (p_addresses)
        ORDER BY weight
      ) t),
    'emailed', (
      SELECT coalesce(jsonb_agg(to_jsonb(e)), '[]') FROM foyer.count_invitation_emails(p_addresses) e))
    || coalesce((
      SELECT jsonb_build_object(
        'ageInDays', extract(epoch FROM now() - o.created_at) / 86400,
        'sent', (
          SELECT count(*) FROM mails m
          WHERE m.tenant_id = foyer.tenant_id() AND m.organization_id = o.id AND m.template = 'invitation'
            AND m.created_at > now() - interval '24 hours' AND m.payload->'isTenants' IS NULL) + (
          SELECT count(*) FROM invitations i
          WHERE i.tenant_id = foyer.tenant_id() AND i.organization_id = o.id
            AND i.created_at > now() - interval '24 hours' AND NOT i.send_invitation_email AND NOT i.inviter_exempt))
      FROM organizations o WHERE o.tenant_id = foyer.tenant_id() AND o.id = organization),
      '{"ageInDays": 0, "sent": 0}');
END $$;

-- Everything that invitations to these addresses depend on. p_wanted: {addresses, clientId, connectionId}
CREATE FUNCTION foyer.check_invitations(p_wanted jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  addresses text[] := ARRAY(SELECT jsonb_array_elements_text(p_wanted->'addresses'));
BEGIN
  RETURN foyer.invitation_limits(addresses) || jsonb_build_object(
    'inviter', foyer.inviter(),
    'client', (
      SELECT jsonb_build_object('organizationUsage', c.organization_usage) FROM clients c
      WHERE c.tenant_id = foyer.tenant_id() AND c.id = p_wanted->>'clientId'),
    'connection', (
      SELECT jsonb_build_object('strategy', c.strategy, 'isEnabled', EXISTS (
        SELECT FROM enabled_connections e
        WHERE e.tenant_id = foyer.tenant_id() AND e.organization_id = foyer.organization_id()
          AND e.connection_id = c.id))
      FROM connections c WHERE c.tenant_id = foyer.tenant_id() AND c.id = p_wanted->>'connectionId'));
END $$;

-- Begins to invite: locks the limits, closes the overdue invitations to these addresses (expired, by the clock of the
-- database) so that new ones can replace them, then answers as check_invitations what holds after waiting for the locks.
CREATE FUNCTION foyer.begin_invitations(p_wanted jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  addresses text[] := ARRAY(SELECT jsonb_array_elements_text(p_wanted->'addresses'));
  closed jsonb;
BEGIN
  PERFORM foyer.lock_invitation_limits(addresses);
  WITH overdue AS (
    UPDATE invitations i SET state = 'expired', closed_at = i.expires_at
    WHERE i.tenant_id = foyer.tenant_id() AND i.organization_id = foyer.organization_id() AND i.state = 'pending'
      AND i.email_folded = ANY (addresses) AND i.expires_at <= now()
    RETURNING i.id, i.email
  )
  SELECT coalesce(jsonb_agg(to_jsonb(o)), '[]') INTO closed FROM overdue o;
  RETURN foyer.check_invitations(p_wanted) || jsonb_build_object('expired', closed);
END $$;

-- The roles that an invitation offers and that still exist: whether they can still be given in the organization, and
-- what they give on its portal.
CREATE FUNCTION foyer.invitation_offers(p_organization_id text, p_invitation_id text) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
  portal_id text := foyer.portal_api_id();
BEGIN
  RETURN (
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'usableIn', r.usable_in,
        'isGivable', r.assignable OR r.usable_in = p_organization_id, 'permissions', ARRAY(
          SELECT rp.name FROM role_permissions rp
          JOIN permissions p ON p.tenant_id = foyer.tenant_id() AND p.api_id = rp.api_id AND p.name = rp.name
          WHERE rp.tenant_id = foyer.tenant_id() AND rp.role_id = r.id AND rp.api_id = portal_id
            AND p.level = 'organization'))
      ORDER BY r.is_owner DESC, r.created_at, r.name), '[]')
    FROM invitation_roles ir JOIN roles r ON r.tenant_id = foyer.tenant_id() AND r.id = ir.role_id
    WHERE ir.tenant_id = foyer.tenant_id() AND ir.organization_id = p_organization_id
      AND ir.invitation_id = p_invitation_id);
END $$;

-- Locks an invitation in whatever state and answers with it, the roles that it offers and the inviter; null where there
-- is none.
CREATE FUNCTION foyer.lock_invitation(p_invitation_id text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  organization text := foyer.organization_id();
  found_invitation jsonb;
BEGIN
  SELECT jsonb_build_object('id', i.id, 'email', i.email, 'emailFolded', i.email_folded, 'state', i.state,
      'version', i.version, 'inviterUserId', i.inviter_user_id, 'inviterName', i.inviter_name,
      'sendInvitationEmail', i.send_invitation_email, 'ttlSeconds', i.ttl_seconds, 'metadataFills', i.metadata_fills,
      'hasOfferedRoles', coalesce(cardinality(i.offered_roles), 0) > 0)
  INTO found_invitation
  FROM invitations i
  WHERE i.tenant_id = foyer.tenant_id() AND i.organization_id = organization AND i.id = p_invitation_id
  FOR UPDATE;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  RETURN jsonb_build_object('invitation', found_invitation, 'inviter', foyer.inviter(),
    'offers', foyer.invitation_offers(organization, p_invitation_id));
END $$;

-- Begins to send an invitation again: locks the limits, as for a new one, before the invitation; answers as
-- lock_invitation and invitation_limits.
CREATE FUNCTION foyer.begin_resend(p_invitation_id text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  -- It never changes.
  address text := (
    SELECT i.email_folded FROM invitations i
    WHERE i.tenant_id = foyer.tenant_id() AND i.organization_id = foyer.organization_id() AND i.id = p_invitation_id);
  locked jsonb;
BEGIN
  IF address IS NULL THEN
    RETURN NULL;
  END IF;
  PERFORM foyer.lock_invitation_limits(ARRAY[address]);
  locked := foyer.lock_invitation(p_invitation_id);
  RETURN locked || foyer.invitation_limits(ARRAY[address]);
END $$;

/* Accepting */

-- The Management permissions up to which an invitation can give roles: what its inviter can grant now or, once they are
-- not a member any more, what their roles gave them when they sent it; null where they act at tenant level.
CREATE FUNCTION foyer.invitation_power(p_organization_id text, p_invitation_id text) RETURNS text[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
  sent record;
  power text[];
BEGIN
  SELECT i.inviter_user_id, i.inviter_exempt, coalesce(i.inviter_held, '{}') AS inviter_held INTO sent
  FROM invitations i
  WHERE i.tenant_id = foyer.tenant_id() AND i.organization_id = p_organization_id AND i.id = p_invitation_id;
  IF sent.inviter_exempt THEN
    RETURN NULL;
  ELSIF sent.inviter_user_id IS NULL THEN
    RETURN sent.inviter_held;
  END IF;
  power := foyer.grantable_permissions(sent.inviter_user_id, p_organization_id);
  IF cardinality(power) > 0 OR EXISTS (
    SELECT FROM members m
    WHERE m.tenant_id = foyer.tenant_id() AND m.organization_id = p_organization_id
      AND m.user_id = sent.inviter_user_id) THEN
    RETURN power;
  END IF;
  RETURN sent.inviter_held;
END $$;

-- Accepts an invitation for a user: closes it, merges its metadata into the user's and makes them a member. Answers with
-- what giving the roles depends on, which stays as it is until the transaction ends; null where the invitation cannot be
-- accepted. The organization is locked first, so that it does not change meanwhile.
CREATE FUNCTION foyer.accept_invitation(
  p_organization_id text, p_invitation_id text, p_version int, p_user_id text
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  accepted record;
  is_new boolean;
BEGIN
  PERFORM FROM organizations o WHERE o.tenant_id = foyer.tenant_id() AND o.id = p_organization_id FOR SHARE;
  UPDATE invitations i SET state = 'accepted', closed_at = now(), accepted_by = u.id
  FROM users u, organizations o
  WHERE i.tenant_id = foyer.tenant_id() AND i.organization_id = p_organization_id AND i.id = p_invitation_id
    AND i.state = 'pending' AND i.expires_at > now() AND i.version = p_version
    AND u.tenant_id = foyer.tenant_id() AND u.id = p_user_id AND u.email_folded = i.email_folded
    AND u.email_verified_at IS NOT NULL AND NOT u.blocked AND i.inviter_user_id IS DISTINCT FROM u.id
    AND o.tenant_id = foyer.tenant_id() AND o.id = i.organization_id
    AND o.deleted_at IS NULL AND o.suspended_at IS NULL
  RETURNING u.name, u.email, i.inviter_user_id, i.offered_roles, i.offered_role_ids INTO accepted;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;

  -- At the top level. The tenant's metadata replaces what the user has; a member's only adds what is missing.
  UPDATE users u SET app_metadata = u.app_metadata || i.app_metadata,
    user_metadata = CASE WHEN i.metadata_fills THEN i.user_metadata || u.user_metadata
      ELSE u.user_metadata || i.user_metadata END,
    updated_at = now()
  FROM invitations i
  WHERE u.tenant_id = foyer.tenant_id() AND u.id = p_user_id
    AND i.tenant_id = foyer.tenant_id() AND i.organization_id = p_organization_id AND i.id = p_invitation_id
    AND (i.app_metadata <> '{}' OR i.user_metadata <> '{}');

  INSERT INTO members (tenant_id, organization_id, user_id, invitation_id)
  VALUES (foyer.tenant_id(), p_organization_id, p_user_id, p_invitation_id)
  ON CONFLICT (tenant_id, organization_id, user_id) DO NOTHING;
  is_new := FOUND;

  IF is_new THEN
    PERFORM FROM invitation_roles ir JOIN roles r ON r.tenant_id = foyer.tenant_id() AND r.id = ir.role_id
      WHERE ir.tenant_id = foyer.tenant_id() AND ir.organization_id = p_organization_id
        AND ir.invitation_id = p_invitation_id
      ORDER BY r.id FOR SHARE OF r;
  END IF;
  RETURN jsonb_build_object('name', accepted.name, 'email', accepted.email, 'isNew', is_new,
    'isSuspended', EXISTS (
      SELECT FROM members m
      WHERE m.tenant_id = foyer.tenant_id() AND m.organization_id = p_organization_id AND m.user_id = p_user_id
        AND m.suspended_at IS NOT NULL),
    'offered', (
      SELECT coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name) ORDER BY f.position), '[]')
      FROM unnest(accepted.offered_role_ids, accepted.offered_roles) WITH ORDINALITY AS f (id, name, position)
      WHERE f.name IS NOT NULL),
    'offers', foyer.invitation_offers(p_organization_id, p_invitation_id),
    'power', foyer.invitation_power(p_organization_id, p_invitation_id),
    -- Only while they are a member: nobody else may know the new member's name.
    'inviterEmail', (
      SELECT u.email FROM users u
      JOIN members m ON m.tenant_id = foyer.tenant_id() AND m.organization_id = p_organization_id AND m.user_id = u.id
      WHERE u.tenant_id = foyer.tenant_id() AND u.id = accepted.inviter_user_id AND NOT u.blocked
        AND m.suspended_at IS NULL));
END $$;

/* What a change writes about itself */

-- Writes the audit events and the emails of a change.
CREATE FUNCTION foyer.write_events_and_mails(p_events jsonb, p_origin jsonb, p_mails jsonb) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM foyer.write_audit_events(p_events, p_origin);
  INSERT INTO mails (tenant_id, id, organization_id, recipient, template, payload)
  SELECT foyer.tenant_id(), m.id, m."organizationId", m.recipient, m.template, m.payload
  FROM jsonb_to_recordset(p_mails) AS m (
    id text, "organizationId" text, recipient text, template text, payload jsonb);
END $$;
