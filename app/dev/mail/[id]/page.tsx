import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { PageHeader, Section } from '@/components/ui/page-header'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { findLocalEmail, type LocalEmail } from '@/lib/email/mailbox'
import { MailboxPage, mailboxTenant } from '../mailbox-page'

export const metadata: Metadata = { title: 'Email' }

interface EmailPageProps {
  params: Promise<{ id: string }>
}

export default async function EmailPage({ params }: EmailPageProps) {
  const tenant = await mailboxTenant()
  const email = await findLocalEmail(tenant.id, (await params).id)
  if (email === null) notFound()
  const nonce = (await headers()).get('x-nonce') ?? ''
  return (
    <MailboxPage tenantName={tenant.name}>
      <p className="mb-4">
        <TextLink href="/dev/mail">All emails</TextLink>
      </p>
      <PageHeader title={<span className="wrap-anywhere">{email.subject}</span>} />
      <Envelope email={email} />
      <Section title="As the recipient sees it">
        <iframe
          title={`The email “${email.subject}”`}
          srcDoc={framed(email.html, nonce)}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          className="h-160 w-full rounded-lg border bg-background"
        />
      </Section>
      <Section title="Plain text">
        <pre className="overflow-x-auto rounded-lg border bg-panel p-4 font-mono text-sm whitespace-pre-wrap wrap-anywhere">
          {email.text}
        </pre>
      </Section>
    </MailboxPage>
  )
}

function Envelope({ email }: { email: LocalEmail }) {
  return (
    <dl className="mb-8 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 wrap-anywhere [&_dt]:text-muted-foreground">
      <dt>From</dt>
      <dd>{email.from}</dd>
      <dt>To</dt>
      <dd>{email.to}</dd>
      <dt>Sent</dt>
      <dd>
        <Time value={email.createdAt} />
      </dd>
    </dl>
  )
}

/** The frame inherits this page’s CSP, so the email’s styles need its nonce. Links open in a new tab. */
function framed(html: string, nonce: string): string {
  return html.replace('<style>', `<base target="_blank"/><style nonce="${nonce}">`)
}
