import type { DirectoryCaller, MyOrganizationMachine } from './callers'
import { notFound } from './errors'

/** Auth0’s scopes, and ours in the same style. Roles in an organization give only organization permissions. */
const vocabulary = {
  'read:organization_members': ['organization', 'See the members'],
  'create:organization_members': ['organization', 'Add members'],
  'delete:organization_members': ['organization', 'Remove members'],
  'read:organization_member_roles': ['organization', 'See the members’ roles'],
  'read:organization_member_effective_roles': ['organization', 'View effective roles of a member'],
  'create:organization_member_roles': ['organization', 'Assign roles to members'],
  'delete:organization_member_roles': ['organization', 'Remove roles from members'],
  'read:organization_invitations': ['organization', 'See the invitations'],
  'create:organization_invitations': ['organization', 'Invite people'],
  'delete:organization_invitations': ['organization', 'Revoke invitations'],
  'read:organization_roles': ['organization', 'See the roles'],
  'create:organization_roles': ['organization', 'Create the organization’s own roles'],
  'update:organization_roles': ['organization', 'Change the organization’s own roles'],
  'delete:organization_roles': ['organization', 'Delete the organization’s own roles'],
  'update:organizations': ['organization', 'Change the name, the slug and the branding'],
  'delete:organizations': ['organization', 'Delete the organization'],
  'read:organization_connections': ['organization', 'See the sign-in methods'],
  'create:organization_connections': ['organization', 'Add and enable sign-in methods'],
  'update:organization_connections': ['organization', 'Change sign-in methods'],
  'delete:organization_connections': ['organization', 'Disable and delete sign-in methods'],
  'read:organization_discovery_domains': ['organization', 'See the domains'],
  'create:organization_discovery_domains': ['organization', 'Add domains'],
  'update:organization_discovery_domains': ['organization', 'Change domains'],
  'delete:organization_discovery_domains': ['organization', 'Remove domains'],
  'update:organization_security': ['organization', 'End all sessions and set the sign-in policy'],
  'read:organization_logs': ['organization', 'See the audit log'],
  'read:organization_webhooks': ['organization', 'See the webhooks'],
  'create:organization_webhooks': ['organization', 'Add webhooks'],
  'update:organization_webhooks': ['organization', 'Change webhooks'],
  'delete:organization_webhooks': ['organization', 'Delete webhooks'],
  'read:organization_client_grants': ['organization', 'See which machines have access'],
  'create:organization_client_grants': ['tenant', 'Give machines access to an organization'],
  'delete:organization_client_grants': ['tenant', 'Remove machines’ access to an organization'],
  'read:organization_clients': ['organization', 'See the applications'],
  'create:organization_clients': ['tenant', 'Add applications to an organization'],
  'update:organization_clients': ['tenant', 'Change an organization’s applications'],
  'delete:organization_clients': ['tenant', 'Remove applications from an organization'],
  'admin:organizations': ['tenant', 'Enter every organization'],
  'read:organizations': ['tenant', 'See all organizations'],
  'read:organizations_summary': ['tenant', 'See a summary of all organizations'],
  'create:organizations': ['tenant', 'Create organizations'],
  'read:users': ['tenant', 'See users'],
  'create:users': ['tenant', 'Create users'],
  'update:users': ['tenant', 'Change users'],
  'delete:users': ['tenant', 'Delete users'],
  'read:user_idp_tokens': ['tenant', 'See users’ profiles at their providers'],
  'read:user_effective_roles': ['tenant', 'View effective roles of a user'],
  'read:user_effective_permissions': ['tenant', 'View effective permissions of a user'],
  'read:user_permission_source_roles': ['tenant', 'See which roles give a user a permission'],
  'read:users_app_metadata': ['tenant', 'See users’ app metadata'],
  'update:users_app_metadata': ['tenant', 'Change users’ app metadata'],
  'create:user_tickets': ['tenant', 'Create verification and password links'],
  'read:roles': ['tenant', 'See roles'],
  'create:roles': ['tenant', 'Create roles'],
  'update:roles': ['tenant', 'Change roles'],
  'delete:roles': ['tenant', 'Delete roles'],
  'read:role_members': ['tenant', 'See who has a role'],
  'create:role_members': ['tenant', 'Assign roles to users'],
  'delete:role_members': ['tenant', 'Remove roles from users'],
  'read:clients': ['tenant', 'See applications'],
  'create:clients': ['tenant', 'Create applications'],
  'update:clients': ['tenant', 'Change applications'],
  'delete:clients': ['tenant', 'Delete applications'],
  'read:client_summary': ['tenant', 'See a summary of applications'],
  'read:client_credentials': ['tenant', 'See how applications authenticate'],
  'update:client_credentials': ['tenant', 'Change how applications authenticate'],
  'read:client_keys': ['tenant', 'See applications’ secrets'],
  'update:client_keys': ['tenant', 'Change applications’ secrets'],
  'read:client_grants': ['tenant', 'See what machines may do'],
  'create:client_grants': ['tenant', 'Let machines call APIs'],
  'update:client_grants': ['tenant', 'Change what machines may do'],
  'delete:client_grants': ['tenant', 'Stop machines from calling APIs'],
  'read:resource_servers': ['tenant', 'See APIs'],
  'create:resource_servers': ['tenant', 'Create APIs'],
  'update:resource_servers': ['tenant', 'Change APIs'],
  'delete:resource_servers': ['tenant', 'Delete APIs'],
  'read:connections': ['tenant', 'See connections'],
  'create:connections': ['tenant', 'Create connections'],
  'update:connections': ['tenant', 'Change connections'],
  'delete:connections': ['tenant', 'Delete connections'],
  'read:connection_profiles': ['tenant', 'See connection profiles'],
  'create:connection_profiles': ['tenant', 'Create connection profiles'],
  'update:connection_profiles': ['tenant', 'Change connection profiles'],
  'delete:connection_profiles': ['tenant', 'Delete connection profiles'],
  'read:user_attribute_profiles': ['tenant', 'See user attribute profiles'],
  'create:user_attribute_profiles': ['tenant', 'Create user attribute profiles'],
  'update:user_attribute_profiles': ['tenant', 'Change user attribute profiles'],
  'delete:user_attribute_profiles': ['tenant', 'Delete user attribute profiles'],
  'read:scim_config': ['tenant', 'See directory sync of organizations’ connections'],
  'create:scim_config': ['tenant', 'Turn on directory sync for organizations’ connections'],
  'update:scim_config': ['tenant', 'Change directory sync of organizations’ connections'],
  'delete:scim_config': ['tenant', 'Turn off directory sync of organizations’ connections'],
  'read:scim_token': ['tenant', 'See tokens of directory sync'],
  'create:scim_token': ['tenant', 'Create tokens of directory sync'],
  'delete:scim_token': ['tenant', 'Revoke tokens of directory sync'],
  'read:branding': ['tenant', 'See the tenant’s branding'],
  'update:branding': ['tenant', 'Change the tenant’s branding'],
  'delete:branding': ['tenant', 'Reset the tenant’s branding'],
  'read:prompts': ['tenant', 'See the settings of sign-in pages'],
  'update:prompts': ['tenant', 'Change the settings of sign-in pages'],
  'read:actions': ['tenant', 'See actions'],
  'read:email_templates': ['tenant', 'See email templates'],
  'create:email_templates': ['tenant', 'Create email templates'],
  'update:email_templates': ['tenant', 'Change email templates'],
  'read:email_provider': ['tenant', 'See the email provider'],
  'create:email_provider': ['tenant', 'Set the email provider'],
  'update:email_provider': ['tenant', 'Change the email provider'],
  'delete:email_provider': ['tenant', 'Remove the email provider'],
  'read:tenant_settings': ['tenant', 'See the tenant’s settings'],
  'update:tenant_settings': ['tenant', 'Change the tenant’s settings'],
  'read:signing_keys': ['tenant', 'See the keys that sign tokens'],
  'create:signing_keys': ['tenant', 'Rotate the keys that sign tokens'],
  'update:signing_keys': ['tenant', 'Revoke keys that sign tokens'],
  'read:logs': ['tenant', 'See all logs'],
  'read:logs_users': ['tenant', 'See users’ logs'],
  'read:log_streams': ['tenant', 'See log streams'],
  'create:log_streams': ['tenant', 'Create log streams, which send the whole log'],
  'update:log_streams': ['tenant', 'Change log streams and where they send the log'],
  'delete:log_streams': ['tenant', 'Delete log streams'],
  'read:event_streams': ['tenant', 'See the tenant’s webhooks'],
  'create:event_streams': ['tenant', 'Add webhooks for the tenant'],
  'update:event_streams': ['tenant', 'Change the tenant’s webhooks'],
  'delete:event_streams': ['tenant', 'Delete the tenant’s webhooks'],
  'read:grants': ['tenant', 'See users’ consents'],
  'delete:grants': ['tenant', 'Revoke users’ consents'],
  'read:refresh_tokens': ['tenant', 'See refresh tokens'],
  'update:refresh_tokens': ['tenant', 'Change refresh tokens'],
  'delete:refresh_tokens': ['tenant', 'Revoke refresh tokens'],
  'read:sessions': ['tenant', 'See sessions'],
  'update:sessions': ['tenant', 'Change sessions'],
  'delete:sessions': ['tenant', 'End sessions'],
} as const satisfies Record<string, readonly ['tenant' | 'organization', string]>

