import { getOrganizationBySlug } from '@/lib/domain/organizations/get-organization'
import { tenantRoute } from '@/lib/http/api'
import { organizationAnswer, organizationWire } from '@/lib/http/auth0/organization'
import { noOrganization } from '@/lib/http/auth0/problem'

export const GET = tenantRoute({
  title: 'Get an organization by its name',
  any: ['read:organizations'],
  absent: noOrganization,
  answer: organizationAnswer,
  run: async (access, { tenant, params: { name = '' } }) =>
    organizationWire(tenant, await getOrganizationBySlug(access, name)),
})
