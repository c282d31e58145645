import { z } from 'zod'
import { reserveProviderRequest } from '@/lib/domain/connections/authorization-state'
import { explainTest, findTestedProvider, recordTest } from '@/lib/domain/connections/connection-tests'
import type { AnyProvider } from '@/lib/domain/connections/find-provider'
import { type FoundEntityId, foundEntityId, testedProvider } from '@/lib/domain/connections/confirm-entity-id'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { notFound } from '@/lib/errors'
import { withRequestOrigin } from '@/lib/web/origin'
import {
  deleteSealedCookie,
  findSealedCookie,
  setSealedCookie,
  type SealedCookie,
} from '@/lib/web/sealed-cookie'
import { currentTenant } from '@/lib/web/tenant'
import { type AuthorizationState, saveAuthorizationState } from './authorization-state'
import { assertMayTest, mayStillTest, type Tester, testerIn } from './connection-tester'
import { beginSignIn, finishSignIn } from './provider-protocol'
import { ProviderProblem } from './provider-problem'
import { shownClaims } from './shown-claims'

const testResult = z.object({
  connectionId: z.string(),
  /** A key of connection-tests.ts; null if it works. */
  problem: z.string().nullable(),
  /** The reason that the provider gave for its refusal. */
  said: z.string().nullable(),
  claims: z.array(z.object({ name: z.string(), value: z.string() })),
  /** Of SAML without an entity ID, for a member of its organization. */
  found: foundEntityId.nullable().default(null),
})
export type ConnectionTestResult = z.infer<typeof testResult>

const seconds = 600
const cookie: SealedCookie<ConnectionTestResult> = { name: 'connection-test', schema: testResult, seconds }

/** A real sign-in at the provider that signs no one in here. Returns where to go. @throws DomainError not_found; too_many */
export async function startConnectionTest(tester: Tester, connectionId: string): Promise<string> {
  const tenant = await currentTenant()
  return withRequestOrigin(async () => {
    await assertMayTest(tester, connectionId)
    const provider = await findTestedProvider({ tenantId: tenant.id, connectionId })
    if (!provider) throw notFound()
    await reserveProviderRequest(tenant.id)
    const { slug } = tester
    const returnTo = 'returnTo' in tester ? tester.returnTo : null
    return withResult(tenant, { connectionId, slug, returnTo }, async () => {
      const { url, checks } = await beginSignIn(tenant, provider)
      const tested = provider.strategy === 'samlp' ? testedProvider(provider.options) : null
      await saveAuthorizationState(tenant, {
        connectionId,
        slug,
        returnTo,
        organizationId: null,
        ticket: null,
        isTest: true,
        test: { by: testerIn(tester), provider: tested },
        ...checks,
      })
      return url
    })
  })
}

/**
 * `isOther`: the response is from another connection’s provider. Who began the test may have signed out or lost the permission
 * meanwhile: then no result is saved, and its page says what they may see.
 */
export async function finishConnectionTest(
  tenant: Tenant,
  state: AuthorizationState,
  { query, isOther }: { query: URLSearchParams; isOther: boolean },
): Promise<string> {
  const { connectionId } = state
  if (!(await mayStillTest(tenant.id, state))) {
    await deleteSealedCookie(tenant, cookie)
    return resultPath(state)
  }
  return withResult(tenant, state, async () => {
    if (isOther) throw new ProviderProblem('wrong_issuer')
    const provider = await findTestedProvider({ tenantId: tenant.id, connectionId })
    if (!provider) throw new ProviderProblem('not_enabled')
    const answer = { query, checks: state, isTest: true }
    const { profile, issuer, claims } = await finishSignIn(tenant, provider, answer)
    const lacksEntityId = provider.options.issuer === null
    const problem = await recordTest({ tenantId: tenant.id, connectionId }, profile, { lacksEntityId })
    if (!lacksEntityId) return saveResult(tenant, state, { problem, claims: shownClaims(claims) })
    const found = isAsTested(provider, state) ? entityIdFor(state, { issuer, problem }) : null
    return saveResult(tenant, state, {
      problem: problem === null || explainTest(problem).isWarning ? 'saml_entity_id' : problem,
      claims: shownClaims(claims, issuer.length),
      found,
    })
  })
}

/** The certificates and the sign-in URL are those with which the test began. */
function isAsTested(provider: AnyProvider, { test }: AuthorizationState): boolean {
  return provider.strategy === 'samlp' && testedProvider(provider.options) === test?.provider
}

/** Null for others than members of the organization: only they can confirm it. */
function entityIdFor(
  { slug, test }: AuthorizationState,
  { issuer, problem }: { issuer: string; problem: string | null },
): FoundEntityId | null {
  if (slug === null || !test?.provider || !('userId' in test.by)) return null
  const until = Date.now() + seconds * 1000
  return { issuer, problem, provider: test.provider, userId: test.by.userId, until }
}

/** In this browser, of the last ten minutes. */
export async function findConnectionTest(connectionId: string): Promise<ConnectionTestResult | null> {
  const found = await findSealedCookie(await currentTenant(), cookie)
  return found?.connectionId === connectionId ? found : null
}

type TestOf = Pick<AuthorizationState, 'connectionId' | 'slug' | 'returnTo'>

async function withResult(tenant: Tenant, test: TestOf, work: () => Promise<string>): Promise<string> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof ProviderProblem)) throw error
    const { connectionId } = test
    const problem = await recordTest({ tenantId: tenant.id, connectionId }, error.reason)
    return saveResult(tenant, test, { problem, said: error.said, claims: [] })
  }
}

type NewResult = Pick<ConnectionTestResult, 'problem' | 'claims'> & Partial<ConnectionTestResult>

async function saveResult(tenant: Tenant, test: TestOf, result: NewResult): Promise<string> {
  const { connectionId } = test
  await setSealedCookie(tenant, cookie, { said: null, found: null, ...result, connectionId })
  return resultPath(test)
}

function resultPath({ connectionId, slug, returnTo }: TestOf): string {
  if (returnTo !== null) return returnTo
  const id = encodeURIComponent(connectionId)
  return slug === null
    ? `/console/connections/${id}/tested`
    : `/o/${encodeURIComponent(slug)}/sign-in-methods/providers/${id}/tested`
}
