import type { Metadata } from 'next'
import { WebhooksPageView } from '@/components/webhooks/webhooks-page'
import { may } from '@/lib/access'
import { listWebhooks } from '@/lib/domain/webhooks/get-webhook'
import { groupLabels } from '@/lib/domain/webhooks/webhook-types'
import { consolePage } from '@/lib/http/person'

export const metadata: Metadata = { title: 'Webhooks' }

export default async function WebhooksPage() {
  const { operator: access, tenantActor: actor } = await consolePage('read:event_streams')
  return (
    <WebhooksPageView
      path="/console/webhooks"
      text="Where events of the whole tenant are sent."
      webhooks={await listWebhooks(access)}
      labels={groupLabels(access)}
      mayCreate={may(actor, 'create:event_streams', 'read:logs')}
    />
  )
}
