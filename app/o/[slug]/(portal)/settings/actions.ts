'use server'

import { z } from 'zod'
import { changeOrganization } from '@/lib/domain/organizations/change-organization'
import { deleteOrganization } from '@/lib/domain/organizations/delete-organization'
import { parseOrganizationName } from '@/lib/domain/organizations/parse-organization-name'
import { parseOwnSlug } from '@/lib/domain/organizations/slug'
import { orgAction } from '@/lib/http/action'
import { parsed } from '@/lib/http/parsed'

export const rename = orgAction({
  needs: ['update:organizations'],
  input: z.object({ name: parsed(parseOrganizationName) }),
  run: async (access, { name }) => {
    await changeOrganization(access, { displayName: name })
    return { message: 'Name saved.' }
  },
})

export const exchangeSlug = orgAction({
  needs: ['update:organizations'],
  input: z.object({ slug: parsed(parseOwnSlug) }),
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
