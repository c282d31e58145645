import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { lockTenant } from '../tenants/lock-tenant'
import { readTheme } from './read-theme'
import { writeTheme } from './write-theme'

/**
 * Takes the tenant’s theme away.
 * @throws DomainError not_found
 */
export function deleteTheme(access: TenantAccess<'delete:branding'>, id: string): Promise<void> {
  const { tenantId } = access
  return change(access, async (tx) => {
    await lockTenant(tx, tenantId)
    await readTheme(tx, tenantId, id)
    await writeTheme(tx, tenantId, { id: null, sections: {} })
    return {
      result: undefined,
      events: [{ type: 'tenant.theme_deleted', target: { kind: 'theme', id } }],
    }
  })
}
