'use server'

import { z } from 'zod'
import { deleteOrganization } from '@/lib/domain/organizations/delete-organization'
import { parseOrganizationName } from '@/lib/domain/organizations/parse-organization-name'
import { parseOwnSlug } from '@/lib/domain/organizations/slug'
import { updateOrganization } from '@/lib/domain/organizations/update-organization'
import { orgAction } from '@/lib/http/action'
import { parsed } from '@/lib/http/parsed'

export const rename = orgAction({
  needs: ['update:organizations'],
  input: z.object({ name: parsed(parseOrganizationName) }),
  run: async (access, { name }) => {
    await updateOrganization(access, { displayName: name })
    return { message: 'Name saved.' }
  },
})

export const saveSlug = orgAction({
  needs: ['update:organizations'],
  input: z.object({ slug: parsed(parseOwnSlug) }),
  run: async (access, { slug }, organization) => {
    await updateOrganization(access, { slug })
    if (slug === organization.slug) return { message: 'The slug stays as it is.' }
    return { redirect: `/o/${slug}/settings` }
  },
})

export const remove = orgAction({
  needs: ['delete:organizations'],
  input: z.object({ confirmation: z.string().default('') }),
  recent: true,
  run: async (access, { confirmation }) => {
    await deleteOrganization(access, { confirmation })
    return { redirect: '/orgs' }
  },
})
