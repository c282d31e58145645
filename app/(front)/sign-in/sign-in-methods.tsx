import type { ReactNode } from 'react'
import { Notice } from '@/components/ui/notice'
import { OrDivider } from '@/components/ui/or-divider'
import { canSendEmail, noEmail } from '@/lib/domain/email-sender/email-sender'
import { currentTenant } from '@/lib/web/tenant'
import type { FrontQuery } from '../front-links'
import { PasskeyButton } from './passkey-button'
import { SignInForm } from './sign-in-form'
import { ConnectionButtons } from './with/connection-buttons'

export interface SignInMethodsProps {
  connections: readonly { id: string; strategy: string; displayName: string }[]
  query: FrontQuery
  /** The organization requires one of its connections of some addresses. */
  routesByDomain?: boolean
  known?: string | null
  /** The address of the user who is to sign in again. */
  own?: string | undefined
  invitation?: string | undefined
  form?: ReactNode
}

/** Without email where no one sends it. */
export async function SignInMethods(props: SignInMethodsProps) {
  const connections = await withoutUnsentEmail(props.connections)
  return connections.length === 0 ? (
    <Notice>{noEmail}</Notice>
  ) : (
    <OfferedMethods {...props} connections={connections} />
  )
}

function OfferedMethods(props: SignInMethodsProps) {
  const { connections, query, routesByDomain = false, known, own, invitation, form } = props
  const strategies = new Set(connections.map(({ strategy }) => strategy))
  const hasForm = strategies.has('password') || strategies.has('email')
  const { return_to, organization, address } = query
  const again = own === undefined ? undefined : '1'
  return (
    <div className="group/methods flex flex-col gap-2">
      {hasForm &&
        (form ?? (
          <SignInForm
            query={query}
            routesByDomain={routesByDomain}
            strategies={strategies}
            email={known ?? own}
          />
        ))}
      {/* They do not fit an address that leads to an organization. */}
      <div className="contents group-has-[[data-found-organization]]/methods:hidden">
        {needsDivider(strategies, form !== undefined) && <OrDivider />}
        <ConnectionButtons
          connections={connections}
          query={{ return_to, organization, address, invitation, again }}
        />
        {strategies.has('passkey') && (
          <PasskeyButton query={query} variant={strategies.size === 1 ? 'primary' : 'secondary'} />
        )}
      </div>
    </div>
  )
}

async function withoutUnsentEmail<T extends { strategy: string }>(
  connections: readonly T[],
): Promise<readonly T[]> {
  if (await canSendEmail((await currentTenant()).id)) return connections
  return connections.filter(({ strategy }) => strategy !== 'email')
}

/** The sign-in form has its own above its email button, which the other methods then follow. */
function needsDivider(strategies: ReadonlySet<string>, hasOwnForm: boolean): boolean {
  const inForm = ['password', 'email'].filter((strategy) => strategies.has(strategy)).length
  if (inForm === 0 || strategies.size === inForm) return false
  return hasOwnForm || inForm === 1
}

/** By the strategy that the application names, or the id that the email domain leads to. All if none matches. */
export function matchingConnections<T extends { id: string; strategy: string }>(
  connections: readonly T[],
  { requested, unlisted = [] }: { requested: string | undefined; unlisted?: readonly T[] },
): readonly T[] {
  const matching = [...connections, ...unlisted].filter(
    ({ id, strategy }) => strategy === requested || id === requested,
  )
  return matching.length > 0 ? matching : connections
}
