import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import type { CataloguedPermission } from './catalogue'
import { usageOf } from './holders-of'
import { previewRoleChange, type WantedEdit } from './preview-role-change'
import { canSeeRoleMembers } from './can-see-role-members'

export interface ReviewedPermission {
  apiName: string
  name: string
  description: string
}

export interface RoleReview {
  /** The change has to include it, so that it applies to the role as reviewed. */
  version: string
  name?: { before: string; after: string }
  description?: { before: string; after: string }
  adds: ReviewedPermission[]
  removes: ReviewedPermission[]
  /** At most five names; none where the actor may not see who holds which role. */
  holders: { names: string[]; count: number }
  /** How many open invitations offer the role. */
  invitations: number
}

const shownNames = 5

/**
 * What saving this would change and who would be affected; changes nothing.
 * @throws DomainError as changeOrganizationRole would
 */
export function reviewOrganizationRole(
  access: OrganizationAccess<'update:organization_roles'>,
  edit: Omit<WantedEdit, 'version'>,
): Promise<RoleReview> {
  return read(access, async (tx) => {
    const { role, wanted, difference } = await previewRoleChange(tx, access, edit)
    const { holders, invitations } = await usageOf(tx, access, { roleId: role.id, first: shownNames })
    const shown = canSeeRoleMembers(access) ? holders : []
    return {
      version: role.version,
      ...(role.name === wanted.name ? {} : { name: { before: role.name, after: wanted.name } }),
      ...(role.description === wanted.description
        ? {}
        : { description: { before: role.description, after: wanted.description } }),
      adds: difference.adds.map(reviewed),
      removes: difference.removes.map(reviewed),
      holders: { names: shown.map(({ name }) => name), count: role.members },
      invitations,
    }
  })
}

function reviewed({ apiName, name, description }: CataloguedPermission): ReviewedPermission {
  return { apiName, name, description }
}
