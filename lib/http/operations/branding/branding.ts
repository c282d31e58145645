import { getTenantBranding, updateTenantBranding } from '@/lib/domain/tenant-branding/tenant-branding'
import { tenantRoute } from '@/lib/http/api'
import { brandingAnswer, brandingChange, brandingWire, brandingInput } from '@/lib/http/auth0/branding'
import { forgetTenants } from '@/lib/web/tenant'

export const GET = tenantRoute({
  title: 'Get the tenant’s branding',
  any: ['read:branding'],
  answer: brandingAnswer,
  run: async (access) => brandingWire(await getTenantBranding(access)),
})

export const PATCH = tenantRoute({
  title: 'Change the tenant’s branding',
  any: ['update:branding'],
  body: brandingChange,
  answer: brandingAnswer,
  current: GET,
  run: async (access, { body }) => {
    const updated = await updateTenantBranding(access, brandingInput(body))
    forgetTenants()
    return brandingWire(updated)
  },
})
