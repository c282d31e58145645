import type { Actor, OrganizationAccess, TenantAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { change, changeLocked, type ChangeResult } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { privateHostAdvice } from '../connections/provider-url'
import { lockTenant } from '../tenants/lock-tenant'

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

export interface WebhookOwner {
  tenantId: string
  /** Null for the tenant. */
  organizationId: string | null
}

/** Of jobs: few of one owner’s run at once, however many webhooks it has. */
export function groupOf({ tenantId, organizationId }: WebhookOwner): string {
  return organizationId ?? tenantId
}

/** For the log: paths and queries of webhooks often contain secrets. */
export function hostOf(url: string): string {
  return new URL(url).host
}

/** The tenant’s webhooks have the permissions of Auth0’s event streams. */
export type WebhookAccess<Verb extends 'read' | 'update' | 'delete'> =
  | OrganizationAccess<`${Verb}:organization_webhooks`>
  | TenantAccess<`${Verb}:event_streams`>

/** What a webhook receives is the log, so its creator and who chooses its URL must be able to read it. */
export type WebhookWriter<Verb extends 'create' | 'update'> =
  | OrganizationAccess<`${Verb}:organization_webhooks` | 'read:organization_logs'>
  | TenantAccess<`${Verb}:event_streams` | 'read:logs'>

/** Null for the tenant: with a tenant’s access, only the tenant’s own webhooks are found. */
export function ownerOf(access: Actor): string | null {
  return access.kind === 'organization' ? access.organizationId : null
}

/** With the owner, so that no one uses up the limit of another’s webhook. */
export function limitKey(access: Actor, webhookId: string): string {
  return `${access.tenantId} ${ownerOf(access) ?? '*'} ${webhookId}`
}

/** One change at a time in each organization, and among the tenant’s webhooks. */
export function changeWebhooks<T>(
  access: TenantAccess | OrganizationAccess,
  work: (tx: Tx) => Promise<ChangeResult<T>>,
): Promise<T> {
  if (access.kind === 'organization') return changeLocked(access, work)
  return change(access, async (tx) => {
    await lockTenant(tx, access.tenantId)
    return work(tx)
  })
}

/** Why an attempt failed. */
export type AttemptProblem =
  | 'status'
  | 'redirect'
  | 'gone'
  | 'unreachable'
  | 'timeout'
  | 'not_public'
  | 'unreadable_secret'
  | 'no_event'
  | 'too_old'

const sentences: Record<AttemptProblem, string> = {
  status: 'The receiver answered with an error.',
  redirect: 'The receiver answered with a redirect, which is not followed. Enter the final URL.',
  gone: 'The receiver answered 410: it wants no more events.',
  unreachable: 'The receiver could not be reached, or the connection broke off.',
  timeout: 'The receiver did not answer in time. It should answer at once and do its work afterwards.',
  not_public: `The URL leads to an address that is not public. ${privateHostAdvice}`,
  unreadable_secret: 'The signing secret cannot be read any more. Rotate it.',
  no_event: 'Not sent: the event can no longer be read.',
  too_old: 'Not sent: it had waited for more than seven days.',
}

export function explainAttempt(problem: string): string {
  return Object.hasOwn(sentences, problem) ? sentences[problem as AttemptProblem] : 'The attempt failed.'
}
