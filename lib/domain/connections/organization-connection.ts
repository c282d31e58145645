import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { notFound } from '@/lib/errors'
import { settingsOf, type OrganizationConnectionSettings } from './organization-connection-settings'
import { isHidden, availableConnections, type AvailableConnection } from './available-connections'

/** A way to sign in that an organization has, on or off for now. */
export interface OrganizationConnection extends OrganizationConnectionSettings {
  id: string
  name: string
  strategy: string
  displayName: string
  isEnabled: boolean
}

/** Which of them is meant: only one that is on, unless it may be off for now, too. */
export interface WhichConnection {
  id: string
  mayBePaused?: boolean | undefined
}

/** Null of one that the organization does not have. */
export function asOrganizationConnection(connection: AvailableConnection): OrganizationConnection | null {
  const { id, name, strategy, displayName, enabled, paused } = connection
  if (!enabled && !paused) return null
  const isEnabled = enabled !== null
  return { ...settingsOf(connection), ...{ id, name, strategy, displayName, isEnabled } }
}

/** Those that it has and the actor may know of. */
export async function readOrganizationConnections(
  tx: Tx,
  access: OrganizationActor,
): Promise<OrganizationConnection[]> {
  const all = await availableConnections(tx, access)
  return all.filter((one) => !isHidden(access, one)).flatMap((one) => asOrganizationConnection(one) ?? [])
}

/**
 * What is offered and had here, and of it the one that is meant.
 * @throws DomainError not_found
 */
export async function findHad(
  tx: Tx,
  access: OrganizationActor,
  { id, mayBePaused = false }: WhichConnection,
): Promise<{ connection: AvailableConnection; on: AvailableConnection[] }> {
  const all = await availableConnections(tx, access, sql`"isEnabled" IS NOT NULL`)
  const connection = all.find((one) => one.id === id)
  if (!connection || !(connection.enabled || mayBePaused)) throw notFound()
  return { connection, on: all.filter(({ enabled }) => enabled) }
}
