import type { Metadata } from 'next'
import { NewWebhookPageView } from '@/components/webhooks/webhooks-page'
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
    <NewWebhookPageView
      path={`/o/${slug}/webhooks`}
      choices={eventChoices(access)}
      create={create.bind(null, slug)}
    />
  )
}
