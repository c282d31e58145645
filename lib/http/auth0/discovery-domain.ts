import { z } from 'zod'
import type { Domain } from '@/lib/domain/domains/read-domain'
import { acme } from './example'
import { ApiProblem } from './problem'

const status = z.enum(['pending', 'verified'])
const leads = z
  .boolean()
  .describe('Whether people with such addresses are led to the organization, once it is verified.')
  .meta({ example: true })

export const newDiscoveryDomain = z.strictObject({
  domain: z.string().min(3).max(255).meta({ example: 'acme.test' }),
  status: status
    .optional()
    .describe('Taken as exports have it, and always answered `pending`: its record is yet to be made.'),
  use_for_organization_discovery: leads.optional(),
})

export const discoveryDomainChange = z.strictObject({
  status: status
    .optional()
    .describe('`verified` looks for the record now, and is refused while DNS does not say so.'),
  use_for_organization_discovery: leads.optional(),
})

export const discoveryDomainAnswer = z.strictObject({
  id: z.string().meta({ example: 'ord_9ybsU1dN2dKfDkBi5cVbN' }),
  domain: z.string().meta({ example: 'acme.test' }),
  status,
  use_for_organization_discovery: z.boolean().meta({ example: true }),
  verification_txt: z
    .string()
    .describe('What the TXT record must say.')
    .meta({ example: 'foyer-domain-verification=Zm9yIHRoZSBETlMgb2YgQWNtZSBvbmx5' }),
  verification_host: z
    .string()
    .describe('Where DNS must say it.')
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

export function noDiscoveryDomain(): ApiProblem {
  return new ApiProblem(404, 'The discovery domain does not exist.', {
    errorCode: 'inexistent_discovery_domain',
  })
}
