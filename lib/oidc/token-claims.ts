import type { KoaContextWithOIDC } from 'oidc-provider'
import { managementIdentifier } from '@/lib/domain/tenants/list-tenants'
import { packScope } from '@/lib/domain/tokens/packed-scope'
import { organizationClaims } from './find-account'
import { currentRequest } from './request'

interface Structured {
  payload: Record<string, unknown>
}

interface IssuedToken {
  kind: string
  clientId?: string | undefined
  grantId?: string | undefined
}

/** Stored with the token where it is opaque. */
export function organizationOf(_ctx: KoaContextWithOIDC, { kind }: IssuedToken): Record<string, string> {
  const { account, organizationOfMachine } = currentRequest()
  const organization = kind === 'ClientCredentials' ? organizationOfMachine : account?.organization
  return organizationClaims(organization ?? null)
}

/** Auth0’s claims besides RFC 9068’s: `azp`, `gty`, `permissions`. */
export function addClaims(_ctx: KoaContextWithOIDC, token: IssuedToken, { payload }: Structured): void {
  const isMachine = token.kind === 'ClientCredentials'
  payload['azp'] = token.clientId
  if (isMachine) Object.assign(payload, { sub: `${token.clientId}@clients`, gty: 'client-credentials' })
  else payload['authorization_id'] = token.grantId
  const { tenant, dialect } = currentRequest()
  if (isMachine && payload['aud'] === managementIdentifier(tenant)) packScopeOf(payload)
  else if (dialect?.endsWith('_authz'))
    payload['permissions'] = isMachine ? permissionsOfMachine(payload) : permissionsOfUser()
}

/** Auth0’s tokens for its Management API have no `permissions`, either. A header of more than 8 KB is refused by nginx. */
function packScopeOf(payload: Record<string, unknown>): void {
  if (typeof payload['scope'] === 'string') payload['scope'] = packScope(payload['scope'])
}

function permissionsOfUser(): string[] {
  const { held: permissions = [], narrowedTo } = currentRequest()
  return narrowedTo ? permissions.filter((permission) => narrowedTo.includes(permission)) : permissions
}

/** A machine’s permissions are the scopes of this token. */
function permissionsOfMachine({ scope }: Record<string, unknown>): string[] {
  return typeof scope === 'string' ? scope.split(' ') : []
}
