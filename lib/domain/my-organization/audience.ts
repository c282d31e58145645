import { issuerOf, managementIdentifier, type Tenant } from '../tenants/list-tenants'
import {
  type AccountStatus,
  findAccount,
  limitedTo,
  readAccountStatus,
  type SignedInAs,
} from '../tokens/find-account'
import {
  type Audience,
  type ClientAccess,
  type ClientAccessInput,
  findAudience,
  findClientAccess,
} from '../tokens/find-application'
import { myOrganizationScopeNames, scopesHeld } from './scopes'

/** Of the My Organization API, which every tenant has. Ends in a slash, as at Auth0. */
export function myOrganizationIdentifier(tenant: Tenant): string {
  return `${issuerOf(tenant)}my-org/`
}

/** Null for an unknown API. */
export async function findTenantAudience(tenant: Tenant, identifier: string): Promise<Audience | null> {
  return identifier === myOrganizationIdentifier(tenant)
    ? myOrganizationAudience(identifier)
    : findAudience(tenant.id, identifier)
}

/** As findAccount(); for the My Organization API, `permissions` are the scopes that the member holds. */
export async function findAccountAt(
  tenant: Tenant,
  as: SignedInAs,
  identifier: string | null,
): Promise<AccountStatus> {
  if (identifier !== myOrganizationIdentifier(tenant)) return findAccount(tenant.id, as, identifier)
  const status = await readAccountStatus(tenant.id, as, managementIdentifier(tenant))
  const { permissions, myOrganizationGranted } = status
  const scopes = permissions && (as.organizationId === null ? [] : scopesHeld(permissions))
  const audience = myOrganizationAudience(identifier)
  return limitedTo(myOrganizationGranted, { ...status, audience, permissions: scopes })
}

/** As findClientAccess(); also for the My Organization API. */
export async function findClientAccessAt(tenant: Tenant, input: ClientAccessInput): Promise<ClientAccess> {
  const access = await findClientAccess(tenant.id, input)
  const { audience: identifier } = input
  return identifier === myOrganizationIdentifier(tenant)
    ? { ...access, audience: myOrganizationAudience(identifier) }
    : access
}

/** It has no row: its permissions are those of the Management API under other names (docs/decisions/0072). */
function myOrganizationAudience(identifier: string): Audience {
  return {
    id: identifier,
    identifier,
    enforcePolicies: true,
    dialect: 'rfc9068_profile',
    lifetime: 600,
    signingAlg: 'RS256',
    allowsOffline: true,
    hasHadToken: true,
    permissions: [...myOrganizationScopeNames],
  }
}
