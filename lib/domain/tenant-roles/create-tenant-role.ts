import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { roleName } from '../roles/role-input'
import { lockTenant } from '../tenants/lock-tenant'
import { parseInput } from '../text/parse-input'
import { shortDescription } from '../text/display-name'
import { readTenantRole, type TenantRole } from './read-tenant-role'
import { assertNameIsFree } from './validate-role'

export interface NewTenantRole {
  name: string
  description?: string | undefined
  assignable?: boolean | undefined
  isOwner?: boolean | undefined
}

const most = 1000

/** @throws DomainError invalid; conflict at `name`; too_many */
export function createTenantRole(
  access: TenantAccess<'create:roles'>,
  input: NewTenantRole,
): Promise<TenantRole> {
  const name = parseInput(roleName, input.name, 'name')
  const description = parseInput(shortDescription, input.description ?? '', 'description')
  const { assignable = false, isOwner = false } = input
  const { tenantId } = access
  return change(access, async (tx) => {
    await lockTenant(tx, tenantId)
    await assertNameIsFree(tx, tenantId, { name })
    if ((await tx.role.count({ where: { tenantId, usableIn: '*' } })) >= most)
      throw new DomainError('too_many', `There can be at most ${most} roles.`)
    const id = newId('role')
    const after = { name, description, assignable, isOwner }
    await tx.role.create({ data: { id, ...after } })
    return {
      result: await readTenantRole(tx, tenantId, id),
      events: [{ type: 'role.created', target: { kind: 'role', id, name }, details: { after } }],
    }
  })
}
