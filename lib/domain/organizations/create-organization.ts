import type { InPerson, TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/doors'
import { isUniqueViolation } from '@/lib/db/enter'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { makeOrganization } from './make-organization'
import { assertDailyLimit } from './self-service'
import { insistOnFreeSlug, slugTaken, waitForSlug } from './slug-problem'

export interface Created {
  id: string
  slug: string
}

/**
 * A new organization with its creator as the owner, in which her session lands from now on.
 * @param input a name by parseName, a slug by parseOwnSlug
 * @throws DomainError conflict at `slug` when it is taken, held, or looks like one that is; too_many for a person who
 * created as many today as the tenant allows
 */
export async function createOrganization(
  access: TenantAccess<'create:organizations'> & InPerson,
  input: { displayName: string; slug: string },
): Promise<Created> {
  try {
    return await change(access, async (tx) => {
      const { tenantId, caller } = access
      const { displayName, slug } = input
      await assertDailyLimit(tx, access)
      await waitForSlug(tx, { tenantId, slug })
      await insistOnFreeSlug(tx, { tenantId, slug })
      const owner = { userId: caller.userId, roleId: await ownerRole(tx, tenantId) }
      const { id } = await makeOrganization(tx, { tenantId, slug, displayName, owner })
      await tx.session.update({
        where: { tenantId_id: { tenantId, id: caller.sessionId } },
        data: { organizationId: id },
      })
      const target = { kind: 'organization', id, name: displayName }
      return {
        result: { id, slug },
        events: [
          {
            type: 'organization.created',
            organizationId: id,
            target,
            details: { after: { displayName, slug } },
          },
          { type: 'session.switched', organizationId: id, target: { kind: 'session', id: caller.sessionId } },
        ],
      }
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw slugTaken(input.slug)
  }
}

/** The tenant’s own Owner; an operator may have renamed it. */
async function ownerRole(tx: Tx, tenantId: string): Promise<string> {
  const roles = await tx.role.findMany({
    where: { tenantId, usableIn: '*', isOwner: true, assignable: true },
    orderBy: { createdAt: 'asc' },
  })
  const role = roles.find(({ name }) => name === 'Owner') ?? roles[0]
  if (!role)
    throw new DomainError('conflict', 'No role here makes an owner, so nobody can create an organization.')
  return role.id
}
