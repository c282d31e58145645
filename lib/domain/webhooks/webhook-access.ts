import type { Actor, OrganizationAccess, TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { change, changeLocked, type ChangeResult } from '@/lib/db/transaction'
import { lockTenant } from '../tenants/lock-tenant'

/** The tenant’s webhooks have the permissions of Auth0’s event streams. */
export type WebhookAccess<Verb extends 'read' | 'update' | 'delete'> =
  OrganizationAccess<`${Verb}:organization_webhooks`> | TenantAccess<`${Verb}:event_streams`>

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
