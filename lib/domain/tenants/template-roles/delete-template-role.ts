import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { lockTenant } from '../lock-tenant'

/**
 * Takes a role out of the template. Organizations that are there already keep theirs.
 * @throws DomainError not_found
 */
export function deleteTemplateRole(
  access: TenantAccess<'update:tenant_settings'>,
  id: string,
): Promise<{ name: string }> {
  const { tenantId } = access
  return change(access, async (tx) => {
    await lockTenant(tx, tenantId)
    const role = await tx.templateRole.findFirst({ where: { tenantId, id }, select: { name: true } })
    if (!role) throw notFound()
    await tx.templateRole.delete({ where: { tenantId_id: { tenantId, id } } })
    const { name } = role
    return {
      result: { name },
      events: [
        {
          type: 'tenant.template_changed',
          target: { kind: 'template_role', id, name },
          details: { before: { name }, after: null },
        },
      ],
    }
  })
}
