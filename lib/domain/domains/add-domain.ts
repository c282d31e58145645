import { randomBytes } from 'node:crypto'
import type { OrganizationAccess } from '@/lib/access'
import { changeLocked } from '@/lib/db/transaction'
import { isUniqueViolation } from '@/lib/db/request-context'
import { DomainError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { parseInput } from '../text/parse-input'
import { domainName } from './domain-name'
import { readDomain, type Domain } from './read-domain'

const maxDomains = 100

/** Has no effect until verified. @throws DomainError invalid; conflict; at `domain` */
export async function addDomain(
  access: OrganizationAccess<'create:organization_discovery_domains'>,
  input: { domain: string; useForOrganizationDiscovery?: boolean | undefined },
): Promise<Domain> {
  const { tenantId, organizationId } = access
  const domain = parseInput(domainName, input.domain, 'domain')
  const useForOrganizationDiscovery = input.useForOrganizationDiscovery ?? true
  const id = newId('discoveryDomain')
  const verification = `${tenantId}-domain-verification=${randomBytes(24).toString('base64url')}`
  try {
    return await changeLocked(access, async (tx) => {
      const count = await tx.discoveryDomain.count({ where: { tenantId, organizationId } })
      if (count >= maxDomains) throw tooManyDomains()
      await tx.discoveryDomain.create({
        data: { organizationId, id, domain, verification, useForOrganizationDiscovery },
      })
      return {
        result: await readDomain(tx, { tenantId, organizationId, id }),
        events: [{ type: 'domain.added', target: { kind: 'domain', id, name: domain } }],
      }
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new DomainError('conflict', 'This domain is already registered to this organization.', {
      field: 'domain',
    })
  }
}

function tooManyDomains(): DomainError {
  return new DomainError('conflict', `An organization can have at most ${maxDomains} domains.`, {
    field: 'domain',
  })
}
