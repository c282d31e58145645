import type { SelfAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { change, unchanged } from '@/lib/db/transaction'
import { DomainError, signInAgain } from '@/lib/errors'
import { insertMembers } from '../members/add-members'
import { lockJoinableOrganization } from './queries'

/**
 * With the role that the organization gives people at the domain of their address. Also sets the session’s organization.
 * @throws DomainError conflict; sign_in_again if the organization requires another sign-in
 */
export function joinByDomain(access: SelfAccess, organizationId: string): Promise<{ slug: string }> {
  const { tenantId, userId, sessionId } = access
  return change(
    access,
    async (tx) => {
      const { slug, domain, role, canEnter } = await lockJoinableOrganization(tx, organizationId)
      if (role === null)
        throw new DomainError('conflict', 'This organization now asks people to request to join.')
      if (!canEnter) throw signInAgain()
      const added = await insertMembers(tx, { organizationId, userIds: [userId], roles: [role] })
      await tx.session.update({
        where: { tenantId_id: { tenantId, id: sessionId } },
        data: { organizationId },
      })
      if (!added.has(userId)) return unchanged({ slug })
      return {
        result: { slug },
        events: [
          {
            type: 'member.added',
            organizationId,
            target: await userTarget(tx, access),
            details: { before: null, after: [role.name], by: { domain } },
          },
        ],
      }
    },
    { bypassRowSecurity: 'a person joins by the domain of their address' },
  )
}

async function userTarget(tx: Tx, { tenantId, userId }: SelfAccess): Promise<NonNullable<Event['target']>> {
  const { name, email } = await tx.user.findUniqueOrThrow({
    where: { tenantId_id: { tenantId, id: userId } },
    select: { name: true, email: true },
  })
  return { kind: 'user', id: userId, name, email }
}
