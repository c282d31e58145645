import { sql } from '@/lib/db/sql'

/**
 * The Management permissions of a member of `members m`, with all that their roles here give, even while they are
 * suspended. Only who has all of these may demote or remove the member.
 */
export const memberPermissions = sql`(
  foyer.grantable_permissions(m.user_id, m.organization_id) || coalesce((
    SELECT array_agg(rp.name)
    FROM member_roles mr
    JOIN role_permissions rp ON rp.tenant_id = mr.tenant_id AND rp.role_id = mr.role_id
    JOIN permissions pm ON pm.tenant_id = rp.tenant_id AND pm.api_id = rp.api_id AND pm.name = rp.name
    WHERE mr.tenant_id = m.tenant_id AND mr.organization_id = m.organization_id AND mr.user_id = m.user_id
      AND rp.api_id = (SELECT foyer.portal_api_id()) AND pm.level = 'organization'
  ), '{}'))`
