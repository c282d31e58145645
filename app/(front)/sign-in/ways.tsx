import type { ReactNode } from 'react'
import type { FrontQuery } from '../front-links'
import { PasskeyButton } from './passkey-button'
import { SignInForm } from './sign-in-form'
import { ConnectionButtons } from './with/connection-buttons'

export interface WaysProps {
  /** The connections offered here, in display order. */
  connections: readonly { id: string; strategy: string; displayName: string }[]
  query: FrontQuery
  email?: string | undefined
  /** The ticket of the invitation that the user opened. */
  invitation?: string | undefined
  /** Replaces the default sign-in form. */
  form?: ReactNode
}

/** All sign-in methods offered here: the form, the providers, a passkey. */
export function Ways({ connections, query, email, invitation, form }: WaysProps) {
  const ways = new Set(connections.map(({ strategy }) => strategy))
  const hasForm = ways.has('password') || ways.has('email')
  const hasOthers = [...ways].some((way) => way !== 'password' && way !== 'email')
  return (
    <>
      {hasForm && (form ?? <SignInForm query={query} ways={ways} email={email} />)}
      {hasOthers && (
        <div className="flex flex-col gap-2">
          <ConnectionButtons connections={connections} query={{ ...query, invitation, login_hint: email }} />
          {ways.has('passkey') && (
            <PasskeyButton query={query} variant={ways.size === 1 ? 'primary' : 'secondary'} />
          )}
        </div>
      )}
    </>
  )
}

/**
 * The connections that match what was asked for: the strategy that the application names, or the id of the connection
 * that the email domain leads to. All connections if none matches.
 */
export function input<T extends { id: string; strategy: string }>(
  connections: readonly T[],
  { asked: requested, unlisted = [] }: { asked: string | undefined; unlisted?: readonly T[] },
): readonly T[] {
  const fitting = [...connections, ...unlisted].filter(
    ({ id, strategy }) => strategy === requested || id === requested,
  )
  return fitting.length > 0 ? fitting : connections
}
