import type { BySession, TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { isUniqueViolation } from '@/lib/db/request-context'
import { DomainError } from '@/lib/errors'
import { insertOrganization } from './make-organization'
import { prepareOrganization } from './prepare-organization'
import { assertDailyLimit } from './self-service'
import { assertNoConflict, slugTaken } from './validate-slug'

export interface Created {
  id: string
  slug: string
}

/**
 * Creates an organization with the caller as the owner, and selects it for the caller’s session.
 * @param input parsed by organizationName and selfServiceSlug
 * @throws DomainError conflict at `slug` when it is taken, held, or looks like one that is; too_many for a person who
 * created as many today as the tenant allows
 */
export async function createOrganization(
  access: TenantAccess<'create:organizations'> & BySession,
  input: { displayName: string; slug: string },
): Promise<Created> {
  try {
    return await change(access, async (tx) => {
      const { tenantId, caller } = access
      const { displayName, slug } = input
      await assertDailyLimit(tx, access)
      const prepared = await prepareOrganization(tx, { slug, mayLookAlike: false, connectionIds: [] })
      assertNoConflict(slug, prepared.conflictingSlugs)
      const owner = { userId: caller.userId, roleId: ownerRole(prepared.ownerRoleId) }
      const { id } = await insertOrganization(tx, { slug, displayName, owner }, prepared.template)
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

function ownerRole(id: string | null): string {
  if (id !== null) return id
  throw new DomainError('conflict', 'No role grants ownership, so organizations cannot be created.')
}
