import { z } from 'zod'
import type { TenantAccess } from '@/lib/access'
import { createAuthorizationState } from '@/lib/domain/connections/authorization-state'
import type { FailureReason } from '@/lib/domain/connections/connection-failures'
import { findConnectionProvider, type Provider } from '@/lib/domain/connections/find-provider'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { notFound } from '@/lib/errors'
import { withRequestOrigin } from '@/lib/web/origin'
import { findSealedCookie, setSealedCookie, type SealedCookie } from '@/lib/web/sealed-cookie'
import { currentTenant } from '@/lib/web/tenant'
import { authorizationUrl, exchangeCode } from './authorization-code-flow'
import { type AuthorizationState, saveAuthorizationState } from './authorization-state'
import { ProviderProblem } from './provider-problem'
import { redirectUriOf } from './redirect-uri'

const result = z.object({
  connectionId: z.string(),
  /** Why it failed; null if it works. */
  reason: z.string().nullable(),
  /** The user that the provider named. */
  person: z.object({ name: z.string().nullable(), email: z.string().nullable() }).nullable(),
})
export type ConnectionTestResult = z.infer<typeof result>

const cookie: SealedCookie<ConnectionTestResult> = { name: 'connection-test', schema: result, seconds: 600 }

/** A real sign-in at the provider that signs nobody in here and writes nothing about them. */
export async function startConnectionTest(
  access: TenantAccess<'read:connections'>,
  connectionId: string,
): Promise<string> {
  const tenant = await currentTenant()
  return withRequestOrigin(async () => {
    const provider = await findConnectionProvider(access, connectionId)
    if (!provider) throw notFound()
    await createAuthorizationState(tenant.id)
    return withResult(tenant, connectionId, async () => {
      const redirectUri = redirectUriOf(tenant, connectionId)
      const { url, checks } = await authorizationUrl(provider, { redirectUri })
      const nowhere = { organizationId: null, slug: null, returnTo: null, ticket: null }
      await saveAuthorizationState(tenant, { connectionId, ...nowhere, isTest: true, ...checks })
      return url
    })
  })
}

/** `provider`: null if the response is from another connection’s. */
export function finishConnectionTest(
  tenant: Tenant,
  provider: Provider | null,
  { state, query }: { state: AuthorizationState; query: URLSearchParams },
): Promise<string> {
  const { connectionId } = state
  return withResult(tenant, connectionId, async () => {
    if (provider === null) throw new ProviderProblem('wrong_issuer')
    const answer = new URL(`${redirectUriOf(tenant, connectionId)}?${query.toString()}`)
    const { name, address } = await exchangeCode(provider, answer, state)
    const person = { name, email: address?.email ?? null }
    await setSealedCookie(tenant, cookie, { connectionId, reason: null, person })
    return resultPath(connectionId)
  })
}

/** In this browser, of the last ten minutes. */
export async function findConnectionTest(connectionId: string): Promise<ConnectionTestResult | null> {
  const found = await findSealedCookie(await currentTenant(), cookie)
  return found?.connectionId === connectionId ? found : null
}

async function withResult(
  tenant: Tenant,
  connectionId: string,
  work: () => Promise<string>,
): Promise<string> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof ProviderProblem)) throw error
    const reason: FailureReason = error.reason
    await setSealedCookie(tenant, cookie, { connectionId, reason, person: null })
    return resultPath(connectionId)
  }
}

function resultPath(connectionId: string): string {
  return `/console/connections/${encodeURIComponent(connectionId)}?tested=1`
}
