import { z } from 'zod'
import type { Domain } from '@/lib/domain/domains/queries'
import { acme } from './example'
import { notFoundOf } from './problem'

const status = z.enum(['pending', 'verified'])
const useForDiscovery = z
  .boolean()
  .describe(
    'Whether users with addresses in this domain are sent to the organization once the domain is verified.',
  )
  .meta({ example: true })

export const newDiscoveryDomain = z.strictObject({
  domain: z.string().min(3).max(255).meta({ example: 'acme.test' }),
  status: status
    .optional()
    .describe(
      'Accepted because exports contain it; the response is always `pending`, since the DNS record does not exist yet.',
    ),
  use_for_organization_discovery: useForDiscovery.optional(),
})

export const discoveryDomainChange = z.strictObject({
  status: status
    .optional()
    .describe('`verified` checks the DNS record now and is rejected if the record is missing.'),
  use_for_organization_discovery: useForDiscovery.optional(),
})

export const discoveryDomainAnswer = z.strictObject({
  id: z.string().meta({ example: 'ord_9ybsU1dN2dKfDkBi5cVbN' }),
  domain: z.string().meta({ example: 'acme.test' }),
  status,
  use_for_organization_discovery: z.boolean().meta({ example: true }),
  verification_txt: z
    .string()
    .describe('The value of the TXT record.')
    .meta({ example: 'lumen-domain-verification=Zm9yIHRoZSBETlMgb2YgQWNtZSBvbmx5' }),
  verification_host: z
    .string()
    .describe('The host name of the TXT record.')
    .meta({ example: `_ss-verification.${acme.id}.acme.test` }),
})

export function discoveryDomainWire(found: Domain) {
  const { id, domain, verifiedAt, useForOrganizationDiscovery, verification, host } = found
  return {
    id,
    domain,
    status: verifiedAt ? 'verified' : 'pending',
    use_for_organization_discovery: useForOrganizationDiscovery,
    verification_txt: verification,
    verification_host: host,
  }
}

export const noDiscoveryDomain = notFoundOf(
  'The discovery domain does not exist.',
  'inexistent_discovery_domain',
)
