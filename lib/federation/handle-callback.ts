import { findProvider, type Provider } from '@/lib/domain/connections/find-provider'
import { recordFailure } from '@/lib/domain/connections/connection-failures'
import { signInWithProvider } from '@/lib/domain/connections/sign-in-with-provider'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { DomainError, isUnavailable } from '@/lib/errors'
import { withRequestOrigin } from '@/lib/web/origin'
import { currentTenant } from '@/lib/web/tenant'
import { takeAuthorizationState, type AuthorizationState } from './authorization-state'
import { finishConnectionTest } from './connection-test'
import { ProviderProblem } from './provider-problem'
import { redirectUriOf } from './redirect-uri'
import { failedPath, finishFederatedSignIn } from './finish-federated-sign-in'
import { exchangeCode } from './authorization-code-flow'

export async function handleCallback(connectionId: string, query: URLSearchParams): Promise<string> {
  const tenant = await currentTenant()
  return withRequestOrigin(async () => {
    const state = await takeAuthorizationState(tenant, query.get('state'))
    if (!state) return failedPath('lost')
    if (state.connectionId !== connectionId)
      return state.isTest ? finishConnectionTest(tenant, null, { state, query }) : mixedUp(tenant, state)
    const access = { kind: 'public', tenantId: tenant.id, subject: state.slug ?? '' } as const
    const found = await findProvider(access, state.connectionId, { isReturning: true })
    if (found && state.isTest) return finishConnectionTest(tenant, found.provider, { state, query })
    return found ? goOn(tenant, found.provider, { passage: state, query }) : failedPath('not_enabled', state)
  })
}

/** Mix-up: the response is from another provider than the one asked, so nothing of it is used. */
async function mixedUp(tenant: Tenant, state: AuthorizationState): Promise<string> {
  await recordFailure(tenant.id, state, 'wrong_issuer')
  return failedPath('wrong_issuer', state)
}

async function goOn(
  tenant: Tenant,
  provider: Provider,
  { passage: state, query }: { passage: AuthorizationState; query: URLSearchParams },
): Promise<string> {
  const { connectionId, organizationId, slug, returnTo, ticket, isTest: _, ...checks } = state
  try {
    const answer = new URL(`${redirectUriOf(tenant, connectionId)}?${query.toString()}`)
    const profile = await exchangeCode(provider, answer, checks)
    const arriving = { connectionId, profile, organizationId, slug, returnTo, ticket }
    const outcome = await signInWithProvider(tenant.id, arriving)
    return await finishFederatedSignIn(tenant, { arriving, displayName: provider.displayName, outcome })
  } catch (error) {
    if (isUnavailable(error)) throw error
    if (error instanceof DomainError && error.code === 'too_many') return failedPath('too_many', state)
    if (error instanceof DomainError && ticket !== null) return `/invitations/${ticket}`
    if (!(error instanceof ProviderProblem)) throw error
    await recordFailure(tenant.id, { connectionId, organizationId }, error.reason)
    return failedPath(error.reason, state)
  }
}
