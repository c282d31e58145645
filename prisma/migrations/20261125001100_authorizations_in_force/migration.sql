-- Whether an authorization’s tokens still serve: not revoked, not expired, its person not blocked, and, unless it is
-- meant to outlive its session, the session alive.
CREATE FUNCTION foyer_in_force(p_authorization text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM authorizations a
    JOIN users u ON u.tenant_id = app_tenant() AND u.id = a.user_id AND NOT u.blocked AND u.email_verified_at IS NOT NULL
    WHERE a.tenant_id = app_tenant() AND a.id = p_authorization AND a.revoked_at IS NULL AND a.expires_at > now()
      AND (a.offline OR EXISTS (
        SELECT FROM sessions s
        JOIN tenants t ON t.id = app_tenant()
        WHERE s.tenant_id = app_tenant() AND s.id = a.session_id AND s.ended_at IS NULL AND s.expires_at > now()
          AND s.last_seen_at > now() - make_interval(mins => t.session_idle_minutes)))
  )
$$;
