import { getDomain } from '@/lib/domain/domains/queries'
import { removeDomain } from '@/lib/domain/domains/add-domain'
import { updateDomain } from '@/lib/domain/domains/update-domain'
import { orgRoute } from '@/lib/http/api'
import {
  discoveryDomainAnswer,
  discoveryDomainChange,
  discoveryDomainWire,
  noDiscoveryDomain,
} from '@/lib/http/auth0/discovery-domain'

export const GET = orgRoute({
  title: 'Get a domain of an organization',
  any: ['read:organization_discovery_domains'],
  answer: discoveryDomainAnswer,
  absent: noDiscoveryDomain,
  run: async (access, { params: { discovery_domain_id: id = '' } }) =>
    discoveryDomainWire(await getDomain(access, id)),
})

export const PATCH = orgRoute({
  title: 'Change or verify a domain of an organization',
  any: ['update:organization_discovery_domains'],
  body: discoveryDomainChange,
  answer: discoveryDomainAnswer,
  refusals: [409],
  absent: noDiscoveryDomain,
  current: GET,
  run: async (access, { params: { discovery_domain_id: id = '' }, body: { status, ...body } }) =>
    discoveryDomainWire(
      await updateDomain(access, {
        id,
        isVerified: status === undefined ? undefined : status === 'verified',
        useForOrganizationDiscovery: body.use_for_organization_discovery,
      }),
    ),
})

export const DELETE = orgRoute({
  title: 'Remove a domain from an organization',
  any: ['delete:organization_discovery_domains'],
  status: 204,
  absent: noDiscoveryDomain,
  current: GET,
  run: async (access, { params: { discovery_domain_id: id = '' } }) => {
    await removeDomain(access, id)
  },
})