export type Permission = keyof typeof vocabulary
export const managementPermissions: readonly {
  name: Permission
  level: 'tenant' | 'organization'
  description: string
}[] = Object.entries(vocabulary).map(([name, [level, description]]) => ({
  name: name as Permission,
  level,
  description,
}))

declare const proof: unique symbol
/** Contravariant, so that a proof of A and B is accepted where A is required. */
interface Proof<P extends Permission> {
  readonly [proof]: (permission: P) => void
}

export type Caller =
  | { readonly userId: string; readonly sessionId: string }
  | { readonly userId: string; readonly authorizationId: string; readonly scopes: readonly string[] }
  | { readonly clientId: string; readonly scopes: readonly string[] }
  | MyOrganizationMachine
  | DirectoryCaller

export type AuditActor =
  { readonly userId: string } | { readonly clientId: string } | { readonly directoryId: string }

export interface OrganizationActor {
  readonly kind: 'organization'
  readonly tenantId: string
  readonly organizationId: string
  readonly caller: Caller
  readonly permissions: ReadonlySet<string>
  /** At tenant level, the limits on what an organization’s own callers may grant do not apply. */
  readonly isTenantLevel?: true
}
export interface TenantActor {
  readonly kind: 'tenant'
  readonly tenantId: string
  readonly caller: Caller
  readonly permissions: ReadonlySet<string>
}
export type Actor = OrganizationActor | TenantActor

