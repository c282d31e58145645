'use server'

import { z } from 'zod'
import { organizationName, organizationSlug } from '@/lib/domain/organizations/organization-fields'
import { updateOrganization } from '@/lib/domain/organizations/update-organization'
import { tenantOrgAction } from '@/lib/http/action'
import { textField } from '@/lib/http/text-field'
import { metadataText } from './metadata-text'

export const rename = tenantOrgAction({
  needs: ['update:organizations'],
  input: z.object({ name: textField(organizationName) }),
  run: async (access, { name }) => {
    await updateOrganization(access, { displayName: name })
    return { message: 'Name saved.' }
  },
})

export const saveSlug = tenantOrgAction({
  needs: ['update:organizations'],
  input: z.object({ slug: textField(organizationSlug) }),
  run: async (access, { slug }) => {
    await updateOrganization(access, { slug })
    return { message: 'Slug saved.' }
  },
})

export const saveMetadata = tenantOrgAction({
  needs: ['update:organizations'],
  input: z.object({ metadata: textField(metadataText) }),
  run: async (access, { metadata }) => {
    await updateOrganization(access, { settings: { metadata } })
    return { message: 'Metadata saved.' }
  },
})
