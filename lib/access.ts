import type { DirectoryCaller, MyOrganizationMachine, TicketCaller } from './callers'
import { notFound } from './errors'
import { permissionVocabulary } from './permission-vocabulary'

export type Permission = keyof typeof permissionVocabulary
export const managementPermissions: readonly {
  name: Permission
  level: 'tenant' | 'organization'
  description: string
}[] = Object.entries(permissionVocabulary).map(([name, [level, description]]) => ({
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
  | TicketCaller

export type AuditActor =
  | { readonly userId: string }
  | { readonly clientId: string }
  | { readonly directoryId: string }
  | { readonly ssoTicketId: string }

export interface OrganizationActor {
  readonly kind: 'organization'
  readonly tenantId: string
  readonly organizationId: string
  readonly caller: Caller
  readonly permissions: ReadonlySet<string>
  /** At tenant level, the limits on what an organization’s own callers may grant do not apply. */
  readonly isTenantLevel?: true
  readonly removesLastOwner?: boolean
}
export interface TenantActor {
  readonly kind: 'tenant'
  readonly tenantId: string
  readonly caller: Caller
  readonly permissions: ReadonlySet<string>
  /** Whether the request of a program says that an organization may lose its last owner. */
  readonly removesLastOwner?: boolean
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
/** It has no permission, so only the verbs that ask for this type accept it. */
export type TicketAccess = OrganizationAccess & { readonly caller: TicketCaller }
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
  if (!may(actor, ...needed)) throw notFound()
  return { ...actor, needed }
}

/** For what a page shows only to some. Null without the permissions. */
export function tryAuthorize<A extends Actor, P extends Permission>(actor: A, ...needed: P[]) {
  return may(actor, ...needed) ? authorize(actor, ...needed) : null
}

/** Null for a machine, a directory and the holder of a ticket. */
export function personOf({ caller }: Actor): string | null {
  return 'userId' in caller ? caller.userId : null
}

/** Whether the actor has all of them. Decides only what to show: every action calls authorize(). */
export function may(actor: { permissions: ReadonlySet<string> }, ...needed: readonly Permission[]): boolean {
  return needed.every((permission) => actor.permissions.has(permission))
}

/** At tenant level only. The console warns people; a program has to say it. */
export function mayRemoveLastOwner(actor: Actor): boolean {
  if (actor.kind === 'organization' && !actor.isTenantLevel) return false
  return 'sessionId' in actor.caller || actor.removesLastOwner === true
}

export function mayGrant(grantable: ReadonlySet<string>, rolePermissions: readonly string[]): boolean {
  return rolePermissions.every((permission) => grantable.has(permission))
}

export function mayActOn(grantable: ReadonlySet<string>, othersPermissions: readonly string[]): boolean {
  return othersPermissions.every((permission) => grantable.has(permission))
}
