import type { OrganizationAccess, OrganizationActor } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { change } from '@/lib/db/transaction'
import { DomainError, invalid, notFound } from '@/lib/errors'
import { domainName } from '../domains/domain-name'
import { isVerifiedDomain } from '../domains/queries'
import { parseInput } from '../text/parse-input'
import { type AccessLevel, assertLevel, levelHere } from './access-levels'
import { mostDomains } from './option-values'

type Editor = OrganizationAccess<'update:organization_connections'>

interface ProviderDomain {
  /** Of the connection. */
  id: string
  domain: string
}

/**
 * People with addresses of the domain are sent to this provider of the organization’s own when they sign in. They may still
 * use the other sign-in methods; a required connection (require-connection.ts) is what ends that.
 * @throws DomainError not_found; invalid at `domain` unless the organization has verified it; conflict at `domain` if it is there
 */
export function addProviderDomain(access: Editor, given: ProviderDomain): Promise<{ domain: string }> {
  const { id } = given
  const domain = parseInput(domainName, given.domain, 'domain')
  return change(access, async (tx) => {
    const present = await lockDomains(tx, access, { id, domain })
    const { domains, isRequired, isVerified } = present
    const after = [...domains, domain]
    if (!isVerified) throw invalid('domain', 'The organization has not verified this domain.')
    if (isRequired || domains.includes(domain))
      throw conflict('The domain is already associated with this identity provider.')
    if (domains.length >= mostDomains)
      throw conflict(`An identity provider can have at most ${mostDomains} domains.`)
    await tx.$executeRaw(setDomains(access, { id, domains: after }))
    return { result: { domain }, events: [changedEvent({ id, present, after })] }
  })
}

/**
 * A part of the creation of a connection of the organization’s own. @throws DomainError invalid at `domains` for one that the
 * organization has not verified
 */
export async function setFirstDomains(
  tx: Tx,
  access: OrganizationActor,
  { id, name, domains: given }: { id: string; name: string; domains: readonly string[] },
): Promise<Event> {
  const domains = [...new Set(given.map((domain) => parseInput(domainName, domain, 'domains')))]
  if (domains.length > mostDomains)
    throw invalid('domains', `An identity provider can have at most ${mostDomains} domains.`)
  const [other] = await tx.$queryRaw<{ domain: string }[]>(sql`
    WITH written AS (${setDomains(access, { id, domains })})
    SELECT g.domain FROM unnest(${domains}::text[]) WITH ORDINALITY AS g (domain, position)
    WHERE NOT ${isVerifiedDomain(access, sql`g.domain`)}
    ORDER BY g.position LIMIT 1`)
  if (other) throw invalid('domains', `The organization has not verified the domain ${other.domain}.`)
  return changedEvent({ id, present: { name, domains: [] }, after: domains })
}

/** @throws DomainError not_found; conflict at `domain` while the connection is required, for all verified domains */
export function removeProviderDomain(access: Editor, given: ProviderDomain): Promise<void> {
  const { id } = given
  const domain = domainName.safeParse(given.domain).data ?? ''
  return change(access, async (tx) => {
    const present = await lockDomains(tx, access, { id, domain })
    const { domains, isRequired, isVerified } = present
    if (isRequired && isVerified)
      throw conflict(
        'The identity provider is required for all verified domains. Make it optional first, in the portal.',
      )
    if (!domains.includes(domain)) throw notFound()
    const after = domains.filter((one) => one !== domain)
    await tx.$executeRaw(setDomains(access, { id, domains: after }))
    return { result: undefined, events: [changedEvent({ id, present, after })] }
  })
}

function conflict(sentence: string): DomainError {
  return new DomainError('conflict', sentence, { field: 'domain' })
}

interface Present {
  name: string
  domains: string[]
  isRequired: boolean
  isVerified: boolean
}

/** Of one of the organization’s own. @throws DomainError not_found, not_yours_to_give */
async function lockDomains(tx: Tx, access: Editor, { id, domain }: ProviderDomain): Promise<Present> {
  const { tenantId, organizationId } = access
  const [present] = await tx.$queryRaw<(Present & { accessLevel: AccessLevel })[]>(sql`
    SELECT c.display_name AS name, ${levelHere(access, sql`c.id`)} AS "accessLevel",
      coalesce(c.options->'domains', '[]') AS domains, ${isVerifiedDomain(access, domain)} AS "isVerified", EXISTS (
        SELECT FROM enabled_connections e
        WHERE e.tenant_id = ${tenantId} AND e.organization_id = ${organizationId} AND e.connection_id = c.id
          AND e.is_required) AS "isRequired"
    FROM connections c
    WHERE c.tenant_id = ${tenantId} AND c.organization_id = ${organizationId} AND c.id = ${id}
    FOR NO KEY UPDATE OF c`)
  if (!present) throw notFound()
  assertLevel(access, present, 'limited')
  return present
}

/** A test of the connection says nothing about them, so it still counts. */
function setDomains(
  { tenantId, organizationId }: OrganizationActor,
  { id, domains }: { id: string; domains: readonly string[] },
): Sql {
  return sql`
    UPDATE connections SET options = jsonb_set(options, '{domains}', ${JSON.stringify(domains)}::jsonb)
    WHERE tenant_id = ${tenantId} AND organization_id = ${organizationId} AND id = ${id}`
}

interface Change {
  id: string
  present: Pick<Present, 'name' | 'domains'>
  after: readonly string[]
}

function changedEvent({ id, present: { name, domains }, after }: Change): Event {
  const target = { kind: 'connection', id, name }
  const details = { before: { domains }, after: { domains: after } }
  return { type: 'connection.changed', target, details }
}
