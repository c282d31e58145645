import { getOrganization } from '@/lib/domain/organizations/get-organization'
import { orgRoute } from '@/lib/http/api'
import { organizationAnswer, organizationWire } from '@/lib/http/wire/organization'

export const GET = orgRoute({
  title: 'Get an organization',
  any: ['read:organizations', 'read:organizations_summary'],
  bound: 'any',
  answer: organizationAnswer,
  run: async (access, { tenant }) => organizationWire(tenant, await getOrganization(access)),
})
