import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { lockTenant } from '../tenants/lock-tenant'
import type { Theme } from './read-theme'
import { writeTheme, type StoredSections } from './write-theme'

/**
 * Gives the tenant a theme.
 * @throws DomainError conflict when it has one
 */
export function createTheme(
  access: TenantAccess<'update:branding'>,
  sections: StoredSections,
): Promise<Theme> {
  const { tenantId } = access
  return change(access, async (tx) => {
    await lockTenant(tx, tenantId)
    const present = await tx.tenantBranding.findUnique({ where: { tenantId }, select: { themeId: true } })
    if (present && present.themeId !== null)
      throw new DomainError('conflict', 'There is a theme already. Change it, or delete it first.')
    const id = newId('theme')
    await writeTheme(tx, tenantId, { id, sections })
    return {
      result: { id, sections },
      events: [{ type: 'tenant.theme_created', target: { kind: 'theme', id } }],
    }
  })
}
