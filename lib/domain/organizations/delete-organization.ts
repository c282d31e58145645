import type { OrganizationAccess } from '@/lib/access'
import { changeLocked } from '@/lib/db/transaction'
import { fold } from '@/lib/domain/text/fold'
import { DomainError } from '@/lib/errors'

/**
 * Ends everyone’s access at once. For 30 days an owner can restore it, and its slugs are held.
 * @param typed the slug, as a sign that a person means this; a program names the organization by its id
 * @throws DomainError invalid at `confirmation`
 */
export function deleteOrganization(
  access: OrganizationAccess<'delete:organizations'>,
  typed?: string,
): Promise<void> {
  const { tenantId, organizationId: id } = access
  return changeLocked(access, async (tx, { slug, displayName }) => {
    if (typed !== undefined && fold(typed.slice(0, 1000)) !== slug) {
      throw new DomainError('invalid', `Type ${slug} to delete this organization.`, { field: 'confirmation' })
    }
    await tx.$executeRaw`UPDATE organizations SET deleted_at = now() WHERE tenant_id = ${tenantId} AND id = ${id}`
    await tx.$executeRaw`
      UPDATE organization_slugs SET held_until = greatest(held_until, now() + interval '30 days')
      WHERE tenant_id = ${tenantId} AND organization_id = ${id}`
    return {
      result: undefined,
      events: [
        {
          type: 'organization.deleted',
          target: { kind: 'organization', id, name: displayName },
          details: { before: { displayName, slug } },
        },
      ],
    }
  })
}
