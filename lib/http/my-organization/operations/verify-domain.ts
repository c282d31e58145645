import { verifyDomain } from '@/lib/domain/domains/verify-domain'
import { domainAnswer, domainWire } from '../domain-shape'
import { myOrgRoute } from '../route'

export const POST = myOrgRoute({
  title: 'Look for the DNS record of a domain, and return the domain as it is then',
  scopes: ['update:my_org:domains'],
  status: 202,
  answer: domainAnswer,
  refusals: [409],
  what: 'domain',
  run: async (access, { params: { domain_id: id = '' } }) =>
    domainWire(access, await verifyDomain(access, id, { mayBePending: true })),
})
