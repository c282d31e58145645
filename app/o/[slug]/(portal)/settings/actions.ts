'use server'

import { z } from 'zod'
import { changeOrganization } from '@/lib/domain/organizations/change-organization'
import { deleteOrganization } from '@/lib/domain/organizations/delete-organization'
import { organizationName, selfServiceSlug } from '@/lib/domain/organizations/organization-fields'
import { orgAction } from '@/lib/http/action'
import { textField } from '@/lib/http/text-field'

export const rename = orgAction({
  needs: ['update:organizations'],
  input: z.object({ name: textField(organizationName) }),
  run: async (access, { name }) => {
    await changeOrganization(access, { displayName: name })
    return { message: 'Name saved.' }
  },
})

export const exchangeSlug = orgAction({
  needs: ['update:organizations'],
  input: z.object({ slug: textField(selfServiceSlug) }),
  run: async (access, { slug }, organization) => {
    await changeOrganization(access, { slug })
    if (slug === organization.slug) return { message: 'The slug is unchanged.' }
    return { redirect: `/o/${slug}/settings` }
  },
})

export const remove = orgAction({
  needs: ['delete:organizations'],
  input: z.object({ confirmation: z.string().default('') }),
  recent: true,
  run: async (access, { confirmation }) => {
    await deleteOrganization(access, confirmation)
    return { redirect: '/orgs' }
  },
})
