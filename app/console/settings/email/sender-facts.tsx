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
  const { fromName, fromAddress, replyTo, apiKey, webhookSecret } = sender
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
      <Fact label="Sent by">{apiKey ? 'Your account at Resend' : <SharedAccount />}</Fact>
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
          reportsText(apiKey !== null)
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

function SharedAccount() {
  const delivery = emailDelivery()
  if (delivery === 'resend') return 'The account of this installation at Resend'
  if (delivery === 'smtp') return 'The mail server of this installation'
  if (delivery === 'none') return 'Nothing: emails reach no one until you set up Resend'
  return (
    <>
      Nothing: emails stay in the <TextLink href="/dev/mail">local mailbox</TextLink>
    </>
  )
}

function reportsText(isOwn: boolean): string {
  return !isOwn && env().resendWebhookSecret !== undefined ? 'Received' : 'Not received'
}
