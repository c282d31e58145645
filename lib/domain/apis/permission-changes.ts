import type { Tx } from '@/lib/db/prisma'
import type { NewPermission } from './api-settings'
import type { Api } from './read-api'

export interface PermissionChanges {
  written: Required<NewPermission>[]
  added: string[]
  removed: string[]
  described: number
  opened: string[]
  closed: string[]
}

export function permissionChangesOf(api: Api, input: readonly NewPermission[]): PermissionChanges {
  const old = new Map(api.permissions.map((permission) => [permission.name, permission]))
  const next = input.map(({ openToOrganizations, ...permission }) => ({
    ...permission,
    openToOrganizations: openToOrganizations ?? old.get(permission.name)?.openToOrganizations ?? false,
  }))
  const moved = next.filter(
    ({ name, openToOrganizations }) => openToOrganizations !== (old.get(name)?.openToOrganizations ?? false),
  )
  const redescribed = next.filter(
    ({ name, description }) => old.has(name) && old.get(name)?.description !== description,
  )
  const added = next.filter(({ name }) => !old.has(name))
  const kept = new Set(next.map(({ name }) => name))
  return {
    written: [...new Set([...added, ...redescribed, ...moved])],
    added: namesOf(added),
    removed: [...old.keys()].filter((name) => !kept.has(name)),
    described: redescribed.length,
    opened: namesOf(moved.filter(({ openToOrganizations }) => openToOrganizations)),
    closed: namesOf(moved.filter(({ openToOrganizations }) => !openToOrganizations)),
  }
}

export async function writePermissions(
  tx: Tx,
  { tenantId, apiId }: { tenantId: string; apiId: string },
  permissions: PermissionChanges['written'],
): Promise<void> {
  if (permissions.length === 0) return
  const names = namesOf(permissions)
  const descriptions = permissions.map(({ description }) => description)
  const openness = permissions.map(({ openToOrganizations }) => openToOrganizations === true)
  await tx.$executeRaw`
    INSERT INTO permissions (tenant_id, api_id, name, description, open_to_organizations)
    SELECT ${tenantId}, ${apiId}, p.name, p.description, p.open
    FROM unnest(${names}::text[], ${descriptions}::text[], ${openness}::boolean[]) AS p (name, description, open)
    ON CONFLICT (tenant_id, api_id, name) DO UPDATE
      SET description = EXCLUDED.description, open_to_organizations = EXCLUDED.open_to_organizations`
}

function namesOf(permissions: readonly { name: string }[]): string[] {
  return permissions.map(({ name }) => name)
}
