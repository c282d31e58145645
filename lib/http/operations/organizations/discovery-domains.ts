import { z } from 'zod'
import { addDomain } from '@/lib/domain/domains/add-domain'
import { listDomains } from '@/lib/domain/domains/queries'
import { orgRoute } from '@/lib/http/api'
import {
  discoveryDomainAnswer,
  discoveryDomainWire,
  newDiscoveryDomain,
} from '@/lib/http/auth0/discovery-domain'
import { pageAnswer, pageOf, pagingQuery, windowOf } from '@/lib/http/auth0/paging'

export const GET = orgRoute({
  title: 'List the domains of an organization',
  any: ['read:organization_discovery_domains'],
  query: z.object(pagingQuery),
  answer: pageAnswer('domains', discoveryDomainAnswer),
  run: async (access, { query }) =>
    pageOf(query, await listDomains(access, windowOf(query)), { key: 'domains', wire: discoveryDomainWire }),
})

export const POST = orgRoute({
  title: 'Add a domain to an organization',
  any: ['create:organization_discovery_domains'],
  body: newDiscoveryDomain,
  status: 201,
  answer: discoveryDomainAnswer,
  refusals: [409],
  run: async (access, { body: { domain, use_for_organization_discovery: useForOrganizationDiscovery } }) =>
    discoveryDomainWire(await addDomain(access, { domain, useForOrganizationDiscovery })),
})
