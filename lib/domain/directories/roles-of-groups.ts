import { sql } from '@/lib/db/sql'

/** Ids of the roles that the groups of a directory’s user give. Requires `d` of directory_users. */
export const rolesOfGroups = sql`ARRAY(
  SELECT DISTINCT own.role_id FROM directory_group_members gm
  JOIN directory_group_roles own
    ON own.tenant_id = gm.tenant_id AND own.organization_id = gm.organization_id AND own.group_id = gm.group_id
  WHERE gm.tenant_id = d.tenant_id AND gm.organization_id = d.organization_id AND gm.directory_user_id = d.id)`
