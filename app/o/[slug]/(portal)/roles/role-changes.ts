import { z } from 'zod'
import type { BySession, OrganizationAccess } from '@/lib/access'
import { changeOrganizationRole, reviewOrganizationRole } from '@/lib/domain/roles/change-organization-role'
import { deleteOrganizationRole } from '@/lib/domain/roles/delete-organization-role'
import { DomainError } from '@/lib/errors'
import { several, type Done } from '@/lib/http/action'
import { idField } from '@/lib/http/text-field'
import { overtaken, reviewedVersion, reviewOf } from './review'

// What the actions of the portal and of the console share.

/** As refKey() writes it. */
export const permissionField = z.string().transform((key) => {
  const [apiId = '', name = ''] = key.split(' ')
  return { apiId, name }
})

export const roleInput = z.object({
  name: z.string().default(''),
  description: z.string().default(''),
  permissions: several(permissionField),
})
export const roleChangeInput = roleInput.extend({ role_id: idField, reviewed: z.string().default('') })

/** An empty choice is none. */
const replacement = z.preprocess((id) => (id === '' ? undefined : id), idField.optional())
export const roleDeletionInput = z.object({ role_id: idField, instead: replacement })

/** Saves only what a review has shown: the first submit returns the review. */
export async function changeRole(
  access: OrganizationAccess<'update:organization_roles'>,
  { role_id, reviewed, ...input }: z.output<typeof roleChangeInput>,
): Promise<Done> {
  const edit = { roleId: role_id, ...input }
  const review = async (notice?: string) => ({
    review: reviewOf(await reviewOrganizationRole(access, edit), edit, notice),
  })
  const version = reviewedVersion(reviewed, edit)
  if (version === undefined) return await review(reviewed === '' ? undefined : overtaken)
  try {
    const { name } = await changeOrganizationRole(access, { ...edit, version })
    return { message: `${name} is saved.` }
  } catch (error) {
    if (error instanceof DomainError && error.code === 'conflict') return await review(error.message)
    throw error
  }
}

export async function deleteRole(
  access: OrganizationAccess<'delete:organization_roles'> & BySession,
  { role_id, instead }: z.output<typeof roleDeletionInput>,
): Promise<void> {
  await deleteOrganizationRole(access, role_id, { instead })
}
