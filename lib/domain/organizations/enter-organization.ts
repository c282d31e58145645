import type { BySession, OrganizationActor } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { CookieClaim } from '@/lib/db/one-statement'
import { opaqueColors } from '@/lib/domain/branding/color'
import { bypassedBy } from '@/lib/domain/connections/require-connection'
import {
  findPageContext,
  type MissingSecondFactor,
  type OpenSupport,
  type PageContext,
} from '@/lib/domain/users/find-session'
import { recordEntry } from './record-entry'

export type EnteredOrganization = NonNullable<PageContext['entry']>['organization']

export type Entry =
  | { refusal: 'unknown' }
  | { refusal: 'session' }
  | {
      refusal: 'connection' | 'network' | 'time' | 'factor'
      slug: string
      requiredConnectionId: string | null
      missingSecondFactor: MissingSecondFactor | null
    }
  | {
      refusal: null
      requiredConnectionId: string | null
      organization: EnteredOrganization
      actor: OrganizationActor & BySession
      /** Null for members, and for those who enter by inherited permissions. */
      support: OpenSupport | null
      /** Required at a later time. */
      missingSecondFactor: MissingSecondFactor | null
      context: PageContext
    }

/** By a current or held slug. `unknown` also if the user may not enter. Audits each session of a non-member once. */
export async function enterOrganization(person: CookieClaim, slug: string): Promise<Entry> {
  const context = await findPageContext(person, slug)
  if (!context) return { refusal: 'session' }
  const { entry } = context
  if (!entry) return { refusal: 'unknown' }
  const { organization, held: permissions, support, isNews, refusal } = entry
  const { requiredConnectionId, bypassedConnectionId, missingSecondFactor } = entry
  if (refusal !== null) return { refusal, slug: organization.slug, requiredConnectionId, missingSecondFactor }
  const { tenantId, userId, sessionId } = person
  const actor: OrganizationActor & BySession = {
    kind: 'organization',
    tenantId,
    organizationId: organization.id,
    caller: { userId, sessionId },
    permissions: new Set(permissions),
  }
  const event = isNews ? enteredEvent(actor) : bypassEvent(actor, bypassedConnectionId)
  if (event) await recordEntry({ tenantId, organizationId: organization.id, userId, sessionId }, event)
  return {
    refusal,
    requiredConnectionId,
    organization: { ...organization, ...opaqueColors(organization) },
    actor,
    support,
    missingSecondFactor,
    context,
  }
}

function enteredEvent({ organizationId, caller: { sessionId } }: OrganizationActor & BySession): Event {
  return { type: 'organization.entered', organizationId, target: { kind: 'session', id: sessionId } }
}

function bypassEvent(
  { organizationId, caller: { userId, sessionId } }: OrganizationActor & BySession,
  connectionId: string | null,
): Event | null {
  return connectionId === null ? null : bypassedBy({ userId, sessionId, organizationId }, connectionId)
}
