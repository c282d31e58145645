-- The name comes first. By tenant and API, of which PostgreSQL does not know that one decides the other, it expects one row,
-- and among many tenants it read the permissions of all roles for those of one.
DROP INDEX role_permissions_of_permission;
CREATE INDEX role_permissions_of_permission ON role_permissions (tenant_id, name, api_id, role_id);
DROP INDEX user_permissions_of_permission;
CREATE INDEX user_permissions_of_permission ON user_permissions (tenant_id, name, api_id, user_id);

-- is_tenant_wide() as a subquery, as in the policies of users and members. Inlined, PostgreSQL expects that an organization
-- sees few of its members’ words, and for a word that all of them have read all of them for the first page.
ALTER POLICY may_select ON user_words
  USING (
    (SELECT foyer.is_tenant_wide())
    OR user_id = foyer.user_id()
    OR (foyer.access_kind() = 'organization' AND EXISTS (
      SELECT FROM members m
      WHERE m.tenant_id = user_words.tenant_id AND m.organization_id = foyer.organization_id()
        AND m.user_id = user_words.user_id
      OFFSET 0))
  );

-- Partial, for lists alone. Of an organization that its statistics do not know, PostgreSQL expects one member, and as soon
-- looks a member up by this index as by the primary key: it then reads all members up to the one.
DROP INDEX members_tenant_id_organization_id_created_at_user_id_idx;
CREATE INDEX members_by_joining ON members (tenant_id, organization_id, created_at, user_id)
  WHERE created_at > '-infinity';
