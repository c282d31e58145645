import type { CataloguedApi } from '@/lib/domain/roles/catalogue'
import { type PermissionRef, refKey } from '@/lib/domain/roles/permission-ref'
import type { PermissionChoice } from '@/lib/domain/roles/role-choices'
import { columns, type GridPermission, type GridRow, type PermissionGroup } from './permission-group'

interface Selection {
  choices: readonly PermissionChoice[]
  given: readonly PermissionRef[]
  mayRemove: boolean
}

export function permissionGroups(apis: readonly CataloguedApi[], selection: Selection): PermissionGroup[] {
  const chosen = new Set(selection.choices.filter(({ mayChoose }) => mayChoose).map(refKey))
  const present = new Set(selection.given.map(refKey))
  return apis.map((api) => {
    const permissions = api.permissions.map(({ name, description }): GridPermission => {
      const key = refKey({ apiId: api.id, name })
      const isGiven = present.has(key)
      const mayChoose = chosen.has(key)
      return {
        key,
        name,
        description,
        isGiven,
        mayChoose,
        isFixed: isGiven && !(selection.mayRemove && mayChoose),
      }
    })
    return { id: api.id, name: api.name, ...arranged(permissions, api.isPortal) }
  })
}

function arranged(permissions: readonly GridPermission[], isPortal: boolean) {
  const rows = new Map<string, GridRow>()
  const others: GridPermission[] = []
  for (const permission of permissions) {
    const [verb, resource = ''] = permission.name.split(/:(.*)/s)
    const column = columns.findIndex((one) => one.verb === verb)
    if (column < 0 || resource === '') {
      others.push(permission)
      continue
    }
    const label = (isPortal ? portalLabels[resource] : undefined) ?? resource.replaceAll(/[_:]/g, ' ')
    const row = rows.get(resource) ?? { resource, label, cells: columns.map(() => null) }
    row.cells[column] = permission
    rows.set(resource, row)
  }
  const listed = [...rows.values()]
  return { rows: isPortal ? listed.sort(byPortalOrder) : listed, others }
}

/** In the order of the rows. */
const portalLabels: Record<string, string> = {
  organization_members: 'members',
  organization_member_roles: 'roles of members',
  organization_member_effective_roles: 'effective roles of members',
  organization_invitations: 'invitations',
  organization_roles: 'roles',
  organization_connections: 'sign-in methods',
  organization_discovery_domains: 'domains',
  organization_security: 'security',
  organization_logs: 'audit log',
  organization_clients: 'applications',
  organization_client_grants: 'machine access',
  organizations: 'organization',
}

const portalOrder = Object.keys(portalLabels)

function byPortalOrder(one: GridRow, other: GridRow): number {
  return placeOf(one) - placeOf(other)
}

function placeOf({ resource }: GridRow): number {
  const place = portalOrder.indexOf(resource)
  return place < 0 ? portalOrder.length : place
}
