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

/** A short description of the kind of connection. */
export function kindOf(strategy: string): string {
  return kinds[strategy] ?? strategy
}

/** Who manages it, if the organization’s own people may not do everything; null if they may. */
export function reservation(accessLevel: AccessLevel, tenantName: string): string | null {
  if (isAtLeast(accessLevel, 'full')) return null
  return `Only ${tenantName} can ${isAtLeast(accessLevel, 'limited') ? 'switch this off' : 'change this'}.`
}

const ours = new Set(['password', 'email', 'passkey'])

/** Starts a test sign-in by this connection, which returns to the method’s page. */
export function testHref(slug: string, { id, strategy }: { id: string; strategy: string }): string {
  const returnTo = `/o/${slug}/sign-in-methods/${id}?tested=1`
  if (!ours.has(strategy))
    return frontLink(`/sign-in/with/${id}`, { organization: slug, return_to: returnTo })
  return frontLink(`/o/${slug}`, { again: '1', connection: strategy, return_to: returnTo })
}
