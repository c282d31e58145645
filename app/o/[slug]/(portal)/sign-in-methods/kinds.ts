import { type AccessLevel, isAtLeast } from '@/lib/domain/connections/access-levels'
import { pathWith } from '@/lib/http/page-query'

const kinds: Record<string, string> = {
  password: 'An email address and a password',
  email: 'A link and a code sent by email',
  passkey: 'A fingerprint, a face or a security key',
  'google-oauth2': 'An account with Google',
  windowslive: 'An account with Microsoft',
  github: 'An account with GitHub',
  oidc: 'An account with your company’s identity provider',
  samlp: 'An account with your company’s identity provider',
}

export function kindOf(strategy: string): string {
  return kinds[strategy] ?? strategy
}

/** Null if the organization may do everything. */
export function restriction(accessLevel: AccessLevel, tenantName: string): string | null {
  if (isAtLeast(accessLevel, 'full')) return null
  return `Only ${tenantName} can ${isAtLeast(accessLevel, 'limited') ? 'disable this' : 'change this'}.`
}

const builtIn = new Set(['password', 'email', 'passkey'])

export function testHref(slug: string, { id, strategy }: { id: string; strategy: string }): string {
  const returnTo = `/o/${slug}/sign-in-methods/${id}?tested=1`
  if (!builtIn.has(strategy))
    return pathWith(`/sign-in/with/${id}`, { organization: slug, return_to: returnTo })
  return pathWith(`/o/${slug}`, { again: '1', connection: strategy, return_to: returnTo })
}
