import { invalid } from '@/lib/errors'

/** Of one connection. */
export const mostDomains = 100

/** @throws DomainError invalid at `domains` */
export function parseDomains(domains: readonly string[]): string[] {
  const unique = [...new Set(domains.map((domain) => domain.trim().toLowerCase()))]
  if (unique.length > mostDomains)
    throw invalid('domains', `A connection can have at most ${mostDomains} domains.`)
  return unique.map((domain) => parseDomain(domain, 'domains'))
}

/** In lower case. @throws DomainError invalid, at the field */
export function parseDomain(domain: string, field: string): string {
  const isDomain = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/
  if (domain.length > 253 || !isDomain.test(domain))
    throw invalid(field, 'Each domain must look like example.com.')
  return domain
}
