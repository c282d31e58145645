import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
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

export interface RemovedPermissions {
  [who: string]: number
  /** Tenant roles and organizations’ roles. */
  roles: number
  users: number
  grants: number
}

/** Deletes them from grants too, so that a permission that is later created under the same name is not granted by them. */
export async function removePermissions(
  tx: Tx,
  tenantId: string,
  { apiId, names }: { apiId: string; names: string[] },
): Promise<RemovedPermissions> {
  if (names.length === 0) return { roles: 0, users: 0, grants: 0 }
  const roles = await tx.$executeRaw`
    UPDATE roles r SET updated_at = clock_timestamp()
    WHERE r.tenant_id = ${tenantId} AND r.id IN (
      SELECT rp.role_id FROM role_permissions rp
      WHERE rp.tenant_id = ${tenantId} AND rp.api_id = ${apiId} AND rp.name = ANY(${names}))`
  const [direct] = await tx.$queryRaw<{ users: number }[]>`
    SELECT count(DISTINCT up.user_id)::int AS users FROM user_permissions up
    WHERE up.tenant_id = ${tenantId} AND up.api_id = ${apiId} AND up.name = ANY(${names})`
  const grants = await tx.$executeRaw`
    UPDATE client_grants g SET scope = ARRAY(
      SELECT s.name FROM unnest(g.scope) WITH ORDINALITY AS s (name, place)
      WHERE s.name <> ALL(${names}) ORDER BY s.place)
    WHERE g.tenant_id = ${tenantId} AND g.api_id = ${apiId} AND g.scope && ${names}`
  await tx.permission.deleteMany({ where: { tenantId, apiId, name: { in: names } } })
  return { roles, users: direct?.users ?? 0, grants }
}

/** The form of a role lists all of them. */
const mostOfAllApis = 10_000

/** Call it once they are written, under lockTenant(). @throws DomainError too_many */
export async function assertPermissionLimit(tx: Tx, tenantId: string): Promise<void> {
  if ((await tx.permission.count({ where: { tenantId } })) <= mostOfAllApis) return
  const sentence = `All APIs together can have at most ${mostOfAllApis.toLocaleString('en')} permissions.`
  throw new DomainError('too_many', sentence, { field: 'scopes' })
}
