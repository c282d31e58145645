'use server'

import { z } from 'zod'
import { createOrganization } from '@/lib/domain/organizations/create-organization'
import { organizationName, selfServiceSlug } from '@/lib/domain/organizations/organization-fields'
import { tenantAction } from '@/lib/http/action'
import { textField } from '@/lib/http/text-field'

export const create = tenantAction({
  needs: ['create:organizations'],
  input: z.object({ name: textField(organizationName), slug: textField(selfServiceSlug) }),
  run: async (access, { name, slug }) => {
    const created = await createOrganization(access, { displayName: name, slug, owner: access.caller })
    return { redirect: `/o/${created.slug}/home` }
  },
})
