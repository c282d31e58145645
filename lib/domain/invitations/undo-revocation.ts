import { personOf, type OrganizationAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import { noLongerWanted } from '@/lib/db/outgoing-mail'
import { onUniqueViolation } from '@/lib/db/request-context'
import { sql } from '@/lib/db/sql'
import type { Tx } from '@/lib/db/prisma'
import { change } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { undoSeconds } from './find-by-ticket'
import { invitationEmail } from './invite'
import { isMembers } from './list-invitations'
import { hasNewer, isInviterThere, ofOrganization } from './queries'

type Access = OrganizationAccess<'delete:organization_invitations'>

interface Reopened {
  id: string
  email: string
  version: number
  /** The worker did not send its email, because the invitation was revoked by then. */
  isUnsent: boolean
}

/**
 * Makes invitations pending again that the caller revoked in the last minute; the links sent before work again.
 * @returns how many @throws DomainError gone if there is none
 */
export function undoRevocation(access: Access, ids: readonly string[]): Promise<number> {
  return change(access, async (tx) => {
    const reopened = await reopen(tx, access, ids)
    const [first, ...rest] = reopened.map(undoneEvent)
    if (!first) throw tooLate()
    return {
      result: reopened.length,
      events: [first, ...rest],
      mails: reopened.filter(({ isUnsent }) => isUnsent).map((unsent) => invitationEmail(access, unsent)),
    }
  }).catch(onUniqueViolation(tooLate))
}

/** While the inviter is still there and no newer invitation was sent to the address, as after a decline. */
function reopen(tx: Tx, access: Access, ids: readonly string[]): Promise<Reopened[]> {
  const { tenantId, organizationId } = access
  return tx.$queryRaw<Reopened[]>(sql`
    WITH locked AS (
      SELECT i.id FROM invitations i
      WHERE ${ofOrganization(access)} AND i.id = ANY (${[...ids]}) AND i.state = 'revoked'
        AND i.closed_at > now() - make_interval(secs => ${undoSeconds}) AND i.expires_at > now()
        AND (
          SELECT e.actor_id FROM audit_events e
          WHERE e.tenant_id = ${tenantId} AND e.organization_id = ${organizationId} AND e.target_id = i.id
            AND e.type = 'invitation.revoked'
          ORDER BY e.occurred_at DESC, e.id DESC LIMIT 1) = ${personOf(access)}
        AND ${isInviterThere} AND NOT ${isMembers} AND NOT ${hasNewer}
      ORDER BY i.id FOR UPDATE
    )
    UPDATE invitations i SET state = 'pending', closed_at = NULL FROM locked
    WHERE ${ofOrganization(access)} AND i.id = locked.id
    RETURNING i.id, i.email, i.version, coalesce((
      SELECT bool_and(m.state IN ('failed', 'unknown') AND m.last_problem IS NOT DISTINCT FROM ${noLongerWanted})
      FROM mails m
      WHERE m.tenant_id = ${tenantId} AND m.organization_id = ${organizationId} AND m.invitation_id = i.id
        AND m.template = 'invitation' AND m.payload->'version' = to_jsonb(i.version)), false) AS "isUnsent"`)
}

function undoneEvent({ id, email }: Reopened): Event {
  return {
    type: 'invitation.revocation_undone',
    target: { kind: 'invitation', id, email },
    details: { before: { state: 'revoked' }, after: { state: 'pending' } },
  }
}

function tooLate(): DomainError {
  return new DomainError(
    'gone',
    'These invitations are not as you left them, or more than a minute has passed. Invite the people again.',
  )
}
