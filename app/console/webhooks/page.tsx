import { Webhook } from 'lucide-react'
import type { Metadata } from 'next'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { WebhooksTable } from '@/components/webhooks/webhooks-table'
import { may } from '@/lib/access'
import { listWebhooks } from '@/lib/domain/webhooks/list-webhooks'
import { groupLabels } from '@/lib/domain/webhooks/webhook-types'
import { consolePage } from '@/lib/http/person'

export const metadata: Metadata = { title: 'Webhooks' }

export default async function WebhooksPage() {
  const { operator: access, tenantActor: actor } = await consolePage('read:event_streams')
  const path = '/console/webhooks'
  const webhooks = await listWebhooks(access)
  const mayCreate = may(actor, 'create:event_streams') && may(actor, 'read:logs')
  const add = mayCreate && (
    <LinkButton variant="primary" href={`${path}/new`}>
      Add webhook
    </LinkButton>
  )
  return (
    <>
      <PageHeader
        title="Webhooks"
        text="Where events of the whole tenant are sent."
        action={webhooks.length > 0 && add}
      />
      {webhooks.length === 0 ? (
        <EmptyState
          icon={<Webhook aria-hidden strokeWidth={1.75} />}
          title="No webhooks"
          text="A webhook sends events to a URL of yours as they happen, so that your own systems can act on them."
          action={add}
        />
      ) : (
        <WebhooksTable path={path} webhooks={webhooks} labels={groupLabels(access)} />
      )}
    </>
  )
}
