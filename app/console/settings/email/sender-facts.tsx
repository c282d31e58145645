import { Fact, Facts } from '@/components/ui/facts'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import type { EmailSender, StoredSecret } from '@/lib/domain/email-sender/email-sender'
import { emailDelivery } from '@/lib/email/mailbox'
import { environmentSender } from '@/lib/email/sender'
import { senderOf } from '@/lib/email/template-input'
import { env } from '@/lib/env'

interface SenderFactsProps {
  sender: EmailSender
  tenantName: string
}

export function SenderFacts({ sender, tenantName }: SenderFactsProps) {
  const { fromName, fromAddress, replyTo, apiKey, mailServer, webhookSecret } = sender
  const mailbox = { name: fromName, address: fromAddress ?? environmentSender().address }
  const from = (displayName: string) => senderOf({ brand: { displayName }, tenantName }, mailbox)
  return (
    <Facts>
      <Fact label="From">
        <code>{from(tenantName)}</code>
      </Fact>
      <Fact label="From an organization">
        <code>{from('Organization name')}</code>
      </Fact>
      <Fact label="Replies go to">{replyTo ?? 'The from address'}</Fact>
      <Fact label="Sent by">
        <SentBy sender={sender} />
      </Fact>
      {mailServer && (
        <Fact label="Server password">
          {mailServer.user === null ? (
            'None: the server asks for no login'
          ) : (
            <>
              {'Set '}
              <Time value={mailServer.setAt} />
              {`, for the user ${mailServer.user}`}
            </>
          )}
        </Fact>
      )}
      {apiKey && (
        <Fact label="API key">
          <StoredSecretText secret={apiKey} />
        </Fact>
      )}
      <Fact label="Delivery reports">
        {webhookSecret ? (
          <>
            {'Received. Signing secret: '}
            <StoredSecretText secret={webhookSecret} />
          </>
        ) : (
          reportsText(sender)
        )}
      </Fact>
    </Facts>
  )
}

function StoredSecretText({ secret: { end, setAt } }: { secret: StoredSecret }) {
  return (
    <>
      <code>{`…${end}`}</code>
      {', set '}
      <Time value={setAt} />
    </>
  )
}

function SentBy({ sender: { apiKey, mailServer } }: { sender: EmailSender }) {
  if (mailServer)
    return (
      <>
        {'Your mail server '}
        <code>{`${mailServer.host}:${mailServer.port}`}</code>
      </>
    )
  return apiKey ? 'Your account at Resend' : <SharedAccount />
}

function SharedAccount() {
  const delivery = emailDelivery()
  if (delivery === 'resend') return 'The account of this installation at Resend'
  if (delivery === 'smtp') return 'The mail server of this installation'
  if (delivery === 'none') return 'Nothing: emails reach no one until you set up a sender'
  return (
    <>
      Nothing: emails stay in the <TextLink href="/dev/mail">local mailbox</TextLink>
    </>
  )
}

function reportsText({ apiKey, mailServer }: EmailSender): string {
  if (mailServer || (!apiKey && emailDelivery() === 'smtp'))
    return 'Only what the mail server answers at once: a later bounce goes to the from address'
  return !apiKey && env().resendWebhookSecret !== undefined ? 'Received' : 'Not received'
}
