import { LinkButton } from '@/components/ui/link-button'
import type { FoundSsoTicket } from '@/lib/domain/sso-tickets/find-sso-ticket'
import type { SsoTicketState } from '@/lib/domain/sso-tickets/sso-ticket'
import { FrontPage } from '../../(front)/front-page'

type ClosedState = Exclude<SsoTicketState, 'live'>

interface ClosedTicketProps {
  found: FoundSsoTicket
  state: ClosedState
  tenantName: string
}

/** Why the ticket has ended, and what happens next. */
export function ClosedTicket({ found, state, tenantName }: ClosedTicketProps) {
  const { organization } = found
  const { title, text } = words[state](found, tenantName)
  return (
    <FrontPage organization={organization} title={title} text={text}>
      {state === 'finished' && (
        <LinkButton href={`/o/${organization.slug}`} variant="primary" width="full">
          Open the sign-in page
        </LinkButton>
      )}
    </FrontPage>
  )
}

type Words = (found: FoundSsoTicket, tenantName: string) => { title: string; text: string }

const words: Record<ClosedState, Words> = {
  finished: ({ connection, organization: { displayName } }, tenantName) => ({
    title: `${connection?.displayName ?? 'Your identity provider'} is connected`,
    text: `People of ${displayName} can sign in to ${tenantName} with it. This link has ended: admins of ${displayName} change the provider in the organization’s sign-in methods, or ask ${tenantName} for a new link.`,
  }),
  expired: (_, tenantName) => ({
    title: 'This link has expired',
    text: `Ask ${tenantName} for a new one. What you saved so far is kept.`,
  }),
  revoked: (_, tenantName) => ({
    title: 'This link was revoked',
    text: `It no longer works. If you still have to connect your provider, ask ${tenantName} for a new one.`,
  }),
  unavailable: (_, tenantName) => ({
    title: 'This link no longer works',
    text: `The identity provider or the organization that it was for is not there any more. Ask ${tenantName} what to do.`,
  }),
}
