'use server'

import { may } from '@/lib/access'
import { createOrganizationRole } from '@/lib/domain/roles/create-organization-role'
import { orgAction } from '@/lib/http/action'
import { requireEntry } from '@/lib/http/person'
import { changeRole, deleteRole, roleChangeInput, roleDeletionInput, roleInput } from './role-changes'

export const create = orgAction({
  needs: ['create:organization_roles'],
  input: roleInput,
  run: async (access, input, organization) => {
    const { id } = await createOrganizationRole(access, input)
    return { redirect: `/o/${organization.slug}/roles/${id}` }
  },
})

export const change = orgAction({
  needs: ['update:organization_roles'],
  input: roleChangeInput,
  run: async (access, input, { slug }) => {
    const done = await changeRole(access, input)
    return done.review ? done : { ...done, redirect: () => pathAfterChange(slug) }
  },
})

/** The change may have removed the actor’s own access to this page. */
async function pathAfterChange(slug: string): Promise<string | undefined> {
  const { actor } = await requireEntry(slug)
  return may(actor, 'read:organization_roles') ? undefined : `/o/${slug}/home`
}

export const remove = orgAction({
  needs: ['delete:organization_roles'],
  input: roleDeletionInput,
  run: async (access, input, organization) => {
    await deleteRole(access, input)
    return { redirect: `/o/${organization.slug}/roles` }
  },
})
