import { Form } from '@/components/form/form'
import { Notice } from '@/components/ui/notice'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { obstacleToFinishing } from '@/lib/domain/sso-tickets/finish-sso-ticket'
import { type FoundSsoTicket, ticketAccessOf } from '@/lib/domain/sso-tickets/find-sso-ticket'
import { getTicketConnection, type TicketConnection } from '@/lib/domain/sso-tickets/queries'
import { ticketPath } from '@/lib/http/ticket-action'
import { TestSection } from '../../(identity-providers)/test-section'
import { finish } from './actions'
import { OpenIdProvider } from './open-id-provider'
import { SamlProvider } from './saml-provider'
import { Steps } from './steps'

interface ConnectedProviderProps {
  ticket: string
  found: FoundSsoTicket
}

export async function ConnectedProvider({ ticket, found }: ConnectedProviderProps) {
  const connection = await getTicketConnection(ticketAccessOf(found), found.connectionId)
  const { options, saml } = connection
  const obstacle = obstacleToFinishing(connection)
  return (
    <div>
      <Steps current={obstacle === null ? 'Enable' : 'Test'} />
      <TestSection href={`${ticketPath(ticket)}/test`} provider={connection} />
      <EnableSection ticket={ticket} found={found} connection={connection} obstacle={obstacle} />
      {options && <OpenIdProvider ticket={ticket} provider={{ ...connection, options }} />}
      {saml && <SamlProvider ticket={ticket} provider={{ ...connection, saml }} />}
    </div>
  )
}

interface EnableSectionProps extends ConnectedProviderProps {
  connection: TicketConnection
  obstacle: string | null
}

function EnableSection({ ticket, found, connection, obstacle }: EnableSectionProps) {
  const { isEnabled, displayName } = connection
  const organization = found.organization.displayName
  return (
    <Section title={isEnabled ? 'Finish' : 'Enable'} text={consequenceOf(found, isEnabled)}>
      {!isEnabled && (
        <div className="max-w-form">
          <Notice title="Admins confirm it once">
            Admins and owners of {organization} can sign in with it after one of them has confirmed it, on its
            page in the organization’s sign-in methods. Other members can sign in at once.
          </Notice>
        </div>
      )}
      <Form action={finish.bind(null, ticket)} className="flex max-w-form flex-col items-start gap-3">
        {obstacle !== null && <p className="text-muted-foreground">{obstacle}</p>}
        <SubmitButton variant={obstacle === null ? 'primary' : 'secondary'}>
          {isEnabled ? 'Finish' : `Enable ${displayName}`}
        </SubmitButton>
      </Form>
    </Section>
  )
}

function consequenceOf(
  { organization, assignMembershipOnLogin }: FoundSsoTicket,
  isEnabled: boolean,
): string {
  const name = organization.displayName
  if (isEnabled) return 'The provider stays enabled, and this link ends.'
  const who = assignMembershipOnLogin
    ? `Everyone who signs in with it becomes a member of ${name}.`
    : `Members of ${name}, and people who are invited, can sign in with it.`
  return `${who} This link then ends.`
}
