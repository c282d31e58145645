import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import type { ProviderOptions } from './provider-options'
import { type Connection, readConnection } from './read-connection'

export interface OwnConnection extends Connection {
  options: ProviderOptions
  isEnabled: boolean
  /** Members who are signed in by it now. */
  signedIn: number
  /** Members who could not sign in by any other connection that is enabled here. */
  stranded: number
}

/** One that the organization created. @throws DomainError not_found */
export function getOwnConnection(
  access: OrganizationAccess<'read:organization_connections'>,
  id: string,
): Promise<OwnConnection> {
  const { tenantId, organizationId } = access
  return read(access, async (tx) => {
    const connection = await readConnection(tx, tenantId, id)
    const { options } = connection
    if (connection.organizationId !== organizationId || options === null) throw notFound()
    const [usage] = await tx.$queryRaw<[Pick<OwnConnection, 'isEnabled' | 'signedIn' | 'stranded'>]>`
      SELECT u.signed_in AS "signedIn", u.without_alternative AS stranded, EXISTS (
        SELECT FROM enabled_connections e
        WHERE e.tenant_id = ${tenantId} AND e.organization_id = ${organizationId} AND e.connection_id = ${id}
          AND e.is_enabled) AS "isEnabled"
      FROM foyer.connection_usage(${id}) u`
    return { ...connection, options, ...usage }
  })
}
