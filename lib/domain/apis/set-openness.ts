import type { TenantAccess } from '@/lib/access'
import { unchanged, type ChangeResult } from '@/lib/db/transaction'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { DomainError, notFound } from '@/lib/errors'
import { lockApi } from './read-api'

export interface NamedPermissions {
  apiId: string
  names: readonly string[]
}

/**
 * Opens permissions to organizations, or closes them; says which were moved.
 * @throws DomainError not_found; invalid for the tenant’s own Management API
 */
export async function setOpenness(
  tx: Tx,
  { tenantId }: TenantAccess,
  { apiId, names, open }: NamedPermissions & { open: boolean },
): Promise<ChangeResult<string[]>> {
  const api = await lockApi(tx, tenantId, apiId)
  const known = new Map(api.permissions.map((permission) => [permission.name, permission]))
  if (!names.every((name) => known.has(name))) throw notFound()
  if (api.isPortal)
    throw new DomainError('invalid', 'What organizations may use of the Management API is fixed.')
  const moved = [...new Set(names)].filter((name) => known.get(name)?.openToOrganizations !== open)
  if (moved.length === 0) return unchanged(moved)
  await tx.permission.updateMany({
    where: { tenantId, apiId, name: { in: moved } },
    data: { openToOrganizations: open },
  })
  const target = { kind: 'api', id: api.id, name: api.name }
  const event: Event = open
    ? { type: 'api.permissions_opened', target, details: { permissions: moved } }
    : { type: 'api.permissions_closed', target, details: { permissions: moved } }
  return { result: moved, events: [event] }
}
