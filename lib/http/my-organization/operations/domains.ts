import { z } from 'zod'
import { addDomain } from '@/lib/domain/domains/add-domain'
import { listDomains } from '@/lib/domain/domains/queries'
import { checkpointAnswer, checkpointPage, checkpointQuery } from '@/lib/http/auth0/checkpoint'
import { newDiscoveryDomain } from '@/lib/http/auth0/discovery-domain'
import { domainAnswer, domainWire } from '../domain-shape'
import { myOrgRoute } from '../route'

const key = 'organization_domains'

export const GET = myOrgRoute({
  title: 'List the domains',
  scopes: ['read:my_org:domains'],
  query: z.object(checkpointQuery),
  answer: checkpointAnswer(key, domainAnswer),
  run: (access, { query }) =>
    checkpointPage(query, (window) => listDomains(access, window), {
      key,
      wire: (domain) => domainWire(access, domain),
    }),
})

export const POST = myOrgRoute({
  title: 'Add a domain',
  scopes: ['create:my_org:domains'],
  body: z.strictObject({ domain: newDiscoveryDomain.shape.domain }),
  status: 201,
  answer: domainAnswer,
  refusals: [409],
  run: async (access, { body }) => domainWire(access, await addDomain(access, body)),
})
