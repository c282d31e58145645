import type { ReactNode } from 'react'
import type { FrontQuery } from '../front-links'
import { PasskeyButton } from './passkey-button'
import { SignInForm } from './sign-in-form'
import { ConnectionButtons } from './with/connection-buttons'

export interface WaysProps {
  /** What is offered here, in its order. */
  connections: readonly { id: string; strategy: string; displayName: string }[]
  query: FrontQuery
  email?: string | undefined
  /** The ticket of the invitation that she came with. */
  invitation?: string | undefined
  /** What stands in the place of the form, where she needs another one. */
  form?: ReactNode
}

/** Everything that signs her in here: the form, the providers, a passkey. */
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
 * Those that are left where an application asks for one of them by its kind, or her address leads to one by its id; all
 * where that is none that is here.
 */
export function wanted<T extends { id: string; strategy: string }>(
  connections: readonly T[],
  { asked, unlisted = [] }: { asked: string | undefined; unlisted?: readonly T[] },
): readonly T[] {
  const fitting = [...connections, ...unlisted].filter(
    ({ id, strategy }) => strategy === asked || id === asked,
  )
  return fitting.length > 0 ? fitting : connections
}
