import type { Tx } from '@/lib/db/prisma'
import type { Jobs } from '@/lib/db/queue'
import { seeAsOrganization } from '@/lib/db/request-context'
import { bookkeeping, bypassRowSecurity, change, read } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import { describeEvent } from '../audit/describe-event'
import { listedColumns, type ListedEvent, listedTables } from '../audit/listed-event'
import { type AttemptProblem, groupOf } from './webhook'
import { openWebhookSecret } from './webhook-secret'
import { testType } from './webhook-types'

/** Events of longer ago are not sent, but stay in the log. */
export const mostDaysBack = 7

export interface DueDelivery {
  tenantId: string
  deliveryId: string
  webhookId: string
  organizationId: string | null
  /** Before this one. */
  attempts: number
  messageId: string
  url: string
  /** The present one and, in an overlap, the previous one. Null: none can be opened. */
  secrets: string[] | null
  payload: WebhookPayload
}

interface Wait {
  group: string
  /** In seconds. */
  wait: number
}

/** While the organization is suspended or deleted. */
const closedSeconds = 60 * 60

/** It is not sent at all. */
interface Unsendable {
  problem: AttemptProblem
}

/** Null if another job sends it, it is settled, or the webhook does not send now. */
export async function claimDelivery(job: Jobs['webhook']): Promise<DueDelivery | Wait | Unsendable | null> {
  const { tenantId } = job
  const access = bypassRowSecurity('a delivery to a webhook is sent', tenantId)
  return read(access, async (tx) => {
    const row = await findDelivery(tx, job)
    if (row === undefined) return null
    const { webhookId, organizationId } = row
    const group = groupOf({ tenantId, organizationId })
    if (row.isClosed && row.isOld) return { problem: 'too_old' }
    if (row.isClosed) return { group, wait: closedSeconds }
    if (row.holdSeconds !== null && row.holdSeconds > 0) return { group, wait: row.holdSeconds }
    const secrets = await openSecrets(row, tenantId)
    const payload = await payloadOf(tx, row, tenantId)
    if (payload === null) return { problem: 'no_event' }
    const { messageId, url } = row
    return { ...job, webhookId, organizationId, messageId, url, secrets, payload }
  })
}

interface Row {
  webhookId: string
  organizationId: string | null
  eventId: string | null
  messageId: string
  createdAt: Date
  url: string
  name: string
  sealedSecret: string
  sealedPreviousSecret: string | null
  holdSeconds: number | null
  isClosed: boolean
  isOld: boolean
  tenantName: string
}

async function findDelivery(tx: Tx, job: Jobs['webhook']): Promise<Row | undefined> {
  const { tenantId, deliveryId, attempts } = job
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT w.id AS "webhookId", w.organization_id AS "organizationId", d.event_id AS "eventId",
      d.message_id AS "messageId", d.created_at AS "createdAt", w.url, w.name, w.sealed_secret AS "sealedSecret",
      CASE WHEN w.previous_secret_until > now() THEN w.sealed_previous_secret END AS "sealedPreviousSecret",
      extract(epoch FROM w.hold_until - now())::float8 AS "holdSeconds",
      o.deleted_at IS NOT NULL OR o.suspended_at IS NOT NULL AS "isClosed",
      d.created_at < now() - make_interval(days => ${mostDaysBack}::int) AS "isOld", t.name AS "tenantName"
    FROM webhook_deliveries d
    JOIN webhooks w ON w.tenant_id = ${tenantId} AND w.id = d.webhook_id AND w.state = 'active'
    JOIN tenants t ON t.id = ${tenantId}
    LEFT JOIN organizations o ON o.tenant_id = ${tenantId} AND o.id = w.organization_id
    WHERE d.tenant_id = ${tenantId} AND d.id = ${deliveryId} AND d.state = 'pending' AND d.attempts = ${attempts}`
  return row
}

async function openSecrets(row: Row, tenantId: string): Promise<string[] | null> {
  const of = { tenantId, webhookId: row.webhookId }
  const sealed = [row.sealedSecret, row.sealedPreviousSecret].filter((text) => text !== null)
  const opened = await Promise.all(sealed.map((text) => openWebhookSecret(of, text)))
  const secrets = opened.filter((secret) => secret !== null)
  return secrets.length === 0 ? null : secrets
}

/** Null if it cannot be seen. An organization’s webhook is sent what row security lets the organization see. */
async function payloadOf(tx: Tx, row: Row, tenantId: string): Promise<WebhookPayload | null> {
  const { eventId, organizationId } = row
  if (eventId === null) return testPayload(row.createdAt, { id: row.webhookId, name: row.name })
  if (organizationId !== null) await seeAsOrganization(tx, organizationId)
  const [event] = await tx.$queryRaw<ListedEvent[]>`
    SELECT ${listedColumns} FROM ${listedTables} WHERE e.tenant_id = ${tenantId} AND e.id = ${eventId}`
  return event ? eventPayload(event, row.tenantName) : null
}

/** What a webhook receives, by Standard Webhooks. Documented in docs/webhooks.md: fields are added, never changed. */
interface WebhookPayload {
  type: string
  /** ISO 8601, when it happened. */
  timestamp: string
  data: Record<string, unknown>
}

/** All that the audit page shows of the event, and no more. */
function eventPayload(event: ListedEvent, tenantName: string): WebhookPayload {
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

function testPayload(at: Date, webhook: { id: string; name: string }): WebhookPayload {
  const description = `A test event for the webhook ${webhook.name}`
  return { type: testType, timestamp: at.toISOString(), data: { description, webhook } }
}

/** Without a request. */
export function failDelivery(
  { tenantId, deliveryId }: Jobs['webhook'],
  problem: AttemptProblem,
): Promise<void> {
  const access = bypassRowSecurity('a delivery that cannot be sent is settled', tenantId)
  return change(access, async (tx) => {
    await failDeliveries(tx, { tenantId, ids: [deliveryId], problem })
    return bookkeeping(undefined)
  })
}

/** Those that wait. The page of the webhook says why. */
export async function failDeliveries(
  tx: Tx,
  { tenantId, ids, problem }: { tenantId: string; ids: readonly string[]; problem: AttemptProblem },
): Promise<void> {
  if (ids.length === 0) return
  await tx.$executeRaw`
    WITH failed AS (
      UPDATE webhook_deliveries SET state = 'failed', next_attempt_at = NULL
      WHERE tenant_id = ${tenantId} AND id = ANY (${ids}) AND state = 'pending'
      RETURNING id, organization_id)
    INSERT INTO webhook_attempts (id, organization_id, delivery_id, problem, duration_ms)
    SELECT a.id, f.organization_id, f.id, ${problem}, 0
    FROM failed f
    JOIN unnest(${ids.map(() => newId('webhookAttempt'))}::text[], ${ids}::text[]) AS a (id, delivery_id)
      ON a.delivery_id = f.id`
}
