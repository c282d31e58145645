import { z } from 'zod'
import {
  authorize,
  type BySession,
  type OrganizationAccess,
  type TenantAccess,
  type TicketAccess,
} from '@/lib/access'
import { getConnection } from '@/lib/domain/connections/queries'
import { getOwnConnection } from '@/lib/domain/connections/own-connection'
import { enterOrganization } from '@/lib/domain/organizations/enter-organization'
import { ticketAccessOf } from '@/lib/domain/sso-tickets/find-sso-ticket'
import { getTicketConnection } from '@/lib/domain/sso-tickets/queries'
import { findPageContext } from '@/lib/domain/users/find-session'
import { tenantActorIn } from '@/lib/domain/users/operators'
import { DomainError } from '@/lib/errors'
import { currentClaim } from '@/lib/web/session'

/** A test of an organization leads back to its pages, one of an operator to the console, others to `returnTo`. */
export type Tester =
  | { access: TenantAccess<'read:connections'> & BySession; slug: null }
  | { access: OrganizationAccess<'read:organization_connections'> & BySession; slug: string }
  | { access: TicketAccess; slug: null; returnTo: string }

/** In the sealed cookie of a test that has begun. */
export const testState = z.object({
  by: z.union([
    z.object({ userId: z.string(), sessionId: z.string() }),
    z.object({ ssoTicketId: z.string(), organizationId: z.string() }),
  ]),
  /** Of SAML: testedProvider() when it began; null otherwise. */
  provider: z.string().nullable(),
})
type TestState = z.infer<typeof testState>

export function testerIn(tester: Tester): TestState['by'] {
  if (!('returnTo' in tester)) return tester.access.caller
  const { caller, organizationId } = tester.access
  return { ssoTicketId: caller.ssoTicketId, organizationId }
}

/** @throws DomainError not_found */
export async function assertMayTest(tester: Tester, id: string): Promise<void> {
  if ('returnTo' in tester) await getTicketConnection(tester.access, id)
  else await (tester.slug === null ? getConnection(tester.access, id) : getOwnConnection(tester.access, id))
}

interface BegunTest {
  connectionId: string
  slug: string | null
  returnTo: string | null
  test: TestState | null
}

/** Whether the test was begun in the session that this browser still has, by someone who may still see its result. */
export async function mayStillTest(tenantId: string, begun: BegunTest): Promise<boolean> {
  try {
    const tester = await testerAgain(tenantId, begun)
    if (tester) await assertMayTest(tester, begun.connectionId)
    return tester !== null
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') return false
    throw error
  }
}

/** With the permissions of now. Null if the session is another one. @throws DomainError not_found */
async function testerAgain(tenantId: string, begun: BegunTest): Promise<Tester | null> {
  const { connectionId, slug, returnTo, test } = begun
  if (!test) return null
  const { by } = test
  if ('ssoTicketId' in by) {
    const { ssoTicketId: id, organizationId } = by
    const access = ticketAccessOf({ id, tenantId, organizationId, connectionId })
    return { access, slug: null, returnTo: returnTo ?? '/' }
  }
  const claim = await currentClaim()
  if (claim?.sessionId !== by.sessionId || claim.userId !== by.userId) return null
  if (slug === null) {
    const context = await findPageContext(claim, null)
    return context && { access: authorize(tenantActorIn(claim, context), 'read:connections'), slug }
  }
  const entry = await enterOrganization(claim, slug)
  if (entry.refusal !== null) return null
  return { access: authorize(entry.actor, 'read:organization_connections'), slug }
}
