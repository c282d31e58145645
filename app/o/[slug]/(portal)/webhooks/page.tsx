import type { Metadata } from 'next'
import { WebhooksPageView } from '@/components/webhooks/webhooks-page'
import { may } from '@/lib/access'
import { listWebhooks } from '@/lib/domain/webhooks/get-webhook'
import { groupLabels } from '@/lib/domain/webhooks/webhook-types'
import { organizationPage } from '@/lib/http/person'

export const metadata: Metadata = { title: 'Webhooks' }

export default async function WebhooksPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  const { access, actor, organization } = await organizationPage(slug, 'read:organization_webhooks')
  return (
    <WebhooksPageView
      path={`/o/${slug}/webhooks`}
      text={`Where events of ${organization.displayName} are sent.`}
      webhooks={await listWebhooks(access)}
      labels={groupLabels(access)}
      mayCreate={may(actor, 'create:organization_webhooks') && may(actor, 'read:organization_logs')}
    />
  )
}
