import type { CataloguedApi } from '@/lib/domain/roles/catalogue'
import { type PermissionRef, refKey } from '@/lib/domain/roles/permission-ref'

/** What the browser gets of an API. */
export interface ApiPermissions {
  id: string
  name: string
  /** The index of its first permission among those of all APIs. */
  first: number
  permissions: { name: string; description: string | null }[]
}

export function apiPermissions(apis: readonly CataloguedApi[]): ApiPermissions[] {
  let first = 0
  return apis.map(({ id, name, permissions }) => {
    const api = {
      id,
      name,
      first,
      permissions: permissions.map(({ name, description }) => ({ name, description })),
    }
    first += permissions.length
    return api
  })
}

/** The indexes of a role’s permissions among those of all APIs: a page with many roles names each permission once. */
export function permissionIndexes(
  apis: readonly ApiPermissions[],
  given: readonly PermissionRef[],
): number[] {
  const keys = new Set(given.map(refKey))
  return apis.flatMap(({ id: apiId, first, permissions }) =>
    permissions.flatMap(({ name }, index) => (keys.has(refKey({ apiId, name })) ? [first + index] : [])),
  )
}
