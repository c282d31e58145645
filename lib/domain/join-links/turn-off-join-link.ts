import { type OrganizationAccess, personOf } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import { onUniqueViolation } from '@/lib/db/request-context'
import { change } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { undoSeconds } from '../invitations/find-by-ticket'
import { endJoinLink, lockJoinLink } from './join-link-rows'

/** @throws DomainError not_found, gone */
export function turnOffJoinLink(
  access: OrganizationAccess<'delete:organization_invitations'>,
  id: string,
): Promise<void> {
  return change(access, async (tx) => {
    await lockJoinLink(tx, access, id)
    await endJoinLink(tx, access, { id, as: 'turned_off' })
    return { result: undefined, events: [turnedOffEvent(id)] }
  })
}

export function turnedOffEvent(id: string): Event {
  return { type: 'join_link.turned_off', target: { kind: 'join_link', id } }
}

/**
 * Turns the link on again that the caller turned off in the last minute, with the same URL and settings: if there is no
 * other link, it has roles, and the user who created it is still a member, or created it at tenant level.
 * @throws DomainError gone
 */
export function undoTurningOff(
  access: OrganizationAccess<'delete:organization_invitations'>,
  id: string,
): Promise<void> {
  const { tenantId, organizationId } = access
  return change(access, async (tx) => {
    const turnedOn = await tx.$executeRaw`
      UPDATE join_links l SET ended_at = NULL, ended_as = NULL
      WHERE l.tenant_id = ${tenantId} AND l.organization_id = ${organizationId} AND l.id = ${id}
        AND l.ended_as = 'turned_off' AND l.ended_at > now() - make_interval(secs => ${undoSeconds})
        AND (
          SELECT e.actor_id FROM audit_events e
          WHERE e.tenant_id = ${tenantId} AND e.organization_id = ${organizationId} AND e.target_id = ${id}
            AND e.type = 'join_link.turned_off'
          ORDER BY e.occurred_at DESC, e.id DESC LIMIT 1) = ${personOf(access)}
        AND (l.maker_exempt OR EXISTS (
          SELECT FROM members m
          WHERE m.tenant_id = ${tenantId} AND m.organization_id = ${organizationId} AND m.user_id = l.maker_user_id))
        AND EXISTS (
          SELECT FROM join_link_roles lr
          WHERE lr.tenant_id = ${tenantId} AND lr.organization_id = ${organizationId} AND lr.join_link_id = ${id})`
    if (turnedOn === 0) throw tooLate()
    return { result: undefined, events: [{ type: 'join_link.turned_on', target: { kind: 'join_link', id } }] }
  }).catch(onUniqueViolation(tooLate))
}

function tooLate(): DomainError {
  return new DomainError(
    'gone',
    'The join link is not as you left it, or more than a minute has passed. Make a new one.',
  )
}
