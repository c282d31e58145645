import type { OrganizationAccess, OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { canAutoJoin } from '../members/join-on-login'
import { type Window, type Windowed, windowOnto } from '../window'
import {
  assertLevel,
  type AvailableConnection,
  availableConnections,
  type EnabledSettings,
  isHidden,
} from './available-connections'
import { type OrganizationConnectionSettings, settingsOf } from './organization-connection-settings'

/** A way to sign in that an organization has, on or off for now. */
export interface OrganizationConnection extends OrganizationConnectionSettings {
  id: string
  name: string
  strategy: string
  displayName: string
  isEnabled: boolean
}

/** Which of them is meant: only one that is on, unless it may be off for now, too. */
export interface ConnectionKey {
  id: string
  mayBePaused?: boolean | undefined
}

/** Null of one that the organization does not have. */
function asOrganizationConnection(connection: AvailableConnection): OrganizationConnection | null {
  const { id, name, strategy, displayName, enabled, paused } = connection
  if (!enabled && !paused) return null
  const isEnabled = enabled !== null
  return { ...settingsOf(connection), id, name, strategy, displayName, isEnabled }
}

/** Those that it has and the actor may know of. */
async function readOrganizationConnections(
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
export async function findEnabledOrThrow(
  tx: Tx,
  access: OrganizationActor,
  { id, mayBePaused = false }: ConnectionKey,
): Promise<{ connection: AvailableConnection; on: AvailableConnection[] }> {
  const all = await availableConnections(tx, access, sql`"isEnabled" IS NOT NULL`)
  const connection = all.find((one) => one.id === id)
  if (!connection || !(connection.enabled || mayBePaused)) throw notFound()
  return { connection, on: all.filter(({ enabled }) => enabled) }
}

export interface EnabledConnection extends AvailableConnection {
  enabled: EnabledSettings
  /** Members who signed in by it and are still signed in. */
  signedIn: number
  /** Members who could sign in by no other connection that is enabled here. */
  stranded: number
  /** Whether the actor may let everybody who signs in by it become a member. */
  canAutoJoin: boolean
}

/**
 * A way to sign in that is on here, and who relies on it.
 * @throws DomainError not_found
 */
export function getEnabledConnection(
  access: OrganizationAccess<'read:organization_connections'>,
  id: string,
): Promise<EnabledConnection> {
  return read(access, async (tx) => {
    const { connection } = await findEnabledOrThrow(tx, access, { id })
    assertLevel(access, connection, 'readonly')
    const { enabled } = connection
    if (!enabled) throw notFound()
    const [relying] = await tx.$queryRaw<{ signedIn: number; stranded: number }[]>`
      SELECT signed_in AS "signedIn", without_alternative AS stranded FROM foyer.connection_usage(${id})`
    const counted = relying ?? { signedIn: 0, stranded: 0 }
    return { ...connection, enabled, ...counted, canAutoJoin: await canAutoJoin(tx, access) }
  })
}

/** @throws DomainError not_found */
export function getOrganizationConnection(
  access: OrganizationAccess<'read:organization_connections'>,
  which: ConnectionKey,
): Promise<OrganizationConnection> {
  return read(access, async (tx) => {
    const { connection } = await findEnabledOrThrow(tx, access, which)
    assertLevel(access, connection, 'readonly')
    const found = asOrganizationConnection(connection)
    if (!found) throw notFound()
    return found
  })
}

/** The tenant’s ways to sign in that concern this organization: those that are on, then those it may switch on. */
export function listOfferedConnections(
  access: OrganizationAccess<'read:organization_connections'>,
): Promise<AvailableConnection[]> {
  return read(access, async (tx) =>
    (await availableConnections(tx, access)).filter((one) => !isHidden(access, one)),
  )
}

/** The ways to sign in that the organization has: the oldest first, or by id in a window that says `after`. */
export function listOrganizationConnections(
  access: OrganizationAccess<'read:organization_connections'>,
  window: Window,
  { isEnabled }: { isEnabled?: boolean | undefined } = {},
): Promise<Windowed<OrganizationConnection>> {
  return read(access, async (tx) => {
    const all = await readOrganizationConnections(tx, access)
    const rows = all.filter((one) => isEnabled === undefined || one.isEnabled === isEnabled)
    return windowOnto(rows, window, ({ id }) => id)
  })
}
