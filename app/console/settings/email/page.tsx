import type { Metadata } from 'next'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Form } from '@/components/form/form'
import { Button } from '@/components/ui/button'
import { Copyable } from '@/components/ui/copyable'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { may } from '@/lib/access'
import { getEmailSender } from '@/lib/domain/email-sender/email-sender'
import { readTogether } from '@/lib/domain/read-together'
import { getLastTest } from '@/lib/email/queries'
import { consolePage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { removeAccount, sendTest } from './actions'
import { LastTestNotice } from './last-test-notice'
import { SenderFacts } from './sender-facts'
import { SenderForm } from './sender-form'

export const metadata: Metadata = { title: 'Email sender' }

export default async function EmailSettingsPage() {
  const { operator, tenantActor } = await consolePage('read:email_provider')
  const { name, url } = await currentTenant()
  const { sender, lastTest } = await readTogether([operator], async () => ({
    sender: await getEmailSender(operator),
    lastTest: await getLastTest(operator),
  }))
  const mayUpdate = may(tenantActor, 'update:email_provider')
  return (
    <>
      <Section
        title="Sender"
        text="Who the emails to your customers come from."
        action={mayUpdate && <SendTest />}
      >
        {lastTest && <LastTestNotice test={lastTest} />}
        <SenderFacts sender={sender} tenantName={name} />
      </Section>
      {mayUpdate && (
        <Section
          title="Your own sender"
          text="An address of your own needs an account of your own at Resend."
          action={sender.apiKey && may(tenantActor, 'delete:email_provider') && <RemoveDialog />}
        >
          <SenderForm sender={sender} tenantName={name} />
        </Section>
      )}
      <HowTo webhookUrl={`${url}/api/webhooks/resend`} />
    </>
  )
}

function SendTest() {
  return (
    <Form action={sendTest}>
      <SubmitButton variant="secondary">Send me a test email</SubmitButton>
    </Form>
  )
}

function RemoveDialog() {
  return (
    <ConfirmDialog
      act="remove-email-account"
      trigger={<Button>Remove API key</Button>}
      title="Remove your API key?"
      description="Your address and the webhook’s signing secret are removed with it. Emails are then sent from the address of this installation."
      action={removeAccount}
      submit="Remove"
    />
  )
}

function HowTo({ webhookUrl }: { webhookUrl: string }) {
  return (
    <Section title="How to set it up">
      <ol className="flex max-w-form list-decimal flex-col gap-2 pl-5">
        <li>Verify your domain at Resend.</li>
        <li>
          Create an API key there that can send emails, and enter it here with an address at that domain.
        </li>
        <li>
          To see what was delivered, add a webhook there for all email events, and enter its signing secret
          here. Its address:
          <Copyable value={webhookUrl} label="Copy the webhook’s address" />
        </li>
        <li>Send yourself a test email.</li>
      </ol>
    </Section>
  )
}
