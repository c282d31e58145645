import type { Metadata } from 'next'
import { Form } from '@/components/form/form'
import { BackLink } from '@/components/ui/back-link'
import { PageHeader } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { WebhookFields } from '@/components/webhooks/webhook-fields'
import { eventChoices } from '@/lib/domain/webhooks/webhook-types'
import { organizationPage } from '@/lib/http/person'
import { create } from '../actions'

export const metadata: Metadata = { title: 'Add a webhook' }

export default async function NewWebhookPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  const { access } = await organizationPage(
    slug,
    'read:organization_webhooks',
    'create:organization_webhooks',
    'read:organization_logs',
  )
  return (
    <>
      <BackLink href={`/o/${slug}/webhooks`}>Webhooks</BackLink>
      <PageHeader
        title="Add a webhook"
        text="Each request is signed. You get the secret that verifies it once the webhook is added."
      />
      <Form action={create.bind(null, slug)} act="create-webhook" className="flex max-w-form flex-col gap-4">
        <WebhookFields choices={eventChoices(access)} />
        <SubmitButton className="self-start">Add webhook</SubmitButton>
      </Form>
    </>
  )
}
