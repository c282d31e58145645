import { type AnyProvider, findProvider } from '@/lib/domain/connections/find-provider'
import { recordFailure } from '@/lib/domain/connections/connection-failures'
import { signInWithProvider } from '@/lib/domain/connections/sign-in-with-provider'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { DomainError, isUnavailable } from '@/lib/errors'
import { withRequestOrigin } from '@/lib/web/origin'
import { currentTenant } from '@/lib/web/tenant'
import { takeAuthorizationState, type AuthorizationState } from './authorization-state'
import { finishConnectionTest } from './connection-test'
import { ProviderProblem } from './provider-problem'
import { failedPath, finishFederatedSignIn } from './finish-federated-sign-in'
import { finishSignIn } from './provider-protocol'
import { finishUnsolicited } from './saml/finish-unsolicited'

/** `connectionId`: of the redirect URI; null at the one that several share. */
export async function handleCallback(connectionId: string | null, query: URLSearchParams): Promise<string> {
  const tenant = await currentTenant()
  return withRequestOrigin(async () => {
    const state = await takeAuthorizationState(tenant, query.get('state'))
    if (!state) return finishWithoutState(tenant, connectionId, query)
    const isOther = connectionId !== (state.sharesRedirectUri ? null : state.connectionId)
    if (state.isTest) return finishConnectionTest(tenant, state, { query, isOther })
    if (isOther) return refuseOtherProvider(tenant, state)
    const access = { kind: 'public', tenantId: tenant.id, subject: state.slug ?? '' } as const
    const found = await findProvider(access, state.connectionId, { isReturning: true })
    return found ? finishWith(tenant, found.provider, { state, query }) : failedPath('not_enabled', state)
  })
}

/** A SAML provider may have begun, if its connection allows it: then there is no state at all. */
async function finishWithoutState(
  tenant: Tenant,
  connectionId: string | null,
  query: URLSearchParams,
): Promise<string> {
  if (connectionId === null || query.has('state') || !query.has('response')) return failedPath('lost')
  return finishUnsolicited(tenant, connectionId, query.get('response') ?? '')
}

/** Mix-up: the response is from another provider than the one asked, or came elsewhere, so nothing of it is used. */
async function refuseOtherProvider(tenant: Tenant, state: AuthorizationState): Promise<string> {
  await recordFailure(tenant.id, state, 'wrong_issuer')
  return failedPath('wrong_issuer', state)
}

async function finishWith(
  tenant: Tenant,
  provider: AnyProvider,
  { state, query }: { state: AuthorizationState; query: URLSearchParams },
): Promise<string> {
  const { connectionId, organizationId, slug, returnTo, ticket, isTest: _, test: __, ...checks } = state
  try {
    const { profile, issuer } = await finishSignIn(tenant, provider, { query, checks })
    const federated = { connectionId, issuer, profile, organizationId, slug, returnTo, ticket }
    const outcome = await signInWithProvider(tenant.id, federated)
    return await finishFederatedSignIn(tenant, { federated, displayName: provider.displayName, outcome })
  } catch (error) {
    if (isUnavailable(error)) throw error
    if (error instanceof DomainError && error.code === 'too_many') return failedPath('too_many', state)
    if (error instanceof DomainError && ticket !== null) return `/invitations/${ticket}`
    if (!(error instanceof ProviderProblem)) throw error
    await recordFailure(tenant.id, { connectionId, organizationId }, error.reason)
    return failedPath(error.reason, state)
  }
}
