import type { Metadata } from 'next'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Form } from '@/components/form/form'
import { AppLink } from '@/components/ui/app-link'
import { Button } from '@/components/ui/button'
import { Copyable } from '@/components/ui/copyable'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { may } from '@/lib/access'
import { type EmailSender, getEmailSender } from '@/lib/domain/email-sender/email-sender'
import { readTogether } from '@/lib/domain/read-together'
import { getLastTest } from '@/lib/email/queries'
import type { RawQuery } from '@/lib/http/page-query'
import { consolePage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { one } from '../../../(front)/front-links'
import { removeAccount, sendTest } from './actions'
import { LastTestNotice } from './last-test-notice'
import { SenderFacts } from './sender-facts'
import { MailServerForm, ResendForm } from './sender-form'

export const metadata: Metadata = { title: 'Email sender' }

export default async function EmailSettingsPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const { operator, tenantActor } = await consolePage('read:email_provider')
  const { name, url } = await currentTenant()
  const { sender, lastTest } = await readTogether([operator], async () => ({
    sender: await getEmailSender(operator),
    lastTest: await getLastTest(operator),
  }))
  const mayUpdate = may(tenantActor, 'update:email_provider')
  const provider = providerOf(one((await searchParams)['provider']), sender)
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
          text="An address of your own needs an account of your own at Resend, or a mail server of your own."
          action={
            sender.fromAddress &&
            may(tenantActor, 'delete:email_provider') && <RemoveDialog sender={sender} />
          }
        >
          <ProviderLinks current={provider} />
          {provider === 'resend' ? (
            <ResendForm key={provider} sender={sender} tenantName={name} />
          ) : (
            <MailServerForm key={provider} sender={sender} tenantName={name} />
          )}
        </Section>
      )}
      {provider === 'resend' ? <HowToResend webhookUrl={`${url}/api/webhooks/resend`} /> : <HowToServer />}
    </>
  )
}

type Provider = 'resend' | 'smtp'

function providerOf(wanted: string | undefined, { mailServer }: EmailSender): Provider {
  if (wanted === 'resend' || wanted === 'smtp') return wanted
  return mailServer ? 'smtp' : 'resend'
}

const providers = [
  { value: 'resend', label: 'Resend' },
  { value: 'smtp', label: 'Mail server (SMTP)' },
] as const

function ProviderLinks({ current }: { current: Provider }) {
  return (
    <nav aria-label="Sent by" className="mb-6 flex flex-wrap gap-2">
      {providers.map(({ value, label }) => (
        <AppLink
          key={value}
          href={`/console/settings/email?provider=${value}`}
          aria-current={value === current ? 'true' : undefined}
          className="flex min-h-control items-center rounded-md border px-3.5 font-medium text-muted-foreground hover:bg-hover aria-[current=true]:border-primary aria-[current=true]:text-foreground"
        >
          {label}
        </AppLink>
      ))}
    </nav>
  )
}

function SendTest() {
  return (
    <Form action={sendTest}>
      <SubmitButton variant="secondary">Send me a test email</SubmitButton>
    </Form>
  )
}

function RemoveDialog({ sender: { mailServer } }: { sender: EmailSender }) {
  const what = mailServer ? 'mail server' : 'API key'
  const others = mailServer ? 'Your address is' : 'Your address and the webhook’s signing secret are'
  return (
    <ConfirmDialog
      act="remove-email-account"
      trigger={<Button>Remove {what}</Button>}
      title={`Remove your ${what}?`}
      description={`${others} removed with it. Emails are then sent from the address of this installation.`}
      action={removeAccount}
      submit="Remove"
    />
  )
}

function HowToServer() {
  return (
    <Section title="How to set it up">
      <ol className="flex max-w-form list-decimal flex-col gap-2 pl-5">
        <li>Create a user at your mail server that may send from your address.</li>
        <li>
          Enter the server here. It must encrypt the connection, with a certificate that is valid for its
          name.
        </li>
        <li>
          Let the SPF and DKIM records of your domain name the server: other companies’ mail servers look at
          them.
        </li>
        <li>Send yourself a test email. The answer of your mail server shows here.</li>
      </ol>
    </Section>
  )
}

function HowToResend({ webhookUrl }: { webhookUrl: string }) {
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
