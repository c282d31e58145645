import type { InPerson, OrganizationActor } from '@/lib/access'
import type { CookieClaim } from '@/lib/db/one-statement'
import { writeIfPossible } from '@/lib/db/optional-write'
import { opaqueColours } from '@/lib/domain/branding/opaque-colours'
import { findPageContext, type PageContext } from '@/lib/domain/users/find-session'
import { recordEntry } from './record-entry'

export interface EnteredOrganization {
  id: string
  slug: string
  displayName: string
  logoId: string | null
  primaryColor: string | null
  backgroundColor: string | null
}

export type Entry =
  | { refusal: 'unknown' | 'session' }
  | { refusal: 'connection'; slug: string }
  | {
      refusal: null
      organization: EnteredOrganization
      actor: OrganizationActor & InPerson
      context: PageContext
    }

/**
 * Whether a signed-in person may be on the pages of the organization with this slug, today’s or an older one that
 * is still held for it, and what they hold there. `unknown` covers foreign and unknown alike. Of one who comes in
 * without being a member the audit log keeps that they did, once a session.
 */
export async function enterOrganization(person: CookieClaim, slug: string): Promise<Entry> {
  const context = await findPageContext(person, slug)
  if (!context) return { refusal: 'session' }
  const { entry } = context
  if (!entry) return { refusal: 'unknown' }
  const { organization, held, isNews, refusal } = entry
  if (refusal !== null) return { refusal, slug: organization.slug }
  const { tenantId, userId, sessionId } = person
  const actor: OrganizationActor & InPerson = {
    kind: 'organization',
    tenantId,
    organizationId: organization.id,
    caller: { userId, sessionId },
    held: new Set(held),
  }
  if (isNews) await writeIfPossible(() => recordEntry(actor))
  return { refusal, organization: { ...organization, ...opaqueColours(organization) }, actor, context }
}
