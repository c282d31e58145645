'use server'

import { z } from 'zod'
import { deleteOrganization } from '@/lib/domain/organizations/delete-organization'
import { organizationName, organizationSlug } from '@/lib/domain/organizations/organization-fields'
import { restoreOrganization } from '@/lib/domain/organizations/restore-organization'
import { resumeOrganization, suspendOrganization } from '@/lib/domain/organizations/suspend-organization'
import { updateOrganization } from '@/lib/domain/organizations/update-organization'
import { shortDescription } from '@/lib/domain/text/display-name'
import { tenantAction, tenantOrgAction } from '@/lib/http/action'
import { textField } from '@/lib/http/text-field'
import { organizationMetadata } from '../../metadata-input'

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
  input: z.object({ metadata: textField(organizationMetadata) }),
  run: async (access, { metadata }) => {
    await updateOrganization(access, { settings: { metadata } })
    return { message: 'Metadata saved.' }
  },
})

export const suspend = tenantOrgAction({
  needs: ['update:organizations', 'delete:organizations'],
  recent: 'suspend-organization',
  input: z.object({ reason: textField(shortDescription.refine((text) => text !== '', 'Say why.')) }),
  run: async (access, { reason }) => {
    await suspendOrganization(access, { reason })
    return { message: 'Suspended. No one can open it until you resume it.' }
  },
})

export const resume = tenantOrgAction({
  needs: ['update:organizations', 'delete:organizations'],
  input: z.object({}),
  recent: 'resume-organization',
  run: async (access) => {
    await resumeOrganization(access)
    return { message: 'Resumed. Its members have the access that they had.' }
  },
})

export const remove = tenantOrgAction({
  needs: ['delete:organizations'],
  input: z.object({ confirmation: z.string().default('') }),
  recent: 'delete-organization',
  run: async (access, { confirmation }) => {
    await deleteOrganization(access, { confirmation })
    return { message: 'Deleted. You can restore it for 30 days.' }
  },
})

export const restore = tenantAction({
  needs: ['delete:organizations'],
  input: z.object({ organization_id: z.string().max(100).default('') }),
  recent: 'restore-organization',
  run: async (access, { organization_id }) => {
    await restoreOrganization(access, organization_id)
    return { message: 'Restored. Its members have the access that they had.' }
  },
})
