import type { SelfAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/transaction'
import { DomainError, signInAgain } from '@/lib/errors'
import { userTarget } from './join-request-events'
import { lockJoinableOrganization } from './joinable-organizations'

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
      const added = await tx.member.createMany({
        data: [{ organizationId, userId }],
        skipDuplicates: true,
      })
      await tx.session.update({
        where: { tenantId_id: { tenantId, id: sessionId } },
        data: { organizationId },
      })
      if (added.count === 0) return unchanged({ slug })
      const { id: roleId, usableIn, name } = role
      await tx.memberRole.create({ data: { organizationId, userId, roleId, usableIn } })
      return {
        result: { slug },
        events: [
          {
            type: 'member.added',
            organizationId,
            target: await userTarget(tx, access),
            details: { before: null, after: [name], by: { domain } },
          },
        ],
      }
    },
    { bypassRowSecurity: 'a person joins by the domain of their address' },
  )
}
