import type { OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import type { ProviderOptions } from './provider-options'
import { asConnection, type Connection, connectionColumns, type ConnectionRow } from './read-connection'

/** An identity provider by OpenID Connect that the organization connected itself. */
export interface OwnProvider extends Connection {
  options: ProviderOptions
  /** Null until it was enabled or prepared here for the first time. */
  isEnabled: boolean | null
  showAsButton: boolean
  assignMembershipOnLogin: boolean
}

/** Those who may change one also read it. */
type Reader =
  | OrganizationAccess<'read:organization_connections'>
  | OrganizationAccess<'update:organization_connections'>
  | OrganizationAccess<'delete:organization_connections'>
type HereRow = Pick<OwnProvider, 'isEnabled' | 'showAsButton' | 'assignMembershipOnLogin'>

export function listOwnProviders(access: Reader): Promise<OwnProvider[]> {
  return read(access, (tx) => readOwn(tx, access, sql`true`))
}

/** @throws DomainError not_found */
export function getOwnProvider(access: Reader, id: string): Promise<OwnProvider> {
  return read(access, (tx) => readOwnProvider(tx, access, id))
}

/** @throws DomainError not_found */
export async function readOwnProvider(tx: Tx, access: Reader, id: string): Promise<OwnProvider> {
  const [found] = await readOwn(tx, access, sql`c.id = ${id}`)
  if (!found) throw notFound()
  return found
}

async function readOwn(tx: Tx, { tenantId, organizationId }: Reader, which: Sql): Promise<OwnProvider[]> {
  const rows = await tx.$queryRaw<(ConnectionRow & HereRow)[]>(sql`
    SELECT ${connectionColumns}, e.is_enabled AS "isEnabled", coalesce(e.show_as_button, true) AS "showAsButton",
      coalesce(e.assign_membership_on_login, false) AS "assignMembershipOnLogin"
    FROM connections c
    LEFT JOIN enabled_connections e
      ON e.tenant_id = c.tenant_id AND e.organization_id = c.organization_id AND e.connection_id = c.id
    WHERE c.tenant_id = ${tenantId} AND c.organization_id = ${organizationId} AND c.strategy = 'oidc' AND ${which}
    ORDER BY c.created_at, c.id`)
  return rows.flatMap((row) => {
    const { isEnabled, showAsButton, assignMembershipOnLogin } = row
    const { options, ...connection } = asConnection(row)
    const here = { isEnabled, showAsButton, assignMembershipOnLogin }
    return options === null ? [] : [{ ...connection, options, ...here }]
  })
}
