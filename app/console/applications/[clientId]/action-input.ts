import { z } from 'zod'
import { checkbox, several } from '@/lib/http/action'

const id = z.string().max(200).default('')
const longestKey = 20_000

export const oneApplication = z.object({ client_id: id })
export const oneGrant = z.object({ grant_id: id })
export const oneSecret = oneApplication.extend({ secret_id: id })
export const keptKeys = oneApplication.extend({ kept: several(id.transform((kid) => ({ kid }))) })
export const newRedirectUri = oneApplication.extend({ callbacks: z.string().trim().max(3000).default('') })
export const deletion = oneApplication.extend({ confirmation: z.string().max(1000).default('') })

export const memberAccess = oneApplication.extend({ use_for_member_access: checkbox })
export const newOrganization = memberAccess.extend({ organization: id })
export const newGrantOrganization = oneGrant.extend({ organization: id })

export const methodInput = oneApplication.extend({
  client_authentication_methods: z.enum(
    ['none', 'client_secret_post', 'client_secret_basic', 'private_key_jwt'],
    'Choose a method.',
  ),
})

export const keyInput = keptKeys.extend({
  key_name: z.string().trim().max(200, 'The name is too long.').default(''),
  client_authentication_methods: z.string().max(longestKey, 'This is too long for a public key.').default(''),
})

export const overlapInput = oneApplication.extend({
  previous_seconds: z
    .enum(['0', '3600', '86400', '259200', '604800', '2592000'], 'Choose one of the times.')
    .default('0')
    .transform(Number),
})

export const accessInput = oneApplication.extend({
  grant_id: id,
  audience: z.string().max(1000).default(''),
  scope: several(z.string().max(300)),
  organization_usage: z.enum(['deny', 'allow', 'require'], 'Choose what tokens are for.'),
  allow_any_organization: checkbox,
})
