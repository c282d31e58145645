import { getOrganizationBySlug } from '@/lib/domain/organizations/get-organization'
import { tenantRoute } from '@/lib/http/api'
import { organizationWire } from '@/lib/http/wire/organization'
import { noOrganization } from '@/lib/http/wire/problem'

export const GET = tenantRoute({
  any: ['read:organizations'],
  absent: noOrganization,
  run: async (access, { tenant, params }) => {
    const found = await getOrganizationBySlug(access, params['name'] ?? '')
    return { body: organizationWire(tenant, found) }
  },
})
