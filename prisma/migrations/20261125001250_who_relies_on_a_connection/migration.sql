-- How many members of the organization under way have come by this connection and still are in, and how many would
-- have no way in without it. An organization sees neither the sessions nor the identities of persons, so the function
-- looks in its stead, and answers with two numbers.
CREATE FUNCTION foyer_relying(p_connection text) RETURNS TABLE (signed_in integer, stranded integer)
LANGUAGE plpgsql AS $$
DECLARE
  kind text := app_kind();
BEGIN
  PERFORM set_config('app.kind', 'system', true);
  RETURN QUERY
  WITH people AS (
    SELECT m.user_id FROM members m
    JOIN users u ON u.tenant_id = app_tenant() AND u.id = m.user_id AND NOT u.blocked
    WHERE m.tenant_id = app_tenant() AND m.organization_id = app_org() AND m.suspended_at IS NULL
  ), others AS (
    SELECT c.id, c.strategy FROM enabled_connections e
    JOIN connections c ON c.tenant_id = app_tenant() AND c.id = e.connection_id
    WHERE e.tenant_id = app_tenant() AND e.organization_id = app_org() AND e.connection_id <> p_connection
  ), inside AS (
    SELECT DISTINCT s.user_id FROM sessions s JOIN tenants t ON t.id = app_tenant()
    WHERE s.tenant_id = app_tenant() AND s.connection_id = p_connection AND s.ended_at IS NULL AND s.expires_at > now()
      AND s.last_seen_at > now() - make_interval(mins => t.session_idle_minutes)
  ), known AS (
    -- A mail reaches everybody.
    SELECT p.user_id FROM people p WHERE EXISTS (SELECT FROM others WHERE strategy = 'email')
    UNION
    SELECT i.user_id FROM identities i JOIN others o ON o.id = i.connection_id WHERE i.tenant_id = app_tenant()
    UNION
    SELECT k.user_id FROM passkeys k
    WHERE k.tenant_id = app_tenant() AND EXISTS (SELECT FROM others WHERE strategy = 'passkey')
  )
  SELECT count(inside.user_id)::integer, (count(*) - count(known.user_id))::integer
  FROM people LEFT JOIN inside USING (user_id) LEFT JOIN known USING (user_id);
  PERFORM set_config('app.kind', kind, true);
END $$;
