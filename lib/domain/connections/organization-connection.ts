import type { OrganizationAccess, OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { type Window, type Windowed, windowOnto } from '../window'
import { assertLevel, isHidden } from './access-levels'
import {
  type AvailableConnection,
  type EnabledSettings,
  findAvailableConnections,
} from './available-connections'
import {
  type ConnectionJoining,
  findConnectionJoining,
  type OrganizationConnectionSettings,
  settingsOf,
} from './organization-connection-settings'

type Named = Pick<AvailableConnection, 'id' | 'name' | 'strategy' | 'product' | 'displayName'>
export type OrganizationConnection = Named & OrganizationConnectionSettings & { isEnabled: boolean }

export interface ConnectionKey {
  id: string
  includeDisabled?: boolean | undefined
}

/** Enabled, or disabled with its settings kept. */
export function isAdded({ enabled, disabled }: AvailableConnection): boolean {
  return enabled !== null || disabled !== null
}

/** Null for one that the organization does not have. It has its own before they are enabled for the first time. */
function asOrganizationConnection(connection: AvailableConnection): OrganizationConnection | null {
  const { isOwn, isDetached } = connection
  return isAdded(connection) || (isOwn && !isDetached) ? withSettings(connection) : null
}

export function withSettings(connection: AvailableConnection): OrganizationConnection {
  const { id, name, strategy, product, displayName, enabled } = connection
  const isEnabled = enabled !== null
  return { ...settingsOf(connection), id, name, strategy, product, displayName, isEnabled }
}

export interface FoundConnection {
  connection: AvailableConnection
  /** That the organization has, enabled or not. */
  others: AvailableConnection[]
}

/** Also one that the organization does not have. @throws DomainError not_found if it is not offered */
export async function readAvailableConnection(
  tx: Tx,
  access: OrganizationActor,
  id: string,
): Promise<FoundConnection> {
  const all = await findAvailableConnections(tx, access, sql`id = ${id} OR "isEnabled" IS NOT NULL`)
  const connection = all.find((one) => one.id === id)
  if (!connection) throw notFound()
  return { connection, others: all.filter((one) => one !== connection) }
}

/** @throws DomainError not_found */
export async function readOrganizationConnection(
  tx: Tx,
  access: OrganizationActor,
  { id, includeDisabled = false }: ConnectionKey,
): Promise<FoundConnection> {
  const found = await readAvailableConnection(tx, access, id)
  const present = asOrganizationConnection(found.connection)
  if (!present || !(present.isEnabled || includeDisabled)) throw notFound()
  return found
}

/** One that the organization created, also if it was never enabled here. @throws DomainError not_found */
export async function readOwnConnection(
  tx: Tx,
  access: OrganizationActor,
  id: string,
): Promise<FoundConnection> {
  const found = await readAvailableConnection(tx, access, id)
  if (!found.connection.isOwn || isHidden(access, found.connection)) throw notFound()
  return found
}

export interface ConnectionUse {
  /** Members who were looked at for the two numbers: all, or the first `mostExamined`. */
  examined: number
  /** Members who are signed in by it now. */
  signedIn: number
  /** Members who could not sign in by any other connection that is enabled here. */
  stranded: number
}

export interface EnabledConnection extends AvailableConnection, ConnectionUse {
  enabled: EnabledSettings
  joining: ConnectionJoining
}

/** @throws DomainError not_found */
export function getEnabledConnection(
  access: OrganizationAccess<'read:organization_connections'>,
  id: string,
): Promise<EnabledConnection> {
  return read(access, async (tx) => {
    const { connection } = await readOrganizationConnection(tx, access, { id })
    assertLevel(access, connection, 'readonly')
    const { enabled } = connection
    if (!enabled) throw notFound()
    const [usage] = await tx.$queryRaw<ConnectionUse[]>`
      SELECT examined, signed_in AS "signedIn", without_alternative AS stranded FROM foyer.connection_usage(${id})`
    const counts = usage ?? { examined: 0, signedIn: 0, stranded: 0 }
    return { ...connection, enabled, ...counts, joining: await findConnectionJoining(tx, access, id) }
  })
}

/** @throws DomainError not_found */
export function getOrganizationConnection(
  access: OrganizationAccess<'read:organization_connections'>,
  key: ConnectionKey,
): Promise<OrganizationConnection> {
  return read(access, async (tx) => {
    const { connection } = await readOrganizationConnection(tx, access, key)
    assertLevel(access, connection, 'readonly')
    const found = asOrganizationConnection(connection)
    if (!found) throw notFound()
    return found
  })
}

export function listAvailableConnections(
  access: OrganizationAccess<'read:organization_connections'>,
): Promise<AvailableConnection[]> {
  return read(access, (tx) => findVisible(tx, access))
}

export function listOrganizationConnections(
  access: OrganizationAccess<'read:organization_connections'>,
  window: Window,
  { isEnabled }: { isEnabled?: boolean | undefined } = {},
): Promise<Windowed<OrganizationConnection>> {
  return read(access, async (tx) => {
    const all = await findVisible(tx, access)
    const rows = all
      .flatMap((one) => asOrganizationConnection(one) ?? [])
      .filter((one) => isEnabled === undefined || one.isEnabled === isEnabled)
    return windowOnto(rows, window, ({ id }) => id)
  })
}

async function findVisible(tx: Tx, access: OrganizationActor): Promise<AvailableConnection[]> {
  const all = await findAvailableConnections(tx, access)
  return all.filter((one) => !isHidden(access, one))
}
