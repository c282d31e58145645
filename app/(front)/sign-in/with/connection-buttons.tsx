import { buttonStyles } from '@/components/ui/button'
import { frontLink } from '../../front-links'

interface ConnectionButtonsProps {
  /** The connections offered here. The component shows only those that need a provider. */
  connections: readonly { id: string; strategy: string; displayName: string }[]
  query: ConnectionQuery
}

/** What a sign-in with a provider carries from the start to the callback. */
export type ConnectionQuery = {
  return_to?: string | undefined
  /** The slug of the organization on whose page the sign-in began. */
  organization?: string | undefined
  /** The ticket of the invitation that the user opened. */
  invitation?: string | undefined
  /** The address that the user entered, so that the provider can prefill it. */
  login_hint?: string | undefined
}

const ours = new Set(['password', 'email', 'passkey'])

/** One link for each provider. Links, not forms: the CSP’s form-action would block a redirect to the provider. */
export function ConnectionButtons({ connections, query }: ConnectionButtonsProps) {
  const others = connections.filter(({ strategy }) => !ours.has(strategy))
  if (others.length === 0) return null
  const variant = connections.length === 1 ? 'primary' : 'secondary'
  return (
    <ul className="flex flex-col gap-2">
      {others.map(({ id, displayName }) => (
        <li key={id}>
          <a href={connectionHref(id, query)} className={buttonStyles({ variant, width: 'full' })}>
            Continue with {displayName}
          </a>
        </li>
      ))}
    </ul>
  )
}

/** The URL that starts a sign-in with this connection. */
export function connectionHref(id: string, query: ConnectionQuery): string {
  return frontLink(`/sign-in/with/${encodeURIComponent(id)}`, query)
}
