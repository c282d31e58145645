'use server'

import { z } from 'zod'
import { may } from '@/lib/access'
import { changeOrganizationRole } from '@/lib/domain/roles/change-organization-role'
import { createOrganizationRole } from '@/lib/domain/roles/create-organization-role'
import { deleteOrganizationRole } from '@/lib/domain/roles/delete-organization-role'
import { reviewOrganizationRole } from '@/lib/domain/roles/preview-role-change'
import { DomainError } from '@/lib/errors'
import { orgAction, several } from '@/lib/http/action'
import { requireEntry } from '@/lib/http/person'
import { idField, permissionField } from './role-inputs'
import { overtaken, reviewedVersion, reviewOf } from './review'

const role = {
  name: z.string().default(''),
  description: z.string().default(''),
  permissions: several(permissionField),
}

export const create = orgAction({
  needs: ['create:organization_roles'],
  input: z.object(role),
  run: async (access, input, organization) => {
    const { id } = await createOrganizationRole(access, input)
    return { redirect: `/o/${organization.slug}/roles/${id}` }
  },
})

/** An empty choice is none. */
const replacement = z.preprocess((id) => (id === '' ? undefined : id), idField.optional())

/** Saves only what a review has shown: the first submit returns the review. */
export const change = orgAction({
  needs: ['update:organization_roles'],
  input: z.object({ ...role, role_id: idField, reviewed: z.string().default('') }),
  run: async (access, { role_id, reviewed, ...input }, { slug }) => {
    const edit = { roleId: role_id, ...input }
    const review = async (notice?: string) => ({
      review: reviewOf(await reviewOrganizationRole(access, edit), edit, notice),
    })
    const version = reviewedVersion(reviewed, edit)
    if (version === undefined) return await review(reviewed === '' ? undefined : overtaken)
    try {
      const { name } = await changeOrganizationRole(access, { ...edit, version })
      return { message: `${name} is saved.`, redirect: () => pathAfterChange(slug) }
    } catch (error) {
      if (error instanceof DomainError && error.code === 'conflict') return await review(error.message)
      throw error
    }
  },
})

/** The change may have removed the actor’s own access to this page. */
async function pathAfterChange(slug: string): Promise<string | undefined> {
  const { actor } = await requireEntry(slug)
  return may(actor, 'read:organization_roles') ? undefined : `/o/${slug}/home`
}

export const remove = orgAction({
  needs: ['delete:organization_roles'],
  input: z.object({ role_id: idField, instead: replacement }),
  run: async (access, { role_id, instead }, organization) => {
    await deleteOrganizationRole(access, role_id, { instead })
    return { redirect: `/o/${organization.slug}/roles` }
  },
})
