-- On the primary, in the database postgres, as the superuser. What HAProxy asks each server.
CREATE ROLE haproxy LOGIN NOSUPERUSER CONNECTION LIMIT 10;

-- 'primary' from a server that may be written to: it is not in recovery, and if it has to wait for a standby, it has one. An old
-- primary that comes back has none, since its standby was promoted.
CREATE FUNCTION public.server_state() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT CASE
    WHEN pg_is_in_recovery() THEN 'standby'
    WHEN current_setting('synchronous_standby_names') = ''
      OR EXISTS (SELECT FROM pg_stat_replication WHERE sync_state IN ('sync', 'quorum')) THEN 'primary'
    ELSE 'alone'
  END
$$;
REVOKE ALL ON FUNCTION public.server_state() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.server_state() TO haproxy;
