import { getDomainByName } from '@/lib/domain/domains/queries'
import { orgRoute } from '@/lib/http/api'
import {
  discoveryDomainAnswer,
  discoveryDomainWire,
  noDiscoveryDomain,
} from '@/lib/http/auth0/discovery-domain'

export const GET = orgRoute({
  title: 'Get a domain of an organization by its name',
  any: ['read:organization_discovery_domains'],
  answer: discoveryDomainAnswer,
  absent: noDiscoveryDomain,
  run: async (access, { params: { discovery_domain: name = '' } }) =>
    discoveryDomainWire(await getDomainByName(access, name)),
})
