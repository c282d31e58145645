import type { Metadata } from 'next'
import { NewWebhookPageView } from '@/components/webhooks/webhooks-page'
import { eventChoices } from '@/lib/domain/webhooks/webhook-types'
import { consolePage } from '@/lib/http/person'
import { create } from '../actions'

export const metadata: Metadata = { title: 'Add a webhook' }

export default async function NewWebhookPage() {
  const { operator: access } = await consolePage('read:event_streams', 'create:event_streams', 'read:logs')
  return <NewWebhookPageView path="/console/webhooks" choices={eventChoices(access)} create={create} />
}
