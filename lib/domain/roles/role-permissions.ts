import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { catalogue, type CataloguedPermission } from './catalogue'
import { type PermissionRef, refKey, refRows } from './permission-ref'
import { notOpen } from './role-editor'

export interface PermissionDifference {
  before: CataloguedPermission[]
  after: CataloguedPermission[]
  adds: CataloguedPermission[]
  removes: CataloguedPermission[]
  missing: number
}

export async function permissionDifference(
  tx: Tx,
  tenantId: string,
  { present, wanted: input }: { present: readonly PermissionRef[]; wanted: readonly PermissionRef[] },
): Promise<PermissionDifference> {
  const [had, has] = [new Set(present.map(refKey)), new Set(input.map(refKey))]
  const known = await catalogue(tx, tenantId, [...present, ...input])
  const before = known.filter((one) => had.has(refKey(one)))
  const after = known.filter((one) => has.has(refKey(one)))
  return {
    before,
    after,
    adds: after.filter((one) => !had.has(refKey(one))),
    removes: before.filter((one) => !has.has(refKey(one))),
    missing: input.filter((ref) => !had.has(refKey(ref))).length,
  }
}

/** The INSERT checks again that they are open. @throws DomainError not_yours_to_give if one is no longer open */
export async function addPermissions(
  tx: Tx,
  actor: OrganizationActor,
  { roleId, adds }: { roleId: string; adds: readonly PermissionRef[] },
): Promise<void> {
  if (adds.length === 0) return
  const { tenantId, organizationId } = actor
  const added = await tx.$executeRaw(sql`
    INSERT INTO role_permissions (tenant_id, role_id, usable_in, api_id, name)
    SELECT ${tenantId}, ${roleId}, ${organizationId}, pm.api_id, pm.name
    FROM permissions pm JOIN apis a ON a.tenant_id = ${tenantId} AND a.id = pm.api_id
    WHERE pm.tenant_id = ${tenantId}
      AND (pm.api_id, pm.name) IN ${refRows(adds)}
      AND pm.open_to_organizations AND (NOT a.is_portal OR pm.level = 'organization')`)
  if (added < adds.length) throw notOpen()
}

export function permissionNames(permissions: readonly CataloguedPermission[]): string[] {
  return permissions.map(({ name, apiName, isPortal }) => (isPortal ? name : `${name} (${apiName})`))
}
