import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import type { Api } from '../apis/read-api'
import { myOrganizationApi, myOrganizationApiId } from './api'
import { isMyOrganizationIdentifier } from './is-my-organization-identifier'

/** The My Organization API, which every tenant has, as an API with a row would be. Null for another identifier. */
export function findBuiltInApi(
  access: TenantAccess<'create:resource_servers'>,
  identifier: string,
): Promise<Api | null> {
  return read(access, async (tx) => {
    if (!(await isMyOrganizationIdentifier(tx, access.tenantId, identifier))) return null
    const { permissions } = myOrganizationApi(identifier)
    return {
      id: myOrganizationApiId,
      identifier,
      // As Auth0’s tools create it.
      name: 'Auth0 My Organization API',
      enforcePolicies: true,
      tokenDialect: 'rfc9068_profile',
      tokenLifetime: 600,
      tokenLifetimeForWeb: 600,
      signingAlg: 'RS256',
      allowOfflineAccess: true,
      isPortal: false,
      createdAt: new Date(0),
      permissions: permissions.map((one) => ({ ...one, openToOrganizations: false })),
    }
  })
}
