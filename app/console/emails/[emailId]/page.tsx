import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { Form } from '@/components/form/form'
import { BackLink } from '@/components/ui/back-link'
import { PageHeader, Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { may } from '@/lib/access'
import { mayRetry } from '@/lib/email/email-status'
import { getEmail, type EmailDetails } from '@/lib/email/queries'
import { consolePage } from '@/lib/http/person'
import { retry } from '../actions'
import { templateLabel } from '../template-label'
import { emailsPath } from '../query'
import { EmailFacts } from './email-facts'
import { EmailFrame } from './email-frame'
import { EmailHistory } from './email-history'

export const metadata: Metadata = { title: 'Email' }

export default async function EmailPage({ params }: { params: Promise<{ emailId: string }> }) {
  const { operator, tenantActor } = await consolePage('read:logs')
  const email = await getEmail(operator, (await params).emailId)
  const maySendAgain = mayRetry(email) && may(tenantActor, 'update:email_provider')
  return (
    <>
      <BackLink href={emailsPath}>Email</BackLink>
      <PageHeader
        title={
          <span className="wrap-anywhere">{email.content?.subject ?? templateLabel(email.template)}</span>
        }
        text={<span className="wrap-anywhere">{email.recipient}</span>}
        action={maySendAgain && <Retry emailId={email.id} />}
      />
      <Section title="Details">
        <EmailFacts email={email} viewer={tenantActor} />
      </Section>
      <Section title="History">
        <EmailHistory email={email} />
      </Section>
      <Content content={email.content} nonce={(await headers()).get('x-nonce') ?? ''} />
    </>
  )
}

function Retry({ emailId }: { emailId: string }) {
  return (
    <Form action={retry} values={{ email_id: emailId }}>
      <SubmitButton>Retry</SubmitButton>
    </Form>
  )
}

function Content({ content, nonce }: { content: EmailDetails['content']; nonce: string }) {
  if (content === null)
    return (
      <Section title="As sent">
        <p className="text-muted-foreground">
          No copy is kept of an email that was handed over. Your email provider may show it.
        </p>
      </Section>
    )
  return (
    <>
      <Section title="As sent" text="Links and codes are hidden: only the recipient may use them.">
        <EmailFrame html={content.html} subject={content.subject} nonce={nonce} />
      </Section>
      <Section title="Plain text">
        <pre className="overflow-x-auto rounded-lg border bg-panel p-4 font-mono text-sm whitespace-pre-wrap wrap-anywhere">
          {content.text}
        </pre>
      </Section>
    </>
  )
}
