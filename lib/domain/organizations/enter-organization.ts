import type { BySession, OrganizationActor } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { CookieClaim } from '@/lib/db/one-statement'
import { writeIfPossible } from '@/lib/db/optional-write'
import { bypassRowSecurity, change, unchanged } from '@/lib/db/transaction'
import { opaqueColors } from '@/lib/domain/branding/color'
import { bypassedBy } from '@/lib/domain/connections/required-connection'
import {
  findPageContext,
  type MissingSecondFactor,
  type OpenSupport,
  type PageContext,
} from '@/lib/domain/users/find-session'

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
  if (event) await writeIfPossible(() => recordEntry(actor, event))
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

function recordEntry(actor: OrganizationActor & BySession, event: Event): Promise<void> {
  const { tenantId, organizationId } = actor
  const { userId, sessionId } = actor.caller
  return change(
    bypassRowSecurity('entering an organization is recorded for a checked session', tenantId, { userId }),
    async (tx) => {
      // The user’s first pages may be requested at the same time.
      await tx.$queryRaw`
      SELECT id FROM sessions WHERE tenant_id = ${tenantId} AND id = ${sessionId} FOR NO KEY UPDATE`
      const where = { tenantId, organizationId, targetId: sessionId, type: event.type }
      if ((await tx.auditEvent.count({ where })) > 0) return unchanged(undefined)
      return { result: undefined, events: [event] }
    },
  )
}
