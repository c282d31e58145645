import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import type { ProviderOptions } from './provider-options'
import { type Connection, readConnection } from './read-connection'
import type { SamlOptions } from './saml-options'

interface Usage {
  isEnabled: boolean
  /** Members who are signed in by it now. */
  signedIn: number
  /** Members who could not sign in by any other connection that is enabled here. */
  stranded: number
}

export type OwnOpenIdConnection = Connection & Usage & { options: ProviderOptions; saml: null }
export type OwnSamlConnection = Connection & Usage & { options: null; saml: SamlOptions }
export type OwnConnection = OwnOpenIdConnection | OwnSamlConnection

/** One that the organization created. @throws DomainError not_found */
export function getOwnConnection(
  access: OrganizationAccess<'read:organization_connections'>,
  id: string,
): Promise<OwnConnection> {
  const { tenantId, organizationId } = access
  return read(access, async (tx) => {
    const connection = await readConnection(tx, tenantId, id)
    const { options, saml } = connection
    if (connection.organizationId !== organizationId) throw notFound()
    const [usage] = await tx.$queryRaw<[Usage]>`
      SELECT u.signed_in AS "signedIn", u.without_alternative AS stranded, EXISTS (
        SELECT FROM enabled_connections e
        WHERE e.tenant_id = ${tenantId} AND e.organization_id = ${organizationId} AND e.connection_id = ${id}
          AND e.is_enabled) AS "isEnabled"
      FROM foyer.connection_usage(${id}) u`
    if (options !== null) return { ...connection, ...usage, options, saml: null }
    if (saml !== null) return { ...connection, ...usage, options, saml }
    throw notFound()
  })
}
