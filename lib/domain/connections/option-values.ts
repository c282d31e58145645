import { z } from 'zod'
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

/** Of printable ASCII without spaces. @throws DomainError invalid, at the field */
export function parseText(
  text: string,
  { field, label, max }: { field: string; label: string; max: number },
): string {
  if (text === '') throw invalid(field, `${label} cannot be empty.`)
  if (text.length > max) throw invalid(field, `${label} can have at most ${max} characters.`)
  if (/[^\x21-\x7e]/.test(text)) throw invalid(field, `${label} cannot contain spaces or unusual characters.`)
  return text
}

/**
 * In the options of an organization’s own connection: who said last which provider it is (its issuer, and with SAML the
 * certificates), or confirmed it, and with which Management permissions in the organization.
 */
export const providerTrust = z.object({
  userId: z.string().nullable(),
  permissions: z.array(z.string()),
  /** Said at tenant level: no member has more. */
  isTenantLevel: z.boolean(),
})
export type ProviderTrust = z.output<typeof providerTrust>

/** Which claim has what, by the names of OpenID Connect Core 5.1 unless another is given. */
export const standardClaims = {
  email: 'email',
  name: 'name',
  givenName: 'given_name',
  familyName: 'family_name',
  picture: 'picture',
  emailVerified: 'email_verified',
} as const
