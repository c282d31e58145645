import type { OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { onUniqueViolation } from '@/lib/db/request-context'
import { sql } from '@/lib/db/sql'
import { changeLocked, type ChangeResult } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { permissionDifference, permissionNames } from './catalogue'
import { type PermissionRef, refRows } from './permission-ref'
import { assertMayAdd, notOpen, roleEditor } from './role-editor'
import { assertNameIsUnused, nameTaken, parseRoleInput, type RoleInput } from './role-input'

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
  const parsed = parseRoleInput(input)
  return changeLocked(access, (tx) => create(tx, access, parsed)).catch(
    onUniqueViolation(() => nameTaken(parsed.name)),
  )
}

async function create(
  tx: Tx,
  access: Access,
  { name, description, permissions }: RoleInput,
): Promise<ChangeResult<Created>> {
  const { tenantId, organizationId } = access
  const maker = await roleEditor(tx, access)
  const difference = await permissionDifference(tx, tenantId, { present: [], input: permissions })
  const { adds } = difference
  assertMayAdd(maker, difference)
  const others = await tx.role.findMany({
    where: { tenantId, usableIn: { in: ['*', organizationId] } },
    select: { id: true, name: true },
  })
  assertNameIsUnused(name, others)
  await assertRoleLimit(tx, access)
  const id = newId('role')
  await tx.role.create({ data: { id, name, description, organizationId } })
  await addPermissions(tx, access, { roleId: id, adds })
  const after = { name, description, permissions: permissionNames(adds) }
  return {
    result: { id, name },
    events: [{ type: 'role.created', target: { kind: 'role', id, name }, details: { after } }],
  }
}

async function assertRoleLimit(tx: Tx, { tenantId, organizationId }: Access): Promise<void> {
  const count = await tx.role.count({ where: { tenantId, organizationId } })
  if (count < mostRoles) return
  throw new DomainError(
    'conflict',
    `An organization can have at most ${mostRoles} roles of its own. Delete one first.`,
  )
}

/** The INSERT checks again that they are open. @throws DomainError not_yours_to_give if one is no longer open */
async function addPermissions(
  tx: Tx,
  { tenantId, organizationId }: Access,
  { roleId, adds }: { roleId: string; adds: readonly PermissionRef[] },
): Promise<void> {
  if (adds.length === 0) return
  const added = await tx.$executeRaw(sql`
    INSERT INTO role_permissions (tenant_id, role_id, usable_in, api_id, name)
    SELECT ${tenantId}, ${roleId}, ${organizationId}, pm.api_id, pm.name
    FROM permissions pm JOIN apis a ON a.tenant_id = ${tenantId} AND a.id = pm.api_id
    WHERE pm.tenant_id = ${tenantId}
      AND (pm.api_id, pm.name) IN ${refRows(adds)}
      AND pm.open_to_organizations AND (NOT a.is_portal OR pm.level = 'organization')`)
  if (added < adds.length) throw notOpen()
}