/** For what only users with a session may do, in their own browser. */
export interface BySession {
  readonly caller: { readonly userId: string; readonly sessionId: string }
}

/** A user, by a session or by an application that acts for them. */
export interface ByUser {
  readonly caller: { readonly userId: string }
}

export type OrganizationAccess<P extends Permission = never> = OrganizationActor &
  Proof<P> & { readonly needed: readonly Permission[] }
export type TenantAccess<P extends Permission = never> = TenantActor &
  Proof<P> & { readonly needed: readonly Permission[] }
/** Some operations of Auth0’s API accept any one of several scopes. */
export type AnyTenantAccess<P extends Permission> = P extends Permission ? TenantAccess<P> : never
export interface SelfAccess {
  readonly kind: 'self'
  readonly tenantId: string
  readonly userId: string
  readonly sessionId: string
}
/** What anyone may see: the tenant, an organization by slug, an invitation by its ticket’s hash, an image. */
export interface PublicAccess {
  readonly kind: 'public'
  readonly tenantId: string
  readonly subject: string
}
/** Row security by kind of access does not apply. Only bypassRowSecurity() creates it. */
export interface SystemAccess {
  readonly kind: 'system'
  readonly tenantId: string
  readonly why: string
  readonly by?: AuditActor
}
export type AnyAccess = OrganizationAccess | TenantAccess | SelfAccess | PublicAccess | SystemAccess

/** The database checks again in the transaction. @throws DomainError not_found, so that outsiders learn nothing */
export function authorize<A extends Actor, P extends Permission = never>(
  actor: A,
  ...needed: P[]
): A & Proof<P> & { readonly needed: readonly Permission[] }
export function authorize(actor: Actor, ...needed: Permission[]): unknown {
  if (!needed.every((permission) => may(actor, permission))) throw notFound()
  return { ...actor, needed }
}

/** Null for a machine and a directory. */
export function personOf({ caller }: Actor): string | null {
  return 'userId' in caller ? caller.userId : null
}

/** Decides only what to show: every action calls authorize(). */
export function may(actor: { permissions: ReadonlySet<string> }, permission: Permission): boolean {
  return actor.permissions.has(permission)
}

export function mayGrant(grantable: ReadonlySet<string>, rolePermissions: readonly string[]): boolean {
  return rolePermissions.every((permission) => grantable.has(permission))
}

export function mayActOn(grantable: ReadonlySet<string>, othersPermissions: readonly string[]): boolean {
  return othersPermissions.every((permission) => grantable.has(permission))
}
