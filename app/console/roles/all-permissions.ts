import type { CataloguedApi } from '@/lib/domain/roles/catalogue'
import type { PermissionRef } from '@/lib/domain/roles/permission-ref'
import { permissionGroups } from '../../o/[slug]/(portal)/roles/permission-rows'

/** Of tenant roles: at tenant level no rule about granting limits what can be chosen. */
export function allPermissionGroups(apis: readonly CataloguedApi[], given: readonly PermissionRef[] = []) {
  const choices = apis.flatMap(({ id, permissions }) =>
    permissions.map(({ name }) => ({ apiId: id, name, mayChoose: true })),
  )
  return permissionGroups(apis, { choices, given, mayRemove: true })
}
