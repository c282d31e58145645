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

export interface EnteredOrganization {
  id: string
  slug: string
  displayName: string
  logoId: string | null
  iconId: string | null
  primaryColor: string | null
  backgroundColor: string | null
}

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
      /** Null for members and by inheritance. */
      support: OpenSupport | null
      /** Required later. */
      missingSecondFactor: MissingSecondFactor | null
      context: PageContext
    }

/** By a current or held slug. `unknown` also for another’s organization. Audits non-members once a session. */
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
  const event = isNews ? enteredBy(actor) : bypassing(actor, bypassedConnectionId)
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

function enteredBy({ organizationId, caller: { sessionId } }: OrganizationActor & BySession): Event {
  return { type: 'organization.entered', organizationId, target: { kind: 'session', id: sessionId } }
}

function bypassing(
  { organizationId, caller: { userId, sessionId } }: OrganizationActor & BySession,
  connectionId: string | null,
): Event | null {
  return connectionId === null ? null : bypassedBy({ userId, sessionId, organizationId }, connectionId)
}
