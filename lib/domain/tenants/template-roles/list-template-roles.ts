import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import type { PermissionRef } from '@/lib/domain/roles/permission-ref'

export interface ListedTemplateRole {
  id: string
  name: string
  description: string
  /** A closed one stays here, and no copy gets it until it is open again. */
  permissions: (PermissionRef & { isOpen: boolean })[]
}

/** The roles of its own that each new organization begins with, by name. */
export function listTemplateRoles(
  access: TenantAccess<'read:tenant_settings'>,
): Promise<ListedTemplateRole[]> {
  const { tenantId } = access
  return read(access, async (tx) => {
    const roles = await tx.templateRole.findMany({
      where: { tenantId },
      select: {
        id: true,
        name: true,
        description: true,
        permissions: {
          select: { apiId: true, name: true, permission: { select: { openToOrganizations: true } } },
          orderBy: [{ apiId: 'asc' }, { name: 'asc' }],
        },
      },
      orderBy: { name: 'asc' },
    })
    return roles.map(({ permissions, ...role }) => ({
      ...role,
      permissions: permissions.map(({ permission, ...ref }) => ({
        ...ref,
        isOpen: permission.openToOrganizations,
      })),
    }))
  })
}
