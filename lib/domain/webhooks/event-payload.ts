import { describeEvent } from '../audit/describe-event'
import type { ListedEvent } from '../audit/listed-event'
import { testType } from './webhook-types'

/** What a webhook receives, by Standard Webhooks. Documented in docs/webhooks.md: fields are added, never changed. */
export interface WebhookPayload {
  type: string
  /** ISO 8601, when it happened. */
  timestamp: string
  data: Record<string, unknown>
}

/** All that the audit page shows of the event, and no more. */
export function eventPayload(event: ListedEvent, tenantName: string): WebhookPayload {
  const { who, did } = describeEvent(event, tenantName)
  const { organization, connection } = event
  return {
    type: event.type,
    timestamp: event.occurredAt.toISOString(),
    data: {
      id: event.id,
      description: `${who} ${did}`,
      organization: organization && {
        id: organization.id,
        name: organization.slug,
        display_name: organization.displayName,
      },
      actor: { type: event.actorKind, id: event.actorId, name: event.actorName, email: event.actorEmail },
      target:
        event.targetKind === null
          ? null
          : { type: event.targetKind, id: event.targetId, name: event.targetName, email: event.targetEmail },
      connection: connection && { strategy: connection.strategy, name: connection.name },
      details: event.details,
      ip: event.ip,
      user_agent: event.userAgent,
      request_id: event.requestId,
    },
  }
}

export function testPayload(at: Date, webhook: { id: string; name: string }): WebhookPayload {
  const description = `A test event for the webhook ${webhook.name}`
  return { type: testType, timestamp: at.toISOString(), data: { description, webhook } }
}
