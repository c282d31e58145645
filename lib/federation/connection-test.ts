import { z } from 'zod'
import type { OrganizationAccess, TenantAccess, TicketAccess } from '@/lib/access'
import { createAuthorizationState } from '@/lib/domain/connections/authorization-state'
import { findTestedProvider, recordTest } from '@/lib/domain/connections/connection-tests'
import { getConnection } from '@/lib/domain/connections/list-connections'
import { getOwnConnection } from '@/lib/domain/connections/own-connection'
import { getTicketConnection } from '@/lib/domain/sso-tickets/ticket-connection'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { notFound } from '@/lib/errors'
import { withRequestOrigin } from '@/lib/web/origin'
import { findSealedCookie, setSealedCookie, type SealedCookie } from '@/lib/web/sealed-cookie'
import { currentTenant } from '@/lib/web/tenant'
import { type AuthorizationState, saveAuthorizationState } from './authorization-state'
import { beginSignIn, finishSignIn } from './provider-protocol'
import { ProviderProblem } from './provider-problem'
import { type ShownClaim, shownClaims } from './shown-claims'

const result = z.object({
  connectionId: z.string(),
  /** A key of connection-tests.ts; null if it works. */
  problem: z.string().nullable(),
  /** The provider’s own words about its refusal. */
  said: z.string().nullable(),
  claims: z.array(z.object({ name: z.string(), value: z.string() })),
})
export type ConnectionTestResult = z.infer<typeof result>

const cookie: SealedCookie<ConnectionTestResult> = { name: 'connection-test', schema: result, seconds: 600 }

/** A test of an organization leads back to its pages, one of an operator to the console, others to `returnTo`. */
type Tester =
  | { access: TenantAccess<'read:connections'>; slug: null }
  | { access: OrganizationAccess<'read:organization_connections'>; slug: string }
  | { access: TicketAccess; slug: null; returnTo: string }

/** A real sign-in at the provider that signs no one in here. Returns where to go. @throws DomainError not_found; too_many */
export async function startConnectionTest(tester: Tester, connectionId: string): Promise<string> {
  const tenant = await currentTenant()
  return withRequestOrigin(async () => {
    await assertMayTest(tester, connectionId)
    const provider = await findTestedProvider({ tenantId: tenant.id, connectionId })
    if (!provider) throw notFound()
    await createAuthorizationState(tenant.id)
    const { slug } = tester
    const returnTo = 'returnTo' in tester ? tester.returnTo : null
    return withResult(tenant, { connectionId, slug, returnTo }, async () => {
      const { url, checks } = await beginSignIn(tenant, provider)
      const nowhere = { organizationId: null, ticket: null }
      await saveAuthorizationState(tenant, {
        connectionId,
        slug,
        returnTo,
        ...nowhere,
        isTest: true,
        ...checks,
      })
      return url
    })
  })
}

async function assertMayTest(tester: Tester, id: string): Promise<void> {
  if ('returnTo' in tester) await getTicketConnection(tester.access, id)
  else await (tester.slug === null ? getConnection(tester.access, id) : getOwnConnection(tester.access, id))
}

/** `isOther`: the response is from another connection’s provider. */
export async function finishConnectionTest(
  tenant: Tenant,
  state: AuthorizationState,
  { query, isOther }: { query: URLSearchParams; isOther: boolean },
): Promise<string> {
  const { connectionId } = state
  return withResult(tenant, state, async () => {
    if (isOther) throw new ProviderProblem('wrong_issuer')
    const provider = await findTestedProvider({ tenantId: tenant.id, connectionId })
    if (!provider) throw new ProviderProblem('not_enabled')
    const { profile, claims } = await finishSignIn(tenant, provider, { query, checks: state })
    const problem = await recordTest({ tenantId: tenant.id, connectionId }, profile)
    return keep(tenant, state, { problem, said: null, claims: shownClaims(claims) })
  })
}

/** In this browser, of the last ten minutes. */
export async function findConnectionTest(connectionId: string): Promise<ConnectionTestResult | null> {
  const found = await findSealedCookie(await currentTenant(), cookie)
  return found?.connectionId === connectionId ? found : null
}

type TestOf = Pick<AuthorizationState, 'connectionId' | 'slug' | 'returnTo'>

async function withResult(tenant: Tenant, of: TestOf, work: () => Promise<string>): Promise<string> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof ProviderProblem)) throw error
    const { connectionId } = of
    const problem = await recordTest({ tenantId: tenant.id, connectionId }, error.reason)
    return keep(tenant, of, { problem, said: error.said, claims: [] })
  }
}

async function keep(
  tenant: Tenant,
  { connectionId, slug, returnTo }: TestOf,
  found: { problem: string | null; said: string | null; claims: ShownClaim[] },
): Promise<string> {
  await setSealedCookie(tenant, cookie, { connectionId, ...found })
  if (returnTo !== null) return returnTo
  const id = encodeURIComponent(connectionId)
  return slug === null
    ? `/console/connections/${id}/tested`
    : `/o/${encodeURIComponent(slug)}/sign-in-methods/providers/${id}/tested`
}
