'use server'

import { z } from 'zod'
import { findMyOrganization } from '@/lib/domain/organizations/my-organizations'
import { restoreOrganization } from '@/lib/domain/organizations/restore-organization'
import { switchOrganization } from '@/lib/domain/users/switch-organization'
import { DomainError, notFound } from '@/lib/errors'
import { personAction } from '@/lib/http/action'
import { idle } from '@/lib/http/form-state'

const enter = personAction({
  input: z.object({ organization_id: z.string() }),
  run: async (access, { organization_id }) => {
    try {
      const { slug } = await switchOrganization(access, organization_id)
      return { redirect: `/o/${slug}/home` }
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'sign_in_again') throw error
      const organization = await findMyOrganization(access, organization_id)
      if (!organization) throw notFound()
      return { redirect: `/o/${organization.slug}?again=1` }
    }
  },
})

/** Goes through the organization’s sign-in page if the organization requires that. */
export async function switchTo(form: FormData): Promise<void> {
  await enter(idle, form)
}

export const restore = personAction({
  input: z.object({ organization_id: z.string() }),
  run: async (access, { organization_id }) => {
    const { slug } = await restoreOrganization(access, organization_id)
    return { redirect: `/o/${slug}/home` }
  },
})
