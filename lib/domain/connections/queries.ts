import type { AnyTenantAccess, Permission, TenantAccess } from '@/lib/access'
import { sql } from '@/lib/db/sql'
import { bypassRowSecurity, read } from '@/lib/db/transaction'
import { invalid } from '@/lib/errors'
import { clientExists } from '../clients/read-client'
import { byId, readPage } from '../read-page'
import type { Window, Windowed } from '../window'
import { storedConnectionName } from './connection-fields'
import {
  asConnection,
  type Connection,
  connectionColumns,
  connectionExists,
  type ConnectionRow,
  readConnection,
} from './read-connection'

type Reader = Extract<Permission, 'read:connections' | 'read:clients' | 'read:client_summary'>

export interface ConnectionFilter {
  /** Or products, each of which is no other strategy here. */
  strategies?: readonly string[] | undefined
  name?: string | undefined
  /** Every connection serves every application, so it only has to exist. */
  clientId?: string | undefined
}

/** @throws DomainError not_found for an unknown application */
export function listConnections(
  access: AnyTenantAccess<Reader>,
  window: Window,
  { strategies, name, clientId }: ConnectionFilter = {},
): Promise<Windowed<Connection>> {
  const { tenantId } = access
  const named = name === undefined ? sql`true` : sql`c.name = ${storedConnectionName(name)}`
  const ofStrategies =
    strategies === undefined
      ? sql`true`
      : sql`coalesce(c.options->>'product', c.strategy) = ANY (${[...strategies]})`
  return read(access, async (tx) => {
    const page = await readPage<ConnectionRow>(tx, window, {
      columns: connectionColumns,
      from: sql`connections c WHERE c.tenant_id = ${tenantId} AND ${named} AND ${ofStrategies}`,
      requires: clientId === undefined ? [] : [{ exists: clientExists(tenantId, clientId) }],
      ...byId(window, sql`c.id`, sql`c.created_at, c.id`),
      placeOf: ({ id }) => id,
    })
    return { ...page, rows: page.rows.map(asConnection) }
  })
}

/** @throws DomainError not_found */
export function getConnection(
  access: AnyTenantAccess<Extract<Permission, 'read:connections' | 'update:connections'>>,
  id: string,
): Promise<Connection> {
  return read(access, (tx) => readConnection(tx, access.tenantId, id))
}

export interface NamedConnection {
  id: string
  strategy: string
  /** True without an organization. */
  isOpen: boolean
}

/** Null also for another organization’s own. */
export function findNamedConnection(
  tenantId: string,
  { name, organizationId }: { name: string; organizationId: string | null },
): Promise<NamedConnection | null> {
  return read(
    bypassRowSecurity('the sign-in page lists connections before anyone is signed in', tenantId),
    async (tx) => {
      const found = await tx.connection.findFirst({
        where: { tenantId, OR: [{ name: storedConnectionName(name) }, { id: name }] },
        select: { id: true, strategy: true, organizationId: true },
      })
      if (!found) return null
      const { id, strategy, organizationId: owner } = found
      if (owner !== null && owner !== organizationId) return null
      if (organizationId === null) return { id, strategy, isOpen: true }
      const enabled = await tx.enabledConnection.count({
        where: { tenantId, organizationId, connectionId: id, isEnabled: true },
      })
      return { id, strategy, isOpen: enabled > 0 }
    },
  )
}

/** Every connection serves every application. @throws DomainError not_found */
export function listConnectionClients(
  access: TenantAccess<'read:connections'>,
  connectionId: string,
  window: Window,
): Promise<Omit<Windowed<string>, 'total'>> {
  const { tenantId } = access
  return read(access, async (tx) => {
    const page = await readPage<{ id: string }>(tx, window, {
      columns: sql`c.id`,
      from: sql`clients c WHERE c.tenant_id = ${tenantId}`,
      requires: [{ exists: connectionExists(tenantId, connectionId) }],
      ...byId(window, sql`c.id`),
      placeOf: ({ id }) => id,
    })
    return { ...page, rows: page.rows.map(({ id }) => id) }
  })
}

export interface OfferedConnection {
  id: string
  strategy: string
  displayName: string
}

/** New organizations start with these, too. */
export function listDefaultConnections(tenantId: string): Promise<OfferedConnection[]> {
  return read({ kind: 'public', tenantId, subject: '' }, (tx) =>
    tx.connection.findMany({
      where: { tenantId, isDefault: true },
      select: { id: true, strategy: true, displayName: true },
      orderBy: [{ createdAt: 'asc' }, { name: 'asc' }],
    }),
  )
}

type Editor = Extract<Permission, 'create:connections' | 'update:connections'>

/**
 * Every connection serves every application, so these only have to exist, and so does the connection.
 * @throws DomainError not_found; invalid at `client_id`
 */
export function assertClientsExist(
  access: AnyTenantAccess<Editor>,
  clientIds: readonly string[],
  of?: { connectionId: string },
): Promise<void> {
  const { tenantId } = access
  const ids = [...new Set(clientIds)]
  return read(access, async (tx) => {
    if (of) await readConnection(tx, tenantId, of.connectionId)
    const found = await tx.client.findMany({ where: { tenantId, id: { in: ids } }, select: { id: true } })
    const unknown = ids.find((id) => !found.some((client) => client.id === id))
    if (unknown === undefined) return
    const sentence = `There is no application ${unknown.slice(0, 64)}.`
    throw invalid('client_id', sentence)
  })
}
