'use server'

import { z } from 'zod'
import { transferOwnership } from '@/lib/domain/members/transfer-ownership'
import { deleteOrganization } from '@/lib/domain/organizations/delete-organization'
import { organizationName, selfServiceSlug } from '@/lib/domain/organizations/organization-fields'
import { updateOrganization } from '@/lib/domain/organizations/update-organization'
import { orgAction } from '@/lib/http/action'
import { textField } from '@/lib/http/text-field'

export const rename = orgAction({
  needs: ['update:organizations'],
  input: z.object({ name: textField(organizationName) }),
  run: async (access, { name }) => {
    await updateOrganization(access, { displayName: name })
    return { message: 'Name saved.' }
  },
})

export const saveSlug = orgAction({
  needs: ['update:organizations'],
  input: z.object({ slug: textField(selfServiceSlug) }),
  run: async (access, { slug }, organization) => {
    await updateOrganization(access, { slug })
    if (slug === organization.slug) return { message: 'The slug is unchanged.' }
    return { redirect: `/o/${slug}/settings` }
  },
})

export const transfer = orgAction({
  needs: ['create:organization_member_roles'],
  input: z.object({ to: z.string().max(1000).default(''), then: z.string().max(100).default('') }),
  recent: 'transfer-ownership',
  run: async (access, { to, then }, { slug }) => {
    await transferOwnership(access, { to, then: then === 'leave' ? then : { roleId: then } })
    // With their new role the actor may no longer see this page; the home page shows the role.
    return { redirect: then === 'leave' ? '/orgs' : `/o/${slug}/home` }
  },
})

export const remove = orgAction({
  needs: ['delete:organizations'],
  input: z.object({ confirmation: z.string().default('') }),
  recent: 'delete-organization',
  run: async (access, { confirmation }) => {
    await deleteOrganization(access, { confirmation })
    return { redirect: '/orgs' }
  },
})
