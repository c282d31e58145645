-- Pages read the first 1,000 members, in the order of their user ids, however many an organization has. For each of them
-- the rest is read by an index: the LIMIT of each LATERAL keeps PostgreSQL from reading a whole table instead.

DROP FUNCTION foyer.connection_usage(text);

-- Of the first 1,000 members of the organization of the access (examined), those who are in now by the connection, and
-- those who could not sign in by any other connection that is enabled there.
CREATE FUNCTION foyer.connection_usage(p_connection_id text)
RETURNS TABLE (examined integer, signed_in integer, without_alternative integer) LANGUAGE plpgsql AS $$
DECLARE
  kind text := foyer.access_kind();
  others text[];
  takes_email boolean;
  takes_passkeys boolean;
  idle interval;
BEGIN
  PERFORM set_config('app.kind', 'system', true);
  SELECT array_agg(c.id), bool_or(c.strategy = 'email'), bool_or(c.strategy = 'passkey')
  INTO others, takes_email, takes_passkeys
  FROM enabled_connections e
  JOIN connections c ON c.tenant_id = foyer.tenant_id() AND c.id = e.connection_id
  WHERE e.tenant_id = foyer.tenant_id() AND e.organization_id = foyer.organization_id()
    AND e.connection_id <> p_connection_id AND e.is_enabled;
  idle := (SELECT make_interval(mins => t.session_idle_minutes) FROM tenants t WHERE t.id = foyer.tenant_id());
  RETURN QUERY
  WITH first_members AS MATERIALIZED (
    SELECT m.user_id, m.suspended_at FROM members m
    WHERE m.tenant_id = foyer.tenant_id() AND m.organization_id = foyer.organization_id()
    ORDER BY m.user_id LIMIT 1000
  )
  SELECT (SELECT count(*) FROM first_members)::integer, count(s.found)::integer,
    -- Everyone can receive an email.
    count(*) FILTER (WHERE takes_email IS NOT TRUE AND i.found IS NULL AND k.found IS NULL)::integer
  FROM first_members m
  CROSS JOIN LATERAL (
    SELECT FROM users u
    WHERE u.tenant_id = foyer.tenant_id() AND u.id = m.user_id AND NOT u.blocked LIMIT 1) u
  LEFT JOIN LATERAL (
    SELECT true AS found FROM sessions s
    WHERE s.tenant_id = foyer.tenant_id() AND s.user_id = m.user_id AND s.connection_id = p_connection_id
      AND s.ended_at IS NULL AND s.expires_at > now() AND s.last_seen_at > now() - idle LIMIT 1) s ON true
  LEFT JOIN LATERAL (
    SELECT true AS found FROM identities i
    WHERE takes_email IS NOT TRUE AND i.tenant_id = foyer.tenant_id() AND i.user_id = m.user_id
      AND i.connection_id = ANY (others) LIMIT 1) i ON true
  LEFT JOIN LATERAL (
    SELECT true AS found FROM passkeys p
    WHERE takes_email IS NOT TRUE AND takes_passkeys AND p.tenant_id = foyer.tenant_id() AND p.user_id = m.user_id
    LIMIT 1) k ON true
  WHERE m.suspended_at IS NULL;
  PERFORM set_config('app.kind', kind, true);
END $$;

-- Of the users with these ids, the active members of the organization of the access: whether their address is at one of
-- its verified domains and whether they are an owner; of those that a requirement of the connection concerns, whether they
-- are in now by another one that is enabled there; and whether they have ever signed in by it. Sees what the access sees.
CREATE FUNCTION foyer.requirement_of(p_connection_id text, p_user_ids text[])
RETURNS TABLE (user_id text, is_inside boolean, is_owner boolean, is_elsewhere boolean, has_identity boolean)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  domains text[] := ARRAY(
    SELECT d.domain FROM discovery_domains d
    WHERE d.tenant_id = foyer.tenant_id() AND d.organization_id = foyer.organization_id() AND d.verified_at IS NOT NULL);
  others text[] := ARRAY(
    SELECT e.connection_id FROM enabled_connections e
    WHERE e.tenant_id = foyer.tenant_id() AND e.organization_id = foyer.organization_id()
      AND e.connection_id <> p_connection_id AND e.is_enabled);
  idle interval := (SELECT make_interval(mins => t.session_idle_minutes) FROM tenants t WHERE t.id = foyer.tenant_id());
BEGIN
  RETURN QUERY
  SELECT m.user_id, u.is_inside, o.found IS NOT NULL, s.found IS NOT NULL, i.found IS NOT NULL
  FROM unnest(p_user_ids) AS asked (id)
  CROSS JOIN LATERAL (
    SELECT m.user_id FROM members m
    WHERE m.tenant_id = foyer.tenant_id() AND m.organization_id = foyer.organization_id() AND m.user_id = asked.id
      AND m.suspended_at IS NULL LIMIT 1) m
  CROSS JOIN LATERAL (
    SELECT split_part(u.email_folded, '@', 2) = ANY (domains) AS is_inside FROM users u
    WHERE u.tenant_id = foyer.tenant_id() AND u.id = asked.id AND NOT u.blocked AND u.email_verified_at IS NOT NULL
    LIMIT 1) u
  LEFT JOIN LATERAL (
    SELECT true AS found FROM member_roles mr
    JOIN roles r ON r.tenant_id = foyer.tenant_id() AND r.id = mr.role_id AND r.is_owner
    WHERE u.is_inside AND mr.tenant_id = foyer.tenant_id() AND mr.organization_id = foyer.organization_id()
      AND mr.user_id = asked.id LIMIT 1) o ON true
  LEFT JOIN LATERAL (
    SELECT true AS found FROM sessions s
    WHERE u.is_inside AND o.found IS NULL AND s.tenant_id = foyer.tenant_id() AND s.user_id = asked.id
      AND s.connection_id = ANY (others) AND s.ended_at IS NULL AND s.expires_at > now() AND s.last_seen_at > now() - idle
    LIMIT 1) s ON true
  LEFT JOIN LATERAL (
    SELECT true AS found FROM identities i
    WHERE u.is_inside AND o.found IS NULL AND i.tenant_id = foyer.tenant_id() AND i.user_id = asked.id
      AND i.connection_id = p_connection_id LIMIT 1) i ON true;
