import type { TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { read } from '@/lib/db/transaction'
import type { Api } from '../apis/read-api'
import { myOrganizationScopeNames } from './scopes'

/** In place of the id of a row, which the My Organization API does not have (docs/decisions/0072). */
export const myOrganizationApiId = 'my-org'

/** An API that machines get grants for: a row, or the My Organization API. */
export interface GrantableApi {
  id: string
  name: string
  identifier: string
  permissions: readonly { name: string; description: string }[]
}

export function myOrganizationApi(identifier: string): GrantableApi {
  return {
    id: myOrganizationApiId,
    name: 'My Organization API',
    identifier,
    permissions: myOrganizationScopeNames.map((name) => ({ name, description: '' })),
  }
}

/** Reads the tenant only if the identifier ends like it. */
export async function isMyOrganizationIdentifier(
  tx: Tx,
  tenantId: string,
  identifier: string,
): Promise<boolean> {
  if (!identifier.endsWith('/my-org/')) return false
  const { url } = await tx.tenant.findUniqueOrThrow({ where: { id: tenantId }, select: { url: true } })
  return identifier === `${url}/my-org/`
}

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
