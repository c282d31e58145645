'use server'

import { z } from 'zod'
import { createOrganization } from '@/lib/domain/organizations/create-organization'
import { parseOrganizationName } from '@/lib/domain/organizations/parse-organization-name'
import { parseOwnSlug } from '@/lib/domain/organizations/slug'
import { tenantAction } from '@/lib/http/action'
import { parsed } from '@/lib/http/parsed'

export const create = tenantAction({
  needs: ['create:organizations'],
  input: z.object({ name: parsed(parseOrganizationName), slug: parsed(parseOwnSlug) }),
  run: async (access, { name, slug }) => {
    const created = await createOrganization(access, { displayName: name, slug, owner: access.caller })
    return { redirect: `/o/${created.slug}/home` }
  },
})
