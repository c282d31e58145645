import { Resolver } from 'node:dns/promises'
import type { OrganizationAccess } from '@/lib/access'
import { type Limit, reserve } from '@/lib/db/limits'
import type { Tx } from '@/lib/db/prisma'
import { isUniqueViolation } from '@/lib/db/request-context'
import { change, type ChangeResult, read, unchanged } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { DomainError } from '@/lib/errors'
import { waitElsewhere } from '@/lib/waiting-elsewhere'
import { type Domain, type DomainKey, readDomain } from './queries'

const perOrganization: Limit = { name: 'domain_check', points: 60, seconds: 10 * 60 }

/**
 * `mayBePending`: returns the domain as it is if DNS does not verify it.
 * @throws DomainError not_found; invalid with the DNS result; conflict if verified by another; too_many, unavailable
 */
export async function verifyDomain(
  access: OrganizationAccess<'update:organization_discovery_domains'>,
  id: string,
  { mayBePending = false }: { mayBePending?: boolean } = {},
): Promise<Domain> {
  const { tenantId, organizationId } = access
  const key = { tenantId, organizationId, id }
  const domain = await read(access, (tx) => readDomain(tx, key))
  if (domain.verifiedAt) return domain
  await reserve(perOrganization, `${tenantId} ${organizationId}`)
  const found = await waitElsewhere(() => resolveTxt(domain.host))
  if (mayBePending && !found?.includes(domain.verification)) return domain
  assertRecord(domain, found)
  try {
    return await change(access, (tx) => markVerified(tx, key, domain.verification))
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new DomainError(
      'conflict',
      'The record is correct, but another organization has already verified this domain. Contact support.',
    )
  }
}

function assertRecord({ verification }: Domain, found: string[] | null): void {
  if (found?.includes(verification)) return
  if (found === null) throw notVerified('The name servers did not respond. Try again in a minute.')
  if (found.length === 0)
    throw notVerified('The record was not found yet. A new record can take an hour to appear everywhere.')
  throw notVerified('A record was found, but its value is different. Compare it with the value here.')
}

function notVerified(sentence: string): DomainError {
  return new DomainError('invalid', sentence)
}

/** Excludes a domain that was removed and added again meanwhile: its verification differs. */
async function markVerified(tx: Tx, key: DomainKey, verification: string): Promise<ChangeResult<Domain>> {
  const { tenantId, organizationId, id } = key
  const marked = await tx.$executeRaw`
    UPDATE discovery_domains SET verified_at = now()
    WHERE tenant_id = ${tenantId} AND organization_id = ${organizationId} AND id = ${id}
      AND verification = ${verification} AND verified_at IS NULL`
  const result = await readDomain(tx, key)
  if (marked === 0) return unchanged(result)
  const target = { kind: 'domain', id, name: result.domain }
  return { result, events: [{ type: 'domain.verified', target }] }
}

const timeoutMilliseconds = 5000

/** Null without an answer within 5 seconds. */
async function resolveTxt(name: string): Promise<string[] | null> {
  const resolver = new Resolver({ timeout: timeoutMilliseconds, tries: 1 })
  const { dnsServers } = env()
  if (dnsServers.length > 0) resolver.setServers(dnsServers)
  const deadline = setTimeout(() => resolver.cancel(), timeoutMilliseconds)
  try {
    const records = await resolver.resolveTxt(name)
    return records.map((parts) => parts.join(''))
  } catch (error) {
    return isNoRecord(error) ? [] : null
  } finally {
    clearTimeout(deadline)
  }
}

function isNoRecord(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOTFOUND' || error.code === 'ENODATA')
}
