import type { Metadata } from 'next'
import { WebhookPageView } from '@/components/webhooks/webhook-page'
import { may } from '@/lib/access'
import { getWebhook } from '@/lib/domain/webhooks/get-webhook'
import { eventChoices, groupLabels } from '@/lib/domain/webhooks/webhook-types'
import { organizationPage } from '@/lib/http/person'
import { findShownOnce, newWebhookSecret } from '@/lib/http/shown-once'
import type { RawQuery } from '@/lib/http/page-query'
import { one } from '../../../../../(front)/front-links'
import * as actions from '../actions'

export const metadata: Metadata = { title: 'Webhook' }

interface WebhookPageProps {
  params: Promise<{ slug: string; webhookId: string }>
  searchParams: Promise<RawQuery>
}

export default async function WebhookPage({ params, searchParams }: WebhookPageProps) {
  const { slug, webhookId: id } = await params
  const { access, actor } = await organizationPage(slug, 'read:organization_webhooks')
  const before = one((await searchParams)['before'])?.slice(0, 100)
  const page = await getWebhook(access, { id, before })
  const shown = await findShownOnce(newWebhookSecret, access.caller)
  const mayUpdate = may(actor, 'update:organization_webhooks')
  return (
    <WebhookPageView
      path={`/o/${slug}/webhooks`}
      page={page}
      before={before}
      labels={groupLabels(access)}
      choices={mayUpdate && may(actor, 'read:organization_logs') ? eventChoices(access) : null}
      secret={shown?.webhookId === id ? shown.secret : null}
      actions={actionsOf(slug)}
      may={{ update: mayUpdate, remove: may(actor, 'delete:organization_webhooks') }}
    />
  )
}

function actionsOf(slug: string) {
  return {
    sendTest: actions.sendTest.bind(null, slug),
    dismissSecret: actions.dismissSecret.bind(null, slug),
    resume: actions.resume.bind(null, slug),
    sendAgain: actions.sendAgain.bind(null, slug),
    save: actions.save.bind(null, slug),
    rotateSecret: actions.rotateSecret.bind(null, slug),
    pause: actions.pause.bind(null, slug),
    remove: actions.remove.bind(null, slug),
  }
}
