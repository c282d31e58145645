import { managementPermissions } from '@/lib/access'
import { bypassRowSecurity, change, read, unchanged, type ChangeResult } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { createPortalPermissions } from './create-tenant'
import { listTenants } from './list-tenants'
import { lockTenant } from './lock-tenant'

type Vocabulary = typeof managementPermissions

/** For existing tenants: only roles that had every permission get the new ones. Idempotent, also in parallel. */
export async function addTenantPermissions(vocabulary: Vocabulary = managementPermissions): Promise<void> {
  for (const { id } of await listTenants()) {
    const access = bypassRowSecurity('new portal permissions are added to a tenant', id)
    const isComplete = await read(access, async (tx) => (await findNew(tx, id, vocabulary)).length === 0)
    if (!isComplete) await change(access, (tx) => addNew(tx, id, vocabulary))
  }
}

async function findNew(tx: Tx, tenantId: string, vocabulary: Vocabulary): Promise<Vocabulary> {
  const known = await tx.permission.findMany({
    where: { tenantId, api: { isPortal: true } },
    select: { name: true },
  })
  const names = new Set(known.map(({ name }) => name))
  return vocabulary.filter(({ name }) => !names.has(name))
}

async function addNew(tx: Tx, tenantId: string, vocabulary: Vocabulary): Promise<ChangeResult<void>> {
  await lockTenant(tx, tenantId)
  const added = await findNew(tx, tenantId, vocabulary)
  if (added.length === 0) return unchanged(undefined)
  const { id: apiId } = await tx.api.findFirstOrThrow({ where: { tenantId, isPortal: true } })
  const holders = await findHolders(tx, tenantId, apiId)
  await createPortalPermissions(tx, apiId, added)
  await tx.rolePermission.createMany({
    data: holders.flatMap(({ id, heldAll }) =>
      added
        .filter(({ level }) => heldAll || level === 'organization')
        .map(({ name }) => ({ roleId: id, usableIn: '*', apiId, name })),
    ),
  })
  const details = {
    after: { permissions: added.map(({ name }) => name), roles: holders.map(({ id }) => id) },
  }
  const target = { kind: 'tenant', id: tenantId }
  return { result: undefined, events: [{ type: 'tenant.permissions_learned', target, details }] }
}

function findHolders(tx: Tx, tenantId: string, apiId: string): Promise<{ id: string; heldAll: boolean }[]> {
  return tx.$queryRaw<{ id: string; heldAll: boolean }[]>`
    WITH holding AS (
      SELECT r.id, r.is_owner, bool_and(h.name IS NOT NULL) AS held_all,
        bool_and(h.name IS NOT NULL) FILTER (WHERE p.level = 'organization') AS held_organizations
      FROM roles r
      JOIN permissions p ON p.tenant_id = r.tenant_id AND p.api_id = ${apiId}
      LEFT JOIN role_permissions h ON h.tenant_id = r.tenant_id AND h.role_id = r.id AND h.api_id = p.api_id AND h.name = p.name
      WHERE r.tenant_id = ${tenantId} AND r.organization_id IS NULL
      GROUP BY r.id, r.is_owner)
    SELECT id, held_all AS "heldAll" FROM holding WHERE held_all OR (is_owner AND held_organizations)`
}
