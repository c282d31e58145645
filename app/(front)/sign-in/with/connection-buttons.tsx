import { buttonStyles } from '@/components/ui/button'
import { pathWith } from '@/lib/http/page-query'

interface ConnectionButtonsProps {
  connections: readonly { id: string; strategy: string; displayName: string }[]
  query: ConnectionQuery
}

export type ConnectionQuery = {
  return_to?: string | undefined
  organization?: string | undefined
  invitation?: string | undefined
  /** Names the address that the provider may prefill. */
  address?: string | undefined
  /** `1`: the provider may prefill the address of the user who is signed in. */
  again?: string | undefined
}

/** Links, not forms: the CSP’s `form-action` would block a redirect to the provider. */
export function ConnectionButtons({ connections, query }: ConnectionButtonsProps) {
  const others = connections.filter(({ strategy }) => !isBuiltIn(strategy))
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

export function connectionHref(id: string, query: ConnectionQuery): string {
  return pathWith(`/sign-in/with/${encodeURIComponent(id)}`, query)
}

/** Without an identity provider. */
export function isBuiltIn(strategy: string): boolean {
  return ['password', 'email', 'passkey'].includes(strategy)
}
