import type { OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { changeLocked, type ChangeResult } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { assertMayAdd, roleEditor } from './role-editor'
import { assertNameIsFree, orNameTaken, readRoleInput, type RoleInput } from './role-input'
import { addPermissions, permissionDifference, permissionNames } from './role-permissions'

type Access = OrganizationAccess<'create:organization_roles'>
interface Created {
  id: string
  name: string
}

const mostRoles = 350

/**
 * Of the portal’s permissions, the role can only have those that its creator has here.
 * @throws DomainError invalid, conflict (the name, or too many roles), not_yours_to_give
 */
export async function createOrganizationRole(access: Access, input: RoleInput): Promise<Created> {
  const wanted = readRoleInput(input)
  try {
    return await changeLocked(access, (tx) => create(tx, access, wanted))
  } catch (error) {
    throw orNameTaken(error, wanted.name)
  }
}

async function create(tx: Tx, access: Access, input: RoleInput): Promise<ChangeResult<Created>> {
  const { tenantId, organizationId } = access
  const { name, description, permissions } = input
  const maker = await roleEditor(tx, access)
  const { adds, missing } = await permissionDifference(tx, tenantId, { present: [], wanted: permissions })
  assertMayAdd(maker, { adds, wanted: missing })
  await assertNameIsFree(tx, access, name)
  await assertRoom(tx, access)
  const id = newId('role')
  await tx.role.create({ data: { id, name, description, organizationId } })
  await addPermissions(tx, access, { roleId: id, adds })
  return {
    result: { id, name },
    events: [
      {
        type: 'role.created',
        target: { kind: 'role', id, name },
        details: { after: { name, description, permissions: permissionNames(adds) } },
      },
    ],
  }
}

async function assertRoom(tx: Tx, { tenantId, organizationId }: Access): Promise<void> {
  const count = await tx.role.count({ where: { tenantId, organizationId } })
  if (count < mostRoles) return
  throw new DomainError(
    'conflict',
    `An organization can have at most ${mostRoles} roles of its own. Delete one first.`,
  )
}
