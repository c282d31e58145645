-- Locks users or roles in the order of their ids: those that the change alters FOR NO KEY UPDATE, the others FOR SHARE.
-- Each statement is written out, since EXECUTE plans it at every call.
CREATE OR REPLACE FUNCTION foyer.lock_rows(p_table regclass, p_shared text[], p_altered text[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  row_id text;
BEGIN
  FOR row_id IN SELECT DISTINCT unnest(p_shared || p_altered) ORDER BY 1 LOOP
    IF p_table = 'users'::regclass AND row_id = ANY (p_altered) THEN
      PERFORM FROM users u WHERE u.tenant_id = foyer.tenant_id() AND u.id = row_id FOR NO KEY UPDATE;
    ELSIF p_table = 'users'::regclass THEN
      PERFORM FROM users u WHERE u.tenant_id = foyer.tenant_id() AND u.id = row_id FOR SHARE;
    ELSIF row_id = ANY (p_altered) THEN
      PERFORM FROM roles r WHERE r.tenant_id = foyer.tenant_id() AND r.id = row_id FOR NO KEY UPDATE;
    ELSE
      PERFORM FROM roles r WHERE r.tenant_id = foyer.tenant_id() AND r.id = row_id FOR SHARE;
    END IF;
  END LOOP;
END $$;
