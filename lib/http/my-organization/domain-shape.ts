import { z } from 'zod'
import type { Domain } from '@/lib/domain/domains/queries'
import { discoveryDomainAnswer, discoveryDomainWire } from '../auth0/discovery-domain'
import { acme } from '../auth0/example'

const { use_for_organization_discovery: _, ...shared } = discoveryDomainAnswer.shape

export const domainAnswer = z.strictObject({ ...shared, org_id: z.string().meta({ example: acme.id }) })

export function domainWire({ organizationId }: { organizationId: string }, domain: Domain) {
  const { use_for_organization_discovery: __, ...rest } = discoveryDomainWire(domain)
  return { ...rest, org_id: organizationId }
}
