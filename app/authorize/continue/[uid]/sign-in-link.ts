import type { SignInPage } from '@/lib/domain/users/find-sign-in-page'
import type { SignInStep } from '@/lib/oidc/interaction-step'
import { frontLink } from '../../../(front)/front-links'
import { connectionHref } from '../../../(front)/sign-in/with/connection-buttons'

const ours = new Set(['password', 'email', 'passkey'])

export function signInLink(step: SignInStep, back: string, organization: SignInPage | null): string {
  const { slug, signUp, connection } = step
  if (connection !== null && !ours.has(connection.strategy)) {
    return connectionHref(connection.id, { return_to: back, organization: slug ?? undefined })
  }
  const query = { return_to: back, again: '1', connection: wayOf(step) }
  if (slug === null) return frontLink(signUp ? '/sign-up' : '/sign-in', query)
  return signUp && organization?.offersSignUp
    ? frontLink('/sign-up', { ...query, organization: slug })
    : frontLink(`/o/${slug}`, query)
}

/** The connection that the application asks for has priority over the one that the email domain leads to. */
function wayOf({ connection, leadsTo }: SignInStep): string | null {
  return connection?.strategy ?? leadsTo
}
