import type { Permission } from '@/lib/access'
import { makerPermissions } from '../directories/directory-settings'

/** Auth0’s scopes of the My Organization API, each with the permissions it needs: none for what every member may do. */
export const myOrganizationScopes = {
  'read:my_org:details': [],
  'update:my_org:details': ['update:organizations'],
  'read:my_org:configuration': [],
  'read:my_org:domains': ['read:organization_discovery_domains'],
  'create:my_org:domains': ['create:organization_discovery_domains'],
  'update:my_org:domains': ['update:organization_discovery_domains'],
  'delete:my_org:domains': ['delete:organization_discovery_domains'],
  'read:my_org:identity_providers': ['read:organization_connections'],
  'create:my_org:identity_providers': ['create:organization_connections'],
  'update:my_org:identity_providers': ['update:organization_connections'],
  'delete:my_org:identity_providers': ['delete:organization_connections'],
  'update:my_org:identity_providers_detach': ['delete:organization_connections'],
  'create:my_org:identity_providers_domains': ['update:organization_connections'],
  'delete:my_org:identity_providers_domains': ['update:organization_connections'],
  'read:my_org:identity_providers_provisioning': ['read:organization_connections'],
  'create:my_org:identity_providers_provisioning': makerPermissions,
  'update:my_org:identity_providers_provisioning': ['update:organization_connections'],
  'delete:my_org:identity_providers_provisioning': ['update:organization_connections'],
  'read:my_org:identity_providers_scim_tokens': ['read:organization_connections'],
  'create:my_org:identity_providers_scim_tokens': makerPermissions,
  'delete:my_org:identity_providers_scim_tokens': ['update:organization_connections'],
  'read:my_org:user_stores': ['read:organization_connections'],
  'read:my_org:members': ['read:organization_members'],
  'delete:my_org:memberships': ['delete:organization_members'],
  'read:my_org:member_roles': ['read:organization_member_roles'],
  'create:my_org:member_roles': ['create:organization_member_roles'],
  'delete:my_org:member_roles': ['delete:organization_member_roles'],
  'read:my_org:member_invitations': ['read:organization_invitations'],
  'create:my_org:member_invitations': ['create:organization_invitations'],
  'delete:my_org:member_invitations': ['delete:organization_invitations'],
} as const satisfies Record<string, readonly Permission[]>

/** Auth0’s: of an ID token, the scopes that its user holds in the organization. */
export const heldScopesClaim = 'urn:auth0:my_org_current_user_permissions'

export type MyOrganizationScope = keyof typeof myOrganizationScopes

const table: readonly [string, readonly Permission[]][] = Object.entries(myOrganizationScopes)

export const myOrganizationScopeNames: readonly string[] = table.map(([scope]) => scope)

/** The scopes of a member who holds these permissions in the organization. */
export function scopesHeld(held: readonly string[]): string[] {
  return table
    .filter(([, needed]) => needed.every((permission) => held.includes(permission)))
    .map(([scope]) => scope)
}

/** Those among these scopes, with the permissions that each needs. */
export function permissionsByScope(scopes: ReadonlySet<string>): Record<string, readonly Permission[]> {
  return Object.fromEntries(table.filter(([scope]) => scopes.has(scope)))
}

/** Null for no scope of the API. */
export function permissionsOfScope(name: string): readonly Permission[] | null {
  return table.find(([scope]) => scope === name)?.[1] ?? null
}

/** The permissions that a token with these scopes uses. */
export function permissionsOf(scopes: ReadonlySet<string>): Set<Permission> {
  return new Set(Object.values(permissionsByScope(scopes)).flat())
}
