import { isAtLeast, type AccessLevel } from '@/lib/domain/connections/read-connection'
import { frontLink } from '../../../../(front)/front-links'

const kinds: Record<string, string> = {
  password: 'An address and a password of their own',
  email: 'A link and a code, sent to the address',
  passkey: 'A fingerprint, a face or a security key',
  'google-oauth2': 'An account with Google',
  windowslive: 'An account with Microsoft',
  github: 'An account with GitHub',
  oidc: 'An account with the company’s own identity provider',
}

/** What people sign in with, in a few words. */
export function kindOf(strategy: string): string {
  return kinds[strategy] ?? strategy
}

/** Whose business it is, where the organization’s people may not do all; null where they may. */
export function reservation(accessLevel: AccessLevel, tenantName: string): string | null {
  if (isAtLeast(accessLevel, 'full')) return null
  return `Only ${tenantName} can ${isAtLeast(accessLevel, 'limited') ? 'switch this off' : 'change this'}.`
}

const ours = new Set(['password', 'email', 'passkey'])

/** Where a sign-in by this connection begins that comes back to the method’s page. */
export function testHref(slug: string, { id, strategy }: { id: string; strategy: string }): string {
  const returnTo = `/o/${slug}/sign-in-methods/${id}?tested=1`
  if (!ours.has(strategy))
    return frontLink(`/sign-in/with/${id}`, { organization: slug, return_to: returnTo })
  return frontLink(`/o/${slug}`, { again: '1', connection: strategy, return_to: returnTo })
}
