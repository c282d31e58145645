import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { lockTenant } from '../tenants/lock-tenant'
import { insist } from '../text/insist'
import { parseDescription, parseName } from '../text/parse-name'
import { readTenantRole, type TenantRole } from './read-tenant-role'
import { assertNameIsFree } from './validate-role'

export interface NewTenantRole {
  name: string
  description?: string | undefined
  /** False if left out. */
  assignable?: boolean | undefined
  isOwner?: boolean | undefined
}

const most = 1000

/**
 * Creates a tenant role without permissions.
 * @throws DomainError invalid; conflict at `name`; too_many
 */
export function createTenantRole(
  access: TenantAccess<'create:roles'>,
  input: NewTenantRole,
): Promise<TenantRole> {
  const name = insist(parseName(input.name, { label: 'The role’s name', max: 100 }), 'name')
  const description = insist(parseDescription(input.description ?? ''), 'description')
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
