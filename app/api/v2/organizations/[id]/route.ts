import { getOrganization } from '@/lib/domain/organizations/get-organization'
import { orgRoute } from '@/lib/http/api'
import { organizationWire } from '@/lib/http/wire/organization'

export const GET = orgRoute({
  any: ['read:organizations', 'read:organizations_summary'],
  run: async (access, { tenant }) => ({ body: organizationWire(tenant, await getOrganization(access)) }),
})
