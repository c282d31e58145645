import { z } from 'zod'
import { checkbox } from '@/lib/http/action'

export const oneApi = z.object({ api_id: z.string().max(600).default('') })
export const onePermission = oneApi.extend({ permission: z.string().max(300).default('') })

const wholeNumber = 'Enter a whole number of seconds.'

export const lifetimeInput = oneApi.extend({
  token_lifetime: z
    .string(wholeNumber)
    .max(20, wholeNumber)
    .transform((digits) => Number(digits.trim() || 'none'))
    .pipe(z.int(wholeNumber)),
})

export const settingsInput = lifetimeInput.extend({
  name: z.string().max(1000).default(''),
  token_dialect: z.string().max(100).default(''),
  enforce_policies: checkbox,
  allow_offline_access: checkbox,
})

const texts = { description: z.string().max(5000).default(''), open_to_organizations: checkbox }

export const permissionInput = onePermission.extend(texts)
/** `scopes`: its name, as errors about it are named. */
export const newPermission = oneApi.extend({ ...texts, scopes: z.string().trim().max(1000).default('') })
