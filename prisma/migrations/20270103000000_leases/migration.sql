-- limits.leases is made by bin/migrate.ts, as all tables of that schema.

CREATE FUNCTION foyer.assert_lease(lease_key text, lease_holder text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- Until the transaction ends, an UPDATE of the holder waits; one of the expiry does not.
  PERFORM FROM limits.leases WHERE key = lease_key AND holder = lease_holder FOR KEY SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the lease was lost' USING ERRCODE = 'FY409';
  END IF;
END $$;
COMMENT ON FUNCTION foyer.assert_lease IS 'Nothing; fails unless this holder has the lease. No other can take it until the transaction ends.';
