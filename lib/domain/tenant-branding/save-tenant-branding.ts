import { isDeepStrictEqual } from 'node:util'
import type { TenantAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/transaction'
import { changesOf } from '../changes-of'
import { lockTenant } from '../tenants/lock-tenant'
import { readTenantBranding, type TenantBranding } from './read-tenant-branding'

/** What is left out stays as it is. */
export type TenantBrandingChange = { [K in keyof TenantBranding]?: TenantBranding[K] | undefined }

const fields = ['primaryColor', 'background', 'faviconUrl', 'logoUrl', 'fontUrl'] as const

/** Changes the tenant’s own look. */
export function saveTenantBranding(
  access: TenantAccess<'update:branding'>,
  wanted: TenantBrandingChange,
): Promise<TenantBranding> {
  const { tenantId } = access
  return change(access, async (tx) => {
    await lockTenant(tx, tenantId)
    const present = await readTenantBranding(tx, tenantId)
    const isSame = isDeepStrictEqual(wanted.background, present.background)
    const given = isSame ? { ...wanted, background: undefined } : wanted
    const { before, after } = changesOf(fields, present, given)
    if (Object.keys(after).length === 0) return unchanged(present)
    await tx.tenantBranding.upsert({
      where: { tenantId },
      create: { tenantId, ...after },
      update: after,
    })
    return {
      result: { ...present, ...after },
      events: [
        {
          type: 'tenant.branding_changed',
          target: { kind: 'tenant', id: tenantId },
          details: { before, after },
        },
      ],
    }
  })
}
