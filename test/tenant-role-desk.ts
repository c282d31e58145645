import { addPermissionsToRole } from '@/lib/domain/tenant-roles/add-permissions-to-role'
import { createTenantRole, type NewTenantRole } from '@/lib/domain/tenant-roles/create-tenant-role'
import { removePermissionsFromRole } from '@/lib/domain/tenant-roles/remove-permissions-from-role'
import { makeHouse } from './house'
import { operatorOf, portalOf } from './tenant-level'

/** A house where an operator keeps tenant roles, and fills them with permissions of the Management API. */
export async function openTenantRoleDesk() {
  const house = await makeHouse()
  const operator = await operatorOf(house)
  const portal = await portalOf(house)
  let made = 0
  const changing = () => house.tenantAccess(operator, 'update:roles')
  const ofPortal = (names: readonly string[]) => names.map((name) => ({ apiId: portal, name }))
  return {
    ...{ house, operator, portal, changing },
    create: async (input: Partial<NewTenantRole> = {}, home = house, by = operator) => {
      const access = await home.tenantAccess(by, 'create:roles')
      return createTenantRole(access, { name: `Role ${++made}`, ...input })
    },
    add: async (roleId: string, ...names: string[]) =>
      addPermissionsToRole(await changing(), { roleId, permissions: ofPortal(names) }),
    takeOut: async (roleId: string, ...names: string[]) =>
      removePermissionsFromRole(await changing(), { roleId, permissions: ofPortal(names) }),
    reading: () => house.tenantAccess(operator, 'read:roles'),
  }
}
