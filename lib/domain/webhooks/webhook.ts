import type { Actor } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'
import { ownerOf } from './webhook-access'

export type WebhookState = 'active' | 'paused' | 'disabled'

export interface Webhook {
  id: string
  name: string
  url: string
  /** Types or groups of events; `*` for all. */
  eventTypes: string[]
  /** `disabled`: by Foyer, since it failed for long. */
  state: WebhookState
  secretSetAt: Date
  /** Until then the previous secret signs, too. */
  previousSecretUntil: Date | null
  /** The first failure since the last success. */
  failingSince: Date | null
  createdAt: Date
}

export const webhookColumns = {
  id: true,
  name: true,
  url: true,
  eventTypes: true,
  state: true,
  secretSetAt: true,
  previousSecretUntil: true,
  failingSince: true,
  createdAt: true,
} as const

export const notDeleted = { state: { not: 'deleted' } } as const

export function asWebhook<Row extends { state: string }>(row: Row): Row & { state: WebhookState } {
  const state = row.state === 'paused' || row.state === 'disabled' ? row.state : 'active'
  return { ...row, state }
}

/** Only of the owner whose access it is. @throws DomainError not_found */
export async function readWebhook(tx: Tx, access: Actor, id: string): Promise<Webhook> {
  const row = await tx.webhook.findFirst({
    where: { tenantId: access.tenantId, id, organizationId: ownerOf(access), ...notDeleted },
    select: webhookColumns,
  })
  if (row === null) throw notFound()
  return asWebhook(row)
}

export function targetOf({ id, name }: { id: string; name: string }): NonNullable<Event['target']> {
  return { kind: 'webhook', id, name }
}

/** Of jobs: few of one owner’s run at once, however many webhooks it has. */
export function groupOf({
  tenantId,
  organizationId,
}: {
  tenantId: string
  organizationId: string | null
}): string {
  return organizationId ?? tenantId
}

/** For the log: paths and queries of webhooks often contain secrets. */
export function hostOf(url: string): string {
  return new URL(url).host
}
