import type { ChangeResult } from '@/lib/db/transaction'
import type { Event } from '@/lib/db/events'
import type { CataloguedPermission } from '../roles/catalogue'
import { refKey, type PermissionRef } from '../roles/permission-ref'
import { permissionNames } from '../roles/role-permissions'

/**
 * The change of what a role or a user was given: how many permissions it was about, which the event names.
 * @param rows those of the known permissions that were written
 */
export function permissionsChanged(
  event: Pick<Event, 'type' | 'target'>,
  known: readonly CataloguedPermission[],
  rows: readonly PermissionRef[],
): ChangeResult<number> {
  const keys = new Set(rows.map(refKey))
  const permissions = permissionNames(known.filter((permission) => keys.has(refKey(permission))))
  return { result: rows.length, events: [{ ...event, details: { permissions } }] }
}
