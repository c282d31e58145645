import type { OrganizationActor, TicketAccess } from '@/lib/access'
import { changeLocked, eventsIn } from '@/lib/db/transaction'
import { DomainError, notFound } from '@/lib/errors'
import { insertOrganizationConnection } from '../connections/add-organization-connection'
import { explainTest } from '../connections/connection-tests'
import { lockConnection } from '../connections/lock-connection'
import type { Connection } from '../connections/read-connection'
import { targetOf } from './sso-ticket'

/**
 * Enables the connection as the ticket says, unless it is enabled already. The ticket ends with it.
 * @throws DomainError not_found; conflict unless its last test succeeded, and for an eleventh of the organization
 */
export function finishSsoTicket(access: TicketAccess): Promise<void> {
  const { tenantId, caller } = access
  const { ssoTicketId: id, connectionId } = caller
  return changeLocked(access, async (tx) => {
    const connection = await lockConnection(tx, access, { id: connectionId, least: 'full' })
    const obstacle = obstacleToFinishing(connection)
    if (obstacle !== null) throw new DomainError('conflict', obstacle)
    const [ticket] = await tx.$queryRaw<Flags[]>`
      UPDATE sso_tickets SET finished_at = now() WHERE tenant_id = ${tenantId} AND id = ${id}
      RETURNING show_as_button AS "showAsButton", assign_membership_on_login AS "assignMembershipOnLogin"`
    if (!ticket) throw notFound()
    // The operator who made the ticket decided how the organization uses it, so what its holder may grant does not count.
    const operator: OrganizationActor = { ...access, isTenantLevel: true }
    const enabled = await insertOrganizationConnection(tx, operator, {
      id: connectionId,
      ifPresent: 'enable',
      showAsButton: ticket.showAsButton ?? undefined,
      assignMembershipOnLogin: ticket.assignMembershipOnLogin ?? undefined,
    })
    const finished = { type: 'sso_ticket.finished', target: targetOf(id), details: { connectionId } } as const
    return { result: undefined, events: [finished, ...eventsIn(enabled)] }
  })
}

interface Flags {
  showAsButton: boolean | null
  assignMembershipOnLogin: boolean | null
}

/** Why the connection cannot be enabled by a ticket now; null if it can. */
export function obstacleToFinishing({
  testedAt,
  testProblem,
}: Pick<Connection, 'testedAt' | 'testProblem'>): string | null {
  if (testedAt === null) return 'Test it first.'
  if (testProblem === null || explainTest(testProblem).isWarning) return null
  return 'Its last test did not succeed. Test it again first.'
}
