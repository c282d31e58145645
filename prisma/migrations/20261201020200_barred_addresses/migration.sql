-- Addresses of users that an organization removed, suspended or took a role from, and whose account was deleted or has
-- another address since: with a new account they do not join again by themselves. Of the address only a hash is kept.
CREATE TABLE barred_addresses (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  organization_id text NOT NULL,
  address_hash text NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (tenant_id, organization_id, address_hash),
  FOREIGN KEY (tenant_id, organization_id)
    REFERENCES organizations (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);

ALTER TABLE barred_addresses ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON barred_addresses
  USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON barred_addresses AS RESTRICTIVE FOR SELECT USING (foyer.is_tenant_wide());
CREATE POLICY may_insert ON barred_addresses AS RESTRICTIVE FOR INSERT WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_update ON barred_addresses AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON barred_addresses AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());

-- The SHA-256 of the organization and a folded address, so that the hashes of two organizations cannot be compared.
CREATE FUNCTION foyer.barred_address_hash(p_organization_id text, p_email_folded text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT encode(sha256(convert_to(p_organization_id || ' ' || p_email_folded, 'UTF8')), 'hex')
$$;

-- Whether another user removed or suspended the user, or took a role from them, since they were last added, or an earlier
-- user of their address before they were ever added: once they are no member any more, only an invitation brings them back.
CREATE OR REPLACE FUNCTION foyer.was_removed(p_organization_id text, p_user_id text) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
DECLARE
  added_at timestamptz := (
    SELECT max(a.occurred_at) FROM audit_events a
    WHERE a.tenant_id = foyer.tenant_id() AND a.organization_id = p_organization_id AND a.target_id = p_user_id
      AND a.type = 'member.added');
BEGIN
  RETURN EXISTS (
    SELECT FROM audit_events e
    WHERE e.tenant_id = foyer.tenant_id() AND e.organization_id = p_organization_id AND e.target_id = p_user_id
      AND e.occurred_at > coalesce(added_at, '-infinity')
      AND (e.type = 'member.removed' OR e.actor_id IS DISTINCT FROM p_user_id AND (
        e.type = 'member.suspended' OR e.type = 'member.roles_changed'
          AND (e.details->'before'->'roles' <@ (e.details->'after'->'roles')) IS NOT TRUE)))
  OR added_at IS NULL AND EXISTS (
    SELECT FROM users u
    JOIN barred_addresses b ON b.tenant_id = foyer.tenant_id() AND b.organization_id = p_organization_id
      AND b.address_hash = foyer.barred_address_hash(p_organization_id, u.email_folded)
    WHERE u.tenant_id = foyer.tenant_id() AND u.id = p_user_id);
END $$;
