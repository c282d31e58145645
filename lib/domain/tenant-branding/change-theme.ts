import { isDeepStrictEqual } from 'node:util'
import type { TenantAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/transaction'
import { lockTenant } from '../tenants/lock-tenant'
import { readTheme, type Theme } from './read-theme'
import { writeTheme, type StoredSections } from './write-theme'

/**
 * Puts these sections in the place of the theme’s.
 * @throws DomainError not_found
 */
export function changeTheme(
  access: TenantAccess<'update:branding'>,
  { id, sections }: { id: string; sections: StoredSections },
): Promise<Theme> {
  const { tenantId } = access
  return change(access, async (tx) => {
    await lockTenant(tx, tenantId)
    const present = await readTheme(tx, tenantId, id)
    if (isDeepStrictEqual(present.sections, sections)) return unchanged(present)
    await writeTheme(tx, tenantId, { id, sections })
    return {
      result: { id, sections },
      events: [{ type: 'tenant.theme_changed', target: { kind: 'theme', id } }],
    }
  })
}
