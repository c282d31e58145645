import { getDomain } from '@/lib/domain/domains/queries'
import { removeDomain } from '@/lib/domain/domains/add-domain'
import { domainAnswer, domainWire } from '../domain-shape'
import { myOrgRoute } from '../route'

export const GET = myOrgRoute({
  title: 'Get a domain',
  scopes: ['read:my_org:domains'],
  answer: domainAnswer,
  what: 'domain',
  run: async (access, { params: { domain_id: id = '' } }) => domainWire(access, await getDomain(access, id)),
})

export const DELETE = myOrgRoute({
  title: 'Remove a domain',
  scopes: ['delete:my_org:domains'],
  status: 204,
  what: 'domain',
  run: (access, { params: { domain_id: id = '' } }) => removeDomain(access, id),
})
