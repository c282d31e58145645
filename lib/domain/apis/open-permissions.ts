import type { TenantAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { change, type ChangeResult, unchanged } from '@/lib/db/transaction'
import { DomainError, notFound } from '@/lib/errors'
import { lockApi } from './read-api'

/** @throws DomainError not_found; invalid for the tenant’s own Management API */
export function openPermissions(
  access: TenantAccess<'update:resource_servers'>,
  permissions: NamedPermissions,
): Promise<string[]> {
  return change(access, (tx) => replaceOpenPermissions(tx, access, { ...permissions, open: true }))
}

/** Roles that have them keep them. @throws DomainError not_found; invalid for the Management API */
export function closePermissions(
  access: TenantAccess<'update:resource_servers'>,
  permissions: NamedPermissions,
): Promise<string[]> {
  return change(access, (tx) => replaceOpenPermissions(tx, access, { ...permissions, open: false }))
}

export interface NamedPermissions {
  apiId: string
  names: readonly string[]
}

async function replaceOpenPermissions(
  tx: Tx,
  { tenantId }: TenantAccess,
  { apiId, names, open }: NamedPermissions & { open: boolean },
): Promise<ChangeResult<string[]>> {
  const api = await lockApi(tx, tenantId, apiId)
  const known = new Map(api.permissions.map((permission) => [permission.name, permission]))
  if (!names.every((name) => known.has(name))) throw notFound()
  if (api.isPortal)
    throw new DomainError('invalid', 'The Management API’s permissions for organizations are fixed.')
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
