import type { Actor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { lockTenant } from '../tenants/lock-tenant'
import type { EnabledSettings } from './available-connections'

/** Of an organization, and on the tenant’s sign-in page. */
export const maxConnections = 10

/** Before another one is added. `present`: all that the organization has. @throws DomainError conflict */
export function assertConnectionLimit(present: readonly unknown[]): void {
  if (present.length < maxConnections) return
  throw conflict(`At most ${maxConnections} ways to sign in. Remove another one first.`)
}

/**
 * Before another connection becomes a default one: the tenant’s sign-in page shows all of them, and an organization starts
 * with them. @throws DomainError conflict
 */
export async function assertDefaultLimit(tx: Tx, tenantId: string): Promise<void> {
  await lockTenant(tx, tenantId)
  if ((await tx.connection.count({ where: { tenantId, isDefault: true } })) < maxConnections) return
  const sentence = `The tenant’s sign-in page can show at most ${maxConnections} ways to sign in.`
  throw new DomainError('conflict', sentence, { field: 'show_as_button' })
}

/** @throws DomainError conflict */
export function assertSignInMethodLeft(others: readonly { enabled: EnabledSettings | null }[]): void {
  const remaining = others.flatMap(({ enabled }) => enabled ?? [])
  if (remaining.length === 0)
    throw conflict('At least one sign-in method must stay enabled. Enable another one first.')
  if (!remaining.some(({ showAsButton }) => showAsButton))
    throw conflict('At least one sign-in method must stay on the sign-in page. Show another one there first.')
}

function conflict(sentence: string): DomainError {
  return new DomainError('conflict', sentence)
}

/** A passkey does not count, since not every user has one. @throws DomainError conflict */
export async function assertDefaultLeft(tx: Tx, tenantId: string, without: string): Promise<void> {
  const others = await tx.$queryRaw<unknown[]>`
    SELECT id FROM connections
    WHERE tenant_id = ${tenantId} AND id <> ${without} AND is_default AND strategy <> 'passkey' FOR NO KEY UPDATE`
  if (others.length > 0) return
  throw new DomainError(
    'conflict',
    'At least one sign-in method must stay on the tenant’s sign-in page. Show another one there first.',
    { field: 'show_as_button' },
  )
}

/**
 * Locks the organizations: none may disable its other connection meanwhile. An organization’s own access has locked the only
 * one that has its connection. @throws DomainError conflict
 */
export async function assertSignInMethodLeftEverywhere(
  tx: Tx,
  { tenantId, connectionId }: { tenantId: string; connectionId: string },
  actor: Actor,
): Promise<void> {
  if (actor.kind !== 'organization')
    await tx.$queryRaw`
      SELECT o.id FROM organizations o
      WHERE o.tenant_id = ${tenantId} AND o.deleted_at IS NULL AND EXISTS (
        SELECT FROM enabled_connections e
        WHERE e.tenant_id = ${tenantId} AND e.organization_id = o.id AND e.connection_id = ${connectionId}
          AND e.is_enabled)
      ORDER BY o.id FOR UPDATE`
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM enabled_connections e
    JOIN organizations o ON o.tenant_id = ${tenantId} AND o.id = e.organization_id AND o.deleted_at IS NULL
    WHERE e.tenant_id = ${tenantId} AND e.connection_id = ${connectionId} AND e.is_enabled AND NOT EXISTS (
      SELECT FROM enabled_connections other
      WHERE other.tenant_id = ${tenantId} AND other.organization_id = o.id AND other.connection_id <> ${connectionId}
        AND other.is_enabled AND other.show_as_button)`
  const count = row?.count ?? 0
  if (count === 0) return
  if (actor.kind === 'organization')
    throw conflict('At least one sign-in method must stay enabled. Enable another one first.')
  const whose = count === 1 ? 'one organization' : `${count} organizations`
  throw conflict(`It is the only sign-in method of ${whose}. Enable another one there first.`)
}
