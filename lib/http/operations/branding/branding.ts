import { getTenantBranding } from '@/lib/domain/tenant-branding/get-tenant-branding'
import { saveTenantBranding } from '@/lib/domain/tenant-branding/save-tenant-branding'
import { tenantRoute } from '@/lib/http/api'
import { brandingAnswer, brandingChange, brandingWire, wantedBranding } from '@/lib/http/wire/branding'

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
  run: async (access, { body }) => brandingWire(await saveTenantBranding(access, wantedBranding(body))),
})
