import type { OrganizationAccess } from '@/lib/access'
import { changeLocked, unchanged, type Changed } from '@/lib/db/doors'
import type { Tx } from '@/lib/db/prisma'
import { endMembershipOf } from './end-membership-of'
import { keepAnOwner } from './keep-an-owner'
import { reachOf } from './reach'

type Access = OrganizationAccess<'delete:organization_members'>

/**
 * Ends the memberships of these users, all or none; whoever is no member stays none. Where the organization’s own people
 * do it, each is told by mail.
 * @throws DomainError not_yours_to_give (one of them may do more than the actor), last_owner
 */
export function removeMembers(access: Access, users: readonly string[]): Promise<void> {
  return changeLocked(access, (tx) => keepAnOwner(tx, access, () => remove(tx, access, users)))
}

async function remove(tx: Tx, access: Access, users: readonly string[]): Promise<Changed<void>> {
  const { tenantId, organizationId } = access
  const members = await tx.member.findMany({
    where: { tenantId, organizationId, userId: { in: [...users] } },
    select: { userId: true },
  })
  const ids = members.map(({ userId }) => userId)
  const reach = await reachOf(tx, access, ids)
  const ended = []
  for (const userId of ids) ended.push(await endMembershipOf(tx, access, { userId, reach }))
  const [first, ...others] = ended.map(({ event }) => event)
  if (!first) return unchanged(undefined)
  const mails = access.exempt ? [] : ended.map(({ mail }) => mail)
  return { result: undefined, events: [first, ...others], mails }
}
