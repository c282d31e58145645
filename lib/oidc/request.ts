import { AsyncLocalStorage } from 'node:async_hooks'
import type { Account, AccountStatus, SignedInAs } from '@/lib/domain/tokens/find-account'
import type { Audience } from '@/lib/domain/tokens/find-application'
import type { Authorization } from '@/lib/domain/tokens/authorizations'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import type { LiveSession } from '@/lib/domain/users/find-session'

export interface OidcRequest {
  tenant: Tenant
  /** The provider’s session as well; null for back channels and signed-out users. */
  session: LiveSession | null
  /** `organization` at the token endpoint. */
  organization: string | undefined
  /** As requested at the token endpoint, before it is changed for the provider. */
  scope: string | undefined
  offline?: boolean
  /** Of the session in the requested organization, where a check has read it just before. */
  standing?: AccountStatus | null
  /** Set while a token is issued. */
  account?: Account
  as?: SignedInAs
  /** As in AccountStatus: what there is still to record once a token is certain. */
  bypassedConnectionId?: string | null | undefined
  held?: string[]
  /** Read together with the account. */
  atAudience?: { identifier: string; audience: Audience | null; permissions: string[] | null }
  /** Of the code or token in this request. */
  authorization?: Authorization | undefined
  /** By which a refresh token is for another API in this request, and what it is for otherwise. */
  policy?: {
    resource: string
    scope: string
    ownResource: string | string[] | undefined
    ownScope: string | undefined
  }
  /** Permissions of the exchanged token: the new one has no others. */
  narrowedTo?: string[]
  organizationOfMachine?: { id: string; slug: string } | null
  dialect?: string
  /** To be noted once the response is made; what is known already is not in it. */
  use?: TokenUse
}

export interface TokenUse {
  clientId?: string | undefined
  /** Used for the first time today. */
  secretHash?: string | undefined
  /** The first token of the application as itself. */
  isFirstOfClient?: boolean
  /** The API whose first token it is. */
  firstOfApi?: string
}

const globals = globalThis as typeof globalThis & { foyerOidcRequests?: AsyncLocalStorage<OidcRequest> }
/** One per process: Next bundles this module more than once, and the copies share the providers. */
const requests = (globals.foyerOidcRequests ??= new AsyncLocalStorage())

export function withRequest<T>(request: OidcRequest, work: () => T): T {
  return requests.run(request, work)
}

export function currentRequest(): OidcRequest {
  const request = requests.getStore()
  if (!request) throw new Error('The provider works outside a request.')
  return request
}
