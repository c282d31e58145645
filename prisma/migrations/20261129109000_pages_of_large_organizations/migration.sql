-- The first page of invitations, and whether an address was invited again.
CREATE INDEX invitations_open_by_sent ON invitations (tenant_id, organization_id, sent_at)
  WHERE state IN ('pending', 'expired');
CREATE INDEX invitations_by_sent ON invitations (tenant_id, organization_id, sent_at);
-- Counted for each member of a page: by inviter alone, PostgreSQL may prefer to read all that are pending.
CREATE INDEX invitations_pending_of_inviter ON invitations (tenant_id, organization_id, inviter_user_id, expires_at)
  WHERE state = 'pending';
CREATE INDEX invitations_to_address ON invitations (tenant_id, organization_id, email_folded, created_at, id);

-- Who has a role, newest last. By user as well, PostgreSQL would as soon read the primary key, with the members of all roles.
DROP INDEX member_roles_tenant_id_organization_id_role_id_user_id_idx;
CREATE INDEX member_roles_of_role ON member_roles (tenant_id, organization_id, role_id, created_at, user_id);

-- The whole order of a list by name: where users with the same name had to be sorted, PostgreSQL sorted all of them.
DROP INDEX users_tenant_id_name_folded_idx;
CREATE INDEX users_by_name ON users (tenant_id, name_folded, id);
