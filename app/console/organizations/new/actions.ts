'use server'

import { z } from 'zod'
import { createOrganization } from '@/lib/domain/organizations/create-organization'
import { organizationName, organizationSlug } from '@/lib/domain/organizations/organization-fields'
import { emailAddress } from '@/lib/domain/text/email-address'
import { tenantAction } from '@/lib/http/action'
import { textField } from '@/lib/http/text-field'
import { organizationPath } from '../query'

export const create = tenantAction({
  needs: ['create:organizations', 'create:organization_invitations'],
  input: z.object({
    name: textField(organizationName),
    slug: textField(organizationSlug),
    email: textField(emailAddress),
  }),
  run: async (access, { name, slug, email }) => {
    const { id } = await createOrganization(access, { displayName: name, slug, invitedOwner: email })
    return { redirect: organizationPath(id) }
  },
})
