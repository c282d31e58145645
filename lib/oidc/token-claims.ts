import type { KoaContextWithOIDC } from 'oidc-provider'
import { organizationClaims } from './account'
import { currentRequest } from './request'

interface Structured {
  payload: Record<string, unknown>
}

/** Gives an access token (JWT) Auth0’s claims besides RFC 9068’s: `azp`, `gty`, `org_id`, `permissions`. */
export function addClaims(
  _ctx: KoaContextWithOIDC,
  token: { kind: string; clientId?: string | undefined; grantId?: string | undefined },
  { payload }: Structured,
): void {
  const { account, organizationOfMachine, dialect } = currentRequest()
  const isMachine = token.kind === 'ClientCredentials'
  const organization = isMachine ? (organizationOfMachine ?? null) : (account?.organization ?? null)
  Object.assign(payload, { azp: token.clientId, ...organizationClaims(organization) })
  if (isMachine) Object.assign(payload, { sub: `${token.clientId}@clients`, gty: 'client-credentials' })
  else payload['authorization_id'] = token.grantId
  if (dialect?.endsWith('_authz')) payload['permissions'] = isMachine ? granted(payload) : ofPerson()
}

function ofPerson(): string[] {
  const { held = [], narrowedTo } = currentRequest()
  return narrowedTo ? held.filter((permission) => narrowedTo.includes(permission)) : held
}

/** A machine’s permissions are the scopes that this token was cut to. */
function granted({ scope }: Record<string, unknown>): string[] {
  return typeof scope === 'string' ? scope.split(' ') : []
}
