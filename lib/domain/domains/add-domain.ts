import { randomBytes } from 'node:crypto'
import type { OrganizationAccess } from '@/lib/access'
import { isUniqueViolation } from '@/lib/db/request-context'
import { changeLocked } from '@/lib/db/transaction'
import { DomainError, notFound } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { endRequirementWithoutDomain } from '../connections/require-connection'
import { parseInput } from '../text/parse-input'
import { domainName } from './domain-name'
import { type Domain, readDomain } from './queries'

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
      if (count >= maxDomains) throw conflict(`An organization can have at most ${maxDomains} domains.`)
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
    throw conflict('This domain is already registered to this organization.')
  }
}

function conflict(sentence: string): DomainError {
  return new DomainError('conflict', sentence, { field: 'domain' })
}

/**
 * Providers are no longer trusted for its addresses here. With the last verified domain, a required connection becomes
 * optional. @throws DomainError not_found
 */
export function removeDomain(
  access: OrganizationAccess<'delete:organization_discovery_domains'>,
  id: string,
): Promise<{ domain: string }> {
  const { tenantId, organizationId } = access
  return changeLocked(access, async (tx) => {
    const [removed] = await tx.$queryRaw<{ domain: string; wasVerified: boolean }[]>`
      DELETE FROM discovery_domains
      WHERE tenant_id = ${tenantId} AND organization_id = ${organizationId} AND id = ${id}
      RETURNING domain, verified_at IS NOT NULL AS "wasVerified"`
    if (!removed) throw notFound()
    const { domain, wasVerified } = removed
    const ended = await endRequirementWithoutDomain(tx, access)
    const target = { kind: 'domain', id, name: domain }
    const details = { before: { verified: wasVerified } }
    return { result: { domain }, events: [{ type: 'domain.removed', target, details }, ...ended] }
  })
}
