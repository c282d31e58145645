import type { SignInPage } from '@/lib/domain/users/find-sign-in-page'
import type { SignInStep } from '@/lib/oidc/next-step'
import { frontLink } from '../../../(front)/front-links'
import { connectionHref } from '../../../(front)/sign-in/with/connection-buttons'

const ours = new Set(['password', 'email', 'passkey'])

/** The page that signs her in as the application asks: at a provider, at the organization, at the tenant, or a new account. */
export function signInLink(step: SignInStep, back: string, organization: SignInPage | null): string {
  const { slug, signUp, email, connection } = step
  if (connection !== null && !ours.has(connection.strategy)) {
    const asked = { return_to: back, organization: slug ?? undefined, login_hint: email ?? undefined }
    return connectionHref(connection.id, asked)
  }
  const query = { return_to: back, again: '1', email, connection: wayOf(step) }
  if (slug === null) return frontLink(signUp ? '/sign-up' : '/sign-in', query)
  return signUp && organization?.offersSignUp
    ? frontLink('/sign-up', { ...query, organization: slug })
    : frontLink(`/o/${slug}`, query)
}

/** What the application asks for goes before what her address leads to. */
function wayOf({ connection, leadsTo }: SignInStep): string | null {
  return connection?.strategy ?? leadsTo
}
