import { hostOf } from '@/lib/domain/webhooks/webhook'
import { openOrganization, type Composed, type MailboxPage } from './mailbox-page'

/** Null once the webhook is deleted or resumed. */
export async function composeWebhookDisabled(page: MailboxPage, webhookId: string): Promise<Composed | null> {
  const { tx, mail, worn, url } = page
  const { tenantId, organizationId } = mail
  const organization = openOrganization(page)
  if (organizationId !== null && organization === null) return null
  const where = { tenantId, id: webhookId, organizationId, state: 'disabled' }
  const webhook = await tx.webhook.findFirst({ where, select: { name: true, url: true } })
  if (webhook === null) return null
  const folder = organization === null ? '/console/webhooks' : `/o/${organization.slug}/webhooks`
  return {
    content: {
      ...worn,
      template: 'webhook_disabled',
      webhookName: webhook.name,
      host: hostOf(webhook.url),
      organizationName: organization?.displayName,
      link: `${url}${folder}/${webhookId}`,
    },
    secrets: { token: '', code: '' },
  }
}
