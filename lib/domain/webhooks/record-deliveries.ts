import type { SystemAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { enqueue } from '@/lib/db/queue'
import { sql } from '@/lib/db/sql'
import { bookkeeping, bypassRowSecurity, change, read, unchanged } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import { isUnread, type LogMark, readUnread, settledUntil } from '../audit/unread'
import { mostDaysBack } from './claim-delivery'
import { groupOf } from './webhook'
import { isChosen } from './webhook-types'

/** Those with an active webhook. */
export function tenantsWithWebhooks(): Promise<string[]> {
  return read(bypassRowSecurity('the webhooks of all tenants are served', ''), async (tx) => {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      SELECT DISTINCT w.tenant_id AS id FROM webhooks w WHERE w.state = 'active' ORDER BY 1`
    return rows.map(({ id }) => id)
  })
}

/** Of one webhook at once. */
const batch = 500

/** In one transaction. */
const webhooksAtOnce = 20

/** A webhook without new events is marked as read no more often, so that neither writes nor what is looked through grow. */
const quietMinutes = 5

/**
 * Gives each event since the last time a delivery to each webhook that chose its type, and enqueues it, in one transaction.
 * Stops at the oldest running transaction, so that it misses no event that commits later.
 * @returns whether there may be more
 */
export function recordDeliveries(tenantId: string): Promise<boolean> {
  const access = bypassRowSecurity('events of the log are sent to webhooks', tenantId)
  return change(access, async (tx) => {
    const until = await settledUntil(tx)
    const webhooks = await lockWaiting(tx, access, until)
    if (webhooks.length === 0) return unchanged(false)
    let isMore = webhooks.length === webhooksAtOnce
    for (const webhook of webhooks) {
      const events = await eventsFor(tx, access, { webhook, until })
      await insertDeliveries(tx, access, { webhook, events })
      const last = events.length < batch ? undefined : events.at(-1)?.at
      isMore ||= last !== undefined
      await tx.$executeRaw`
        UPDATE webhooks SET read_until = ${last ?? until}::timestamptz
        WHERE tenant_id = ${tenantId} AND id = ${webhook.id}`
    }
    return bookkeeping(isMore)
  })
}

interface WaitingWebhook {
  id: string
  organizationId: string | null
  eventTypes: string[]
  readUntil: string
}

/**
 * Active ones with new events or not read for long, of organizations that are neither suspended nor deleted, the longest
 * unread first. Another process has the others. One EXISTS for each owner, so that the index of an organization’s events
 * serves.
 */
function lockWaiting(tx: Tx, { tenantId }: SystemAccess, until: string): Promise<WaitingWebhook[]> {
  const isNew = isUnread({ tenantId, after: { at: sql`w.read_until`, id: sql`''` }, until })
  return tx.$queryRaw<WaitingWebhook[]>`
    SELECT w.id, w.organization_id AS "organizationId", w.event_types AS "eventTypes", greatest(w.read_until, now() - make_interval(days => ${mostDaysBack}::int))::text AS "readUntil"
    FROM webhooks w
    LEFT JOIN organizations o ON o.tenant_id = ${tenantId} AND o.id = w.organization_id
    WHERE w.tenant_id = ${tenantId} AND w.state = 'active' AND w.catching_up_after IS NULL
      AND o.deleted_at IS NULL AND o.suspended_at IS NULL
      AND CASE
        WHEN w.read_until < ${until}::timestamptz - make_interval(mins => ${quietMinutes}::int) THEN true
        WHEN w.organization_id IS NULL THEN EXISTS (SELECT FROM audit_events e WHERE ${isNew})
        ELSE EXISTS (SELECT FROM audit_events e WHERE ${isNew} AND e.organization_id = w.organization_id)
      END
    ORDER BY w.read_until, w.id LIMIT ${webhooksAtOnce} FOR UPDATE OF w SKIP LOCKED`
}

type FoundEvent = LogMark & { type: string }

function eventsFor(
  tx: Tx,
  { tenantId }: SystemAccess,
  { webhook, until }: { webhook: WaitingWebhook; until: string },
): Promise<FoundEvent[]> {
  const { organizationId, readUntil } = webhook
  return readUnread(tx, {
    tenantId,
    organizationId,
    after: { at: readUntil, id: '' },
    until,
    take: batch,
    columns: sql`e.type`,
    tables: sql`audit_events e`,
  })
}

/** A second delivery of the same event is left out: the last event of a full batch is read again. */
async function insertDeliveries(
  tx: Tx,
  { tenantId }: SystemAccess,
  { webhook, events }: { webhook: WaitingWebhook; events: readonly FoundEvent[] },
): Promise<void> {
  const { id: webhookId, organizationId, eventTypes } = webhook
  const kind = organizationId === null ? 'tenant' : 'organization'
  const chosen = events.filter(({ type }) => isChosen(type, { eventTypes, kind }))
  if (chosen.length === 0) return
  const inserted = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO webhook_deliveries (id, organization_id, webhook_id, event_id, message_id, type, next_attempt_at)
    SELECT d.id, ${organizationId}, ${webhookId}, d.event_id, d.event_id, d.type, now()
    FROM unnest(${chosen.map(() => newId('webhookDelivery'))}::text[], ${chosen.map(({ id }) => id)}::text[],
      ${chosen.map(({ type }) => type)}::text[]) AS d (id, event_id, type)
    ON CONFLICT (tenant_id, webhook_id, message_id) DO NOTHING
    RETURNING id`
  const jobs = inserted.map(({ id: deliveryId }) => ({ tenantId, deliveryId, attempts: 0 }))
  await enqueue(tx, 'webhook', { jobs, group: groupOf({ tenantId, organizationId }) })
}
