import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import type { OrganizationConnectionSettings } from './organization-connection-settings'
import type { AvailableConnection } from './available-connections'

const mostConnections = 10

/** @throws DomainError conflict beyond ten, on or off for now */
export function assertConnectionLimit(all: readonly AvailableConnection[]): void {
  const had = all.filter(({ enabled, paused }) => enabled ?? paused)
  if (had.length < mostConnections) return
  throw new DomainError(
    'conflict',
    `At most ${mostConnections} sign-in methods are allowed. Remove another one first.`,
  )
}

/** Writes how a way to sign in works here; it is on or off for now, never both. */
export async function replaceOrganizationConnectionSettings(
  tx: Tx,
  { tenantId, organizationId }: OrganizationActor,
  {
    connectionId,
    isEnabled,
    ...data
  }: OrganizationConnectionSettings & { connectionId: string; isEnabled: boolean },
): Promise<void> {
  const key = { tenantId, organizationId, connectionId }
  const create = { organizationId, connectionId, ...data }
  const upsert = { where: { tenantId_organizationId_connectionId: key }, create, update: data }
  if (isEnabled) {
    await tx.pausedConnection.deleteMany({ where: key })
    await tx.enabledConnection.upsert(upsert)
  } else {
    await tx.enabledConnection.deleteMany({ where: key })
    await tx.pausedConnection.upsert(upsert)
  }
}
