import { AsyncLocalStorage } from 'node:async_hooks'
import type { Account, SignedInAs } from '@/lib/domain/tokens/find-account'
import type { Audience } from '@/lib/domain/tokens/find-application'
import type { Authorization } from '@/lib/domain/tokens/authorizations'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import type { LiveSession } from '@/lib/domain/users/find-session'

/** What Foyer knows of a request while the provider works on it, besides what the provider itself reads. */
export interface OidcRequest {
  tenant: Tenant
  /** The browser’s session here, which is the provider’s session as well; null for back channels and strangers. */
  session: LiveSession | null
  /** `organization` at the token endpoint. */
  organization: string | undefined
  /** What was asked for at the token endpoint, before the provider took it for its own names. */
  scope: string | undefined
  /** Whether refresh tokens are asked for. */
  offline?: boolean
  /** Set while a token is issued: the user and organization, the sign-in, and the user’s permissions there. */
  account?: Account
  as?: SignedInAs
  held?: string[]
  /** What was read together with the account: the API of this identifier, and what the person holds on it. */
  atAudience?: { identifier: string; audience: Audience | null; permissions: string[] | null }
  /** The authorization that the code or token in this request stands on, as it was read. */
  authorization?: Authorization | undefined
  /** Permissions that the exchanged token had: the new one has no other. */
  narrowedTo?: string[]
  organizationOfMachine?: { id: string; slug: string } | null
  dialect?: string
}

const globals = globalThis as typeof globalThis & { foyerOidcRequests?: AsyncLocalStorage<OidcRequest> }
/** One a process: Next gives pages and routes copies of this module of their own, and they share the providers. */
const requests = (globals.foyerOidcRequests ??= new AsyncLocalStorage())

export function withRequest<T>(request: OidcRequest, work: () => T): T {
  return requests.run(request, work)
}

/** The request under way. */
export function currentRequest(): OidcRequest {
  const request = requests.getStore()
  if (!request) throw new Error('The provider works outside a request.')
  return request
}
