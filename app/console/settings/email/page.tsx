import type { Metadata } from 'next'
import { Form } from '@/components/form/form'
import { Fact, Facts } from '@/components/ui/facts'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { may } from '@/lib/access'
import { emailDelivery } from '@/lib/email/mailbox'
import { senderOf } from '@/lib/email/template-input'
import { env } from '@/lib/env'
import { consolePage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { sendTest } from './actions'

export const metadata: Metadata = { title: 'Email sender' }

export default async function EmailSettingsPage() {
  const { tenantActor } = await consolePage('read:tenant_settings')
  const { name } = await currentTenant()
  const delivery = emailDelivery()
  const from = (displayName: string) => senderOf({ brand: { displayName }, tenantName: name })
  return (
    <Section
      title="Sender"
      text="Set by the environment of the process that runs this product, for all tenants: they share one account at the provider, so a tenant cannot choose an address of its own. The name before the address is this tenant’s."
      action={
        delivery !== 'none' &&
        may(tenantActor, 'update:tenant_settings') && (
          <Form action={sendTest}>
            <SubmitButton variant="secondary">Send me a test email</SubmitButton>
          </Form>
        )
      }
    >
      <Facts>
        <Fact label="From">
          <code>{from(name)}</code>
        </Fact>
        <Fact label="From an organization">
          <code>{from('Organization name')}</code>
        </Fact>
        <Fact label="Delivery">
          <Delivery by={delivery} />
        </Fact>
        <Fact label="Delivery reports">
          {env().resendWebhookSecret === undefined ? 'Not received' : 'Received from Resend'}
        </Fact>
      </Facts>
      <HowToChange />
    </Section>
  )
}

function Delivery({ by }: { by: ReturnType<typeof emailDelivery> }) {
  if (by === 'resend') return 'Resend'
  if (by === 'none') return 'None: emails reach no one until you set up Resend.'
  return (
    <>
      The <TextLink href="/dev/mail">local mailbox</TextLink>. Emails never leave this machine.
    </>
  )
}

function HowToChange() {
  return (
    <div className="flex max-w-form flex-col gap-2">
      <h3 className="font-medium">How to change it</h3>
      <ol className="flex list-decimal flex-col gap-1 pl-5 text-muted-foreground">
        <li>Verify your domain at Resend and create an API key there.</li>
        <li>
          Set <code>RESEND_API_KEY</code> and <code>EMAIL_FROM</code>, an address at that domain.
        </li>
        <li>
          Add a webhook to <code>/api/webhooks/resend</code> at Resend and set its signing secret as{' '}
          <code>RESEND_WEBHOOK_SECRET</code>.
        </li>
        <li>Restart, and send yourself a test email.</li>
      </ol>
    </div>
  )
}