END $$;

DROP FUNCTION foyer.requirement_usage(text);

-- Of the first 1,000 members of the organization of the access (examined), those that a requirement of the connection would
-- concern: with an address at a verified domain, and no owner; of them, who is in now by another connection (elsewhere), and
-- who has never signed in by this one; owners at these domains, and members with other addresses. viewer: which of these
-- the user of the access is, wherever they are among the members: concerned, owner, other or null.
CREATE FUNCTION foyer.requirement_usage(p_connection_id text)
RETURNS TABLE (examined integer, concerned integer, elsewhere integer, without_identity integer, owners integer,
  others integer, viewer text)
LANGUAGE plpgsql AS $$
DECLARE
  kind text := foyer.access_kind();
  ids text[];
BEGIN
  PERFORM set_config('app.kind', 'system', true);
  ids := ARRAY(
    SELECT m.user_id FROM members m
    WHERE m.tenant_id = foyer.tenant_id() AND m.organization_id = foyer.organization_id()
    ORDER BY m.user_id LIMIT 1000);
  RETURN QUERY
  SELECT cardinality(ids), count(*) FILTER (WHERE r.is_inside AND NOT r.is_owner)::integer,
    count(*) FILTER (WHERE r.is_elsewhere)::integer,
    count(*) FILTER (WHERE r.is_inside AND NOT r.is_owner AND NOT r.has_identity)::integer,
    count(*) FILTER (WHERE r.is_inside AND r.is_owner)::integer, count(*) FILTER (WHERE NOT r.is_inside)::integer, (
      SELECT CASE WHEN NOT v.is_inside THEN 'other' WHEN v.is_owner THEN 'owner' ELSE 'concerned' END
      FROM foyer.requirement_of(p_connection_id, ARRAY[foyer.user_id()]) v)
  FROM foyer.requirement_of(p_connection_id, ids) r;
  PERFORM set_config('app.kind', kind, true);
END $$;

-- Of the 1,000 members of the organization of the access who follow this user id, those that a requirement of the
-- connection concerns, at most p_take: {people: [{id, name, email, picture, isElsewhere, hasIdentity}], next}. next is where
-- to go on, null at the end.
CREATE FUNCTION foyer.members_concerned(p_connection_id text, p_after text, p_take integer) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  kind text := foyer.access_kind();
  ids text[];
  found jsonb;
BEGIN
  IF kind NOT IN ('organization', 'tenant') THEN
    RETURN '{"people": [], "next": null}';
  END IF;
  PERFORM set_config('app.kind', 'system', true);
  ids := ARRAY(
    SELECT m.user_id FROM members m
    WHERE m.tenant_id = foyer.tenant_id() AND m.organization_id = foyer.organization_id() AND m.user_id > p_after
    ORDER BY m.user_id LIMIT 1000);
  WITH concerned AS MATERIALIZED (
    SELECT r.user_id, r.is_elsewhere, r.has_identity FROM foyer.requirement_of(p_connection_id, ids) r
    WHERE r.is_inside AND NOT r.is_owner ORDER BY r.user_id LIMIT p_take + 1
  ), shown AS MATERIALIZED (
    SELECT c.* FROM concerned c ORDER BY c.user_id LIMIT p_take
  )
  SELECT jsonb_build_object('people', (
      SELECT coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name, 'email', u.email, 'picture', u.picture,
        'isElsewhere', s.is_elsewhere, 'hasIdentity', s.has_identity) ORDER BY u.id), '[]')
      FROM shown s CROSS JOIN LATERAL (
        SELECT u.id, u.name, u.email, u.picture FROM users u
        WHERE u.tenant_id = foyer.tenant_id() AND u.id = s.user_id LIMIT 1) u),
    'next', CASE
      WHEN (SELECT count(*) FROM concerned) > p_take THEN (SELECT max(s.user_id) FROM shown s)
      WHEN cardinality(ids) = 1000 THEN ids[1000] END) INTO found;
  PERFORM set_config('app.kind', kind, true);
  RETURN found;
END $$;

-- As in 20261201030100_estimates_of_visible_rows: PostgreSQL takes the condition about the kind of access to hide nearly all
-- rows, and then reads and sorts a whole table for the first of them. It makes no such guess about a subquery.
ALTER POLICY may_select ON directory_users
  USING (
    (SELECT foyer.is_tenant_wide())
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
ALTER POLICY may_select ON directory_group_members
  USING (
    (SELECT foyer.is_tenant_wide())
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
ALTER POLICY may_select ON directory_groups
  USING (
    (SELECT foyer.is_tenant_wide())
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
ALTER POLICY may_select ON directory_requests
  USING (
    (SELECT foyer.is_tenant_wide())
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
