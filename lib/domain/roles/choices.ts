import type { CataloguedPermission } from './catalogue'
import { refKey, type PermissionRef } from './permission-ref'

export interface PermissionChoice extends PermissionRef {
  /** Whether the role that is saved may have it: open, or in it already; of the portal, within the actor’s power. */
  mayChoose: boolean
}

export function choicesAmong(
  permissions: readonly CataloguedPermission[],
  { power, present }: { power: readonly string[]; present: readonly PermissionRef[] },
): PermissionChoice[] {
  const [within, kept] = [new Set(power), new Set(present.map(refKey))]
  return permissions.map(({ apiId, name, isPortal, isOpen }) => ({
    apiId,
    name,
    mayChoose: (isOpen || kept.has(refKey({ apiId, name }))) && (!isPortal || within.has(name)),
  }))
}
