import type { Tx } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'

/** Gives a new organization roles of its own after the template, without what is no longer open to organizations. */
export async function copyTemplateRoles(
  tx: Tx,
  { tenantId, organizationId }: { tenantId: string; organizationId: string },
): Promise<void> {
  const template = await tx.templateRole.findMany({
    where: { tenantId },
    select: {
      name: true,
      description: true,
      permissions: {
        where: { permission: { openToOrganizations: true } },
        select: { apiId: true, name: true },
      },
    },
  })
  if (template.length === 0) return
  const copies = template.map((role) => ({ ...role, id: newId('role') }))
  await tx.role.createMany({
    data: copies.map(({ id, name, description }) => ({ id, name, description, organizationId })),
  })
  await tx.rolePermission.createMany({
    data: copies.flatMap(({ id: roleId, permissions }) =>
      permissions.map(({ apiId, name }) => ({ roleId, usableIn: organizationId, apiId, name })),
    ),
  })
}
