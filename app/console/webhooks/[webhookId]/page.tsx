import type { Metadata } from 'next'
import { WebhookPageView } from '@/components/webhooks/webhook-page'
import { may } from '@/lib/access'
import { getWebhook } from '@/lib/domain/webhooks/get-webhook'
import { eventChoices, groupLabels } from '@/lib/domain/webhooks/webhook-types'
import { consolePage } from '@/lib/http/person'
import { findShownOnce, newWebhookSecret } from '@/lib/http/shown-once'
import type { RawQuery } from '@/lib/http/page-query'
import { one } from '../../../(front)/front-links'
import { dismissSecret, pause, remove, resume, rotateSecret, save, sendAgain, sendTest } from '../actions'

export const metadata: Metadata = { title: 'Webhook' }

interface WebhookPageProps {
  params: Promise<{ webhookId: string }>
  searchParams: Promise<RawQuery>
}

export default async function WebhookPage({ params, searchParams }: WebhookPageProps) {
  const { webhookId: id } = await params
  const { operator: access, tenantActor: actor } = await consolePage('read:event_streams')
  const before = one((await searchParams)['before'])?.slice(0, 100)
  const page = await getWebhook(access, { id, before })
  const shown = await findShownOnce(newWebhookSecret, access.caller)
  const mayUpdate = may(actor, 'update:event_streams')
  return (
    <WebhookPageView
      path="/console/webhooks"
      page={page}
      before={before}
      labels={groupLabels(access)}
      choices={mayUpdate && may(actor, 'read:logs') ? eventChoices(access) : null}
      secret={shown?.webhookId === id ? shown.secret : null}
      actions={{ dismissSecret, pause, remove, resume, rotateSecret, save, sendAgain, sendTest }}
      may={{ update: mayUpdate, remove: may(actor, 'delete:event_streams') }}
    />
  )
}
