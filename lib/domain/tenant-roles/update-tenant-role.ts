import type { TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { change, type ChangeResult, unchanged } from '@/lib/db/transaction'
import { invalid } from '@/lib/errors'
import { type Changes, changesOf } from '../changes-of'
import { roleName } from '../roles/role-input'
import { lockTenant } from '../tenants/lock-tenant'
import { parseOptional } from '../text/parse-input'
import { shortDescription } from '../text/display-name'
import { withdrawFromJoining } from './end-joining-with-role'
import { lockTenantRole, readTenantRole, roleHolders, type TenantRole, touchRole } from './read-tenant-role'
import { assertEveryoneStays, assertOwnerRoleLeft, assertNameIsFree } from './validate-role'

export interface TenantRoleChange {
  roleId: string
  name?: string | undefined
  description?: string | undefined
  /** False: members who have it keep it. */
  assignable?: boolean | undefined
  isOwner?: boolean | undefined
  /** Read-only: must equal the current value. */
  everyone?: boolean | undefined
}
interface Outcome {
  role: TenantRole
  organizationsLeftWithoutOwner: number
}
const fields = ['name', 'description', 'assignable', 'isOwner'] as const
type Fields = Changes<Pick<TenantRole, (typeof fields)[number]>>

/** @throws DomainError not_found; invalid; conflict at `name`, or for the last owner role */
export function updateTenantRole(
  access: TenantAccess<'update:roles'>,
  input: TenantRoleChange,
): Promise<Outcome> {
  const { roleId, name, description } = input
  const changes = {
    ...input,
    name: parseOptional(roleName, name, 'name'),
    description: parseOptional(shortDescription, description, 'description'),
  }
  const { tenantId } = access
  return change(
    access,
    async (tx) => {
      await lockTenant(tx, tenantId)
      const role = await lockTenantRole(tx, tenantId, roleId)
      if (input.everyone !== undefined && input.everyone !== role.everyone)
        throw invalid('everyone', 'The role that everyone has cannot be replaced.')
      const difference = changesOf(fields, role, changes)
      if (Object.keys(difference.after).length === 0)
        return unchanged({ role, organizationsLeftWithoutOwner: 0 })
      return assertOwnerRoleLeft(tx, tenantId, () => write(tx, tenantId, { role, difference }))
    },
    { roles: [roleId] },
  )
}

async function write(
  tx: Tx,
  tenantId: string,
  { role, difference }: { role: TenantRole; difference: Fields },
): Promise<ChangeResult<Outcome>> {
  const { before, after } = difference
  const { id } = role
  assertEveryoneStays(role, after)
  if (after.name !== undefined) await assertNameIsFree(tx, tenantId, { name: after.name, but: id })
  const left = after.isOwner === false ? await roleHolders(tx, tenantId, id) : null
  await tx.role.update({ where: { tenantId_id: { tenantId, id } }, data: after })
  await touchRole(tx, tenantId, id)
  const organizationsLeftWithoutOwner = left?.organizationsWithoutAnotherOwner ?? 0
  const details = { before, after, ...(left ? { organizationsLeftWithoutOwner } : {}) }
  const joining = after.assignable === false || after.isOwner ? await withdrawFromJoining(tx, role) : []
  const changed = await readTenantRole(tx, tenantId, id)
  return {
    result: { role: changed, organizationsLeftWithoutOwner },
    events: [{ type: 'role.changed', target: { kind: 'role', id, name: changed.name }, details }, ...joining],
  }
}
