import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import type { AnyTenantAccess } from '@/lib/access'
import { byId, readPage } from '../read-page'
import type { Window, Windowed } from '../window'
import { roleExists } from './read-tenant-role'

export interface RoleUser {
  id: string
  email: string
  name: string
  picture: string | null
}

/** Only direct assignments: empty for the `everyone` role. @throws DomainError not_found */
export function listRoleUsers(
  access: AnyTenantAccess<'read:role_members' | 'read:roles' | 'read:users'>,
  input: Window & { roleId: string },
): Promise<Windowed<RoleUser>> {
  const { tenantId } = access
  const { roleId } = input
  return read(access, (tx) =>
    readPage<RoleUser>(tx, input, {
      columns: sql`u.id, u.email, u.name, u.picture`,
      from: sql`user_roles ur JOIN users u ON u.tenant_id = ur.tenant_id AND u.id = ur.user_id
        WHERE ur.tenant_id = ${tenantId} AND ur.role_id = ${roleId}`,
      counted: sql`user_roles ur WHERE ur.tenant_id = ${tenantId} AND ur.role_id = ${roleId}`,
      requires: [{ exists: roleExists(tenantId, roleId) }],
      ...byId(input, sql`ur.user_id`),
      placeOf: ({ id }) => id,
    }),
  )
}
